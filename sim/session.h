/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session: a sheet, simulated into a folder. What `run` and `rerun` share. */
#ifndef ENTENTE_SESSION_H
#define ENTENTE_SESSION_H
#include "engine.h"
#include "luck.h"
#include "options.h"
#include "results.h"
#include "robust.h"

struct session {
  const struct options *options;
  const char *out; /* the folder */
  bool force;      /* it may exist */
  uint64_t enough; /* runs to do of those asked for; 0: all */
  const char *const *arguments;
  size_t argument_count; /* the command line, for provenance */
  const atomic_int *stop;
  void (*progress)(void *, const struct progress *);               /* NULL for none */
  void (*progress_versions)(void *, size_t done, size_t versions); /* likewise; same context */
  void *progress_context;
  size_t main_outcome; /* set by session_open */
  /* Results. */
  struct sheet sheet;
  struct study study;
  struct tally tally;
  struct robust robust;            /* with --robust, if the runs themselves were not interrupted */
  struct luck luck;                /* explained shares of the variance */
  struct sequential_end precision; /* where options->precision was asked for */
};

/* Read and check the sheet. */
bool session_open(struct session *session, const char *sheet, struct error *err);
/* Simulate and write everything. Nothing is written when interrupted before the first runs were done (tally.runs == 0). */
bool session_run(struct session *session, struct error *err);
void session_close(struct session *session);

#endif

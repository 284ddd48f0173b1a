/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress_bar: one line on a terminal's standard error: runs done, rate, time left, running error. */
#ifndef ENTENTE_PROGRESS_BAR_H
#define ENTENTE_PROGRESS_BAR_H
#include "engine.h"
#include <time.h>

struct progress_bar {
  bool on, shown;
  struct timespec start;
};

void progress_bar_start(struct progress_bar *bar, bool on);
/* engine_options.progress, with the bar as context. */
void progress_bar_show(void *bar, const struct progress *progress);
/* robust_options.progress, likewise. */
void progress_bar_show_versions(void *bar, size_t done, size_t versions);
void progress_bar_clear(struct progress_bar *bar);

#endif

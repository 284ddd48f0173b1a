/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gnuplot.h"
#include "fonts.h"
#include "process.h"
#include "sim/utf8.h"
#include "verdict.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RESULTS_STAY "results are written, pictures are not"
#define AFTERWARDS "then run: entente plot"

enum {
  PARALLEL_MOST = 64,
  TICK = 20, /* milliseconds between two looks at the clock and the stop flag */
  PICTURE_BYTES_MOST = 1 << 28,
  MESSAGE_BYTES_MOST = 1 << 20
};

/* Work in hand: the drawings before `next` have been started. */
struct desk {
  struct drawing **list; /* [count] */
  size_t count, next;
  struct process processes[PARALLEL_MOST];
  struct drawing *drawings[PARALLEL_MOST]; /* what each process draws; NULL: it is free */
  unsigned parallel, busy;
  const struct gnuplot_limits *limits;
  const char *program;
  char **environment;
};

static const char *program_name(void) {
  const char *const named = getenv("ENTENTE_GNUPLOT");
  return named && *named ? named : "gnuplot";
}

/* Variables that would change a picture from one user to the next are not. */
static bool is_kept(const char *variable) {
  static const char *const dropped[] = {"LC_", "LANG=", "LANGUAGE=", "GNUPLOT", "GNUTERM=", "GDFONTPATH="};
  for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
    if (strncmp(variable, dropped[i], strlen(dropped[i])) == 0) return false;
  return true;
}

/* The environment for gnuplot; the list is the caller's to free, its strings are not. */
static char **environment_make(void) {
  static char locale[] = "LC_ALL=C.UTF-8";
  size_t count = 0, kept = 0;
  for (char **at = environ; at && *at; at++) count++;
  char **const list = calloc(count + 2, sizeof *list);
  if (!list) return NULL;
  for (char **at = environ; at && *at; at++)
    if (is_kept(*at)) list[kept++] = *at;
  list[kept] = locale;
  return list;
}

/* What gnuplot reads. The picture leaves on its stdout, so the script names no file. */
static char *whole_script(const struct drawing *drawing, size_t *size) {
  char *text = NULL;
  FILE *const out = open_memstream(&text, size);
  if (!out) return NULL;
  fprintf(out, "set encoding utf8\nset terminal %s\n", drawing->terminal);
  fwrite(drawing->script, 1, drawing->size, out);
  fputc('\n', out);
  if (fclose(out) == 0) return text;
  free(text);
  return NULL;
}

static bool fail_start(const char *program, int reason, struct error *err) {
  char clip[CLIP_SIZE];
  if (reason == ENOENT && strcmp(program, "gnuplot") == 0)
    return fail(err,
                "gnuplot is not installed: " RESULTS_STAY "; install it with: sudo apt-get install gnuplot-nox fonts-inter, " AFTERWARDS);
  return fail(err,
              "%s cannot be started: %s; " RESULTS_STAY
              "; make that program run, or choose another gnuplot by setting ENTENTE_GNUPLOT, " AFTERWARDS,
              utf8_clip(clip, program), strerror(reason));
}

static void drawing_fails(struct drawing *drawing) {
  free(drawing->bytes);
  drawing->bytes = NULL;
  drawing->length = 0;
  drawing->done = false;
  drawing->err.status = STATUS_PICTURE;
}

static void desk_start(struct desk *desk, unsigned slot) {
  struct drawing *const drawing = desk->list[desk->next++];
  const char *const argv[] = {desk->program, "-d", NULL};
  size_t size = 0;
  int reason = ENOMEM;
  char *const text = whole_script(drawing, &size);
  if (text && process_start(&desk->processes[slot], argv, desk->environment, text, size, &reason)) {
    desk->drawings[slot] = drawing;
    desk->busy++;
    return;
  }
  fail_start(desk->program, reason, &drawing->err);
  drawing_fails(drawing);
}

static void desk_clear(struct desk *desk, unsigned slot) {
  process_free(&desk->processes[slot]);
  desk->drawings[slot] = NULL;
  desk->busy--;
}

/* A terminal's picture begins with a form feed, which would blank what stands above it. */
static void drop_form_feed(struct drawing *drawing) {
  if (drawing->format != PICTURE_TEXT || drawing->length == 0 || drawing->bytes[0] != '\f') return;
  memmove(drawing->bytes, drawing->bytes + 1, drawing->length);
  drawing->length--;
}

/* Take what the ended process left. */
static void desk_take(struct desk *desk, unsigned slot) {
  struct drawing *const drawing = desk->drawings[slot];
  const struct process *const process = &desk->processes[slot];
  size_t length = 0;
  char *const messages = process_read(process->messages, &length);
  drawing->bytes = process_read(process->output, &drawing->length);
  if (!messages || !drawing->bytes) fail_memory(&drawing->err);
  else drawing->done = picture_judge(drawing, messages, process->status, process->sent == process->size, &drawing->err);
  free(messages);
  if (drawing->done) drop_form_feed(drawing);
  else drawing_fails(drawing);
  desk_clear(desk, slot);
}

/* Why a process that runs must not go on; false if it may. */
static bool is_beyond_limits(const struct desk *desk, unsigned slot, struct error *err) {
  const struct process *const process = &desk->processes[slot];
  const char *const name = desk->drawings[slot]->name;
  const double limit = desk->limits->seconds;
  if (process_clock() - process->start > limit)
    return !fail(err, "%s: gnuplot was ended because it took longer than %g s; draw it again when the machine is less busy", name, limit);
  if (process_written(process->messages) > MESSAGE_BYTES_MOST)
    return !fail(err, "%s: gnuplot was ended because it wrote more than a megabyte of messages", name);
  if (process_written(process->output) > PICTURE_BYTES_MOST)
    return !fail(err, "%s: gnuplot was ended because the picture grew beyond 256 megabytes", name);
  return false;
}

static void desk_look(struct desk *desk, unsigned slot) {
  struct drawing *const drawing = desk->drawings[slot];
  process_go_on(&desk->processes[slot]);
  if (is_beyond_limits(desk, slot, &drawing->err)) {
    drawing_fails(drawing);
    desk_clear(desk, slot);
  } else if (desk->processes[slot].over) {
    desk_take(desk, slot);
  }
}

/* Wait until something may have happened. A process that has closed its input ends without further notice, so look again soon. */
static void desk_wait(const struct desk *desk) {
  struct pollfd waits[PARALLEL_MOST];
  int time = TICK;
  for (unsigned i = 0; i < desk->parallel; i++) {
    waits[i] = desk->drawings[i] ? process_waits(&desk->processes[i]) : (struct pollfd){.fd = -1};
    if (desk->drawings[i] && waits[i].fd < 0) time = 1;
  }
  (void)poll(waits, desk->parallel, time);
}

static bool is_stopped(const struct desk *desk) {
  return desk->limits->stop && atomic_load(desk->limits->stop) != 0;
}

static void desk_run(struct desk *desk) {
  while ((desk->next < desk->count || desk->busy > 0) && !is_stopped(desk)) {
    for (unsigned i = 0; i < desk->parallel && desk->next < desk->count; i++)
      if (!desk->drawings[i]) desk_start(desk, i);
    if (desk->busy > 0) desk_wait(desk);
    for (unsigned i = 0; i < desk->parallel; i++)
      if (desk->drawings[i]) desk_look(desk, i);
  }
  for (unsigned i = 0; i < desk->parallel; i++)
    if (desk->drawings[i]) desk_clear(desk, i);
}

static bool needs_fonts(const struct drawing *drawing) {
  return drawing->format == PICTURE_PNG || drawing->format == PICTURE_PDF;
}

static void refuse_without_fonts(struct drawing *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!needs_fonts(&list[i]) || !list[i].done) continue;
    fail(&list[i].err, "no font is installed, and PNG and PDF would lack all text: " RESULTS_STAY "; install fonts with: "
                       "sudo apt-get install fonts-inter, " AFTERWARDS);
    drawing_fails(&list[i]);
  }
}

/* The first failure, and how many others there are that say something else. */
static bool summary(const struct drawing *list, size_t count, struct error *err) {
  const struct drawing *first = NULL;
  size_t others = 0;
  for (size_t i = 0; i < count; i++) {
    if (list[i].done) continue;
    if (first) others += strcmp(first->err.text, list[i].err.text) != 0;
    else first = &list[i];
  }
  if (!first) return true;
  if (others) fail(err, "%s; %zu more picture%s not drawn either", first->err.text, others, others > 1 ? "s are" : " is");
  else fail(err, "%s", first->err.text);
  err->status = STATUS_PICTURE;
  return false;
}

static bool fail_stopped(struct drawing *list, size_t count, struct error *err) {
  for (size_t i = 0; i < count; i++) {
    if (list[i].done) continue;
    fail(&list[i].err, "%s: not drawn because of the interruption", list[i].name);
    drawing_fails(&list[i]);
  }
  fail(err, "interrupted before all pictures were drawn");
  err->status = STATUS_INTERRUPTED;
  return false;
}

/* The drawings that gnuplot gets, the trial of the fonts first where it is needed; to be freed. */
static struct drawing **work_list(struct drawing *list, size_t count, struct drawing *probe, size_t *size) {
  struct drawing **const work = calloc(count + 1, sizeof *work);
  bool probes = false;
  *size = 0;
  if (!work) return NULL;
  for (size_t i = 0; i < count; i++) probes = probes || needs_fonts(&list[i]);
  if (probes) work[(*size)++] = probe;
  for (size_t i = 0; i < count; i++) work[(*size)++] = &list[i];
  return work;
}

bool gnuplot_draw(struct drawing *list, size_t count, const struct gnuplot_limits *limits, struct error *err) {
  bool done = false;
  struct drawing probe = fonts_probe();
  struct desk *const desk = calloc(1, sizeof *desk);
  if (!desk) return fail_memory(err);
  const unsigned parallel = limits->parallel > PARALLEL_MOST ? PARALLEL_MOST : limits->parallel;
  *desk = (struct desk){.limits = limits, .program = program_name(), .parallel = parallel ? parallel : 1};
  desk->environment = environment_make();
  desk->list = work_list(list, count, &probe, &desk->count);
  if (!desk->environment || !desk->list) {
    fail_memory(err);
    goto out;
  }
  desk_run(desk);
  if (fonts_are_missing(&probe)) refuse_without_fonts(list, count);
  done = summary(list, count, err);
  if (!done && is_stopped(desk)) done = fail_stopped(list, count, err);
out:
  drawing_free(&probe);
  free(desk->list);
  free(desk->environment);
  free(desk);
  return done;
}

void gnuplot_advice(struct error *err, const char *folder) {
  const size_t length = strlen(err->text), end = strlen(AFTERWARDS);
  const enum status status = err->status;
  const bool advised = length >= end && strcmp(err->text + length - end, AFTERWARDS) == 0;
  if (advised && folder) fail(err, "%s %s", err->text, folder);
  else if (advised) fail(err, "%.*sthen do this again", (int)(length - end), err->text);
  else if (!folder) return;
  else if (strstr(err->text, ": gnuplot"))
    fail(err, "%s; all results are written; make gnuplot work (sudo apt-get install gnuplot-nox fonts-inter), " AFTERWARDS " %s", err->text,
         folder);
  err->status = status;
}

bool drawing_write(const struct drawing *drawing, const struct folder *folder, const char *name, struct error *err) {
  struct folder_file file = {0};
  if (!folder_file_open(&file, folder, name, err)) return false;
  fwrite(drawing->bytes, 1, drawing->length, file.stream);
  return folder_file_commit(&file, err);
}

void drawing_free(struct drawing *drawing) {
  free(drawing->bytes);
  drawing->bytes = NULL;
  drawing->length = 0;
  drawing->done = false;
}

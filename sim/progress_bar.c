/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress_bar.h"
#include "number.h"
#include <math.h>
#include <stdio.h>

enum { BAR_WIDTH = 24 };

void progress_bar_start(struct progress_bar *bar, bool on) {
  *bar = (struct progress_bar){.on = on};
  clock_gettime(CLOCK_MONOTONIC, &bar->start);
}

static double elapsed(const struct progress_bar *bar) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - bar->start.tv_sec) + 1e-9 * (double)(now.tv_nsec - bar->start.tv_nsec);
}

void progress_bar_show(void *context, const struct progress *progress) {
  struct progress_bar *bar = context;
  const double seconds = elapsed(bar), share = (double)progress->runs / (double)progress->asked;
  if (!bar->on || seconds < .3) return; /* what is over at once needs no bar */
  char error[96] = "", difference[NUMBER_SIZE], half[NUMBER_SIZE];
  if (!isnan(progress->half_width)) {
    number_round(difference, progress->difference, 3);
    number_round(half, progress->half_width, 2);
    snprintf(error, sizeof error, ", difference %s +- %s", difference, half);
  }
  const int full = (int)(share * BAR_WIDTH);
  const double rate = (double)progress->runs / seconds, left = rate > 0 ? (double)(progress->asked - progress->runs) / rate : 0;
  fprintf(stderr, "\r[%.*s%.*s] %3.0f %%, %.0f runs/s, %.0f s left%s\033[K", full, "########################", BAR_WIDTH - full,
          "                        ", 100 * share, rate, left, error);
  fflush(stderr);
  bar->shown = true;
}

void progress_bar_show_versions(void *context, size_t done, size_t versions) {
  struct progress_bar *bar = context;
  if (!bar->on || elapsed(bar) < .3) return;
  const int full = (int)(done * BAR_WIDTH / versions);
  fprintf(stderr, "\r[%.*s%.*s] %zu of %zu versions of the model\033[K", full, "########################", BAR_WIDTH - full,
          "                        ", done, versions);
  fflush(stderr);
  bar->shown = true;
}

void progress_bar_clear(struct progress_bar *bar) {
  if (bar->shown) fputs("\r\033[K", stderr);
  bar->shown = false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verdict: whether what gnuplot left behind is a whole picture, and if not, why. */
#ifndef ENTENTE_VERDICT_H
#define ENTENTE_VERDICT_H
#include "gnuplot.h"

/* Whether the bytes end as a picture of the format does. A text has no mark: it only may not be empty. */
bool picture_is_whole(enum picture_format, const char *bytes, size_t size);
/* The first error among gnuplot's messages ("line 0: No data in plot" without the number), in a room of `size` bytes; false if there
 * are only warnings. */
bool picture_error(const char *messages, char *out, size_t size);
/* Fail unless the picture is whole and drawn without an error; status as waitpid gives it, `heard` whether the whole script was read. */
bool picture_judge(const struct drawing *, const char *messages, int status, bool heard, struct error *err);

#endif

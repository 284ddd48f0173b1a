/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lettering: how much room words take, and how they fit into it. Widths are those of the typeface Inter; others differ by some
 * percent. */
#ifndef ENTENTE_LETTERING_H
#define ENTENTE_LETTERING_H
#include <stdbool.h>
#include <stddef.h>

/* Width of UTF-8 text in px at a size in px. */
double lettering_width(const char *text, double size, bool bold);

/* Break text at blanks into lines of at most `width` px: a copy with '\n', the caller's to free; NULL without memory. A word that
 * is longer is cut and ends with an ellipsis, and so does the last of `most` lines if more would follow. A number stays with the word
 * before it, and % with its number, where there is room. *lines: how many. */
char *lettering_wrap(const char *text, double size, bool bold, double width, size_t most, size_t *lines);

/* The narrowest width at which a text takes no more lines than at this one: its lines are then about equally long. */
double lettering_even(const char *text, double size, bool bold, double width, size_t most);

/* Move labels that are centred at y[i] and height[i] high apart so that none overlap, each as little as may be, inside
 * [top, bottom] if they fit there. Order is kept (by y, then by index). */
void lettering_push_apart(double *y, const double *height, size_t count, double top, double bottom);

#endif

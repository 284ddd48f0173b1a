/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quote: text of a user inside a gnuplot script, where it can be drawn but never run.
 *
 * gnuplot runs what stands in backticks, in double quotes too; a line that begins with '!'; a file name that begins with '<' or '|'. A
 * quote or a newline ends a string, and the rest of the text becomes commands. Single quotes are no way out: gnuplot 5.4 reads '' for '
 * inside of them, but neither at the beginning nor twice in a row. So text goes into double quotes, and every character that means
 * anything to gnuplot there is written as its number: \0042 for ", \0140 for a backtick. With the 0 in front gnuplot takes exactly
 * four digits, so a digit that follows stays a digit.
 *
 * A literal may stand where gnuplot draws a string: set title, label, xlabel; the title of a plot; elements of an array. Never:
 * - as a file name, or as a format (set format, sprintf, gprintf, time);
 * - inside a datablock. Data hold numbers, an array holds the texts: `plot $data using 1:2:ytic(names[int($3)])`;
 * - in `with labels`, which gnuplot reads as data: it cuts at a double quote and breaks lines at \n. Use `set label`.
 * Terminals are set `noenhanced`, so that _ ^ { } @ & ~ in a text are letters, and the script begins with `set encoding utf8`. */
#ifndef ENTENTE_QUOTE_H
#define ENTENTE_QUOTE_H
#include <stddef.h>
#include <stdio.h>

/* Write the text as one gnuplot string literal, quotes included, on one line. Control characters and Unicode's line and paragraph
 * separators become spaces; what is no character (each invalid byte of UTF-8, U+FFFE, U+FFFF) becomes U+FFFD. */
void gp_quote(FILE *, const char *text);
/* The same of `size` bytes, which may hold NULs. */
void gp_quote_bytes(FILE *, const char *text, size_t size);
/* The same for `set xtics ("first" 1, ...)`, where gnuplot takes the text for a format: % is doubled. */
void gp_quote_tic(FILE *, const char *text);
/* Several texts in one literal, with line breaks of ours between them. */
void gp_quote_lines(FILE *, const char *const *lines, size_t count);
/* A line of the script that makes an array of texts: array NAME[2] = ["first", "second"]. The name is ours. Requires count > 0. */
void gp_quote_array(FILE *, const char *name, const char *const *texts, size_t count);

#endif

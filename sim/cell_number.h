/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cell_number: a cell that holds one number, and advice where it holds something that only looks like one. */
#ifndef ENTENTE_CELL_NUMBER_H
#define ENTENTE_CELL_NUMBER_H
#include "error.h"

/* Read a whole text as a number. decimal: ',' reads '.' too; '.' reads no comma. False, and *value untouched, where it is none. */
bool cell_number(const char *text, char decimal, double *value);

/* Fail, saying that text is not `allowed` ("a number"), or what it seems to be and how to write that: a decimal comma, a range
 * with a dash, a date or an error value of a spreadsheet, a number with its unit. */
bool fail_not_number(struct error *err, const char *text, char decimal, const char *allowed);

/* Whether text reads as a date that a spreadsheet may have made of a number: 5-May, May 5, 05.05.2026, 2026-05-05. */
bool looks_like_date(const char *text);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html: text inside a page, where it can be read but never acts. */
#ifndef ENTENTE_HTML_H
#define ENTENTE_HTML_H
#include "data_table.h"
#include <stdio.h>

/* Write text as the content of an element or of a quoted attribute: & < > " ' are escaped, control characters become blanks, and % stays in the line of its
 * number. */
void html_text(FILE *, const char *text);
/* The same for what may be copied, such as a command: its blanks stay what they are. */
void html_verbatim(FILE *, const char *text);
/* <TAG>text</TAG>; attributes ("" or " class=\"lead\"") are ours. */
void html_element(FILE *, const char *tag, const char *attributes, const char *text);
/* A table whose first row are the headings of columns and whose first column are those of rows, inside a box that scrolls. */
void html_table(FILE *, const char *caption, const struct data_table *);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html_page: the frame of a page that is one file: no network, no script, light and dark, the style sheet inside. */
#ifndef ENTENTE_HTML_PAGE_H
#define ENTENTE_HTML_PAGE_H
#include <stdio.h>

/* From the doctype to <body>. The title is escaped. */
void html_page_begin(FILE *, const char *title);
void html_page_end(FILE *);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html_page.h"
#include "html.h"
#include "palette.h"

/* The style sheet: report.css, a line a string (the Makefile makes it). */
static const char *const style_lines[] = {
#include "report_css.h"
};

static void colours(FILE *out, bool dark) {
  for (size_t c = 0; c < COLOUR_COUNT; c++) fprintf(out, "--%s:#%06x;", palette[c].name, dark ? palette[c].dark : palette[c].light);
}

static void style(FILE *out) {
  fputs("<style>\n:root{", out);
  colours(out, false);
  fputs("}\n@media screen and (prefers-color-scheme:dark){:root{", out);
  colours(out, true);
  fputs("}}\n", out);
  for (size_t i = 0; i < sizeof style_lines / sizeof *style_lines; i++) fprintf(out, "%s\n", style_lines[i]);
  fputs("</style>\n", out);
}

void html_page_begin(FILE *out, const char *title) {
  fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n",
        out);
  html_element(out, "title", "", title);
  style(out);
  fputs("</head>\n<body>\n", out);
}

void html_page_end(FILE *out) {
  fputs("</body>\n</html>\n", out);
}

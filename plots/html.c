/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

static void escaped(FILE *out, const char *text, const char *before_percent) {
  for (; *text; text++) {
    switch (*text) {
    case '&': fputs("&amp;", out); break;
    case '<': fputs("&lt;", out); break;
    case '>': fputs("&gt;", out); break;
    case '"': fputs("&quot;", out); break;
    case '\'': fputs("&#39;", out); break;
    case ' ': fputs(text[1] == '%' ? before_percent : " ", out); break;
    default: fputc((unsigned char)*text < ' ' || *text == 0x7f ? ' ' : *text, out);
    }
  }
}

void html_text(FILE *out, const char *text) {
  escaped(out, text, "&nbsp;");
}

void html_verbatim(FILE *out, const char *text) {
  escaped(out, text, " ");
}

void html_element(FILE *out, const char *tag, const char *attributes, const char *text) {
  fprintf(out, "<%s%s>", tag, attributes);
  html_text(out, text);
  fprintf(out, "</%s>\n", tag);
}

static void row(FILE *out, const struct data_table *table, size_t index) {
  fputs("<tr>", out);
  for (size_t c = 0; c < table->columns; c++) {
    const char *const tag = index == 0 || c == 0 ? "th" : "td";
    fprintf(out, "<%s%s>", tag, index == 0 ? " scope=\"col\"" : c == 0 ? " scope=\"row\"" : "");
    html_text(out, table->cell[index * table->columns + c]);
    fprintf(out, "</%s>", tag);
  }
  fputs("</tr>\n", out);
}

void html_table(FILE *out, const char *caption, const struct data_table *table) {
  const size_t rows = data_table_rows(table);
  if (rows < 2) return;
  fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", out);
  html_text(out, caption);
  fputs("\"><table>\n", out);
  html_element(out, "caption", "", caption);
  fputs("<thead>", out);
  row(out, table, 0);
  fputs("</thead><tbody>\n", out);
  for (size_t r = 1; r < rows; r++) row(out, table, r);
  fputs("</tbody></table></div>\n", out);
}

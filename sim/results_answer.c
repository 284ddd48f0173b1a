/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results_answer.h"
#include "json_make.h"
#include "summary_robust.h"
#include "summary_table.h"
#include <stdlib.h>
#include <string.h>

typedef bool sentences_write(FILE *, const struct tally *, const struct summary_options *, struct error *);

static bool closing_write(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  (void)options, (void)err;
  summary_closing(out, tally);
  return true;
}

/* Lines of a text, without the blanks that indent them. */
static json_t *lines_json(const char *text) {
  json_t *array = json_array();
  while (*text && array) {
    const size_t size = strcspn(text, "\n"), indent = strspn(text, " ");
    if (indent < size) array = json_make_longer(array, json_stringn(text + indent, size - indent));
    text += size + (text[size] != '\0');
  }
  return array;
}

static json_t *sentences_json(sentences_write *write, const struct tally *tally, const struct summary_options *options) {
  char *text = NULL;
  size_t size = 0;
  struct error err;
  FILE *const out = open_memstream(&text, &size);
  if (!out) return NULL;
  const bool written = write(out, tally, options, &err), closed = fclose(out) == 0;
  json_t *const json = written && closed && text ? lines_json(text) : NULL;
  free(text);
  return json;
}

static json_t *cells_json(const struct summary_row *row, size_t scenarios) {
  if (!row->cell) return json_null();
  json_t *array = json_array();
  for (size_t s = 0; s < scenarios && array; s++) array = json_make_longer(array, json_make_text(row->cell[s]));
  return array;
}

/* Rows below a heading, or that tell more of the row above, are indented by blanks. */
static json_t *row_json(const struct summary_row *row, size_t scenarios) {
  const size_t indent = strspn(row->label, " ");
  return json_pack("{s:o, s:b, s:o}", "label", json_make_text(row->label + indent), "indented", indent > 0, "cells",
                   cells_json(row, scenarios));
}

static json_t *table_json(const struct tally *tally, const struct summary_options *options) {
  struct summary_table table = {0};
  struct error err;
  if (!summary_table_make(&table, tally, options, &err)) return NULL;
  json_t *rows = json_array();
  for (size_t i = 0; i < table.count && rows; i++) rows = json_make_longer(rows, row_json(&table.row[i], table.scenarios));
  summary_table_free(&table);
  return json_pack("{s:o, s:o}", "rows", rows, "closing", sentences_json(closing_write, tally, options));
}

json_t *with_answer(json_t *package, const struct tally *tally, const struct results_options *results) {
  const struct summary_options options = {
      .main_outcome = results->main_outcome, .tolerance = results->tolerance, .luck = results->luck, .robust = results->robust};
  const char *const about = tally->study->count > 1 ? tally->study->model->outcomes[results->main_outcome].label : "";
  package = json_make_wider(package, "answer_about", json_string(about));
  package = json_make_wider(package, "answer", sentences_json(summary_answer, tally, &options));
  if (options.robust) package = json_make_wider(package, "robustness", sentences_json(summary_robust_text, tally, &options));
  return json_make_wider(package, "summary_table", table_json(tally, &options));
}

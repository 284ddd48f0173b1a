/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/alliance_game_data.h"
#include "sim/sheet.h"
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

enum column { SESSION, SUBJECT, STRUCTURE, GAME, INTERACTION, PERIOD, CHOICE, PARTNER, SECOND_PARTNER, COLUMN_COUNT };
static const char *const column_names[COLUMN_COUNT] = {"Session", "Subject", "GovStructure",      "Game", "interaction",
                                                       "Period",  "Choice",  "PartnerChoice.Poc", "PTc"};

static bool find_columns(size_t column[COLUMN_COUNT], const struct sheet *sheet, struct error *err) {
  for (size_t c = 0; c < COLUMN_COUNT; c++) {
    size_t field = 0;
    while (field < sheet->row[0].count && strcmp(sheet_text(&sheet->row[0], field), column_names[c]) != 0) field++;
    if (field == sheet->row[0].count)
      return fail_input(err, "%s has no column '%s'; choices need the columns of Solinas et al.'s data", sheet_title(sheet),
                        column_names[c]);
    column[c] = field;
  }
  return true;
}

static bool whole(unsigned *out, const char *text) {
  char *end = NULL;
  const unsigned long value = strtoul(text, &end, 10);
  *out = (unsigned)value;
  return end != text && *end == '\0' && value >= 1 && value <= 100000;
}

static bool treatment_read(struct alliance_treatment *out, const char *structure, const char *game) {
  static const struct {
    const char *name;
    unsigned partners, exit_cost;
  } structures[] = {{"2-player", 2, 0}, {"3-player", 3, 0}, {"2-Exit cost", 2, 1}, {"3-Exit cost", 3, 1}};
  const bool high = strcmp(game, "PD") == 0;
  if (!high && strcmp(game, "CG") != 0) return false;
  for (size_t i = 0; i < sizeof structures / sizeof *structures; i++)
    if (strcmp(structure, structures[i].name) == 0) {
      *out = (struct alliance_treatment){high, structures[i].partners, structures[i].exit_cost};
      return true;
    }
  return false;
}

static bool choice_read(struct alliance_row *out, const char *text) {
  static const char *const names[ALLIANCE_CHOICES] = {"nC", "C", "E"};
  for (unsigned c = 0; c < ALLIANCE_CHOICES; c++)
    if (strcmp(text, names[c]) == 0) {
      out->made = true;
      out->choice = (enum alliance_choice)c;
      return true;
    }
  return strcmp(text, "E-") == 0;
}

static bool row_read(struct alliance_row *out, const struct sheet_row *row, const size_t column[COLUMN_COUNT]) {
  const char *text[COLUMN_COUNT];
  for (size_t c = 0; c < COLUMN_COUNT; c++) text[c] = sheet_text(row, column[c]);
  *out = (struct alliance_row){0};
  for (size_t p = PARTNER; p <= SECOND_PARTNER; p++) {
    out->others += strcmp(text[p], "C") == 0 ? 1 : 0;
    out->left |= strcmp(text[p], "E") == 0;
  }
  if (!whole(&out->session, text[SESSION]) || !whole(&out->subject, text[SUBJECT]) || !whole(&out->interaction, text[INTERACTION]) ||
      !whole(&out->period, text[PERIOD]) || !treatment_read(&out->treatment, text[STRUCTURE], text[GAME]) ||
      !choice_read(out, text[CHOICE]))
    return false;
  out->left = out->made && (out->left || out->choice == CHOICE_LEAVE);
  return out->others < out->treatment.partners && out->interaction <= ALLIANCE_INTERACTIONS_MOST;
}

bool alliance_rows_read(struct alliance_row **rows, size_t *count, const char *path, struct error *err) {
  struct sheet sheet = {0};
  struct alliance_row *row = NULL;
  size_t column[COLUMN_COUNT], n = 0;
  bool ok = sheet_read(&sheet, path, err) && find_columns(column, &sheet, err);
  if (!ok) goto out;
  row = calloc(sheet.count, sizeof *row);
  if (!row) {
    ok = fail_memory(err);
    goto out;
  }
  for (; ok && n + 1 < sheet.count; n++)
    if (!row_read(&row[n], &sheet.row[n + 1], column)) {
      char place[PLACE_SIZE];
      ok = fail_input(err, "%s: this row is no choice as Solinas et al.'s data record it; see their dictionary of columns",
                      sheet_where(&sheet, &sheet.row[n + 1].cell[0], place));
    }
out:
  sheet_free(&sheet);
  if (!ok) free(row);
  else *rows = row, *count = n;
  return ok;
}

/* ---- counting ---- */

static int compare(unsigned x, unsigned y) {
  return x < y ? -1 : x > y ? 1 : 0;
}

static int compare_rows(const void *x, const void *y) {
  const struct alliance_row *a = x, *b = y;
  int order = compare(a->session, b->session);
  if (!order) order = compare(a->subject, b->subject);
  if (!order) order = compare(a->interaction, b->interaction);
  return order ? order : compare(a->period, b->period);
}

static bool same_situation(const struct alliance_situation *x, const struct alliance_situation *y) {
  return x->treatment.competition == y->treatment.competition && x->treatment.partners == y->treatment.partners &&
         x->treatment.exit_cost == y->treatment.exit_cost && x->first == y->first && x->own == y->own && x->others == y->others &&
         x->experience == y->experience;
}

/* Experience counts in the model only while no failure is in memory; elsewhere it is taken as 0, so that situations are few. */
static struct alliance_situation situation_of(const struct alliance_row *rows, size_t at) {
  const struct alliance_row *row = &rows[at];
  struct alliance_situation out = {.treatment = row->treatment, .first = row->period == 1};
  if (!out.first) {
    out.own = rows[at - 1].choice == CHOICE_CONTRIBUTE;
    out.others = rows[at - 1].others;
  }
  const bool intact = out.first || (out.own && out.others == row->treatment.partners - 1);
  out.experience = intact ? row->interaction - 1 : 0;
  return out;
}

static size_t situation_place(struct alliance_data *data, struct alliance_situation wanted) {
  size_t i = 0;
  while (i < data->situations && !same_situation(&data->situation[i], &wanted)) i++;
  if (i == data->situations) data->situation[data->situations++] = wanted;
  return i;
}

static void count_choice(struct alliance_data *data, struct alliance_subject *subject, size_t situation, const struct alliance_row *row) {
  size_t i = subject->first_count;
  while (i < data->counts && data->count[i].situation != situation) i++;
  if (i == data->counts) {
    data->count[data->counts++] = (struct alliance_count){.situation = situation};
    subject->counts++;
  }
  data->count[i].n[row->choice]++;
  data->choices++;
}

static void count_figures(struct alliance_subject *subject, const struct alliance_row *rows, size_t count, bool *always) {
  const struct alliance_row *row = &rows[0];
  const bool contributes = row->made && row->choice == CHOICE_CONTRIBUTE;
  if (row->period == 1) {
    subject->alliances++;
    subject->first_choices++;
    subject->first_contributions += contributes;
    *always = true;
  }
  *always = *always && contributes && row->others == row->treatment.partners - 1;
  subject->choices += row->made;
  subject->contributions += contributes;
  subject->terminated += row->left;
  const bool last = count == 1 || rows[1].period == 1;
  subject->always += last && *always;
}

static struct alliance_session *session_of(struct alliance_data *data, const struct alliance_row *row) {
  if (data->sessions == 0 || data->session[data->sessions - 1].number != row->session)
    data->session[data->sessions++] = (struct alliance_session){.number = row->session, .treatment = row->treatment};
  return &data->session[data->sessions - 1];
}

static struct alliance_subject *subject_of(struct alliance_data *data, struct alliance_session *session, const struct alliance_row *row) {
  struct alliance_subject *last = data->subjects ? &data->subject[data->subjects - 1] : NULL;
  if (last && last->session == row->session && last->number == row->subject) return last;
  data->subject[data->subjects] = (struct alliance_subject){.session = row->session, .number = row->subject, .first_count = data->counts};
  session->subjects++;
  return &data->subject[data->subjects++];
}

/* A row follows the one before: the next period, or the first of a later interaction or of another subject. */
static bool follows(const struct alliance_row *rows, size_t at) {
  const struct alliance_row *row = &rows[at], *before = at ? row - 1 : NULL;
  const bool same_subject = before && before->session == row->session && before->subject == row->subject;
  if (row->period == 1) return !same_subject || before->interaction < row->interaction;
  return same_subject && before->interaction == row->interaction && before->period + 1 == row->period && (before->made || !row->made);
}

static void add_row(struct alliance_data *data, const struct alliance_row *rows, size_t at, size_t count, bool *always) {
  const struct alliance_row *row = &rows[at];
  struct alliance_session *session = session_of(data, row);
  struct alliance_subject *subject = subject_of(data, session, row);
  unsigned *length = &session->length[row->interaction - 1];
  if (row->period > *length) *length = row->period;
  if (row->interaction > session->interactions) session->interactions = row->interaction;
  count_figures(subject, row, count - at, always);
  if (row->made) count_choice(data, subject, situation_place(data, situation_of(rows, at)), row);
}

bool alliance_data_make(struct alliance_data *data, struct alliance_row *rows, size_t count, struct error *err) {
  *data = (struct alliance_data){0};
  data->situation = calloc(count + 1, sizeof *data->situation);
  data->count = calloc(count + 1, sizeof *data->count);
  data->subject = calloc(count + 1, sizeof *data->subject);
  data->session = calloc(count + 1, sizeof *data->session);
  bool always = false, ok = data->situation && data->count && data->subject && data->session;
  if (!ok) fail_memory(err);
  else if (count) qsort(rows, count, sizeof *rows, compare_rows);
  for (size_t at = 0; ok && at < count; at++) {
    ok = follows(rows, at);
    if (ok) add_row(data, rows, at, count, &always);
    else
      fail_input(err, "subject %u of session %u: a period before period %u of interaction %u is missing, or one is there twice",
                 rows[at].subject, rows[at].session, rows[at].period, rows[at].interaction);
  }
  if (!ok) alliance_data_free(data);
  return ok;
}

bool alliance_data_read(struct alliance_data *data, const char *path, struct error *err) {
  struct alliance_row *rows = NULL;
  size_t count = 0;
  *data = (struct alliance_data){0};
  const bool ok = alliance_rows_read(&rows, &count, path, err) && alliance_data_make(data, rows, count, err);
  free(rows);
  return ok;
}

void alliance_data_free(struct alliance_data *data) {
  free(data->situation);
  free(data->count);
  free(data->subject);
  free(data->session);
  *data = (struct alliance_data){0};
}

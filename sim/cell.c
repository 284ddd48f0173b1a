/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell.h"
#include "cell_number.h"
#include "number.h"
#include "utf8.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char any_value[] = "a number, an interval 'A to B' or a law such as 'uniform 0.3 0.9'";

struct reading {
  const struct parameter *parameter;
  char decimal;
  struct data_shelf *shelf;
};

struct arguments {
  double *value, *weight;
  size_t count, weights;
};

bool cell_is(const char *text, const char *word) {
  return strcasecmp(text, word) == 0;
}

/* A copy in which every kind of blank is a space. */
static char *words_copy(const char *text) {
  char *copy = strdup(text);
  if (!copy) return NULL;
  for (char *at = copy; *at; at++) {
    if (*at == '\t' || *at == '\n' || *at == '\r') *at = ' ';
    if (at[0] == '\xc2' && at[1] == '\xa0') at[0] = at[1] = ' ';
  }
  return copy;
}

static char *trim(char *text) {
  while (*text == ' ') text++;
  size_t length = strlen(text);
  while (length > 0 && text[length - 1] == ' ') text[--length] = '\0';
  return text;
}

/* End text before the first word `word` in it. Returns what follows the word, or NULL, text untouched, where it is not there. */
static char *word_cut(char *text, const char *word) {
  const size_t length = strlen(word);
  for (char *at = text; *at; at++) {
    const bool starts = (at == text || at[-1] == ' ') && strncasecmp(at, word, length) == 0;
    if (!starts || (at[length] != ' ' && at[length] != '\0')) continue;
    char *rest = trim(at + length);
    *at = '\0';
    trim(text);
    return rest;
  }
  return NULL;
}

static const char *bound(char out[NUMBER_SIZE], double value) {
  number_round(out, value, 6);
  return out;
}

const char *cell_range_miss(const struct parameter *parameter, char out[RANGE_SIZE]) {
  char least[NUMBER_SIZE], most[NUMBER_SIZE];
  bound(least, parameter->low);
  bound(most, parameter->high);
  if (isfinite(parameter->low) && isfinite(parameter->high)) snprintf(out, RANGE_SIZE, "outside %s to %s", least, most);
  else if (isfinite(parameter->high)) snprintf(out, RANGE_SIZE, "above %s, the most allowed", most);
  else snprintf(out, RANGE_SIZE, "below %s, the least allowed", least);
  return out;
}

static bool fail_range(const struct reading *r, const char *text, const char *verb, struct error *err) {
  char clip[CLIP_SIZE], miss[RANGE_SIZE];
  return fail_input(err, "%s %s %s", utf8_clip(clip, text), verb, cell_range_miss(r->parameter, miss));
}

static bool is_yes_no(const struct reading *r) {
  return strcmp(r->parameter->unit, "yes/no") == 0;
}

static bool yes_no_word(const char *text, double *value) {
  if (cell_is(text, "yes") || cell_is(text, "true")) return *value = 1, true;
  if (cell_is(text, "no") || cell_is(text, "false")) return *value = 0, true;
  return false;
}

static bool number_or_word(const struct reading *r, const char *text, double *value) {
  return cell_number(text, r->decimal, value) || (is_yes_no(r) && yes_no_word(text, value));
}

static bool number_or_fail(const struct reading *r, const char *text, double *value, struct error *err) {
  return number_or_word(r, text, value) || fail_not_number(err, text, r->decimal, "a number");
}

/* Bring a law into the parameter's range; text is the law as written. */
static bool law_fit(struct stage *stage, const struct reading *r, const char *text, struct error *err) {
  const struct parameter *parameter = r->parameter;
  if (law_is_constant(&stage->law)) {
    if (stage->law.a >= parameter->low && stage->law.a <= parameter->high) return true;
    return fail_range(r, text, "is", err);
  }
  if (law_truncate(&stage->law, parameter->low, parameter->high, &stage->cut, err)) return true;
  return err->status != STATUS_FAILED && fail_range(r, text, "lies", err);
}

static bool interval_read(struct stage *stage, const struct reading *r, const char *a, const char *b, struct error *err) {
  double low, high;
  if (*a == '\0' || *b == '\0') return fail_input(err, "an interval has two ends; write it as 'A to B'");
  if (!number_or_fail(r, a, &low, err) || !number_or_fail(r, b, &high, err)) return false;
  return law_interval(&stage->law, low, high, r->parameter->low, r->parameter->high, err);
}

static bool argument_read(struct arguments *arguments, const struct reading *r, bool weighted, char *word, struct error *err) {
  char *colon = weighted ? strchr(word, ':') : NULL;
  if (colon) {
    *colon = '\0';
    if (!number_or_fail(r, colon + 1, &arguments->weight[arguments->count], err)) return false;
    arguments->weights++;
  }
  if (!number_or_fail(r, word, &arguments->value[arguments->count], err)) return false;
  arguments->count++;
  return true;
}

static bool arguments_read(struct arguments *arguments, const struct reading *r, bool weighted, char *text, struct error *err) {
  const char *separators = r->decimal == ',' ? " ;" : " ;,";
  const size_t most = strlen(text) / 2 + 1;
  char *rest = NULL;
  arguments->value = calloc(most, sizeof *arguments->value);
  arguments->weight = calloc(most, sizeof *arguments->weight);
  if (!arguments->value || !arguments->weight) return fail_memory(err);
  for (char *word = strtok_r(text, separators, &rest); word; word = strtok_r(NULL, separators, &rest))
    if (!argument_read(arguments, r, weighted, word, err)) return false;
  if (arguments->weights > 0 && arguments->weights < arguments->count)
    return fail_input(err, "choice needs a weight for every value, such as 'choice 0:0.7 1:0.3', or for none");
  return true;
}

static bool law_read(struct stage *stage, const struct reading *r, const char *name, char *text, struct error *err) {
  struct arguments arguments = {0};
  const bool done = arguments_read(&arguments, r, strcmp(name, "choice") == 0, text, err) &&
                    law_make(&stage->law, name, arguments.value, arguments.weights ? arguments.weight : NULL, arguments.count, err);
  free(arguments.value);
  free(arguments.weight);
  return done;
}

/* FILE.csv COLUMN; both may hold blanks. */
static bool data_read(struct stage *stage, const struct reading *r, char *text, struct error *err) {
  char *end = strcasestr(text, ".csv");
  while (end && !strchr(" ;,", end[4])) end = strcasestr(end + 4, ".csv");
  const char *column = end ? end + 4 + strspn(end + 4, " ;,") : "";
  if (!end || *column == '\0') return fail_input(err, "data needs a file and the name of a column in it: data FILE.csv COLUMN");
  end[4] = '\0';
  double *value;
  size_t count;
  if (!data_column(r->shelf, text, column, &value, &count, err)) return false;
  const bool done = law_data(&stage->law, value, count, err);
  free(value);
  return done;
}

static bool law_is_known(const char *name) {
  for (size_t i = 0; i < law_name_count; i++)
    if (strcmp(law_names[i], name) == 0) return true;
  return strcmp(name, "data") == 0;
}

/* A word that names no law. alone: nothing follows it. */
static bool fail_no_law(const struct reading *r, const char *name, const char *text, bool alone, struct error *err) {
  struct law law;
  double value;
  if (looks_like_date(text)) return fail_not_number(err, text, r->decimal, "a number");
  if (yes_no_word(text, &value)) return fail_input(err, "'%s' is for yes/no parameters; write a number, an interval or a law", text);
  if (!alone || nearest_name(name, law_names, law_name_count)) return law_make(&law, name, NULL, NULL, 0, err);
  return fail_not_number(err, text, r->decimal, any_value);
}

static bool brackets_strip(char **text, struct error *err) {
  char *at = trim(*text);
  const size_t length = strlen(at);
  *text = at;
  if (*at != '(') return true;
  if (at[length - 1] != ')')
    return fail_input(err, "a bracket is opened but not closed; write the law's arguments in one pair of brackets, or none");
  at[length - 1] = '\0';
  *text = trim(at + 1);
  return true;
}

static size_t name_length(const char *text) {
  return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
}

/* A name, then its arguments. */
static bool name_read(struct stage *stage, const struct reading *r, char *text, struct error *err) {
  char name[24] = "";
  const size_t length = name_length(text);
  for (size_t i = 0; i < length && i < sizeof name - 1; i++) name[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
  if (!law_is_known(name)) return fail_no_law(r, name, text, text[length] == '\0', err);
  char *rest = text + length;
  if (!brackets_strip(&rest, err)) return false;
  return strcmp(name, "data") == 0 ? data_read(stage, r, rest, err) : law_read(stage, r, name, rest, err);
}

static bool starts_with_letter(const char *text) {
  return (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
}

static bool value_words(struct stage *stage, const struct reading *r, char *text, struct error *err) {
  double value;
  if (*text == '\0') return fail_input(err, "a value is missing; a schedule is VALUE then VALUE from MONTH");
  if (number_or_word(r, text, &value)) return law_constant(&stage->law, value), true;
  if (starts_with_letter(text)) return name_read(stage, r, text, err);
  char *to = word_cut(text, "to");
  if (to) return interval_read(stage, r, text, to, err);
  return fail_not_number(err, text, r->decimal, any_value);
}

static bool value_read(struct stage *stage, const struct reading *r, const char *text, struct error *err) {
  const struct reading own = {.parameter = r->parameter, .decimal = '.'};
  const bool by_default = cell_is(text, "default");
  char *words = strdup(by_default ? r->parameter->law : text);
  if (!words) return fail_memory(err);
  const bool done = value_words(stage, by_default ? &own : r, words, err) && law_fit(stage, r, text, err);
  free(words);
  return done;
}

static bool months_read(const char *text, const char *word, unsigned *months, struct error *err) {
  uint64_t value;
  char clip[CLIP_SIZE];
  if (!number_read_whole(text, MONTHS_MOST, &value) || value == 0)
    return fail_input(err, "'%s %s' is not a whole number of months from 1 to %d", word, utf8_clip(clip, text), MONTHS_MOST);
  *months = (unsigned)value;
  return true;
}

/* "VALUE from MONTH over MONTHS", or the first "VALUE". before: the stage before this one, NULL for the first. */
static bool stage_read(struct stage *stage, const struct stage *before, const struct reading *r, char *text, struct error *err) {
  char clip[CLIP_SIZE];
  char *from = word_cut(text, "from");
  char *over = from ? word_cut(from, "over") : NULL;
  if (!before && from) return fail_input(err, "the first value holds from signing on; write 'VALUE then %s from %s'", text, from);
  if (before && !from)
    return fail_input(err, "'then %s' needs the month in which it begins; write 'then VALUE from MONTH'", utf8_clip(clip, text));
  if (from && !months_read(from, "from", &stage->from, err)) return false;
  if (over && !months_read(over, "over", &stage->over, err)) return false;
  if (before && stage->from <= before->from)
    return fail_input(err, "the months of a schedule must ascend; 'from %u' comes after 'from %u'", stage->from, before->from);
  return value_read(stage, r, text, err);
}

static bool stages_read(struct setting *setting, const struct reading *r, char *text, struct error *err) {
  while (text) {
    char *next = word_cut(text, "then");
    if (next && !r->parameter->policy)
      return fail_input(err, "%s is fixed at signing, so it cannot follow a schedule; write one value", r->parameter->name);
    struct stage *more = realloc(setting->stage, (setting->stages + 1) * sizeof *more);
    if (!more) return fail_memory(err);
    setting->stage = more;
    struct stage *stage = &more[setting->stages];
    *stage = (struct stage){0};
    setting->stages++;
    if (!stage_read(stage, setting->stages > 1 ? stage - 1 : NULL, r, text, err)) return false;
    text = next;
  }
  return true;
}

bool cell_read(struct setting *setting, const struct parameter *parameter, const char *text, char decimal, struct data_shelf *shelf,
               struct error *err) {
  const bool by_default = *text == '\0' || cell_is(text, "default");
  const struct reading r = {.parameter = parameter, .decimal = decimal, .shelf = shelf};
  *setting = (struct setting){.by_default = by_default, .text = strdup(by_default ? parameter->law : text)};
  char *words = words_copy(by_default ? "default" : text);
  const bool done = setting->text && words ? stages_read(setting, &r, trim(words), err) : fail_memory(err);
  free(words);
  if (!done) setting_free(setting);
  return done;
}

static bool stage_copy(struct stage *to, const struct stage *from, struct error *err) {
  *to = *from;
  to->law = (struct law){0};
  return law_copy(&to->law, &from->law, err);
}

bool setting_copy(struct setting *to, const struct setting *from, struct error *err) {
  *to = (struct setting){.by_default = from->by_default, .text = strdup(from->text), .stage = calloc(from->stages, sizeof *to->stage)};
  bool done = (to->text && to->stage) || fail_memory(err);
  for (size_t i = 0; done && i < from->stages; i++) {
    done = stage_copy(&to->stage[i], &from->stage[i], err);
    to->stages = i + 1;
  }
  if (!done) setting_free(to);
  return done;
}

void setting_free(struct setting *setting) {
  for (size_t i = 0; i < setting->stages; i++) law_free(&setting->stage[i].law);
  free(setting->stage);
  free(setting->text);
  *setting = (struct setting){0};
}

bool setting_is_constant(const struct setting *setting) {
  for (size_t i = 0; i < setting->stages; i++)
    if (!law_is_constant(&setting->stage[i].law)) return false;
  return true;
}

static bool event_read(struct forced_event *event, char *text, char decimal, struct error *err) {
  char clip[CLIP_SIZE];
  char *severity = word_cut(text, "severity");
  char *month = word_cut(text, "month");
  if (!severity || !month || *text != '\0')
    return fail_input(err, "an event is written 'month M severity S', several with '|' between them, or 'none'");
  if (!months_read(month, "month", &event->month, err)) return false;
  if (!cell_number(severity, decimal, &event->severity)) return fail_not_number(err, severity, decimal, "a number");
  if (!(event->severity > 0 && event->severity <= 1))
    return fail_input(err, "severity %s must be above 0 and at most 1; write 'none' for no event", utf8_clip(clip, severity));
  return true;
}

static bool event_add(struct forced_event **events, size_t *count, size_t first, struct forced_event event, struct error *err) {
  for (size_t i = first; i < *count; i++)
    if ((*events)[i].month == event.month)
      return fail_input(err, "month %u is given twice; one event of a kind can strike in a month", event.month);
  struct forced_event *more = realloc(*events, (*count + 1) * sizeof *more);
  if (!more) return fail_memory(err);
  *events = more;
  more[(*count)++] = event;
  return true;
}

bool cell_read_events(struct forced_event **events, size_t *count, size_t shock, const char *text, char decimal, struct error *err) {
  const size_t first = *count;
  if (cell_is(text, "none") || cell_is(text, "default")) return true;
  char *words = words_copy(text);
  if (!words) return fail_memory(err);
  bool done = true;
  for (char *rest = words, *next; done && rest; rest = next) {
    next = strchr(rest, '|');
    if (next) *next++ = '\0';
    struct forced_event event = {.shock = shock};
    done = event_read(&event, trim(rest), decimal, err) && event_add(events, count, first, event, err);
  }
  free(words);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wording.h"
#include "axis.h"
#include "sim/words.h"
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *wording(const char *format, ...) {
  char *text = NULL;
  va_list arguments;
  va_start(arguments, format);
  const int size = vasprintf(&text, format, arguments);
  va_end(arguments);
  return size < 0 ? NULL : text;
}

static const char *const numerals[] = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                       "seven", "eight", "nine", "ten",   "eleven", "twelve"};
enum { NUMERALS = sizeof numerals / sizeof *numerals };

static const char *counted(char out[PHRASE_SIZE], size_t count, const char *unit) {
  if (count < NUMERALS) snprintf(out, PHRASE_SIZE, "%s %s%s", numerals[count], unit, count == 1 ? "" : "s");
  else snprintf(out, PHRASE_SIZE, "%zu %ss", count, unit);
  return out;
}

const char *wording_horizon(char out[PHRASE_SIZE], size_t months) {
  return months >= 12 && months % 12 == 0 ? counted(out, months / 12, "year") : counted(out, months, "month");
}

const char *wording_moment(char out[PHRASE_SIZE], size_t month) {
  if (month >= 12 && month % 12 == 0) snprintf(out, PHRASE_SIZE, "year %zu", month / 12);
  else snprintf(out, PHRASE_SIZE, "month %zu", month);
  return out;
}

const char *wording_percent(char out[PHRASE_SIZE], double share) {
  if (isnan(share)) snprintf(out, PHRASE_SIZE, "–");
  else if (share > 0 && share < 0.005) snprintf(out, PHRASE_SIZE, "under 1 %%");
  else if (share < 1 && share > 0.995) snprintf(out, PHRASE_SIZE, "over 99 %%");
  else snprintf(out, PHRASE_SIZE, "%.0f %%", 100 * share);
  return out;
}

const char *wording_percent_short(char out[PHRASE_SIZE], double share) {
  if (share > 0 && share < 0.005) snprintf(out, PHRASE_SIZE, "<1 %%");
  else if (share < 1 && share > 0.995) snprintf(out, PHRASE_SIZE, ">99 %%");
  else wording_percent(out, share);
  return out;
}

static int decimals_for(const struct estimate *estimate, double factor) {
  const int decimals = decimals_of(factor * (estimate->high - estimate->low) / 2);
  return decimals == NO_ERROR ? 2 : decimals < 0 ? 0 : decimals > 6 ? 6 : decimals;
}

/* Of a number whose interval says nothing: no more than it has, to three figures. */
static int own_decimals(double value) {
  const int most = decimals_of(fabs(value) / 10);
  int decimals = 0;
  while (most != NO_ERROR && decimals < most && fabs(value - round(value * pow(10, decimals)) / pow(10, decimals)) > 1e-9 * fabs(value))
    decimals++;
  return decimals;
}

/* Where only hundreds of thousands are known, what lies under a million is rounded to them too. */
static double rounded(double value, int decimals) {
  const double grain = pow(10, -decimals);
  return decimals < -3 ? round(value / grain) * grain : value;
}

/* What an interval allows; negative for tens and hundreds, of which only millions make use. */
static int decimals_within(double value, double half) {
  const int decimals = half > 0 ? decimals_of(half) : fabs(value) >= 1e6 ? decimals_of(fabs(value) / 10) : own_decimals(value);
  return decimals == NO_ERROR ? 0 : decimals > 6 ? 6 : decimals;
}

const char *wording_percent_interval(char out[PHRASE_SIZE], struct estimate estimate) {
  char value[AXIS_TEXT], low[AXIS_TEXT], high[AXIS_TEXT];
  if (isnan(estimate.value)) return wording_percent(out, NAN);
  if (isnan(estimate.low) || isnan(estimate.high)) return wording_percent(out, estimate.value);
  const int decimals = decimals_for(&estimate, 100) > 0 ? 1 : 0;
  snprintf(out, PHRASE_SIZE, "%s %% (%s to %s)", axis_number(value, 100 * estimate.value, decimals),
           axis_number(low, 100 * estimate.low, decimals), axis_number(high, 100 * estimate.high, decimals));
  return out;
}

const char *wording_interval(char out[PHRASE_SIZE], struct estimate estimate) {
  char value[AXIS_TEXT], low[AXIS_TEXT], high[AXIS_TEXT];
  if (isnan(estimate.value)) return wording_percent(out, NAN);
  const int decimals = decimals_within(estimate.value, (estimate.high - estimate.low) / 2);
  axis_short(value, rounded(estimate.value, decimals), decimals);
  if (isnan(estimate.low) || isnan(estimate.high)) snprintf(out, PHRASE_SIZE, "%s", value);
  else
    snprintf(out, PHRASE_SIZE, "%s (%s to %s)", value, axis_short(low, rounded(estimate.low, decimals), decimals),
             axis_short(high, rounded(estimate.high, decimals), decimals));
  return out;
}

static const char *signed_text(char out[AXIS_TEXT], double value, double half) {
  char magnitude[AXIS_TEXT];
  const int decimals = decimals_within(value, half);
  value = rounded(value, decimals);
  if (!(fabs(value) >= 1e6)) return axis_signed(out, value, decimals < 0 ? 0 : decimals);
  snprintf(out, AXIS_TEXT, "%s%.30s", value < 0 ? "−" : "+", axis_short(magnitude, fabs(value), decimals));
  return out;
}

const char *wording_difference(char out[PHRASE_SIZE], struct estimate difference) {
  char value[AXIS_TEXT], low[AXIS_TEXT], high[AXIS_TEXT];
  const double half = (difference.high - difference.low) / 2;
  signed_text(value, difference.value, half);
  if (isnan(half)) snprintf(out, PHRASE_SIZE, "%s", value);
  else snprintf(out, PHRASE_SIZE, "%s [%s, %s]", value, signed_text(low, difference.low, half), signed_text(high, difference.high, half));
  return out;
}

const char *wording_distance(char out[PHRASE_SIZE], struct estimate difference) {
  char text[AXIS_TEXT];
  signed_text(text, fabs(difference.value), (difference.high - difference.low) / 2);
  snprintf(out, PHRASE_SIZE, "%s", text + (text[0] == '+'));
  return out;
}

const char *wording_figure(char out[PHRASE_SIZE], double value, double scale) {
  char text[AXIS_TEXT];
  if (isnan(value)) return wording_percent(out, NAN);
  const double decimals = scale != 0 && isfinite(scale) ? 2 - floor(log10(fabs(scale))) : 0;
  snprintf(out, PHRASE_SIZE, "%s", axis_short(text, value, (int)fmin(decimals, 6)));
  return out;
}

void wording_figures(char a_out[PHRASE_SIZE], char b_out[PHRASE_SIZE], double a, double b, double scale) {
  enum { MORE = 4 };
  for (int more = 0; more <= MORE; more++, scale /= 10) {
    wording_figure(a_out, a, scale);
    wording_figure(b_out, b, scale);
    if (strcmp(a_out, b_out) != 0) return;
  }
}

static bool is_bound(const char *percent) {
  return strncmp(percent, "under", 5) == 0 || strncmp(percent, "over", 4) == 0;
}

void wording_percents(char a_out[PHRASE_SIZE], char b_out[PHRASE_SIZE], double a, double b) {
  enum { MORE = 4 };
  wording_percent(a_out, a);
  wording_percent(b_out, b);
  bool unclear = strcmp(a_out, b_out) == 0 || (fabs(a - b) < 0.02 && (is_bound(a_out) || is_bound(b_out)));
  for (int decimals = 1; decimals <= MORE && a != b && unclear; decimals++) {
    snprintf(a_out, PHRASE_SIZE, "%.*f %%", decimals, 100 * a);
    snprintf(b_out, PHRASE_SIZE, "%.*f %%", decimals, 100 * b);
    unclear = strcmp(a_out, b_out) == 0;
  }
}

const char *wording_unit(char out[PHRASE_SIZE], const char *unit) {
  snprintf(out, PHRASE_SIZE, " %s", unit);
  if (strcmp(unit, "money") == 0) *out = '\0';
  if (strcmp(unit, "money/month") == 0) snprintf(out, PHRASE_SIZE, " a month");
  return out;
}

const char *wording_inside(char out[PHRASE_SIZE], const char *label) {
  snprintf(out, PHRASE_SIZE, "%s", label);
  const bool initials = out[0] && (isupper((unsigned char)out[1]) || isdigit((unsigned char)out[1]));
  if (!initials && out[0] >= 'A' && out[0] <= 'Z') out[0] = (char)(out[0] - 'A' + 'a');
  return out;
}

const char *wording_runs(char out[PHRASE_SIZE], const struct source *source) {
  char runs[AXIS_TEXT], asked[AXIS_TEXT];
  axis_number(runs, (double)source->runs, 0);
  const char *const each = source->scenario_count > 1 ? " of each scenario, all on the same luck" : "";
  if (source->complete) snprintf(out, PHRASE_SIZE, "%s run%s%s; seed %s", runs, source->runs == 1 ? "" : "s", each, source->seed);
  else
    snprintf(out, PHRASE_SIZE, "Interrupted after %s of %s runs%s; seed %s", runs, axis_number(asked, (double)source->asked, 0), each,
             source->seed);
  return out;
}

static bool ahead(const struct source *source, size_t scenario, size_t other, size_t outcome) {
  const struct difference difference = source_difference(source, scenario, other, outcome);
  return difference.present && (difference.verdict == VERDICT_BETTER || difference.verdict == VERDICT_HIGHER);
}

struct standing standing_of(const struct source *source, size_t outcome) {
  enum { MOST = sizeof((struct standing *)0)->order / sizeof(size_t) };
  struct standing out = {.count = source->scenario_count < MOST ? source->scenario_count : MOST};
  const double sign = outcome != SOURCE_NONE && source->outcome[outcome].better < 0 ? -1 : 1;
  for (size_t s = 0; s < out.count; s++) {
    const double mean = sign * source_estimate(source, s, outcome, "mean").value;
    size_t place = s;
    for (; place > 0 && sign * source_estimate(source, out.order[place - 1], outcome, "mean").value < mean; place--)
      out.order[place] = out.order[place - 1];
    out.order[place] = s;
  }
  out.best = out.order[0];
  out.worst = out.order[out.count - 1];
  if (outcome == SOURCE_NONE || out.count < 2) return out;
  out.best_clear = true;
  for (size_t i = 1; i < out.count; i++) out.best_clear = out.best_clear && ahead(source, out.best, out.order[i], outcome);
  out.differ = ahead(source, out.best, out.worst, outcome);
  return out;
}

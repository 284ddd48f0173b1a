/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_results.h"
#include "number.h"
#include "words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { UNKNOWN_WIDTH_LEAST = 8, COLUMN = 14, WIDE_COLUMN = 24 };
#define NORMAL_FACTOR 1.959963984540054
#define CHANCE_POOR 0.01     /* a fit this unlikely is called poor */
#define CHANCE_OUTSIDE 0.005 /* a target this far in a tail of its prediction is called missed */
#define NOISE_LARGE 0.5      /* of a target's sd: simulation error worth a word */

/* Warnings. */

static void warn_noise(struct calibration_results *results) {
  const struct calibration *const calibration = results->calibration;
  const size_t count = calibration->targets->count;
  char name[TARGET_NAME], share[NUMBER_SIZE];
  double most = 0;
  size_t worst = 0;
  for (size_t t = 0; t < count && !isnan(results->errors->fresh); t++) {
    const double ratio = sqrt(results->errors->noise[t * count + t]) / calibration->targets->list[t].sd;
    if (ratio > most) most = ratio, worst = t;
  }
  if (most <= NOISE_LARGE) return;
  number_round(share, most, 2);
  messages_add(&results->warnings, "simulation error widens the intervals: that of %s is %s times its sd; give more --runs",
               target_name(&calibration->targets->list[worst], calibration->study, name), share);
}

/* Whether a search ended somewhere else than the best one, and fits as well. */
static bool is_rival(const struct calibration_results *results, size_t search) {
  const struct simplex *const simplex = results->simplex;
  bool apart = false;
  if (!(simplex->search[search].misfit <= simplex->search[simplex->best].misfit + 1)) return false;
  for (size_t u = 0; u < results->calibration->unknowns; u++) {
    const struct unknown *const unknown = &results->calibration->unknown[u];
    const double gap = fabs(simplex->search[search].value[u] - simplex->search[simplex->best].value[u]);
    apart |= gap > 2 * NORMAL_FACTOR * results->finding[u].error && gap > 0.05 * (unknown->high - unknown->low);
  }
  return apart;
}

static void warn_searches(struct calibration_results *results) {
  const struct simplex *const simplex = results->simplex;
  size_t rivals = 0;
  for (size_t s = 0; s < simplex->searches; s++) rivals += s != simplex->best && is_rival(results, s);
  if (rivals > 0)
    messages_add(&results->warnings,
                 "%zu of %zu searches ended at other values that fit about as well (searches.csv); the intervals do not cover them, "
                 "--method abc does",
                 rivals, simplex->searches);
  if (results->complete && !simplex->search[simplex->best].settled)
    messages_add(&results->warnings, "the best search had not settled when its points were used up; more --starts may find a better fit");
}

/* Whether residuals are large where there is nothing left to test them with: more than two sds a target. */
static bool is_missed(const struct calibration_results *results) {
  return !isnan(results->errors->fresh) && results->errors->freedom == 0 &&
         results->errors->misfit > 4 * (double)results->calibration->targets->count;
}

/* A chance in percent. */
static const char *percent(char out[NUMBER_SIZE], double chance) {
  if (chance < 1e-6) return "less than 0.0001";
  number_round(out, 100 * chance, 2);
  return out;
}

static void warn_simplex(struct calibration_results *results) {
  char chance[NUMBER_SIZE];
  if (results->errors->chance < CHANCE_POOR)
    messages_add(&results->warnings,
                 "the model does not meet all targets at once: were they true and their sds right, a fit as bad as this would come "
                 "in %s %% of cases; the intervals take the model to be right",
                 percent(chance, results->errors->chance));
  if (is_missed(results))
    messages_add(&results->warnings, "the targets are not met inside the ranges; widen these with --fit, or look at the targets");
  warn_noise(results);
  warn_searches(results);
}

static void warn_abc(struct calibration_results *results) {
  const struct abc *const abc = results->abc;
  const struct abc_generation *const last = &abc->generation[abc->generations - 1];
  char reached[NUMBER_SIZE], wanted[NUMBER_SIZE], name[TARGET_NAME];
  number_round(reached, last->tolerance, 3);
  number_round(wanted, results->tolerance, 3);
  if (last->tolerance > results->tolerance)
    messages_add(&results->warnings,
                 "the tolerance is %s, not yet %s: accepted points are spread wider than the targets' sds allow; give more --points "
                 "or --runs",
                 reached, wanted);
  else if (!abc->reached)
    messages_add(&results->warnings, "only %.0f of %zu points are effective, so quantiles are rough; give more --points or --runs",
                 last->effective, abc->points);
  for (size_t t = 0; t < abc->targets; t++) {
    const double below = abc_chance_below(abc, results->calibration, t);
    if (below >= CHANCE_OUTSIDE && below <= 1 - CHANCE_OUTSIDE) continue;
    messages_add(&results->warnings, "the model does not meet %s together with the other targets: accepted points put it %s",
                 target_name(&results->calibration->targets->list[t], results->calibration->study, name), below < 0.5 ? "higher" : "lower");
  }
}

void calibration_warnings(struct calibration_results *results) {
  const struct calibration *const calibration = results->calibration;
  if (calibration->targets->count < calibration->unknowns)
    messages_add(&results->warnings, "%zu %s cannot identify %zu unknowns; add targets or fit fewer", calibration->targets->count,
                 calibration->targets->count == 1 ? "target" : "targets", calibration->unknowns);
  if (!isnan(results->finding[0].shrink)) finding_warnings(&results->warnings, calibration, results->finding);
  if (results->abc) warn_abc(results);
  else warn_simplex(results);
}

/* Text. */

static void put_right(FILE *out, const char *text, size_t width) {
  fputs("  ", out);
  words_pad(out, text, width, 1);
}

static const char *plural(uint64_t count) {
  return count == 1 ? "" : "s";
}

static void put_fit(FILE *out, const struct calibration_results *results) {
  const struct calibration_errors *const errors = results->errors;
  char misfit[NUMBER_SIZE], chi[NUMBER_SIZE], chance[NUMBER_SIZE];
  number_round(misfit, results->simplex->search[results->simplex->best].misfit, 3);
  if (isnan(errors->chi_square)) {
    fprintf(out, "Interrupted: the best point so far has a sum of squared residuals, in sds, of %s; how sure it is was not found out.\n",
            misfit);
    return;
  }
  if (errors->freedom > 0) {
    number_round(chi, errors->chi_square, 3);
    fprintf(out,
            "%s: the sum of squared residuals, in sds, is %s. What the unknowns cannot take away is %s on\n%zu degree%s of freedom; chance "
            "alone "
            "would leave as much in %s %% of cases.\n",
            errors->chance < CHANCE_POOR ? "The model does not meet all targets at once" : "The model meets the targets", misfit, chi,
            errors->freedom, plural(errors->freedom), percent(chance, errors->chance));
  } else {
    fprintf(out, "%s: the sum of squared residuals, in sds, is %s. With as many unknowns as targets this is no test of the model.\n",
            is_missed(results) ? "The targets are not met inside the ranges" : "The targets are met", misfit);
  }
  if (isnan(errors->fresh)) return;
  char fresh[WORDS_SIZE];
  fprintf(out, "On runs that the search has not seen the sum is %s (mean and sd over batches).\n",
          words_around(fresh, errors->fresh, errors->fresh_sd));
}

static void put_reached(FILE *out, const struct calibration_results *results) {
  const struct abc *const abc = results->abc;
  const struct abc_generation *const last = &abc->generation[abc->generations - 1];
  char tolerance[NUMBER_SIZE];
  number_round(tolerance, last->tolerance, 3);
  fprintf(out, "%zu generation%s of %zu points: tolerance %s sds, worth %.0f independent points.\n", abc->generations,
          plural(abc->generations), abc->points, tolerance, last->effective);
}

static size_t name_width(const struct calibration *calibration) {
  size_t width = UNKNOWN_WIDTH_LEAST;
  for (size_t u = 0; u < calibration->unknowns; u++)
    if (words_width(calibration->unknown[u].name) > width) width = words_width(calibration->unknown[u].name);
  return width;
}

static void put_unknown(FILE *out, const struct unknown *unknown, const struct finding *finding, size_t width) {
  char cell[3 * WORDS_SIZE], low[WORDS_SIZE], high[WORDS_SIZE];
  const int decimals = decimals_of((finding->high - finding->low) / 4);
  words_pad(out, unknown->name, width, 0);
  put_right(out, words_value(cell, finding->best, decimals), COLUMN);
  snprintf(cell, sizeof cell, "%s to %s", words_value(low, finding->low, decimals), words_value(high, finding->high, decimals));
  put_right(out, isnan(finding->shrink) ? "-" : cell, WIDE_COLUMN);
  snprintf(cell, sizeof cell, "%s to %s", words_value(low, unknown->low, NO_ERROR), words_value(high, unknown->high, NO_ERROR));
  put_right(out, cell, WIDE_COLUMN);
  fprintf(out, "  %s\n", isnan(finding->shrink) ? "-" : told_names[finding_told(finding)]);
}

static void put_unknowns(FILE *out, const struct calibration_results *results) {
  const size_t width = name_width(results->calibration);
  fputc('\n', out);
  words_pad(out, "unknown", width, 0);
  put_right(out, results->abc ? "median" : "best", COLUMN);
  put_right(out, results->abc ? "95 % of the points" : "95 % interval", WIDE_COLUMN);
  put_right(out, "range", WIDE_COLUMN);
  fputs("  targets tell\n", out);
  for (size_t u = 0; u < results->calibration->unknowns; u++)
    put_unknown(out, &results->calibration->unknown[u], &results->finding[u], width);
}

/* The model's figure at the best point with its simulation error, or over the accepted points. */
static bool figure_words(const struct calibration_results *results, size_t target, char out[WORDS_SIZE], double *residual,
                         struct error *err) {
  static const double p[] = {0.025, 0.5, 0.975};
  const struct target *const known = &results->calibration->targets->list[target];
  const size_t count = results->calibration->targets->count;
  double at[3], half;
  if (results->errors) {
    at[1] = results->errors->figure[target];
    half = isnan(results->errors->fresh) ? (double)NAN : NORMAL_FACTOR * sqrt(results->errors->noise[target * count + target]);
  } else {
    if (!abc_quantiles(results->abc, results->abc->figure + target, results->abc->targets, p, 3, at, err)) return false;
    half = fmax(at[2] - at[1], at[1] - at[0]);
  }
  *residual = calibration_residual(known, at[1]);
  words_around(out, at[1], half);
  return true;
}

static bool put_targets(FILE *out, const struct calibration_results *results, struct error *err) {
  const struct calibration *const calibration = results->calibration;
  char name[TARGET_NAME], cell[WORDS_SIZE];
  size_t width = UNKNOWN_WIDTH_LEAST;
  for (size_t t = 0; t < calibration->targets->count; t++) {
    const size_t own = words_width(target_name(&calibration->targets->list[t], calibration->study, name));
    if (own > width) width = own < 60 ? own : 60;
  }
  fputc('\n', out);
  words_pad(out, "target", width, 0);
  put_right(out, "wanted", WIDE_COLUMN);
  put_right(out, "model", WIDE_COLUMN);
  fprintf(out, "  off by, sds%s\n", results->abc ? "  chance below" : "");
  for (size_t t = 0; t < calibration->targets->count; t++) {
    const struct target *const target = &calibration->targets->list[t];
    double residual;
    words_pad(out, target_name(target, calibration->study, name), width, 0);
    put_right(out, words_around(cell, target->value, NORMAL_FACTOR * target->sd), WIDE_COLUMN);
    if (!figure_words(results, t, cell, &residual, err)) return false;
    put_right(out, cell, WIDE_COLUMN);
    fprintf(out, "  %11s", isnan(residual) ? "-" : words_value(cell, residual, 1));
    if (results->abc) fprintf(out, "  %12s", words_value(cell, abc_chance_below(results->abc, calibration, t), 3));
    fputc('\n', out);
  }
  return true;
}

static void put_use(FILE *out, const struct calibration_results *results) {
  char assignment[UNKNOWN_NAME + 64];
  if (results->abc) {
    fprintf(out, "\nTo see what these points imply: entente evaluate %s/accepted.csv --sheet SHEET\n", results->out);
    return;
  }
  fputs("\nTo use the best values: entente run SHEET", out);
  for (size_t u = 0; u < results->calibration->unknowns; u++) {
    unknown_assignment(&results->calibration->unknown[u], results->finding[u].best, assignment);
    fprintf(out, " --set %s", assignment);
  }
  fputc('\n', out);
}

bool calibration_text(FILE *out, const struct calibration_results *results, struct error *err) {
  const struct calibration *const calibration = results->calibration;
  fprintf(out, "%zu unknown%s, %zu target%s, %llu points of %llu runs, seed %llu.\n", calibration->unknowns, plural(calibration->unknowns),
          calibration->targets->count, plural(calibration->targets->count), (unsigned long long)results->points,
          (unsigned long long)calibration->runs, (unsigned long long)calibration->study->seed);
  if (results->abc) put_reached(out, results);
  else put_fit(out, results);
  put_unknowns(out, results);
  if (!put_targets(out, results, err)) return false;
  if (results->abc)
    fputs("Chance below: that a figure drawn from the accepted points with the target's error is below it; near 0 or 1 it is not met.\n",
          out);
  if (results->warnings.count > 0) fputs("\nMind:\n", out);
  for (size_t i = 0; i < results->warnings.count; i++) fprintf(out, "- %s\n", results->warnings.text[i]);
  put_use(out, results);
  fprintf(out, results->pictures ? "Written to %s/, with pictures in report.html\n" : "Written to %s/\n", results->out);
  return true;
}

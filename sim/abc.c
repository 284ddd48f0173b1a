/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "abc.h"
#include "calibrate_simplex.h"
#include "lane_math.h"
#include "random.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KERNEL_SHARE 0.5    /* of the points' covariance */
#define DEFENSIVE_SHARE 0.1 /* of the points drawn from the whole ranges */
#define EFFECTIVE_STEP 0.25 /* share of the points that a fall of the tolerance leaves effective */
#define EFFECTIVE_END 0.5   /* and that is wanted at the end */
#define TOLERANCE_MOST 1e9
#define FALL_LEAST 0.9 /* a tolerance that is not below this part of what it was FALL_WAIT generations ago falls no more */
enum { FALL_WAIT = 3 };
enum { DRAW_OFFSET = 63, LUCK_POINTS = 1 }; /* of the random words */

/* Two populations: the one that is there, and the next one being made. */
struct work {
  const struct calibration *calibration;
  struct abc *abc;
  double *score, *value, *figure, *misfit; /* of the next generation */
  double *base, *next_base;                /* [points] prior over proposal */
  double *white;                           /* [points][unknowns] scores times the inverse of the kernel's root */
  double root[UNKNOWNS_MOST][UNKNOWNS_MOST], determinant;
};

/* Sum of base weights times kernel, relative to the least misfit, into weight (normalised); returns the effective number of points. */
static double weigh(const struct abc *abc, const double *base, double tolerance, double *weight) {
  double least = INFINITY, sum = 0, squares = 0;
  for (size_t i = 0; i < abc->points; i++) least = lane_min(least, abc->misfit[i]);
  for (size_t i = 0; i < abc->points; i++) {
    const double off = (abc->misfit[i] - least) / (2 * tolerance * tolerance);
    weight[i] = isinf(abc->misfit[i]) || off > 600 ? 0 : base[i] * lane_exp(-off);
    sum += weight[i];
  }
  for (size_t i = 0; i < abc->points; i++) {
    weight[i] = sum > 0 ? weight[i] / sum : 0;
    squares += weight[i] * weight[i];
  }
  return squares > 0 ? 1 / squares : 0;
}

/* The smallest tolerance, not below the wanted one nor above the last one, that leaves enough points effective. */
static double tolerance_fall(const struct abc *abc, const double *base, double wanted, double last, double *weight) {
  const double enough = EFFECTIVE_STEP * (double)abc->points;
  double low = wanted, high = last;
  if (weigh(abc, base, low, weight) >= enough) return low;
  if (weigh(abc, base, high, weight) < enough) return high;
  for (int i = 0; i < 60; i++) {
    const double middle = sqrt(low * high);
    if (weigh(abc, base, middle, weight) >= enough) high = middle;
    else low = middle;
  }
  return high;
}

/* The kernel's root: Cholesky factor of a part of the points' weighted covariance; and the points in its units. */
static void kernel_make(struct work *work) {
  const struct abc *const abc = work->abc;
  const size_t n = abc->unknowns;
  double mean[UNKNOWNS_MOST] = {0};
  for (size_t i = 0; i < abc->points; i++)
    for (size_t u = 0; u < n; u++) mean[u] += abc->weight[i] * abc->score[i * n + u];
  memset(work->root, 0, sizeof work->root);
  for (size_t i = 0; i < abc->points; i++)
    for (size_t u = 0; u < n; u++)
      for (size_t v = 0; v <= u; v++)
        work->root[u][v] += KERNEL_SHARE * abc->weight[i] * (abc->score[i * n + u] - mean[u]) * (abc->score[i * n + v] - mean[v]);
  work->determinant = 1;
  for (size_t u = 0; u < n; u++) {
    const double least = 1e-6 * work->root[u][u] + 1e-12; /* of the variance that the others leave: points may lie on a line */
    for (size_t v = 0; v <= u; v++) {
      for (size_t k = 0; k < v; k++) work->root[u][v] -= work->root[u][k] * work->root[v][k];
      work->root[u][v] = u == v ? sqrt(lane_max(work->root[u][u], least)) : work->root[u][v] / work->root[v][v];
    }
    work->determinant *= work->root[u][u];
  }
}

/* out = inverse of the root times score. */
static void whiten(const struct work *work, const double *score, double *out) {
  for (size_t u = 0; u < work->abc->unknowns; u++) {
    out[u] = score[u];
    for (size_t v = 0; v < u; v++) out[u] -= work->root[u][v] * out[v];
    out[u] /= work->root[u][u];
  }
}

static double normal_of(const struct work *work, uint64_t number, size_t unknown) {
  const uint32_t word = random_word(work->calibration->study->seed, LUCK_POINTS, number, MONTH_CALIBRATION, (unsigned)unknown);
  return (double)(float)gsl_cdf_ugaussian_Pinv(uniform(word) + 0x1p-32);
}

/* Points of the next generation: the first from the whole ranges, the others around points of this one, chosen systematically. */
static void points_draw(struct work *work) {
  const struct abc *const abc = work->abc;
  const size_t n = abc->unknowns, wide = (size_t)(DEFENSIVE_SHARE * (double)abc->points + 0.5), near = abc->points - wide;
  const uint64_t first = (uint64_t)abc->generations * abc->points;
  const double offset = uniform(random_word(work->calibration->study->seed, LUCK_POINTS, first, MONTH_CALIBRATION, DRAW_OFFSET));
  size_t ancestor = 0;
  double reached = abc->weight[0];
  for (size_t i = 0; i < abc->points; i++) {
    double *const score = work->score + i * n, normal[UNKNOWNS_MOST];
    for (size_t u = 0; u < n; u++) normal[u] = normal_of(work, first + i, u);
    const double at = ((double)(i - (i < wide ? i : wide)) + offset) / (double)near;
    while (i >= wide && reached < at && ancestor + 1 < abc->points) reached += abc->weight[++ancestor];
    for (size_t u = 0; u < n; u++) {
      score[u] = i < wide ? normal[u] : abc->score[ancestor * n + u];
      for (size_t v = 0; v <= u && i >= wide; v++) score[u] += work->root[u][v] * normal[v];
      work->value[i * n + u] = unknown_value(&work->calibration->unknown[u], score[u]);
    }
  }
}

/* Prior density over that of the mixture from which a point was drawn. */
static double density_ratio(const struct work *work, const double *score) {
  const struct abc *const abc = work->abc;
  const size_t n = abc->unknowns;
  double white[UNKNOWNS_MOST], length = 0, sum = 0;
  whiten(work, score, white);
  for (size_t u = 0; u < n; u++) length += score[u] * score[u];
  for (size_t j = 0; j < abc->points; j++) {
    double distance = 0;
    if (abc->weight[j] == 0) continue;
    for (size_t u = 0; u < n; u++) {
      const double gap = white[u] - work->white[j * n + u];
      distance += gap * gap;
    }
    sum += abc->weight[j] * lane_exp((length - distance) / 2);
  }
  return 1 / (DEFENSIVE_SHARE + (1 - DEFENSIVE_SHARE) * sum / work->determinant);
}

/* Draw the next generation from this one; its base weights. */
static void next_draw(struct work *work) {
  const struct abc *const abc = work->abc;
  kernel_make(work);
  for (size_t i = 0; i < abc->points; i++) whiten(work, abc->score + i * abc->unknowns, work->white + i * abc->unknowns);
  points_draw(work);
  for (size_t i = 0; i < abc->points; i++) work->next_base[i] = density_ratio(work, work->score + i * abc->unknowns);
}

static bool first_draw(struct work *work, struct error *err) {
  const struct abc *const abc = work->abc;
  const size_t n = abc->unknowns;
  if (!calibration_spread(work->calibration, abc->points, work->value, err)) return false;
  for (size_t i = 0; i < abc->points; i++) {
    work->next_base[i] = 1;
    for (size_t u = 0; u < n; u++) work->score[i * n + u] = unknown_score(&work->calibration->unknown[u], work->value[i * n + u]);
  }
  return true;
}

static int ascending(const void *x, const void *y) {
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* Simulate the points that were drawn; if all are done they are the new generation. */
static bool generation_run(struct work *work, bool *done, struct error *err) {
  struct abc *const abc = work->abc;
  const struct calibration *const calibration = work->calibration;
  size_t count;
  if (!calibration_figures(calibration, abc->points, work->value, 1 + (uint64_t)abc->generations * abc->points, 1, work->figure, &count,
                           err))
    return false;
  *done = count == abc->points;
  if (!*done) return true;
  for (size_t i = 0; i < abc->points; i++) abc->misfit[i] = calibration_misfit(calibration, work->figure + i * abc->targets);
  memcpy(abc->score, work->score, abc->points * abc->unknowns * sizeof *abc->score);
  memcpy(abc->value, work->value, abc->points * abc->unknowns * sizeof *abc->value);
  memcpy(abc->figure, work->figure, abc->points * abc->targets * sizeof *abc->figure);
  memcpy(work->base, work->next_base, abc->points * sizeof *work->base);
  memcpy(work->misfit, abc->misfit, abc->points * sizeof *work->misfit);
  qsort(work->misfit, abc->points, sizeof *work->misfit, ascending);
  return true;
}

/* Whether more generations would bring it no further: simulation error sets a floor to how closely points can be told apart. */
static bool is_stuck(const struct abc *abc) {
  const size_t last = abc->generations - 1;
  return last >= FALL_WAIT && abc->generation[last].tolerance > FALL_LEAST * abc->generation[last - FALL_WAIT].tolerance;
}

static bool generations_run(struct work *work, double wanted, struct error *err) {
  struct abc *const abc = work->abc;
  const double points = (double)abc->points;
  double last = TOLERANCE_MOST;
  bool done = true;
  if (!first_draw(work, err)) return false;
  while (abc->generations < ABC_GENERATIONS_MOST && !abc->reached && !(abc->generations > 0 && is_stuck(abc))) {
    if (abc->generations > 0) next_draw(work);
    if (!generation_run(work, &done, err)) return false;
    if (!done) return true;
    struct abc_generation *const generation = &abc->generation[abc->generations++];
    last = tolerance_fall(abc, work->base, wanted, last, abc->weight);
    *generation = (struct abc_generation){.tolerance = last,
                                          .effective = weigh(abc, work->base, last, abc->weight),
                                          .least = work->misfit[0],
                                          .median = work->misfit[abc->points / 2],
                                          .points = abc->generations * abc->points};
    if (generation->effective == 0)
      return fail_input(err, "no point has all figures that targets ask for; ask for earlier months or other figures");
    abc->reached = last <= wanted && generation->effective >= EFFECTIVE_END * points;
  }
  abc->complete = true;
  return true;
}

static bool work_make(struct work *work, struct error *err) {
  const struct abc *const abc = work->abc;
  const size_t n = abc->points * abc->unknowns, k = abc->points * abc->targets;
  work->score = calloc(n, sizeof(double));
  work->value = calloc(n, sizeof(double));
  work->white = calloc(n, sizeof(double));
  work->figure = calloc(k, sizeof(double));
  work->misfit = calloc(abc->points, sizeof(double));
  work->base = calloc(abc->points, sizeof(double));
  work->next_base = calloc(abc->points, sizeof(double));
  return (work->score && work->value && work->white && work->figure && work->misfit && work->base && work->next_base) || fail_memory(err);
}

static void work_free(struct work *work) {
  free(work->score);
  free(work->value);
  free(work->white);
  free(work->figure);
  free(work->misfit);
  free(work->base);
  free(work->next_base);
}

bool abc_run(struct abc *abc, const struct calibration *calibration, const struct abc_options *options, struct error *err) {
  const size_t points = options->points, unknowns = calibration->unknowns, targets = calibration->targets->count;
  *abc = (struct abc){.points = points,
                      .unknowns = unknowns,
                      .targets = targets,
                      .score = calloc(points * unknowns, sizeof(double)),
                      .value = calloc(points * unknowns, sizeof(double)),
                      .figure = calloc(points * targets, sizeof(double)),
                      .misfit = calloc(points, sizeof(double)),
                      .weight = calloc(points, sizeof(double))};
  struct work work = {.calibration = calibration, .abc = abc};
  bool ok = (abc->score && abc->value && abc->figure && abc->misfit && abc->weight) || fail_memory(err);
  ok = ok && work_make(&work, err) && generations_run(&work, options->tolerance, err);
  work_free(&work);
  if (!ok) abc_free(abc);
  return ok;
}

void abc_free(struct abc *abc) {
  free(abc->score);
  free(abc->value);
  free(abc->figure);
  free(abc->misfit);
  free(abc->weight);
  *abc = (struct abc){0};
}

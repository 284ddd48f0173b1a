/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution.h"
#include "distribution_parts.h"
#include "number.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Arguments beyond this are slips, and would overflow in squares. */
static const double argument_most = 1e100;

const char *const law_names[] = {
    "uniform", "triangular", "pert", "normal", "lognormal", "beta", "beta_mean_sd", "gamma", "exponential", "bernoulli", "choice",
};
const size_t law_name_count = sizeof law_names / sizeof *law_names;

void law_constant(struct law *law, double value) {
  *law = (struct law){.kind = LAW_CONSTANT, .a = value, .low = -INFINITY, .high = INFINITY, .mass = 1};
}

static bool law_set(struct law *law, enum law_kind kind, double a, double b, double c) {
  *law = (struct law){.kind = kind, .a = a, .b = b, .c = c, .low = -INFINITY, .high = INFINITY, .mass = 1};
  return true;
}

static bool law_fixed(struct law *law, double value) {
  law_constant(law, value);
  return true;
}

static bool make_uniform(struct law *law, const double *x) {
  if (x[0] == x[1]) return law_fixed(law, x[0]);
  return x[0] < x[1] && law_set(law, LAW_UNIFORM, x[0], x[1], 0);
}

static bool make_peaked(struct law *law, enum law_kind kind, const double *x) {
  if (!(x[0] <= x[1] && x[1] <= x[2])) return false;
  if (x[0] == x[2]) return law_fixed(law, x[0]);
  return law_set(law, kind, x[0], x[1], x[2]);
}

static bool make_triangular(struct law *law, const double *x) {
  return make_peaked(law, LAW_TRIANGULAR, x);
}

static bool make_pert(struct law *law, const double *x) {
  return make_peaked(law, LAW_PERT, x);
}

static bool make_normal(struct law *law, const double *x) {
  if (x[1] == 0) return law_fixed(law, x[0]);
  return x[1] > 0 && law_set(law, LAW_NORMAL, x[0], x[1], 0);
}

static bool make_lognormal(struct law *law, const double *x) {
  if (!(x[0] > 0 && x[1] >= 1)) return false;
  if (x[1] == 1) return law_fixed(law, x[0]);
  return law_set(law, LAW_LOGNORMAL, log(x[0]), log(x[1]), 0);
}

static bool is_shape(double x) {
  return x >= SHAPE_LEAST && x <= SHAPE_MOST;
}

static bool make_beta(struct law *law, const double *x) {
  return is_shape(x[0]) && is_shape(x[1]) && law_set(law, LAW_BETA, x[0], x[1], 0);
}

/* Method of moments: alpha = mean k, beta = (1 - mean) k, k = mean (1 - mean)/sd^2 - 1. */
static bool make_beta_mean_sd(struct law *law, const double *x) {
  const double mean = x[0], sd = x[1], room = mean * (1 - mean);
  if (mean >= 0 && mean <= 1 && sd == 0) return law_fixed(law, mean);
  if (!(sd > 0 && room > sd * sd)) return false;
  const double k = room / (sd * sd) - 1;
  return make_beta(law, (const double[]){mean * k, (1 - mean) * k});
}

static bool make_gamma(struct law *law, const double *x) {
  return is_shape(x[0]) && x[1] > 0 && law_set(law, LAW_GAMMA, x[0], x[1], 0);
}

static bool make_exponential(struct law *law, const double *x) {
  return x[0] > 0 && law_set(law, LAW_EXPONENTIAL, x[0], 0, 0);
}

/* Laws with a fixed number of arguments. */
static const struct form {
  const char *name;
  size_t count;
  bool (*make)(struct law *, const double *argument); /* false: outside the domain */
  const char *takes;
} forms[] = {
    {"uniform", 2, make_uniform, "2 arguments, the lowest value and the highest"},
    {"triangular", 3, make_triangular, "3 arguments, the lowest value, the most likely one and the highest, in this order"},
    {"pert", 3, make_pert, "3 arguments, the lowest value, the most likely one and the highest, in this order"},
    {"normal", 2, make_normal, "2 arguments, the mean and the standard deviation, which is not below 0"},
    {"lognormal", 2, make_lognormal, "2 arguments, the median, above 0, and the geometric standard deviation, at least 1"},
    {"beta", 2, make_beta, "2 arguments, alpha and beta, both above 0 (0.02 to 100000)"},
    {"beta_mean_sd", 2, make_beta_mean_sd, "2 arguments, the mean, between 0 and 1, and the standard deviation, not below 0"},
    {"gamma", 2, make_gamma, "2 arguments, the shape and the scale, both above 0 (shape 0.02 to 100000)"},
    {"exponential", 1, make_exponential, "1 argument, the mean, above 0"},
};

static const char bernoulli_takes[] = "1 argument, the probability of a 1, from 0 to 1";
static const char choice_takes[] = "1 or more values, each with a weight not below 0, or all without; not all weights are 0";

/* The law as it was asked for: "beta 0 4". */
static void asked(const char *name, const double *argument, const double *weight, size_t count, char *out, size_t size) {
  int used = snprintf(out, size, "%s", name);
  for (size_t i = 0; i < count && used >= 0 && (size_t)used < size; i++) {
    char value[NUMBER_SIZE], share[NUMBER_SIZE] = "";
    number_write(value, argument[i]);
    if (weight) number_write(share, weight[i]);
    used += snprintf(out + used, size - (size_t)used, " %s%s%s", value, weight ? ":" : "", share);
  }
}

/* beta_mean_sd has a domain that few know by heart. */
static bool refuse_spread(double mean, double sd, struct error *err) {
  char limit[NUMBER_SIZE];
  const double most = sqrt(mean * (1 - mean)), share = fmax(mean, 1 - mean);
  if (sd >= most) {
    number_round(limit, most, 4);
    return fail_input(err, "beta_mean_sd: the standard deviation %g is too large; with mean %g it must be below %s", sd, mean, limit);
  }
  const double k = most * most / (sd * sd) - 1;
  if (fmin(mean, 1 - mean) * k < SHAPE_LEAST) {
    return fail_input(err, "beta_mean_sd: mean %g with standard deviation %g is all but yes or no; write bernoulli %g", mean, sd, mean);
  }
  number_round(limit, most / sqrt(1 + SHAPE_MOST / share), 4);
  return fail_input(err, "beta_mean_sd: the standard deviation %g is too small; with mean %g it must be 0 or at least %s", sd, mean, limit);
}

static bool refuse(const char *name, const char *takes, const double *argument, const double *weight, size_t count, struct error *err) {
  char text[200];
  asked(name, argument, weight, count, text, sizeof text);
  return fail_input(err, "%s takes %s; '%s' does not fit", name, takes, text);
}

static bool make_form(struct law *law, const struct form *form, const double *argument, const double *weight, size_t count,
                      struct error *err) {
  if (count != form->count) return fail_input(err, "%s takes %s; got %zu", form->name, form->takes, count);
  if (!weight && form->make(law, argument)) return true;
  if (!weight && form->make == make_beta_mean_sd && argument[0] > 0 && argument[0] < 1 && argument[1] > 0) {
    return refuse_spread(argument[0], argument[1], err);
  }
  return refuse(form->name, form->takes, argument, weight, count, err);
}

static bool make_bernoulli(struct law *law, const double *argument, const double *weight, size_t count, struct error *err) {
  if (count != 1) return fail_input(err, "bernoulli takes %s; got %zu", bernoulli_takes, count);
  if (weight || !(argument[0] >= 0 && argument[0] <= 1)) return refuse("bernoulli", bernoulli_takes, argument, weight, count, err);
  return points_make(law, (const double[]){0, 1}, (const double[]){1 - argument[0], argument[0]}, 2, err);
}

static bool make_choice(struct law *law, const double *argument, const double *weight, size_t count, struct error *err) {
  double sum = 0;
  bool fits = true;
  for (size_t i = 0; weight && i < count; i++) {
    fits = fits && weight[i] >= 0 && weight[i] <= argument_most;
    sum += weight[i];
  }
  if (count == 0) return fail_input(err, "choice takes %s; got 0", choice_takes);
  if (weight && !(fits && sum > 0)) return refuse("choice", choice_takes, argument, weight, count, err);
  return points_make(law, argument, weight, count, err);
}

static bool check_arguments(const char *name, const double *argument, size_t count, struct error *err) {
  for (size_t i = 0; i < count; i++) {
    if (!(fabs(argument[i]) <= argument_most))
      return fail_input(err, "%s: argument %zu is no number between -1e100 and 1e100", name, i + 1);
  }
  return true;
}

static bool refuse_name(const char *name, struct error *err) {
  char list[200] = "";
  for (size_t i = 0, used = 0; i < law_name_count && used < sizeof list; i++) {
    used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", law_names[i]);
  }
  const char *near = nearest_name(name, law_names, law_name_count);
  if (near) return fail_input(err, "there is no law '%s'. Did you mean '%s'?", name, near);
  return fail_input(err, "there is no law '%s'; the laws are %s", name, list);
}

bool law_make(struct law *law, const char *name, const double *argument, const double *weight, size_t count, struct error *err) {
  *law = (struct law){0};
  if (!check_arguments(name, argument, count, err)) return false;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (strcmp(name, forms[i].name) == 0) return make_form(law, &forms[i], argument, weight, count, err);
  }
  if (strcmp(name, "bernoulli") == 0) return make_bernoulli(law, argument, weight, count, err);
  if (strcmp(name, "choice") == 0) return make_choice(law, argument, weight, count, err);
  return refuse_name(name, err);
}

bool law_data(struct law *law, const double *value, size_t count, struct error *err) {
  *law = (struct law){0};
  if (count == 0) return fail_input(err, "data: there is no value to resample; name a column that holds numbers");
  return check_arguments("data", value, count, err) && points_make(law, value, NULL, count, err);
}

bool fail_truncated(double low, double high, struct error *err) {
  char from[NUMBER_SIZE], to[NUMBER_SIZE];
  number_write(from, low);
  number_write(to, high);
  return fail_input(err, "the law has (next to) nothing inside the allowed range %s to %s; choose one that lies inside", from, to);
}

/* Condition a law with a density on an interval that cuts into its support. False if (nearly) nothing is left. */
static bool cut_to(struct law *law, struct support to, double *cut) {
  const struct tails at_low = law_tails(law, to.low), at_high = law_tails(law, to.high);
  const double mass = 1 - at_low.lower - at_high.upper;
  if (!(to.low < to.high && mass >= 1e-6)) return false; /* less would be known to few digits */
  *cut = fmax(0, 1 - mass / law->mass);
  if (law->kind == LAW_UNIFORM) return law_set(law, LAW_UNIFORM, to.low, to.high, 0);
  law->low = to.low;
  law->high = to.high;
  law->mass_low = at_low.lower;
  law->mass = mass;
  law->mass_high = at_high.upper;
  return true;
}

bool law_truncate(struct law *law, double low, double high, double *cut, struct error *err) {
  const struct support has = law_support(law);
  *cut = 0;
  if (has.low >= low && has.high <= high) return true;
  if (law->kind == LAW_CONSTANT) return fail_truncated(low, high, err);
  if (law->kind == LAW_POINTS) return points_truncate(law, low, high, cut, err);
  return cut_to(law, (struct support){fmax(has.low, low), fmin(has.high, high)}, cut) || fail_truncated(low, high, err);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution_parts.h"
#include "number.h"
#include <math.h>
#include <string.h>

enum { POINTS_SHOWN = 12, DIGITS_COMPUTED = 12 /* of numbers that come back from a logarithm or a difference */ };

/* A text that grows as far as its room allows. */
struct text {
  char *out;
  size_t size, used;
};

static void add(struct text *text, const char *word) {
  const size_t length = strlen(word), room = text->size - 1 - text->used, taken = length < room ? length : room;
  memcpy(text->out + text->used, word, taken);
  text->used += taken;
  text->out[text->used] = '\0';
}

static void add_number(struct text *text, const char *before, double value) {
  char number[NUMBER_SIZE];
  number_write(number, value);
  add(text, before);
  add(text, number);
}

static void add_computed(struct text *text, const char *before, double value) {
  char number[NUMBER_SIZE];
  number_round(number, value, DIGITS_COMPUTED);
  add(text, before);
  add(text, number);
}

static void add_law(struct text *text, const char *name, int count, const struct law *law) {
  const double argument[] = {law->a, law->b, law->c};
  add(text, name);
  for (int i = 0; i < count; i++) add_number(text, " ", argument[i]);
}

static bool points_alike(const struct law *law) {
  for (size_t i = 0; i < law->count; i++) {
    if (fabs(law->cumulative[i] * (double)law->count - (double)(i + 1)) > 1e-9) return false;
  }
  return true;
}

static void describe_points(struct text *text, const struct law *law) {
  if (law->count == 2 && law->value[0] == 0 && law->value[1] == 1) {
    add_computed(text, "bernoulli ", 1 - law->cumulative[0]);
    return;
  }
  if (law->count > POINTS_SHOWN) {
    add_number(text, "choice of ", (double)law->count);
    add_number(text, " values from ", law->value[0]);
    add_number(text, " to ", law->value[law->count - 1]);
    return;
  }
  add(text, "choice");
  const bool alike = points_alike(law);
  for (size_t i = 0; i < law->count; i++) {
    add_number(text, " ", law->value[i]);
    if (!alike) add_computed(text, ":", law->cumulative[i] - (i ? law->cumulative[i - 1] : 0));
  }
}

static void describe(struct text *text, const struct law *law) {
  switch (law->kind) {
  case LAW_CONSTANT: add_number(text, "", law->a); break;
  case LAW_UNIFORM: add_law(text, "uniform", 2, law); break;
  case LAW_TRIANGULAR: add_law(text, "triangular", 3, law); break;
  case LAW_PERT: add_law(text, "pert", 3, law); break;
  case LAW_NORMAL: add_law(text, "normal", 2, law); break;
  case LAW_LOGNORMAL:
    add_computed(text, "lognormal ", exp(law->a));
    add_computed(text, " ", exp(law->b));
    break;
  case LAW_BETA: add_law(text, "beta", 2, law); break;
  case LAW_GAMMA: add_law(text, "gamma", 2, law); break;
  case LAW_EXPONENTIAL: add_law(text, "exponential", 1, law); break;
  case LAW_POINTS: describe_points(text, law); break;
  }
}

void law_describe(const struct law *law, char *out, size_t size) {
  if (size == 0) return;
  struct text text = {out, size, 0};
  out[0] = '\0';
  describe(&text, law);
  if (isfinite(law->low) || isfinite(law->high)) {
    add_number(&text, " within ", law->low);
    add_number(&text, " to ", law->high);
  }
}

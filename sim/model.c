/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model.h"
#include <string.h>

const char *const vector_names[VECTOR_COUNT] = {"base", "avx2", "avx512"};

bool vector_available(enum vector vector) {
  switch (vector) {
  case VECTOR_BASE: return true;
#ifdef HAVE_VECTOR_AVX2
  case VECTOR_AVX2: return __builtin_cpu_supports("avx2");
#endif
#ifdef HAVE_VECTOR_AVX512
  case VECTOR_AVX512:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd");
#endif
  default: return false;
  }
}

enum vector vector_best(void) {
  for (int vector = VECTOR_COUNT - 1; vector > VECTOR_BASE; vector--)
    if (vector_available((enum vector)vector)) return (enum vector)vector;
  return VECTOR_BASE;
}

const struct model *model_find(const char *name) {
  for (size_t i = 0; i < model_count; i++)
    if (strcmp(models[i]->name, name) == 0) return models[i];
  return NULL;
}

#define FIND(row, rows)                                                           \
  size_t row##_find(const struct model *model, const char *name) {                \
    size_t i = 0;                                                                 \
    while (i < model->row##_count && strcmp(model->rows[i].name, name) != 0) i++; \
    return i;                                                                     \
  }
FIND(parameter, parameters)
FIND(variable, variables)
FIND(outcome, outcomes)
FIND(ending, endings)
FIND(coefficient, coefficients)
FIND(shock, shocks)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* work: the same work done by the engine and by its peers. A partnership-month is one run x one month of the horizon, whether the
 * partnership still lives or not. */
#ifndef ENTENTE_BENCH_WORK_H
#define ENTENTE_BENCH_WORK_H
#include "sim/engine.h"
#include "tests/bench/partnership_scalar.h"
#include "tests/bench/timing.h"

/* A study of the sheet (its bytes) with so many runs. */
bool work_study(struct study *study, const char *sheet, uint64_t runs, struct error *err);

/* The engine on one thread or more; cost per partnership-month, nanoseconds. */
bool work_engine(struct spent *spent, const struct study *study, enum vector vector, unsigned threads, unsigned keep, struct error *err);

/* The engine's own generator alone: the words that a whole run needs, for every run and month. */
bool work_words(struct spent *spent, const struct study *study, enum vector vector, struct error *err);

/* Inputs of the first `count` runs at signing, so that peers need not draw them. */
bool work_inputs(struct scalar_inputs *inputs, size_t count, struct study *study, struct error *err);

/* A scalar program over so many runs; run k has the inputs k % count. Keeps what the engine keeps: moments of every variable in every
 * month over the living, and of every outcome. */
typedef void scalar_program(const struct scalar_case *, const gsl_rng *, struct scalar_result *);
bool work_scalar(struct spent *spent, scalar_program *program, const gsl_rng_type *generator, const struct scalar_inputs *inputs,
                 size_t count, uint64_t runs, unsigned months, struct error *err);

/* A product of ten distributions from the engine's generator and quantile tables, and five exact quantiles of it. */
bool work_product(struct spent *spent, double *median, size_t samples, enum vector vector, struct error *err);

#endif

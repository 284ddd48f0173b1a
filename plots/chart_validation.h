/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chart_validation: pictures of a model held against published facts (sim/validate.h), in the style of all charts (chart.h). */
#ifndef ENTENTE_CHART_VALIDATION_H
#define ENTENTE_CHART_VALIDATION_H
#include "chart.h"
#include "sim/validate.h"

struct validation_chart {
  const char *name, *title;                                                                  /* as in struct chart */
  bool (*draw)(struct picture *, const struct validation *, enum layout, struct error *err); /* into a zeroed picture */
};
extern const struct validation_chart chart_facts, chart_facts_survival, chart_facts_hazard, chart_facts_worth;

/* "100,000 runs of each study, seed 1"; the caller's to free. */
char *validation_caption(const struct validation *, const char *method);
/* The yardstick's name, in a text's middle: "additive checklist". */
const char *validation_rival(const struct validation *);

#endif

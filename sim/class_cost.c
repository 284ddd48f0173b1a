/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_cost.h"
#include <math.h>

double cost_total(struct cost_sum sum) {
  return sum.set_up + sum.running;
}

double cost_level(const struct setting *setting, unsigned month) {
  double level = law_mean(&setting->stage[0].law);
  for (size_t i = 1; i < setting->stages; i++) {
    const struct stage *const stage = &setting->stage[i];
    if (month < stage->from) break;
    const unsigned over = stage->over > 0 ? stage->over : 1, gone = month - stage->from + 1;
    level += (law_mean(&stage->law) - level) * (gone < over ? gone / (double)over : 1);
  }
  return level;
}

static const struct cost *price_of(const struct model *model, size_t parameter) {
  for (size_t i = 0; i < model->cost_count; i++)
    if (model->costs[i].parameter == parameter) return &model->costs[i];
  return NULL;
}

static bool recurs(const struct model *model, size_t parameter) {
  return model->recurring && model->recurring->parameter == parameter;
}

bool cost_has_price(const struct model *model, size_t parameter) {
  return price_of(model, parameter) || recurs(model, parameter);
}

/* One hundredth of what the prices are percents of. */
static double unit_of_price(const struct model *model, const struct scenario *scenario) {
  return model->scale < model->parameter_count ? cost_level(&scenario->settings[model->scale], 0) / 100 : 0;
}

struct cost_sum cost_of_parameter(const struct model *model, const struct scenario *scenario, size_t parameter, unsigned months) {
  const struct setting *const setting = &scenario->settings[parameter];
  const struct cost *const price = price_of(model, parameter);
  const double unit = unit_of_price(model, scenario);
  const double first = cost_level(setting, 0);
  double highest = first, levels = months * first, rhythm = months / first; /* sums over the months */
  if (!price && !recurs(model, parameter)) return (struct cost_sum){0};
  if (setting->stages > 1) levels = rhythm = 0;
  for (unsigned month = 1; setting->stages > 1 && month <= months; month++) {
    const double level = cost_level(setting, month);
    highest = fmax(highest, level);
    levels += level;
    rhythm += 1 / level;
  }
  if (!price) return (struct cost_sum){0, unit * model->recurring->running * model->recurring->usual * rhythm};
  return (struct cost_sum){unit * price->set_up * highest, unit * price->running * levels};
}

struct cost_sum cost_of_plan(const struct model *model, const struct scenario *scenario, const bool *set, unsigned months) {
  struct cost_sum sum = {0};
  for (size_t p = 0; p < model->parameter_count; p++) {
    if (set && !set[p]) continue;
    const struct cost_sum part = cost_of_parameter(model, scenario, p, months);
    sum.set_up += part.set_up;
    sum.running += part.running;
  }
  return sum;
}

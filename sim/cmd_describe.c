/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "describe_table.h"
#include "model.h"
#include "number.h"
#include "options.h"
#include <stdio.h>
#include <string.h>

static const char *shown(char out[NUMBER_SIZE], double value) {
  number_write(out, value);
  return out;
}

static void parameter_full(const struct parameter *p) {
  char low[NUMBER_SIZE], high[NUMBER_SIZE];
  printf("%s: %s\n  %s\n  unit     %s\n  range    %s to %s\n  default  %s\n  changes  %s\n  group    %s\n  basis    %s\n", p->name,
         p->label, p->meaning, p->unit, shown(low, p->low), shown(high, p->high), p->law,
         p->policy ? "a policy: may follow a schedule" : "fixed at signing", p->group, p->basis);
}

static void coefficient_full(const struct coefficient *c) {
  char value[NUMBER_SIZE], low[NUMBER_SIZE], high[NUMBER_SIZE];
  printf("coefficient %s\n  %s\n  value      %s\n  plausible  %s to %s\n  section    %s\n  basis      %s\n", c->name, c->meaning,
         shown(value, c->value), shown(low, c->low), shown(high, c->high), c->section, c->basis);
}

static void outcome_full(const struct outcome *o) {
  printf("outcome %s: %s\n  %s\n  unit  %s\n  good  %s\n", o->name, o->label, o->meaning, o->unit,
         o->better > 0   ? "more"
         : o->better < 0 ? "less"
                         : "neither");
}

static void parameters(const struct model *m) {
  const char *group = "";
  printf("\nParameters (what a sheet may set; * = a policy, may follow a schedule)\n");
  for (size_t i = 0; i < m->parameter_count; i++) {
    const struct parameter *p = &m->parameters[i];
    char low[NUMBER_SIZE], high[NUMBER_SIZE];
    if (strcmp(group, p->group) != 0) printf(" %s\n", group = p->group);
    printf("  %-24s%s %s to %s %s, default %s\n  %-24s  %s\n", p->name, p->policy ? "*" : " ", shown(low, p->low), shown(high, p->high),
           p->unit, p->law, "", p->meaning);
  }
}

static void results(const struct model *m) {
  printf("\nOutcomes of a run (* = the main one)\n");
  for (size_t i = 0; i < m->outcome_count; i++)
    printf("  %-24s%s %s [%s]\n", m->outcomes[i].name, i == m->main_outcome ? "*" : " ", m->outcomes[i].meaning, m->outcomes[i].unit);
  printf("\nVariables over time\n");
  for (size_t i = 0; i < m->variable_count; i++)
    printf("  %-24s  %s [%s]\n", m->variables[i].name, m->variables[i].meaning, m->variables[i].unit);
  printf("  %-24s  share of partnerships still together [share]\n", "alive");
  printf("\nEndings\n");
  for (size_t i = 0; i < m->ending_count; i++) printf("  %zu %-22s  %s\n", i, m->endings[i].name, m->endings[i].meaning);
}

static void shocks(const struct model *m) {
  printf("\nShocks (a sheet forces one with a row `event: KIND`)\n");
  for (size_t i = 0; i < m->shock_count; i++)
    printf("  %-24s  %g a year: %s\n", m->shocks[i].name, m->shocks[i].rate_per_year, m->shocks[i].meaning);
}

static void costs(const struct model *m) {
  printf("\nCosts (percent of %s: once when raised to 1, and a month)\n", m->parameters[m->scale].name);
  for (size_t i = 0; i < m->cost_count; i++)
    printf("  %-24s  %5g %5g\n", m->parameters[m->costs[i].parameter].name, m->costs[i].set_up, m->costs[i].running);
  if (m->recurring)
    printf("  and reviews, inverse to %s: %g a month at %g\n", m->parameters[m->recurring->parameter].name, m->recurring->running,
           m->recurring->usual);
}

static void coefficients(const struct model *m) {
  printf("\nCoefficients (numbers inside the equations; a sheet sets one with a row `coefficient: NAME`)\n");
  for (size_t i = 0; i < m->coefficient_count; i++) {
    const struct coefficient *c = &m->coefficients[i];
    printf("  %-16s %-10g (%g to %g)  %s; %s\n", c->name, c->value, c->low, c->high, c->meaning, c->basis);
  }
}

static void model_full(const struct model *m) {
  printf("%s: %s\n%s\n%s\nSource: %s\n", m->name, m->title, m->purpose, m->limits, m->reference);
  parameters(m);
  results(m);
  if (m->shock_count) shocks(m);
  if (m->cost_count) costs(m);
  if (m->coefficient_count) coefficients(m);
}

static enum status no_such(const struct model *m, const char *name, struct error *err) {
  const char *names[1024];
  size_t count = 0;
  for (size_t i = 0; i < m->parameter_count; i++) names[count++] = m->parameters[i].name;
  for (size_t i = 0; i < m->coefficient_count; i++) names[count++] = m->coefficients[i].name;
  for (size_t i = 0; i < m->outcome_count; i++) names[count++] = m->outcomes[i].name;
  const char *near = nearest_name(name, names, count);
  if (near) fail_usage(err, "%s has no parameter, coefficient or outcome '%s'. Did you mean '%s'?", m->name, name, near);
  else fail_usage(err, "%s has no parameter, coefficient or outcome '%s'; 'entente describe %s' lists them", m->name, name, m->name);
  return err->status;
}

static enum status one(const struct model *m, const char *name, struct error *err) {
  char suffixed[128];
  const size_t p = parameter_find(m, name), c = coefficient_find(m, name), o = outcome_find(m, name);
  snprintf(suffixed, sizeof suffixed, "%s_a", name);
  const size_t pair = parameter_find(m, suffixed);
  if (p < m->parameter_count) parameter_full(&m->parameters[p]);
  else if (c < m->coefficient_count) coefficient_full(&m->coefficients[c]);
  else if (o < m->outcome_count) outcome_full(&m->outcomes[o]);
  else if (pair + 1 < m->parameter_count) parameter_full(&m->parameters[pair]), parameter_full(&m->parameters[pair + 1]);
  else return no_such(m, name, err);
  return STATUS_DONE;
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  enum status status = STATUS_USAGE;
  if (!options_read(&options, argc, argv, "c", err)) goto out;
  char **name = options.operand;
  int count = options.operand_count;
  const struct model *model = count > 0 ? model_find(name[0]) : models[0];
  if (model && count > 0) name++, count--;
  if (!model) model = models[0]; /* `describe communication` means the default model's */
  if (count > 1) fail_usage(err, "describe takes a model and one name, not '%s' as well", name[1]);
  else if (count == 1 && options.csv) fail_usage(err, "--csv is of a whole model: entente describe %s --csv", model->name);
  else if (count == 1) status = one(model, name[0], err);
  else if (options.csv) describe_table(stdout, model), status = STATUS_DONE;
  else model_full(model), status = STATUS_DONE;
out:
  options_free(&options);
  return status;
}

const struct command cmd_describe = {
    "describe", "tell about a model, or one of its parameters, coefficients, outcomes",
    "Example: entente describe partnership long_term_focus\n\n"
    "entente describe [MODEL] [NAME] prints the tables that the code runs on: what a sheet may set (unit, range, default, meaning,\n"
    "basis), what is reported, the shocks, costs and coefficients.\n\n"
    "      --csv             every number of a model as a table: value, range, basis, and how sure it is\n",
    run};

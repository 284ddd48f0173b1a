/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tournament: what a brief and teams may say, who is admitted, how plans are ranked. */
#include "sim/class.h"
#include "sim/class_words.h"
#include "tests/scratch.h"

#define BRIEF                                                                                                                  \
  "parameter,No plan\nmonths,12\nruns,600\nbudget,150\nmay_set,communication governance,long_term_focus;resource_commitment\n" \
  "potential_value,100\ncommunication,0.4\ngovernance,0.2\nlong_term_focus,0.2\nevent: loss of revenue,month 3 severity 0.5\n"

static char folder[PATH_ROOM];

static void begin(void) {
  scratch_folder(folder);
}
static void end(void) {
  clean(folder);
}

static void put(const char *name, const char *text) {
  char path[PATH_ROOM];
  below(path, folder, name);
  FILE *const file = fopen(path, "w");
  ck_assert_ptr_nonnull(file);
  fputs(text, file);
  ck_assert_int_eq(fclose(file), 0);
}

static struct tournament read_all(void) {
  struct tournament t;
  struct error err;
  ck_assert_msg(class_read(&t, folder, NULL, NULL, &err), "%s", err.text);
  return t;
}

/* In place: the tally points to the tournament's study. */
static void play_all(struct tournament *t) {
  struct error err;
  const struct engine_options options = {.vector = VECTOR_COUNT};
  *t = read_all();
  ck_assert_msg(class_play(t, &options, &err), "%s", err.text);
  ck_assert(t->tally.complete);
}

static const struct team *team_of(const struct tournament *t, const char *name) {
  for (size_t i = 0; i < t->entries.count; i++)
    if (strcmp(t->entries.team[i].name, name) == 0) return &t->entries.team[i];
  ck_abort_msg("there is no team %s", name);
}

static const struct place *place_of(const struct tournament *t, const char *name) {
  for (size_t i = 0; i < t->count; i++)
    if (strcmp(t->place[i].team->name, name) == 0) return &t->place[i];
  ck_abort_msg("%s takes no part", name);
}

static void assert_brief_refused(const char *brief, const char *why) {
  struct tournament t;
  struct error err;
  put("brief.csv", brief);
  put("a.csv", "parameter,A\ncommunication,0.5\n");
  ck_assert(!class_read(&t, folder, NULL, NULL, &err));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_msg(strstr(err.text, why) != NULL, "'%s' is not in: %s", why, err.text);
}

START_TEST(a_brief_says_what_teams_may_do) {
  begin();
  assert_brief_refused("parameter,No plan\n", "add a row may_set");
  assert_brief_refused("parameter,No plan\nmay_set\n", "names no parameter");
  assert_brief_refused("parameter,No plan\nmay_set,comunication\n", "Did you mean 'communication'?");
  assert_brief_refused("parameter,No plan\nmay_set,communication\nmay_set,governance\n", "this row is there twice");
  assert_brief_refused("parameter,No plan\nmay_set,communication\nbudget,much\n", "a budget is money");
  assert_brief_refused("parameter,No plan\nmay_set,communication\nbudget,-3\n", "cannot be below 0");
  assert_brief_refused("parameter,No plan\nmay_set,communication\nbudget,3,4\n", "one number");
  assert_brief_refused("parameter,No plan,Other\nmay_set,communication\n", "one scenario column");
  assert_brief_refused("parameter,No plan\nmay_set,communication\noutcome,npv\n", "has no outcome 'npv'");
  assert_brief_refused("parameter,No plan\nmay_set,communication\noutcome,shocks\n", "no good direction");
  assert_brief_refused("parameter,No plan\nmay_set,communication\noutcome,payback_month\n", "missing in some runs");
  end();
}
END_TEST

START_TEST(all_that_is_wrong_with_a_brief_is_said_together) {
  begin();
  assert_brief_refused("parameter,No plan\nmay_set,nothing_such\nbudget,much\nculture,0.5\n",
                       "brief.csv:4:1 (cell A4): unknown parameter 'culture'");
  assert_brief_refused("parameter,No plan\nmay_set,nothing_such\nbudget,much\nculture,0.5\n", "brief.csv:3:8 (cell B3): 'much'");
  assert_brief_refused("parameter,No plan\nmay_set,nothing_such\nbudget,much\nculture,0.5\n",
                       "brief.csv:2:9 (cell B2): partnership has no parameter");
  end();
}
END_TEST

START_TEST(without_a_budget_there_is_no_limit) {
  begin();
  put("brief.csv", "parameter,No plan\nmay_set,integration\n");
  put("a.csv", "parameter,A\nintegration,1\n");
  struct tournament t = read_all();
  ck_assert(isinf(t.brief.budget));
  ck_assert_int_eq(team_of(&t, "A")->state, TEAM_ADMITTED);
  class_free(&t);
  end();
}
END_TEST

static void assert_team_refused(const char *sheet, const char *why) {
  put("brief.csv", BRIEF);
  put("good.csv", "parameter,Good\ncommunication,0.5\n");
  put("bad.csv", sheet);
  struct tournament t = read_all();
  bool found = false;
  ck_assert_uint_eq(t.count, 1);
  for (size_t i = 0; i < t.entries.count; i++)
    for (size_t p = 0; p < t.entries.team[i].problems.count; p++) found |= strstr(t.entries.team[i].problems.text[p], why) != NULL;
  ck_assert_msg(found, "nobody says '%s' of %s", why, sheet);
  class_free(&t);
}

START_TEST(a_broken_sheet_stops_only_its_team) {
  begin();
  assert_team_refused("parameter,Bad\ndue_diligence,0.5\n",
                      "bad.csv:2:1 (cell A2): 'due_diligence' is not for teams to set; the brief allows governance, resource_commitment_a, "
                      "resource_commitment_b, communication and long_term_focus");
  assert_team_refused("parameter,Bad\nmonths,24\n", "'months' is not for teams to set");
  assert_team_refused("parameter,Bad\nevent: loss of revenue,none\n", "'event: loss of revenue' is not for teams to set");
  assert_team_refused("parameter,Bad\ncoefficient: cap_neglect,0\n", "is not for teams to set");
  assert_team_refused("parameter,Bad\nbudget,1000\n", "unknown parameter 'budget'");
  assert_team_refused("parameter,Bad\ncommunication,1.5\n", "bad.csv:2:15 (cell B2): communication, scenario 'Bad': 1.5 is outside 0 to 1");
  assert_team_refused("parameter,Bad\ncomunication,0.5\n", "Did you mean 'communication'?");
  assert_team_refused("parameter,Bad,Worse\ncommunication,0.5,0.6\n", "a team hands in one column");
  assert_team_refused("", "the file is empty");
  assert_team_refused("parameter,Bad\ncommunication,\"0.5\n", "bad.csv:2:15");
  assert_team_refused("parameter,No plan\ncommunication,0.5\n", "the name of the brief's own column");
  end();
}
END_TEST

START_TEST(teams_of_one_name_are_both_refused) {
  begin();
  put("brief.csv", BRIEF);
  put("a.csv", "parameter,Twice\ncommunication,0.5\n");
  put("b.csv", "parameter,Twice\ncommunication,0.6\n");
  put("c.csv", "parameter,Once\n");
  struct tournament t = read_all();
  ck_assert_uint_eq(t.count, 1);
  ck_assert_uint_eq(entries_count(&t.entries, TEAM_BROKEN), 2);
  for (size_t i = 0; i < t.entries.count; i++)
    if (t.entries.team[i].state == TEAM_BROKEN)
      ck_assert_ptr_nonnull(strstr(t.entries.team[i].problems.text[0], "is of a team named 'Twice' too"));
  class_free(&t);
  end();
}
END_TEST

/* At a potential of 100 over 12 months: governance 12 once and 1 a month, communication 1.2 a month. */
START_TEST(a_plan_is_checked_against_the_budget) {
  begin();
  put("brief.csv", "parameter,No plan\nmonths,12\nbudget,24\nmay_set,governance\npotential_value,100\ngovernance,0.2\ncommunication,1\n");
  put("a.csv", "parameter,All\ngovernance,1\n");
  put("b.csv", "parameter,Too much\ngovernance,1 then 0 from 12\n");
  put("c.csv", "parameter,Nothing\n");
  struct tournament t = read_all();
  assert_near(cost_total(team_of(&t, "All")->cost), 24, 1e-12);
  ck_assert_int_eq(team_of(&t, "All")->state, TEAM_ADMITTED);
  assert_near(cost_total(team_of(&t, "Nothing")->cost), .2 * 24, 1e-12); /* what stays as in the brief is paid too */
  class_free(&t);
  put("brief.csv", "parameter,No plan\nmonths,12\nbudget,22\nmay_set,governance\npotential_value,100\ngovernance,0.2\n");
  t = read_all();
  ck_assert_int_eq(team_of(&t, "All")->state, TEAM_OVER_BUDGET);
  ck_assert_ptr_nonnull(strstr(team_of(&t, "All")->problems.text[0], "costs 24 over 12 months and the budget is 22, so it is 2 over"));
  ck_assert_int_eq(team_of(&t, "Too much")->state, TEAM_OVER_BUDGET); /* 12 + 11 */
  ck_assert_ptr_nonnull(strstr(team_of(&t, "Too much")->problems.text[0], "so it is 1 over"));
  ck_assert_int_eq(team_of(&t, "Nothing")->state, TEAM_ADMITTED);
  class_free(&t);
  end();
}
END_TEST

START_TEST(a_plan_is_the_brief_with_the_teams_cells) {
  begin();
  put("brief.csv", BRIEF);
  put("a.csv", "parameter,A\ncommunication,0.7\ngovernance,\nresource_commitment_b,default\n");
  struct tournament t = read_all();
  const struct team *const a = team_of(&t, "A");
  const struct model *const model = t.study.model;
  const size_t communication = parameter_find(model, "communication"), governance = parameter_find(model, "governance");
  ck_assert_str_eq(a->plan.settings[communication].text, "0.7");
  ck_assert(a->own[communication]);
  ck_assert_str_eq(a->plan.settings[governance].text, "0.2");
  ck_assert(!a->own[governance]);
  ck_assert(a->plan.settings[parameter_find(model, "resource_commitment_b")].by_default);
  ck_assert_uint_eq(a->plan.event_count, 1);
  ck_assert_uint_eq(a->plan.events[0].month, 3);
  ck_assert_uint_eq(t.study.count, 2);
  ck_assert_str_eq(t.study.scenarios[0].name, "No plan");
  class_free(&t);
  end();
}
END_TEST

START_TEST(no_sheet_that_can_take_part) {
  struct tournament t;
  struct error err;
  begin();
  ck_assert(!class_read(&t, folder, NULL, NULL, &err));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_ptr_nonnull(strstr(err.text, "brief.csv: there is no such file"));
  put("brief.csv", BRIEF);
  ck_assert(!class_read(&t, folder, NULL, NULL, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "holds no team's sheet"));
  put("a.csv", "parameter,A\ncommunication,2\n");
  put("b.csv", "parameter,B\nmonths,2\n");
  ck_assert(!class_read(&t, folder, NULL, NULL, &err));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_ptr_nonnull(strstr(err.text, "a.csv:2"));
  ck_assert_ptr_nonnull(strstr(err.text, "b.csv:2"));
  end();
}
END_TEST

START_TEST(names_of_pages_are_ours) {
  static const char *const names[][2] = {{"../../etc/passwd", "team-etc-passwd.html"},
                                         {"<script>alert(1)</script>", "team-script-alert-1-script.html"},
                                         {"Élan", "team-lan.html"},
                                         {"élan", "team-lan-2.html"},
                                         {"日本", "team-1.html"},
                                         {"...", "team-2.html"}};
  begin();
  put("brief.csv", BRIEF);
  for (size_t i = 0; i < 6; i++) {
    char file[16], sheet[128];
    snprintf(file, sizeof file, "%zu.csv", i);
    snprintf(sheet, sizeof sheet, "parameter,%s\n", names[i][0]);
    put(file, sheet);
  }
  struct tournament t = read_all();
  ck_assert_uint_eq(t.count, 6);
  for (size_t i = 0; i < t.entries.count; i++) {
    const char *const page = t.entries.team[i].page;
    ck_assert_uint_eq(strspn(page, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(page) - strlen(".html"));
    for (size_t j = 0; j < i; j++) ck_assert_str_ne(page, t.entries.team[j].page);
  }
  for (size_t i = 0; i < 3; i++) ck_assert_str_eq(team_of(&t, names[i][0])->page, names[i][1]);
  class_free(&t);
  end();
}
END_TEST

START_TEST(equal_plans_share_a_rank) {
  begin();
  put("brief.csv", BRIEF);
  put("a.csv", "parameter,Twin one\ncommunication,0.9\ngovernance,0.9\n");
  put("b.csv", "parameter,Twin two\ngovernance,0.9\ncommunication,90%\n");
  put("c.csv", "parameter,Poor\nresource_commitment,0\n");
  struct tournament t;
  play_all(&t);
  const struct place *const one = place_of(&t, "Twin one"), *const two = place_of(&t, "Twin two"), *const poor = place_of(&t, "Poor");
  const struct comparison c = comparison_of(&t.tally, one->scenario, two->scenario, t.brief.outcome, NAN);
  ck_assert_double_eq(c.difference.value, 0);
  ck_assert_double_eq(c.difference.low, 0);
  ck_assert_double_eq(c.difference.high, 0);
  ck_assert_uint_eq(one->order, two->order);
  ck_assert_uint_eq(one->rank_low, two->rank_low);
  ck_assert_uint_eq(one->rank_high, two->rank_high);
  ck_assert_uint_eq(one->rank_high, one->rank_low + 1);
  ck_assert_double_eq(one->play.wins.value, two->play.wins.value);
  ck_assert(poor->rank_low == poor->rank_high);
  ck_assert_uint_eq(t.luck.pairs, 3);
  ck_assert_uint_eq(t.luck.apart, 2);
  class_free(&t);
  end();
}
END_TEST

START_TEST(ranks_are_intervals_that_overlap) {
  begin();
  put("brief.csv", BRIEF);
  for (int i = 0; i < 12; i++) {
    char file[16], sheet[128];
    snprintf(file, sizeof file, "%d.csv", i);
    snprintf(sheet, sizeof sheet, "parameter,Team %d\ncommunication,%.3f\n", i, .4 + .004 * i * (i % 3));
    put(file, sheet);
  }
  struct tournament t;
  play_all(&t);
  double wins = 0;
  for (size_t i = 0; i < t.count; i++) {
    const struct place *const a = &t.place[i];
    wins += a->play.wins.value;
    ck_assert(1 <= a->rank_low && a->rank_low <= a->order && a->order <= a->rank_high && a->rank_high <= t.count);
    if (i > 0) ck_assert(a[-1].mean.value >= a->mean.value);
    for (size_t j = i + 1; j < t.count; j++) {
      const struct comparison c = comparison_of(&t.tally, a->scenario, t.place[j].scenario, t.brief.outcome, NAN);
      if (c.verdict == VERDICT_UNDECIDED) ck_assert(a->rank_high >= t.place[j].rank_low);
      else ck_assert(a->rank_low < t.place[j].rank_low);
    }
  }
  assert_near(wins, 1, 12 * .5 / 600);
  ck_assert_uint_gt(t.luck.apart, 0);
  ck_assert_uint_lt(t.luck.apart, t.luck.pairs);
  class_free(&t);
  end();
}
END_TEST

START_TEST(another_outcome_can_decide) {
  static const char *const args[] = {"serious_conflicts"};
  struct tournament t;
  struct error err;
  const struct engine_options options = {.vector = VECTOR_COUNT};
  begin();
  put("brief.csv", BRIEF "outcome,trust_end\n");
  put("a.csv", "parameter,A\ncommunication,0.9\n");
  put("b.csv", "parameter,B\ncommunication,0.1\n");
  t = read_all();
  ck_assert_str_eq(class_outcome(&t)->name, "trust_end");
  class_free(&t);
  ck_assert(class_read(&t, folder, NULL, args[0], &err) && class_play(&t, &options, &err));
  ck_assert_str_eq(class_outcome(&t)->name, "serious_conflicts");
  ck_assert(t.place[0].mean.value <= t.place[1].mean.value); /* fewer are better */
  class_free(&t);
  ck_assert(!class_read(&t, folder, NULL, "shocks", &err));
  ck_assert_int_eq(err.status, STATUS_USAGE);
  end();
}
END_TEST

START_TEST(a_team_alone) {
  struct messages words = {0};
  begin();
  put("brief.csv", BRIEF);
  put("a.csv", "parameter,A\ncommunication,0.9\n");
  struct tournament t;
  play_all(&t);
  ck_assert_uint_eq(t.place[0].rank_high, 1);
  ck_assert_double_eq(t.place[0].play.wins.value, 1);
  class_words_answer(&words, &t);
  ck_assert_ptr_nonnull(strstr(words.text[0], "the only plan"));
  messages_free(&words);
  class_words_luck(&words, &t);
  ck_assert_uint_eq(words.count, 0);
  class_free(&t);
  end();
}
END_TEST

SUITE_MAIN("class", a_brief_says_what_teams_may_do, all_that_is_wrong_with_a_brief_is_said_together, without_a_budget_there_is_no_limit,
           a_broken_sheet_stops_only_its_team, teams_of_one_name_are_both_refused, a_plan_is_checked_against_the_budget,
           a_plan_is_the_brief_with_the_teams_cells, no_sheet_that_can_take_part, names_of_pages_are_ours, equal_plans_share_a_rank,
           ranks_are_intervals_that_overlap, another_outcome_can_decide, a_team_alone)

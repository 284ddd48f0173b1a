/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_entries.h"
#include "utf8.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int is_entry(const struct dirent *entry) {
  const char *const name = entry->d_name;
  const size_t length = strlen(name);
  return name[0] != '.' && length > 4 && strcasecmp(name + length - 4, ".csv") == 0 && strcmp(name, BRIEF_FILE) != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static int by_name(const void *a, const void *b) {
  const struct team *x = a, *y = b;
  const int order = strcmp(x->name, y->name);
  return order ? order : strcmp(x->file, y->file);
}

/* Teams stand by name, so that equal ones are neighbours. A plan under the brief's own name would be taken for it. */
static void check_names(struct entries *entries, const struct brief *brief) {
  const char *const taken = brief->study.scenarios[0].name;
  char clip[CLIP_SIZE];
  for (size_t i = 0; i < entries->count; i++) {
    struct team *const team = &entries->team[i];
    const struct team *const before = i > 0 && strcmp(team[-1].name, team->name) == 0 ? team - 1 : NULL;
    const struct team *const after = i + 1 < entries->count && strcmp(team[1].name, team->name) == 0 ? team + 1 : NULL;
    utf8_clip(clip, team->name);
    if (before || after)
      team_refuse(team, "%s: %s is of a team named '%s' too; give each team a name of its own in the header, or remove one of the sheets",
                  team->file, (before ? before : after)->file, clip);
    if (strcmp(team->name, taken) == 0)
      team_refuse(team, "%s: '%s' is the name of the brief's own column; give the team another name in the header", team->file, clip);
  }
}

enum { PAGE_LETTERS = 40 };

/* "The <b>Best</b>" -> "the-b-best-b"; nothing of a name but ASCII letters and digits goes into the name of a file. */
static void page_stem(const char *name, char out[PAGE_LETTERS + 1]) {
  size_t used = 0;
  for (; *name && used < PAGE_LETTERS; name++) {
    const bool plain = (*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9'), capital = *name >= 'A' && *name <= 'Z';
    if (plain || capital) out[used++] = (char)(capital ? *name - 'A' + 'a' : *name);
    else if (used > 0 && out[used - 1] != '-') out[used++] = '-';
  }
  while (used > 0 && out[used - 1] == '-') used--;
  out[used] = '\0';
}

static bool page_is_taken(const struct entries *entries, size_t team) {
  for (size_t i = 0; i < team; i++)
    if (strcmp(entries->team[i].page, entries->team[team].page) == 0) return true;
  return false;
}

static bool pages_name(struct entries *entries, struct error *err) {
  for (size_t i = 0; i < entries->count; i++) {
    char stem[PAGE_LETTERS + 1];
    page_stem(entries->team[i].name, stem);
    for (size_t n = 1; n == 1 || page_is_taken(entries, i); n++) {
      free(entries->team[i].page);
      char **const page = &entries->team[i].page;
      const int size = n == 1 && *stem ? asprintf(page, PAGE_PREFIX "%s" PAGE_SUFFIX, stem)
                                       : asprintf(page, PAGE_PREFIX "%s%s%zu" PAGE_SUFFIX, stem, *stem ? "-" : "", n);
      if (size < 0) *page = NULL;
      if (size < 0) return fail_memory(err);
    }
  }
  return true;
}

static bool read_all(struct entries *entries, const struct brief *brief, const char *folder, struct dirent **list, size_t count,
                     struct error *err) {
  entries->team = calloc(count + 1, sizeof *entries->team);
  if (!entries->team) return fail_memory(err);
  for (; entries->count < count; entries->count++)
    if (!team_read(&entries->team[entries->count], brief, folder, list[entries->count]->d_name, err)) {
      team_free(&entries->team[entries->count], brief);
      return false;
    }
  qsort(entries->team, count, sizeof *entries->team, by_name);
  check_names(entries, brief);
  return pages_name(entries, err);
}

bool entries_read(struct entries *entries, const struct brief *brief, const char *folder, struct error *err) {
  struct dirent **list = NULL;
  *entries = (struct entries){0};
  const int count = scandir(folder, &list, is_entry, by_bytes);
  if (count < 0 && errno == ENOMEM) return fail_memory(err);
  if (count < 0) return fail_input(err, "%s: the folder cannot be read: %s", folder, strerror(errno));
  bool done = count <= TEAMS_MOST || fail_input(err, "%s: holds %d sheets; at most %d teams fit a tournament", folder, count, TEAMS_MOST);
  done = done &&
         (count > 0 || fail_input(err, "%s: holds no team's sheet beside " BRIEF_FILE "; put one CSV file for each team there", folder));
  done = done && read_all(entries, brief, folder, list, (size_t)count, err);
  for (int i = 0; i < count; i++) free(list[i]);
  free(list);
  if (!done) entries_free(entries, brief);
  return done;
}

void entries_free(struct entries *entries, const struct brief *brief) {
  for (size_t i = 0; i < entries->count; i++) team_free(&entries->team[i], brief);
  free(entries->team);
  *entries = (struct entries){0};
}

size_t entries_count(const struct entries *entries, enum team_state state) {
  size_t count = 0;
  for (size_t i = 0; i < entries->count; i++) count += entries->team[i].state == state;
  return count;
}

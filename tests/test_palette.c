/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours that everyone can read and tell apart: measured, not looked at. */
#include "plots/palette.h"
#include "tests/suite.h"
#include <stdbool.h>

struct rgb {
  double red, green, blue; /* linear light, 0 to 1 */
};

/* IEC 61966-2-1, sRGB. */
static double linear(unsigned byte) {
  const double value = byte / 255.0;
  return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static struct rgb rgb_of(unsigned colour) {
  return (struct rgb){linear(colour >> 16 & 255), linear(colour >> 8 & 255), linear(colour & 255)};
}

static double luminance(struct rgb c) {
  return 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue;
}

/* WCAG 2.1, contrast ratio. */
static double contrast(unsigned a, unsigned b) {
  const double x = luminance(rgb_of(a)), y = luminance(rgb_of(b));
  return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* CIE 1976 L*a*b* at white point D65. */
struct lab {
  double light, a, b;
};

static double cube_root(double t) {
  return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static struct lab lab_of(struct rgb c) {
  const double x = cube_root((0.4124564 * c.red + 0.3575761 * c.green + 0.1804375 * c.blue) / 0.95047);
  const double y = cube_root(0.2126729 * c.red + 0.7151522 * c.green + 0.0721750 * c.blue);
  const double z = cube_root((0.0193339 * c.red + 0.1191920 * c.green + 0.9503041 * c.blue) / 1.08883);
  return (struct lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/* G. M. Machado, M. M. Oliveira, L. A. F. Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
 * IEEE Transactions on Visualization and Computer Graphics 15, 1291-1298; severity 1. */
enum { VISIONS = 4 };
static const char *const vision_names[VISIONS] = {"normal", "protanopia", "deuteranopia", "tritanopia"};
static const double vision[VISIONS][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};

static double seen_part(const double row[3], struct rgb c) {
  return fmin(fmax(row[0] * c.red + row[1] * c.green + row[2] * c.blue, 0), 1);
}

static struct lab seen(unsigned colour, size_t by) {
  const struct rgb c = rgb_of(colour);
  return lab_of((struct rgb){seen_part(vision[by][0], c), seen_part(vision[by][1], c), seen_part(vision[by][2], c)});
}

static double distance(unsigned one, unsigned other, size_t by) {
  const struct lab x = seen(one, by), y = seen(other, by);
  return sqrt((x.light - y.light) * (x.light - y.light) + (x.a - y.a) * (x.a - y.a) + (x.b - y.b) * (x.b - y.b));
}

static const enum colour written[] = {
    COLOUR_INK,        COLOUR_SOFT,           COLOUR_BETTER,         COLOUR_WORSE,          COLOUR_UNDECIDED,
    COLOUR_SCENARIO_1, COLOUR_SCENARIO_1 + 1, COLOUR_SCENARIO_1 + 2, COLOUR_SCENARIO_1 + 3, COLOUR_SCENARIO_1 + 4,
    COLOUR_SCENARIO_6};
enum { WRITTEN = sizeof written / sizeof *written };

/* WCAG 2.1, level AA. */
START_TEST(words_can_be_read_on_their_paper) {
  for (size_t i = 0; i < WRITTEN; i++) {
    const struct palette_entry *const entry = &palette[written[i]];
    const double light = contrast(entry->light, palette[COLOUR_PAPER].light), dark = contrast(entry->dark, palette[COLOUR_PAPER].dark);
    ck_assert_msg(light >= 4.5, "%s on light paper has a contrast of %.2f", entry->name, light);
    ck_assert_msg(dark >= 4.5, "%s on dark paper has a contrast of %.2f", entry->name, dark);
  }
}
END_TEST

/* A report puts the variable of a role in the place of its colour: two roles of one colour would be mixed up. */
START_TEST(every_role_has_a_colour_and_a_name_of_its_own) {
  for (size_t i = 0; i < COLOUR_COUNT; i++) {
    ck_assert_msg(palette[i].name != NULL, "role %zu has no name", i);
    for (size_t k = 0; k < i; k++) {
      ck_assert_msg(palette[i].light != palette[k].light, "%s and %s are both #%06x", palette[i].name, palette[k].name, palette[i].light);
      ck_assert_str_ne(palette[i].name, palette[k].name);
    }
  }
}
END_TEST

/* Any two of `count` colours from `first` are apart, for every kind of colour vision. */
static void check_distance(enum colour first, size_t count, bool dark, double least) {
  for (size_t by = 0; by < VISIONS; by++) {
    for (size_t i = 0; i < count; i++) {
      for (size_t k = 0; k < i; k++) {
        const struct palette_entry *const one = &palette[first + i], *const other = &palette[first + k];
        const double apart = dark ? distance(one->dark, other->dark, by) : distance(one->light, other->light, by);
        ck_assert_msg(apart >= least, "%s and %s are %.1f apart for %s vision, %s paper", one->name, other->name, apart, vision_names[by],
                      dark ? "dark" : "light");
      }
    }
  }
}

START_TEST(scenarios_are_told_apart_by_everyone) {
  for (int dark = 0; dark < 2; dark++) {
    check_distance(COLOUR_SCENARIO_1, 3, dark, 30);
    check_distance(COLOUR_SCENARIO_1, SCENARIO_COLOURS, dark, 17);
  }
}
END_TEST

START_TEST(verdicts_are_told_apart_by_everyone) {
  for (int dark = 0; dark < 2; dark++) check_distance(COLOUR_BETTER, 3, dark, 15);
}
END_TEST

START_TEST(parts_are_told_apart_by_everyone) {
  for (int dark = 0; dark < 2; dark++) check_distance(COLOUR_PART_1, PART_COLOURS, dark, 5);
}
END_TEST

/* In grey; L* of black is 0, of white 100. */
START_TEST(the_first_three_scenarios_differ_in_black_and_white) {
  for (size_t i = 0; i < 3; i++) {
    for (size_t k = 0; k < i; k++) {
      const struct palette_entry *const one = &palette[COLOUR_SCENARIO_1 + i], *const other = &palette[COLOUR_SCENARIO_1 + k];
      const double apart = fabs(lab_of(rgb_of(one->light)).light - lab_of(rgb_of(other->light)).light);
      ck_assert_msg(apart >= 9, "%s and %s are %.1f apart", one->name, other->name, apart);
    }
  }
}
END_TEST

START_TEST(colours_are_written_as_gnuplot_takes_them) {
  char out[COLOUR_SIZE];
  ck_assert_str_eq(colour_text(out, COLOUR_PAPER), "#ffffff");
  ck_assert_str_eq(colour_veil(out, COLOUR_PAPER, 0), "#00ffffff");
  ck_assert_str_eq(colour_veil(out, COLOUR_PAPER, 1), "#ffffffff");
  ck_assert_str_eq(colour_veil(out, COLOUR_INK, 0.5), "#801a1a1a");
}
END_TEST

START_TEST(scenarios_take_colours_in_turn) {
  ck_assert_int_eq(colour_scenario(0), COLOUR_SCENARIO_1);
  ck_assert_int_eq(colour_scenario(5), COLOUR_SCENARIO_6);
  ck_assert_int_eq(colour_scenario(6), COLOUR_SCENARIO_1);
}
END_TEST

SUITE_MAIN("palette", words_can_be_read_on_their_paper, every_role_has_a_colour_and_a_name_of_its_own, scenarios_are_told_apart_by_everyone,
           verdicts_are_told_apart_by_everyone, parts_are_told_apart_by_everyone, the_first_three_scenarios_differ_in_black_and_white,
           colours_are_written_as_gnuplot_takes_them, scenarios_take_colours_in_turn)

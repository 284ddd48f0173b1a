/* SPDX-License-Identifier: GPL-3.0-or-later */
/* palette: the colours of every picture, by role.
 *
 * Scenario colours (blue, red, ochre as in Paul Tol's "high-contrast", green, purple, grey) have a contrast of at least 4.5 to their
 * paper, are at least 17 units of CIE L*a*b* apart with normal and any kind of deficient colour vision, and the first three differ by 9
 * units of lightness for print in black and white: found by a search, kept by tests/test_palette.c. */
#ifndef ENTENTE_PALETTE_H
#define ENTENTE_PALETTE_H

enum colour {
  COLOUR_PAPER,
  COLOUR_INK,
  COLOUR_SOFT,   /* secondary words */
  COLOUR_HAIR,   /* grid lines */
  COLOUR_GHOST,  /* lines in the background */
  COLOUR_ACCENT, /* the bar above a headline */
  COLOUR_BETTER,
  COLOUR_WORSE,
  COLOUR_UNDECIDED,
  COLOUR_SCENARIO_1, /* then to 6 */
  COLOUR_SCENARIO_6 = COLOUR_SCENARIO_1 + 5,
  COLOUR_PART_1, /* areas of a whole, then to 8; the text of an area is set in COLOUR_INK */
  COLOUR_PART_8 = COLOUR_PART_1 + 7,
  COLOUR_COUNT
};

enum { SCENARIO_COLOURS = 6, PART_COLOURS = 8 };

struct palette_entry {
  const char *name; /* of the CSS variable in a report: "ink" */
  unsigned light;   /* 0xRRGGBB on white paper */
  unsigned dark;    /* on a dark screen */
};
extern const struct palette_entry palette[COLOUR_COUNT];

/* "#1a1a1a"; points to a buffer that is the caller's. */
enum { COLOUR_SIZE = 16 };
const char *colour_text(char out[COLOUR_SIZE], enum colour);
/* The same with a transparency of 0 (solid) to 1 (not seen): "#c81a1a1a", as gnuplot takes it. */
const char *colour_veil(char out[COLOUR_SIZE], enum colour, double transparency);
/* Of a scenario: the six colours in turn. */
enum colour colour_scenario(unsigned long scenario);

#endif

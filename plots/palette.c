/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "palette.h"
#include <stdio.h>

const struct palette_entry palette[COLOUR_COUNT] = {
    [COLOUR_PAPER] = {"paper", 0xffffff, 0x16181c},
    [COLOUR_INK] = {"ink", 0x1a1a1a, 0xe8eaed},
    [COLOUR_SOFT] = {"soft", 0x5c6168, 0xa3a9b2},
    [COLOUR_HAIR] = {"hair", 0xdfe2e6, 0x343940},
    [COLOUR_GHOST] = {"ghost", 0xc9ced4, 0x4a5058},
    [COLOUR_ACCENT] = {"accent", 0xbb5565, 0xe58a99},
    [COLOUR_BETTER] = {"better", 0x004589, 0x7db8f0},
    [COLOUR_WORSE] = {"worse", 0xa8324a, 0xff9fae},
    [COLOUR_UNDECIDED] = {"undecided", 0x70757c, 0x80868e},
    [COLOUR_SCENARIO_1] = {"scenario-1", 0x083676, 0x668bc1},
    [COLOUR_SCENARIO_1 + 1] = {"scenario-2", 0xb85062, 0xf996a8},
    [COLOUR_SCENARIO_1 + 2] = {"scenario-3", 0x725600, 0xffd95f},
    [COLOUR_SCENARIO_1 + 3] = {"scenario-4", 0x005f3c, 0x13a680},
    [COLOUR_SCENARIO_1 + 4] = {"scenario-5", 0x8247aa, 0xd8a8ff},
    [COLOUR_SCENARIO_6] = {"scenario-6", 0x3f3f47, 0xcfd3de},
    [COLOUR_PART_1] = {"part-1", 0x004487, 0x3b7fc0},
    [COLOUR_PART_1 + 1] = {"part-2", 0xbb5566, 0xd87284},
    [COLOUR_PART_1 + 2] = {"part-3", 0xddaa33, 0xe0b54d},
    [COLOUR_PART_1 + 3] = {"part-4", 0x3f8f7c, 0x57b09b},
    [COLOUR_PART_1 + 4] = {"part-5", 0x86639f, 0xa988c2},
    [COLOUR_PART_1 + 5] = {"part-6", 0x99bbdd, 0xa9c7e3},
    [COLOUR_PART_1 + 6] = {"part-7", 0xe0b0a0, 0xe5bdb0},
    [COLOUR_PART_8] = {"part-8", 0x8f959c, 0xb3b8be},
};

const char *colour_text(char out[COLOUR_SIZE], enum colour colour) {
  snprintf(out, COLOUR_SIZE, "#%06x", palette[colour].light);
  return out;
}

const char *colour_veil(char out[COLOUR_SIZE], enum colour colour, double transparency) {
  snprintf(out, COLOUR_SIZE, "#%02x%06x", (unsigned)(255 * transparency + 0.5), palette[colour].light);
  return out;
}

enum colour colour_scenario(unsigned long scenario) {
  return (enum colour)(COLOUR_SCENARIO_1 + (int)(scenario % SCENARIO_COLOURS));
}

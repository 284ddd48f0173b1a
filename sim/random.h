/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random: numbers that have names instead of an order.
 *
 * A random word is a function of (seed, luck, run, month, draw) and of nothing else: not of a thread, a scenario or a call's
 * order. So run k alone equals run k among a million, two scenarios share their luck also after their paths part, and asking for
 * one more output changes nothing.
 *
 * Generator: Philox4x32-10, J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC11 (2011), doi:10.1145/2063384.2063405. Key = seed (64 bits). Counter word 0 and 1 = run (64 bits),
 * 2 = month | (draw / 4) << 16, 3 = luck. Word draw % 4 of the output is the draw. */
#ifndef ENTENTE_RANDOM_H
#define ENTENTE_RANDOM_H
#include <stdint.h>

enum {
  MONTH_SIGNING = 0,       /* draws of formation */
  MONTH_INPUTS = 0xffff,   /* draws of a run's inputs: always luck 0, so that twins share them */
  MONTH_VERSIONS = 0xfffe, /* draws of a version's coefficients, by its number in place of a run's: always luck 0 */
  MONTH_SURVEY = 0xfffd,   /* draws of those who observe a run (survey.h) */
  MONTH_CALIBRATION = 0xfff0, /* draws of a calibration's points (calibrate.h) */
  MONTH_MOST = 0xffef,
  DRAWS_MOST = 1024 /* draws a month */
};

/* One Philox4x32-10 block: out = bijection of counter under key. The plain form, for tests and single draws. */
void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* One named word. */
uint32_t random_word(uint64_t seed, uint32_t luck, uint64_t run, unsigned month, unsigned draw);

/* A uniform on [0, 1) from a word: a multiple of 2^-31, never 1. (31 bits: signed conversions are what every vector unit has.) */
static inline double uniform(uint32_t word) {
  return (double)(int32_t)(word >> 1) * 0x1p-31;
}

#endif

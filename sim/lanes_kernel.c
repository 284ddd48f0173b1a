/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lane_math.h"
#include "lanes.h"
#include "random.h"
#include <math.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

/* Words travel in the low halves of 64-bit lanes; `multiply` is the product of the low halves. Compilers find the one
 * instruction that does this only when told. */
#if defined(__AVX512F__)
enum { WORDS = 8 };
typedef uint64_t words_t __attribute__((vector_size(64)));
static inline words_t multiply(words_t x, words_t y) {
  return (words_t)_mm512_mul_epu32((__m512i)x, (__m512i)y);
}
#elif defined(__AVX2__)
enum { WORDS = 4 };
typedef uint64_t words_t __attribute__((vector_size(32)));
static inline words_t multiply(words_t x, words_t y) {
  return (words_t)_mm256_mul_epu32((__m256i)x, (__m256i)y);
}
#elif defined(__SSE2__)
enum { WORDS = 2 };
typedef uint64_t words_t __attribute__((vector_size(16)));
static inline words_t multiply(words_t x, words_t y) {
  return (words_t)_mm_mul_epu32((__m128i)x, (__m128i)y);
}
#else
enum { WORDS = 2 };
typedef uint64_t words_t __attribute__((vector_size(16)));
static inline words_t multiply(words_t x, words_t y) {
  return (x & 0xffffffff) * (y & 0xffffffff);
}
#endif
typedef uint32_t halves_t __attribute__((vector_size(sizeof(words_t) / 2)));
typedef double doubles_t __attribute__((vector_size(sizeof(words_t))));
typedef long longs_t __attribute__((vector_size(sizeof(words_t))));
enum { STRIP_VECTORS = STRIP / WORDS };

static inline words_t spread(uint64_t x) {
  return x - (words_t){0};
}

enum { ABREAST = 2 /* groups of counters that go through the rounds together: one waits for its products while the other multiplies */ };

/* Ten rounds of Philox4x32 on ABREAST x WORDS counters at once; the upper halves carry rubbish that `multiply` and the last step drop. */
static inline void philox_words(words_t c[ABREAST][4], uint64_t seed) {
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (int round = 0; round < 10; round++) {
    for (int g = 0; g < ABREAST; g++) {
      const words_t p0 = multiply(c[g][0], spread(0xD2511F53)), p1 = multiply(c[g][2], spread(0xCD9E8D57));
      c[g][0] = (p1 >> 32) ^ c[g][1] ^ spread(k0);
      c[g][2] = (p0 >> 32) ^ c[g][3] ^ spread(k1);
      c[g][1] = p1;
      c[g][3] = p0;
    }
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
}

static void words(word_array *word, const uint64_t *run, unsigned width, uint64_t seed, uint32_t luck, unsigned month, unsigned quads) {
  for (unsigned quad = 0; quad < quads; quad++)
    for (unsigned i = 0; i < width; i += ABREAST * WORDS) {
      words_t c[ABREAST][4];
      for (unsigned g = 0; g < ABREAST; g++) {
        memcpy(&c[g][0], run + i + g * WORDS, sizeof c[g][0]);
        c[g][1] = c[g][0] >> 32;
        c[g][2] = spread(month | quad << 16);
        c[g][3] = spread(luck);
      }
      philox_words(c, seed);
      for (unsigned g = 0; g < ABREAST; g++)
        for (unsigned j = 0; j < 4; j++) {
          const halves_t low = __builtin_convertvector(c[g][j], halves_t);
          memcpy(word[4 * quad + j] + i + g * WORDS, &low, sizeof low);
        }
    }
}

/* ln of a positive normal float, within 2 units in the last place or 1e-7. */
static inline float log_single(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  const int32_t offset = (int32_t)(bits - 0x3f3504f3); /* sqrt(1/2) */
  const float k = (float)(offset >> 23);
  const uint32_t mantissa_bits = bits - ((uint32_t)offset & 0xff800000);
  float m;
  memcpy(&m, &mantissa_bits, sizeof m);
  const float f = m - 1, s = f / (2 + f), z = s * s;
  const float p = ((1.0f / 9 * z + 1.0f / 7) * z + 1.0f / 5) * z + 1.0f / 3;
  return k * 0.693359375f + (f - s * (f - 2 * z * p) - k * 2.12194440e-4f);
}

static void normals(normal_array *normal, word_array *word, unsigned width, unsigned pairs) {
  for (unsigned pair = 0; pair < pairs; pair++) {
    const uint32_t *restrict w = word[2 * pair], *restrict v = word[2 * pair + 1];
    float *restrict x = normal[2 * pair], *restrict y = normal[2 * pair + 1];
    for (unsigned i = 0; i < width; i++) {
      const float u = ((float)(int32_t)(w[i] >> 1) + 0.5f) * 0x1p-31f;
      const float radius = sqrtf(-2 * log_single(u));
      /* The angle 2 pi t, t in [-1/2, 1/2), by half-angles: a = pi t, Taylor polynomials of sin a and cos a on [-pi/2, pi/2]. */
      const float a = (float)(int32_t)v[i] * (0x1p-32f * 3.14159265f), q = a * a;
      const float s = a * (1 + q * (-1.0f / 6 + q * (1.0f / 120 + q * (-1.0f / 5040 + q * (1.0f / 362880 - q * (1.0f / 39916800))))));
      const float c = 1 + q * (-0.5f +
                               q * (1.0f / 24 + q * (-1.0f / 720 + q * (1.0f / 40320 + q * (-1.0f / 3628800 + q * (1.0f / 479001600))))));
      x[i] = radius * (1 - 2 * s * s);
      y[i] = radius * (2 * s * c);
    }
  }
}

/* Sixteen partial sums in a fixed order, added by a fixed tree (8, 4, 2, 1 apart): the same bits for any vector width. */
static inline double tree(doubles_t s[STRIP_VECTORS]) {
  for (unsigned half = STRIP_VECTORS / 2; half > 0; half /= 2)
    for (unsigned j = 0; j < half; j++) s[j] += s[j + half];
  double part[WORDS];
  memcpy(part, s, sizeof part);
  for (unsigned half = WORDS / 2; half > 0; half /= 2)
    for (unsigned j = 0; j < half; j++) part[j] += part[j + half];
  return part[0];
}

/* Deviations of a strip from `first`; those from lane `live` on count as 0, whatever stands there. */
static inline void add_strip(const double *x, doubles_t first, long live, doubles_t *sum, doubles_t *squares) {
  static const long lane[STRIP] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  for (unsigned j = 0; j < STRIP_VECTORS; j++) {
    doubles_t d;
    longs_t number;
    memcpy(&d, x + j * WORDS, sizeof d);
    memcpy(&number, lane + j * WORDS, sizeof number);
    d = (doubles_t)((longs_t)(d - first) & (number < live));
    sum[j] += d;
    squares[j] += d * d;
  }
}

static struct moments moments(const double *x, unsigned live) {
  const doubles_t first = x[0] - (doubles_t){0}; /* deviations from it: a constant has none */
  doubles_t sum[STRIP_VECTORS] = {0}, squares[STRIP_VECTORS] = {0};
  for (unsigned i = 0; i < live; i += STRIP) add_strip(x + i, first, (long)live - (long)i, sum, squares);
  const double total = tree(sum), n = (double)live, mean = total / n, excess = tree(squares) - total * mean;
  return (struct moments){n, x[0] + mean, excess > 0 ? excess : 0};
}

static void cells(uint16_t *restrict cell, const double *restrict x, unsigned live, enum grid grid, double scale_inverse) {
  if (grid == GRID_MONEY) {
    const double fine = scale_inverse * MONEY_FINENESS;
    for (unsigned i = 0; i < live; i++) {
      const double value = x[i];
      const float t = (float)lane_min(lane_abs(value) * fine + 1, 0x1p18);
      uint32_t bits;
      memcpy(&bits, &t, sizeof bits);
      const int32_t octave = (int32_t)(bits >> 23) - 127;
      const int32_t inside = (int32_t)((float)(int32_t)(bits & 0x7fffff) * (MONEY_OCTAVE_CELLS * 0x1p-23f));
      const int32_t up = octave * MONEY_OCTAVE_CELLS + inside, outer = up < MONEY_HALF ? up : MONEY_HALF - 1;
      const int32_t sign = -(value < 0); /* all bits set where negative */
      cell[i] = (uint16_t)(MONEY_HALF + (outer ^ sign));
    }
    return;
  }
  const float fine = grid == GRID_THREE ? GRID_CELLS / 3.0f : GRID_CELLS;
  for (unsigned i = 0; i < live; i++) {
    const int32_t up = (int32_t)((float)x[i] * fine), below = up < GRID_CELLS ? up : GRID_CELLS - 1;
    cell[i] = (uint16_t)(below > 0 ? below : 0);
  }
}

static bool any(const double *x, unsigned live) {
  uint64_t all = 0;
  for (unsigned i = 0; i < live; i++) {
    uint64_t bits;
    memcpy(&bits, &x[i], sizeof bits);
    all |= bits; /* 0 is all bits 0 */
  }
  return all != 0;
}

static void correlate(double *restrict score, const double *restrict factor, const normal_array *independent, unsigned row,
                      unsigned width) {
  for (unsigned i = 0; i < width; i++) score[i] = 0;
  for (unsigned j = 0; j <= row; j++) {
    const double f = factor[j];
    if (f == 0) continue;
    for (unsigned i = 0; i < width; i++) score[i] += f * (double)independent[j][i];
  }
}

#define NAME_PASTE(suffix) lanes_##suffix
#define NAME_EXPAND(suffix) NAME_PASTE(suffix)
const struct lanes NAME_EXPAND(VECTOR_NAME) = {words, normals, moments, cells, any, correlate};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/merge_tree.h"
#include "sim/random.h"
#include "tests/suite.h"

enum { ROWS = 3, BLOCKS = 300 };

/* Moments of a made-up block: 256 values of different size; row 1 is empty in every third block, row 2 is constant. */
static void fill(struct moments row[ROWS], uint64_t block) {
  const double u = uniform(random_word(1, 0, block, 1, 0));
  row[0] = (struct moments){256, 1e3 * (u - 0.5), 256 * u};
  if (block % 3) row[1] = (struct moments){(double)(1 + block % 256), u, u * u};
  row[2] = (struct moments){256, 0.1, 0};
}

static void add(struct merge_tree *tree, uint64_t block) {
  struct merge_node *node = merge_tree_node(tree);
  ck_assert_ptr_nonnull(node);
  for (size_t r = 0; r < ROWS; r++) ck_assert(node->row[r].count == 0 && node->row[r].mean == 0 && node->row[r].squares == 0);
  node->level = 0;
  node->index = block;
  fill(node->row, block);
  merge_tree_add(tree, node);
}

static void total_of(struct merge_tree *tree, struct moments total[ROWS]) {
  merge_tree_total(tree, total);
  for (size_t r = 0; r < ROWS; r++) {
    const struct moments one = merge_tree_row(tree, r);
    ck_assert(memcmp(&one, &total[r], sizeof one) == 0);
  }
  merge_tree_free(tree);
}

/* Blocks first to first + count - 1 in order. */
static void in_order(uint64_t first, uint64_t count, struct moments total[ROWS]) {
  struct merge_tree tree = {.rows = ROWS};
  for (uint64_t b = 0; b < count; b++) add(&tree, first + b);
  total_of(&tree, total);
}

static void shuffle(uint64_t *block, uint64_t count, uint64_t seed) {
  for (uint64_t b = 0; b < count; b++) block[b] = b;
  for (uint64_t b = count; b-- > 1;) {
    const uint64_t other = random_word(seed, 0, b, 2, 0) % (b + 1), kept = block[b];
    block[b] = block[other];
    block[other] = kept;
  }
}

START_TEST(any_order_gives_the_same_bits) {
  struct moments want[ROWS], got[ROWS];
  uint64_t block[BLOCKS];
  for (uint64_t count = 1; count <= BLOCKS; count += count < 20 ? 1 : 35) {
    in_order(0, count, want);
    for (uint64_t seed = 0; seed < 20; seed++) {
      struct merge_tree tree = {.rows = ROWS};
      shuffle(block, count, seed);
      for (uint64_t b = 0; b < count; b++) add(&tree, block[b]);
      total_of(&tree, got);
      ck_assert_msg(memcmp(got, want, sizeof want) == 0, "%llu blocks, order %llu", (unsigned long long)count, (unsigned long long)seed);
    }
  }
}
END_TEST

/* As threads do: each merges pieces of its own first and moves them over when done. */
START_TEST(pieces_of_any_size_give_the_same_bits) {
  struct moments want[ROWS], got[ROWS];
  in_order(0, BLOCKS, want);
  for (uint64_t size = 1; size <= 64; size++) {
    struct merge_tree tree = {.rows = ROWS}, piece[2] = {{.rows = ROWS}, {.rows = ROWS}};
    const uint64_t pieces = (BLOCKS + size - 1) / size;
    uint64_t order[BLOCKS];
    shuffle(order, pieces, size);
    for (uint64_t p = 0; p < pieces; p++) {
      for (uint64_t b = order[p] * size; b < (order[p] + 1) * size && b < BLOCKS; b++) add(&piece[p % 2], b);
      merge_tree_move(&tree, &piece[p % 2]);
      ck_assert_ptr_null(piece[p % 2].pending);
    }
    total_of(&tree, got);
    ck_assert_msg(memcmp(got, want, sizeof want) == 0, "pieces of %llu", (unsigned long long)size);
    merge_tree_free(&piece[0]);
    merge_tree_free(&piece[1]);
  }
}
END_TEST

/* Shards may begin anywhere. */
START_TEST(a_later_start_gives_the_same_bits_in_any_order) {
  struct moments want[ROWS], got[ROWS];
  in_order(77, 100, want);
  struct merge_tree tree = {.rows = ROWS};
  for (uint64_t b = 100; b-- > 0;) add(&tree, 77 + b);
  total_of(&tree, got);
  ck_assert(memcmp(got, want, sizeof want) == 0);
}
END_TEST

/* Long double sums over blocks are the reference. */
START_TEST(totals_are_right) {
  struct moments got[ROWS];
  long double count[ROWS] = {0}, mean[ROWS] = {0}, squares[ROWS] = {0};
  in_order(0, BLOCKS, got);
  for (int pass = 0; pass < 2; pass++)
    for (uint64_t b = 0; b < BLOCKS; b++) {
      struct moments row[ROWS] = {{0}};
      fill(row, b);
      for (size_t r = 0; r < ROWS; r++) {
        const long double n = (long double)row[r].count, m = (long double)row[r].mean;
        if (pass == 0) count[r] += n, mean[r] += n * m;
        else squares[r] += (long double)row[r].squares + n * (m - mean[r] / count[r]) * (m - mean[r] / count[r]);
      }
    }
  for (size_t r = 0; r < ROWS; r++) {
    ck_assert(got[r].count == (double)count[r]);
    assert_near(got[r].mean, (double)(mean[r] / count[r]), 1e-15 * (r == 0 ? 500 : 1));
    assert_near(got[r].squares, (double)squares[r], 1e-13 * (double)squares[r]);
  }
  ck_assert(got[2].mean == 0.1 && got[2].squares == 0); /* a constant stays one */
}
END_TEST

START_TEST(nothing_added_is_nothing) {
  struct merge_tree tree = {.rows = ROWS};
  struct moments got[ROWS];
  total_of(&tree, got);
  for (size_t r = 0; r < ROWS; r++) ck_assert(got[r].count == 0 && got[r].mean == 0 && got[r].squares == 0);
}
END_TEST

static size_t length(const struct merge_node *node) {
  size_t n = 0;
  for (; node; node = node->next) n++;
  return n;
}

/* A million runs are 4,096 blocks; what is kept of them grows like the logarithm of their number. */
START_TEST(memory_grows_like_the_logarithm) {
  struct merge_tree tree = {.rows = ROWS}, piece = {.rows = ROWS};
  for (uint64_t b = 0; b < 4096 - 1; b++) {
    add(&piece, b);
    if (b % 16 == 15 || b == 4094) merge_tree_move(&tree, &piece);
    ck_assert_uint_le(length(tree.pending) + length(tree.spare) + length(piece.pending) + length(piece.spare), 12 + 16);
  }
  ck_assert_uint_eq(length(tree.pending), 12);
  merge_tree_free(&tree);
  merge_tree_free(&piece);
}
END_TEST

/* Formulas of moments.h: variances with divisor n - 1 and n, the mean's error, and what is missing. */
START_TEST(moments_mean_what_they_say) {
  const struct moments four = {4, 2.5, 5}, one = {1, 7, 0}, none = {0};
  assert_near(moments_variance(&four), 5.0 / 3, 1e-15);
  assert_near(moments_sd(&four), sqrt(5.0 / 4), 1e-15);
  assert_near(moments_se(&four), sqrt(5.0 / 3 / 4), 1e-15);
  ck_assert(isnan(moments_variance(&one)) && isnan(moments_se(&one)) && moments_sd(&one) == 0);
  ck_assert(isnan(moments_variance(&none)) && isnan(moments_se(&none)) && isnan(moments_sd(&none)));
  struct moments sum = {2, 1, 2};
  moments_merge(&sum, &none);
  ck_assert(sum.count == 2 && sum.mean == 1 && sum.squares == 2);
  moments_merge(&sum, &(struct moments){2, 3, 2});
  ck_assert(sum.count == 4 && sum.mean == 2 && sum.squares == 8);
}
END_TEST

SUITE_MAIN("merge_tree", any_order_gives_the_same_bits, pieces_of_any_size_give_the_same_bits,
           a_later_start_gives_the_same_bits_in_any_order, totals_are_right, nothing_added_is_nothing, memory_grows_like_the_logarithm,
           moments_mean_what_they_say)

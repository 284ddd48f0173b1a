/* SPDX-License-Identifier: GPL-3.0-or-later */
/* merge_tree: rows of moments of blocks, merged along the binary tree over block numbers.
 *
 * Two neighbours (2j, 2j + 1 of one level) are merged when both are there, left into right order, whoever came first. So the bits
 * of a total depend on which blocks there are, never on threads or on the order in which blocks finish. */
#ifndef ENTENTE_MERGE_TREE_H
#define ENTENTE_MERGE_TREE_H
#include "error.h"
#include "moments.h"
#include <stdint.h>

struct merge_node {
  unsigned level; /* covers blocks index << level to ((index + 1) << level) - 1 */
  uint64_t index;
  struct merge_node *next;
  struct moments row[]; /* [tree->rows] */
};

struct merge_tree {
  size_t rows;
  struct merge_node *pending; /* without their neighbour yet; owned */
  struct merge_node *spare;   /* for reuse; owned */
};

/* A node with all rows empty, to be filled and added; NULL when memory is out. */
struct merge_node *merge_tree_node(struct merge_tree *tree);
/* Takes over the node. */
void merge_tree_add(struct merge_tree *tree, struct merge_node *node);
/* Move everything pending in `from` to `to` (same rows). */
void merge_tree_move(struct merge_tree *to, struct merge_tree *from);
/* Sum of all that was added, merged from left to right over the largest complete subtrees; `total` has tree->rows rows. */
void merge_tree_total(const struct merge_tree *tree, struct moments *total);
/* The same for one row. */
struct moments merge_tree_row(const struct merge_tree *tree, size_t row);
void merge_tree_free(struct merge_tree *tree);

#endif

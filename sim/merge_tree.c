/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge_tree.h"
#include <stdlib.h>
#include <string.h>

struct merge_node *merge_tree_node(struct merge_tree *tree) {
  struct merge_node *node = tree->spare;
  const size_t size = sizeof *node + tree->rows * sizeof *node->row;
  if (node) tree->spare = node->next;
  else node = malloc(size);
  if (node) memset(node, 0, size);
  return node;
}

static struct merge_node *take_neighbour(struct merge_tree *tree, const struct merge_node *node) {
  for (struct merge_node **link = &tree->pending; *link; link = &(*link)->next)
    if ((*link)->level == node->level && (*link)->index == (node->index ^ 1)) {
      struct merge_node *found = *link;
      *link = found->next;
      return found;
    }
  return NULL;
}

static void give_back(struct merge_tree *tree, struct merge_node *node) {
  node->next = tree->spare;
  tree->spare = node;
}

void merge_tree_add(struct merge_tree *tree, struct merge_node *node) {
  struct merge_node *other;
  while ((other = take_neighbour(tree, node))) {
    struct merge_node *left = node->index & 1 ? other : node, *right = node->index & 1 ? node : other;
    for (size_t r = 0; r < tree->rows; r++) moments_merge(&left->row[r], &right->row[r]);
    give_back(tree, right);
    left->level++;
    left->index /= 2;
    node = left;
  }
  /* Pending nodes stand in the order of their blocks. */
  struct merge_node **link = &tree->pending;
  while (*link && (*link)->index << (*link)->level < node->index << node->level) link = &(*link)->next;
  node->next = *link;
  *link = node;
}

void merge_tree_move(struct merge_tree *to, struct merge_tree *from) {
  while (from->pending) {
    struct merge_node *node = from->pending;
    from->pending = node->next;
    merge_tree_add(to, node);
  }
  /* The nodes that merging freed go back to where new ones are needed. */
  while (to->spare) {
    struct merge_node *node = to->spare;
    to->spare = node->next;
    give_back(from, node);
  }
}

void merge_tree_total(const struct merge_tree *tree, struct moments *total) {
  for (size_t r = 0; r < tree->rows; r++) total[r] = merge_tree_row(tree, r);
}

struct moments merge_tree_row(const struct merge_tree *tree, size_t row) {
  struct moments sum = {0};
  for (const struct merge_node *node = tree->pending; node; node = node->next) moments_merge(&sum, &node->row[row]);
  return sum;
}

static void free_list(struct merge_node *node) {
  while (node) {
    struct merge_node *next = node->next;
    free(node);
    node = next;
  }
}

void merge_tree_free(struct merge_tree *tree) {
  free_list(tree->pending);
  free_list(tree->spare);
  tree->pending = tree->spare = NULL;
}

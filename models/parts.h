/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parts: what the sources of every model share: names of kernels, and how they and the tables enter the model's constant. */
#ifndef ENTENTE_MODEL_PARTS_H
#define ENTENTE_MODEL_PARTS_H
#include "sim/model.h"

/* In *_kernel.c, KERNEL(NAME) is NAME_base, NAME_avx2, ...: VECTOR_NAME is defined by the Makefile. */
#define KERNEL_PASTE(name, suffix) name##_##suffix
#define KERNEL_EXPAND(name, suffix) KERNEL_PASTE(name, suffix)
#define KERNEL(name) KERNEL_EXPAND(name, VECTOR_NAME)

/* The functions MODEL_start, MODEL_policies, MODEL_step and MODEL_finish of one width. */
#define KERNEL_OF(model, suffix)                                                                                          \
  void model##_start_##suffix(struct block *);                                                                            \
  void model##_policies_##suffix(struct block *);                                                                         \
  void model##_step_##suffix(struct block *);                                                                             \
  void model##_finish_##suffix(struct block *);                                                                           \
  static const struct kernel kernel_##suffix = {model##_start_##suffix, model##_policies_##suffix, model##_step_##suffix, \
                                                model##_finish_##suffix};
#ifdef HAVE_VECTOR_AVX2
#define KERNEL_OF_AVX2(model) KERNEL_OF(model, avx2)
#define KERNEL_AVX2 [VECTOR_AVX2] = &kernel_avx2,
#else
#define KERNEL_OF_AVX2(model)
#define KERNEL_AVX2
#endif
#ifdef HAVE_VECTOR_AVX512
#define KERNEL_OF_AVX512(model) KERNEL_OF(model, avx512)
#define KERNEL_AVX512 [VECTOR_AVX512] = &kernel_avx512,
#else
#define KERNEL_OF_AVX512(model)
#define KERNEL_AVX512
#endif

/* Before the model's constant: KERNELS(name) declares the kernels of all widths. In it: .kernel = KERNEL_TABLE. */
#define KERNELS(model) KERNEL_OF(model, base) KERNEL_OF_AVX2(model) KERNEL_OF_AVX512(model)
#define KERNEL_TABLE \
  { [VECTOR_BASE] = &kernel_base, KERNEL_AVX2 KERNEL_AVX512 }

/* In the model's constant: an array and how many rows it has. */
#define TABLE(rows, count) .rows = rows, .count = sizeof rows / sizeof *rows

#endif

# SPDX-License-Identifier: GPL-3.0-or-later
# make: build/entente.  make test: the tests.  make help: the other targets.
CC      ?= gcc
BUILD   ?= build
PREFIX  ?= /usr/local
VERSION := 0.1.0
COMMIT  := $(shell git rev-parse --short=12 HEAD 2>/dev/null)

# Bits of results must not depend on the compiler: no contraction into FMA, no reordering.
WARN    := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes
STRICT  := -ffp-contract=off -fno-math-errno -fno-trapping-math
HARDEN  := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
OPT     ?= -O2
CFLAGS  ?= -g
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -I. $(OPT) $(STRICT) $(WARN) $(HARDEN) -MMD -MP $(CFLAGS)
LIBS    := -lgsl -lgslcblas -lcsv -ljansson -lmd -lm -pthread
LDFLAGS_ALL = -pie -Wl,-z,relro,-z,now $(LDFLAGS)

# Kernels are compiled once for each vector width that the compiler knows; all give the same bits.
VECTORS := base
ifneq (,$(findstring x86_64,$(shell $(CC) -dumpmachine)))
VECTORS += avx2 avx512
endif
VECTOR_FLAGS_base   :=
VECTOR_FLAGS_avx2   := -mavx2
VECTOR_FLAGS_avx512 := -mavx512f -mavx512vl -mavx512dq -mavx512bw -mavx512cd -mprefer-vector-width=512
HAVE := $(if $(filter avx2,$(VECTORS)),-DHAVE_VECTOR_AVX2) $(if $(filter avx512,$(VECTORS)),-DHAVE_VECTOR_AVX512)
KERNEL_OPT ?= -O3 -fopenmp-simd

KERNELS := $(wildcard sim/*_kernel.c models/*_kernel.c)
COMMANDS := sim/main.c $(wildcard sim/cmd_*.c)
LIBRARY := $(filter-out $(KERNELS) $(COMMANDS),$(wildcard sim/*.c models/*.c plots/*.c))
OBJECTS := $(LIBRARY:%.c=$(BUILD)/%.o) $(foreach v,$(VECTORS),$(KERNELS:%.c=$(BUILD)/%.$(v).o))
TESTS   := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/test_*.c))

.SECONDARY:
.PHONY: all help test verify bench faults sanitize lint analyze valgrind install uninstall clean
all: $(BUILD)/entente

$(BUILD)/entente: $(COMMANDS:%.c=$(BUILD)/%.o) $(BUILD)/libentente.a
	$(CC) $(LDFLAGS_ALL) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libentente.a: $(OBJECTS)
	rm -f $@ && $(AR) rcs $@ $^

define kernel_rule
$(BUILD)/%_kernel.$(1).o: %_kernel.c $(BUILD)/libraries
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_CFLAGS) $$(KERNEL_OPT) $$(VECTOR_FLAGS_$(1)) -DVECTOR_NAME=$(1) $$(HAVE) -c -o $$@ $$<
endef
$(foreach v,$(VECTORS),$(eval $(call kernel_rule,$(v))))

$(BUILD)/%.o: %.c $(BUILD)/libraries
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HAVE) -DENTENTE_VERSION='"$(VERSION)"' -DENTENTE_COMMIT='"$(COMMIT)"' -c -o $@ $<

# A missing library stops the build with the name of its Debian package.
define need
	@printf '#include <$(1)>\nint main(void){return 0;}\n' | $(CC) -x c -I/usr/include - -fsyntax-only 2>/dev/null || \
	  { echo "entente: the header $(1) is missing; install the Debian package $(2): sudo apt-get install $(2)" >&2; exit 1; }
endef
$(BUILD)/libraries:
	$(call need,gsl/gsl_cdf.h,libgsl-dev)
	$(call need,csv.h,libcsv-dev)
	$(call need,jansson.h,libjansson-dev)
	$(call need,sha2.h,libmd-dev)
	@mkdir -p $(@D) && touch $@

# What test programs share: helpers, and the scalar second implementation of the model.
SHARED  := $(filter-out tests/test_% tests/verify_% tests/fuzz_%,$(wildcard tests/*.c)) $(wildcard tests/bench/partnership_scalar*.c)
BENCH   := $(filter-out $(wildcard tests/bench/partnership_scalar*.c),$(wildcard tests/bench/*.c))
$(BUILD)/tests/libshared.a: $(SHARED:%.c=$(BUILD)/%.o)
	rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/tests/libshared.a $(BUILD)/libentente.a
	$(CC) $(LDFLAGS_ALL) $(ALL_CFLAGS) -o $@ $^ -lcheck -lsubunit -lrt $(LIBS)

$(BUILD)/bench: $(BENCH:%.c=$(BUILD)/%.o) $(BUILD)/tests/libshared.a $(BUILD)/libentente.a
	$(CC) $(LDFLAGS_ALL) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

# Tests take seconds each; every one runs even if another fails.
test: $(BUILD)/entente $(TESTS)
	@failed=0; for t in $(TESTS); do $$t || failed=1; done; exit $$failed

# Slow checks, to be run before a release: how sharply docking sees wrong coefficients, coverage, mutants.
verify: $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/verify_*.c))
	@failed=0; for t in $^; do $$t || failed=1; done; exit $$failed

bench: $(BUILD)/bench $(BUILD)/entente
	$(BUILD)/bench

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

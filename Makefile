# SPDX-License-Identifier: GPL-3.0-or-later
# make: build/entente.  make test: the tests.  make help: the other targets.
CC      ?= gcc
BUILD   ?= build
PREFIX  ?= /usr/local
VERSION := 0.1.0
COMMIT  := $(shell git rev-parse --short=12 HEAD 2>/dev/null)

# Bits of results must not depend on the compiler: no contraction into FMA, no reordering.
# CI is set where tests run unattended: there a warning is an error.
WARN    := $(if $(CI),-Werror) -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes
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
.PHONY: all help test verify bench faults ports sanitize valgrind lint analyze fuzz format golden readme install uninstall clean
all: $(BUILD)/entente

$(BUILD)/entente: $(COMMANDS:%.c=$(BUILD)/%.o) $(BUILD)/libentente.a
	$(CC) $(LDFLAGS_ALL) $(ALL_CFLAGS) -o $@ $(filter %.o %.a,$^) $(LIBS)

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

# The report's style sheet becomes part of the program, a line a string.
$(BUILD)/plots/report_css.h: plots/report.css
	@mkdir -p $(@D)
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&",/' $< >$@
$(BUILD)/plots/html_page.o: $(BUILD)/plots/report_css.h
$(BUILD)/plots/html_page.o: ALL_CFLAGS += -I$(BUILD)/plots

# The commit is part of what the program says of itself, so its objects follow it.
$(BUILD)/commit: FORCE
	@mkdir -p $(@D) && echo '$(COMMIT)' | cmp -s - $@ || echo '$(COMMIT)' >$@
FORCE:
$(BUILD)/sim/main.o $(BUILD)/sim/session.o $(BUILD)/sim/cmd_rerun.o: $(BUILD)/commit

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
	$(CC) $(LDFLAGS_ALL) $(ALL_CFLAGS) -o $@ $(filter %.o %.a,$^) -lcheck -lsubunit -lrt $(LIBS)

$(BUILD)/bench: $(BENCH:%.c=$(BUILD)/%.o) $(BUILD)/tests/libshared.a $(BUILD)/libentente.a
	$(CC) $(LDFLAGS_ALL) $(ALL_CFLAGS) -o $@ $(filter %.o %.a,$^) $(LIBS)

# Tests take seconds each; every one runs even if another fails.
test: $(BUILD)/entente $(TESTS) $(BUILD)/tests/fuzz_sheet $(BUILD)/tests/fuzz_quote
	@failed=0; $(BUILD)/tests/fuzz_sheet tests/corpus && $(BUILD)/tests/fuzz_quote tests/corpus_quote || failed=1; for t in $(TESTS) tests/*.sh; do case $$t in tests/ports.sh|tests/faults.sh) continue;; esac; \
	  ENTENTE=$(BUILD)/entente $$t || { failed=1; echo "FAILED: $$t"; }; done; exit $$failed

# Slow checks, to be run before a release: how sharply docking sees wrong coefficients.
verify: $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/verify_*.c))
	@failed=0; for t in $^; do $$t || failed=1; done; exit $$failed

# Faults that need root, time or a small disk.
faults: $(BUILD)/entente
	ENTENTE=$(BUILD)/entente tests/faults.sh

# The same bytes from gcc and clang, every vector width, thread count, C library variant and locale.
ports:
	tests/ports.sh

bench: $(BUILD)/bench $(BUILD)/entente
	$(BUILD)/bench

# Address and undefined-behaviour sanitizers over all tests; valgrind over the quick ones.
sanitize:
	$(MAKE) BUILD=$(BUILD)-sanitize CFLAGS="-g -fsanitize=address,undefined -fno-sanitize-recover=all" OPT=-O1 KERNEL_OPT="-O2 -fopenmp-simd" \
	  HARDEN= LDFLAGS="-fsanitize=address,undefined" test
valgrind: $(BUILD)/entente $(TESTS)
	@failed=0; for t in $(filter-out %docking %second_implementation %number %gnuplot,$(TESTS)); do \
	  CK_FORK=no valgrind -q --error-exitcode=9 --leak-check=full $$t || failed=1; done; exit $$failed

# malloc-leak is off: it loses track of memory that a struct in an array owns; kernels are left out: it takes a vector's shift for a bit's.
analyze:
	$(MAKE) BUILD=$(BUILD)-analyze CFLAGS="-fanalyzer -Wno-analyzer-malloc-leak -Werror" OPT=-O1 KERNEL_OPT="-O3 -fopenmp-simd -fno-analyzer" all
# cppcheck 2.10 takes pointers to arrays for arrays, and does not see that a function fills what it is handed.
CPPCHECK_MISTAKES := --suppress=arrayIndexOutOfBounds --suppress=autovarInvalidDeallocation --suppress=ctuuninitvar
lint:
	$(MAKE) BUILD=$(BUILD)-lint CI=1 all
	$(MAKE) BUILD=$(BUILD)-lint-clang CC=clang CI=1 all
	shellcheck -x tests/*.sh tests/*/*.sh .ci/run
	cppcheck -q --error-exitcode=1 --suppress=missingIncludeSystem $(CPPCHECK_MISTAKES) -I. sim models plots

# Coverage-guided fuzzing of what reads sheets (and of what quotes them for gnuplot): make fuzz SECONDS=600 [FUZZ=quote].
SECONDS ?= 60
FUZZ    ?= sheet
CORPUS_sheet := tests/corpus
CORPUS_quote := tests/corpus_quote
fuzz:
	$(MAKE) BUILD=$(BUILD)-fuzz CC=clang CFLAGS="-g -DLIBFUZZER -fsanitize=fuzzer-no-link,address,undefined" OPT=-O1 KERNEL_OPT=-O1 HARDEN= $(BUILD)-fuzz/fuzz_$(FUZZ)
	mkdir -p $(BUILD)-fuzz/corpus_$(FUZZ) && cd $(BUILD)-fuzz && ./fuzz_$(FUZZ) -max_total_time=$(SECONDS) corpus_$(FUZZ) ../$(CORPUS_$(FUZZ))
$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz_%.o $(BUILD)/tests/replay.o $(BUILD)/libentente.a
	$(CC) $(CFLAGS) -fsanitize=fuzzer -o $@ $(filter %.o %.a,$^) $(LIBS)

# The lists of the model's tables keep their own layout.
format:
	git ls-files '*.c' '*.h' | grep -v -e partnership_tables.h -e partnership_outcomes.h | xargs clang-format -i

golden: $(BUILD)/entente
	tests/golden/make.sh

# The output and the picture that README.md shows, and the tables of the scenarios' READMEs.
readme: $(BUILD)/entente
	for t in readme evidence scenarios cases lessons; do ENTENTE=$(BUILD)/entente tests/$$t.sh --write; done

install: $(BUILD)/entente
	install -D -m 755 $(BUILD)/entente $(DESTDIR)$(PREFIX)/bin/entente
	cd scenarios && find . -type f -exec install -D -m 644 '{}' '$(abspath $(DESTDIR)$(PREFIX))/share/entente/scenarios/{}' ';'
	install -D -m 644 README.md $(DESTDIR)$(PREFIX)/share/doc/entente/README.md
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/entente
	rm -rf $(DESTDIR)$(PREFIX)/share/entente $(DESTDIR)$(PREFIX)/share/doc/entente

help:
	@echo "make            build/entente"
	@echo "make test       the tests (about 5 minutes on two processors)"
	@echo "make verify faults ports sanitize valgrind analyze lint fuzz    slower checks"
	@echo "make bench      how fast, as ratios to other programs"
	@echo "make golden     take today's results as the golden ones"
	@echo "make readme     bring figures and pictures in the READMEs up to date"
	@echo "make install uninstall    DESTDIR= PREFIX=/usr/local"

clean:
	rm -rf $(BUILD) $(BUILD)-*

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all, quoted for gnuplot: the script holds one literal and nothing else, and the literal is the text.
 *
 * The oracle knows gnuplot's rules for itself: it decodes UTF-8 by code points, and reads a line as gnuplot's scanner does.
 *
 * With clang's libFuzzer (-DLIBFUZZER -fsanitize=fuzzer) a fuzz target; otherwise a program that replays files and folders of files:
 *
 *     fuzz_quote tests/corpus_quote
 */
#include "plots/quote.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "fuzz_quote: %s\n", what);
  abort();
}

/* The code point that begins the bytes, and how many it takes; -1 and 1 where none does. */
static long code_point(const uint8_t *data, size_t size, size_t *taken) {
  static const long least[] = {0, 0, 0x80, 0x800, 0x10000};
  const size_t length = data[0] < 0x80 ? 1 : data[0] >> 5 == 6 ? 2 : data[0] >> 4 == 14 ? 3 : data[0] >> 3 == 30 ? 4 : 0;
  long code = length == 1 ? data[0] : data[0] & (0x7f >> length);
  bool good = length > 0 && length <= size;
  for (size_t i = 1; good && i < length; i++) {
    good = data[i] >> 6 == 2;
    code = code * 64 + (data[i] & 63);
  }
  good = good && code >= least[length] && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  *taken = good ? length : 1;
  return good ? code : -1;
}

static bool is_blank(long code) {
  return (code >= 0 && code < 32) || (code >= 127 && code < 160) || code == 0x2028 || code == 0x2029;
}

/* What the text must look like when it is drawn: at most 3 bytes for each of its own. Returns the size. */
static size_t expected(const uint8_t *data, size_t size, char *out) {
  size_t used = 0;
  for (size_t i = 0, taken; i < size; i += taken) {
    const long code = code_point(data + i, size - i, &taken);
    const bool blank = is_blank(code), none = code < 0 || code == 0xfffe || code == 0xffff;
    const char *const bytes = blank ? " " : none ? "\xef\xbf\xbd" : (const char *)data + i;
    const size_t length = blank ? 1 : none ? 3 : taken;
    memcpy(out + used, bytes, length);
    used += length;
  }
  return used;
}

static bool is_octal(char digit) {
  return digit >= '0' && digit <= '7';
}

/* Read one string as gnuplot's scanner does, which must not meet anything on its way that it acts upon; what follows the closing quote
 * is left in *rest. Escapes are numbers of four digits. Returns the size of the text. */
static size_t read_literal(const char *line, size_t size, char *out, const char **rest) {
  size_t used = 0, at = 1;
  demand(size >= 2 && line[0] == '"', "a literal does not begin with a quote");
  for (; at < size && line[at] != '"'; at++) {
    demand((unsigned char)line[at] >= ' ' && line[at] != 127, "a literal holds a control character");
    demand(!strchr("'`@#{}", line[at]), "a literal holds a character that gnuplot acts upon");
    if (line[at] != '\\') {
      out[used++] = line[at];
      continue;
    }
    demand(at + 4 < size && line[at + 1] == '0', "an escape is not a number that begins with 0");
    demand(is_octal(line[at + 2]) && is_octal(line[at + 3]) && is_octal(line[at + 4]), "an escape has not four digits");
    out[used++] = (char)(64 * (line[at + 2] - '0') + 8 * (line[at + 3] - '0') + (line[at + 4] - '0'));
    at += 4;
  }
  demand(at < size, "a literal does not end");
  *rest = line + at + 1;
  return used;
}

/* Halve each run of %%, as a format does. */
static size_t read_format(char *text, size_t size) {
  size_t used = 0;
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '%') demand(++i < size && text[i] == '%', "a tic label holds a format");
    text[used++] = text[i];
  }
  return used;
}

static void literal_check(const char *line, size_t size, const char *text, size_t length, bool tic) {
  const char *rest = NULL;
  char *const got = malloc(size + 1);
  demand(got != NULL, "memory ran out");
  size_t used = read_literal(line, size, got, &rest);
  if (tic) used = read_format(got, used);
  demand(rest == line + size, "something follows the literal");
  demand(used == length && memcmp(got, text, length) == 0, "the literal is another text");
  free(got);
}

/* Several at once: what separates them is ours, to the byte. */
static void array_check(const char *text, const char *want, size_t length) {
  const char *const texts[] = {text, text}, *rest = NULL;
  char *line = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&line, &size);
  demand(out != NULL, "memory ran out");
  gp_quote_array(out, "names", texts, 2);
  demand(fclose(out) == 0 && strncmp(line, "array names[2] = [", 18) == 0, "an array does not begin as one");
  char *const got = malloc(size + 1);
  demand(got != NULL, "memory ran out");
  for (int i = 0; i < 2; i++) {
    const char *const start = i ? rest + 2 : line + 18;
    const size_t used = read_literal(start, (size_t)(line + size - start), got, &rest);
    demand(used == length && memcmp(got, want, length) == 0, "an element is another text");
    demand(memcmp(rest, i ? "]\n" : ", ", 2) == 0, "an array holds more than literals");
  }
  demand(rest + 2 == line + size, "something follows the array");
  free(got);
  free(line);
}

/* The literals of C strings end at the first NUL. */
static void string_check(const char *text) {
  const size_t before = strlen(text);
  char *const want = malloc(3 * before + 1), *line = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&line, &size);
  demand(want && out, "memory ran out");
  const size_t length = expected((const uint8_t *)text, before, want);
  gp_quote_tic(out, text);
  demand(fclose(out) == 0, "memory ran out");
  literal_check(line, size, want, length, true);
  array_check(text, want, length);
  free(line);
  free(want);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *const want = malloc(3 * size + 1), *const text = malloc(size + 1), *line = NULL;
  size_t length = 0;
  FILE *const out = open_memstream(&line, &length);
  demand(want && text && out, "memory ran out");
  gp_quote_bytes(out, (const char *)data, size);
  demand(fclose(out) == 0, "memory ran out");
  literal_check(line, length, want, expected(data, size, want), false);
  if (size > 0) memcpy(text, data, size);
  text[size] = '\0';
  string_check(text);
  free(line);
  free(text);
  free(want);
  return 0;
}

#ifndef LIBFUZZER
#include "tests/replay.h"

int main(int argc, char **argv) {
  return replay_main("fuzz_quote", argc, argv, LLVMFuzzerTestOneInput);
}
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/number.h"
#include "sim/random.h"
#include "suite.h"
#include <locale.h>

static uint64_t random_bits(uint64_t i, unsigned of) {
  return (uint64_t)random_word(11, of, i, 0, 0) << 32 | random_word(11, of, i, 0, 1);
}

/* Digits between the first and the last that is not 0. */
static int significant(const char *text) {
  int count = 0, zeros = 0;
  for (; *text && *text != 'e'; text++) {
    if (*text < '0' || *text > '9' || (*text == '0' && count == 0)) continue;
    zeros = *text == '0' ? zeros + 1 : 0;
    count++;
  }
  return count - zeros;
}

/* The fewest digits with which printf's text reads back, and that text. */
static int printf_needs(double value, char text[40]) {
  for (int digits = 1; digits <= 17; digits++) {
    snprintf(text, 40, "%.*e", digits - 1, value);
    if (strtod(text, NULL) == value) return digits;
  }
  return 18;
}

/* Whether two texts have the same significant digits, wherever the point and zeros around them stand. */
static bool same_digits(const char *x, const char *y) {
  x += strspn(x, "-0.");
  y += strspn(y, "-0.");
  for (int left = significant(x); left > 0; left--, x++, y++) {
    x += *x == '.';
    y += *y == '.';
    if (*x != *y) return false;
  }
  return true;
}

static void check_written(double value, bool shortest) {
  char text[NUMBER_SIZE];
  double back = -1;
  ck_assert_uint_eq(number_write(text, value), strlen(text));
  ck_assert_msg(strtod(text, NULL) == value, "%.17g was written as %s", value, text);
  ck_assert_msg(number_read(text, '.', &back) && back == value, "%s was read as %.17g", text, back);
  if (!shortest) return;
  char printed[40];
  const int digits = significant(text), needed = printf_needs(value, printed);
  ck_assert_msg(digits <= needed, "%.17g was written as %s", value, text);
  if (digits == needed) ck_assert_msg(same_digits(text, printed), "%s is not the nearest to %s", text, printed);
}

START_TEST(any_double_reads_back) {
  for (uint64_t i = 0; i < 40000; i++) {
    const uint64_t bits = random_bits(i, 1);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value)) check_written(value, i % 10 == 0);
  }
}
END_TEST

START_TEST(usual_numbers_are_shortest) {
  for (uint64_t i = 0; i < 30000; i++) {
    const uint64_t bits = random_bits(i, 2);
    check_written(ldexp((double)(bits >> 11), -(int)(bits % 100)), true);
    check_written((double)(bits >> 40) / (double)(1 + bits % 1000), i % 4 == 0);
    check_written(-(double)(bits >> bits % 64), i % 4 == 0);
  }
}
END_TEST

START_TEST(short_decimals_stay_as_they_were) {
  for (uint64_t i = 0; i < 30000; i++) {
    const uint64_t bits = random_bits(i, 3);
    char in[40], out[NUMBER_SIZE];
    snprintf(in, sizeof in, "%llue-%d", (unsigned long long)(bits % 300000000), (int)(bits >> 60));
    const double value = strtod(in, NULL);
    number_write(out, value);
    ck_assert_msg(value == 0 || significant(out) == significant(in), "%s was written as %s", in, out);
    check_written(value, false);
  }
}
END_TEST

START_TEST(powers_and_their_neighbours) {
  for (int e = -1074; e < 1024; e++) {
    const double power = ldexp(1, e);
    check_written(power, true);
    check_written(nextafter(power, 0), true);
    check_written(nextafter(power, INFINITY), true);
  }
  for (int e = -320; e <= 308; e++) {
    char text[16];
    snprintf(text, sizeof text, "1e%d", e);
    const double power = strtod(text, NULL);
    check_written(power, true);
    check_written(nextafter(power, 0), true);
    check_written(nextafter(power, INFINITY), true);
  }
}
END_TEST

/* 2^-24 lies at the end of a binade: 16 digits suffice, though the nearest 16-digit decimal does not read back. */
START_TEST(shorter_than_trying_would_find) {
  char text[NUMBER_SIZE], printed[40];
  number_write(text, 0x1p-24);
  ck_assert_str_eq(text, "5.960464477539063e-8");
  ck_assert_int_eq(printf_needs(0x1p-24, printed), 17);
}
END_TEST

static const struct {
  double value;
  const char *text;
} written[] = {
    {0, "0"},
    {-0.0, "0"},
    {1, "1"},
    {-1, "-1"},
    {10, "10"},
    {100, "100"},
    {120, "120"},
    {0.5, "0.5"},
    {-0.25, "-0.25"},
    {0.1, "0.1"},
    {0.3, "0.3"},
    {0.1 + 0.2, "0.30000000000000004"},
    {1.0 / 3, "0.3333333333333333"},
    {0.0001, "0.0001"},
    {0.00001234, "1.234e-5"},
    {1e-7, "1e-7"},
    {1.5e300, "1.5e300"},
    {1e15, "1000000000000000"},
    {1e16, "10000000000000000"},
    {1e17, "1e17"},
    {1.25e17, "1.25e17"},
    {123456789012345680.0, "1.2345678901234568e17"},
    {9007199254740993.0, "9007199254740992"},
    {12345678901234568.0, "12345678901234568"},
    {5e-324, "5e-324"},
    {1.7976931348623157e308, "1.7976931348623157e308"},
    {-2.2250738585072014e-308, "-2.2250738585072014e-308"},
    {1234.5678, "1234.5678"},
    {99999.95, "99999.95"},
    {INFINITY, "INF"},
    {-INFINITY, "-INF"},
    {NAN, ""},
};

START_TEST(written_as_a_person_would) {
  for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
    char text[NUMBER_SIZE];
    ck_assert_uint_eq(number_write(text, written[i].value), strlen(written[i].text));
    ck_assert_str_eq(text, written[i].text);
  }
}
END_TEST

static const struct {
  double value;
  int digits;
  const char *text;
} rounded[] = {
    {0, 3, "0"},
    {1234.5678, 3, "1230"},
    {1234.5678, 6, "1234.57"},
    {0.00012345, 2, "0.00012"},
    {999.96, 4, "1000"},
    {-0.05, 3, "-0.05"},
    {2.0 / 3, 15, "0.666666666666667"},
    {123456789012345, 15, "123456789012345"},
    {1e-5, 2, "1e-5"},
    {1.0, 5, "1"},
    {0.25, 1, "0.2"},
    {NAN, 3, ""},
};

START_TEST(rounded_for_people) {
  for (size_t i = 0; i < sizeof rounded / sizeof *rounded; i++) {
    char text[NUMBER_SIZE];
    ck_assert_uint_eq(number_round(text, rounded[i].value, rounded[i].digits), strlen(rounded[i].text));
    ck_assert_str_eq(text, rounded[i].text);
  }
}
END_TEST

START_TEST(rounding_is_as_printf_rounds) {
  for (uint64_t i = 0; i < 20000; i++) {
    const uint64_t bits = random_bits(i, 4);
    const double value = ldexp((double)(bits >> 11), -(int)(bits % 90));
    const int digits = 1 + (int)(bits / 128 % 15);
    char text[NUMBER_SIZE], printed[40];
    number_round(text, value, digits);
    snprintf(printed, sizeof printed, "%.*e", digits - 1, value);
    ck_assert_msg(strtod(text, NULL) == strtod(printed, NULL), "%.17g at %d digits: %s, not %s", value, digits, text, printed);
  }
}
END_TEST

static const struct {
  const char *text;
  char decimal;
  double value;
} read_well[] = {
    {"0.6", '.', 0.6},
    {"60%", '.', 0.6},
    {"-3", '.', -3},
    {"+3", '.', 3},
    {"1.5e3", '.', 1500},
    {"1.5E+03", '.', 1500},
    {"2e-2", '.', 0.02},
    {"0,6", ',', 0.6},
    {"12,5%", ',', 0.125},
    {"007", '.', 7},
    {"-0", '.', 0},
    {"0.000", '.', 0},
    {"1e-400", '.', 0},
    {"0e999999999999", '.', 0},
    {"9007199254740993", '.', 9007199254740992.0},
    {"9007199254740993.00000000000000000000001", '.', 9007199254740994.0},
    {"0.1%", '.', 0.001},
    {"179769313486231570000e288", '.', 1.7976931348623157e308},
    {"4.9e-324", '.', 5e-324},
    {"123456789012345678901234567890", '.', 1.2345678901234568e29},
};

START_TEST(numbers_are_read) {
  for (size_t i = 0; i < sizeof read_well / sizeof *read_well; i++) {
    double value = 77;
    ck_assert_msg(number_read(read_well[i].text, read_well[i].decimal, &value), "%s was refused", read_well[i].text);
    ck_assert_msg(value == read_well[i].value && !signbit(value) == !signbit(read_well[i].value), "%s was read as %.17g", read_well[i].text,
                  value);
  }
}
END_TEST

static const char *const refused[] = {
    "",
    " ",
    "nan",
    "inf",
    "-inf",
    "infinity",
    "0x10",
    "1e",
    "1e+",
    "e5",
    ".5",
    "5.",
    "1.2.3",
    "1,5",
    "1 000",
    " 1",
    "1 ",
    "--1",
    "+-1",
    "5%%",
    "%",
    "0.4-0.7",
    "1e309",
    "-1e400",
    "12abc",
    "1_000",
    "5e5.5",
    "+",
    "-",
    "٣",
    "1e99999999999999999999",
};

START_TEST(what_is_no_number_is_refused) {
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    double value = 77;
    ck_assert_msg(!number_read(refused[i], '.', &value), "'%s' was read as %g", refused[i], value);
    ck_assert_double_eq(value, 77);
  }
  double value;
  ck_assert(!number_read("0.5", ',', &value));
}
END_TEST

/* 1 + 2^-53 lies half-way between two doubles; a last digit far behind decides. */
START_TEST(a_far_digit_breaks_a_tie) {
  static char text[2000];
  strcpy(text, "1.00000000000000011102230246251565404236316680908203125");
  double value = 0;
  ck_assert(number_read(text, '.', &value));
  ck_assert_double_eq(value, 1);
  const size_t length = strlen(text);
  memset(text + length, '0', 1500);
  strcpy(text + length + 1500, "1");
  ck_assert(number_read(text, '.', &value));
  ck_assert_double_eq(value, 1 + 0x1p-52);
}
END_TEST

START_TEST(long_whole_parts_keep_their_size) {
  static char text[3000];
  memset(text, '0', 2000);
  text[0] = '2';
  strcpy(text + 2000, "e-1999");
  double value = 0;
  ck_assert(number_read(text, '.', &value));
  ck_assert_double_eq(value, 2);
  text[900] = '7';
  ck_assert(number_read(text, '.', &value));
  ck_assert_double_eq(value, 2);
}
END_TEST

START_TEST(whole_numbers) {
  uint64_t value = 7;
  ck_assert(number_read_whole("0", 10, &value) && value == 0);
  ck_assert(number_read_whole("00012", 12, &value) && value == 12);
  ck_assert(number_read_whole("18446744073709551615", UINT64_MAX, &value) && value == UINT64_MAX);
  value = 7;
  static const char *const bad[] = {"",   "13", "-1", "+1", "1.0", "1e1", " 1", "1 ", "18446744073709551616", "99999999999999999999999",
                                    "0x1"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) ck_assert_msg(!number_read_whole(bad[i], 12, &value) && value == 7, "'%s'", bad[i]);
  ck_assert(!number_read_whole("18446744073709551616", UINT64_MAX, &value));
}
END_TEST

/* A library may have set a locale with a decimal comma; where the machine has none, "C" must pass as well. */
START_TEST(a_decimal_comma_elsewhere_changes_nothing) {
  if (!setlocale(LC_ALL, "de_DE.UTF-8")) setlocale(LC_ALL, "de_DE");
  char text[NUMBER_SIZE];
  double value = 0;
  number_write(text, 1.2345e-100);
  ck_assert_str_eq(text, "1.2345e-100");
  number_round(text, 1234.5678, 6);
  ck_assert_str_eq(text, "1234.57");
  ck_assert(number_read("0.12345678901234567890123", '.', &value));
  ck_assert_double_eq(value, 0.12345678901234568);
  setlocale(LC_ALL, "C");
}
END_TEST

SUITE_MAIN("number", any_double_reads_back, usual_numbers_are_shortest, short_decimals_stay_as_they_were, powers_and_their_neighbours,
           shorter_than_trying_would_find, written_as_a_person_would, rounded_for_people, rounding_is_as_printf_rounds, numbers_are_read,
           what_is_no_number_is_refused, a_far_digit_breaks_a_tie, long_whole_parts_keep_their_size, whole_numbers,
           a_decimal_comma_elsewhere_changes_nothing)

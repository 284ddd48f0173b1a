/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/curves.h"
#include "plots/lettering.h"
#include "tests/picture_help.h"

static const char *const five[] = {"Short-term focus", "Balanced",
                                   "A name that is far longer than any page could be wide, so that it has to be cut somewhere", "B",
                                   "長期"};

static struct picture with_words(const char *headline) {
  struct picture picture = {0};
  picture.headline = strdup(headline);
  picture.subtitle = strdup("Subtitle");
  picture.caption = strdup("Caption");
  picture.alt = strdup("Alt");
  return picture;
}

static struct page begun(struct picture *picture, enum layout layout, double body) {
  struct page page;
  struct error err;
  ck_assert(page_begin(&page, picture, layout, body, &err));
  return page;
}

static void end(struct page *page) {
  struct error err;
  ck_assert_msg(page_end(page, &err), "%s", err.text);
}

START_TEST(body_is_as_high_as_asked) {
  for (enum layout layout = LAYOUT_PAGE; layout <= LAYOUT_NARROW; layout++) {
    struct picture picture = with_words("Headline");
    struct page page = begun(&picture, layout, 300);
    const struct page measured = page_measure(layout);
    assert_near(page.bottom - page.top, 300, 1e-9);
    ck_assert(page.top >= 0 && page.bottom <= page.height && page.left >= 0 && page.right <= page.width);
    ck_assert(picture.width == page.width && picture.height == page.height);
    ck_assert(measured.left == page.left && measured.right == page.right && measured.font == page.font && measured.width == page.width);
    end(&page);
    ck_assert_uint_eq(strlen(picture.script), picture.size);
    ck_assert_int_eq(strstr(picture.script, "Headline") != NULL, layout == LAYOUT_PAGE);
    ck_assert_int_eq(strstr(picture.script, "Caption") != NULL, layout == LAYOUT_PAGE);
    picture_free(&picture);
  }
}
END_TEST

START_TEST(a_longer_headline_takes_more_room) {
  struct picture brief = with_words("Brief"),
                 lengthy = with_words("A headline of so many words that it cannot be set in one line of the page, whatever its width is");
  struct page first = begun(&brief, LAYOUT_PAGE, 300), second = begun(&lengthy, LAYOUT_PAGE, 300);
  ck_assert(second.top > first.top + 30 && second.height > first.height + 30);
  end(&first);
  end(&second);
  picture_free(&brief);
  picture_free(&lengthy);
}
END_TEST

START_TEST(a_page_without_words_fails) {
  struct picture picture = {0};
  struct page page;
  struct error err;
  ck_assert(!page_begin(&page, &picture, LAYOUT_WIDE, 300, &err));
  ck_assert(!page_end(&page, &err));
  picture_free(&picture);
}
END_TEST

/* In rows, in order, inside the body, none over another. */
START_TEST(panels_share_the_body) {
  struct picture picture = with_words("Headline");
  struct page page = begun(&picture, LAYOUT_WIDE, 600);
  for (size_t count = 1; count <= 12; count++) {
    for (size_t columns = 1; columns <= 3; columns++) {
      const size_t rows = (count + columns - 1) / columns;
      for (size_t i = 0; i < count; i++) {
        const struct panel panel = panel_place(&page, i, count, columns, 40);
        const double cell = (page.right - page.left) / (double)columns, strip = 600.0 / (double)rows;
        ck_assert(panel.left > page.left + cell * (double)(i % columns) && panel.right < page.left + cell * (double)(i % columns + 1));
        ck_assert(panel.top > page.top + strip * (double)(i / columns) - 1e-9);
        if (rows < 6) ck_assert(panel.top < panel.bottom && panel.bottom < page.top + strip * (double)(i / columns + 1));
      }
    }
  }
  end(&page);
  picture_free(&picture);
}
END_TEST

START_TEST(places_in_a_panel) {
  const struct panel panel = {
      .left = 100, .right = 300, .top = 50, .bottom = 250, .x = {.low = 0, .high = 10}, .y = {.low = -1, .high = 1}};
  assert_near(panel_x(&panel, 5), 200, 1e-9);
  assert_near(panel_y(&panel, 1), 50, 1e-9);
  assert_near(panel_y(&panel, -0.5), 200, 1e-9);
}
END_TEST

/* gnuplot's screen runs from below; texts are escaped (quote.h), a percent sign stays. */
START_TEST(words_stand_where_they_are_told) {
  struct picture picture = with_words("Headline");
  struct page page = begun(&picture, LAYOUT_WIDE, 392);
  page_text(&page, page.width / 4, 100, ALIGN_RIGHT, 15, true, COLOUR_ACCENT, "43 % of `them`");
  page_text(&page, 0, 0, ALIGN_LEFT, 15, false, COLOUR_INK, "second");
  const double height = page.height;
  end(&page);
  const struct found_label label = label_find(picture.script, "43 % of `them`");
  ck_assert(label.found && label.size == 15);
  assert_near(label.x, 0.25, 1e-6);
  assert_near(label.y, 1 - 100 / height, 1e-6);
  ck_assert_ptr_null(strchr(picture.script, '`'));
  ck_assert_ptr_nonnull(strstr(picture.script, "set label 1 "));
  ck_assert_ptr_nonnull(strstr(picture.script, "set label 2 \"second\""));
  ck_assert_ptr_nonnull(strstr(picture.script, " right front font \"Inter Bold,15\""));
  picture_free(&picture);
}
END_TEST

START_TEST(a_panel_clears_its_words_and_lines) {
  struct picture picture = with_words("Headline");
  struct page page = begun(&picture, LAYOUT_WIDE, 300);
  struct panel panel = panel_place(&page, 0, 1, 1, 20);
  panel.x = axis_months(24, 4);
  panel.y = axis_numbers(-3, 9, 4);
  panel_begin(&page, &panel, true);
  page_text(&page, 1, 1, ALIGN_LEFT, 15, false, COLOUR_INK, "one");
  ck_assert_int_gt(page.marks, 0);
  panel_end(&page);
  ck_assert(page.labels == 0 && page.marks == 0);
  fflush(page.script);
  ck_assert_ptr_nonnull(strstr(picture.script, "set xrange [0:24]"));
  ck_assert_ptr_nonnull(strstr(picture.script, "unset label; unset arrow; unset object\n"));
  end(&page);
  picture_free(&picture);
}
END_TEST

START_TEST(tics_get_the_room_they_need) {
  const struct page page = page_measure(LAYOUT_NARROW);
  struct panel brief = {.y = axis_numbers(0, 9, 3)}, lengthy = {.y = axis_numbers(-900000, 0, 3)};
  panel_fit_tics(&page, &brief, 4);
  panel_fit_tics(&page, &lengthy, 4);
  ck_assert(brief.left > 4 + lettering_width("9", page.font - 1, false) && brief.left < 40);
  ck_assert(lengthy.left > 4 + lettering_width("−800,000", page.font - 1, false));
}
END_TEST

/* The words of the x tics in a panel so many px wide, joined by |. */
static void check_x_tics(unsigned months, double width, const char *expected) {
  char words[200] = "";
  struct picture picture = with_words("Headline");
  struct page page = begun(&picture, LAYOUT_WIDE, 300);
  struct panel panel = {.left = 100, .right = 100 + width, .top = 10, .bottom = 200, .x = axis_months(months, 3), .y = axis_percent(1, 4)};
  panel_begin(&page, &panel, true);
  end(&page);
  const char *at = strstr(picture.script, "set xtics ("), *const last = strstr(at, ") font");
  for (; at < last; at++) {
    if (*at != '"') continue;
    const size_t size = strcspn(at + 1, "\"");
    snprintf(words + strlen(words), sizeof words - strlen(words), "|%.*s", (int)size, at + 1);
    at += size + 1;
  }
  ck_assert_str_eq(words, expected);
  picture_free(&picture);
}

START_TEST(tics_that_would_touch_hand_on_what_they_count) {
  check_x_tics(24, 400, "|signing|month 12|24");
  check_x_tics(24, 110, "|signing||month 24");
  check_x_tics(120, 160, "|signing|year 5|10");
  check_x_tics(120, 100, "|signing||year 10");
}
END_TEST

START_TEST(long_titles_take_two_lines_where_there_is_room) {
  static const char name[] = "A takes 70 %: cost shared evenly";
  struct picture picture = with_words("Headline");
  struct page page = begun(&picture, LAYOUT_WIDE, 400);
  const struct panel before = panel_place(&page, 0, 6, 3, 64);
  ck_assert_uint_eq(panel_title_lines(&page, &before, name), 2);
  ck_assert_uint_eq(panel_title_lines(&page, &before, "Balanced"), 1);
  assert_near(page_titles_height(&page), 0, 0);
  page.title_lines = 2;
  const struct panel panel = panel_place(&page, 0, 6, 3, 64);
  assert_near(panel.top - before.top, page_titles_height(&page), 1e-9);
  ck_assert(page_titles_height(&page) > page.font);
  panel_title(&page, &panel, name, COLOUR_INK);
  panel_title(&page, &panel, "Balanced", COLOUR_INK);
  const double top = 1 - panel.top / page.height;
  end(&page);
  const struct found_label first = label_find(picture.script, "A takes 70 %: cost shared"), second = label_find(picture.script, "evenly"),
                           brief = label_find(picture.script, "Balanced");
  ck_assert(first.found && second.found && brief.found);
  ck_assert(first.y > second.y && second.y > top);
  assert_near(brief.y, second.y, 1e-6);
  picture_free(&picture);
}
END_TEST

/* Lines wrap at the right edge; measuring and drawing agree. */
START_TEST(names_wrap_inside_the_page) {
  for (enum layout layout = LAYOUT_PAGE; layout <= LAYOUT_NARROW; layout++) {
    struct picture picture = with_words("Headline");
    struct page measured = page_measure(layout), page = begun(&picture, layout, 300);
    const double height = page_names(&measured, 0, five, 5, false), drawn = page_names(&page, page.top, five, 5, true);
    assert_near(height, drawn, 1e-9);
    ck_assert(height > 2 * page.font);
    const double width = page.width, right = page.right;
    end(&page);
    for (size_t i = 0; i < 5; i++) {
      char colour[COLOUR_SIZE];
      if (i == 2) continue; /* it is cut */
      const struct found_label label = label_find(picture.script, five[i]);
      ck_assert(label.found);
      ck_assert(label.x * width + lettering_width(five[i], label.size, true) <= right + 1e-3);
      ck_assert_str_eq(label.colour, colour_text(colour, colour_scenario(i)));
    }
    picture_free(&picture);
  }
}
END_TEST

START_TEST(names_that_fit_a_line_are_whole) {
  static const char *const names[] = {"Scenario number 1", "Scenario number 2", "Scenario number 3", "Scenario number 4"};
  struct picture picture = with_words("Headline");
  struct page page = begun(&picture, LAYOUT_NARROW, 300);
  page_names(&page, page.top, names, 4, true);
  end(&page);
  for (size_t i = 0; i < 4; i++) ck_assert(label_find(picture.script, names[i]).found);
  picture_free(&picture);
}
END_TEST

START_TEST(data_have_gaps_for_what_is_missing) {
  struct picture picture = with_words("Headline");
  struct page page = begun(&picture, LAYOUT_WIDE, 300);
  ck_assert_uint_eq(page_data_begin(&page), 1);
  page_value(&page, 1.5);
  page_value(&page, (double)NAN);
  page_value(&page, (double)INFINITY);
  page_row(&page);
  page_data_end(&page);
  ck_assert_uint_eq(page_data_begin(&page), 2);
  page_data_end(&page);
  end(&page);
  ck_assert_ptr_nonnull(strstr(picture.script, "$d1 << EOD\n1.5 NaN NaN \nEOD\n"));
  ck_assert_ptr_nonnull(strstr(picture.script, "set datafile missing \"NaN\""));
  picture_free(&picture);
}
END_TEST

/* Names and values at the ends of lines: in their own colours, apart, and left out only where they cannot stand. */
static void check_end_labels(enum layout layout, size_t count, double room, bool shown) {
  struct picture picture = with_words("Headline");
  struct page page = begun(&picture, layout, 600);
  struct end_label label[12] = {0};
  char name[12][16];
  for (size_t i = 0; i < count; i++) {
    snprintf(name[i], sizeof name[i], "Name %zu", i);
    label[i] = (struct end_label){.y = page.top + 100, .colour = colour_scenario(i), .name = name[i]};
    snprintf(label[i].value, sizeof label[i].value, "%zu %%", 10 + i);
    snprintf(label[i].detail, sizeof label[i].detail, "detail %zu", i);
  }
  end_labels(&page, page.right - 200, page.top, page.top + room, label, count);
  const double height = page.height;
  end(&page);
  for (size_t i = 0; i < count; i++) {
    const struct found_label found = label_find(picture.script, layout == LAYOUT_NARROW ? label[i].value : name[i]);
    char colour[COLOUR_SIZE];
    ck_assert_int_eq(found.found, shown);
    if (!shown) continue;
    ck_assert_str_eq(found.colour, colour_text(colour, colour_scenario(i)));
    ck_assert(found.y * height > height - page.top - room - 1);
    if (i) ck_assert(label[i].y >= label[i - 1].y + page.font); /* equal wishes: by index */
  }
  picture_free(&picture);
}

START_TEST(end_labels_stand_apart) {
  check_end_labels(LAYOUT_WIDE, 3, 300, true);
  check_end_labels(LAYOUT_WIDE, 12, 300, true);
  check_end_labels(LAYOUT_WIDE, 12, 100, false);
  check_end_labels(LAYOUT_NARROW, 6, 200, true);
  check_end_labels(LAYOUT_NARROW, 12, 100, false);
}
END_TEST

START_TEST(tables_of_courses_are_short_and_end_at_the_horizon) {
  static const size_t horizons[] = {1, 2, 7, 12, 13, 24, 31, 50, 120, 600, 1200};
  for (size_t h = 0; h < sizeof horizons / sizeof *horizons; h++) {
    size_t moment[MOMENTS_MOST];
    const size_t count = curve_moments(horizons[h], moment);
    ck_assert(count >= 1 && count <= MOMENTS_MOST);
    ck_assert_uint_eq(moment[count - 1], horizons[h]);
    for (size_t i = 1; i < count; i++) ck_assert_uint_gt(moment[i], moment[i - 1]);
    ck_assert_uint_le(horizons[h] / curve_step(horizons[h]), 240);
  }
}
END_TEST

START_TEST(scenarios_that_share_a_colour_differ_in_their_lines) {
  ck_assert(stroke_scenario(0).colour == stroke_scenario(6).colour);
  ck_assert(!stroke_scenario(0).dashed && stroke_scenario(6).dashed);
}
END_TEST

SUITE_MAIN("page", body_is_as_high_as_asked, a_longer_headline_takes_more_room, a_page_without_words_fails, panels_share_the_body,
           places_in_a_panel, words_stand_where_they_are_told, a_panel_clears_its_words_and_lines, tics_get_the_room_they_need,
           tics_that_would_touch_hand_on_what_they_count, long_titles_take_two_lines_where_there_is_room, names_wrap_inside_the_page,
           names_that_fit_a_line_are_whole, data_have_gaps_for_what_is_missing, end_labels_stand_apart,
           tables_of_courses_are_short_and_end_at_the_horizon, scenarios_that_share_a_colour_differ_in_their_lines)

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet.h"
#include "file.h"
#include "utf8.h"
#include <csv.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A comment may hold quotes that mean nothing, and cells in quotes that hold line ends. */
enum comment { COMMENT_NONE, COMMENT_TEXT, COMMENT_QUOTED, COMMENT_QUOTE_SEEN };

struct reader {
  struct sheet *sheet;
  struct csv_parser csv;
  struct sheet_cell *cell;
  size_t cells, cell_room; /* the row being read */
  size_t row_room, text_used;
  size_t line, column, row;      /* of the next byte; row of the spreadsheet */
  size_t cell_line, cell_column; /* where the cell being read begins */
  size_t cell_bytes;             /* of it so far, 0: not begun */
  bool quoted;
  bool row_ended; /* by the last byte */
  bool memory_lost;
  enum comment comment;
};

static bool grow(void **array, size_t *room, size_t count, size_t item) {
  if (count < *room) return true;
  const size_t more = *room ? 2 * *room : 16;
  void *bigger = realloc(*array, more * item);
  if (!bigger) return false;
  *array = bigger;
  *room = more;
  return true;
}

static void take_cell(void *data, size_t size, void *context) {
  struct reader *r = context;
  const char *text = data ? data : "";
  r->cell_bytes = 0;
  if (!grow((void **)&r->cell, &r->cell_room, r->cells, sizeof *r->cell)) {
    r->memory_lost = true;
    return;
  }
  size = utf8_trim(&text, data ? size : 0);
  char *copy = r->sheet->text + r->text_used;
  memcpy(copy, text, size);
  copy[size] = '\0';
  r->text_used += size + 1;
  r->cell[r->cells] = (struct sheet_cell){.text = copy, .line = r->cell_line, .column = r->cell_column, .row = r->row, .field = r->cells};
  r->cells++;
}

static bool row_keep(struct reader *r) {
  struct sheet *sheet = r->sheet;
  if (!grow((void **)&sheet->row, &r->row_room, sheet->count, sizeof *sheet->row)) return false;
  struct sheet_cell *cell = malloc(r->cells * sizeof *cell);
  if (!cell) return false;
  memcpy(cell, r->cell, r->cells * sizeof *cell);
  sheet->row[sheet->count++] = (struct sheet_row){.cell = cell, .count = r->cells};
  return true;
}

static void take_row(int end, void *context) {
  struct reader *r = context;
  (void)end;
  while (r->cells > 0 && *r->cell[r->cells - 1].text == '\0') r->cells--;
  if (r->cells > 0 && *r->cell[0].text != '#' && !row_keep(r)) r->memory_lost = true;
  r->cells = 0;
  r->cell_bytes = 0;
  r->row++;
  r->row_ended = true;
}

static bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

static void position_advance(struct reader *r, char c, char before) {
  if (c == '\r' || (c == '\n' && before != '\r')) r->line++;
  if (is_line_end(c)) r->column = 1;
  else if (utf8_begins(c)) r->column++;
}

/* Skip a byte of a comment: a cell that begins with a quote ends at the closing one, any other quote is text. */
static void comment_skip(struct reader *r, char c, char before) {
  if (r->comment == COMMENT_QUOTED) {
    if (c == '"') r->comment = COMMENT_QUOTE_SEEN;
  } else if (is_line_end(c)) {
    r->comment = COMMENT_NONE;
    take_row(c, r);
  } else if (c == '"' && (r->comment == COMMENT_QUOTE_SEEN || before == r->sheet->separator)) {
    r->comment = COMMENT_QUOTED;
  } else {
    r->comment = COMMENT_TEXT;
  }
}

static void cell_begin(struct reader *r, char c) {
  r->cell_line = r->line;
  r->cell_column = r->column;
  r->quoted = c == '"';
}

/* A message about the cell being read. */
static bool fail_here(const struct reader *r, struct error *err, const char *what) {
  char place[PLACE_SIZE];
  const struct sheet_cell here = {.line = r->cell_line, .column = r->cell_column, .row = r->row, .field = r->cells};
  return fail_input(err, "%s: %s", sheet_where(r->sheet, &here, place), what);
}

static bool fail_syntax(struct reader *r, struct error *err) {
  if (csv_error(&r->csv) != CSV_EPARSE) return fail_memory(err);
  if (!r->quoted) return fail_here(r, err, "there is a quote inside a cell; put the whole cell in quotes and double those inside it");
  char what[160];
  snprintf(what, sizeof what,
           "text follows the closing quote of this cell (line %zu, column %zu); double quotes inside a cell, or close the cell", r->line,
           r->column);
  return fail_here(r, err, what);
}

static bool byte_feed(struct reader *r, char c, char before, struct error *err) {
  if (r->comment != COMMENT_NONE) {
    comment_skip(r, c, before);
    return !r->memory_lost || fail_memory(err);
  }
  const bool blank = c == ' ' || (c == '\t' && r->sheet->separator != '\t');
  if (r->cell_bytes == 0 && !blank) cell_begin(r, c);
  if (r->cell_bytes == 0 && c == '#' && r->cells == 0) {
    r->comment = COMMENT_TEXT;
    return true;
  }
  if (r->cell_bytes > 0 || !blank) r->cell_bytes++;
  if (r->cell_bytes > SHEET_CELL_MOST)
    return fail_here(r, err, "the cell that begins here is larger than 64 KiB; is a closing quote missing?");
  if (csv_parse(&r->csv, &c, 1, take_cell, take_row, r) != 1) return fail_syntax(r, err);
  return !r->memory_lost || fail_memory(err);
}

static bool table_finish(struct reader *r, struct error *err) {
  if (r->cell_bytes == 0) cell_begin(r, '\0');
  if (csv_fini(&r->csv, take_cell, take_row, r) != 0) {
    if (csv_error(&r->csv) != CSV_EPARSE) return fail_memory(err);
    return fail_here(r, err, "the quote that opens here is never closed; close it, or double it if it is part of the text");
  }
  return !r->memory_lost || fail_memory(err);
}

/* A line feed after a carriage return belongs to it, unless both stand inside quotes. Blank lines are reported as rows, because
 * a spreadsheet numbers them. */
static bool table_read(struct reader *r, const char *bytes, size_t size, struct error *err) {
  char before = '\0';
  for (size_t i = 0; i < size; i++) {
    const char c = bytes[i];
    const bool half = c == '\n' && before == '\r' && r->row_ended;
    r->row_ended = false;
    if (!half && !byte_feed(r, c, before, err)) return false;
    position_advance(r, c, before);
    before = c;
  }
  return table_finish(r, err);
}

static const char *line_end(const char *text, const char *end) {
  while (text < end && !is_line_end(*text)) text++;
  return text;
}

/* The separator that follows the cell at text: ',' where there is none. */
static char separator_after(const char *text, const char *end) {
  if (text < end && *text == '"') {
    do {
      text = memchr(text + 1, '"', (size_t)(end - text - 1));
      if (!text) return ',';
    } while (++text < end && *text == '"');
  }
  const char *stop = line_end(text, end);
  while (text < stop && *text != '\t' && *text != ';' && *text != ',') text++;
  return text < stop ? *text : ',';
}

/* The separator, from the first row that is neither empty nor a comment. */
static char separator_guess(const char *text, const char *end) {
  while (text < end) {
    while (text < end && (is_line_end(*text) || *text == ' ')) text++;
    const bool comment = (text < end && *text == '#') || (end - text > 1 && text[0] == '"' && text[1] == '#');
    if (!comment) break;
    text = line_end(text, end);
  }
  return separator_after(text, end);
}

/* A first line `sep=;`, maybe in quotes or followed by empty cells. Returns the separator and moves *text behind the line, or 0. */
static char separator_line(const char **text, const char *end) {
  const char *at = *text;
  const char *stop = line_end(at, end);
  const bool quoted = at < stop && *at == '"';
  at += quoted;
  if (stop - at < 5 || strncasecmp(at, "sep=", 4) != 0) return 0;
  const char separator = at[4];
  at += 5;
  if (quoted && at < stop && *at == '"') at++;
  while (at < stop && (*at == separator || *at == ' ')) at++;
  if (at < stop) return 0;
  if (stop < end) stop += end - stop > 1 && stop[0] == '\r' && stop[1] == '\n' ? 2 : 1;
  *text = stop;
  return separator;
}

/* Offset of the first control character, which would steer a terminal and cannot stand in a web page, or size. */
static size_t control_find(const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (iscntrl((unsigned char)bytes[i]) && !strchr("\t\n\r", bytes[i])) return i;
  return size;
}

/* What the first bytes and a look at all of them say about the encoding. */
static bool text_check(const struct sheet *sheet, const char *bytes, size_t size, struct error *err) {
  const char *name = sheet_title(sheet);
  if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0 || !bytes[0] != !bytes[1]))
    return fail_input(err, "%s: the file is UTF-16 text; save it as 'CSV UTF-8'", name);
  if (size >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
    return fail_input(err, "%s: the file is a workbook, not CSV; save the sheet as 'CSV UTF-8'", name);
  const char *zero = memchr(bytes, '\0', size);
  const size_t invalid = zero ? (size_t)(zero - bytes) : utf8_invalid(bytes, size);
  const size_t bad = invalid < size ? invalid : control_find(bytes, size);
  if (bad == size) return true;
  struct reader r = {.line = 1, .column = 1};
  for (size_t i = 0; i < bad; i++) position_advance(&r, bytes[i], i ? bytes[i - 1] : '\0');
  if (zero)
    return fail_input(err, "%s:%zu:%zu: the file holds a NUL byte, so it is not a text; save it as 'CSV UTF-8'", name, r.line, r.column);
  if (invalid == size)
    return fail_input(err, "%s:%zu:%zu: the file holds a control character (0x%02X), which no cell may; remove it", name, r.line, r.column,
                      (unsigned char)bytes[bad]);
  return fail_input(err, "%s:%zu:%zu: byte 0x%02X is not UTF-8; save the file as 'CSV UTF-8'", name, r.line, r.column,
                    (unsigned char)bytes[bad]);
}

static bool separator_choose(struct sheet *sheet, struct reader *r, const char **text, const char *end, struct error *err) {
  const char given = separator_line(text, end);
  if (given && !strchr(",;\t", given))
    return fail_input(err, "%s:1:1: cells cannot be separated by '%c'; use sep=, or sep=; or a tab", sheet_title(sheet), given);
  sheet->separator = given ? given : separator_guess(*text, end);
  sheet->decimal = sheet->separator == ',' ? '.' : ',';
  if (given) r->line++;
  return true;
}

static bool sheet_parse(struct sheet *sheet, const char *beginning, struct error *err) {
  const char *text = sheet->bytes, *end = text + sheet->size;
  struct reader r = {.sheet = sheet, .line = 1, .column = 1};
  if (sheet->size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) text += 3;
  if (!text_check(sheet, text, (size_t)(end - text), err) || !separator_choose(sheet, &r, &text, end, err)) return false;
  if (csv_init(&r.csv, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL | CSV_REPALL_NL) != 0) return fail_memory(err);
  csv_set_delim(&r.csv, (unsigned char)sheet->separator);
  csv_set_blk_size(&r.csv, 1 << 12);
  const bool done = table_read(&r, text, (size_t)(end - text), err);
  csv_free(&r.csv);
  free(r.cell);
  if (done && sheet->count == 0) return fail_input(err, "%s: the file is empty; %s", sheet_title(sheet), beginning);
  return done;
}

/* Takes bytes. */
static bool sheet_make(struct sheet *sheet, const char *name, char *bytes, size_t size, const char *beginning, struct error *err) {
  *sheet = (struct sheet){.bytes = bytes, .size = size, .separator = ',', .decimal = '.'};
  sheet->name = strdup(name);
  sheet->text = malloc(size + 1); /* a cell and its NUL take no more bytes than the cell and its separator did; the last has none */
  if (!sheet->name || !sheet->text) fail_memory(err);
  else if (sheet_parse(sheet, beginning, err)) return true;
  sheet_free(sheet);
  return false;
}

static const char sheet_beginning[] = "a sheet begins with a header such as 'parameter,Baseline'";

bool sheet_read(struct sheet *sheet, const char *path, struct error *err) {
  return sheet_read_table(sheet, path, sheet_beginning, err);
}

bool sheet_read_table(struct sheet *sheet, const char *path, const char *beginning, struct error *err) {
  char *bytes;
  size_t size;
  *sheet = (struct sheet){0};
  const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
  return file_read(path, name, SHEET_BYTES_MOST, &bytes, &size, err) && sheet_make(sheet, path, bytes, size, beginning, err);
}

bool sheet_read_bytes(struct sheet *sheet, const char *name, const char *bytes, size_t size, struct error *err) {
  *sheet = (struct sheet){0};
  char *copy = malloc(size + 1);
  if (!copy) return fail_memory(err);
  if (size > 0) memcpy(copy, bytes, size);
  copy[size] = '\0';
  return sheet_make(sheet, name, copy, size, sheet_beginning, err);
}

void sheet_free(struct sheet *sheet) {
  for (size_t i = 0; i < sheet->count; i++) free(sheet->row[i].cell);
  free(sheet->row);
  free(sheet->text);
  free(sheet->bytes);
  free(sheet->name);
  *sheet = (struct sheet){0};
}

void sheet_report_beyond(const struct sheet *sheet, size_t row, struct messages *problems) {
  char place[PLACE_SIZE], clip[CLIP_SIZE];
  for (size_t field = sheet->row[0].count; field < sheet->row[row].count; field++) {
    const struct sheet_cell *cell = &sheet->row[row].cell[field];
    if (*cell->text == '\0') continue;
    messages_add(problems, "%s: '%s' stands beyond the header's %zu columns; name its column, or put a cell that holds %s in quotes",
                 sheet_where(sheet, cell, place), utf8_clip(clip, cell->text), sheet->row[0].count,
                 sheet->separator == '\t'  ? "tabs"
                 : sheet->separator == ';' ? "semicolons"
                                           : "commas");
  }
}

const char *sheet_text(const struct sheet_row *row, size_t field) {
  return field < row->count ? row->cell[field].text : "";
}

const char *sheet_title(const struct sheet *sheet) {
  return strcmp(sheet->name, "-") == 0 ? "standard input" : sheet->name;
}

/* "A" to "Z", "AA" and so on. */
static const char *column_letters(size_t field, char out[16]) {
  char *at = out + 15;
  *at = '\0';
  for (size_t left = field + 1; left > 0 && at > out; left = (left - 1) / 26) *--at = (char)('A' + (left - 1) % 26);
  return at;
}

const char *sheet_where(const struct sheet *sheet, const struct sheet_cell *cell, char out[PLACE_SIZE]) {
  enum { NAME_MOST = PLACE_SIZE - 112 };
  char letters[16];
  const char *name = sheet_title(sheet);
  const size_t length = strlen(name);
  const char *tail = length > NAME_MOST ? name + length - NAME_MOST : name;
  while (!utf8_begins(*tail)) tail++;
  snprintf(out, PLACE_SIZE, "%s%.*s:%zu:%zu (cell %s%zu)", tail == name ? "" : "...", NAME_MOST, tail, cell->line, cell->column,
           column_letters(cell->field, letters), cell->row + 1);
  return out;
}

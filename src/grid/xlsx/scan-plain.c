/* The cells that most are, `<c r="B2" s="1" t="s"><v>12</v></c>`: a number, a shared string or nothing, taken
 * as a whole. What differs by one byte is left to the scanner for all cells. */
#include <string.h>

#include "grid/xlsx/scan.h"
#include "grid/xlsx/sheet.h"
#include "support/limits.h"

#define LONGEST_NUMBER 32

struct plain_cell {
    unsigned row, column, format;
    enum cell_kind kind; /* EMPTY, NUMBER, TEXT */
    struct decimal number;
    unsigned text; /* number of a shared string */
};

/* At most `most` digits; false where there is none. */
static bool take_digits(const char **at, unsigned most, unsigned *ret)
{
    const char *from = *at;
    unsigned number = 0;
    for (; most > 0 && *from >= '0' && *from <= '9'; most--)
        number = number * 10 + (unsigned)(*from++ - '0');
    bool any = from != *at;
    *at = from;
    *ret = number;
    return any;
}

/* "B2" and the quote behind it. */
static bool take_place(const struct sheet_reader *reader, const char **at, struct plain_cell *cell)
{
    unsigned row, column = 0;
    guint64 bytes;
    for (unsigned most = 3; most > 0 && **at >= 'A' && **at <= 'Z'; most--)
        column = column * 26 + (unsigned)(*(*at)++ - 'A') + 1;
    if (!column || column > LIMIT_COLUMNS)
        return false;
    cell->column = column - 1;
    memcpy(&bytes, *at, sizeof bytes);
    if (reader->row_text.length && (bytes & reader->row_text.mask) == reader->row_text.bytes) {
        *at += reader->row_text.length + 1;
        cell->row = reader->row;
        return true;
    }
    if (!take_digits(at, 7, &row) || !row || row > LIMIT_ROWS)
        return false;
    cell->row = row - 1;
    return SCAN_WORD(at, "\"");
}

/* Sign, digits and point, if the digits are few enough to be kept as they are. */
static bool take_few_digits(const char **at, struct decimal *ret)
{
    const char *from = *at, *point = NULL;
    bool negative = *from == '-';
    int64_t coefficient = 0;
    const char *first = from += negative;
    for (; (*from >= '0' && *from <= '9') || (*from == '.' && !point); from++)
        if (*from == '.')
            point = from;
        else if (from - first < DECIMAL_DIGITS)
            coefficient = coefficient * 10 + (*from - '0');
        else
            return false;
    if (*from != '<' || from - first == (point != NULL))
        return false;
    *ret = decimal_make(negative ? -coefficient : coefficient, point ? (int32_t)(point + 1 - from) : 0);
    *at = from;
    return true;
}

static bool take_number(const char **at, struct decimal *ret)
{
    const char *from = *at;
    if (take_few_digits(at, ret))
        return true;
    while (strchr("0123456789.+-Ee", *from) && *from && from - *at < LONGEST_NUMBER)
        from++;
    if (!decimal_parse(*at, (size_t)(from - *at), ret))
        return false;
    *at = from;
    return true;
}

static bool take_value(const char **at, struct plain_cell *cell)
{
    if (cell->kind == CELL_TEXT)
        return take_digits(at, 9, &cell->text);
    cell->kind = CELL_NUMBER;
    return take_number(at, &cell->number);
}

/* From `<c` to behind `</c>`. */
static bool take_cell(const struct sheet_reader *reader, const char **at, struct plain_cell *cell)
{
    *cell = (struct plain_cell){.kind = CELL_EMPTY};
    if (!SCAN_WORD(at, "<c r=\"") || !take_place(reader, at, cell))
        return false;
    if (SCAN_WORD(at, " s=\"") && (!take_digits(at, 5, &cell->format) || !SCAN_WORD(at, "\"")))
        return false;
    if (SCAN_WORD(at, "/>"))
        return true;
    if (SCAN_WORD(at, " t=\"s\""))
        cell->kind = CELL_TEXT;
    else
        (void)SCAN_WORD(at, " t=\"n\"");
    return SCAN_WORD(at, "><v>") && take_value(at, cell) && SCAN_WORD(at, "</v></c>");
}

/* The value, as cell_builder_add would make it; false: by other rules than these. */
static bool set_value(const struct xlsx *xlsx, const struct plain_cell *plain, enum format_class class,
    struct cell *cell, bool *ret_blank)
{
    *ret_blank = plain->kind == CELL_EMPTY;
    if (plain->kind == CELL_NUMBER)
        cell_set_number(cell, plain->number, class, xlsx->date_1904);
    if (plain->kind != CELL_TEXT)
        return true;
    const struct shared_text *shared = xlsx_shared(xlsx, plain->text);
    if (!shared || shared->run_count)
        return false;
    cell->kind = CELL_TEXT;
    cell->text = shared->text;
    *ret_blank = !shared->visible && cell_is_blank(cell);
    return true;
}

static bool scan_plain_cell(struct sheet_reader *reader, char **at)
{
    struct plain_cell plain;
    const char *from = *at;
    if (*reader->cells.rows.cell_count >= LIMIT_CELLS || !take_cell(reader, &from, &plain))
        return false;
    const struct xlsx_format *format = xlsx_format(reader->xlsx, plain.format);
    struct cell cell = {.row = plain.row, .column = (uint16_t)plain.column, .style = format->style};
    bool blank;
    if (!set_value(reader->xlsx, &plain, format->class, &cell, &blank))
        return false;
    if (format->gradient)
        reader->sheet->features |= FEATURE_GRADIENTS;
    sheet_builder_add_known(&reader->cells.rows, &cell, blank);
    reader->column = plain.column;
    reader->column_seen = true;
    sheet_reader_set_row(reader, plain.row);
    *at += from - *at;
    return true;
}

bool sheet_scan_plain_cells(struct sheet_reader *reader, char **at, const char *end)
{
    bool any = false;
    while (end - *at >= SCAN_PLAIN_LONGEST && scan_plain_cell(reader, at))
        any = true;
    return any;
}

/* ---- rows ---- */

/* `name="value"` of such characters, if it is there. */
static bool take_attribute(const char **at, const char *name, size_t length, const char *characters)
{
    const char *from = *at;
    if (memcmp(from, name, length) != 0)
        return true;
    from += length;
    size_t value = strspn(from, characters);
    if (value > LONGEST_NUMBER || from[value] != '"')
        return false;
    *at = from + value + 1;
    return true;
}

#define TAKE_ATTRIBUTE(at, name, characters) take_attribute((at), name, sizeof(name) - 1, (characters))

bool sheet_scan_plain_row(struct sheet_reader *reader, char **at, const char *end)
{
    const char *from = *at;
    unsigned number;
    if (end - *at < SCAN_PLAIN_LONGEST || !SCAN_WORD(&from, "<row r=\""))
        return false;
    const char *digits = from;
    if (!take_digits(&from, 7, &number) || *from != '"' || !number || number > LIMIT_ROWS)
        return false;
    unsigned length = (unsigned)(from++ - digits);
    if (!TAKE_ATTRIBUTE(&from, " spans=\"", "0123456789:") ||
        !TAKE_ATTRIBUTE(&from, " x14ac:dyDescent=\"", "0123456789.") || *from != '>')
        return false;
    struct row info = {.index = number - 1, .style = -1};
    sheet_reader_open_row(reader, &info);
    struct row_text *text = &reader->row_text;
    *text = (struct row_text){.length = length};
    memset(&text->mask, 0xFF, length + 1);
    memcpy(&text->bytes, digits, sizeof text->bytes);
    text->bytes &= text->mask;
    *at += from + 1 - *at;
    return true;
}

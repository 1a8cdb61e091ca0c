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

static bool take_place(const char **at, struct plain_cell *cell)
{
    unsigned row, column = 0;
    for (unsigned most = 3; most > 0 && **at >= 'A' && **at <= 'Z'; most--)
        column = column * 26 + (unsigned)(*(*at)++ - 'A') + 1;
    if (!column || column > LIMIT_COLUMNS || !take_digits(at, 7, &row) || !row || row > LIMIT_ROWS)
        return false;
    cell->row = row - 1;
    cell->column = column - 1;
    return true;
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
static bool take_cell(const char **at, struct plain_cell *cell)
{
    *cell = (struct plain_cell){.kind = CELL_EMPTY};
    if (!SCAN_WORD(at, "<c r=\"") || !take_place(at, cell) || !SCAN_WORD(at, "\""))
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

bool sheet_scan_plain(struct sheet_reader *reader, char **at, const char *end)
{
    struct plain_cell plain;
    const char *from = *at;
    if (end - *at < SCAN_PLAIN_LONGEST || *reader->cells.rows.cell_count >= LIMIT_CELLS ||
        !take_cell(&from, &plain))
        return false;
    const struct xlsx_format *format = xlsx_format(reader->xlsx, plain.format);
    struct cell cell = {.row = plain.row, .column = (uint16_t)plain.column, .style = format->style};
    bool blank;
    if (!set_value(reader->xlsx, &plain, format->class, &cell, &blank))
        return false;
    if (format->gradient)
        reader->sheet->features |= FEATURE_GRADIENTS;
    sheet_builder_add_known(&reader->cells.rows, &cell, blank);
    reader->row = plain.row;
    reader->column = plain.column;
    reader->column_seen = true;
    *at += from - *at;
    return true;
}

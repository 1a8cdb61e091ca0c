/* The messages of the second reader, checked like a file, and what differs from our cells. */
#include "grid/crosscheck.h"

#include <math.h>
#include <string.h>

#include "grid/builder.h"
#include "support/date.h"
#include "support/intl.h"
#include "support/limits.h"

#define MOST_TEXT (4u * 65536u) /* bytes: no text of an .xls is longer */
#define DATE_FIRST 61           /* below, the day that never was counts in FreeXL */
#define DATE_LAST 73109         /* above, FreeXL counts leap years wrongly */

struct difference {
    const struct sheet *sheet;
    unsigned row, column;
    char *ours, *other;
};

struct comparison {
    const struct workbook *workbook;
    bool ascii_only;           /* texts in other characters are not compared */
    GByteArray *rest;          /* of a message that is not yet whole */
    const struct sheet *sheet; /* NULL: none of ours */
    bool in_sheet, ended;
    guint64 count;       /* of cells that differ */
    GArray *differences; /* struct difference: the first ones */
};

static void difference_clear(gpointer data)
{
    struct difference *difference = data;
    g_free(difference->ours);
    g_free(difference->other);
}

struct comparison *comparison_new(const struct workbook *workbook, bool ascii_only)
{
    struct comparison *comparison = g_new0(struct comparison, 1);
    comparison->workbook = workbook;
    comparison->ascii_only = ascii_only;
    comparison->rest = g_byte_array_new();
    comparison->differences = g_array_new(FALSE, TRUE, sizeof(struct difference));
    g_array_set_clear_func(comparison->differences, difference_clear);
    return comparison;
}

void comparison_free(struct comparison *comparison)
{
    if (!comparison)
        return;
    g_byte_array_unref(comparison->rest);
    g_array_unref(comparison->differences);
    g_free(comparison);
}

bool comparison_complete(const struct comparison *comparison)
{
    return comparison->ended && comparison->rest->len == 0;
}

/* ---- cells ---- */

static char *value_text(const struct cell *cell)
{
    if (!cell || cell->kind == CELL_EMPTY)
        return g_strdup("");
    return cell->kind == CELL_TEXT || cell->kind == CELL_ERROR ? g_strdup(cell->text)
                                                               : decimal_to_text(cell->number);
}

static void differs(
    struct comparison *comparison, unsigned row, unsigned column, const struct cell *cell, char *other)
{
    comparison->count++;
    if (comparison->differences->len >= CROSSCHECK_DIFFERENCES) {
        g_free(other);
        return;
    }
    struct difference difference = {comparison->sheet, row, column, value_text(cell), other};
    g_array_append_val(comparison->differences, difference);
}

static bool is_number(const struct cell *cell)
{
    return cell && (cell->kind == CELL_NUMBER || cell->kind == CELL_DATE || cell->kind == CELL_DURATION ||
                       cell->kind == CELL_BOOLEAN);
}

/* Would the number be the cell's, had we read it? Times are rounded, and a date may count from 1904. */
static bool is_number_of(const struct cell *cell, struct decimal number)
{
    enum format_class class = cell->kind == CELL_DATE       ? FORMAT_DATE
                              : cell->kind == CELL_DURATION ? FORMAT_DURATION
                                                            : FORMAT_GENERAL;
    struct cell from_1900, from_1904;
    cell_set_number(&from_1900, number, class, false);
    cell_set_number(&from_1904, number, class, true);
    return decimal_equal(cell->number, from_1900.number) || decimal_equal(cell->number, from_1904.number);
}

static void compare_number(struct comparison *comparison, unsigned row, unsigned column, double number)
{
    const struct cell *cell = sheet_cell(comparison->sheet, row, column);
    struct decimal decimal;
    /* it gives errors as numbers */
    if (cell && cell->kind == CELL_ERROR)
        return;
    if (!decimal_from_double(number, &decimal)) {
        differs(comparison, row, column, cell, g_strdup("NaN"));
        return;
    }
    if (is_number(cell) && is_number_of(cell, decimal))
        return;
    differs(comparison, row, column, cell, decimal_to_text(decimal));
}

static void compare_text(struct comparison *comparison, unsigned row, unsigned column, const char *text)
{
    const struct cell *cell = sheet_cell(comparison->sheet, row, column);
    if (comparison->ascii_only && !g_str_is_ascii(text))
        return;
    if (cell && cell->kind == CELL_TEXT ? strcmp(cell->text, text) == 0 : !cell && !*text)
        return;
    struct cell blank = {.kind = CELL_TEXT, .text = text};
    /* blanks in rows without a value are not kept */
    if (!cell && cell_is_blank(&blank))
        return;
    differs(comparison, row, column, cell, g_strdup(text));
}

/* Dates are compared where both readers see one and the second is known to be right. */
static void compare_date(struct comparison *comparison, unsigned row, unsigned column, const char *text)
{
    const struct cell *cell = sheet_cell(comparison->sheet, row, column);
    if (!cell || cell->kind == CELL_EMPTY) {
        differs(comparison, row, column, cell, g_strdup(text));
        return;
    }
    if (cell->kind != CELL_DATE || !decimal_is_integer(cell->number))
        return;
    int64_t serial = decimal_floor(cell->number);
    if (serial < DATE_FIRST || serial > DATE_LAST)
        return;
    struct civil_date date = date_from_serial((int32_t)serial);
    char day[32];
    g_snprintf(day, sizeof day, "%04d-%02d-%02d", date.year, date.month, date.day);
    if (!g_str_has_prefix(text, day))
        differs(comparison, row, column, cell, g_strdup(text));
}

/* ---- messages ---- */

static const struct sheet *find_sheet(const struct workbook *workbook, const char *name)
{
    for (unsigned i = 0; i < workbook->sheets->len; i++) {
        const struct sheet *sheet = workbook->sheets->pdata[i];
        if (strcmp(sheet->name, name) == 0)
            return sheet;
    }
    return NULL;
}

static uint32_t number_at(const uint8_t *bytes)
{
    uint32_t number;
    memcpy(&number, bytes, sizeof number);
    return number;
}

enum taken { TAKEN, NOT_WHOLE, NO_MESSAGE };

/* A message that ends in a text; `head` bytes stand before the text's length. */
static enum taken take_text(
    struct comparison *comparison, const uint8_t *bytes, size_t length, size_t head, size_t *ret_size)
{
    if (length < head + 4)
        return NOT_WHOLE;
    uint32_t count = number_at(bytes + head);
    if (count > MOST_TEXT)
        return NO_MESSAGE;
    if (length < head + 4 + count)
        return NOT_WHOLE;
    const char *begin = (const char *)bytes + head + 4;
    if (memchr(begin, 0, count) || !g_utf8_validate(begin, (gssize)count, NULL))
        return NO_MESSAGE;
    char *text = g_strndup(begin, count);
    *ret_size = head + 4 + count;
    if (bytes[0] == CROSSCHECK_SHEET) {
        comparison->sheet = find_sheet(comparison->workbook, text);
        comparison->in_sheet = true;
    } else if (comparison->sheet) {
        uint32_t row = number_at(bytes + 1), column = number_at(bytes + 5);
        if (bytes[0] == CROSSCHECK_TEXT)
            compare_text(comparison, row, column, text);
        else
            compare_date(comparison, row, column, text);
    }
    g_free(text);
    return TAKEN;
}

static enum taken take_message(
    struct comparison *comparison, const uint8_t *bytes, size_t length, size_t *ret_size)
{
    const size_t cell = 1 + 4 + 4;
    bool is_cell =
        bytes[0] == CROSSCHECK_TEXT || bytes[0] == CROSSCHECK_DATE || bytes[0] == CROSSCHECK_NUMBER;
    if (comparison->ended)
        return NO_MESSAGE;
    if (is_cell) {
        if (!comparison->in_sheet)
            return NO_MESSAGE;
        if (length < cell)
            return NOT_WHOLE;
        if (number_at(bytes + 1) >= LIMIT_ROWS || number_at(bytes + 5) >= LIMIT_COLUMNS)
            return NO_MESSAGE;
    }
    switch (bytes[0]) {
    case CROSSCHECK_SHEET:
        return take_text(comparison, bytes, length, 1, ret_size);
    case CROSSCHECK_TEXT:
    case CROSSCHECK_DATE:
        return take_text(comparison, bytes, length, cell, ret_size);
    case CROSSCHECK_NUMBER: {
        double number;
        if (length < cell + sizeof number)
            return NOT_WHOLE;
        memcpy(&number, bytes + cell, sizeof number);
        if (comparison->sheet)
            compare_number(comparison, number_at(bytes + 1), number_at(bytes + 5), number);
        *ret_size = cell + sizeof number;
        return TAKEN;
    }
    case CROSSCHECK_END:
        comparison->ended = true;
        *ret_size = 1;
        return TAKEN;
    default:
        return NO_MESSAGE;
    }
}

bool comparison_feed(struct comparison *comparison, const void *bytes, size_t length)
{
    GByteArray *rest = comparison->rest;
    g_byte_array_append(rest, bytes, (guint)length);
    size_t at = 0;
    while (at < rest->len) {
        size_t size = 0;
        enum taken taken = take_message(comparison, rest->data + at, rest->len - at, &size);
        if (taken == NO_MESSAGE)
            return false;
        if (taken == NOT_WHOLE)
            break;
        at += size;
    }
    g_byte_array_remove_range(rest, 0, (guint)at);
    return true;
}

/* ---- findings ---- */

void comparison_report(const struct comparison *comparison, struct findings *findings)
{
    if (comparison->count == 0)
        return;
    struct place file = {.file = comparison->workbook->name, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    char *count = g_strdup_printf("%" G_GUINT64_FORMAT, comparison->count);
    findings_add(findings, FINDING_XLS_CROSS_CHECK_COUNT, &file, NULL, count, NULL);
    g_free(count);
    for (unsigned i = 0; i < comparison->differences->len; i++) {
        const struct difference *difference = &g_array_index(comparison->differences, struct difference, i);
        struct place place = sheet_place(difference->sheet, difference->row, difference->column);
        findings_add(
            findings, FINDING_XLS_CROSS_CHECK, &place, NULL, difference->ours, difference->other, NULL);
    }
}

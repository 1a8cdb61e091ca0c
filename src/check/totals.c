/* `totali`: what the input itself calls a total is the sum of its parts. Only where the sheet proves that it
 * adds up that way: another column of the row, or other rows of the column, do. */
#include "check/cells.h"

#include "grid/numfmt.h"
#include "support/italian.h"
#include "support/limits.h"
#include "support/text.h"

#include <stdlib.h>
#include <string.h>

#define MOST_GAP 2u /* rows or columns without a number between parts */
#define MOST_PARTS 2000u
#define LONGEST_START 64 /* bytes of a text in which its first words stand */

/* The parts of a total, as far as they were added. */
struct parts {
    struct decimal sum, least, greatest;
    unsigned count, filled; /* not 0 */
    unsigned first_row, first_column;
    const struct cell *end; /* of another total, where they end; NULL: none */
    bool good;              /* nothing among them that is no number or counts twice, and no overflow */
};

static bool begins_with(const char *text, const char *const *words)
{
    char *start = g_utf8_substring(text, 0, g_utf8_strlen(text, LONGEST_START));
    char *all = text_words(start);
    bool found = false;
    for (unsigned i = 0; words[i] && !found; i++) {
        const size_t length = strlen(words[i]);
        found = strncmp(all, words[i], length) == 0 && (all[length] == ' ' || all[length] == '\0');
    }
    g_free(all);
    g_free(start);
    return found;
}

static bool is_total_word(const char *text)
{
    static const char *const words[] = {"totale", "totali", "tot", NULL};
    return begins_with(text, words);
}

/* What counts again something that stands beside it: a sum of some parts, or a share of one. */
static bool counts_again(const struct cell *name)
{
    static const char *const words[] = {"subtotale", "subtotali", "sub totale", "sub totali", "sub tot",
        "subtot", "parziale", "parziali", "somma", "sommano", "di cui", NULL};
    return name && name->kind == CELL_TEXT && begins_with(name->text, words);
}

/* The number in a cell, also one typed as text; false: there is none. */
static bool number_in(const struct cell *cell, struct decimal *ret)
{
    struct number_text number;
    if (cell->kind == CELL_NUMBER) {
        *ret = cell->number;
        return true;
    }
    if (cell->kind != CELL_TEXT || !italian_number(cell->text, &number))
        return false;
    *ret = number.number;
    return true;
}

/* Exact; false where 15 digits are not enough. */
static bool add(struct decimal *sum, struct decimal number, bool minus)
{
    int exponent = MIN(sum->exponent, number.exponent);
    int64_t coefficients[2] = {sum->coefficient, number.coefficient}, coefficient;
    int exponents[2] = {sum->exponent, number.exponent};
    for (unsigned i = 0; i < 2; i++)
        for (; exponents[i] > exponent && coefficients[i] != 0; exponents[i]--)
            if (__builtin_mul_overflow(coefficients[i], 10, &coefficients[i]))
                return false;
    if (minus ? __builtin_sub_overflow(coefficients[0], coefficients[1], &coefficient)
              : __builtin_add_overflow(coefficients[0], coefficients[1], &coefficient))
        return false;
    char digits[40];
    g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT "E%d", (gint64)coefficient, exponent);
    return decimal_parse(digits, strlen(digits), sum);
}

static void add_part(struct parts *parts, const struct cell *cell, struct decimal number)
{
    if (parts->count == 0 || decimal_compare(number, parts->least) < 0)
        parts->least = number;
    if (parts->count == 0 || decimal_compare(number, parts->greatest) > 0)
        parts->greatest = number;
    parts->good = parts->good && add(&parts->sum, number, false) && ++parts->count <= MOST_PARTS;
    parts->filled += !decimal_is_zero(number);
    parts->first_row = cell->row;
    parts->first_column = cell->column;
}

static bool is_nothing(const struct cell *cell)
{
    return !cell || (cell_is_blank(cell) && !cell_formula(cell));
}

/* The first cell of the row that holds something; NULL: none. */
static const struct cell *first_cell(const struct sheet *sheet, unsigned index)
{
    const struct row *row = sheet_row(sheet, index);
    const struct cell *cells = row ? sheet_row_cells(sheet, row) : NULL;
    for (unsigned i = 0; cells && i < row->count; i++)
        if (!is_nothing(&cells[i]))
            return &cells[i];
    return NULL;
}

static bool begins_total(const struct sheet *sheet, unsigned row)
{
    const struct cell *cell = first_cell(sheet, row);
    return cell && cell->kind == CELL_TEXT && is_total_word(cell->text);
}

static bool step(const struct cells_checking *checking)
{
    *checking->left -= *checking->left > 0;
    return *checking->left > 0;
}

/* The numbers above a cell, up to the heading of their column or to another total. */
static struct parts parts_above(
    const struct cells_checking *checking, const struct sheet *sheet, unsigned row, unsigned column)
{
    struct parts parts = {.good = true};
    unsigned gap = 0;
    while (row > 0 && gap <= MOST_GAP && parts.good) {
        parts.good = step(checking);
        const struct cell *cell = sheet_cell(sheet, --row, column);
        struct decimal number;
        if (begins_total(sheet, row)) {
            parts.end = cell;
            break;
        }
        if (is_nothing(cell)) {
            gap++;
        } else if (number_in(cell, &number)) {
            parts.good = parts.good && !counts_again(first_cell(sheet, row));
            add_part(&parts, cell, number);
            gap = 0;
        } else {
            parts.good = parts.good && cell->kind == CELL_TEXT; /* its heading */
            break;
        }
    }
    return parts;
}

/* The numbers left of a cell but the row's first, which names it; `headings` is the row of names. */
static struct parts parts_left(const struct cells_checking *checking, const struct sheet *sheet, unsigned row,
    unsigned column, unsigned headings)
{
    struct parts parts = {.good = true};
    const struct cell *name = first_cell(sheet, row);
    unsigned gap = 0;
    while (name && column > name->column + 1u && gap <= MOST_GAP && parts.good) {
        parts.good = step(checking);
        const struct cell *cell = sheet_cell(sheet, row, --column);
        struct decimal number;
        if (is_nothing(cell)) {
            gap++;
        } else if (number_in(cell, &number)) {
            parts.good = parts.good && !counts_again(sheet_cell(sheet, headings, column));
            add_part(&parts, cell, number);
            gap = 0;
        } else {
            break;
        }
    }
    return parts;
}

static bool adds_up(const struct parts *parts, struct decimal total)
{
    return parts->good && decimal_equal(parts->sum, total);
}

/* Does a total that adds up show that totals here are sums? A single part, or zeros, show nothing. */
static bool proves(const struct parts *parts, struct decimal total)
{
    return parts->filled >= 2 && adds_up(parts, total);
}

/* Does it carry on the total that its parts follow? */
static bool carries_on(const struct parts *parts, struct decimal total)
{
    struct decimal number, sum = parts->sum;
    return parts->end && number_in(parts->end, &number) && add(&sum, number, false) &&
           decimal_equal(sum, total);
}

/* Is it certainly wrong? It is typed, of the size of a sum and not of a mean, and further off than its parts
 * may have been rounded. */
static bool is_wrong(const struct cell *cell, const struct parts *parts, struct decimal total)
{
    if (cell_formula(cell) || !parts->good || parts->filled < 2 || adds_up(parts, total) ||
        carries_on(parts, total) || decimal_compare(total, parts->greatest) <= 0 ||
        parts->least.coefficient < 0)
        return false;
    struct decimal difference = total, doubled = parts->sum;
    if (!add(&difference, parts->sum, true) || !add(&doubled, parts->sum, false) ||
        decimal_compare(total, doubled) >= 0)
        return false;
    difference.coefficient = llabs(difference.coefficient);
    const int32_t unit = MIN(MIN(total.exponent, parts->sum.exponent), 0);
    const struct decimal low = {95, 0}, high = {105, 0};
    const bool shares = decimal_compare(parts->sum, low) > 0 && decimal_compare(parts->sum, high) < 0;
    const struct decimal rounding = {(int64_t)parts->count * 5, unit - 1};
    return (unit == 0 && !shares) || decimal_compare(difference, rounding) > 0;
}

static bool same_format(const struct sheet *sheet, const struct cell *a, const struct cell *b)
{
    return g_strcmp0(workbook_get_style(sheet->workbook, a->style)->format,
               workbook_get_style(sheet->workbook, b->style)->format) == 0;
}

static bool was_found(const struct findings *findings, const struct place *place)
{
    for (unsigned i = 0; i < findings_count(findings); i++) {
        const struct finding *finding = findings_get(findings, i);
        bool about_figures = finding->id == FINDING_CHECK_FAILED || finding->id == FINDING_COMPUTED_DIFFERS;
        if (about_figures && finding->place.row == place->row && finding->place.column == place->column &&
            g_strcmp0(finding->place.file, place->file) == 0 &&
            g_strcmp0(finding->place.sheet, place->sheet) == 0)
            return true;
    }
    return false;
}

static void raise_total(const struct cells_checking *checking, const struct sheet *sheet,
    const struct cell *cell, const struct parts *parts)
{
    struct place place = sheet_place(sheet, cell->row, cell->column);
    struct place other = sheet_place(sheet, parts->first_row, parts->first_column);
    if (was_found(checking->findings, &place))
        return;
    char *shown = cell_display(sheet->workbook, cell);
    char *sum = g_strdelimit(decimal_to_text(parts->sum), ".", ',');
    char *count = g_strdup_printf("%u", parts->count);
    findings_add_as(checking->findings, FINDING_TOTAL_DIFFERS, checking->severity, &place, &other, shown,
        count, sum, NULL);
    g_free(count);
    g_free(sum);
    g_free(shown);
}

/* A row that is called a total. */
static void check_row(const struct cells_checking *checking, const struct sheet *sheet, const struct row *row)
{
    const struct cell *cells = sheet_row_cells(sheet, row), *proof = NULL;
    struct decimal total;
    for (unsigned i = 0; i < row->count && !proof; i++) {
        struct parts parts = {.good = false};
        if (number_in(&cells[i], &total))
            parts = parts_above(checking, sheet, row->index, cells[i].column);
        if (proves(&parts, total))
            proof = &cells[i];
    }
    for (unsigned i = 0; i < row->count && proof; i++) {
        if (!number_in(&cells[i], &total) || !same_format(sheet, proof, &cells[i]))
            continue;
        struct parts parts = parts_above(checking, sheet, row->index, cells[i].column);
        if (is_wrong(&cells[i], &parts, total))
            raise_total(checking, sheet, &cells[i], &parts);
    }
}

/* A column that is headed as a total: the rows below, over headings that are repeated. */
static void check_column(
    const struct cells_checking *checking, const struct sheet *sheet, const struct cell *heading)
{
    const struct cell *proof = NULL;
    unsigned proofs = 0;
    for (unsigned pass = 0; pass < 2 && (pass == 0 || proofs >= 2); pass++) {
        unsigned gap = 0;
        for (unsigned row = heading->row + 1u; row < LIMIT_ROWS && gap <= MOST_GAP && step(checking); row++) {
            const struct cell *cell = sheet_cell(sheet, row, heading->column);
            struct decimal total;
            gap = is_nothing(cell) ? gap + 1 : 0;
            /* Where both ways meet, the way down counts. */
            if (is_nothing(cell) || begins_total(sheet, row))
                continue;
            if (!number_in(cell, &total)) {
                if (cell->kind != CELL_TEXT || !text_same(cell->text, heading->text))
                    break;
                continue;
            }
            struct parts parts = parts_left(checking, sheet, row, heading->column, heading->row);
            if (pass == 0 && proves(&parts, total)) {
                proof = cell;
                proofs++;
            } else if (pass == 1 && same_format(sheet, proof, cell) && is_wrong(cell, &parts, total)) {
                raise_total(checking, sheet, cell, &parts);
            }
        }
    }
}

/* Is the cell the first of this heading in its column? */
static bool is_first_heading(
    const struct cells_checking *checking, const struct sheet *sheet, const struct cell *cell)
{
    for (unsigned row = cell->row; row > 0; row--) {
        const struct cell *above = sheet_cell(sheet, row - 1, cell->column);
        if (!step(checking) || (above && above->kind == CELL_TEXT && text_same(above->text, cell->text)))
            return false;
    }
    return true;
}

static void check_sheet(const struct cells_checking *checking, const struct sheet *sheet)
{
    for (unsigned i = 0; i < sheet->rows->len; i++) {
        const struct row *row = &g_array_index(sheet->rows, struct row, i);
        const struct cell *cells = sheet_row_cells(sheet, row), *first = first_cell(sheet, row->index);
        for (unsigned k = 0; k < row->count; k++) {
            if (cells[k].kind != CELL_TEXT || !is_total_word(cells[k].text))
                continue;
            if (&cells[k] == first)
                check_row(checking, sheet, row);
            else if (is_first_heading(checking, sheet, &cells[k]))
                check_column(checking, sheet, &cells[k]);
        }
    }
}

void check_totals(const struct cells_checking *checking)
{
    for (unsigned i = 0; i < checking->workbooks->len; i++) {
        const struct workbook *workbook = checking->workbooks->pdata[i];
        for (unsigned k = 0; k < workbook->sheets->len; k++) {
            const struct sheet *sheet = workbook->sheets->pdata[k];
            if (sheet->visibility == SHEET_VISIBLE)
                check_sheet(checking, sheet);
        }
    }
}

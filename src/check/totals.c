/* `totali`: what the input itself calls a total is the sum of its parts. Only where the sheet shows that it
 * is meant so: others of its row or column add up, and it is of their kind. A number of distinct persons, a
 * mean, a share may stand beside sums in the same format. */
#include "check/totals.h"

#include "grid/numfmt.h"
#include "support/limits.h"
#include "support/text.h"

#include <stdlib.h>
#include <string.h>

#define MOST_EMPTY 2u      /* rows without a total in a column of totals */
#define HABIT 4u           /* so many that add up are the habit of the row or column */
#define MOST_CROSSING 200u /* rows or columns in which a total of the other direction is looked for */

/* What a row or a column that is called a total holds. */
struct total {
    const struct cell *cell;
    const struct cell *name; /* the heading of its column, or what its row is called; NULL: none */
    struct decimal figure;
    struct parts parts;
};

struct totals {
    const struct cells_checking *checking;
    const struct sheet *sheet;
    enum axis axis;
    unsigned headings; /* the row of the columns' names; AXIS_ACROSS */
    GArray *list;      /* struct total */
};

static const struct total *total_at(const struct totals *totals, unsigned index)
{
    return &g_array_index(totals->list, struct total, index);
}

static void add_total(struct totals *totals, const struct cell *cell)
{
    struct total total = {.cell = cell};
    if (!total_number(cell, &total.figure))
        return;
    total.parts =
        total_parts(totals->checking, totals->sheet, totals->axis, cell->row, cell->column, totals->headings);
    if (totals->axis == AXIS_ACROSS)
        total.name = total_row_name(totals->sheet, cell->row);
    else if (total.parts.begin > 0)
        total.name = sheet_cell(totals->sheet, total.parts.begin - 1, cell->column);
    g_array_append_val(totals->list, total);
}

/* Does it carry on the total that its parts follow? */
static bool carries_on(const struct total *total)
{
    struct decimal number, sum = total->parts.sum;
    return total->parts.end && total_number(total->parts.end, &number) && total_add(&sum, number, false) &&
           decimal_equal(sum, total->figure);
}

/* Years are not added up, whatever stands below them. */
static bool are_years(const struct total *total)
{
    const struct decimal first = {1900, 0}, last = {2100, 0};
    return decimal_compare(total->parts.least, first) >= 0 &&
           decimal_compare(total->parts.greatest, last) <= 0 && decimal_compare(total->figure, last) <= 0;
}

/* Is it off? It is typed, of the size of a sum and not of a mean, and further off than its parts may have
 * been rounded. */
static bool is_off(const struct total *total)
{
    const struct parts *parts = &total->parts;
    if (cell_formula(total->cell) || !parts->good || parts->filled < 2 ||
        total_adds_up(parts, total->figure) || carries_on(total) || are_years(total) ||
        decimal_compare(total->figure, parts->greatest) <= 0 || parts->least.coefficient < 0)
        return false;
    struct decimal difference = total->figure, doubled = parts->sum;
    if (!total_add(&difference, parts->sum, true) || !total_add(&doubled, parts->sum, false) ||
        decimal_compare(total->figure, doubled) >= 0)
        return false;
    difference.coefficient = llabs(difference.coefficient);
    const int32_t unit = MIN(MIN(total->figure.exponent, parts->sum.exponent), 0);
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

/* Are both sums of the same rows or columns? What ends the walk of one is not among the parts of the other.
 */
static bool same_parts(const struct total *a, const struct total *b)
{
    return a->parts.begin <= b->parts.first && b->parts.begin <= a->parts.first;
}

/* An amount of money, or what is measured: it is no number of things, of which some may be the same. */
static bool is_amount(const struct totals *totals, const struct total *total)
{
    const char *format = workbook_get_style(totals->sheet->workbook, total->cell->style)->format;
    return numfmt_class(format) == FORMAT_CURRENCY ||
           (!numfmt_is_percent(format) && (numfmt_decimals(format) > 0 || total->parts.fraction));
}

/* "Anno 2018" and "Anno 2017"; numbers and dates alone are alike, too. To be freed. */
static char *kind_of_name(const struct cell *name)
{
    if (!name || total_is_nothing(name))
        return NULL;
    GString *kind = g_string_new(NULL);
    char *words = name->kind == CELL_TEXT ? text_words(name->text) : g_strdup("");
    for (const char *at = words; *at; at++)
        if (!g_ascii_isdigit(*at) && *at != ' ')
            g_string_append_c(kind, *at);
    g_free(words);
    return g_string_free(kind, FALSE);
}

static bool called_alike(const struct total *a, const struct total *b)
{
    char *first = kind_of_name(a->name), *second = kind_of_name(b->name);
    const bool alike = first && second && strcmp(first, second) == 0;
    g_free(second);
    g_free(first);
    return alike;
}

/* Are a column and another added up by a total right of them, or two rows by one below? Twice at least. */
static bool added_up(const struct totals *totals, const struct total *a, const struct total *b)
{
    const bool down = totals->axis == AXIS_DOWN;
    const struct sheet *sheet = totals->sheet;
    const unsigned places[] = {down ? a->cell->column : a->cell->row, down ? b->cell->column : b->cell->row};
    const unsigned low = MIN(places[0], places[1]), high = MAX(places[0], places[1]);
    const unsigned headings = down ? MAX(a->parts.begin, 1u) - 1 : totals->headings;
    const unsigned end = down ? a->cell->row : a->cell->column;
    for (unsigned line = high; line < high + MOST_CROSSING && total_step(totals->checking); line++) {
        unsigned proofs = 0;
        if (!total_is_called(down ? sheet_cell(sheet, headings, line) : total_row_name(sheet, line)))
            continue;
        for (unsigned place = a->parts.begin; place < end && proofs < 2; place++) {
            const unsigned row = down ? place : line, column = down ? line : place;
            const struct cell *cell = sheet_cell(sheet, row, column);
            struct decimal figure;
            if (!cell || !total_number(cell, &figure))
                continue;
            const struct parts parts =
                total_parts(totals->checking, sheet, down ? AXIS_ACROSS : AXIS_DOWN, row, column, headings);
            proofs += total_proves(&parts, figure) && parts.first <= low;
        }
        if (proofs >= 2)
            return true;
    }
    return false;
}

/* Do the others show that this one, which is off, is meant as a sum? Some of them have to add up: they have
 * the same format and the same parts. Beside them it is an amount; it is more than its parts, which things
 * counted once are not; there are many that add up; those that are called alike do, mostly; it is added up
 * with them. */
static bool is_meant_as_sum(const struct totals *totals, const struct total *total)
{
    unsigned proofs = 0, alike = 0, alike_off = 1;
    bool more = false, crossing = false;
    for (unsigned i = 0; i < totals->list->len && total_step(totals->checking); i++) {
        const struct total *other = total_at(totals, i);
        if (other == total || !same_format(totals->sheet, total->cell, other->cell) ||
            (totals->axis == AXIS_DOWN && !same_parts(total, other)))
            continue;
        const bool proof = total_proves(&other->parts, other->figure);
        if (proof || is_off(other))
            *(proof ? &alike : &alike_off) += called_alike(total, other);
        if (!proof)
            continue;
        proofs++;
        more |=
            total->parts.count >= other->parts.count && decimal_compare(total->figure, total->parts.sum) > 0;
        crossing = crossing || added_up(totals, total, other);
    }
    return proofs >= (totals->axis == AXIS_DOWN ? 1u : 2u) &&
           (is_amount(totals, total) || more || proofs >= HABIT || alike >= alike_off || crossing);
}

/* Does a name say that it is none: its own, the heading above that, or what the row is called? */
static bool is_called_no_sum(const struct totals *totals, const struct total *total)
{
    const struct cell *name = total->name;
    bool found = total_is_no_sum(name) || total_is_no_sum(total_row_name(totals->sheet, total->cell->row));
    for (unsigned up = 1; !found && totals->axis == AXIS_DOWN && name && name->row >= up && up <= 2; up++)
        found = total_is_no_sum(sheet_cell(totals->sheet, name->row - up, name->column));
    return found;
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

static void raise_total(const struct totals *totals, const struct total *total)
{
    const struct cells_checking *checking = totals->checking;
    const struct cell *cell = total->cell;
    const unsigned first = total->parts.first;
    struct place place = sheet_place(totals->sheet, cell->row, cell->column);
    struct place other = totals->axis == AXIS_DOWN ? sheet_place(totals->sheet, first, cell->column)
                                                   : sheet_place(totals->sheet, cell->row, first);
    if (was_found(checking->findings, &place))
        return;
    char *shown = cell_display(totals->sheet->workbook, cell);
    char *sum = g_strdelimit(decimal_to_text(total->parts.sum), ".", ',');
    char *count = g_strdup_printf("%u", total->parts.count);
    findings_add_as(checking->findings, FINDING_TOTAL_DIFFERS, checking->severity, &place, &other, shown,
        count, sum, NULL);
    g_free(count);
    g_free(sum);
    g_free(shown);
}

static void judge(const struct totals *totals)
{
    for (unsigned i = 0; i < totals->list->len; i++) {
        const struct total *total = total_at(totals, i);
        if (is_off(total) && !is_called_no_sum(totals, total) && is_meant_as_sum(totals, total))
            raise_total(totals, total);
    }
    g_array_unref(totals->list);
}

/* A row that is called a total. */
static void check_row(const struct cells_checking *checking, const struct sheet *sheet, const struct row *row)
{
    const struct cell *cells = sheet_row_cells(sheet, row);
    struct totals totals = {checking, sheet, AXIS_DOWN, 0, g_array_new(FALSE, FALSE, sizeof(struct total))};
    for (unsigned i = 0; i < row->count; i++)
        add_total(&totals, &cells[i]);
    judge(&totals);
}

/* A column that is headed as a total: the rows below, over headings that are repeated. */
static void check_column(
    const struct cells_checking *checking, const struct sheet *sheet, const struct cell *heading)
{
    struct totals totals = {
        checking, sheet, AXIS_ACROSS, heading->row, g_array_new(FALSE, FALSE, sizeof(struct total))};
    unsigned gap = 0;
    for (unsigned row = heading->row + 1u; row < LIMIT_ROWS && gap <= MOST_EMPTY && total_step(checking);
         row++) {
        const struct cell *cell = sheet_cell(sheet, row, heading->column);
        struct decimal number;
        gap = total_is_nothing(cell) ? gap + 1 : 0;
        /* Where both ways meet, the way down counts. */
        if (total_is_nothing(cell) || total_is_called(total_row_name(sheet, row)))
            continue;
        if (total_number(cell, &number))
            add_total(&totals, cell);
        else if (cell->kind != CELL_TEXT || !text_same(cell->text, heading->text))
            break;
    }
    judge(&totals);
}

/* Is the cell the first of this heading in its column? */
static bool is_first_heading(
    const struct cells_checking *checking, const struct sheet *sheet, const struct cell *cell)
{
    for (unsigned row = cell->row; row > 0; row--) {
        const struct cell *above = sheet_cell(sheet, row - 1, cell->column);
        if (!total_step(checking) ||
            (above && above->kind == CELL_TEXT && text_same(above->text, cell->text)))
            return false;
    }
    return true;
}

static void check_sheet(const struct cells_checking *checking, const struct sheet *sheet)
{
    for (unsigned i = 0; i < sheet->rows->len; i++) {
        const struct row *row = &g_array_index(sheet->rows, struct row, i);
        const struct cell *cells = sheet_row_cells(sheet, row), *first = total_row_name(sheet, row->index);
        for (unsigned k = 0; k < row->count; k++) {
            if (!total_is_called(&cells[k]))
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

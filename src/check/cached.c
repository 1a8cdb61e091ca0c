/* `formule`: the value that a file holds for a formula is what the formula gives; and what its sums leave
 * out. */
#include "check/cells.h"

#include "check/excel.h"
#include "grid/numfmt.h"
#include "support/italian.h"
#include "support/text.h"

#include <string.h>

#define SERIALS_OF_1904                                                                                      \
    1462 /* between the two systems of dates: what a workbook of the other one may show                      \
          */
#define FIRST_YEAR 1900
#define LAST_YEAR 2100

struct formulas {
    const struct cells_checking *checking;
    const struct sheet *sheet;
    const struct cell *cell;
    const char *text;
};

static void spend(const struct formulas *formulas, unsigned cells)
{
    unsigned *left = formulas->checking->left;
    *left -= MIN(*left, cells + 1);
}

static char *number_shown(struct decimal number, const struct style *style, enum cell_kind kind)
{
    if (kind == CELL_DATE || kind == CELL_DURATION)
        return numfmt_display(style->format, number);
    char *text = decimal_to_text(number);
    return g_strdelimit(text, ".", ',');
}

/* What the formula gives, as its cell would show it without rounding. To be freed. */
static char *value_shown(const struct formulas *formulas, struct excel_value value)
{
    const struct style *style = workbook_get_style(formulas->sheet->workbook, formulas->cell->style);
    switch (value.kind) {
    case EXCEL_NUMBER:
        return number_shown(rational_to_decimal(value.number), style, formulas->cell->kind);
    case EXCEL_BOOLEAN:
        return g_strdup(rational_sign(value.number) ? "VERO" : "FALSO");
    case EXCEL_TEXT:
        return g_strdup(value.text);
    default:
        return g_strdup("0");
    }
}

static char *cached_shown(const struct formulas *formulas)
{
    const struct cell *cell = formulas->cell;
    if (cell->kind == CELL_NUMBER || cell->kind == CELL_DATE || cell->kind == CELL_DURATION)
        return number_shown(
            cell->number, workbook_get_style(formulas->sheet->workbook, cell->style), cell->kind);
    return cell_display(formulas->sheet->workbook, cell);
}

/* Is the cached figure the exact one rounded to the decimals that the cell shows? Under "precision as
 * displayed" a workbook keeps that. */
static bool is_as_displayed(const struct formulas *formulas, struct excel *excel,
    const struct rational *exact, const struct rational *cached)
{
    const struct style *style = workbook_get_style(formulas->sheet->workbook, formulas->cell->style);
    int decimals = style->format ? numfmt_decimals(style->format) : -1;
    if (decimals < 0)
        return false;
    decimals += numfmt_is_percent(style->format) ? 2 : 0;
    return rational_compare(rational_round(excel->pool, exact, decimals, ROUND_HALF_AWAY), cached) == 0;
}

static bool same_number(const struct formulas *formulas, struct excel *excel, struct excel_value value)
{
    const struct cell *cell = formulas->cell;
    struct rational_pool *pool = excel->pool;
    const struct rational *cached = rational_from_decimal(pool, cell->number);
    const struct rational *difference = rational_subtract(pool, value.number, cached);
    if (rational_sign(difference) < 0)
        difference = rational_negate(pool, difference);
    excel->times += cell->kind == CELL_DATE || cell->kind == CELL_DURATION;
    /* The file's figure counts for the scale, too. */
    excel_number(excel, rational_sign(cached) < 0 ? rational_negate(pool, cached) : cached, false);
    return rational_compare(difference, excel_tolerance(excel)) <= 0 ||
           rational_compare(difference, rational_from_ratio(pool, SERIALS_OF_1904, 1)) == 0 ||
           is_as_displayed(formulas, excel, value.number, cached);
}

/* Does the file hold what the formula gives? What cannot be told holds. */
static bool agrees(const struct formulas *formulas, struct excel *excel, struct excel_value value)
{
    const struct cell *cell = formulas->cell;
    if (value.kind == EXCEL_EMPTY) /* a reference to nothing shows 0 */
        value = excel_number(excel, rational_from_ratio(excel->pool, 0, 1), false);
    switch ((enum cell_kind)cell->kind) {
    case CELL_NUMBER:
    case CELL_DATE:
    case CELL_DURATION:
    case CELL_BOOLEAN:
        return value.kind == EXCEL_UNKNOWN ||
               (value.kind != EXCEL_TEXT && same_number(formulas, excel, value));
    case CELL_TEXT:
        /* An empty text instead of a number is what programs write that do not calculate. */
        if (value.kind != EXCEL_TEXT)
            return value.kind == EXCEL_UNKNOWN || cell->text[strspn(cell->text, " ")] == '\0';
        return strcmp(value.text, cell->text) == 0;
    case CELL_EMPTY:
    case CELL_ERROR: /* findings of their own */
        break;
    }
    return true;
}

static void check_value(struct formulas *formulas, const struct excel_node *node, struct arena *arena)
{
    struct rational_pool *pool = rational_pool_new();
    struct excel excel = {
        .arena = arena, .pool = pool, .own = formulas->cell, .scale = rational_from_ratio(pool, 0, 1)};
    struct excel_value value = excel_evaluate(&excel, node);
    spend(formulas, excel.cells + excel.rows);
    if (!agrees(formulas, &excel, value)) {
        struct place place = sheet_place(formulas->sheet, formulas->cell->row, formulas->cell->column);
        char *computed = value_shown(formulas, value), *cached = cached_shown(formulas);
        findings_add_as(formulas->checking->findings, FINDING_CACHED_DIFFERS, formulas->checking->severity,
            &place, NULL, formulas->text, computed, cached, NULL);
        g_free(computed);
        g_free(cached);
    }
    rational_pool_free(pool);
}

/* ---- what sums leave out ---- */

bool cell_is_number_as_text(const struct cell *cell)
{
    struct number_text number;
    if (cell->kind != CELL_TEXT || !italian_number(cell->text, &number))
        return false;
    /* A year may be a heading. */
    const int64_t year = decimal_is_integer(number.number) ? decimal_floor(number.number) : 0;
    return number.percent || number.euro || number.grouped || year < FIRST_YEAR || year > LAST_YEAR;
}

struct left_out {
    bool found;
    struct place place;
    const struct sheet *sheet;
    unsigned row, column;
};

static bool look_for_text(
    struct excel *excel, struct excel_value value, bool own, unsigned row, unsigned column, void *data)
{
    struct left_out *left_out = data;
    (void)excel;
    if (own || left_out->found || value.kind != EXCEL_TEXT)
        return true;
    /* 0 adds nothing */
    const struct cell *cell = sheet_cell(left_out->sheet, row, column);
    struct number_text number;
    left_out->found = cell_is_number_as_text(cell) && italian_number(cell->text, &number) &&
                      !decimal_is_zero(number.number);
    left_out->row = row;
    left_out->column = column;
    return true;
}

static bool sums(const struct excel_node *node)
{
    static const enum excel_function functions[] = {
        EXCEL_SUM, EXCEL_AVERAGE, EXCEL_PRODUCT, EXCEL_SUMPRODUCT};
    for (unsigned i = 0; i < G_N_ELEMENTS(functions); i++)
        if (node->kind == NODE_CALL && node->function == functions[i])
            return true;
    return false;
}

static void find_left_out(struct excel *excel, const struct excel_node *node, struct left_out *left_out)
{
    for (unsigned i = 0; i < node->operand_count && !left_out->found; i++) {
        const struct excel_node *operand = node->operands[i];
        if (operand->kind == NODE_REFERENCE && sums(node)) {
            left_out->sheet = operand->sheet;
            excel_each(excel, operand, look_for_text, left_out);
        } else {
            find_left_out(excel, operand, left_out);
        }
    }
}

static void check_sums(struct formulas *formulas, const struct excel_node *node, struct arena *arena)
{
    struct rational_pool *pool = rational_pool_new();
    struct excel excel = {.arena = arena, .pool = pool, .scale = rational_from_ratio(pool, 0, 1)};
    struct left_out left_out = {.found = false};
    find_left_out(&excel, node, &left_out);
    spend(formulas, excel.cells + excel.rows);
    rational_pool_free(pool);
    if (!left_out.found)
        return;
    struct place place = sheet_place(formulas->sheet, formulas->cell->row, formulas->cell->column);
    struct place other = sheet_place(left_out.sheet, left_out.row, left_out.column);
    findings_add_as(formulas->checking->findings, FINDING_SUM_SKIPS_TEXT,
        MIN(formulas->checking->severity, SEVERITY_WARNING), &place, &other, formulas->text,
        sheet_cell(left_out.sheet, left_out.row, left_out.column)->text, NULL);
}

static void check_sheet(struct formulas *formulas)
{
    struct arena *arena = arena_new();
    const struct arena_mark mark = arena_mark(arena);
    const GArray *cells = formulas->sheet->cells;
    const unsigned *left = formulas->checking->left;
    for (unsigned i = 0; i<cells->len && * left> 0; i++) {
        formulas->cell = &g_array_index(cells, struct cell, i);
        formulas->text = cell_formula(formulas->cell);
        const struct excel_node *node =
            formulas->text ? excel_parse(arena, formulas->sheet, formulas->text) : NULL;
        if (node) {
            check_value(formulas, node, arena);
            check_sums(formulas, node, arena);
        }
        arena_rewind(arena, mark);
    }
    arena_free(arena);
}

void check_cached(const struct cells_checking *checking)
{
    struct formulas formulas = {.checking = checking};
    for (unsigned i = 0; i < checking->workbooks->len; i++) {
        const struct workbook *workbook = checking->workbooks->pdata[i];
        for (unsigned k = 0; k < workbook->sheets->len; k++) {
            formulas.sheet = workbook->sheets->pdata[k];
            check_sheet(&formulas);
        }
    }
}

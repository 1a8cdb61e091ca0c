#include "writer/sheets.h"

#include <glib.h>
#include "support/intl.h"
#include "support/limits.h"
#include "writer/guard.h"

struct target {
    lxw_worksheet *worksheet;
    const struct sheet *sheet;
    struct styles *styles;
};

static char *complain(const struct target *target, unsigned row, unsigned column, lxw_error error)
{
    if (error == LXW_NO_ERROR)
        return NULL;
    char address[16];
    place_address(row, column, address);
    return g_strdup_printf("%s!%s: %s", target->sheet->name, address, lxw_strerror(error));
}

/* After the last column that has a cell or a width of its own. */
static unsigned columns_used(const struct sheet *sheet)
{
    unsigned used = 0;
    for (unsigned i = 0; i < sheet->cells->len; i++)
        used = MAX(used, g_array_index(sheet->cells, struct cell, i).column + 1u);
    if (sheet->columns->len)
        used = MAX(used, g_array_index(sheet->columns, struct column, sheet->columns->len - 1).last + 1);
    return used;
}

static lxw_error write_column(const struct target *target, const struct column *column)
{
    lxw_row_col_options options = {.hidden = column->hidden};
    lxw_format *format = column->style > 0 ? styles_format(target->styles, (unsigned)column->style) : NULL;
    return worksheet_set_column_pixels_opt(target->worksheet, (lxw_col_t)column->first,
        (lxw_col_t)column->last, guard_pixels(column->width), format, &options);
}

/* The library has no default width: where the sheet has one, columns between those drawn get it. */
static char *write_columns(const struct target *target)
{
    const struct sheet *sheet = target->sheet;
    unsigned next = 0;
    for (unsigned i = 0; i <= sheet->columns->len; i++) {
        bool past = i == sheet->columns->len;
        const struct column *column = past ? NULL : &g_array_index(sheet->columns, struct column, i);
        unsigned end = past ? columns_used(sheet) : column->first;
        lxw_error error = LXW_NO_ERROR;
        if (sheet->default_width > 0 && next < end) {
            struct column gap = {next, end - 1, sheet->default_width, false, -1};
            error = write_column(target, &gap);
        }
        if (!error && column)
            error = write_column(target, column);
        if (error)
            return complain(target, PLACE_NO_CELL, next, error);
        if (column)
            next = column->last + 1;
    }
    return NULL;
}

static char *write_rows(const struct target *target)
{
    const struct sheet *sheet = target->sheet;
    double usual = sheet->default_height > 0 ? sheet->default_height : LXW_DEF_ROW_HEIGHT;
    if (usual != LXW_DEF_ROW_HEIGHT)
        worksheet_set_default_row(target->worksheet, usual, LXW_FALSE);
    for (unsigned i = 0; i < sheet->rows->len; i++) {
        const struct row *row = &g_array_index(sheet->rows, struct row, i);
        lxw_format *format = row->style > 0 ? styles_format(target->styles, (unsigned)row->style) : NULL;
        if (row->height <= 0 && !row->hidden && !format)
            continue;
        lxw_row_col_options options = {.hidden = row->hidden};
        double height = row->height > 0 ? guard_height(row->height) : usual;
        lxw_error error = worksheet_set_row_opt(target->worksheet, row->index, height, format, &options);
        if (error)
            return complain(target, row->index, PLACE_NO_CELL, error);
    }
    return NULL;
}

/* Without format and text the library only notes the range: the cells are written after it, each in its own
 * style. */
static char *write_merges(const struct target *target)
{
    const GArray *merges = target->sheet->merges;
    for (unsigned i = 0; i < merges->len; i++) {
        const struct range *merge = &g_array_index(merges, struct range, i);
        if (merge->first_row == merge->last_row && merge->first_column == merge->last_column)
            continue;
        lxw_error error = worksheet_merge_range(target->worksheet, merge->first_row,
            (lxw_col_t)merge->first_column, merge->last_row, (lxw_col_t)merge->last_column, "", NULL);
        if (error)
            return complain(target, merge->first_row, merge->first_column, error);
    }
    return NULL;
}

static lxw_error write_rich(
    const struct target *target, const struct cell *cell, const GArray *runs, lxw_format *format)
{
    lxw_rich_string_tuple tuples[GUARD_RUNS];
    lxw_rich_string_tuple *pointers[GUARD_RUNS + 1];
    char *texts[GUARD_RUNS];
    for (unsigned i = 0; i < runs->len; i++) {
        const struct guarded_run *run = &g_array_index(runs, struct guarded_run, i);
        texts[i] = guard_escape(run->text);
        tuples[i] = (lxw_rich_string_tuple){styles_run_format(target->styles, &run->font), texts[i]};
        pointers[i] = &tuples[i];
    }
    pointers[runs->len] = NULL;
    lxw_error error =
        worksheet_write_rich_string(target->worksheet, cell->row, (lxw_col_t)cell->column, pointers, format);
    for (unsigned i = 0; i < runs->len; i++)
        g_free(texts[i]);
    return error;
}

static lxw_error write_formula(const struct target *target, const struct cell *cell, lxw_format *format)
{
    lxw_col_t column = (lxw_col_t)cell->column;
    const char *formula = cell->extra->formula;
    lxw_error error;
    if (cell->kind == CELL_TEXT || cell->kind == CELL_EMPTY) {
        char *text = guard_escape(cell->kind == CELL_TEXT && cell->text ? cell->text : "");
        error = worksheet_write_formula_str(target->worksheet, cell->row, column, formula, format, text);
        g_free(text);
    } else {
        error = worksheet_write_formula_num(
            target->worksheet, cell->row, column, formula, format, decimal_to_double(cell->number));
    }
    return error;
}

static lxw_error write_text(const struct target *target, const struct cell *cell,
    const struct guarded_cell *guarded, lxw_format *format)
{
    if (guarded->runs)
        return write_rich(target, cell, guarded->runs, format);
    char *text = guard_escape(guarded->text);
    lxw_error error =
        worksheet_write_string(target->worksheet, cell->row, (lxw_col_t)cell->column, text, format);
    g_free(text);
    return error;
}

static lxw_error write_cell(const struct target *target, const struct cell *cell)
{
    lxw_worksheet *worksheet = target->worksheet;
    lxw_col_t column = (lxw_col_t)cell->column;
    struct guarded_cell guarded = guard_cell(cell);
    lxw_format *format = guarded.has_font ? styles_format_in(target->styles, cell->style, &guarded.font)
                                          : styles_format(target->styles, cell->style);
    lxw_error error = LXW_NO_ERROR;
    if (!format) {
        error = LXW_ERROR_MEMORY_MALLOC_FAILED;
    } else if (cell_formula(cell)) {
        error = write_formula(target, cell, format);
    } else {
        switch (guarded.kind) {
        case CELL_EMPTY:
            if (!guard_is_nothing(cell))
                error = worksheet_write_blank(worksheet, cell->row, column, format);
            break;
        case CELL_NUMBER:
        case CELL_DATE:
        case CELL_DURATION:
            error =
                worksheet_write_number(worksheet, cell->row, column, decimal_to_double(cell->number), format);
            break;
        case CELL_TEXT:
            error = write_text(target, cell, &guarded, format);
            break;
        case CELL_BOOLEAN:
            error =
                worksheet_write_boolean(worksheet, cell->row, column, !decimal_is_zero(cell->number), format);
            break;
        case CELL_ERROR:
            error = LXW_ERROR_PARAMETER_VALIDATION;
            break;
        }
    }
    guarded_cell_clear(&guarded);
    return error;
}

static char *write_cells(const struct target *target)
{
    for (unsigned i = 0; i < target->sheet->cells->len; i++) {
        const struct cell *cell = &g_array_index(target->sheet->cells, struct cell, i);
        lxw_error error = write_cell(target, cell);
        if (error)
            return complain(target, cell->row, cell->column, error);
    }
    return NULL;
}

char *sheets_write(lxw_worksheet *worksheet, const struct sheet *sheet, struct styles *styles)
{
    struct target target = {worksheet, sheet, styles};
    char *complaint = write_columns(&target);
    if (!complaint)
        complaint = write_rows(&target);
    if (!complaint)
        complaint = write_merges(&target);
    if (!complaint)
        complaint = write_cells(&target);
    if (!complaint)
        complaint = annotations_write(worksheet, sheet, styles);
    if (!complaint)
        complaint = page_write(worksheet, sheet);
    return complaint;
}

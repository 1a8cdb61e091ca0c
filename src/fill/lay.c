#include "fill/parts.h"

#include <math.h>

#define PIXEL 0.75

static unsigned style_index(struct workbook *workbook, GHashTable *styles, const struct style *style)
{
    gpointer known = g_hash_table_lookup(styles, style);
    if (known == NULL) {
        known = GUINT_TO_POINTER(workbook_style(workbook, style) + 1);
        g_hash_table_insert(styles, (gpointer)(uintptr_t)style, known);
    }
    return GPOINTER_TO_UINT(known) - 1;
}

static const struct cell_extra *copy_runs(struct workbook *workbook, const struct form_cell *cell)
{
    struct cell_extra *extra = arena_new0(workbook->arena, struct cell_extra, 1);
    struct rich_run *runs = arena_new0(workbook->arena, struct rich_run, cell->run_count);
    for (unsigned i = 0; i < cell->run_count; i++) {
        runs[i] = cell->runs[i];
        runs[i].text = workbook_intern(workbook, cell->runs[i].text);
        if (runs[i].font.name != NULL)
            runs[i].font.name = workbook_intern(workbook, runs[i].font.name);
    }
    extra->runs = runs;
    extra->run_count = cell->run_count;
    return extra;
}

static void lay_cell(
    struct sheet *sheet, unsigned row, unsigned column, const struct form_cell *from, unsigned style)
{
    struct workbook *workbook = sheet->workbook;
    struct cell *cell = sheet_put(sheet, row, column, from->kind, style);
    if (from->kind == CELL_TEXT)
        cell->text = workbook_intern(workbook, from->text);
    else
        cell->number = from->number;
    if (from->kind == CELL_TEXT && from->run_count > 0)
        cell->extra = copy_runs(workbook, from);
    if (from->note != NULL) {
        struct note note = {row, column, workbook_intern(workbook, from->note)};
        g_array_append_val(sheet->notes, note);
    }
    if (from->formula != NULL) {
        struct cell_extra *extra = arena_new0(workbook->arena, struct cell_extra, 1);
        extra->formula = workbook_intern(workbook, from->formula);
        cell->extra = extra;
    }
}

static void lay_row(struct sheet *sheet, GHashTable *styles, const struct form_row *row)
{
    for (unsigned part = 0; part < row->count; part++) {
        double height = row->count == 1 ? row->height : ceil(row->height / row->count / PIXEL) * PIXEL;
        for (unsigned c = 0; row->table != NULL && c < row->table->column_count; c++) {
            const struct form_cell *from = &row->cells[c];
            struct form_cell empty = {.kind = CELL_EMPTY};
            unsigned style = style_index(sheet->workbook, styles, from->style);
            if (part == 0 && (from->kind != CELL_EMPTY || from->formula != NULL))
                lay_cell(sheet, row->first + part, c, from, style);
            else if (style != 0)
                lay_cell(sheet, row->first + part, c, &empty, style);
        }
        struct row *laid = sheet_make_row(sheet, row->first + part);
        laid->height = height;
        laid->custom_height = true;
    }
}

static void lay_merges(const struct form *form, struct sheet *sheet)
{
    unsigned width = MAX(form->column_count, 1);
    bool *covered = g_new0(bool, (gsize)form->rows->len *width + 1);
    for (unsigned i = 0; i < form->merges->len; i++) {
        const struct form_merge *merge = &g_array_index(form->merges, struct form_merge, i);
        const struct form_row *first = g_ptr_array_index(form->rows, merge->first_row);
        const struct form_row *last = g_ptr_array_index(form->rows, merge->last_row);
        struct range range = {
            first->first, merge->first_column, last->first + last->count - 1, merge->last_column};
        g_array_append_val(sheet->merges, range);
        for (unsigned r = merge->first_row; r <= merge->last_row; r++)
            for (unsigned c = merge->first_column; c <= merge->last_column; c++)
                covered[(gsize)r * width + c] = true;
    }
    /* every cell of a row that is continued goes on with it */
    for (unsigned r = 0; r < form->rows->len; r++) {
        const struct form_row *row = g_ptr_array_index(form->rows, r);
        for (unsigned c = 0; row->count > 1 && row->table != NULL && c < row->table->column_count; c++) {
            struct range range = {row->first, c, row->first + row->count - 1, c};
            if (!covered[(gsize)r * width + c])
                g_array_append_val(sheet->merges, range);
        }
    }
    g_free(covered);
    g_array_sort(sheet->merges, range_compare);
}

void form_lay(struct filler *filler, struct form *form, struct workbook *workbook)
{
    struct sheet *sheet = workbook_add_sheet(workbook, form->tab);
    const struct sheet *drawing = form->drawn->drawing;
    GHashTable *styles = g_hash_table_new(NULL, NULL);
    for (unsigned r = 0; r < form->rows->len; r++)
        lay_row(sheet, styles, g_ptr_array_index(form->rows, r));
    g_hash_table_destroy(styles);
    for (unsigned c = 0; c < form->column_count; c++) {
        struct column column = {c, c, form->widths[c], form->hidden[c], -1};
        g_array_append_val(sheet->columns, column);
    }
    lay_merges(form, sheet);
    sheet->hide_gridlines = drawing->hide_gridlines;
    sheet->zoom = drawing->zoom;
    sheet->tab_colour = drawing->tab_colour;
    sheet->default_height = drawing->default_height;
    page_setup(filler, form, sheet);
}

#include "match/view.h"

#include <string.h>
#include "support/text.h"

/* Takes a cell that has nothing to read out of the way: true if it was one. */
static bool set_aside(
    const struct sheet *sheet, const struct cell *cell, struct account *account, struct findings *findings)
{
    struct place place = sheet_place(sheet, cell->row, cell->column);
    if (sheet_is_covered(sheet, cell->row, cell->column)) {
        char *shown = cell_display(sheet->workbook, cell);
        findings_add(findings, FINDING_UNDER_MERGE, &place, NULL, shown, NULL);
        g_free(shown);
        account_set(account, sheet, cell, STATE_IGNORED);
        return true;
    }
    if (cell->kind == CELL_DATE && decimal_is_zero(cell->number))
        findings_add(findings, FINDING_DATE_ZERO, &place, NULL, NULL);
    else if (cell->kind == CELL_ERROR)
        findings_add(findings, FINDING_EXCEL_ERROR, &place, NULL, cell->text, NULL);
    else if (cell->kind == CELL_EMPTY)
        findings_add(findings, FINDING_FORMULA_WITHOUT_VALUE, &place, NULL, cell_formula(cell), NULL);
    else
        return false;
    account_set(account, sheet, cell, STATE_FIELD);
    return true;
}

static void note_hidden(const struct view *view, struct findings *findings)
{
    GString *hidden = g_string_new(NULL);
    GHashTable *columns = g_hash_table_new(NULL, NULL);
    char address[16];
    for (unsigned i = 0; i < view->row_count; i++) {
        const struct view_row *row = &view->rows[i];
        const struct row *properties = sheet_row(view->sheet, row->row);
        if (properties != NULL && properties->hidden) {
            place_address(row->row, PLACE_NO_CELL, address);
            g_string_append_printf(hidden, "%s%s", hidden->len > 0 ? " " : "", address);
        }
        for (unsigned c = 0; c < row->count; c++)
            if (sheet_column_hidden(view->sheet, row->cells[c].column) &&
                g_hash_table_add(columns, GUINT_TO_POINTER(row->cells[c].column))) {
                place_address(PLACE_NO_CELL, row->cells[c].column, address);
                g_string_append_printf(hidden, "%s%s", hidden->len > 0 ? " " : "", address);
            }
    }
    struct place place = sheet_place(view->sheet, PLACE_NO_CELL, PLACE_NO_CELL);
    if (hidden->len > 0)
        findings_add(findings, FINDING_ROW_HIDDEN, &place, NULL, hidden->str, NULL);
    g_hash_table_destroy(columns);
    g_string_free(hidden, TRUE);
}

struct view *view_new(struct arena *arena, const struct sheet *sheet, unsigned number,
    struct account *account, struct findings *findings)
{
    struct view *view = arena_new0(arena, struct view, 1);
    view->sheet = sheet;
    view->number = number;
    view->rows = arena_new0(arena, struct view_row, sheet->rows->len);
    for (unsigned i = 0; i < sheet->rows->len; i++) {
        const struct row *row = &g_array_index(sheet->rows, struct row, i);
        const struct cell *cells = sheet_row_cells(sheet, row);
        struct seen *seen = NULL;
        unsigned count = 0;
        for (unsigned c = 0; c < row->count; c++) {
            if (cell_is_blank(&cells[c]) || set_aside(sheet, &cells[c], account, findings))
                continue;
            if (seen == NULL)
                seen = arena_new0(arena, struct seen, row->count - c);
            char *shown = cell_display(sheet->workbook, &cells[c]);
            char *text = text_clean(shown);
            char *key = text_key(text);
            /* A number format may show nothing (";;;"): there is a value all the same. */
            seen[count++] = (struct seen){
                .cell = &cells[c],
                .text = arena_strdup(arena, *text != '\0' ? text : "0"),
                .key = arena_strdup(arena, key),
                .column = cells[c].column,
            };
            g_free(shown);
            g_free(text);
            g_free(key);
        }
        if (count > 0)
            view->rows[view->row_count++] =
                (struct view_row){.row = row->index, .cells = seen, .count = count};
    }
    note_hidden(view, findings);
    return view;
}

const struct seen *view_row_cell(const struct view_row *row, unsigned column)
{
    unsigned low = 0, high = row->count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (row->cells[middle].column < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < row->count && row->cells[low].column == column ? &row->cells[low] : NULL;
}

struct place seen_place(const struct view *view, const struct seen *seen)
{
    return sheet_place(view->sheet, seen->cell->row, seen->column);
}

/* A template as a text grid, which is kept beside the .xlsx so that changes can be read. */
#include <string.h>
#include "template/load.h"
#include "template/show.h"

static void add_text(GString *grid, const char *text)
{
    for (; *text; text++)
        if (*text == '\n')
            g_string_append(grid, "\\n");
        else if (*text != '\r')
            g_string_append_c(grid, *text == '\t' ? ' ' : *text);
}

static void add_cell(GString *grid, const struct sheet *sheet, const struct cell *cell)
{
    char *shown = cell->kind == CELL_TEXT ? NULL : cell_display(sheet->workbook, cell);
    const char *format = workbook_get_style(sheet->workbook, cell->style)->format;
    add_text(grid, shown ? shown : cell->text);
    /* The text of a number is how its format shows it. */
    if (format && cell->kind == CELL_TEXT)
        g_string_append_printf(grid, " ⟦%s⟧", format);
    g_free(shown);
}

static bool is_shown(const struct sheet *sheet, const struct cell *cell)
{
    if (cell->kind == CELL_EMPTY || cell_is_blank(cell))
        return false;
    return !sheet_is_covered(sheet, cell->row, cell->column);
}

/* The cells of a row from `first` to `last`, without TABs behind the last text. False: nothing stands there.
 */
static bool add_row(GString *grid, const struct sheet *sheet, unsigned row, unsigned first, unsigned last)
{
    const struct row *found = sheet_row(sheet, row);
    const struct cell *cells = found ? sheet_row_cells(sheet, found) : NULL;
    unsigned column = first;
    for (unsigned i = 0; found && i < found->count; i++) {
        if (cells[i].column < first || cells[i].column > last || !is_shown(sheet, &cells[i]))
            continue;
        for (; column < cells[i].column; column++)
            g_string_append_c(grid, '\t');
        add_cell(grid, sheet, &cells[i]);
    }
    return column > first ||
           (sheet_cell(sheet, row, first) && is_shown(sheet, sheet_cell(sheet, row, first)));
}

static void add_small_table(const struct sheet *metodo, const struct range *range, void *data)
{
    GString *grid = data;
    g_string_append(grid, "-- ");
    for (unsigned row = range->first_row; row <= range->last_row; row++)
        if (add_row(grid, metodo, row, range->first_column, range->last_column))
            g_string_append_c(grid, '\n');
}

static void add_sheet(GString *grid, const struct sheet *sheet)
{
    size_t end = grid->len;
    for (unsigned row = 0, last = g_array_index(sheet->rows, struct row, sheet->rows->len - 1).index;
         row <= last; row++) {
        bool any = add_row(grid, sheet, row, 0, G_MAXUINT);
        g_string_append_c(grid, '\n');
        if (any || row == 0)
            end = grid->len;
    }
    g_string_truncate(grid, end);
}

char *template_grid(const struct template *template)
{
    GString *grid = g_string_new("== Metodo\n");
    struct findings *findings = findings_new();
    struct arena *arena = arena_new();
    struct loader loader = {.arena = arena, .findings = findings};
    metodo_tables(&loader, workbook_sheet(template->workbook, "Metodo"), add_small_table, grid);
    arena_free(arena);
    findings_free(findings);
    for (unsigned i = 0; i < template->sheets->len; i++) {
        const struct sheet *sheet =
            ((const struct template_sheet *)g_ptr_array_index(template->sheets, i))->drawing;
        g_string_append_printf(grid, "== %s\n", sheet->name);
        add_sheet(grid, sheet);
    }
    return g_string_free(grid, FALSE);
}

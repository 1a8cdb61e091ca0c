#include "fill/parts.h"

static bool content_free(const struct form_row *row, unsigned column, unsigned width)
{
    for (unsigned i = column; i < column + width; i++)
        if (row->cells[i].shown)
            return false;
    return true;
}

/* The next row belongs to a group's merged cell: a row of the same record that has nothing of its own there.
 */
static bool goes_on_in_group(
    const struct form_cell *cell, const struct form_row *next, unsigned column, unsigned width)
{
    return cell->down != NULL && instance_within(next->instance, cell->down) &&
           content_free(next, column, width);
}

/* The next row belongs to a merge that is drawn over several rows of one block. */
static bool goes_on_in_drawing(
    const struct form_row *row, const struct form_cell *cell, const struct form_row *next)
{
    return next->row->sheet_row > row->row->sheet_row && next->row->sheet_row <= cell->last_row &&
           instance_within(next->instance, row->instance);
}

static unsigned merge_height(struct form *form, unsigned first, unsigned column, unsigned width)
{
    const struct form_row *row = g_ptr_array_index(form->rows, first);
    const struct form_cell *cell = &row->cells[column];
    unsigned last = first;
    while (last + 1 < form->rows->len) {
        const struct form_row *next = g_ptr_array_index(form->rows, last + 1);
        if (next->table != row->table ||
            !(goes_on_in_group(cell, next, column, width) || goes_on_in_drawing(row, cell, next)))
            break;
        last++;
    }
    return last - first + 1;
}

static unsigned merge_width(const struct form_row *row, unsigned column)
{
    const struct form_table *table = row->table;
    const struct instance *right = row->cells[column].right;
    unsigned width = MAX(row->cells[column].width, 1);
    while (right != NULL && column + width < table->column_count &&
           instance_within(table->columns[column + width].instance, right) &&
           !row->cells[column + width].shown)
        width++;
    return width;
}

static bool covered(const GArray *merges, unsigned row, unsigned column)
{
    for (unsigned i = merges->len; i > 0; i--) {
        const struct form_merge *merge = &g_array_index(merges, struct form_merge, i - 1);
        if (row >= merge->first_row && row <= merge->last_row && column >= merge->first_column &&
            column <= merge->last_column)
            return true;
    }
    return false;
}

void form_merge(struct form *form)
{
    /* merges that reach the row at work: few, so that looking them up stays cheap */
    GArray *open = g_array_new(FALSE, FALSE, sizeof(struct form_merge));
    for (unsigned r = 0; r < form->rows->len; r++) {
        const struct form_row *row = g_ptr_array_index(form->rows, r);
        for (unsigned i = open->len; i > 0; i--)
            if (g_array_index(open, struct form_merge, i - 1).last_row < r)
                g_array_remove_index_fast(open, i - 1);
        for (unsigned c = 0; row->table != NULL && c < row->table->column_count; c++) {
            if (covered(open, r, c)) {
                row->cells[c].kind = CELL_EMPTY;
                row->cells[c].record = NULL;
                row->cells[c].field = NULL;
                continue;
            }
            unsigned width = merge_width(row, c);
            unsigned height = merge_height(form, r, c, width);
            if (width * height == 1)
                continue;
            struct form_merge merge = {r, c, r + height - 1, c + width - 1};
            g_array_append_val(open, merge);
            g_array_append_val(form->merges, merge);
        }
    }
    g_array_free(open, TRUE);
}

#include "fill/parts.h"

#include <math.h>

#include "writer/metrics.h"

#define DEFAULT_WIDTH 8.43
#define DEFAULT_HEIGHT 15.0
#define ROW_MOST 409.0 /* a taller row is continued */
#define PIXEL 0.75

/* The first table of a sheet sets the widths; columns beyond it have their own table's. */
static void set_widths(struct form *form)
{
    const struct sheet *drawing = form->drawn->drawing;
    for (unsigned t = 0; t < form->tables->len; t++) {
        const struct form_table *table = g_ptr_array_index(form->tables, t);
        for (unsigned c = form->column_count; c < table->column_count; c++) {
            double width = sheet_column_width(drawing, table->columns[c].column);
            form->widths[c] = floor(7 * (width > 0 ? width : DEFAULT_WIDTH) + 0.5) / 7;
            form->hidden[c] = sheet_column_hidden(drawing, table->columns[c].column);
        }
        form->column_count = MAX(form->column_count, table->column_count);
    }
}

static double width_of(const struct form *form, unsigned first, unsigned last)
{
    double width = 0;
    for (unsigned c = first; c <= last; c++)
        width += form->hidden[c] ? 0 : form->widths[c];
    return width;
}

static double needed(const struct form_cell *cell, double width)
{
    if (cell->kind != CELL_TEXT)
        return cell->kind == CELL_EMPTY ? 0 : metrics_line_height(&cell->style->font);
    return metrics_text_height(cell->style, cell->text, cell->runs, cell->run_count, width);
}

/* A height that somebody set; what a program only computed from the placeholders says nothing. */
static double drawn_height(const struct form *form, const struct form_row *row)
{
    const struct sheet *drawing = form->drawn->drawing;
    const struct row *drawn = row->row == NULL ? NULL : sheet_row(drawing, row->row->sheet_row);
    if (drawn != NULL && drawn->height > 0 && drawn->custom_height)
        return drawn->height;
    return drawing->default_height > 0 ? drawing->default_height : DEFAULT_HEIGHT;
}

static const struct form_merge *merge_from(
    const struct form *form, unsigned *index, unsigned row, unsigned column)
{
    while (*index < form->merges->len) {
        const struct form_merge *merge = &g_array_index(form->merges, struct form_merge, *index);
        if (merge->first_row == row && merge->first_column == column)
            return merge;
        if (merge->first_row > row || (merge->first_row == row && merge->first_column > column))
            return NULL;
        (*index)++;
    }
    return NULL;
}

static double whole_pixels(double height)
{
    return ceil(height / PIXEL - 1e-6) * PIXEL;
}

/* What a cell merged down lacks is shared out over its rows. */
static void raise_rows(struct form *form, const struct form_merge *merge, double height)
{
    double have = 0;
    unsigned count = merge->last_row - merge->first_row + 1;
    for (unsigned r = merge->first_row; r <= merge->last_row; r++)
        have += ((struct form_row *)g_ptr_array_index(form->rows, r))->height;
    for (unsigned r = merge->first_row; have < height && r <= merge->last_row; r++)
        ((struct form_row *)g_ptr_array_index(form->rows, r))->height +=
            whole_pixels((height - have) / count);
}

void form_measure(struct form *form)
{
    GArray *tall = g_array_new(FALSE, FALSE, sizeof(struct form_merge));
    unsigned next_merge = 0;
    set_widths(form);
    for (unsigned r = 0; r < form->rows->len; r++) {
        struct form_row *row = g_ptr_array_index(form->rows, r);
        row->height = drawn_height(form, row);
        for (unsigned c = 0; row->table != NULL && c < row->table->column_count; c++) {
            const struct form_merge *merge = merge_from(form, &next_merge, r, c);
            if (merge != NULL && merge->last_row > merge->first_row)
                g_array_append_val(tall, *merge);
            else if (row->cells[c].kind != CELL_EMPTY)
                row->height = MAX(row->height,
                    needed(&row->cells[c], width_of(form, c, merge == NULL ? c : merge->last_column)));
        }
    }
    for (unsigned i = 0; i < tall->len; i++) {
        const struct form_merge *merge = &g_array_index(tall, struct form_merge, i);
        const struct form_row *row = g_ptr_array_index(form->rows, merge->first_row);
        const struct form_cell *cell = &row->cells[merge->first_column];
        if (cell->kind != CELL_EMPTY)
            raise_rows(form, merge, needed(cell, width_of(form, merge->first_column, merge->last_column)));
    }
    g_array_free(tall, TRUE);
    unsigned first = 0;
    for (unsigned r = 0; r < form->rows->len; r++) {
        struct form_row *row = g_ptr_array_index(form->rows, r);
        row->first = first;
        row->count = row->height <= ROW_MOST ? 1 : (unsigned)ceil(row->height / ROW_MOST);
        first += row->count;
    }
}

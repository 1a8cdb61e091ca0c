#include "fill/parts.h"

#define BREAKS_MOST 1023 /* Excel's limit */

static const struct form_row *row_at(const struct form *form, unsigned row)
{
    return g_ptr_array_index(form->rows, row);
}

/* A row that should not end a page: its record's block goes on, what it heads begins, or what closes it
 * follows. */
static bool bound_to_next(const struct form *form, unsigned row)
{
    const struct form_row *this = row_at(form, row);
    const struct form_row *next = row + 1 < form->rows->len ? row_at(form, row + 1) : NULL;
    if (next == NULL || this->table == NULL || next->table != this->table || this->row->blank)
        return false;
    return instance_within(next->instance, this->instance) ||
           (!next->row->blank && instance_within(this->instance, next->instance));
}

static double height_of(const struct form *form, unsigned first, unsigned last)
{
    double height = 0;
    for (unsigned r = first; r <= last; r++)
        height += row_at(form, r)->height;
    return height;
}

/* The last row of the table that begins here; the row itself if none does. */
static unsigned table_end(const struct form *form, unsigned row)
{
    const struct form_table *table = row_at(form, row)->table;
    unsigned last = row;
    if (table != NULL && (row == 0 || row_at(form, row - 1)->table != table))
        while (last + 1 < form->rows->len && row_at(form, last + 1)->table == table)
            last++;
    return last;
}

/* The last row of the largest block that begins here and fits on a page (a whole table: on half of one); the
 * row itself if there is none. Spacing at its end does not count: it may be lost between two pages. */
static unsigned block_end(const struct form *form, unsigned row, double room)
{
    unsigned last = table_end(form, row);
    if (height_of(form, row, last) > room / 2)
        last = row;
    if (last == row && (row == 0 || !bound_to_next(form, row - 1)))
        while (bound_to_next(form, last))
            last++;
    while (last > row && row_at(form, last)->row->blank)
        last--;
    if (height_of(form, row, last) > room)
        last = row;
    for (unsigned i = 0; i < form->merges->len; i++) {
        const struct form_merge *merge = &g_array_index(form->merges, struct form_merge, i);
        if (merge->first_row > row)
            break;
        if (merge->first_row == row && merge->last_row > last &&
            height_of(form, row, merge->last_row) <= room)
            last = merge->last_row;
    }
    return last;
}

void page_breaks(struct form *form, struct sheet *sheet, double capacity, double titles)
{
    GArray *breaks = g_array_new(FALSE, FALSE, sizeof(unsigned));
    bool matters = false;
    unsigned page_first = 0, block_last = 0;
    double filled = 0;
    for (unsigned r = 0; r < form->rows->len; r++) {
        const struct form_row *row = row_at(form, r);
        unsigned last = r <= block_last && r > 0 ? r : block_end(form, r, capacity - titles);
        bool row_fits = filled + row->height <= capacity;
        if (r > page_first && (!row_fits || filled + height_of(form, r, last) > capacity)) {
            /* A row that only the reserve keeps off may still fit for some program, without what it heads. */
            matters = matters || row_fits || (last > r && filled + row->height <= capacity + LINE_RESERVE);
            g_array_append_val(breaks, row->first);
            page_first = r;
            filled = titles;
        }
        block_last = MAX(block_last, last);
        filled += row->height;
    }
    if (matters && breaks->len <= BREAKS_MOST) {
        sheet->page.breaks = arena_new0(sheet->workbook->arena, unsigned, breaks->len);
        for (unsigned i = 0; i < breaks->len; i++)
            sheet->page.breaks[i] = g_array_index(breaks, unsigned, i);
        sheet->page.break_count = breaks->len;
    }
    g_array_free(breaks, TRUE);
}

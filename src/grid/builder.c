/* From a heap of cells and rows to a sheet. */
#include "grid/builder.h"

#include <math.h>
#include <string.h>

#include "support/intl.h"
#include "support/limits.h"
#include "support/memory.h"

#define MOST_TRAILING_LOOKS                                                                                  \
    200000u /* styled cells behind the last value: more are formats that nobody meant */
#define DAYS_1904 1462
/* cells that the array is asked for at once: no more than there are, since memory is taken for all */
#define LEAST_ROOM 256u
#define MOST_ROOM 32768u
#define TICKS_PER_DAY 8640000.0 /* of 0.01 s */

void sheet_builder_init(
    struct sheet_builder *builder, struct sheet *sheet, enum grid_wants wants, guint64 *cell_count)
{
    *builder = (struct sheet_builder){.sheet = sheet, .wants = wants, .cell_count = cell_count};
    builder->row_infos = g_array_new(FALSE, TRUE, sizeof(struct row));
}

void sheet_builder_clear(struct sheet_builder *builder)
{
    g_array_unref(builder->row_infos);
}

/* ---- cells ---- */

/* No two programs write the same digits of a time: to 0.01 s they agree. */
static struct decimal round_time(struct decimal number)
{
    if (!decimal_is_integer(number))
        decimal_from_double(floor(decimal_to_double(number) * TICKS_PER_DAY + 0.5) / TICKS_PER_DAY, &number);
    return number;
}

void cell_set_moment(struct cell *cell, struct decimal number, bool date, bool date_1904)
{
    cell->kind = date ? CELL_DATE : CELL_DURATION;
    if (date && date_1904)
        decimal_from_double(decimal_to_double(number) + DAYS_1904, &number);
    cell->number = round_time(number);
}

/* Appends without asking the array for each cell. */
static void append_cell(struct sheet_builder *builder, const struct cell *cell)
{
    GArray *cells = builder->sheet->cells;
    if (cells->len >= builder->room) {
        guint length = cells->len, more = CLAMP(length, LEAST_ROOM, MOST_ROOM);
        builder->room = length + more;
        g_array_set_size(cells, builder->room);
        cells->len = length;
        memory_prepare(cells->data + length * sizeof(struct cell), more * sizeof(struct cell));
    }
    ((struct cell *)(gpointer)cells->data)[cells->len++] = *cell;
}

const char *sheet_builder_add(struct sheet_builder *builder, const struct cell *cell)
{
    return sheet_builder_add_known(builder, cell, cell_is_blank(cell));
}

const char *sheet_builder_add_known(struct sheet_builder *builder, const struct cell *cell, bool blank)
{
    GArray *cells = builder->sheet->cells;
    if (cell->kind == CELL_EMPTY && blank) {
        if (cell->style == 0 ||
            (builder->wants == GRID_LOOKS && cells->len - builder->after_value >= MOST_TRAILING_LOOKS))
            return NULL;
        /* a row of more cells than columns says the same cell again */
        if (builder->wants != GRID_LOOKS && builder->row_open &&
            cells->len - builder->row_start >= LIMIT_COLUMNS)
            return NULL;
    }
    if (++*builder->cell_count > LIMIT_CELLS)
        return _("has more cells than can be read: delete what is not needed, or split the file");
    if (cells->len) {
        const struct cell *last = &g_array_index(cells, struct cell, cells->len - 1);
        builder->cells_unordered |=
            last->row > cell->row || (last->row == cell->row && last->column >= cell->column);
    }
    append_cell(builder, cell);
    builder->has_blank |= blank;
    if (!blank) {
        builder->row_has_value = true;
        builder->after_value = cells->len;
    }
    return NULL;
}

bool may_copy(guint64 *made, guint64 count, guint64 cells)
{
    if (*made + count > LIMIT_REPEATED_FREE + cells * LIMIT_REPEATED_EACH)
        return false;
    *made += count;
    return true;
}

/* ---- rows ---- */

void sheet_builder_row(struct sheet_builder *builder, const struct row *info)
{
    builder->row_start = builder->sheet->cells->len;
    builder->row_has_value = false;
    builder->row_open = true;
    unsigned count = builder->row_infos->len;
    sheet_builder_row_info(builder, info);
    builder->row_has_info = builder->row_infos->len > count;
}

void sheet_builder_row_info(struct sheet_builder *builder, const struct row *info)
{
    bool looks = builder->wants == GRID_LOOKS;
    if (!info->hidden && !(looks && (info->height > 0 || info->style >= 0)))
        return;
    GArray *infos = builder->row_infos;
    if (infos->len)
        builder->rows_unordered |= g_array_index(infos, struct row, infos->len - 1).index >= info->index;
    g_array_append_val(infos, *info);
}

void sheet_builder_row_end(struct sheet_builder *builder)
{
    GArray *cells = builder->sheet->cells, *infos = builder->row_infos;
    builder->row_open = false;
    if (builder->wants == GRID_LOOKS || builder->row_has_value)
        return;
    *builder->cell_count -= cells->len - builder->row_start;
    g_array_set_size(cells, builder->row_start);
    /* a hidden row without cells says nothing about values */
    if (builder->row_has_info)
        g_array_set_size(infos, infos->len - 1);
    builder->row_has_info = false;
}

static gint compare_cells(gconstpointer a, gconstpointer b)
{
    const struct cell *left = a, *right = b;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return (int)left->column - (int)right->column;
}

static gint compare_rows(gconstpointer a, gconstpointer b)
{
    const struct row *left = a, *right = b;
    return left->index < right->index ? -1 : left->index > right->index;
}

/* Of entries that compare equal the last one stays; the sort is stable. */
static void sort_unique(GArray *array, size_t size, GCompareFunc compare)
{
    unsigned to = 0;
    g_array_sort(array, compare);
    for (unsigned i = 0; i < array->len; i++) {
        char *here = array->data + (size_t)i * size;
        if (i + 1 < array->len && compare(here, here + size) == 0)
            continue;
        memmove(array->data + (size_t)to++ * size, here, size);
    }
    g_array_set_size(array, to);
}

/* Of cells without a value those stay whose format may tell how a value of the row was meant: in a row with a
 * value, up to the last column with one, not under a merge. */
static void drop_empty(struct sheet *sheet)
{
    GArray *cells = sheet->cells;
    unsigned last_column = 0, to = 0;
    for (unsigned i = 0; i < cells->len; i++) {
        const struct cell *cell = &g_array_index(cells, struct cell, i);
        if (!cell_is_blank(cell))
            last_column = MAX(last_column, cell->column);
    }
    for (unsigned begin = 0, end; begin < cells->len; begin = end) {
        unsigned row = g_array_index(cells, struct cell, begin).row;
        bool has_value = false;
        for (end = begin; end < cells->len && g_array_index(cells, struct cell, end).row == row; end++)
            has_value |= !cell_is_blank(&g_array_index(cells, struct cell, end));
        for (unsigned i = begin; has_value && i < end; i++) {
            struct cell cell = g_array_index(cells, struct cell, i);
            if (!cell_is_blank(&cell) ||
                (cell.column <= last_column && !sheet_is_covered(sheet, row, cell.column)))
                g_array_index(cells, struct cell, to++) = cell;
        }
    }
    g_array_set_size(cells, to);
}

static void make_rows(struct sheet *sheet, const GArray *infos, bool looks)
{
    const GArray *cells = sheet->cells;
    unsigned info = 0, cell = 0;
    while (cell < cells->len || (looks && info < infos->len)) {
        unsigned index = cell < cells->len ? g_array_index(cells, struct cell, cell).row : G_MAXUINT;
        struct row row = {.index = index, .style = -1};
        while (!looks && info < infos->len && g_array_index(infos, struct row, info).index < index)
            info++;
        if (info < infos->len && g_array_index(infos, struct row, info).index <= index)
            row = g_array_index(infos, struct row, info++);
        row.first = cell;
        while (cell < cells->len && g_array_index(cells, struct cell, cell).row == row.index)
            cell++;
        row.count = (uint16_t)(cell - row.first);
        g_array_append_val(sheet->rows, row);
    }
}

void sheet_builder_finish(struct sheet_builder *builder)
{
    struct sheet *sheet = builder->sheet;
    g_array_sort(sheet->merges, range_compare);
    if (builder->cells_unordered)
        sort_unique(sheet->cells, sizeof(struct cell), compare_cells);
    if (builder->rows_unordered)
        sort_unique(builder->row_infos, sizeof(struct row), compare_rows);
    if (builder->wants != GRID_LOOKS && builder->has_blank)
        drop_empty(sheet);
    make_rows(sheet, builder->row_infos, builder->wants == GRID_LOOKS);
}

/* ---- columns ---- */

static gint compare_columns(gconstpointer a, gconstpointer b)
{
    const struct column *left = a, *right = b;
    return left->first < right->first ? -1 : left->first > right->first;
}

void sheet_order_columns(struct sheet *sheet)
{
    GArray *columns = sheet->columns;
    unsigned to = 0;
    g_array_sort(columns, compare_columns);
    for (unsigned i = 0; i < columns->len; i++) {
        struct column column = g_array_index(columns, struct column, i);
        if (to && column.first <= g_array_index(columns, struct column, to - 1).last)
            column.first = g_array_index(columns, struct column, to - 1).last + 1;
        if (column.first <= column.last)
            g_array_index(columns, struct column, to++) = column;
    }
    g_array_set_size(columns, to);
}

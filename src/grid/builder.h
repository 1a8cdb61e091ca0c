/* Puts a sheet together while a reader hands over rows and cells as they stand in the file: brings them in
 * order and keeps of cells without a value only what the format of a value may be told by. */
#ifndef PIANOXL_GRID_BUILDER_H
#define PIANOXL_GRID_BUILDER_H

#include "grid/numfmt.h"
#include "grid/workbook.h"

struct sheet_builder {
    struct sheet *sheet;
    enum grid_wants wants;
    guint64 *cell_count;  /* of all sheets of the workbook, against LIMIT_CELLS */
    GArray *row_infos;    /* struct row: what the file says of rows, without cells */
    unsigned room;        /* cells that the sheet's array has room for, as far as is known */
    unsigned row_start;   /* in sheet->cells: where the open row begins */
    unsigned after_value; /* in sheet->cells: behind the last cell with a value */
    bool row_open, row_has_value, row_has_info;
    bool has_blank; /* a cell without a value has been taken */
    bool cells_unordered, rows_unordered;
};

void sheet_builder_init(
    struct sheet_builder *builder, struct sheet *sheet, enum grid_wants wants, guint64 *cell_count);
void sheet_builder_clear(struct sheet_builder *builder);

/* A row begins; `info` has its index, height, hidden, style. */
void sheet_builder_row(struct sheet_builder *builder, const struct row *info);
void sheet_builder_row_end(struct sheet_builder *builder);

/* Takes what the file says of a row apart from its cells. */
void sheet_builder_row_info(struct sheet_builder *builder, const struct row *info);

/* Takes a cell of the open row; NULL, or what is wrong with the file. */
const char *sheet_builder_add(struct sheet_builder *builder, const struct cell *cell);
/* The same, when it is known whether cell_is_blank. */
const char *sheet_builder_add_known(struct sheet_builder *builder, const struct cell *cell, bool blank);

/* All cells and merges are there: brings them in order, drops what says nothing, makes the rows. */
void sheet_builder_finish(struct sheet_builder *builder);

/* Brings the sheet's columns in order; where two records overlap the first stays. */
void sheet_order_columns(struct sheet *sheet);

/* May `count` copies more be made of what the file says once? Counts them in `*made` if so: beside a number
 * that is free, so many for each of the `cells` that have been read. */
bool may_copy(guint64 *made, guint64 count, guint64 cells);

/* Makes a cell a date or a duration. */
void cell_set_moment(struct cell *cell, struct decimal number, bool date, bool date_1904);

/* Makes a cell a number, a date or a duration, by the class of its number format; times are
 * kept to 0.01 s. */
static inline void cell_set_number(
    struct cell *cell, struct decimal number, enum format_class class, bool date_1904)
{
    if (class == FORMAT_DATE || class == FORMAT_TIME || class == FORMAT_DURATION) {
        cell_set_moment(cell, number, class == FORMAT_DATE, date_1904);
        return;
    }
    cell->kind = CELL_NUMBER;
    cell->number = number;
}

#endif

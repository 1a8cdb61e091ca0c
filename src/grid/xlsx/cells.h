/* Puts cells together: whoever scans the XML hands over the pieces as they stand in the file. */
#ifndef PIANOXL_GRID_XLSX_CELLS_H
#define PIANOXL_GRID_XLSX_CELLS_H

#include "grid/xlsx/xlsx.h"

enum cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_STRING, TYPE_INLINE, TYPE_BOOLEAN, TYPE_ERROR, TYPE_DATE };

struct raw_cell {
    unsigned row, column;
    unsigned format; /* number in cellXfs */
    enum cell_type type;
    const char *value; /* of <v>, unescaped, ended by a NUL; NULL: none */
    size_t value_length;
    const char *formula;            /* owned by the workbook; NULL: none */
    struct shared_text inline_text; /* of <is>; text NULL: none */
};

struct cell_builder {
    struct xlsx *xlsx;
    struct sheet *sheet;
    GArray *row_infos;    /* struct row: what <row> says, without cells */
    unsigned row_start;   /* in sheet->cells: where the open row begins */
    unsigned after_value; /* in sheet->cells: behind the last cell with a value */
    bool row_has_value, row_has_info;
    bool cells_unordered, rows_unordered;
};

void cell_builder_init(struct cell_builder *builder, struct xlsx *xlsx, struct sheet *sheet);
void cell_builder_clear(struct cell_builder *builder);

enum cell_type cell_type_parse(const char *type);

/* A row begins; `info` has its index, height, hidden, style. */
void cell_builder_row(struct cell_builder *builder, const struct row *info);
void cell_builder_row_end(struct cell_builder *builder);

/* Takes a cell; NULL, or what is wrong with it. */
const char *cell_builder_add(struct cell_builder *builder, const struct raw_cell *raw);

/* All cells and merges are there: brings them in order, drops what says nothing, makes the rows. */
void cell_builder_finish(struct cell_builder *builder);

#endif

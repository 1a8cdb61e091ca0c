/* Puts cells together: whoever scans the XML hands over the pieces as they stand in the file. */
#ifndef PIANOXL_GRID_XLSX_CELLS_H
#define PIANOXL_GRID_XLSX_CELLS_H

#include "grid/builder.h"
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
    struct sheet_builder rows;
};

void cell_builder_init(struct cell_builder *builder, struct xlsx *xlsx, struct sheet *sheet);
void cell_builder_clear(struct cell_builder *builder);

enum cell_type cell_type_parse(const char *type);

/* Takes a cell; NULL, or what is wrong with it. */
const char *cell_builder_add(struct cell_builder *builder, const struct raw_cell *raw);

#endif

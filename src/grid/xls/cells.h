/* The records of cells. */
#ifndef PIANOXL_GRID_XLS_CELLS_H
#define PIANOXL_GRID_XLS_CELLS_H

#include "grid/xls/xls.h"

struct xls_cells {
    struct xls *xls;
    struct sheet_builder builder;
    unsigned row, column; /* of the cell that is read, for messages; PLACE_NO_CELL: none */
    bool row_open;
    GHashTable *shared; /* place to struct shared_formula */
};

void xls_cells_init(struct xls_cells *cells, struct xls *xls, struct sheet *sheet);
void xls_cells_clear(struct xls_cells *cells);

/* Takes a record of cells, and those that belong to it behind it. NULL, or what is wrong; `*ret_taken` says
 * whether it is one. */
const char *xls_cells_read(
    struct xls_cells *cells, struct biff_stream *stream, const struct biff_record *record, bool *ret_taken);

/* All cells and merges are there. */
void xls_cells_finish(struct xls_cells *cells);

#endif

/* What a sheet says besides its cells: columns, merges, views, page set-up. */
#ifndef PIANOXL_GRID_XLSX_PAGE_H
#define PIANOXL_GRID_XLSX_PAGE_H

#include "grid/xlsx/xlsx.h"

struct page_reader {
    struct xlsx *xlsx;
    struct sheet *sheet;
    GArray *breaks, *column_breaks; /* unsigned */
    GArray *open_breaks; /* the one of the open element; NULL: none is open */
    GString *text;       /* of the open header or footer */
    const char **target; /* where it goes; NULL: none is open */
    bool in_custom_views, has_view;
};

void page_reader_init(struct page_reader *reader, struct xlsx *xlsx, struct sheet *sheet);
void page_reader_clear(struct page_reader *reader);

/* Takes an element outside the cells; NULL, or what is wrong with the file. */
const char *page_reader_start(struct page_reader *reader, const char *name, const char *const *attributes);
void page_reader_end(struct page_reader *reader, const char *name);

/* The sheet is read: brings columns and breaks in order. */
void page_reader_finish(struct page_reader *reader);

#endif

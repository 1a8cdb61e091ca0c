/* One sheet to libxlsxwriter: cells, geometry, page. In the child. */
#ifndef PIANOXL_WRITER_SHEETS_H
#define PIANOXL_WRITER_SHEETS_H

#include "grid/workbook.h"
#include "writer/library.h"
#include "writer/styles.h"

/* Fills `target` with the columns, rows, merges and cells of `sheet`. NULL, or what went wrong, with the
 * cell; to be freed. */
char *sheets_write(lxw_worksheet *target, const struct sheet *sheet, struct styles *styles);

/* Comments, links and conditional formats; NULL, or what went wrong; to be freed. */
char *annotations_write(lxw_worksheet *target, const struct sheet *sheet, struct styles *styles);

/* View and page set-up; NULL, or what went wrong; to be freed. */
char *page_write(lxw_worksheet *target, const struct sheet *sheet);

#endif

/* Where something stands: file, sheet, cell. */
#ifndef PIANOXL_SUPPORT_PLACE_H
#define PIANOXL_SUPPORT_PLACE_H

#include <stdbool.h>

#define PLACE_NO_CELL (~0u)

/* Rows and columns count from 0; PLACE_NO_CELL where the place is a row, a column, a tab or a whole file.
 * The texts belong to the workbook that was read; `file` NULL: no place. */
struct place {
    const char *file;
    const char *sheet;
    unsigned row, column;
};

/* "A1", "XFD1048576" into `buffer` of at least 16 bytes; a row alone is "12:12", a column alone "B:B",
 * neither "". */
void place_address(unsigned row, unsigned column, char buffer[16]);

/* Column letters to number from 0 and row to number from 0; false if `address` is no cell reference. `$` is
 * allowed. */
bool place_parse_address(const char *address, unsigned *row, unsigned *column);

/* "file.xlsx, Sheet!A1" as messages show it. To be freed. */
char *place_text(const struct place *place);

#endif

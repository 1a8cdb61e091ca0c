/* Small .xlsx files from the texts of their parts, and a line for each cell of what was read. */
#ifndef PIANOXL_TESTS_ZIP_BUILDER_H
#define PIANOXL_TESTS_ZIP_BUILDER_H

#include "grid/workbook.h"

struct zip_part {
    const char *name;
    const char *text; /* NULL in xlsx_build: the part is left out */
};

/* A ZIP file of `count` parts in a new temporary file; its path, for zip_drop. */
char *zip_build(const struct zip_part *parts, unsigned count);

/* An .xlsx of one sheet "S" with the relationships for worksheets/sheet1.xml, sharedStrings.xml, styles.xml
 * and theme/theme1.xml; the parts, at most 16 up to one without name, are put in place of those or added. */
char *xlsx_build(const struct zip_part *parts);

/* The same, with nothing but what stands in <worksheet>. */
char *xlsx_build_sheet(const char *inside);

/* A new temporary file of these bytes. */
char *file_build(const void *bytes, size_t length);

/* Removes the file and frees its path. */
void zip_drop(char *path);

/* Every cell, "SHEET!ADDRESS kind value class displayed" a line; the sheet's name is left out where it is S,
 * line breaks are \n. Cells without value say "empty", formulas come behind " =". To be freed. */
char *workbook_dump(const struct workbook *workbook);

/* Reads a file, removes it and frees its path: its dump, or the error's message after "error: ". `code_page`
 * as in grid_read_in. To be freed. */
char *file_dump(char *path, enum grid_wants wants, const char *code_page);

/* The same of a file of these parts. */
char *xlsx_dump(const struct zip_part *parts, enum grid_wants wants);

#endif

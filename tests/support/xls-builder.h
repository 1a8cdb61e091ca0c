/* Small .xls files from lists of records, in an OLE container of ours. */
#ifndef PIANOXL_TESTS_XLS_BUILDER_H
#define PIANOXL_TESTS_XLS_BUILDER_H

#include "grid/workbook.h"

/* Records as text, one a line or up to ";": the id in hexadecimal and ":", then what its body holds, with
 * blanks between: 12b 0x1Fw 3d 0.85f   a byte, 2 and 4 bytes, a double "text" u"text"       its characters as
 * Latin-1 (a byte each) and in UTF-16 12*x                 so many bytes "x" */
void biff_append(GByteArray *stream, const char *records);

struct xls_sheet {
    const char *name, *records;
    unsigned state, type; /* as BOUNDSHEET has them: 0 visible, 0 worksheet */
    unsigned body;        /* as the sheet's BOF has it; 0: 0x10, a worksheet */
};

/* The stream of a workbook: globals (BOF, `globals`, BOUNDSHEETs, EOF), then the sheets up to one without
 * name. `biff` is 5 or 8. To be unreferenced. */
GByteArray *biff_workbook(unsigned biff, const char *globals, const struct xls_sheet *sheets);

/* A container with this stream, filled up to 4096 bytes, and so many empty storages beside it. To be
 * unreferenced. */
GByteArray *ole_build(const char *name, const GByteArray *stream, unsigned storages);

/* The same with the storages one within the other. */
GByteArray *ole_build_nested(const char *name, const GByteArray *stream, unsigned storages);

/* A container whose stream, of less than 4096 bytes, stands in small sectors. Its sectors hold these, the
 * directory, the list of small sectors, the list of sectors. */
GByteArray *ole_build_small(const char *name, const GByteArray *stream);

/* Writes 4 bytes. */
void bytes_patch(GByteArray *bytes, unsigned at, uint32_t value);

/* A workbook of one sheet "S" in a new temporary file; its path, for zip_drop. */
char *xls_build(unsigned biff, const char *globals, const char *sheet);

#endif

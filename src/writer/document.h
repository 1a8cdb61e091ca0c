/* The whole workbook through libxlsxwriter. In the child: it may crash, and prints. */
#ifndef PIANOXL_WRITER_DOCUMENT_H
#define PIANOXL_WRITER_DOCUMENT_H

#include "grid/workbook.h"

/* The file's name in the current folder. The library's own temporary files, which it unlinks as soon as they
 * are open, go into memory where there is ample room, else into the current folder, whatever TMPDIR says. */
#define DOCUMENT_NAME "report.xlsx"

/* The emblem's file in the current folder while the document is being written. */
const char *emblem_file(const struct picture *emblem);

/* Writes a `const struct workbook *`, which the guard has let through, to DOCUMENT_NAME. NULL, or what went
 * wrong; to be freed. */
char *document_write(const void *workbook);

#endif

/* Writes a workbook as .xlsx, whole or not at all.
 *
 *   struct workbook --guard--> child: libxlsxwriter --> temporary file --grid_read, compare--> rename
 */
#ifndef PIANOXL_WRITER_WRITER_H
#define PIANOXL_WRITER_WRITER_H

#include <stdbool.h>
#include <glib.h>
#include "grid/workbook.h"

/* Writes `workbook` to `path`, replacing what stands there only by a complete file that has been read back
 * and found equal to what was meant. A symbolic link is written through, an existing file keeps
 * its mode. The same workbook gives the same bytes. False and `error` (FAILURE_OUTPUT, one line that names
 * file, sheet and cell where there is one) when it cannot: then no temporary file is left and an existing
 * output is as it was. */
bool writer_write(const struct workbook *workbook, const char *path, GError **error);

#endif

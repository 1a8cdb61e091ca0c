/* What was written is read back by our own reader and compared with what was meant. */
#ifndef PIANOXL_WRITER_READBACK_H
#define PIANOXL_WRITER_READBACK_H

#include <stdbool.h>
#include <glib.h>
#include "grid/workbook.h"

/* Reads `file` and compares it with `workbook`: every cell (value, text, runs, formula, look), merge, width
 * and height, and the page set-up that was set. False and `error` (FAILURE_OUTPUT, about `path`) for the
 * first difference. */
bool readback_check(const struct workbook *workbook, const char *file, const char *path, GError **error);

/* The comparison alone: NULL, or the first difference ("Sheet!A1: the text differs"). To be freed. */
char *readback_difference(const struct workbook *meant, const struct workbook *read);

#endif

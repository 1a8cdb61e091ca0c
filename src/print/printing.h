/* Workbooks as PDF, through LibreOffice.
 *
 *   struct workbook --writer--> copies in a private folder --LibreOffice, started once--> PDF --rename-->
 * place
 */
#ifndef PIANOXL_PRINT_PRINTING_H
#define PIANOXL_PRINT_PRINTING_H

#include <stdbool.h>
#include <glib.h>
#include "grid/workbook.h"

struct printing;

/* Finds LibreOffice. NULL and `error` (FAILURE_OUTPUT) when there is none. */
struct printing *printing_new(GError **error);

/* Has the workbook printed to the file `pdf` by printing_run; it may be freed then. The first one makes the
 * private folder: from there on SIGINT, SIGTERM and SIGHUP are held back until it is gone. False and `error`
 * (FAILURE_OUTPUT) when it cannot be written, or such a signal has come. */
bool printing_add(
    struct printing *printing, const struct workbook *workbook, const char *pdf, GError **error);

/* Prints all that was added. Each PDF appears whole or not at all, and the same workbook gives the same bytes
 * with the same LibreOffice and fonts. False and `error` (FAILURE_OUTPUT), which names the first file that
 * could not be made, when one could not; the others are there. */
bool printing_run(struct printing *printing, GError **error);

/* Sets how long LibreOffice may take to start, and for each workbook, in seconds. */
void printing_set_patience(struct printing *printing, unsigned start, unsigned each);

/* How long printing_run may take at most, in seconds. */
unsigned printing_patience(const struct printing *printing);

/* Removes the private folder; a signal that was held back counts then. NULL is allowed. */
void printing_free(struct printing *printing);

#endif

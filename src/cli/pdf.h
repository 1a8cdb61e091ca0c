/* The option --pdf: what is written as .xlsx is written as .pdf beside it, at the end of the run. */
#ifndef PIANOXL_CLI_PDF_H
#define PIANOXL_CLI_PDF_H

#include "cli/cli.h"
#include "fill/fill.h"

struct pdf {
    struct printing *printing; /* NULL: not wanted, or not possible */
    GPtrArray *names;          /* char * */
    GError *error;             /* the first one */
};

/* NAME.pdf beside NAME.xlsx; to be freed. */
char *pdf_name(const char *workbook);

/* Does nothing, and then nothing else does, when the settings do not ask for PDF. */
void pdf_open(struct pdf *pdf, const struct settings *settings);

/* Adds the workbook of the annex (NULL: of all sheets) that was written to `path`. `pdf` may be NULL. */
void pdf_add(struct pdf *pdf, struct filling *filling, const struct annex *annex, const char *path);

/* How long pdf_finish may take at most, in seconds; 0: nothing is to be printed. */
unsigned pdf_patience(const struct pdf *pdf);

/* Prints what was added, says what is written. False and `error`, the first one, when any is missing. Cleared
 * in either case. */
bool pdf_finish(struct pdf *pdf, GError **error);

/* Prints nothing. */
void pdf_clear(struct pdf *pdf);

#endif

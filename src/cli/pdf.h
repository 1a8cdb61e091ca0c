/* The option --pdf: what is written as .xlsx is written as .pdf beside it, at the end of the run. */
#ifndef PIANOXL_CLI_PDF_H
#define PIANOXL_CLI_PDF_H

#include "cli/cli.h"
#include "grid/workbook.h"

struct pdf {
    struct printing *printing; /* NULL: not wanted, or not possible */
    GPtrArray *names;          /* char * */
    GError *error;             /* the first one */
};

/* NAME.pdf beside NAME.xlsx; to be freed. */
char *pdf_name(const char *workbook);

/* Does nothing, and then nothing else does, when the settings do not ask for PDF. */
void pdf_open(struct pdf *pdf, const struct settings *settings);

/* Adds the workbook that was written to `path`. `pdf` may be NULL. */
void pdf_add(struct pdf *pdf, const struct workbook *workbook, const char *path);

/* Prints what was added, says what is written and what went wrong; returns the exit status. */
int pdf_close(struct pdf *pdf);

#endif

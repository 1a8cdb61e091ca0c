/* Writes a plan through its template into an output grid (rule 2), which the writer only has to
 * write. */
#ifndef PIANOXL_FILL_FILL_H
#define PIANOXL_FILL_FILL_H

#include "score/evaluate.h"

struct fill_options {
    enum plan_kind kind;
    const char *sheets; /* globs with `;` on the tabs as written; NULL: all */
    bool values_only;   /* no live formulas */
    const struct picture *emblem; /* in the page headers; NULL: none */
};

/* A filled plan: the sheets of the report, to be laid into one workbook or several. */
struct filling;

/* Fills the sheets; marks the records that it shows (record->written). `omitted` (char *, freed by its own
 * free function; may be NULL) gets the tabs that were not written because they have nothing to show. Plan,
 * calculation, findings and the texts of `options` must live as long as the filling. To be freed with
 * filling_free. */
struct filling *filling_new(struct plan *plan, struct calculation *calculation,
    const struct fill_options *options, GPtrArray *omitted, struct findings *findings);
void filling_free(struct filling *filling);

/* The sheets of an annex of the template as a workbook, NULL: all sheets. Their tabs and cells are the same
 * in either; what their formulas need and none of them shows stands on a sheet Calcoli of this workbook. NULL
 * and `error` (FAILURE_INPUT) when there is no such sheet. To be freed with workbook_free. */
struct workbook *filling_workbook(struct filling *filling, const struct annex *annex, GError **error);

/* The same for a program that prints it: values in the place of formulas, no sheet Calcoli, and the emblem in
 * a first row that is repeated on every page, since LibreOffice prints no pictures of page headers. */
struct workbook *filling_print_copy(struct filling *filling, const struct annex *annex, GError **error);

/* Is any sheet of the annex written? */
bool filling_has(const struct filling *filling, const struct annex *annex);

/* The file names (char *) of all annexes of the template, in their order: what a file system cannot hold is
 * replaced, none equals another without regard to case (rule 1, Allegati). To be freed. */
GPtrArray *filling_file_names(struct filling *filling);

/* The tabs (char *) of the sheets that no annex holds. To be freed. */
GPtrArray *filling_rest(const struct filling *filling);

/* All sheets at once: filling_new and filling_workbook. */
struct workbook *fill_report(struct plan *plan, struct calculation *calculation,
    const struct fill_options *options, GPtrArray *omitted, struct findings *findings, GError **error);

#endif

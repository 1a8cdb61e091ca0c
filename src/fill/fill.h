/* Writes a plan through its template into an output grid (rule 2), which the writer only has to
 * write. */
#ifndef PIANOXL_FILL_FILL_H
#define PIANOXL_FILL_FILL_H

#include "score/evaluate.h"

struct fill_options {
    enum plan_kind kind;
    const char *sheets; /* globs with `;` on the tabs as written; NULL: all */
    bool values_only;   /* no live formulas */
};

/* Makes the report; marks the records that it shows (record->written). `omitted` (char *, freed by its own
 * free function) gets the tabs that were not written because they have nothing to show. NULL and `error`
 * (FAILURE_INPUT) when nothing is left to write. To be freed with workbook_free. */
struct workbook *fill_report(struct plan *plan, struct calculation *calculation,
    const struct fill_options *options, GPtrArray *omitted, struct findings *findings, GError **error);

#endif

/* Reads workbooks with a template (rule 3): records and the account of every cell. */
#ifndef PIANOXL_MATCH_MATCH_H
#define PIANOXL_MATCH_MATCH_H

#include "match/account.h"
#include "match/view.h"
#include "plan/plan.h"

struct reading {
    struct plan *plan;
    struct account *account;
    int year;         /* 0: none */
    bool has_results; /* a value was read into a field of type risultato that no formula gives */
};

/* Reads the workbooks of the views in the order of the template's tables, then of the files. `year` 0: found
 * from the headers (3.1). False and `error` (FAILURE_INPUT) when an input is refused (3.1, 3.10). The
 * workbooks and the template must outlive the reading, the views need not. */
bool match_read(const struct template *template, const struct views *views, int year,
    struct findings *findings, struct reading *ret, GError **error);
void reading_clear(struct reading *reading);

/* The year of the inputs (3.1), 0 where no header has one. False and `error` when they demand different ones.
 */
bool match_year(
    const struct template *template, const struct views *views, int year, int *ret, GError **error);

/* The template with whose headers most cells of all inputs agree; a trial between equals (3.10). `templates`
 * holds struct template *, `year` is as for match_read. NULL and `error` when none fits or two are equal. */
const struct template *match_choose(
    const GPtrArray *templates, const struct views *views, int year, GError **error);

/* The same, and the year as match_year finds it. */
const struct template *match_choose_year(
    const GPtrArray *templates, const struct views *views, int year, int *ret_year, GError **error);

#endif

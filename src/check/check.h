/* Controlli: the template's own lines and the built-in checks (rule 1). What the reader finds while
 * it reads, and the evaluator while it computes, are findings of theirs; here stands what must hold in the
 * plan as a whole. */
#ifndef PIANOXL_CHECK_CHECK_H
#define PIANOXL_CHECK_CHECK_H

#include "score/evaluate.h"

/* Checks a plan that has been read: every line of Controlli with a formula (one that comes out missing or NC
 * is a note), and the built-in checks of weights, of codes under two parents and of titles alone. */
void check_plan(const struct plan *plan, struct calculation *calculation, struct findings *findings);

/* What can be told only once the tables are filled: records that no row of any sheet writes. */
void check_written(const struct plan *plan, struct calculation *calculation, struct findings *findings);

/* What the cells of the inputs (struct workbook *) show by themselves, whatever they were read into: formulas
 * whose value in the file is not what they give, sums that leave out what is typed as text, totals that are
 * not the sum of their parts. After check_plan: what that has found at a cell is not said again. */
void check_cells(const GPtrArray *workbooks, const struct template *template, struct findings *findings);

#endif

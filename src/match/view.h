/* A worksheet prepared for matching: its readable cells with their cleaned texts. */
#ifndef PIANOXL_MATCH_VIEW_H
#define PIANOXL_MATCH_VIEW_H

#include "match/account.h"
#include "support/findings.h"

/* A cell that has something to read. */
struct seen {
    const struct cell *cell;
    const char *text; /* as shown, blanks folded; never "" */
    const char *key;  /* text_key of it */
    unsigned column;
};

struct view_row {
    unsigned row; /* in the sheet, from 0 */
    const struct seen *cells;
    unsigned count; /* at least 1 */
};

struct view {
    const struct sheet *sheet;
    unsigned number; /* order among the sheets of all inputs */
    struct view_row *rows;
    unsigned row_count;
};

/* The view of a visible sheet. Cells that hold nothing to read get their state at once, with a finding each:
 * values under a merge (ignored), date cells holding 0, errors and formulas without value (field). `account`
 * and `findings` are not NULL. Lives in `arena`. */
struct view *view_new(struct arena *arena, const struct sheet *sheet, unsigned number,
    struct account *account, struct findings *findings);

/* NULL where the row has no such cell. */
const struct seen *view_row_cell(const struct view_row *row, unsigned column);

struct place seen_place(const struct view *view, const struct seen *seen);

#endif

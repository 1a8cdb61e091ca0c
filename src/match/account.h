/* The account of cells: every non-empty cell of an input ends in one state, set once by the rule that took
 * it. */
#ifndef PIANOXL_MATCH_ACCOUNT_H
#define PIANOXL_MATCH_ACCOUNT_H

#include "grid/workbook.h"

enum cell_state {
    STATE_UNREAD, /* only while reading */
    STATE_FIELD,
    STATE_FIXED,   /* fixed text */
    STATE_IGNORED, /* hidden sheet, {}, scrivi, under a merge */
    STATE_UNRECOGNIZED,
    STATE_COUNT
};

struct account;

/* For these workbooks (struct workbook *), which must outlive it. */
struct account *account_new(const GPtrArray *workbooks);
void account_free(struct account *account);

/* Sets a cell's state; it must be STATE_UNREAD (a programming error otherwise). */
void account_set(
    struct account *account, const struct sheet *sheet, const struct cell *cell, enum cell_state state);
enum cell_state account_get(
    const struct account *account, const struct sheet *sheet, const struct cell *cell);

struct account_totals {
    unsigned cells; /* non-empty */
    unsigned states[STATE_COUNT];
};
/* Counted anew from the grids; `workbook` NULL: all. */
struct account_totals account_count(const struct account *account, const struct workbook *workbook);

#endif

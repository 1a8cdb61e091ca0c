/* Workbooks prepared for matching: the readable cells of their sheets with their cleaned texts. What a
 * template says has no part in it, so that all templates that are tried look at the same views. */
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
    bool is_content; /* a value of the whole cell is made from `text`: nothing is typed that is not shown */
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
    GArray *aside;      /* const struct cell *: those with nothing to read */
    const char *hidden; /* the addresses of the hidden rows and columns that have cells; NULL: none */
};

struct views {
    const GPtrArray *workbooks; /* struct workbook * */
    GPtrArray *list;            /* struct view *: of the sheets that are read */
    GPtrArray *not_read;        /* const struct sheet *: hidden ones, and the last one of a report */
    struct arena *arena;
};

/* Views of the visible sheets of all workbooks (struct workbook *), which must outlive them, as must the
 * array; whoever makes them frees them. */
struct views *views_new(const GPtrArray *workbooks);
void views_free(struct views *views); /* NULL is allowed */

/* Gives the cells that hold nothing to read their states, with a finding each: values under a merge
 * (ignored), date cells holding 0, errors and formulas without value (field); those of sheets that are not
 * read are ignored. Says what is hidden. Once for an account. */
void views_set_aside(const struct views *views, struct account *account, struct findings *findings);

/* NULL where the row has no such cell. */
const struct seen *view_row_cell(const struct view_row *row, unsigned column);

struct place seen_place(const struct view *view, const struct seen *seen);

#endif

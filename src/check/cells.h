/* The checks of cells as such, whatever they were read into. Only for the files of this room. */
#ifndef PIANOXL_CHECK_CELLS_H
#define PIANOXL_CHECK_CELLS_H

#include "grid/workbook.h"
#include "support/findings.h"

#define CELLS_MOST_STEPS 1000000u /* some cells looked at; about a second */

struct cells_checking {
    const GPtrArray *workbooks; /* struct workbook * */
    struct findings *findings;
    enum severity severity; /* of the check that runs, as Controlli has it for the root */
    unsigned *left; /* steps that the check may still take: bounds its time; at 0 nothing more is judged */
};

/* Is the cell a text that reads as a number, but not as a year? */
bool cell_is_number_as_text(const struct cell *cell);

/* cached.c */
void check_cached(const struct cells_checking *checking);
/* totals.c */
void check_totals(const struct cells_checking *checking);

#endif

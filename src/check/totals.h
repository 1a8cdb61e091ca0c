/* A total and its parts: what stands above it up to a heading, or left of it. Only for totals*.c. */
#ifndef PIANOXL_CHECK_TOTALS_H
#define PIANOXL_CHECK_TOTALS_H

#include "check/cells.h"

enum axis { AXIS_DOWN, AXIS_ACROSS }; /* the total stands below its parts, or right of them */

/* The parts of a total, as far as they were added. */
struct parts {
    struct decimal sum, least, greatest;
    unsigned count, filled; /* not 0 */
    unsigned begin, first;  /* row or column: behind what ends the walk; of the first number */
    const struct cell *end; /* of another total, where they end; NULL: none */
    bool fraction;          /* one of them is no whole number */
    bool good;              /* nothing among them that is no number or counts twice, and no overflow */
};

/* The parts of what stands in a cell. `headings`: the row of the columns' names, for AXIS_ACROSS. */
struct parts total_parts(const struct cells_checking *checking, const struct sheet *sheet, enum axis axis,
    unsigned row, unsigned column, unsigned headings);

bool total_adds_up(const struct parts *parts, struct decimal total);

/* Does a total that adds up show that totals here are sums? A single part, or zeros, show nothing. */
bool total_proves(const struct parts *parts, struct decimal total);

/* Exact; false where 15 digits are not enough. */
bool total_add(struct decimal *sum, struct decimal number, bool minus);

/* The number in a cell, also one typed as text; false: there is none. */
bool total_number(const struct cell *cell, struct decimal *ret);

bool total_is_nothing(const struct cell *cell);

/* The first cell of the row that holds something; NULL: none. */
const struct cell *total_row_name(const struct sheet *sheet, unsigned index);

/* Does a heading, or a row's name, begin as that of a total? Has it a word that says that nothing is added up
 * here? NULL: no. */
bool total_is_called(const struct cell *name);
bool total_is_no_sum(const struct cell *name);

/* Does a record's title begin as that of a total, or of a part of one? */
bool total_begins(const char *title);

/* Counts a step of the check; false: there is none left. */
bool total_step(const struct cells_checking *checking);

#endif

/* Texts of formulas in one form, whatever the file's: as .xlsx has them, without the leading "=", without
 * blanks that say nothing, with names of functions in capitals and without "_xlfn.", with a sheet's name only
 * where another sheet is meant, quoted only where it must be.
 *
 * The text of an array formula says nothing of its being one; it stands in its first cell alone. */
#ifndef PIANOXL_GRID_FORMULA_H
#define PIANOXL_GRID_FORMULA_H

#include <stdbool.h>
#include <glib.h>

#define FORMULA_TEXT_MOST 8192u /* Excel's own limit, in characters */

/* A reference to a cell, or one end of one to an area. */
struct formula_reference {
    unsigned row, column;
    bool row_fixed, column_fixed; /* $ */
};

/* The form above of a text without leading "=" in a cell of the sheet `own`. To be freed. */
char *formula_canonical(const char *text, const char *own);

/* The same text as it reads so many rows and columns further down and right; NULL where a reference then lies
 * outside the sheet. To be freed. */
char *formula_shift(const char *text, int rows, int columns);

/* Appends "Foglio1!", "'Anno 2019'!" or "'Uno:Due'!" (`last` not NULL); nothing for the sheet `own`. */
void formula_append_sheet(GString *text, const char *first, const char *last, const char *own);

/* Appends "$A$1", "A1:B2", "A:B" or "1:2"; the latter where the area has all rows or columns up to those that
 * are given. `last` NULL: a single cell. */
void formula_append_area(GString *text, const struct formula_reference *first,
    const struct formula_reference *last, unsigned last_row, unsigned last_column);

/* Appends the name of a function without what tells newer ones apart in a file. */
void formula_append_function(GString *text, const char *name, size_t length);

/* NULL, or what is wrong with a formula of so many bytes in its file. */
const char *formula_too_long(size_t length);

/* The length of the error's name ("#REF!") that `at` begins with; 0: none. */
size_t formula_error_length(const char *at);

/* What texts that a file writes once for many cells may take up in memory and time. */
struct formula_budget {
    guint64 spent, formulas;
};

/* Takes the cost in bytes of one more formula that a cell shares; false when it is too much, and is not to be
 * made. */
bool formula_may_share(struct formula_budget *budget, size_t cost);

#endif

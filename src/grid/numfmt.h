/* Number formats: class, canonical code, displayed text. */
#ifndef PIANOXL_GRID_NUMFMT_H
#define PIANOXL_GRID_NUMFMT_H

#include <stdbool.h>
#include "support/decimal.h"

enum format_class {
    FORMAT_GENERAL,
    FORMAT_INTEGER,
    FORMAT_DECIMAL,
    FORMAT_PERCENT,
    FORMAT_CURRENCY,
    FORMAT_DATE,
    FORMAT_TIME,
    FORMAT_DURATION,
    FORMAT_TEXT
};

/* "general", "integer" ... as `dump` prints them. */
const char *format_class_name(enum format_class class);

/* NULL stands for General everywhere. */
enum format_class numfmt_class(const char *code);

/* The one form of a code; NULL for General. To be freed. */
char *numfmt_canonical(const char *code);

/* The code of a built-in format in its Italian meaning (14 is dd/mm/yyyy); NULL for General and unknown
 * numbers. */
const char *numfmt_builtin(unsigned id);

/* What is shown for a number under a code, with Italian separators; dates are serials of the 1900 system.
 * Display rounds half away from zero on the decimal digits. To be freed. */
char *numfmt_display(const char *code, struct decimal number);

/* What is shown for a text (the fourth section, or the text itself). To be freed. */
char *numfmt_display_text(const char *code, const char *text);

/* Fixed digits after the decimal mark that the code shows for a positive number; -1 when as many as needed
 * (General). A percent code counts its own: "0.0%" is 1. */
int numfmt_decimals(const char *code);
bool numfmt_is_percent(const char *code);

/* The operator that the literals of a code show before the number (`">= "0%`), as ">=" "<=" ">" "<" "=" or
 * NULL. */
const char *numfmt_operator(const char *code);

#endif

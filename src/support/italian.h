/* Italian numbers and dates in texts: dots group thousands, the comma is the decimal mark; a single dot that
 * is not followed by exactly three digits is a decimal point (rule 5). No group begins with 0: 0.125 is an
 * eighth. */
#ifndef PIANOXL_SUPPORT_ITALIAN_H
#define PIANOXL_SUPPORT_ITALIAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "support/decimal.h"

struct number_text {
    struct decimal number;  /* 80% is 0.8 */
    bool percent, euro, grouped, signed_;
    bool decimal_point;     /* typed with a point as decimal mark: no Italian number format shows it so */
    bool euro_after;        /* "1.000 €" */
    unsigned decimals;      /* digits typed after the mark */
    size_t length;          /* bytes of `text` that it took */
};

/* A number at the beginning of `text`: sign, €, digits, %. False if there is none. */
bool italian_number_at(const char *text, struct number_text *ret);

/* The whole of `text` (blanks around allowed) is a number. "€ -" is none. */
bool italian_number(const char *text, struct number_text *ret);

/* The number format that shows the number as it was typed ("#,##0.00", "0%", `"€ "#,##0.00`), to be freed;
 * NULL when none can (a decimal point). */
char *italian_number_format(const struct number_text *number);

/* dd/mm/yyyy, d.m.yyyy, dd-mm-yyyy, also with two digits of the year, the whole text; serial of the 1900
 * system. */
bool italian_date(const char *text, int32_t *ret);

/* "gennaio" ... "dicembre" at the beginning of `text`, in any case: 1-12 and its length; 0 if none. */
int italian_month_at(const char *text, size_t *ret_length);

/* The comparison sign at the beginning of `text`, however it is written (≥ for >=), as ">=" "<=" ">" "<" "=",
 * and its length; NULL if there is none. */
const char *italian_operator_at(const char *text, size_t *ret_length);

#endif

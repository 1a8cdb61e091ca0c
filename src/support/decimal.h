/* Decimal numbers of at most 15 significant digits: what a spreadsheet cell holds, exactly. */
#ifndef PIANOXL_SUPPORT_DECIMAL_H
#define PIANOXL_SUPPORT_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECIMAL_DIGITS 15
#define DECIMAL_MOST_EXPONENT 1000 /* of computed numbers: above all doubles, and as far below them */

/* coefficient * 10^exponent. Normalized: no trailing zeros in the coefficient; zero is 0 * 10^0. 8 bytes,
 * since a workbook has as many as cells: 15 digits take 51 bits, and 12 hold a double's exponent and what the
 * percent signs and commas of a number format add to it. */
struct decimal {
    int64_t coefficient : 52;
    int64_t exponent : 12;
};

/* Reads the digits of an XML number ("0.1", "1E-3", "-12"); more than 15 significant digits are rounded as a
 * double printed with 15 is. False when `text` is no finite number; `ret` is then untouched. */
bool decimal_parse(const char *text, size_t length, struct decimal *ret);

/* The double printed with 15 significant digits. False for NaN and infinities. */
bool decimal_from_double(double number, struct decimal *ret);
/* coefficient * 10^exponent; the coefficient has at most 15 digits. */
struct decimal decimal_make(int64_t coefficient, int32_t exponent);
struct decimal decimal_from_int(int64_t number);

/* The nearest double. */
double decimal_to_double(struct decimal number);

/* Shortest plain text with a decimal point, without exponent ("0.85", "-1200"); to be freed. */
char *decimal_to_text(struct decimal number);

/* -1, 0, 1, exactly. */
int decimal_compare(struct decimal a, struct decimal b);
bool decimal_equal(struct decimal a, struct decimal b);
bool decimal_is_zero(struct decimal number);
bool decimal_is_integer(struct decimal number);

/* The integer part toward minus infinity, as needed for the day of a serial. */
int64_t decimal_floor(struct decimal number);

#endif

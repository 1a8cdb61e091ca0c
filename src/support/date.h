/* Dates as serial days of the 1900 system: 1 is 1 January 1900, 60 the 29 February 1900 that never was,
 * 61 is 1 March 1900, 25569 is 1 January 1970. Dates of 1904 workbooks are converted when read (+1462). */
#ifndef PIANOXL_SUPPORT_DATE_H
#define PIANOXL_SUPPORT_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct civil_date {
    int year, month, day; /* month 1-12, day 1-31 */
};

/* The calendar date of a serial; 0 gives 0/1/1900 as Excel shows it, 60 gives 29/2/1900. */
struct civil_date date_from_serial(int32_t serial);

/* False when there is no such day, or it lies outside 1900-9999. */
bool date_to_serial(struct civil_date date, int32_t *ret);

/* 28 to 31; 0 for a month outside 1-12. */
int date_days_in_month(int year, int month);

#endif

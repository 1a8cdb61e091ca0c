#include "support/date.h"

#define SERIAL_FALSE_LEAP_DAY 60 /* 29 February 1900, which Excel kept from Lotus 1-2-3 */
#define SERIAL_1970 25569
#define DAYS_PER_ERA 146097 /* 400 years */

static bool is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && is_leap_year(year));
}

/* Days since 1 March of year 0, in years that begin in March, so that the leap day is the last one. */
static int32_t days_from_march(struct civil_date date)
{
    int year = date.month > 2 ? date.year : date.year - 1;
    int month = (date.month + 9) % 12;
    return year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1;
}

struct civil_date date_from_serial(int32_t serial)
{
    if (serial == 0)
        return (struct civil_date){1900, 1, 0};
    if (serial == SERIAL_FALSE_LEAP_DAY)
        return (struct civil_date){1900, 2, 29};
    int64_t days = (int64_t)serial + (serial < SERIAL_FALSE_LEAP_DAY) - SERIAL_1970 +
                   days_from_march((struct civil_date){1970, 1, 1});
    int64_t era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int32_t day_of_era = (int32_t)(days - era * DAYS_PER_ERA);
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DAYS_PER_ERA - 1)) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month = (5 * day_of_year + 2) / 153;
    struct civil_date date = {
        .year = (int)(year_of_era + era * 400 + (month >= 10)),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
    return date;
}

bool date_to_serial(struct civil_date date, int32_t *ret)
{
    if (date.year < 1900 || date.year > 9999 || date.day < 1 ||
        date.day > date_days_in_month(date.year, date.month))
        return false;
    int32_t serial = days_from_march(date) - days_from_march((struct civil_date){1970, 1, 1}) + SERIAL_1970;
    *ret = serial <= SERIAL_FALSE_LEAP_DAY ? serial - 1 : serial;
    return true;
}

#include "support/decimal.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define LONGEST_NUMBER 400u /* characters; longer ones are no numbers that a spreadsheet writes */

/* 10^0 .. 10^22 are exact doubles. */
static const double exact_powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
    1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
#define EXACT_POWERS ((int)G_N_ELEMENTS(exact_powers))
#define EXACT_COEFFICIENT (INT64_C(1) << 53)

/* The digits of a number as they stand. */
struct digits {
    int64_t coefficient; /* the first DECIMAL_DIGITS significant digits */
    int64_t exponent;
    unsigned significant; /* up to the last one that is not 0 */
    bool negative;
};

static struct decimal normalize(int64_t coefficient, int64_t exponent)
{
    if (coefficient == 0)
        return (struct decimal){0, 0};
    while (coefficient % 10 == 0) {
        coefficient /= 10;
        exponent++;
    }
    return (struct decimal){coefficient, (int32_t)exponent};
}

/* False unless the whole text is a number: sign, digits with at most one point, exponent. */
static bool scan(const char *text, size_t length, struct digits *digits)
{
    const char *at = text, *end = text + length;
    if (at < end && (*at == '-' || *at == '+'))
        digits->negative = *at++ == '-';
    bool point = false, any = false;
    unsigned seen = 0;   /* significant digits so far, zeros at the end included */
    int64_t shift = 0;   /* digits after the point */
    int64_t dropped = 0; /* digits beyond the coefficient */
    for (; at < end; at++) {
        if (*at == '.' && !point) {
            point = true;
            continue;
        }
        if (!g_ascii_isdigit(*at))
            break;
        any = true;
        if (point)
            shift++;
        if (seen == 0 && *at == '0')
            continue;
        seen++;
        if (*at != '0')
            digits->significant = seen;
        if (seen <= DECIMAL_DIGITS)
            digits->coefficient = digits->coefficient * 10 + (*at - '0');
        else
            dropped++;
    }
    int64_t exponent = 0;
    if (any && at < end && (*at == 'e' || *at == 'E')) {
        at++;
        bool negative = false;
        if (at < end && (*at == '-' || *at == '+'))
            negative = *at++ == '-';
        if (at == end)
            return false;
        for (; at < end && g_ascii_isdigit(*at); at++)
            exponent = MIN(exponent * 10 + (*at - '0'), 100000);
        if (negative)
            exponent = -exponent;
    }
    digits->exponent = exponent - shift + dropped;
    return any && at == end;
}

bool decimal_parse(const char *text, size_t length, struct decimal *ret)
{
    struct digits digits = {0};
    if (length > LONGEST_NUMBER || !scan(text, length, &digits))
        return false;
    int64_t first =
        digits.exponent + MIN(digits.significant, DECIMAL_DIGITS); /* the place of the first digit */
    if (digits.significant > DECIMAL_DIGITS || first < -290 || first > 290) {
        char buffer[LONGEST_NUMBER + 1];
        memcpy(buffer, text, length);
        buffer[length] = '\0';
        double number = g_ascii_strtod(buffer, NULL);
        if (!isfinite(number))
            return false;
        if (digits.significant > DECIMAL_DIGITS || number == 0)
            return decimal_from_double(number, ret);
    }
    *ret = normalize(digits.negative ? -digits.coefficient : digits.coefficient, digits.exponent);
    return true;
}

bool decimal_from_double(double number, struct decimal *ret)
{
    if (!isfinite(number))
        return false;
    if (number == trunc(number) && fabs(number) < 1e15) {
        *ret = normalize((int64_t)number, 0);
        return true;
    }
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(buffer, sizeof(buffer), "%.14e", number);
    struct digits digits = {0};
    if (!scan(buffer, strlen(buffer), &digits))
        return false;
    *ret = normalize(digits.negative ? -digits.coefficient : digits.coefficient, digits.exponent);
    return true;
}

struct decimal decimal_make(int64_t coefficient, int32_t exponent)
{
    return normalize(coefficient, exponent);
}

struct decimal decimal_from_int(int64_t number)
{
    int32_t exponent = 0;
    int64_t limit = INT64_C(1000000000000000); /* 10^DECIMAL_DIGITS */
    int rest = 0;
    bool negative = number < 0;
    uint64_t size = negative ? 0 - (uint64_t)number : (uint64_t)number;
    for (; size >= (uint64_t)limit; size /= 10, exponent++)
        rest = (int)(size % 10);
    if (rest >= 5)
        size++;
    return normalize(negative ? -(int64_t)size : (int64_t)size, exponent);
}

double decimal_to_double(struct decimal number)
{
    int64_t size = number.coefficient < 0 ? -number.coefficient : number.coefficient;
    if (size <= EXACT_COEFFICIENT && number.exponent > -EXACT_POWERS && number.exponent < EXACT_POWERS) {
        /* Both operands are exact, so the one rounding gives the nearest double. */
        if (number.exponent >= 0)
            return (double)number.coefficient * exact_powers[number.exponent];
        return (double)number.coefficient / exact_powers[-number.exponent];
    }
    char buffer[48];
    g_snprintf(
        buffer, sizeof(buffer), "%" G_GINT64_FORMAT "e%d", (gint64)number.coefficient, (int)number.exponent);
    return g_ascii_strtod(buffer, NULL);
}

char *decimal_to_text(struct decimal number)
{
    char digits[24];
    g_snprintf(digits, sizeof(digits), "%" G_GINT64_FORMAT, (gint64)number.coefficient);
    const char *at = digits;
    GString *text = g_string_new(NULL);
    if (*at == '-')
        g_string_append_c(text, *at++);
    int count = (int)strlen(at);
    int before = count + number.exponent; /* digits before the point */
    if (number.exponent >= 0) {
        g_string_append(text, at);
        for (int i = 0; i < number.exponent; i++)
            g_string_append_c(text, '0');
    } else if (before > 0) {
        g_string_append_len(text, at, before);
        g_string_append_c(text, '.');
        g_string_append(text, at + before);
    } else {
        g_string_append(text, "0.");
        for (int i = before; i < 0; i++)
            g_string_append_c(text, '0');
        g_string_append(text, at);
    }
    return g_string_free(text, FALSE);
}

static int digit_count(int64_t number)
{
    int count = 0;
    for (; number != 0; number /= 10)
        count++;
    return count;
}

int decimal_compare(struct decimal a, struct decimal b)
{
    int a_sign = (a.coefficient > 0) - (a.coefficient < 0),
        b_sign = (b.coefficient > 0) - (b.coefficient < 0);
    if (a_sign != b_sign || a_sign == 0)
        return (a_sign > b_sign) - (a_sign < b_sign);
    int64_t a_size = digit_count(a.coefficient) + (int64_t)a.exponent;
    int64_t b_size = digit_count(b.coefficient) + (int64_t)b.exponent;
    if (a_size != b_size)
        return a_size > b_size ? a_sign : -a_sign;
    /* as many digits before the point: the exponents differ by less than the digits of a number */
    for (; a.exponent > b.exponent; a.exponent--)
        a.coefficient *= 10;
    for (; b.exponent > a.exponent; b.exponent--)
        b.coefficient *= 10;
    return (a.coefficient > b.coefficient) - (a.coefficient < b.coefficient);
}

bool decimal_equal(struct decimal a, struct decimal b)
{
    return a.coefficient == b.coefficient && a.exponent == b.exponent;
}

bool decimal_is_zero(struct decimal number)
{
    return number.coefficient == 0;
}

bool decimal_is_integer(struct decimal number)
{
    return number.exponent >= 0;
}

int64_t decimal_floor(struct decimal number)
{
    int64_t value = number.coefficient;
    for (int32_t i = 0; i < number.exponent; i++)
        if (__builtin_mul_overflow(value, 10, &value))
            return number.coefficient < 0 ? INT64_MIN : INT64_MAX;
    bool fraction = false;
    for (int32_t i = number.exponent; i < 0 && value != 0; i++) {
        fraction = fraction || value % 10 != 0;
        value /= 10;
    }
    return fraction && number.coefficient < 0 ? value - 1 : value;
}

#include "score/rational.h"

#include <stdlib.h>
#include <string.h>
#include <glib.h>
#include <gmp.h>

/* Rounding beyond so many decimals changes nothing that a spreadsheet can hold (its smallest number is
 * 5E-324). */
#define MOST_DECIMALS 400

struct rational {
    mpq_t value;
};

struct rational_pool {
    GPtrArray *rationals;
};

static void rational_free(gpointer data)
{
    struct rational *rational = data;
    mpq_clear(rational->value);
    g_free(rational);
}

struct rational_pool *rational_pool_new(void)
{
    struct rational_pool *pool = g_new0(struct rational_pool, 1);
    pool->rationals = g_ptr_array_new_with_free_func(rational_free);
    return pool;
}

void rational_pool_free(struct rational_pool *pool)
{
    if (pool == NULL)
        return;
    g_ptr_array_free(pool->rationals, TRUE);
    g_free(pool);
}

static struct rational *rational_new(struct rational_pool *pool)
{
    struct rational *rational = g_new(struct rational, 1);
    mpq_init(rational->value);
    g_ptr_array_add(pool->rationals, rational);
    return rational;
}

static void power_of_ten(mpz_ptr ret, unsigned exponent)
{
    mpz_ui_pow_ui(ret, 10, exponent);
}

const struct rational *rational_from_decimal(struct rational_pool *pool, struct decimal number)
{
    struct rational *rational = rational_new(pool);
    mpz_t scale;
    mpz_init(scale);
    power_of_ten(scale, (unsigned)ABS(number.exponent));
    mpz_set_si(mpq_numref(rational->value), number.coefficient);
    if (number.exponent >= 0)
        mpz_mul(mpq_numref(rational->value), mpq_numref(rational->value), scale);
    else
        mpz_set(mpq_denref(rational->value), scale);
    mpq_canonicalize(rational->value);
    mpz_clear(scale);
    return rational;
}

const struct rational *rational_from_ratio(
    struct rational_pool *pool, long numerator, unsigned long denominator)
{
    struct rational *rational = rational_new(pool);
    mpq_set_si(rational->value, numerator, denominator);
    mpq_canonicalize(rational->value);
    return rational;
}

const struct rational *rational_add(
    struct rational_pool *pool, const struct rational *a, const struct rational *b)
{
    struct rational *rational = rational_new(pool);
    mpq_add(rational->value, a->value, b->value);
    return rational;
}

const struct rational *rational_subtract(
    struct rational_pool *pool, const struct rational *a, const struct rational *b)
{
    struct rational *rational = rational_new(pool);
    mpq_sub(rational->value, a->value, b->value);
    return rational;
}

const struct rational *rational_multiply(
    struct rational_pool *pool, const struct rational *a, const struct rational *b)
{
    struct rational *rational = rational_new(pool);
    mpq_mul(rational->value, a->value, b->value);
    return rational;
}

const struct rational *rational_divide(
    struct rational_pool *pool, const struct rational *a, const struct rational *b)
{
    if (rational_sign(b) == 0)
        return NULL;
    struct rational *rational = rational_new(pool);
    mpq_div(rational->value, a->value, b->value);
    return rational;
}

const struct rational *rational_negate(struct rational_pool *pool, const struct rational *a)
{
    struct rational *rational = rational_new(pool);
    mpq_neg(rational->value, a->value);
    return rational;
}

int rational_compare(const struct rational *a, const struct rational *b)
{
    int order = mpq_cmp(a->value, b->value);
    return (order > 0) - (order < 0);
}

int rational_sign(const struct rational *a)
{
    return mpq_sgn(a->value);
}

unsigned long rational_bits(const struct rational *a)
{
    return mpz_sizeinbase(mpq_numref(a->value), 2) + mpz_sizeinbase(mpq_denref(a->value), 2);
}

/* The whole number next to `value`, by a rule. */
static void round_whole(mpz_ptr ret, mpq_srcptr value, enum rounding rounding)
{
    if (rounding == ROUND_DOWN) {
        mpz_fdiv_q(ret, mpq_numref(value), mpq_denref(value));
        return;
    }
    if (rounding == ROUND_TOWARD_ZERO) {
        mpz_tdiv_q(ret, mpq_numref(value), mpq_denref(value));
        return;
    }
    /* half away from zero: (2|n| + d) / 2d toward zero, with the sign of n */
    mpz_t twice;
    mpz_init(twice);
    mpz_abs(ret, mpq_numref(value));
    mpz_mul_2exp(ret, ret, 1);
    mpz_add(ret, ret, mpq_denref(value));
    mpz_mul_2exp(twice, mpq_denref(value), 1);
    mpz_tdiv_q(ret, ret, twice);
    if (mpz_sgn(mpq_numref(value)) < 0)
        mpz_neg(ret, ret);
    mpz_clear(twice);
}

/* value * 10^exponent */
static void scale_by_ten(mpq_ptr ret, mpq_srcptr value, int exponent)
{
    mpq_t scale;
    mpq_init(scale);
    power_of_ten(exponent < 0 ? mpq_denref(scale) : mpq_numref(scale), (unsigned)abs(exponent));
    if (exponent < 0)
        mpz_set_ui(mpq_numref(scale), 1);
    mpq_mul(ret, value, scale);
    mpq_clear(scale);
}

const struct rational *rational_round(
    struct rational_pool *pool, const struct rational *a, int decimals, enum rounding rounding)
{
    if (decimals > MOST_DECIMALS)
        return a;
    decimals = MAX(decimals, -MOST_DECIMALS);
    struct rational *rational = rational_new(pool);
    mpz_t whole;
    mpz_init(whole);
    scale_by_ten(rational->value, a->value, decimals);
    round_whole(whole, rational->value, rounding);
    mpq_set_z(rational->value, whole);
    scale_by_ten(rational->value, rational->value, -decimals);
    mpz_clear(whole);
    return rational;
}

struct decimal rational_to_decimal(const struct rational *a)
{
    struct decimal decimal = {0};
    if (mpq_sgn(a->value) == 0)
        return decimal;
    /* sizes are exact or one too big: the first guess has 14 to 17 digits, the loop ends at 15 */
    int exponent = (int)mpz_sizeinbase(mpq_numref(a->value), 10) -
                   (int)mpz_sizeinbase(mpq_denref(a->value), 10) - DECIMAL_DIGITS - 1;
    mpq_t scaled;
    mpz_t whole, limit;
    mpq_init(scaled);
    mpz_inits(whole, limit, NULL);
    power_of_ten(limit, DECIMAL_DIGITS);
    do {
        exponent++;
        scale_by_ten(scaled, a->value, -exponent);
        mpz_tdiv_q(whole, mpq_numref(scaled), mpq_denref(scaled));
    } while (mpz_cmpabs(whole, limit) >= 0);
    round_whole(whole, scaled, ROUND_HALF_AWAY);
    while (mpz_divisible_ui_p(whole, 10)) {
        mpz_divexact_ui(whole, whole, 10);
        exponent++;
    }
    decimal.coefficient = mpz_get_si(whole);
    decimal.exponent = CLAMP(exponent, -DECIMAL_MOST_EXPONENT, DECIMAL_MOST_EXPONENT);
    mpq_clear(scaled);
    mpz_clears(whole, limit, NULL);
    return decimal;
}

/* A copy from GMP's allocator in GLib's. */
static char *take_text(char *text)
{
    char *copy = g_strdup(text);
    void (*release)(void *, size_t);
    mp_get_memory_functions(NULL, NULL, &release);
    release(text, strlen(text) + 1);
    return copy;
}

char *rational_to_text(const struct rational *a)
{
    return take_text(mpq_get_str(NULL, 10, a->value));
}

char *rational_to_fixed(const struct rational *a, unsigned decimals)
{
    mpq_t scaled;
    mpz_t whole;
    mpq_init(scaled);
    mpz_init(whole);
    scale_by_ten(scaled, a->value, (int)decimals);
    round_whole(whole, scaled, ROUND_HALF_AWAY);
    bool negative = mpz_sgn(whole) < 0;
    mpz_abs(whole, whole);
    char *digits = take_text(mpz_get_str(NULL, 10, whole));
    mpq_clear(scaled);
    mpz_clear(whole);
    GString *text = g_string_new(digits);
    g_free(digits);
    while (text->len <= decimals)
        g_string_prepend_c(text, '0');
    if (decimals > 0)
        g_string_insert_c(text, (gssize)(text->len - decimals), '.');
    if (negative)
        g_string_prepend_c(text, '-');
    return g_string_free(text, FALSE);
}

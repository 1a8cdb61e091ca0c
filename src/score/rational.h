/* Exact rationals, immutable; they live as long as their pool. */
#ifndef PIANOXL_SCORE_RATIONAL_H
#define PIANOXL_SCORE_RATIONAL_H

#include <stdbool.h>
#include "support/decimal.h"

struct rational;
struct rational_pool;

struct rational_pool *rational_pool_new(void);
void rational_pool_free(struct rational_pool *pool);

const struct rational *rational_from_decimal(struct rational_pool *pool, struct decimal number);
const struct rational *rational_from_ratio(
    struct rational_pool *pool, long numerator, unsigned long denominator);

const struct rational *rational_add(
    struct rational_pool *pool, const struct rational *a, const struct rational *b);
const struct rational *rational_subtract(
    struct rational_pool *pool, const struct rational *a, const struct rational *b);
const struct rational *rational_multiply(
    struct rational_pool *pool, const struct rational *a, const struct rational *b);
/* NULL for a division by zero. */
const struct rational *rational_divide(
    struct rational_pool *pool, const struct rational *a, const struct rational *b);
const struct rational *rational_negate(struct rational_pool *pool, const struct rational *a);

int rational_compare(const struct rational *a, const struct rational *b);
int rational_sign(const struct rational *a);
/* Bits of numerator and denominator together: what the next operation costs. */
unsigned long rational_bits(const struct rational *a);

enum rounding { ROUND_HALF_AWAY, ROUND_TOWARD_ZERO, ROUND_DOWN };
/* Rounded to so many decimals (negative: tens, hundreds). */
const struct rational *rational_round(struct rational_pool *pool, const struct rational *a, int decimals,
    enum rounding rounding);

/* Rounded half away from zero to 15 significant digits: the figure that is cached in a cell. What no double
 * can be gets DECIMAL_MOST_EXPONENT. */
struct decimal rational_to_decimal(const struct rational *a);
/* "200/3" in lowest terms, whole numbers without "/". To be freed. */
char *rational_to_text(const struct rational *a);
/* With so many decimals, half away from zero, a decimal point. To be freed. */
char *rational_to_fixed(const struct rational *a, unsigned decimals);

#endif

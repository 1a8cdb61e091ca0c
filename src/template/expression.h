/* Expressions of codes (rule 1): literals, `.`, `\d`, `[A-Z\d]`, `( | )`, `? * + {2} {1,3}`. */
#ifndef PIANOXL_TEMPLATE_EXPRESSION_H
#define PIANOXL_TEMPLATE_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include "support/arena.h"

struct expression;

/* NULL and `*ret_problem` (to be freed: what is wrong and at which character) for anything outside the
 * language. */
struct expression *expression_parse(struct arena *arena, const char *source, char **ret_problem);
const char *expression_source(const struct expression *expression);

/* One way in which an expression fits. A character that does not fit as typed may fit in its other case, or
 * as O for 0 and 0 for O: a slip. */
struct expression_fit {
    size_t end;            /* offset behind the fit, in bytes */
    const char *canonical; /* the code in the form that fits, blanks as typed */
    unsigned slips;
    unsigned explained;    /* letters and digits matched, without those that a `.` took */
};

/* All distinct ends at which the expression fits text[start..], the best first: the longest; of one end the
 * one with the fewest slips, then the first alternative. A fit of nothing is included where the expression
 * allows it. Texts live in `arena`. Time is bounded by a polynomial in the text's length. Returns the number
 * of fits. */
unsigned expression_fits(const struct expression *expression, struct arena *arena, const char *text,
    size_t start, const struct expression_fit **ret);

/* The whole of `text` is the code: blanks never count, leading zeros may lack where the expression has digits
 * only (both per rule 1; the latter a slip). False if it does not fit. */
bool expression_fits_whole(const struct expression *expression, struct arena *arena, const char *text,
    struct expression_fit *ret);

/* ESTRAI: the last place where the expression fits as typed, without slips; its first brackets, else the
 * whole. */
bool expression_find_last(
    const struct expression *expression, const char *text, size_t *ret_start, size_t *ret_end);

bool expression_may_be_empty(const struct expression *expression);

#endif

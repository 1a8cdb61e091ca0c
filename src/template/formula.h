/* Formulas of Calcoli, Controlli and conditions (rule 6), parsed. What names mean is found on evaluation. */
#ifndef PIANOXL_TEMPLATE_FORMULA_H
#define PIANOXL_TEMPLATE_FORMULA_H

#include <stdbool.h>
#include "support/arena.h"
#include "support/decimal.h"

enum formula_kind {
    FORMULA_NUMBER, /* 60% is 0.6 */
    FORMULA_TEXT,   /* quoted */
    FORMULA_NAME,   /* a path of steps */
    FORMULA_CALL,
    FORMULA_BINARY,
    FORMULA_NOT,
    FORMULA_NEGATE,
};

/* From loosest to tightest; comparisons do not chain. */
enum formula_operator {
    OPERATOR_OR, OPERATOR_AND,
    OPERATOR_EQUAL, OPERATOR_NOT_EQUAL,
    OPERATOR_LESS, OPERATOR_LESS_EQUAL, OPERATOR_GREATER, OPERATOR_GREATER_EQUAL,
    OPERATOR_IN, OPERATOR_CONCATENATE, OPERATOR_ADD, OPERATOR_SUBTRACT, OPERATOR_MULTIPLY, OPERATOR_DIVIDE,
};

/* FUNCTION(C name, "ITALIAN NAME", fewest arguments, most arguments (-1: any)) */
#define FORMULA_FUNCTIONS(FUNCTION)                                                                          \
    FUNCTION(FIRST, "PRIMO", 1, -1)                                                                          \
    FUNCTION(IF, "SE", 2, 3)                                                                                 \
    FUNCTION(SUM, "SOMMA", 1, -1)                                                                            \
    FUNCTION(COUNT, "CONTA", 1, -1)                                                                          \
    FUNCTION(MEAN, "MEDIA", 1, -1)                                                                           \
    FUNCTION(MIN, "MIN", 1, -1)                                                                              \
    FUNCTION(MAX, "MAX", 1, -1)                                                                              \
    FUNCTION(WEIGHTED_MEAN, "MEDIA.PESATA", 2, -1)                                                           \
    FUNCTION(UNION, "UNIONE", 1, -1)                                                                         \
    FUNCTION(ROUND, "ARROTONDA", 1, 2)                                                                       \
    FUNCTION(TRUNCATE, "TRONCA", 1, 2)                                                                       \
    FUNCTION(FLOOR, "INTERO", 1, 1)                                                                          \
    FUNCTION(ABSOLUTE, "ASSOLUTO", 1, 1)                                                                     \
    FUNCTION(IDENTICAL, "IDENTICO", 2, 2)                                                                    \
    FUNCTION(CLASS, "CLASSE", 1, 1)                                                                          \
    FUNCTION(COUNT_IF, "CONTA.SE", 2, 2)                                                                     \
    FUNCTION(SUM_IF, "SOMMA.SE", 3, 3)                                                                       \
    FUNCTION(LOOKUP, "CERCA", 3, 3)                                                                          \
    FUNCTION(EXTRACT, "ESTRAI", 2, 2)                                                                        \
    FUNCTION(ACHIEVEMENT, "REALIZZAZIONE", 2, 3)                                                             \
    FUNCTION(AND, "E", 1, -1)                                                                                \
    FUNCTION(OR, "O", 1, -1)                                                                                 \
    FUNCTION(NOT, "NON", 1, 1)

enum formula_function {
#define FUNCTION(id, name, fewest, most) FUNCTION_##id,
    FORMULA_FUNCTIONS(FUNCTION)
#undef FUNCTION
    FUNCTION_COUNT_OF_ALL
};

/* The named options of REALIZZAZIONE, with what they take. */
enum formula_option {
    OPTION_CEILING,     /* tetto= a number, or nessuno */
    OPTION_DIRECTION,   /* verso= >= or <= (a sign or a quoted text), or a formula that gives such a text */
    OPTION_LOWER,       /* minore= rapporto, speculare */
    OPTION_DELAY,       /* ritardo= a number per day */
    OPTION_ZERO,        /* zero= sì, no */
    OPTION_BASE,        /* base= a formula */
    OPTION_COUNT
};

struct formula_step {
    const char *name;
    const struct formula *index; /* in [ ]: a text or a name; NULL: none */
};

struct formula {
    enum formula_kind kind;
    unsigned start, end;              /* where it stands in the source, in bytes */
    struct decimal number;            /* NUMBER */
    bool percent;                     /* NUMBER typed with % */
    const char *text;                 /* TEXT */
    const struct formula_step *steps; /* NAME */
    unsigned step_count;
    enum formula_function function;   /* CALL */
    const struct formula *const *arguments;
    unsigned argument_count;
    const struct formula *options[OPTION_COUNT]; /* CALL of REALIZZAZIONE; NULL: not given */
    enum formula_operator operator;   /* BINARY */
    const struct formula *left, *right; /* BINARY; NOT and NEGATE use left */
};

/* NULL and `*ret_problem` (to be freed; says what and where, with a suggestion for an unknown function).
 * Words are known in any case; `E(...)`, `O(...)`, `NON(...)` are accepted beside the operators. */
const struct formula *formula_parse(struct arena *arena, const char *source, char **ret_problem);

const char *formula_function_name(enum formula_function function);
const char *formula_operator_sign(enum formula_operator operator);
/* "tetto"; and the words that it takes beside formulas, NULL beyond the last. */
const char *formula_option_name(enum formula_option option);
const char *formula_option_word(enum formula_option option, unsigned index);

/* Calls `visit` for the formula and all its parts. */
void formula_walk(
    const struct formula *formula, void (*visit)(const struct formula *part, void *data), void *data);

#endif

/* The compiler of live formulas: a formula of Calcoli in the place of a record becomes a spreadsheet
 * expression. A term is an expression that is good where its cells hold numbers and its conditions hold;
 * missing and NC come in when it is written out:
 *
 *   IF(COUNT(D5,E5)=2, IF(E5<>0, D5/E5, ""), "")
 */
#ifndef PIANOXL_FILL_FORMULA_H
#define PIANOXL_FILL_FORMULA_H

#include "fill/live.h"

enum binding { BINDS_COMPARISON, BINDS_SUM, BINDS_PRODUCT, BINDS_ATOM };

enum term_kind { TERM_NUMBER, TERM_TEXT, TERM_TRUTH };

struct term {
    enum term_kind kind;
    const char *value;              /* NULL: missing */
    enum binding binding;           /* of the outermost operator */
    bool is_reference;              /* one cell: needs[0] (of a text: cell) */
    bool loose;                     /* what it gives may be "" or NC for a number */
    const struct rational *literal; /* NULL: none */
    struct reference cell;          /* of a reference */
    const struct reference *needs;  /* cells that must hold numbers */
    unsigned need_count;
    const char *const *conditions; /* what must hold besides, in this order */
    unsigned condition_count;
    const char *const *nc; /* truths: NC rather than missing; good whatever the conditions are */
    unsigned nc_count;
    const char *nc_first; /* the only one of nc, for where the first condition does not hold; NULL: none */
    bool date;            /* a day, no number */
};

struct compiler {
    struct live *live;
    unsigned sheet; /* where the formula stands */
    const struct record *record;
    const struct field *field;
    const char *problem; /* why it cannot be a formula (Italian); the first one */
};

/* formula.c: the formula of a cell; NULL and `*ret_problem` if it must stay a value, NULL and NULL where
 * there is nothing to compute. `noisy`: its number format would show binary noise. Arena.
 */
const char *formula_of(struct live *live, unsigned sheet, bool noisy, const struct record *record,
    const struct field *field, const struct formula *part, const char **ret_problem);

/* formula-part.c */
struct term compile(struct compiler *compiler, const struct formula *part);
/* As a number in an expression; what may be missing in a way that conditions cannot tell goes to Calcoli. */
struct term compile_number(struct compiler *compiler, const struct formula *part);
/* What a name reached. */
struct term compile_reached(struct compiler *compiler, const struct reached_field *reached);
/* A term that is written twice: long ones get a cell of their own on Calcoli. */
struct term compile_handy(struct compiler *compiler, const struct formula *part);
struct term term_moved(struct compiler *compiler, const struct formula *part, const struct term *term);

/* formula-condition.c: a condition as a TERM_TRUTH. */
struct term compile_condition(struct compiler *compiler, const struct formula *part);
struct term compile_if(struct compiler *compiler, const struct formula *call);

/* formula-list.c: the functions over many values. */
struct term compile_aggregate(struct compiler *compiler, const struct formula *call);
struct term compile_count(struct compiler *compiler, const struct formula *call);
struct term compile_first(struct compiler *compiler, const struct formula *call);
/* Missing, or NC, where none of the cells holds a number. */
void term_require_any(struct compiler *compiler, GArray *cells, bool may_be_nc, struct term *term);
struct term term_mean(struct compiler *compiler, GArray *cells, bool may_be_nc);
/* formula-mean.c */
struct term compile_weighted_mean(struct compiler *compiler, const struct formula *call);
/* formula-lookup.c */
struct term compile_class(struct compiler *compiler, const struct formula *call);
struct term compile_lookup(struct compiler *compiler, const struct formula *call);
struct term compile_count_if(struct compiler *compiler, const struct formula *call);
struct term compile_sum_if(struct compiler *compiler, const struct formula *call);
/* formula-achievement.c */
struct term compile_achievement(struct compiler *compiler, const struct formula *call);

/* formula-term.c */
struct term term_problem(struct compiler *compiler, const char *problem);
struct term term_missing(void);
struct term term_number(struct compiler *compiler, const struct rational *number);
struct term term_text(struct compiler *compiler, const char *text);
struct term term_reference(struct compiler *compiler, struct reference reference, enum term_kind kind);
/* An expression with the needs and conditions of others; `value` is of the arena. */
struct term term_of(struct compiler *compiler, enum binding binding, const char *value,
    const struct term *first, const struct term *second);
void term_add_condition(struct compiler *compiler, struct term *term, const char *condition);
void term_add_nc(struct compiler *compiler, struct term *term, const char *truth);
bool term_may_be_nc(const struct term *term);
/* The expression in brackets where it binds less than `binding`. */
const char *term_operand(struct compiler *compiler, const struct term *term, enum binding binding);
/* "ROUND(x,10)", bare for references and literals that need none. */
const char *term_rounded(struct compiler *compiler, const struct term *term);
/* Written out, with what it gives when missing or NC; what `known` needs is known to be there (NULL:
 * nothing). */
const char *term_written(struct compiler *compiler, const struct term *term, const struct term *known);
/* A truth: the term is there; NULL: always. */
const char *term_present(struct compiler *compiler, const struct term *term);
/* A truth: it is NC, given that it is not there; NULL: never. */
const char *term_nc(struct compiler *compiler, const struct term *term);
const char *compiler_print(struct compiler *compiler, const char *format, ...) G_GNUC_PRINTF(2, 3);
const char *text_literal(struct compiler *compiler, const char *text);
/* FUNCTION(arguments), split where there are too many; NULL: MIN and MAX cannot be. */
const char *call_over(struct compiler *compiler, const char *function, const GPtrArray *arguments);

#endif

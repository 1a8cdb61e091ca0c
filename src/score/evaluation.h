/* What the files of the evaluator share; nobody outside score includes this.
 *
 *   evaluate.c   fields and their memory, formulas part by part
 *   names.c      what a name means in the place of a record
 *   compare.c    = <> < in and the truth of conditions
 *   arithmetic.c + - * / & and what counts as a number
 *   functions.c, means.c, lookup.c  the functions; achievement.c REALIZZAZIONE
 *   bands.c      Classi
 *   reach.c      formulas taken apart, for live formulas
 *   verify.c     what was read against what is computed */
#ifndef PIANOXL_SCORE_EVALUATION_H
#define PIANOXL_SCORE_EVALUATION_H

#include "score/evaluate.h"
#include "score/target.h"

/* One value while evaluating. */
struct item {
    struct figure figure;
    const struct record *record; /* whose field it is; a record itself; NULL: of none */
    const struct field *field;   /* NULL: not of a field */
    bool is_record;              /* the record itself, without a field */
    bool quoted;                 /* a quoted text: `*` stands for anything */
};

/* What a part of a formula gives: one value, or one for each of several records. */
struct operand {
    bool many;
    struct item one;
    struct item *items; /* many; the operand's own */
    unsigned count;
    const struct level *level; /* of the items' records; NULL: none */
};

struct memo;

struct calculation {
    const struct plan *plan;
    const struct template *template;
    enum plan_kind kind;
    struct findings *findings;
    struct arena *arena;
    struct rational_pool *pool;
    const struct rational *truths[2]; /* 0 and 1 */
    unsigned resets;
    bool quiet;              /* raises no findings */
    GHashTable *memos;       /* struct memo, by record and field */
    GHashTable *numbers;     /* struct value * -> struct rational *: of values read */
    GHashTable *expressions; /* source -> struct expression *, of ESTRAI */
    GHashTable *raised;      /* what has been found already */
    GPtrArray *busy;         /* struct memo *: the fields being computed, innermost last */
};

/* Where a formula is evaluated. */
struct evaluation {
    struct calculation *calculation;
    const struct record *record;
    const struct scope *scope;    /* NULL: none */
    const struct field *own;      /* the field being computed; NULL: no formula of Calcoli */
    const struct place *source;   /* of the formula, for findings; NULL: unknown */
    GPtrArray *trail;             /* derivations of the parts evaluated so far; NULL: none are kept */
    const char *rule;             /* set by a function for its derivation */
};

/* evaluate.c */
struct operand evaluate(struct evaluation *evaluation, const struct formula *formula);
/* The same reduced to one value. */
struct item evaluate_one(struct evaluation *evaluation, const struct formula *formula);
void operand_clear(struct operand *operand);
/* The single value of an operand: of several records a finding and missing. */
struct item operand_single(struct evaluation *evaluation, const struct operand *operand);
/* The values of an operand, one or many. */
const struct item *operand_items(const struct operand *operand, unsigned *ret_count);
/* The item of a paired operand: of the same record; of single values the one at `index`; NULL: none. */
const struct item *operand_paired(const struct operand *operand, const struct item *item, unsigned index);
/* False, and a finding, when two lists are of different levels. */
bool operands_pair(struct evaluation *evaluation, const struct operand *a, const struct operand *b);
struct figure figure_from_value(struct calculation *calculation, const struct value *value);
int calculation_year(struct calculation *calculation); /* 0: unknown */

static inline bool figure_is_missing(const struct figure *figure)
{
    return figure->kind == VALUE_MISSING || (figure->kind == VALUE_TEXT && figure->text[0] == '\0');
}

struct item item_missing(void);
struct item item_nc(void);
struct item item_number(const struct rational *number);
struct item item_text(const char *text);
struct item item_boolean(struct evaluation *evaluation, bool truth);

/* The text that a value shows, to be freed; "" for missing. */
char *item_text_shown(struct evaluation *evaluation, const struct item *item);

/* Raises a finding at most once for the same id, record, field and key (NULL: none); true when it is new. */
bool raise_once(struct calculation *calculation, enum finding_id id, const struct record *record,
    const struct field *field, const char *key);
/* The cell of a field that was read, else its record's. */
struct place place_of(const struct record *record, const struct field *field);
/* The name of the field in whose formula we are, or the formula's place, for messages. */
const char *evaluation_subject(const struct evaluation *evaluation);
/* A finding on the template, once for each source. */
void raise_template_error(struct evaluation *evaluation, const char *text);
void raise_division_by_zero(struct evaluation *evaluation);

/* names.c */
struct operand evaluate_name(struct evaluation *evaluation, const struct formula *formula);

/* compare.c */
enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_MISSING, TRUTH_NC };
/* Of a part of a formula as a condition. */
enum truth evaluate_truth(struct evaluation *evaluation, const struct formula *formula);
struct item item_truth(struct evaluation *evaluation, enum truth truth);
enum truth compare_items(struct evaluation *evaluation, enum formula_operator operator, const struct item *a,
    const struct item *b);
struct item evaluate_comparison(struct evaluation *evaluation, const struct formula *formula);

/* arithmetic.c */
struct item evaluate_arithmetic(struct evaluation *evaluation, const struct formula *formula);
struct item evaluate_negation(struct evaluation *evaluation, const struct formula *formula);
/* The quantity of a value: NUMBER, DATE, NC or missing (rule 5: a target is its quantity). */
struct item item_quantity(struct evaluation *evaluation, const struct item *item);

/* functions.c */
/* The quantities in what arguments give, without NC, missing and text. */
struct quantities {
    GPtrArray *numbers; /* const struct rational * */
    GPtrArray *dates;
    bool nc;            /* there was NC among them */
};
struct quantities quantities_new(void);
void quantities_add(struct evaluation *evaluation, struct quantities *quantities, const struct item *item);
void quantities_clear(struct quantities *quantities);
/* The sum; NC where NC was all there was; missing for nothing. */
struct item quantities_sum(struct evaluation *evaluation, const struct quantities *quantities);
struct operand evaluate_call(struct evaluation *evaluation, const struct formula *call);

/* means.c */
struct item evaluate_weighted_mean(struct evaluation *evaluation, const struct formula *call);

/* lookup.c */
struct item evaluate_count_if(struct evaluation *evaluation, const struct formula *call);
struct item evaluate_sum_if(struct evaluation *evaluation, const struct formula *call);
struct item evaluate_lookup(struct evaluation *evaluation, const struct formula *call);
struct item evaluate_extract(struct evaluation *evaluation, const struct formula *call);

/* bands.c */
struct item evaluate_class(struct evaluation *evaluation, const struct formula *call);

/* achievement.c */
struct item evaluate_achievement(struct evaluation *evaluation, const struct formula *call);
/* What it would compare. */
void compare_achievement(
    struct evaluation *evaluation, const struct formula *call, struct comparison *ret);

#endif

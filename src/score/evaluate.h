/* Figures: fields as they are to be written and used, read or computed (rule 5 to 7), all exactly. */
#ifndef PIANOXL_SCORE_EVALUATE_H
#define PIANOXL_SCORE_EVALUATE_H

#include "plan/plan.h"
#include "score/rational.h"

/* How a figure came about; its operands' own derivations hang below. Lives in the calculation. */
struct derivation {
    const struct formula *formula;       /* the part of the formula; NULL: a value read */
    const struct record *record;         /* whose field it is (a name), or in whose place it was evaluated */
    const struct field *field;           /* a name's field; NULL for other parts */
    const struct value *read;            /* the value read that it is; NULL: computed */
    const char *rule;                    /* what a function decided ("min(r/T; 100%)"); NULL */
    const struct derivation *const *operands;
    unsigned operand_count;
    enum value_kind kind;
    const struct rational *number;       /* of a number; NULL else */
};

struct figure {
    enum value_kind kind;
    const struct rational *number;   /* NUMBER, DATE (serial), BOOLEAN (0 or 1) */
    const char *text;                /* TEXT; for others the text as read, NULL when computed */
    const char *const *items;        /* LIST */
    unsigned item_count;
    const struct value *read;        /* the value read that it is; NULL: computed */
    const struct derivation *derivation; /* NULL for a plain value read */
};

struct calculation;

/* The sheet's record (NULL: none), which a condition on a `per` sheet may name. */
struct scope {
    const struct record *sheet_record;
    bool reading; /* the names `piano` and `relazione` are both true (rule 2) */
    bool control; /* a comparison with a missing side is missing (Controlli) */
    const struct place *source; /* of the formula, for findings; NULL: unknown */
};

/* `kind`: what is written; under KIND_PIANO a computed field that needs a result is missing unless it is
 * itself of type risultato. `findings` gets what is found while computing. The plan must outlive it. */
struct calculation *calculation_new(const struct plan *plan, enum plan_kind kind, struct findings *findings);
void calculation_free(struct calculation *calculation);

/* The field of a record as written: computed where Calcoli says so (the value read stands where the formula
 * gives missing), else as read. Computed once. */
struct figure calculation_field(
    struct calculation *calculation, const struct record *record, const struct field *field);

/* A formula in the place of a record; `scope` may be NULL. */
struct figure calculation_formula(struct calculation *calculation, const struct formula *formula,
    const struct record *record, const struct scope *scope);

/* Does a condition hold for a record? Only when true; a bare level or field: it exists, it is not empty. */
bool calculation_holds(struct calculation *calculation, const struct formula *condition,
    const struct record *record, const struct scope *scope);

/* Forgets what was computed (the plan has changed); figures and derivations handed out before are gone. */
void calculation_reset(struct calculation *calculation);

/* The class of a figure of a field by Classi; NULL: none, or the field has no bands. */
const struct band *calculation_band(struct calculation *calculation, const struct record *record,
    const struct field *field, const struct figure *figure);

/* Compares what was read for computed fields with what is computed (findings COMPUTED_DIFFERS,
 * COMPUTED_MISSING), and computes every field once so that all findings are raised. */
void calculation_verify(struct calculation *calculation);

/* What is written. */
enum plan_kind calculation_kind(const struct calculation *calculation);

struct rational_pool *calculation_pool(struct calculation *calculation);

/* What follows takes the formula of a computed field apart, for live formulas; nothing of it raises a
 * finding. `field` is the computed field of `record`, in whose formula the part stands. */

/* Does a field that was computed need itself? */
bool calculation_is_cyclic(
    const struct calculation *calculation, const struct record *record, const struct field *field);

/* What a name reaches. */
struct reached_field {
    const struct record *record; /* NULL: of none (`piano`, `relazione`) */
    const struct field *field;   /* NULL: the record itself */
    struct figure figure;
    bool typed;                  /* the field's own name: the value typed */
};

/* Adds what a name reaches (struct reached_field); true if it may reach several records. */
bool calculation_reach(struct calculation *calculation, const struct formula *name,
    const struct record *record, const struct field *field, GArray *ret);

/* What a part of the formula gives. */
struct figure calculation_part(struct calculation *calculation, const struct formula *part,
    const struct record *record, const struct field *field);

enum condition_state { CONDITION_FALSE, CONDITION_TRUE, CONDITION_MISSING, CONDITION_NC };
/* The same for a part that is a condition. */
enum condition_state calculation_condition(struct calculation *calculation, const struct formula *part,
    const struct record *record, const struct field *field);

/* The quantity of a field as arithmetic takes it: NUMBER, DATE, NC or missing. */
struct figure calculation_quantity(struct calculation *calculation, const struct reached_field *reached);

/* What a call of REALIZZAZIONE compares. */
struct comparison {
    /* OUTRIGHT: yes, no, words, ranges, other units */
    enum { COMPARE_NOTHING, COMPARE_NUMBERS, COMPARE_TERM, COMPARE_OUTRIGHT } kind;
    const char *sign;             /* the operator that holds */
    bool own_sign;                /* it is the target's or the algorithm's, no default */
    const struct rational *result, *target; /* as understood; NULL: the result is missing or NC */
    bool result_is_text, target_is_text; /* not a number or date in its cell */
    /* Above 1,5 without % where percentages are compared: divided by 100. */
    bool result_unsigned, target_unsigned;
    bool result_varies, target_varies; /* a change of the base, by percent where the next says so */
    bool result_by_percent, target_by_percent;
    const struct rational *ceiling, *delay; /* NULL: none */
    bool mirrored, zero;          /* minore=speculare; zero=sì */
};

void calculation_comparison(struct calculation *calculation, const struct formula *call,
    const struct record *record, const struct field *field, struct comparison *ret);

#endif

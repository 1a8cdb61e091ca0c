/* REALIZZAZIONE: a result against its target, both in cells. */
#include "fill/formula.h"

#include <string.h>

struct sides {
    struct compiler *compiler;
    struct comparison comparison;
    struct term result, target;
};

/* A side that is said in words: its quantity is a value of its own on Calcoli, with the words. */
static struct term in_words(
    struct compiler *compiler, const struct formula *argument, const struct rational *number, bool day)
{
    struct live *live = compiler->live;
    struct calculation *calculation = live->filler->calculation;
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    if (argument->kind == FORMULA_NAME)
        calculation_reach(calculation, argument, compiler->record, compiler->field, reached);
    const struct reached_field *one =
        reached->len == 1 ? &g_array_index(reached, struct reached_field, 0) : NULL;
    struct figure words = calculation_part(calculation, argument, compiler->record, compiler->field);
    const char *text = words.text != NULL ? words.text : "", *name = compiler->field->name;
    const struct record *record = compiler->record;
    struct reference place;
    if (one != NULL && one->field != NULL) {
        day = day || calculation_quantity(calculation, one).kind == VALUE_DATE;
        name = one->field->name;
        record = one->record;
        if (reference_find(live, live->forms->len, record, one->field, &place))
            text = compiler_print(compiler, "%s: %s", reference_text(live, live->forms->len, &place), text);
    }
    const char *format = day ? DATE_FORMAT : strchr(text, '%') != NULL ? "0.##%" : NULL;
    struct figure figure = {.kind = VALUE_NUMBER, .number = number};
    place =
        calcoli_value(live, record, compiler_print(compiler, "%s (quantità)", name), figure, format, text);
    g_array_free(reached, TRUE);
    return term_reference(compiler, place, TERM_NUMBER);
}

static struct term side(struct compiler *compiler, const struct formula *argument,
    const struct rational *number, bool is_text, bool day)
{
    if (is_text && number != NULL)
        return in_words(compiler, argument, number, day);
    return compile_handy(compiler, argument);
}

/* Up to 1,5 a number without % is a fraction, above it percent. */
static void settle(struct sides *sides, struct term *term)
{
    term->value = compiler_print(sides->compiler, "IF(%s>1.5,%s/100,%s)", term->value,
        term_operand(sides->compiler, term, BINDS_PRODUCT), term->value);
    term->binding = BINDS_ATOM;
    term->is_reference = false;
}

/* base*(1+change), or base+change. */
static void vary(struct sides *sides, struct term *term, bool by_percent, const struct term *base)
{
    struct compiler *compiler = sides->compiler;
    const char *value = by_percent ? compiler_print(compiler, "(%s*(1+%s))",
                                         term_operand(compiler, base, BINDS_PRODUCT), term->value)
                                   : compiler_print(compiler, "(%s+%s)", base->value, term->value);
    *term = term_of(compiler, BINDS_ATOM, value, term, base);
}

/* Never below 0, never above the ceiling. */
static const char *bounded(struct sides *sides, const char *value)
{
    if (sides->comparison.ceiling == NULL)
        return compiler_print(sides->compiler, "MAX(0,%s)", value);
    struct term ceiling = term_number(sides->compiler, sides->comparison.ceiling);
    return compiler_print(sides->compiler, "MAX(0,MIN(%s,%s))", ceiling.value, value);
}

static const char *whole(struct sides *sides, bool reached)
{
    struct rational_pool *pool = calculation_pool(sides->compiler->live->filler->calculation);
    const struct rational *ceiling = sides->comparison.ceiling;
    bool low = ceiling != NULL && rational_compare(ceiling, rational_from_ratio(pool, 1, 1)) < 0;
    return !reached ? "0" : low ? term_number(sides->compiler, ceiling).value : "1";
}

static const char *difference(struct sides *sides)
{
    return compiler_print(sides->compiler, "%s-%s", term_operand(sides->compiler, &sides->result, BINDS_SUM),
        term_operand(sides->compiler, &sides->target, BINDS_PRODUCT));
}

static const char *against_term(struct sides *sides)
{
    struct compiler *compiler = sides->compiler;
    const struct comparison *comparison = &sides->comparison;
    const char *late = difference(sides);
    if (comparison->own_sign && comparison->sign[0] == '>')
        return compiler_print(
            compiler, "IF(ROUND(%s,10)>=0,%s,%s)", late, whole(sides, true), whole(sides, false));
    const char *lost = whole(sides, false);
    if (comparison->delay != NULL && rational_sign(comparison->delay) != 0) {
        struct term delay = term_number(compiler, comparison->delay);
        lost = bounded(sides, compiler_print(compiler, "1-(%s)*%s", late, delay.value));
    }
    return compiler_print(compiler, "IF(ROUND(%s,10)<=0,%s,%s)", late, whole(sides, true), lost);
}

static const char *against_zero(struct sides *sides, const char *otherwise)
{
    struct compiler *compiler = sides->compiler;
    const char *sign = sides->comparison.sign;
    if (sign[0] == '<')
        sign = "<="; /* equal counts */
    return compiler_print(compiler, "IF(%s=0,IF(%s%s0,%s,%s),%s)", sides->target.value, sides->result.value,
        sign, whole(sides, true), whole(sides, false), otherwise);
}

static const char *against_number(struct sides *sides)
{
    struct compiler *compiler = sides->compiler;
    const char *result = term_operand(compiler, &sides->result, BINDS_ATOM);
    const char *target = term_operand(compiler, &sides->target, BINDS_ATOM);
    if (sides->comparison.sign[0] != '<')
        return bounded(sides, compiler_print(compiler, "%s/%s", result, target));
    const char *beyond = sides->comparison.mirrored
                             ? compiler_print(compiler, "(2*%s-%s)/%s", target, result, target)
                             : compiler_print(compiler, "%s/%s", target, result);
    return compiler_print(compiler, "IF(OR(ROUND(%s,10)<=0,%s=0),%s,%s)", difference(sides),
        sides->result.value, whole(sides, true), bounded(sides, beyond));
}

/* Yes, no, or words: 100% or 0 as it was read. */
static struct term outright(struct compiler *compiler, const struct formula *call)
{
    struct calculation *calculation = compiler->live->filler->calculation;
    struct figure figure = calculation_part(calculation, call, compiler->record, compiler->field);
    if (figure.kind != VALUE_NUMBER)
        return term_problem(compiler, "il risultato e il target in parole non si confrontano in una formula");
    return in_words(compiler, call->arguments[0], figure.number, false);
}

static bool apply_base(struct sides *sides, const struct formula *option)
{
    const struct comparison *comparison = &sides->comparison;
    if (!comparison->target_varies)
        return true;
    struct term base = option != NULL ? compile_handy(sides->compiler, option) : term_missing();
    if (base.value == NULL)
        return false;
    if (comparison->result_varies)
        vary(sides, &sides->result, comparison->result_by_percent, &base);
    vary(sides, &sides->target, comparison->target_by_percent, &base);
    return true;
}

struct term compile_achievement(struct compiler *compiler, const struct formula *call)
{
    struct calculation *calculation = compiler->live->filler->calculation;
    struct sides sides = {.compiler = compiler};
    struct comparison *comparison = &sides.comparison;
    calculation_comparison(calculation, call, compiler->record, compiler->field, comparison);
    struct figure now = calculation_part(calculation, call, compiler->record, compiler->field);
    struct figure target =
        calculation_part(calculation, call->arguments[1], compiler->record, compiler->field);
    if (comparison->kind == COMPARE_NOTHING && target.kind != VALUE_NC && target.kind != VALUE_MISSING)
        return term_problem(compiler, "il target in parole non si calcola");
    if (comparison->kind == COMPARE_OUTRIGHT)
        return outright(compiler, call);
    bool refused = now.kind == VALUE_MISSING && comparison->result != NULL && comparison->target != NULL &&
                   rational_sign(comparison->target) != 0 && !comparison->target_varies;
    if (refused)
        return term_problem(compiler, "risultato e target non si confrontano");
    bool term_of_days = comparison->kind == COMPARE_TERM;
    sides.result = side(compiler, call->arguments[0], comparison->result, comparison->result_is_text, false);
    sides.target = side(compiler, call->arguments[1], comparison->target, comparison->target_is_text,
        term_of_days && sides.result.date);
    if (sides.result.value == NULL || sides.target.value == NULL)
        return term_missing();
    if (!apply_base(&sides, call->options[OPTION_BASE]))
        return term_missing();
    if (comparison->result_unsigned)
        settle(&sides, &sides.result);
    if (comparison->target_unsigned)
        settle(&sides, &sides.target);
    const char *value = term_of_days ? against_term(&sides) : against_number(&sides);
    if (!term_of_days && comparison->zero)
        value = against_zero(&sides, value);
    struct term term = term_of(compiler, BINDS_ATOM, value, &sides.result, &sides.target);
    if (!term_of_days && !comparison->zero)
        term_add_condition(compiler, &term, compiler_print(compiler, "%s<>0", sides.target.value));
    return term;
}

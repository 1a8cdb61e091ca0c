/* Names, arithmetic and rounding. */
#include "fill/formula.h"

#include <string.h>
#include "score/rational.h"

#define NO_DATES "con una data questo calcolo non ha senso"
#define HANDY 60 /* characters that may well stand twice in a formula */

static bool is_measure(const struct field *field)
{
    return field->type != TYPE_TEXT && field->type != TYPE_CODE && field->type != TYPE_LIST;
}

static bool may_be_nc(const struct reached_field *reached)
{
    return reached->figure.kind == VALUE_NC || reached->field->type == TYPE_RESULT ||
           reached->field->needs_result;
}

/* The quantity of a target or result in words, as a value of its own. */
static struct term quantity_in_words(
    struct compiler *compiler, const struct reached_field *reached, const struct figure *quantity)
{
    struct live *live = compiler->live;
    const char *heading = compiler_print(compiler, "%s (quantità)", reached->field->name);
    const char *words = reached->figure.text != NULL ? reached->figure.text : "";
    struct reference place;
    const char *origin =
        reference_find(live, live->forms->len, reached->record, reached->field, &place)
            ? compiler_print(compiler, "%s: %s", reference_text(live, live->forms->len, &place), words)
            : words;
    const char *format = quantity->kind == VALUE_DATE ? DATE_FORMAT
                         : strchr(words, '%') != NULL ? "0.##%"
                                                      : NULL;
    struct figure figure = {.kind = quantity->kind, .number = quantity->number};
    return term_reference(
        compiler, calcoli_value(live, reached->record, heading, figure, format, origin), TERM_NUMBER);
}

/* A field that has no figure and no cell can get one only by its own formula. */
static bool never_there(struct compiler *compiler, const struct reached_field *reached)
{
    const struct filler *filler = compiler->live->filler;
    const struct field *field = reached->field;
    if (reached->figure.kind != VALUE_MISSING)
        return false;
    if (field->formula == NULL || calculation_is_cyclic(filler->calculation, reached->record, field))
        return true;
    return filler->options->kind == KIND_PIANO && field->needs_result && field->type != TYPE_RESULT;
}

static struct term measure(struct compiler *compiler, const struct reached_field *reached)
{
    struct live *live = compiler->live;
    struct figure quantity = calculation_quantity(live->filler->calculation, reached);
    bool number = quantity.kind == VALUE_NUMBER || quantity.kind == VALUE_DATE;
    if (number && reached->figure.kind == VALUE_TEXT)
        return quantity_in_words(compiler, reached, &quantity);
    struct reference place;
    if (!reference_find(live, compiler->sheet, reached->record, reached->field, &place)) {
        if (never_there(compiler, reached))
            return term_missing();
        place = calcoli_field(live, reached->record, reached->field);
    }
    place.may_be_nc = may_be_nc(reached);
    struct term term = term_reference(compiler, place, TERM_NUMBER);
    term.date = quantity.kind == VALUE_DATE;
    return term;
}

struct term compile_reached(struct compiler *compiler, const struct reached_field *reached)
{
    struct live *live = compiler->live;
    const struct figure *figure = &reached->figure;
    if (reached->typed && figure->kind == VALUE_NUMBER)
        return term_number(compiler, figure->number);
    if (reached->typed && figure->kind == VALUE_TEXT)
        return term_text(compiler, figure->text);
    if (reached->typed || reached->record == NULL)
        return figure->kind == VALUE_MISSING ? term_missing()
                                             : term_problem(compiler, "il valore digitato resta un valore");
    if (reached->field == NULL)
        return term_problem(compiler, "la formula usa i nomi delle voci");
    if (is_measure(reached->field) || figure->kind == VALUE_NUMBER || figure->kind == VALUE_DATE)
        return measure(compiler, reached);
    struct reference place;
    if (figure->kind == VALUE_LIST)
        return term_problem(compiler, "la formula usa un elenco");
    if (reference_find(live, compiler->sheet, reached->record, reached->field, &place))
        return term_reference(compiler, place, TERM_TEXT);
    if (reached->field->formula != NULL && !never_there(compiler, reached))
        return term_reference(compiler, calcoli_field(live, reached->record, reached->field), TERM_TEXT);
    return figure->kind == VALUE_TEXT ? term_text(compiler, figure->text) : term_missing();
}

static struct term compile_name(struct compiler *compiler, const struct formula *name)
{
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    calculation_reach(compiler->live->filler->calculation, name, compiler->record, compiler->field, reached);
    struct term term = term_missing();
    if (reached->len == 1)
        term = compile_reached(compiler, &g_array_index(reached, struct reached_field, 0));
    else if (reached->len > 1)
        term = term_problem(compiler, "la formula vuole una voce sola e ne trova più d'una");
    g_array_free(reached, TRUE);
    return term;
}

struct term term_moved(struct compiler *compiler, const struct formula *part, const struct term *term)
{
    struct reference place = calcoli_part(compiler->live, compiler->record, compiler->field, part);
    place.may_be_nc = term_may_be_nc(term);
    struct term moved = term_reference(compiler, place, term->kind);
    moved.date = term->date;
    return moved;
}

struct term compile_number(struct compiler *compiler, const struct formula *part)
{
    struct term term = compile(compiler, part);
    if (term.kind != TERM_NUMBER)
        return term.value == NULL ? term : term_problem(compiler, "un testo sta al posto di un numero");
    return term.loose ? term_moved(compiler, part, &term) : term;
}

struct term compile_handy(struct compiler *compiler, const struct formula *part)
{
    struct term term = compile_number(compiler, part);
    if (term.value == NULL || strlen(term.value) <= HANDY)
        return term;
    return term_moved(compiler, part, &term);
}

static struct term compile_division(struct compiler *compiler, const struct formula *part)
{
    struct term left = compile_number(compiler, part->left), right = compile_handy(compiler, part->right);
    if (left.value == NULL || right.value == NULL)
        return term_missing();
    if (left.date || right.date)
        return term_problem(compiler, NO_DATES);
    const char *divisor = right.is_reference ? right.value : term_rounded(compiler, &right);
    const char *value =
        compiler_print(compiler, "%s/%s", term_operand(compiler, &left, BINDS_PRODUCT), divisor);
    struct term term = term_of(compiler, BINDS_PRODUCT, value, &left, &right);
    if (right.literal == NULL || rational_sign(right.literal) == 0)
        term_add_condition(compiler, &term,
            compiler_print(
                compiler, "%s<>0", right.is_reference ? right.value : term_rounded(compiler, &right)));
    return term;
}

static struct term compile_arithmetic(struct compiler *compiler, const struct formula *part)
{
    static const struct {
        enum formula_operator operator;
        char sign;
        enum binding binding, right;
    } signs[] = {
        {OPERATOR_ADD, '+', BINDS_SUM, BINDS_SUM},
        {OPERATOR_SUBTRACT, '-', BINDS_SUM, BINDS_PRODUCT},
        {OPERATOR_MULTIPLY, '*', BINDS_PRODUCT, BINDS_PRODUCT},
    };
    if (part->operator== OPERATOR_DIVIDE)
        return compile_division(compiler, part);
    struct term left = compile_number(compiler, part->left), right = compile_number(compiler, part->right);
    if (left.value == NULL || right.value == NULL)
        return term_missing();
    bool dates = left.date || right.date;
    bool sensible = !dates || (part->operator== OPERATOR_SUBTRACT && left.date) ||
                    (part->operator== OPERATOR_ADD && left.date != right.date);
    for (unsigned i = 0; i < G_N_ELEMENTS(signs) && sensible; i++) {
        if (signs[i].operator!= part->operator)
            continue;
        const char *value =
            compiler_print(compiler, "%s%c%s", term_operand(compiler, &left, signs[i].binding), signs[i].sign,
                term_operand(compiler, &right, signs[i].right));
        struct term term = term_of(compiler, signs[i].binding, value, &left, &right);
        term.date = left.date != right.date;
        return term;
    }
    return term_problem(compiler, sensible ? "i testi composti restano valori" : NO_DATES);
}

static struct term compile_binary(struct compiler *compiler, const struct formula *part)
{
    switch (part->operator) {
    case OPERATOR_ADD:
    case OPERATOR_SUBTRACT:
    case OPERATOR_MULTIPLY:
    case OPERATOR_DIVIDE:
    case OPERATOR_CONCATENATE:
        return compile_arithmetic(compiler, part);
    default:
        return compile_condition(compiler, part);
    }
}

static struct term compile_negation(struct compiler *compiler, const struct formula *part)
{
    struct term term = compile_number(compiler, part->left);
    if (term.value == NULL)
        return term;
    const char *value = compiler_print(compiler, "-%s", term_operand(compiler, &term, BINDS_ATOM));
    struct term negated = term_of(compiler, BINDS_COMPARISON, value, &term, NULL);
    return negated;
}

static struct term compile_rounding(struct compiler *compiler, const struct formula *call)
{
    struct term number = compile_number(compiler, call->arguments[0]);
    struct term digits = {.literal = NULL, .value = "0"};
    if (call->argument_count > 1)
        digits = compile_number(compiler, call->arguments[1]);
    if (number.value == NULL || digits.value == NULL)
        return term_missing();
    if (number.date || digits.date)
        return term_problem(compiler, NO_DATES);
    const char *value = NULL;
    switch (call->function) {
    case FUNCTION_ROUND:
        value = compiler_print(compiler, "ROUND(ROUND(%s,10),%s)", number.value, digits.value);
        break;
    case FUNCTION_TRUNCATE:
        value = compiler_print(compiler, "TRUNC(ROUND(%s,10),%s)", number.value, digits.value);
        break;
    case FUNCTION_FLOOR:
        value = compiler_print(compiler, "INT(ROUND(%s,10))", number.value);
        break;
    default:
        value = compiler_print(compiler, "ABS(%s)", number.value);
        break;
    }
    return term_of(compiler, BINDS_ATOM, value, &number, call->argument_count > 1 ? &digits : NULL);
}

/* A number taken from a text: an input of the formula, with the text that it comes from. */
static struct term compile_extract(struct compiler *compiler, const struct formula *call)
{
    struct live *live = compiler->live;
    struct calculation *calculation = live->filler->calculation;
    struct figure figure = calculation_part(calculation, call, compiler->record, compiler->field);
    struct figure text = calculation_part(calculation, call->arguments[0], compiler->record, compiler->field);
    if (figure.kind == VALUE_MISSING)
        return term_missing();
    if (figure.kind != VALUE_NUMBER && figure.kind != VALUE_NC)
        return term_problem(compiler, "il testo estratto resta un valore");
    const char *words = text.text != NULL ? text.text : "";
    struct reference place = calcoli_value(live, compiler->record,
        compiler_print(compiler, "%s (quantità)", compiler->field->name), figure,
        strchr(words, '%') != NULL ? "0.##%" : NULL, words);
    place.may_be_nc = figure.kind == VALUE_NC;
    return term_reference(compiler, place, TERM_NUMBER);
}

static struct term compile_unable(struct compiler *compiler, const struct formula *call)
{
    (void)call;
    return term_problem(compiler, "la formula dà un elenco o un testo");
}

static struct term compile_call(struct compiler *compiler, const struct formula *call)
{
    static struct term (*const functions[FUNCTION_COUNT_OF_ALL])(
        struct compiler *, const struct formula *) = {
        [FUNCTION_FIRST] = compile_first,
        [FUNCTION_IF] = compile_if,
        [FUNCTION_SUM] = compile_aggregate,
        [FUNCTION_COUNT] = compile_count,
        [FUNCTION_MEAN] = compile_aggregate,
        [FUNCTION_MIN] = compile_aggregate,
        [FUNCTION_MAX] = compile_aggregate,
        [FUNCTION_WEIGHTED_MEAN] = compile_weighted_mean,
        [FUNCTION_UNION] = compile_unable,
        [FUNCTION_ROUND] = compile_rounding,
        [FUNCTION_TRUNCATE] = compile_rounding,
        [FUNCTION_FLOOR] = compile_rounding,
        [FUNCTION_ABSOLUTE] = compile_rounding,
        [FUNCTION_IDENTICAL] = compile_condition,
        [FUNCTION_CLASS] = compile_class,
        [FUNCTION_COUNT_IF] = compile_count_if,
        [FUNCTION_SUM_IF] = compile_sum_if,
        [FUNCTION_LOOKUP] = compile_lookup,
        [FUNCTION_EXTRACT] = compile_extract,
        [FUNCTION_ACHIEVEMENT] = compile_achievement,
        [FUNCTION_AND] = compile_condition,
        [FUNCTION_OR] = compile_condition,
        [FUNCTION_NOT] = compile_condition,
    };
    return functions[call->function](compiler, call);
}

struct term compile(struct compiler *compiler, const struct formula *part)
{
    switch (part->kind) {
    case FORMULA_NUMBER:
        return term_number(compiler,
            rational_from_decimal(calculation_pool(compiler->live->filler->calculation), part->number));
    case FORMULA_TEXT:
        return term_text(compiler, part->text);
    case FORMULA_NAME:
        return compile_name(compiler, part);
    case FORMULA_CALL:
        return compile_call(compiler, part);
    case FORMULA_BINARY:
        return compile_binary(compiler, part);
    case FORMULA_NOT:
        return compile_condition(compiler, part);
    case FORMULA_NEGATE:
        return compile_negation(compiler, part);
    }
    return term_missing();
}

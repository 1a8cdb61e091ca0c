/* CLASSE, CERCA, CONTA.SE, SOMMA.SE. */
#include "fill/formula.h"

#include <string.h>
#include "support/italian.h"

#define NESTED 60 /* Excel nests 64 functions */

/* A threshold with what it gives. */
struct step {
    const struct rational *from; /* as it is now */
    const char *truth, *gives;
};

static int compare_steps(gconstpointer a, gconstpointer b)
{
    const struct step *first = a, *second = b;
    return rational_compare(first->from, second->from);
}

/* IF(highest, ..., IF(next, ..., "")). */
static const char *chain(struct compiler *compiler, GArray *steps)
{
    const char *value = "\"\"";
    g_array_sort(steps, compare_steps);
    for (unsigned i = 0; i < steps->len; i++) {
        const struct step *step = &g_array_index(steps, struct step, i);
        value = compiler_print(compiler, "IF(%s,%s,%s)", step->truth, step->gives, value);
    }
    return value;
}

/* A bound of a band: a number, or the field of the record or one above; NULL value: unknown. */
static struct term bound(struct compiler *compiler, const struct record *record, struct decimal number,
    const struct field *field, const struct rational **ret_now)
{
    struct calculation *calculation = compiler->live->filler->calculation;
    *ret_now = rational_from_decimal(calculation_pool(calculation), number);
    if (field == NULL)
        return term_number(compiler, *ret_now);
    const struct record *holder = record_up(record, field->level);
    struct reached_field reached = {.record = holder, .field = field};
    if (holder == NULL)
        return term_missing();
    reached.figure = calculation_field(calculation, holder, field);
    *ret_now = reached.figure.number;
    return reached.figure.kind == VALUE_NUMBER ? compile_reached(compiler, &reached) : term_missing();
}

static const char *against(
    struct compiler *compiler, const struct term *number, const char *sign, const struct term *limit)
{
    if (limit->literal != NULL)
        return compiler_print(compiler, "%s%s%s", term_rounded(compiler, number), sign, limit->value);
    return compiler_print(compiler, "ROUND(%s-%s,10)%s0", term_operand(compiler, number, BINDS_SUM),
        term_operand(compiler, limit, BINDS_PRODUCT), sign);
}

struct term compile_class(struct compiler *compiler, const struct formula *call)
{
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(struct step));
    struct term term = term_missing();
    if (call->arguments[0]->kind == FORMULA_NAME)
        calculation_reach(compiler->live->filler->calculation, call->arguments[0], compiler->record,
            compiler->field, reached);
    const struct reached_field *one =
        reached->len == 1 ? &g_array_index(reached, struct reached_field, 0) : NULL;
    const struct band *bands = NULL;
    unsigned count = one != NULL && one->field != NULL
                         ? template_bands(compiler->live->filler->template, one->field, &bands)
                         : 0;
    struct term number = count > 0 ? compile_reached(compiler, one) : term_missing();
    /* backwards: of classes that begin alike the first one counts */
    for (unsigned i = count; i-- > 0 && number.value != NULL;) {
        struct step step;
        const struct rational *to_now;
        struct term from = bound(compiler, one->record, bands[i].from, bands[i].from_field, &step.from);
        if (from.value == NULL)
            continue;
        step.truth = against(compiler, &number, bands[i].from_exclusive ? ">" : ">=", &from);
        if (bands[i].has_to) {
            struct term to = bound(compiler, one->record, bands[i].to, bands[i].to_field, &to_now);
            if (to.value == NULL)
                continue;
            step.truth = compiler_print(compiler, "AND(%s,%s)", step.truth,
                against(compiler, &number, bands[i].to_exclusive ? "<" : "<=", &to));
        }
        step.gives = term_text(compiler, bands[i].label).value;
        g_array_append_val(steps, step);
    }
    if (steps->len > NESTED) {
        term = term_problem(compiler, "le classi sono troppe per una formula");
    } else if (steps->len > 0) {
        term = term_of(compiler, BINDS_ATOM, chain(compiler, steps), &number, NULL);
        term.kind = TERM_TEXT;
    }
    g_array_free(steps, TRUE);
    g_array_free(reached, TRUE);
    return term;
}

struct term compile_lookup(struct compiler *compiler, const struct formula *call)
{
    struct calculation *calculation = compiler->live->filler->calculation;
    GArray *thresholds = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    GArray *results = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(struct step));
    struct term term = term_missing(), number = compile_handy(compiler, call->arguments[0]);
    enum term_kind kind = TERM_NUMBER;
    bool named = call->arguments[1]->kind == FORMULA_NAME && call->arguments[2]->kind == FORMULA_NAME;
    if (named) {
        calculation_reach(calculation, call->arguments[1], compiler->record, compiler->field, thresholds);
        calculation_reach(calculation, call->arguments[2], compiler->record, compiler->field, results);
    }
    for (unsigned i = 0; i < thresholds->len && number.value != NULL; i++) {
        const struct reached_field *from = &g_array_index(thresholds, struct reached_field, i);
        struct figure now = calculation_quantity(calculation, from);
        if (now.kind != VALUE_NUMBER || from->field == NULL)
            continue;
        struct term limit = compile_reached(compiler, from);
        for (unsigned k = 0; k < results->len; k++) {
            const struct reached_field *result = &g_array_index(results, struct reached_field, k);
            if (result->record != from->record || limit.value == NULL)
                continue;
            struct term gives = compile_reached(compiler, result);
            struct step step = {
                now.number, against(compiler, &number, ">=", &limit), term_written(compiler, &gives, NULL)};
            kind = gives.kind;
            g_array_append_val(steps, step);
            break;
        }
    }
    if (steps->len > NESTED || !named) {
        term = term_problem(compiler, "la tabella non entra in una formula");
    } else if (steps->len > 0) {
        term = term_of(compiler, BINDS_ATOM, chain(compiler, steps), &number, NULL);
        term.kind = kind;
        term.loose = kind == TERM_NUMBER;
    }
    g_array_free(steps, TRUE);
    g_array_free(results, TRUE);
    g_array_free(thresholds, TRUE);
    return term;
}

/* What a value must be, as criteria of COUNTIFS: one, or two around a number. */
struct criteria {
    const char *texts[2];
    unsigned count;
    bool number; /* it is for numbers */
};

/* A number with half a digit of the tenth decimal added or taken away, as text. */
static const char *near(struct compiler *compiler, const struct rational *number, int direction)
{
    struct rational_pool *pool = calculation_pool(compiler->live->filler->calculation);
    const struct rational *half = rational_from_ratio(pool, direction, 20000000000ul);
    char *text = decimal_to_text(rational_to_decimal(rational_add(pool, number, half)));
    const char *ret = compiler_print(compiler, "%s", text);
    g_free(text);
    return ret;
}

static void number_criteria(
    struct compiler *compiler, const char *sign, const struct rational *number, struct criteria *ret)
{
    bool least = strcmp(sign, ">=") == 0 || strcmp(sign, "<") == 0;
    ret->number = true;
    ret->count = 1;
    if (strcmp(sign, "=") != 0) {
        ret->texts[0] = compiler_print(compiler, "\"%s\"&%s", sign, near(compiler, number, least ? -1 : 1));
        return;
    }
    ret->count = 2;
    ret->texts[0] = compiler_print(compiler, "\">=\"&%s", near(compiler, number, -1));
    ret->texts[1] = compiler_print(compiler, "\"<=\"&%s", near(compiler, number, 1));
}

static bool text_criteria(struct compiler *compiler, const char *text, struct criteria *ret)
{
    GString *escaped = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '?' || *at == '~')
            g_string_append_c(escaped, '~');
        g_string_append_c(escaped, *at);
    }
    ret->texts[0] = text_literal(compiler, escaped->str);
    ret->count = 1;
    g_string_free(escaped, TRUE);
    return *text != '\0' && strchr("<>=", *text) == NULL;
}

static bool read_criteria(struct compiler *compiler, const struct formula *wanted, struct criteria *ret)
{
    struct rational_pool *pool = calculation_pool(compiler->live->filler->calculation);
    if (wanted->kind == FORMULA_NUMBER) {
        number_criteria(compiler, "=", rational_from_decimal(pool, wanted->number), ret);
        return true;
    }
    if (wanted->kind != FORMULA_TEXT || g_str_has_prefix(wanted->text, "<>"))
        return false;
    size_t length = 0;
    struct number_text number;
    const char *sign = italian_operator_at(wanted->text, &length);
    if (sign == NULL)
        return text_criteria(compiler, wanted->text, ret);
    if (!italian_number(wanted->text + length, &number))
        return false;
    number_criteria(compiler, sign, rational_from_decimal(pool, number.number), ret);
    return true;
}

/* A cell of the list, with the one of the numbers that belongs to it. */
struct match {
    struct reference cell, number;
};

static bool same_run(const struct live *live, const struct match *from, const struct match *to, bool paired)
{
    if (!reference_goes_down(live, &from->cell, &to->cell, GAPS_BLANK))
        return false;
    return !paired || (to->cell.row - from->cell.row == to->number.row - from->number.row &&
                          reference_goes_down(live, &from->number, &to->number, GAPS_BLANK));
}

/* SUMIFS or COUNTIFS over the runs of the list. */
static const char *conditional(
    struct compiler *compiler, const GArray *matches, const struct criteria *criteria, bool paired, bool sum)
{
    struct live *live = compiler->live;
    GString *text = g_string_new(NULL);
    for (unsigned i = 0, next; i < matches->len; i = next) {
        const struct match *first = &g_array_index(matches, struct match, i), *last = first;
        for (next = i + 1; next < matches->len; next++) {
            const struct match *match = &g_array_index(matches, struct match, next);
            if (!same_run(live, last, match, paired))
                break;
            last = match;
        }
        const char *cells = range_text(live, compiler->sheet, &first->cell, &last->cell);
        const char *numbers = paired ? range_text(live, compiler->sheet, &first->number, &last->number) : "";
        g_string_append_printf(text, "%s%s(%s%s", text->len > 0 ? "+" : "", sum ? "SUMIFS" : "COUNTIFS",
            sum ? numbers : "", sum ? "," : "");
        for (unsigned k = 0; k < criteria->count; k++)
            g_string_append_printf(text, "%s%s,%s", k > 0 ? "," : "", cells, criteria->texts[k]);
        if (paired && !sum)
            g_string_append_printf(text, ",%s,\">=-1E+300\"", numbers);
        g_string_append_c(text, ')');
    }
    const char *ret = compiler_print(compiler, "%s", text->str);
    g_string_free(text, TRUE);
    return ret;
}

/* The cells of the list in order; false if one of them is none. */
static bool find_matches(struct compiler *compiler, const struct formula *list, const struct formula *numbers,
    const struct criteria *criteria, GArray *ret)
{
    struct calculation *calculation = compiler->live->filler->calculation;
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    GArray *paired = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    calculation_reach(calculation, list, compiler->record, compiler->field, reached);
    if (numbers != NULL)
        calculation_reach(calculation, numbers, compiler->record, compiler->field, paired);
    bool good = true;
    for (unsigned i = 0; i < reached->len && good; i++) {
        const struct reached_field *one = &g_array_index(reached, struct reached_field, i);
        struct term term = compile_reached(compiler, one);
        struct match match = {.cell = term.cell};
        good = term.value == NULL || (term.is_reference && (term.kind == TERM_NUMBER) == criteria->number);
        bool found = numbers == NULL;
        for (unsigned k = 0; k < paired->len && !found; k++) {
            const struct reached_field *other = &g_array_index(paired, struct reached_field, k);
            if (other->record != one->record)
                continue;
            struct term number = compile_reached(compiler, other);
            found = number.is_reference && number.kind == TERM_NUMBER;
            match.number = number.cell;
        }
        if (good && found && term.value != NULL)
            g_array_append_val(ret, match);
    }
    g_array_free(paired, TRUE);
    g_array_free(reached, TRUE);
    return good;
}

static struct term compile_matching(struct compiler *compiler, const struct formula *call)
{
    bool sum = call->function == FUNCTION_SUM_IF;
    const struct formula *numbers = sum ? call->arguments[2] : NULL;
    struct criteria criteria = {.count = 0};
    bool good = call->arguments[0]->kind == FORMULA_NAME &&
                (numbers == NULL || numbers->kind == FORMULA_NAME) &&
                read_criteria(compiler, call->arguments[1], &criteria);
    GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    good = good && find_matches(compiler, call->arguments[0], numbers, &criteria, matches);
    struct term term = term_missing();
    if (!good) {
        term = term_problem(compiler, "il criterio non entra in una formula");
    } else if (matches->len == 0 && !sum) {
        term = term_number(
            compiler, rational_from_ratio(calculation_pool(compiler->live->filler->calculation), 0, 1));
    } else if (matches->len > 0) {
        const char *value = conditional(compiler, matches, &criteria, sum, sum);
        term = term_of(compiler, strchr(value, '+') != NULL ? BINDS_SUM : BINDS_ATOM, value, NULL, NULL);
        if (sum)
            term_add_condition(compiler, &term,
                compiler_print(compiler, "%s>0", conditional(compiler, matches, &criteria, true, false)));
    }
    g_array_free(matches, TRUE);
    return term;
}

struct term compile_count_if(struct compiler *compiler, const struct formula *call)
{
    return compile_matching(compiler, call);
}

struct term compile_sum_if(struct compiler *compiler, const struct formula *call)
{
    return compile_matching(compiler, call);
}

/* Conditions and SE. What speaks of texts that are no figures is decided when the report is written. */
#include "fill/formula.h"

#include <string.h>

static struct term truth(const struct term *from, const char *value)
{
    struct term term = *from;
    term.kind = TERM_TRUTH;
    term.value = value;
    term.is_reference = false;
    term.literal = NULL;
    return term;
}

/* Decided now: TRUE, FALSE, or missing. */
static struct term decided(struct compiler *compiler, const struct formula *part)
{
    enum condition_state state =
        calculation_condition(compiler->live->filler->calculation, part, compiler->record, compiler->field);
    struct term term = {.kind = TERM_TRUTH, .binding = BINDS_ATOM};
    if (state == CONDITION_TRUE)
        term.value = "TRUE";
    else if (state == CONDITION_FALSE)
        term.value = "FALSE";
    else if (state == CONDITION_NC)
        return term_problem(compiler, "la condizione è NC");
    return term;
}

static const char *const comparison_signs[] = {
    [OPERATOR_EQUAL] = "=",
    [OPERATOR_NOT_EQUAL] = "<>",
    [OPERATOR_LESS] = "<",
    [OPERATOR_LESS_EQUAL] = "<=",
    [OPERATOR_GREATER] = ">",
    [OPERATOR_GREATER_EQUAL] = ">=",
};

static struct term compare_numbers(
    struct compiler *compiler, const struct formula *part, const struct term *left, const struct term *right)
{
    const char *sign = comparison_signs[part->operator], *value;
    if (right->literal != NULL)
        value = compiler_print(compiler, "%s%s%s", term_rounded(compiler, left), sign, right->value);
    else
        value = compiler_print(compiler, "ROUND(%s-%s,10)%s0", term_operand(compiler, left, BINDS_SUM),
            term_operand(compiler, right, BINDS_PRODUCT), sign);
    struct term both = term_of(compiler, BINDS_COMPARISON, value, left, right);
    return truth(&both, value);
}

/* Does a spreadsheet, which leaves case out but not blanks, find the same as we do? */
static bool compared_alike(struct compiler *compiler, const struct formula *part)
{
    struct calculation *calculation = compiler->live->filler->calculation;
    struct figure figure = calculation_part(calculation, part->left, compiler->record, compiler->field);
    const char *text = figure.text != NULL       ? figure.text
                       : figure.kind == VALUE_NC ? compiler->live->filler->template->nc_word
                                                 : "";
    char *left = g_utf8_casefold(text, -1), *right = g_utf8_casefold(part->right->text, -1);
    bool same = (strcmp(left, right) == 0) == (part->operator== OPERATOR_EQUAL);
    g_free(right);
    g_free(left);
    enum condition_state now = calculation_condition(calculation, part, compiler->record, compiler->field);
    return now == (same ? CONDITION_TRUE : CONDITION_FALSE);
}

/* A text of the report against a quoted one without `*`. */
static struct term compare_texts(
    struct compiler *compiler, const struct formula *part, const struct term *left, const struct term *right)
{
    bool equality = part->operator== OPERATOR_EQUAL || part->operator== OPERATOR_NOT_EQUAL;
    if (!equality || !left->is_reference || part->right->kind != FORMULA_TEXT ||
        strchr(part->right->text, '*') != NULL)
        return decided(compiler, part);
    if (!compared_alike(compiler, part))
        return decided(compiler, part);
    const char *value =
        compiler_print(compiler, "%s%s%s", left->value, comparison_signs[part->operator], right->value);
    struct term both = term_of(compiler, BINDS_COMPARISON, value, left, right);
    return truth(&both, value);
}

static struct term compile_comparison(struct compiler *compiler, const struct formula *part)
{
    if (part->operator== OPERATOR_IN)
        return decided(compiler, part);
    struct compiler trial = *compiler;
    struct term left = compile(&trial, part->left), right = compile(&trial, part->right);
    if (trial.problem != NULL || left.value == NULL || right.value == NULL)
        return decided(compiler, part);
    if (left.kind == TERM_TEXT || right.kind == TERM_TEXT)
        return compare_texts(compiler, part, &left, &right);
    if (left.kind != TERM_NUMBER || right.kind != TERM_NUMBER)
        return decided(compiler, part);
    left = compile_number(compiler, part->left);
    right = compile_number(compiler, part->right);
    /* = and <> take missing as an empty text: such a state is decided now */
    bool equality = part->operator== OPERATOR_EQUAL || part->operator== OPERATOR_NOT_EQUAL;
    struct calculation *calculation = compiler->live->filler->calculation;
    struct figure a = calculation_part(calculation, part->left, compiler->record, compiler->field);
    struct figure b = calculation_part(calculation, part->right, compiler->record, compiler->field);
    if ((equality && (a.number == NULL || b.number == NULL)) || left.date != right.date)
        return decided(compiler, part);
    return compare_numbers(compiler, part, &left, &right);
}

static bool is_decided(const struct term *term)
{
    return term->value == NULL || strcmp(term->value, "TRUE") == 0 || strcmp(term->value, "FALSE") == 0;
}

/* e, o of two or more; where a part is missing and another decides, it is decided now. */
static struct term connect(struct compiler *compiler, const struct formula *whole,
    const struct formula *const *parts, unsigned count, const char *function)
{
    struct calculation *calculation = compiler->live->filler->calculation;
    GString *text = g_string_new(function);
    struct term all = {.kind = TERM_TRUTH, .binding = BINDS_ATOM};
    bool live = false, open = false;
    for (unsigned i = 0; i < count; i++) {
        struct term term = compile_condition(compiler, parts[i]);
        enum condition_state state =
            calculation_condition(calculation, parts[i], compiler->record, compiler->field);
        open = open || state == CONDITION_MISSING || state == CONDITION_NC || term.value == NULL;
        live = live || !is_decided(&term);
        g_string_append_printf(text, "%c%s", i > 0 ? ',' : '(', term.value != NULL ? term.value : "FALSE");
        all = term_of(compiler, BINDS_ATOM, "", &all, &term);
    }
    g_string_append_c(text, ')');
    struct term term = truth(&all, compiler_print(compiler, "%s", text->str));
    g_string_free(text, TRUE);
    return live && !open ? term : decided(compiler, whole);
}

static struct term negated(struct compiler *compiler, const struct formula *whole, const struct formula *part)
{
    struct term term = compile_condition(compiler, part);
    if (is_decided(&term))
        return decided(compiler, whole);
    return truth(&term, compiler_print(compiler, "NOT(%s)", term.value));
}

/* A bare name: is there something? */
static struct term compile_existence(struct compiler *compiler, const struct formula *part)
{
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    bool many = calculation_reach(
        compiler->live->filler->calculation, part, compiler->record, compiler->field, reached);
    struct term term = {.value = NULL};
    const struct reached_field *only =
        !many && reached->len == 1 ? &g_array_index(reached, struct reached_field, 0) : NULL;
    struct reference place;
    /* NO is there, but holds as little as nothing */
    bool placed = only != NULL && only->field != NULL && !only->typed && only->figure.kind != VALUE_BOOLEAN &&
                  reference_find(compiler->live, compiler->sheet, only->record, only->field, &place);
    if (placed) {
        term = term_reference(compiler, place, TERM_TEXT);
        term = truth(&term, compiler_print(compiler, "%s<>\"\"", term.value));
    } else {
        term = decided(compiler, part);
    }
    g_array_free(reached, TRUE);
    return term;
}

struct term compile_condition(struct compiler *compiler, const struct formula *part)
{
    if (part->kind == FORMULA_NOT)
        return negated(compiler, part, part->left);
    if (part->kind == FORMULA_CALL && part->function == FUNCTION_NOT)
        return negated(compiler, part, part->arguments[0]);
    if (part->kind == FORMULA_CALL && (part->function == FUNCTION_AND || part->function == FUNCTION_OR))
        return connect(compiler, part, part->arguments, part->argument_count,
            part->function == FUNCTION_AND ? "AND" : "OR");
    if (part->kind == FORMULA_BINARY && (part->operator== OPERATOR_AND || part->operator== OPERATOR_OR)) {
        const struct formula *const sides[] = {part->left, part->right};
        return connect(compiler, part, sides, 2, part->operator== OPERATOR_AND ? "AND" : "OR");
    }
    if (part->kind == FORMULA_NAME)
        return compile_existence(compiler, part);
    if (part->kind == FORMULA_BINARY && part->operator<= OPERATOR_IN)
        return compile_comparison(compiler, part);
    return decided(compiler, part);
}

/* Does the branch give something whenever the condition has its cells? */
static bool always_there(struct compiler *compiler, const struct term *branch, const struct term *condition)
{
    (void)compiler;
    if (branch->value == NULL || branch->loose || branch->condition_count > 0)
        return false;
    for (unsigned i = 0; i < branch->need_count; i++) {
        bool known = false;
        for (unsigned k = 0; k < condition->need_count && !known; k++)
            known = memcmp(&branch->needs[i], &condition->needs[k], sizeof(struct reference)) == 0;
        if (!known)
            return false;
    }
    return true;
}

struct term compile_if(struct compiler *compiler, const struct formula *call)
{
    struct term condition = compile_condition(compiler, call->arguments[0]);
    if (condition.value == NULL)
        return term_missing();
    const struct formula *other = call->argument_count > 2 ? call->arguments[2] : NULL;
    if (strcmp(condition.value, "TRUE") == 0)
        return compile(compiler, call->arguments[1]);
    if (strcmp(condition.value, "FALSE") == 0)
        return other != NULL ? compile(compiler, other) : term_missing();
    struct term yes = compile(compiler, call->arguments[1]);
    struct term no = other != NULL ? compile(compiler, other) : term_missing();
    const char *value = compiler_print(compiler, "IF(%s,%s,%s)", condition.value,
        term_written(compiler, &yes, &condition), term_written(compiler, &no, &condition));
    struct term term = term_of(compiler, BINDS_ATOM, value, &condition, NULL);
    term.kind = yes.value != NULL ? yes.kind : no.kind;
    if (yes.kind == TERM_TRUTH || no.kind == TERM_TRUTH)
        return term_problem(compiler, "la formula dà un valore di verità");
    term.date = yes.date || no.date;
    term.loose = !always_there(compiler, &yes, &condition) || !always_there(compiler, &no, &condition);
    return term;
}

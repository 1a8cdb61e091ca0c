#include "score/evaluation.h"

#include <string.h>
#include "grid/numfmt.h"
#include "support/text.h"

/* A number as it is shown within text: at most two decimals (rule 2, Values). */
static char *number_shown(const struct rational *number)
{
    char *fixed = rational_to_fixed(number, 2);
    char *end = fixed + strlen(fixed) - 1;
    while (*end == '0')
        *end-- = '\0';
    if (*end == '.')
        *end = '\0';
    else
        *strchr(fixed, '.') = ',';
    return fixed;
}

static char *list_shown(const struct figure *figure)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < figure->item_count; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "", figure->items[i]);
    return g_string_free(text, FALSE);
}

char *item_text_shown(struct evaluation *evaluation, const struct item *item)
{
    const struct figure *figure = &item->figure;
    if (figure->read != NULL && figure->read->text != NULL)
        return g_strdup(figure->read->text);
    switch (figure->kind) {
    case VALUE_MISSING:
        return g_strdup("");
    case VALUE_NC:
        return g_strdup(evaluation->calculation->template->nc_word);
    case VALUE_NUMBER:
        return number_shown(figure->number);
    case VALUE_DATE:
        return numfmt_display("dd/mm/yyyy", rational_to_decimal(figure->number));
    case VALUE_BOOLEAN:
        return g_strdup(rational_sign(figure->number) != 0 ? "sì" : "no");
    case VALUE_TEXT:
        return g_strdup(figure->text);
    default:
        return list_shown(figure);
    }
}

static bool is_target_field(const struct field *field)
{
    return field != NULL && (field->type == TYPE_TARGET || field->type == TYPE_RESULT);
}

struct item item_quantity(struct evaluation *evaluation, const struct item *item)
{
    struct calculation *calculation = evaluation->calculation;
    switch (item->figure.kind) {
    case VALUE_NUMBER:
    case VALUE_DATE:
    case VALUE_NC:
        return *item;
    case VALUE_BOOLEAN:
        return item->figure.read == NULL ? item_number(item->figure.number) : item_missing();
    default:
        break;
    }
    if (item->figure.kind != VALUE_TEXT || !is_target_field(item->field))
        return item_missing();
    struct target target =
        target_parse(calculation->template, item->figure.text, calculation_year(calculation));
    struct item quantity = *item;
    switch (target.kind) {
    case TARGET_NUMBER:
    case TARGET_TERM:
        quantity.figure.kind = VALUE_NUMBER;
        quantity.figure.number = rational_from_decimal(calculation->pool, target.number);
        return quantity;
    case TARGET_DATE:
        quantity.figure.kind = VALUE_DATE;
        quantity.figure.number = rational_from_ratio(calculation->pool, target.serial, 1);
        return quantity;
    default:
        return item_missing();
    }
}

static struct item concatenate(struct evaluation *evaluation, const struct formula *formula)
{
    struct item left = evaluate_one(evaluation, formula->left);
    struct item right = evaluate_one(evaluation, formula->right);
    char *first = item_text_shown(evaluation, &left), *second = item_text_shown(evaluation, &right);
    char *joined = g_strconcat(first, second, NULL);
    struct item item = item_text(arena_strdup(evaluation->calculation->arena, joined));
    g_free(joined);
    g_free(second);
    g_free(first);
    return item;
}

/* Dates: a day and a number make a day, two days their distance; nothing else makes sense. */
static bool date_result(enum formula_operator operator, bool left_date, bool right_date, enum value_kind *ret)
{
    *ret = VALUE_NUMBER;
    if (!left_date && !right_date)
        return true;
    *ret = left_date && right_date ? VALUE_NUMBER : VALUE_DATE;
    if (operator == OPERATOR_SUBTRACT)
        return left_date;
    return operator == OPERATOR_ADD && left_date != right_date;
}

static const struct rational *calculate(struct evaluation *evaluation, enum formula_operator operator,
    const struct rational * a, const struct rational *b)
{
    struct rational_pool *pool = evaluation->calculation->pool;
    const struct rational *result;
    switch (operator) {
    case OPERATOR_ADD:
        return rational_add(pool, a, b);
    case OPERATOR_SUBTRACT:
        return rational_subtract(pool, a, b);
    case OPERATOR_MULTIPLY:
        return rational_multiply(pool, a, b);
    default:
        result = rational_divide(pool, a, b);
        if (result == NULL)
            raise_division_by_zero(evaluation);
        return result;
    }
}

struct item evaluate_arithmetic(struct evaluation *evaluation, const struct formula *formula)
{
    if (formula->operator == OPERATOR_CONCATENATE)
        return concatenate(evaluation, formula);
    struct item left = evaluate_one(evaluation, formula->left);
    struct item right = evaluate_one(evaluation, formula->right);
    struct item a = item_quantity(evaluation, &left), b = item_quantity(evaluation, &right);
    if (a.figure.kind == VALUE_NC || b.figure.kind == VALUE_NC)
        return item_nc();
    if (a.figure.kind == VALUE_MISSING || b.figure.kind == VALUE_MISSING)
        return item_missing();
    enum value_kind kind;
    if (!date_result(formula->operator, a.figure.kind == VALUE_DATE, b.figure.kind == VALUE_DATE, &kind))
        return item_missing();
    const struct rational *number =
        calculate(evaluation, formula->operator, a.figure.number, b.figure.number);
    if (number == NULL)
        return item_missing();
    struct item item = item_number(number);
    item.figure.kind = kind;
    return item;
}

struct item evaluate_negation(struct evaluation *evaluation, const struct formula *formula)
{
    struct item operand = evaluate_one(evaluation, formula->left);
    struct item quantity = item_quantity(evaluation, &operand);
    if (quantity.figure.kind == VALUE_NUMBER)
        return item_number(rational_negate(evaluation->calculation->pool, quantity.figure.number));
    return quantity.figure.kind == VALUE_NC ? item_nc() : item_missing();
}

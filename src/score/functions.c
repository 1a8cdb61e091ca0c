#include "score/evaluation.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"

struct quantities quantities_new(void)
{
    return (struct quantities){g_ptr_array_new(), g_ptr_array_new(), false};
}

void quantities_clear(struct quantities *quantities)
{
    g_ptr_array_free(quantities->numbers, TRUE);
    g_ptr_array_free(quantities->dates, TRUE);
}

void quantities_add(struct evaluation *evaluation, struct quantities *quantities, const struct item *item)
{
    struct item quantity = item_quantity(evaluation, item);
    if (quantity.figure.kind == VALUE_NUMBER)
        g_ptr_array_add(quantities->numbers, (gpointer)(guintptr)quantity.figure.number);
    else if (quantity.figure.kind == VALUE_DATE)
        g_ptr_array_add(quantities->dates, (gpointer)(guintptr)quantity.figure.number);
    else if (quantity.figure.kind == VALUE_NC)
        quantities->nc = true;
}

struct item quantities_sum(struct evaluation *evaluation, const struct quantities *quantities)
{
    struct rational_pool *pool = evaluation->calculation->pool;
    if (quantities->numbers->len == 0)
        return quantities->nc ? item_nc() : item_missing();
    const struct rational *sum = g_ptr_array_index(quantities->numbers, 0);
    for (guint i = 1; i < quantities->numbers->len; i++)
        sum = rational_add(pool, sum, g_ptr_array_index(quantities->numbers, i));
    return item_number(sum);
}

static struct quantities gather(struct evaluation *evaluation, const struct formula *call)
{
    struct quantities quantities = quantities_new();
    for (unsigned i = 0; i < call->argument_count; i++) {
        struct operand operand = evaluate(evaluation, call->arguments[i]);
        unsigned count;
        const struct item *items = operand_items(&operand, &count);
        for (unsigned n = 0; n < count; n++)
            quantities_add(evaluation, &quantities, &items[n]);
        operand_clear(&operand);
    }
    return quantities;
}

static struct item evaluate_sum(struct evaluation *evaluation, const struct formula *call)
{
    struct quantities quantities = gather(evaluation, call);
    struct item item = quantities_sum(evaluation, &quantities);
    quantities_clear(&quantities);
    return item;
}

static struct item evaluate_mean(struct evaluation *evaluation, const struct formula *call)
{
    struct rational_pool *pool = evaluation->calculation->pool;
    struct quantities quantities = gather(evaluation, call);
    struct item item = quantities_sum(evaluation, &quantities);
    if (item.figure.kind == VALUE_NUMBER)
        item.figure.number = rational_divide(
            pool, item.figure.number, rational_from_ratio(pool, (long)quantities.numbers->len, 1));
    quantities_clear(&quantities);
    return item;
}

/* The least (`wanted` -1) or the greatest (1) number; of dates only where there are no numbers. */
static struct item extreme(struct evaluation *evaluation, const struct formula *call, int wanted)
{
    struct quantities quantities = gather(evaluation, call);
    bool dates = quantities.numbers->len == 0;
    const GPtrArray *numbers = dates ? quantities.dates : quantities.numbers;
    struct item item = quantities.nc ? item_nc() : item_missing();
    for (guint i = 0; i < numbers->len; i++) {
        const struct rational *number = g_ptr_array_index(numbers, i);
        if (i == 0 || rational_compare(number, item.figure.number) == wanted)
            item = item_number(number);
    }
    if (numbers->len > 0 && dates)
        item.figure.kind = VALUE_DATE;
    quantities_clear(&quantities);
    return item;
}

static struct item evaluate_min(struct evaluation *evaluation, const struct formula *call)
{
    return extreme(evaluation, call, -1);
}

static struct item evaluate_max(struct evaluation *evaluation, const struct formula *call)
{
    return extreme(evaluation, call, 1);
}

/* Text is no value of a field that wants a figure; of other fields it is one. */
static bool counts(const struct item *item)
{
    if (item->is_record)
        return true;
    if (item->figure.kind == VALUE_NC || figure_is_missing(&item->figure))
        return false;
    return item->figure.kind != VALUE_TEXT || item->field == NULL || item->field->type == TYPE_TEXT ||
           item->field->type == TYPE_CODE;
}

static struct item evaluate_count(struct evaluation *evaluation, const struct formula *call)
{
    long counted = 0;
    bool nc = false;
    for (unsigned i = 0; i < call->argument_count; i++) {
        struct operand operand = evaluate(evaluation, call->arguments[i]);
        unsigned count;
        const struct item *items = operand_items(&operand, &count);
        for (unsigned n = 0; n < count; n++) {
            counted += counts(&items[n]);
            nc = nc || items[n].figure.kind == VALUE_NC;
        }
        operand_clear(&operand);
    }
    if (counted == 0 && nc)
        return item_nc();
    return item_number(rational_from_ratio(evaluation->calculation->pool, counted, 1));
}

static struct item evaluate_first(struct evaluation *evaluation, const struct formula *call)
{
    for (unsigned i = 0; i < call->argument_count; i++) {
        struct operand operand = evaluate(evaluation, call->arguments[i]);
        unsigned count;
        const struct item *items = operand_items(&operand, &count);
        unsigned n = 0;
        while (n < count && figure_is_missing(&items[n].figure))
            n++;
        struct item item = n < count ? items[n] : item_missing();
        bool found = n < count;
        operand_clear(&operand);
        if (found)
            return item;
    }
    return item_missing();
}

static struct operand evaluate_if(struct evaluation *evaluation, const struct formula *call)
{
    struct operand operand = {.many = false};
    switch (evaluate_truth(evaluation, call->arguments[0])) {
    case TRUTH_TRUE:
        return evaluate(evaluation, call->arguments[1]);
    case TRUTH_FALSE:
        if (call->argument_count > 2)
            return evaluate(evaluation, call->arguments[2]);
        break;
    case TRUTH_NC:
        operand.one = item_nc();
        break;
    default:
        break;
    }
    return operand;
}

static void add_code(GPtrArray *codes, const char *code)
{
    for (guint i = 0; i < codes->len; i++) {
        if (text_same_code(g_ptr_array_index(codes, i), code))
            return;
    }
    g_ptr_array_add(codes, (gpointer)(guintptr)code);
}

static void add_elements(struct evaluation *evaluation, GPtrArray *codes, const struct item *item, bool *nc)
{
    const struct figure *figure = &item->figure;
    if (figure->kind == VALUE_NC) {
        *nc = true;
    } else if (figure->kind == VALUE_LIST) {
        for (unsigned i = 0; i < figure->item_count; i++)
            add_code(codes, figure->items[i]);
    } else if (!figure_is_missing(figure)) {
        char *text = item_text_shown(evaluation, item);
        add_code(codes, arena_strdup(evaluation->calculation->arena, text));
        g_free(text);
    }
}

static struct item evaluate_union(struct evaluation *evaluation, const struct formula *call)
{
    GPtrArray *codes = g_ptr_array_new();
    bool nc = false;
    for (unsigned i = 0; i < call->argument_count; i++) {
        struct operand operand = evaluate(evaluation, call->arguments[i]);
        unsigned count;
        const struct item *items = operand_items(&operand, &count);
        for (unsigned n = 0; n < count; n++)
            add_elements(evaluation, codes, &items[n], &nc);
        operand_clear(&operand);
    }
    struct item item = nc ? item_nc() : item_missing();
    if (codes->len > 0) {
        const char **kept = arena_new0(evaluation->calculation->arena, const char *, codes->len);
        memcpy(kept, codes->pdata, codes->len * sizeof *kept);
        item = (struct item){.figure = {.kind = VALUE_LIST, .items = kept, .item_count = codes->len}};
    }
    g_ptr_array_free(codes, TRUE);
    return item;
}

/* A whole number as an int, as far as rounding goes; false for any other. */
static bool whole_number(struct evaluation *evaluation, const struct item *item, int *ret)
{
    const struct rational *number = item->figure.number;
    const struct rational *whole =
        rational_round(evaluation->calculation->pool, number, 0, ROUND_TOWARD_ZERO);
    if (rational_compare(number, whole) != 0)
        return false;
    *ret = (int)CLAMP(decimal_floor(rational_to_decimal(whole)), -1000000, 1000000);
    return true;
}

static struct item round_item(
    struct evaluation *evaluation, const struct formula *call, enum rounding rounding)
{
    struct item argument = evaluate_one(evaluation, call->arguments[0]);
    struct item quantity = item_quantity(evaluation, &argument);
    struct item digits = item_number(rational_from_ratio(evaluation->calculation->pool, 0, 1));
    if (call->argument_count > 1) {
        argument = evaluate_one(evaluation, call->arguments[1]);
        digits = item_quantity(evaluation, &argument);
    }
    if (quantity.figure.kind == VALUE_NC || digits.figure.kind == VALUE_NC)
        return item_nc();
    if (quantity.figure.kind != VALUE_NUMBER || digits.figure.kind != VALUE_NUMBER)
        return item_missing();
    int decimals;
    if (!whole_number(evaluation, &digits, &decimals)) {
        raise_template_error(evaluation, _("decimals must be a whole number"));
        return item_missing();
    }
    return item_number(
        rational_round(evaluation->calculation->pool, quantity.figure.number, decimals, rounding));
}

static struct item evaluate_round(struct evaluation *evaluation, const struct formula *call)
{
    return round_item(evaluation, call, ROUND_HALF_AWAY);
}

static struct item evaluate_truncate(struct evaluation *evaluation, const struct formula *call)
{
    return round_item(evaluation, call, ROUND_TOWARD_ZERO);
}

static struct item evaluate_floor(struct evaluation *evaluation, const struct formula *call)
{
    return round_item(evaluation, call, ROUND_DOWN);
}

static struct item evaluate_absolute(struct evaluation *evaluation, const struct formula *call)
{
    struct item argument = evaluate_one(evaluation, call->arguments[0]);
    struct item quantity = item_quantity(evaluation, &argument);
    if (quantity.figure.kind == VALUE_NC)
        return item_nc();
    if (quantity.figure.kind != VALUE_NUMBER)
        return item_missing();
    const struct rational *number = quantity.figure.number;
    bool negative = rational_sign(number) < 0;
    return item_number(negative ? rational_negate(evaluation->calculation->pool, number) : number);
}

static struct item evaluate_identical(struct evaluation *evaluation, const struct formula *call)
{
    struct item left = evaluate_one(evaluation, call->arguments[0]);
    struct item right = evaluate_one(evaluation, call->arguments[1]);
    bool control = evaluation->scope != NULL && evaluation->scope->control;
    if (control && (figure_is_missing(&left.figure) || figure_is_missing(&right.figure)))
        return item_missing();
    char *first = item_text_shown(evaluation, &left), *second = item_text_shown(evaluation, &right);
    bool same = left.figure.kind == VALUE_NUMBER && right.figure.kind == VALUE_NUMBER
                    ? rational_compare(left.figure.number, right.figure.number) == 0
                    : strcmp(first, second) == 0;
    g_free(first);
    g_free(second);
    return item_boolean(evaluation, same);
}

static struct item evaluate_connective(struct evaluation *evaluation, const struct formula *call)
{
    return item_truth(evaluation, evaluate_truth(evaluation, call));
}

struct operand evaluate_call(struct evaluation *evaluation, const struct formula *call)
{
    static struct item (*const functions[FUNCTION_COUNT_OF_ALL])(
        struct evaluation *, const struct formula *) = {
        [FUNCTION_FIRST] = evaluate_first,
        [FUNCTION_SUM] = evaluate_sum,
        [FUNCTION_COUNT] = evaluate_count,
        [FUNCTION_MEAN] = evaluate_mean,
        [FUNCTION_MIN] = evaluate_min,
        [FUNCTION_MAX] = evaluate_max,
        [FUNCTION_WEIGHTED_MEAN] = evaluate_weighted_mean,
        [FUNCTION_UNION] = evaluate_union,
        [FUNCTION_ROUND] = evaluate_round,
        [FUNCTION_TRUNCATE] = evaluate_truncate,
        [FUNCTION_FLOOR] = evaluate_floor,
        [FUNCTION_ABSOLUTE] = evaluate_absolute,
        [FUNCTION_IDENTICAL] = evaluate_identical,
        [FUNCTION_CLASS] = evaluate_class,
        [FUNCTION_COUNT_IF] = evaluate_count_if,
        [FUNCTION_SUM_IF] = evaluate_sum_if,
        [FUNCTION_LOOKUP] = evaluate_lookup,
        [FUNCTION_EXTRACT] = evaluate_extract,
        [FUNCTION_ACHIEVEMENT] = evaluate_achievement,
        [FUNCTION_AND] = evaluate_connective,
        [FUNCTION_OR] = evaluate_connective,
        [FUNCTION_NOT] = evaluate_connective,
    };
    if (call->function == FUNCTION_IF)
        return evaluate_if(evaluation, call);
    return (struct operand){.one = functions[call->function](evaluation, call)};
}

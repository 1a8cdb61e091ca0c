#include "score/evaluation.h"

#include <string.h>
#include "support/intl.h"
#include "support/italian.h"
#include "support/text.h"

/* What a value must be: a value, or a comparison written as text (">=90%"). */
struct criterion {
    enum formula_operator operator;
    struct item item;
};

static enum formula_operator operator_of_sign(const char *sign)
{
    static const struct {
        const char *sign;
        enum formula_operator operator;
    } signs[] = {{">=", OPERATOR_GREATER_EQUAL}, {"<=", OPERATOR_LESS_EQUAL}, {">", OPERATOR_GREATER},
        {"<", OPERATOR_LESS}};
    for (unsigned i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (strcmp(sign, signs[i].sign) == 0)
            return signs[i].operator;
    }
    return OPERATOR_EQUAL;
}

static struct criterion make_criterion(struct evaluation *evaluation, const struct item *item)
{
    struct criterion criterion = {OPERATOR_EQUAL, *item};
    if (item->figure.kind != VALUE_TEXT || !item->quoted)
        return criterion;
    const char *text = item->figure.text;
    size_t length = strlen("<>");
    if (g_str_has_prefix(text, "<>")) {
        criterion.operator = OPERATOR_NOT_EQUAL;
    } else {
        const char *sign = italian_operator_at(text, &length);
        if (sign == NULL)
            return criterion;
        criterion.operator = operator_of_sign(sign);
    }
    struct number_text number;
    if (italian_number(text + length, &number)) {
        criterion.item = item_number(rational_from_decimal(evaluation->calculation->pool, number.number));
    } else {
        criterion.item = item_text(text + length);
        criterion.item.quoted = true;
    }
    return criterion;
}

/* Missing never fits; NC only where it is asked for. */
static bool fits(struct evaluation *evaluation, const struct criterion *criterion, const struct item *item)
{
    if (figure_is_missing(&item->figure))
        return false;
    if (item->figure.kind == VALUE_NC && criterion->operator!= OPERATOR_EQUAL)
        return false;
    return compare_items(evaluation, criterion->operator, item, &criterion->item) == TRUTH_TRUE;
}

struct item evaluate_count_if(struct evaluation *evaluation, const struct formula *call)
{
    struct operand list = evaluate(evaluation, call->arguments[0]);
    struct item wanted = evaluate_one(evaluation, call->arguments[1]);
    struct criterion criterion = make_criterion(evaluation, &wanted);
    unsigned count;
    const struct item *items = operand_items(&list, &count);
    long counted = 0;
    for (unsigned i = 0; i < count; i++)
        counted += fits(evaluation, &criterion, &items[i]);
    operand_clear(&list);
    return item_number(rational_from_ratio(evaluation->calculation->pool, counted, 1));
}

struct item evaluate_sum_if(struct evaluation *evaluation, const struct formula *call)
{
    struct operand list = evaluate(evaluation, call->arguments[0]);
    struct item wanted = evaluate_one(evaluation, call->arguments[1]);
    struct operand numbers = evaluate(evaluation, call->arguments[2]);
    struct criterion criterion = make_criterion(evaluation, &wanted);
    struct quantities quantities = quantities_new();
    unsigned count;
    const struct item *items = operand_items(&list, &count);
    bool good = operands_pair(evaluation, &list, &numbers);
    for (unsigned i = 0; good && i < count; i++) {
        const struct item *number = operand_paired(&numbers, &items[i], i);
        if (number != NULL && fits(evaluation, &criterion, &items[i]))
            quantities_add(evaluation, &quantities, number);
    }
    struct item item = good ? quantities_sum(evaluation, &quantities) : item_missing();
    quantities_clear(&quantities);
    operand_clear(&list);
    operand_clear(&numbers);
    return item;
}

struct item evaluate_lookup(struct evaluation *evaluation, const struct formula *call)
{
    struct item argument = evaluate_one(evaluation, call->arguments[0]);
    struct operand thresholds = evaluate(evaluation, call->arguments[1]);
    struct operand results = evaluate(evaluation, call->arguments[2]);
    struct item value = item_quantity(evaluation, &argument), best = item_missing(), result = item_missing();
    bool good = operands_pair(evaluation, &thresholds, &results);
    unsigned count;
    const struct item *items = operand_items(&thresholds, &count);
    for (unsigned i = 0; good && i < count; i++) {
        struct item threshold = item_quantity(evaluation, &items[i]);
        const struct item *paired = operand_paired(&results, &items[i], i);
        if (threshold.figure.kind != value.figure.kind || threshold.figure.number == NULL || paired == NULL ||
            rational_compare(threshold.figure.number, value.figure.number) > 0)
            continue;
        if (best.figure.number == NULL ||
            rational_compare(threshold.figure.number, best.figure.number) >= 0) {
            best = threshold;
            result = *paired;
        }
    }
    operand_clear(&thresholds);
    operand_clear(&results);
    return value.figure.kind == VALUE_NC ? item_nc() : result;
}

/* The expression of ESTRAI, parsed once; NULL if it is none. */
static const struct expression *extract_expression(struct evaluation *evaluation, const char *source)
{
    struct calculation *calculation = evaluation->calculation;
    const struct expression *expression = g_hash_table_lookup(calculation->expressions, source);
    if (expression != NULL)
        return expression;
    char *problem = NULL;
    char *kept = arena_strdup(calculation->arena, source);
    struct expression *parsed = expression_parse(calculation->arena, kept, &problem);
    if (parsed == NULL) {
        char *text = g_strdup_printf(_("expression \"%s\": %s"), source, problem);
        raise_template_error(evaluation, text);
        g_free(text);
        g_free(problem);
        return NULL;
    }
    g_hash_table_insert(calculation->expressions, kept, parsed);
    return parsed;
}

struct item evaluate_extract(struct evaluation *evaluation, const struct formula *call)
{
    struct calculation *calculation = evaluation->calculation;
    struct item argument = evaluate_one(evaluation, call->arguments[0]);
    struct item source = evaluate_one(evaluation, call->arguments[1]);
    if (argument.figure.kind == VALUE_NC)
        return item_nc();
    if (figure_is_missing(&argument.figure) || source.figure.kind != VALUE_TEXT)
        return item_missing();
    const struct expression *expression = extract_expression(evaluation, source.figure.text);
    char *text = item_text_shown(evaluation, &argument);
    size_t start, end;
    struct item item = item_missing();
    if (expression != NULL && expression_find_last(expression, text, &start, &end)) {
        char *found = arena_strndup(calculation->arena, text + start, end - start);
        struct number_text number;
        item = italian_number(found, &number)
                   ? item_number(rational_from_decimal(calculation->pool, number.number))
                   : item_text(found);
    }
    g_free(text);
    return item;
}

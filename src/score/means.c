#include "score/evaluation.h"

/* What goes into a weighted mean. */
struct sums {
    GArray *pairs; /* struct pair: numbers with their weights */
    bool nc;       /* a value was NC */
    unsigned weighted, without, unreadable;
};

struct pair {
    const struct rational *value, *weight; /* weight NULL: none that is a number */
};

static void add_pair(
    struct evaluation *evaluation, struct sums *sums, const struct item *value, const struct item *weight)
{
    struct item missing = item_missing();
    weight = weight != NULL ? weight : &missing;
    struct item number = item_quantity(evaluation, value), share = item_quantity(evaluation, weight);
    if (number.figure.kind == VALUE_NC || share.figure.kind == VALUE_NC)
        sums->nc = true;
    if (number.figure.kind != VALUE_NUMBER || share.figure.kind == VALUE_NC)
        return;
    /* a word that the weight's own expression allows (`\d+|X`) stands outside the weights on purpose */
    if (weight->figure.kind == VALUE_TEXT && weight->field != NULL && weight->field->expression != NULL)
        return;
    struct pair pair = {.value = number.figure.number};
    if (share.figure.kind == VALUE_NUMBER) {
        pair.weight = share.figure.number;
        sums->weighted++;
    } else if (figure_is_missing(&weight->figure)) {
        sums->without++;
    } else {
        sums->unreadable++;
    }
    g_array_append_val(sums->pairs, pair);
}

static bool add_pairs(struct evaluation *evaluation, struct sums *sums, const struct formula *values,
    const struct formula *weights)
{
    struct operand value = evaluate(evaluation, values), weight = evaluate(evaluation, weights);
    bool good = operands_pair(evaluation, &value, &weight);
    if (!value.many && weight.many) {
        struct item single = operand_single(evaluation, &weight);
        operand_clear(&weight);
        weight = (struct operand){.one = single};
    }
    unsigned count;
    const struct item *items = operand_items(&value, &count);
    for (unsigned i = 0; good && i < count; i++)
        add_pair(evaluation, sums, &items[i], operand_paired(&weight, &items[i], i));
    operand_clear(&value);
    operand_clear(&weight);
    return good;
}

static void raise_missing_weights(struct evaluation *evaluation)
{
    struct calculation *calculation = evaluation->calculation;
    if (!raise_once(calculation, FINDING_WEIGHTS_PARTLY_MISSING, evaluation->record, evaluation->own, NULL))
        return;
    struct place place = place_of(evaluation->record, evaluation->own);
    findings_add(calculation->findings, FINDING_WEIGHTS_PARTLY_MISSING, &place, evaluation->source,
        evaluation_subject(evaluation), record_subject(evaluation->record), NULL);
}

static struct item divide(struct evaluation *evaluation, const struct sums *sums, bool alike)
{
    struct rational_pool *pool = evaluation->calculation->pool;
    const struct rational *one = rational_from_ratio(pool, 1, 1);
    const struct rational *total = rational_from_ratio(pool, 0, 1), *sum = total;
    for (guint i = 0; i < sums->pairs->len; i++) {
        const struct pair *pair = &g_array_index(sums->pairs, struct pair, i);
        const struct rational *weight = alike ? one : pair->weight;
        if (weight == NULL)
            continue;
        total = rational_add(pool, total, weight);
        sum = rational_add(pool, sum, rational_multiply(pool, pair->value, weight));
    }
    const struct rational *mean = rational_divide(pool, sum, total);
    if (mean != NULL)
        return item_number(mean);
    raise_division_by_zero(evaluation);
    return item_missing();
}

struct item evaluate_weighted_mean(struct evaluation *evaluation, const struct formula *call)
{
    struct sums sums = {.pairs = g_array_new(FALSE, FALSE, sizeof(struct pair))};
    bool good = true;
    for (unsigned i = 0; good && i + 1 < call->argument_count; i += 2)
        good = add_pairs(evaluation, &sums, call->arguments[i], call->arguments[i + 1]);
    struct item item = item_missing();
    bool alike = sums.weighted == 0 && sums.unreadable == 0;
    if (good && sums.pairs->len == 0) {
        item = sums.nc ? item_nc() : item_missing();
    } else if (good) {
        if (!alike && sums.without + sums.unreadable > 0)
            raise_missing_weights(evaluation);
        if (alike || sums.weighted > 0)
            item = divide(evaluation, &sums, alike);
        evaluation->rule = alike ? "no weights: all alike" : NULL;
    }
    g_array_free(sums.pairs, TRUE);
    return item;
}

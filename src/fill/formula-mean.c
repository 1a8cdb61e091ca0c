/* MEDIA.PESATA: sums of products divided by the sum of the weights that count. */
#include "fill/formula.h"

#include <string.h>

struct pair {
    struct term value, weight; /* weight.value NULL: none */
    bool outside;              /* its weight is a word: it does not count where all count alike */
};

struct pairs {
    GArray *list;    /* struct pair */
    bool weighted;   /* some number has a weight now */
    bool unreadable; /* some number has a weight that is none */
    bool numbers;    /* there is a number at all now; until then the weights alone tell */
    bool weights;    /* there is a weight at all now */
};

/* A single value: a cell, or an expression that is always there. */
static struct term single(struct compiler *compiler, const struct formula *part)
{
    struct term term = compile_number(compiler, part);
    bool open = term.need_count > 0 || term.condition_count > 0;
    return open && !term.is_reference ? term_moved(compiler, part, &term) : term;
}

/* What the weight of a value is now, as the calculation sees it. */
static void add_pair(struct pairs *pairs, const struct term *value, const struct term *weight,
    enum value_kind value_now, enum value_kind weight_now, bool word_allowed)
{
    struct pair pair = {*value, *weight};
    pair.outside = weight_now == VALUE_NC || (weight_now == VALUE_TEXT && word_allowed);
    bool weighs = value_now == VALUE_NUMBER && !pair.outside;
    pairs->weighted = pairs->weighted || (weighs && weight_now == VALUE_NUMBER);
    pairs->unreadable =
        pairs->unreadable || (weighs && weight_now != VALUE_NUMBER && weight_now != VALUE_MISSING);
    pairs->numbers = pairs->numbers || value_now == VALUE_NUMBER;
    pairs->weights = pairs->weights || weight_now == VALUE_NUMBER;
    if (value->value != NULL)
        g_array_append_val(pairs->list, pair);
}

/* As arithmetic takes it; a word that is no quantity is a text. */
static enum value_kind kind_now(struct compiler *compiler, const struct reached_field *reached)
{
    struct figure quantity = calculation_quantity(compiler->live->filler->calculation, reached);
    return quantity.kind != VALUE_MISSING ? quantity.kind : reached->figure.kind;
}

/* The one of a record; both lists mostly have the same order. */
static const struct reached_field *of_record(
    const GArray *reached, const struct record *record, bool many, unsigned index)
{
    if (index < reached->len && g_array_index(reached, struct reached_field, index).record == record)
        return &g_array_index(reached, struct reached_field, index);
    for (unsigned i = 0; i < reached->len; i++) {
        const struct reached_field *one = &g_array_index(reached, struct reached_field, i);
        if (!many || one->record == record)
            return one;
    }
    return NULL;
}

/* The values of a name, each with its own record's weight, or all with a single one. */
static void add_list(struct compiler *compiler, struct pairs *pairs, const struct formula *values,
    const struct formula *weights)
{
    struct calculation *calculation = compiler->live->filler->calculation;
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    GArray *shares = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    calculation_reach(calculation, values, compiler->record, compiler->field, reached);
    bool named = weights->kind == FORMULA_NAME;
    bool many = named && calculation_reach(calculation, weights, compiler->record, compiler->field, shares);
    struct term share = named ? term_missing() : single(compiler, weights);
    enum value_kind share_now =
        named ? VALUE_MISSING
              : calculation_part(calculation, weights, compiler->record, compiler->field).kind;
    for (unsigned i = 0; i < reached->len; i++) {
        const struct reached_field *one = &g_array_index(reached, struct reached_field, i);
        const struct reached_field *weight = of_record(shares, one->record, many, i);
        struct term value = compile_reached(compiler, one);
        struct term own = weight != NULL ? compile_reached(compiler, weight) : share;
        if (value.kind != TERM_NUMBER || value.date)
            term_problem(compiler, "un testo o una data sta tra i numeri");
        if (own.kind != TERM_NUMBER)
            own = term_missing();
        add_pair(pairs, &value, &own, kind_now(compiler, one),
            weight != NULL ? kind_now(compiler, weight) : share_now,
            weight != NULL && weight->field != NULL && weight->field->expression != NULL);
    }
    g_array_free(shares, TRUE);
    g_array_free(reached, TRUE);
}

static void add_singles(
    struct compiler *compiler, struct pairs *pairs, const struct formula *value, const struct formula *weight)
{
    struct term term = single(compiler, value), share = single(compiler, weight);
    struct calculation *calculation = compiler->live->filler->calculation;
    struct figure value_now = calculation_part(calculation, value, compiler->record, compiler->field);
    struct figure weight_now = calculation_part(calculation, weight, compiler->record, compiler->field);
    add_pair(pairs, &term, &share, value_now.kind, weight_now.kind, false);
}

static bool goes_on(struct compiler *compiler, const struct pair *from, const struct pair *to)
{
    return from->value.is_reference && to->value.is_reference && from->weight.is_reference &&
           to->weight.is_reference &&
           to->value.cell.row - from->value.cell.row == to->weight.cell.row - from->weight.cell.row &&
           reference_goes_down(compiler->live, &from->value.cell, &to->value.cell, GAPS_TEXT) &&
           reference_goes_down(compiler->live, &from->weight.cell, &to->weight.cell, GAPS_TEXT);
}

static void add_text(GString *sum, const char *text)
{
    g_string_append_printf(sum, "%s%s", sum->len > 0 ? "+" : "", text);
}

static void add_run(struct compiler *compiler, const struct pair *first, const struct pair *last,
    GString *products, GString *weights)
{
    struct live *live = compiler->live;
    const char *value = first->value.value, *weight = first->weight.value;
    if (weight == NULL)
        return;
    if (first != last) {
        value = range_text(live, compiler->sheet, &first->value.cell, &last->value.cell);
        weight = range_text(live, compiler->sheet, &first->weight.cell, &last->weight.cell);
        add_text(products, compiler_print(compiler, "SUMPRODUCT(%s,%s)", value, weight));
        add_text(weights, compiler_print(compiler, "SUMPRODUCT(--ISNUMBER(%s),%s)", value, weight));
        return;
    }
    const char *share = first->weight.is_reference ? compiler_print(compiler, "N(%s)", weight)
                                                   : term_operand(compiler, &first->weight, BINDS_ATOM);
    if (first->value.is_reference) {
        add_text(products, compiler_print(compiler, "N(%s)*%s", value, share));
        add_text(weights, compiler_print(compiler, "COUNT(%s)*%s", value, share));
    } else {
        const char *operand = term_operand(compiler, &first->value, BINDS_ATOM);
        add_text(products, compiler_print(compiler, "%s*%s", operand, share));
        add_text(weights, share);
    }
}

static struct term weighted(
    struct compiler *compiler, const struct pairs *pairs, GArray *cells, bool may_be_nc)
{
    GString *products = g_string_new(NULL), *weights = g_string_new(NULL);
    for (unsigned i = 0, next; i < pairs->list->len; i = next) {
        const struct pair *first = &g_array_index(pairs->list, struct pair, i);
        next = i + 1;
        while (
            next < pairs->list->len && goes_on(compiler, &g_array_index(pairs->list, struct pair, next - 1),
                                           &g_array_index(pairs->list, struct pair, next)))
            next++;
        add_run(compiler, first, &g_array_index(pairs->list, struct pair, next - 1), products, weights);
    }
    struct term term = term_missing();
    if (products->len > 0) {
        bool several = strchr(products->str, '+') != NULL;
        bool product = strchr(weights->str, '+') != NULL || weights->str[0] != 'S';
        const char *divisor = compiler_print(compiler, product ? "(%s)" : "%s", weights->str);
        term = term_of(compiler, BINDS_PRODUCT,
            compiler_print(compiler, several ? "(%s)/%s" : "%s/%s", products->str, divisor), NULL, NULL);
        if (cells->len == pairs->list->len)
            term_require_any(compiler, cells, may_be_nc, &term);
        term_add_condition(compiler, &term, compiler_print(compiler, "ROUND(%s,10)<>0", weights->str));
    }
    g_string_free(weights, TRUE);
    g_string_free(products, TRUE);
    return term;
}

struct term compile_weighted_mean(struct compiler *compiler, const struct formula *call)
{
    struct pairs pairs = {.list = g_array_new(FALSE, FALSE, sizeof(struct pair))};
    for (unsigned i = 0; i + 1 < call->argument_count; i += 2) {
        if (call->arguments[i]->kind == FORMULA_NAME)
            add_list(compiler, &pairs, call->arguments[i], call->arguments[i + 1]);
        else
            add_singles(compiler, &pairs, call->arguments[i], call->arguments[i + 1]);
    }
    pairs.weighted = pairs.weighted || (!pairs.numbers && pairs.weights);
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(struct reference));
    bool may_be_nc = false;
    unsigned counted = 0;
    for (unsigned i = 0; i < pairs.list->len; i++) {
        const struct pair *pair = &g_array_index(pairs.list, struct pair, i);
        if (!pairs.weighted && pair->outside)
            continue;
        counted++;
        if (pair->value.is_reference)
            g_array_append_val(cells, pair->value.cell);
        may_be_nc = may_be_nc || term_may_be_nc(&pair->value);
    }
    struct term term = term_missing();
    if (pairs.list->len > 0 && pairs.weighted)
        term = weighted(compiler, &pairs, cells, may_be_nc);
    else if (pairs.unreadable)
        term = term_problem(compiler, "nessun peso è un numero");
    else if (cells->len > 0 && cells->len == counted)
        term = term_mean(compiler, cells, may_be_nc);
    else if (counted > 0)
        term = term_problem(compiler, "i valori non stanno in celle");
    g_array_free(cells, TRUE);
    g_array_free(pairs.list, TRUE);
    return term;
}

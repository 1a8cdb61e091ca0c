#include "score/evaluation.h"

#include <string.h>
#include "grid/numfmt.h"
#include "support/intl.h"
#include "support/text.h"

enum memo_state { MEMO_BUSY, MEMO_DONE };

struct memo {
    const struct record *record;
    const struct field *field;
    enum memo_state state;
    bool cyclic;
    struct figure figure;
};

static guint memo_hash(gconstpointer data)
{
    const struct memo *memo = data;
    return g_direct_hash(memo->record) * 31 + g_direct_hash(memo->field);
}

static gboolean memo_equal(gconstpointer a, gconstpointer b)
{
    const struct memo *first = a, *second = b;
    return first->record == second->record && first->field == second->field;
}

static void open_stores(struct calculation *calculation)
{
    calculation->arena = arena_new();
    calculation->pool = rational_pool_new();
    calculation->memos = g_hash_table_new(memo_hash, memo_equal);
    calculation->numbers = g_hash_table_new(NULL, NULL);
    calculation->expressions = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned truth = 0; truth < G_N_ELEMENTS(calculation->truths); truth++)
        calculation->truths[truth] = rational_from_ratio(calculation->pool, truth, 1);
}

static void close_stores(struct calculation *calculation)
{
    g_hash_table_destroy(calculation->expressions);
    g_hash_table_destroy(calculation->numbers);
    g_hash_table_destroy(calculation->memos);
    rational_pool_free(calculation->pool);
    arena_free(calculation->arena);
}

struct calculation *calculation_new(const struct plan *plan, enum plan_kind kind, struct findings *findings)
{
    struct calculation *calculation = g_new0(struct calculation, 1);
    calculation->plan = plan;
    calculation->template = plan->template;
    calculation->kind = kind;
    calculation->findings = findings;
    calculation->raised = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    calculation->busy = g_ptr_array_new();
    open_stores(calculation);
    return calculation;
}

void calculation_free(struct calculation *calculation)
{
    if (calculation == NULL)
        return;
    close_stores(calculation);
    g_ptr_array_free(calculation->busy, TRUE);
    g_hash_table_destroy(calculation->raised);
    g_free(calculation);
}

/* Resets after which the stores are emptied even though no field was computed: what conditions leave there is
 * little. */
#define RESETS_KEPT 256

void calculation_reset(struct calculation *calculation)
{
    if (g_hash_table_size(calculation->memos) == 0 && ++calculation->resets % RESETS_KEPT != 0)
        return;
    close_stores(calculation);
    open_stores(calculation);
}

enum plan_kind calculation_kind(const struct calculation *calculation)
{
    return calculation->kind;
}

struct rational_pool *calculation_pool(struct calculation *calculation)
{
    return calculation->pool;
}

int calculation_year(struct calculation *calculation)
{
    const struct field *field = template_field(calculation->template->root, "anno");
    const struct value *year = record_get(calculation->plan->root, field);
    if (year == NULL || year->kind != VALUE_NUMBER || !decimal_is_integer(year->number))
        return 0;
    int64_t number = decimal_floor(year->number);
    return number >= 1900 && number <= 9999 ? (int)number : 0;
}

struct figure figure_from_value(struct calculation *calculation, const struct value *value)
{
    struct figure figure = {.kind = VALUE_MISSING};
    if (value == NULL)
        return figure;
    figure.kind = value->kind;
    figure.text = value->text;
    figure.items = value->items;
    figure.item_count = value->item_count;
    figure.read = value;
    if (value->kind == VALUE_NUMBER || value->kind == VALUE_DATE || value->kind == VALUE_BOOLEAN) {
        figure.number = g_hash_table_lookup(calculation->numbers, value);
        if (figure.number == NULL) {
            figure.number = rational_from_decimal(calculation->pool, value->number);
            g_hash_table_insert(
                calculation->numbers, (gpointer)(guintptr)value, (gpointer)(guintptr)figure.number);
        }
    }
    return figure;
}

/* The fields from `memo` on need each other: one finding that names the cells of their formulas. */
static void raise_cycle(struct calculation *calculation, const struct memo *memo)
{
    guint first = 0;
    while (g_ptr_array_index(calculation->busy, first) != memo)
        first++;
    GString *chain = g_string_new(NULL);
    const struct place *other = NULL;
    for (guint i = first; i < calculation->busy->len; i++) {
        struct memo *member = g_ptr_array_index(calculation->busy, i);
        member->cyclic = true;
        const struct place *place = &member->field->formula_place;
        char address[16];
        place_address(place->row, place->column, address);
        g_string_append_printf(chain, "%s%s.%s (%s!%s)", i > first ? " → " : "", member->field->level->name,
            member->field->name, place->sheet, address);
        if (i == first + 1)
            other = place;
    }
    if (raise_once(calculation, FINDING_CYCLE, NULL, NULL, chain->str))
        findings_add(calculation->findings, FINDING_CYCLE, &memo->field->formula_place, other, chain->str,
            record_subject(memo->record), NULL);
    g_string_free(chain, TRUE);
}

/* With a trail, whose last part is then the derivation of the whole. */
static struct figure run_formula(struct evaluation *evaluation, const struct formula *formula)
{
    struct operand operand = evaluate(evaluation, formula);
    struct figure figure = operand_single(evaluation, &operand).figure;
    operand_clear(&operand);
    if (figure_is_missing(&figure))
        figure = (struct figure){.kind = VALUE_MISSING};
    figure.derivation = g_ptr_array_index(evaluation->trail, evaluation->trail->len - 1);
    return figure;
}

static struct figure compute(struct calculation *calculation, struct memo *memo)
{
    const struct field *field = memo->field;
    struct evaluation evaluation = {
        .calculation = calculation,
        .record = memo->record,
        .own = field,
        .source = &field->formula_place,
        .trail = g_ptr_array_new(),
    };
    bool quiet = calculation->quiet;
    calculation->quiet = false; /* what a field's own formula finds is found */
    g_ptr_array_add(calculation->busy, memo);
    struct figure figure = run_formula(&evaluation, field->formula);
    calculation->quiet = quiet;
    g_ptr_array_set_size(calculation->busy, (gint)calculation->busy->len - 1);
    g_ptr_array_free(evaluation.trail, TRUE);
    if (memo->cyclic)
        figure = (struct figure){.kind = VALUE_MISSING};
    /* where the formula gives missing, the value read stands (rule 1, Calcoli) */
    const struct value *read = record_get(memo->record, field);
    if (figure.kind == VALUE_MISSING && read != NULL) {
        const struct derivation *derivation = figure.derivation;
        figure = figure_from_value(calculation, read);
        figure.derivation = derivation;
    }
    return figure;
}

struct figure calculation_field(
    struct calculation *calculation, const struct record *record, const struct field *field)
{
    if (field->formula == NULL)
        return figure_from_value(calculation, record_get(record, field));
    if (calculation->kind == KIND_PIANO && field->needs_result && field->type != TYPE_RESULT)
        return (struct figure){.kind = VALUE_MISSING};
    struct memo key = {.record = record, .field = field};
    struct memo *memo = g_hash_table_lookup(calculation->memos, &key);
    if (memo != NULL && memo->state == MEMO_DONE)
        return memo->figure;
    if (memo != NULL) {
        raise_cycle(calculation, memo);
        return (struct figure){.kind = VALUE_MISSING};
    }
    memo = arena_new0(calculation->arena, struct memo, 1);
    *memo = key;
    g_hash_table_add(calculation->memos, memo);
    memo->figure = compute(calculation, memo);
    memo->state = MEMO_DONE;
    return memo->figure;
}

bool calculation_is_cyclic(
    const struct calculation *calculation, const struct record *record, const struct field *field)
{
    const struct memo key = {.record = record, .field = field};
    const struct memo *memo = g_hash_table_lookup(calculation->memos, &key);
    return memo != NULL && memo->cyclic;
}

struct figure calculation_formula(struct calculation *calculation, const struct formula *formula,
    const struct record *record, const struct scope *scope)
{
    struct evaluation evaluation = {
        .calculation = calculation, .record = record, .scope = scope, .trail = g_ptr_array_new()};
    evaluation.source = scope != NULL ? scope->source : NULL;
    struct figure figure = run_formula(&evaluation, formula);
    g_ptr_array_free(evaluation.trail, TRUE);
    return figure;
}

bool calculation_holds(struct calculation *calculation, const struct formula *condition,
    const struct record *record, const struct scope *scope)
{
    struct evaluation evaluation = {.calculation = calculation, .record = record, .scope = scope};
    evaluation.source = scope != NULL ? scope->source : NULL;
    return evaluate_truth(&evaluation, condition) == TRUTH_TRUE;
}

struct item item_missing(void)
{
    return (struct item){.figure.kind = VALUE_MISSING};
}

struct item item_nc(void)
{
    return (struct item){.figure.kind = VALUE_NC};
}

struct item item_number(const struct rational *number)
{
    return (struct item){.figure = {.kind = VALUE_NUMBER, .number = number}};
}

struct item item_text(const char *text)
{
    return (struct item){.figure = {.kind = VALUE_TEXT, .text = text}};
}

struct item item_boolean(struct evaluation *evaluation, bool truth)
{
    struct item item = item_number(evaluation->calculation->truths[truth]);
    item.figure.kind = VALUE_BOOLEAN;
    return item;
}

void operand_clear(struct operand *operand)
{
    g_free(operand->items);
    operand->items = NULL;
}

const struct item *operand_items(const struct operand *operand, unsigned *ret_count)
{
    *ret_count = operand->many ? operand->count : 1;
    return operand->many ? operand->items : &operand->one;
}

struct item operand_single(struct evaluation *evaluation, const struct operand *operand)
{
    if (!operand->many)
        return operand->one;
    if (operand->count == 1)
        return operand->items[0];
    if (operand->count > 1)
        raise_template_error(evaluation, _("several records where one value is wanted: use SOMMA, MEDIA, "
                                           "PRIMO, UNIONE or another function"));
    return item_missing();
}

struct item evaluate_one(struct evaluation *evaluation, const struct formula *formula)
{
    struct operand operand = evaluate(evaluation, formula);
    struct item item = operand_single(evaluation, &operand);
    operand_clear(&operand);
    return item;
}

static struct item evaluate_logic(struct evaluation *evaluation, const struct formula *formula)
{
    return item_truth(evaluation, evaluate_truth(evaluation, formula));
}

static struct item evaluate_binary(struct evaluation *evaluation, const struct formula *formula)
{
    switch (formula->operator) {
    case OPERATOR_OR:
    case OPERATOR_AND:
        return evaluate_logic(evaluation, formula);
    case OPERATOR_EQUAL:
    case OPERATOR_NOT_EQUAL:
    case OPERATOR_LESS:
    case OPERATOR_LESS_EQUAL:
    case OPERATOR_GREATER:
    case OPERATOR_GREATER_EQUAL:
    case OPERATOR_IN:
        return evaluate_comparison(evaluation, formula);
    default:
        return evaluate_arithmetic(evaluation, formula);
    }
}

static struct operand evaluate_part(struct evaluation *evaluation, const struct formula *formula)
{
    struct operand operand = {.many = false};
    switch (formula->kind) {
    case FORMULA_NUMBER:
        operand.one = item_number(rational_from_decimal(evaluation->calculation->pool, formula->number));
        break;
    case FORMULA_TEXT:
        operand.one = item_text(formula->text);
        operand.one.quoted = true;
        break;
    case FORMULA_NAME:
        operand = evaluate_name(evaluation, formula);
        break;
    case FORMULA_CALL:
        operand = evaluate_call(evaluation, formula);
        break;
    case FORMULA_BINARY:
        operand.one = evaluate_binary(evaluation, formula);
        break;
    case FORMULA_NOT:
        operand.one = evaluate_logic(evaluation, formula);
        break;
    default:
        operand.one = evaluate_negation(evaluation, formula);
        break;
    }
    return operand;
}

/* How one value of a name came about. */
static struct derivation *derive_item(struct calculation *calculation, const struct item *item)
{
    struct derivation *derivation = arena_new0(calculation->arena, struct derivation, 1);
    derivation->record = item->record;
    derivation->field = item->field;
    derivation->read = item->figure.read;
    derivation->kind = item->figure.kind;
    derivation->number = item->figure.number;
    if (item->figure.derivation != NULL) {
        const struct derivation **operands = arena_new0(calculation->arena, const struct derivation *, 1);
        operands[0] = item->figure.derivation;
        derivation->operands = operands;
        derivation->operand_count = 1;
    }
    return derivation;
}

static void add_item_derivations(struct evaluation *evaluation, const struct operand *operand)
{
    for (unsigned i = 0; i < operand->count; i++) {
        if (!operand->items[i].is_record)
            g_ptr_array_add(evaluation->trail, derive_item(evaluation->calculation, &operand->items[i]));
    }
}

/* Puts the derivation of a part into the trail, in place of those of its own parts, which begin at `start`.
 */
static void derive(
    struct evaluation *evaluation, const struct formula *formula, const struct operand *operand, guint start)
{
    struct calculation *calculation = evaluation->calculation;
    bool single_name = formula->kind == FORMULA_NAME && !operand->many && operand->one.field != NULL;
    if (single_name)
        g_ptr_array_set_size(evaluation->trail, (gint)start); /* the parts of an index say nothing */
    else if (formula->kind == FORMULA_NAME && operand->many)
        add_item_derivations(evaluation, operand);
    struct derivation *derivation = single_name ? derive_item(calculation, &operand->one)
                                                : arena_new0(calculation->arena, struct derivation, 1);
    derivation->formula = formula;
    if (!single_name) {
        derivation->record = evaluation->record;
        derivation->rule = evaluation->rule;
        derivation->kind = operand->many ? VALUE_LIST : operand->one.figure.kind;
        derivation->number = operand->many ? NULL : operand->one.figure.number;
        derivation->operand_count = evaluation->trail->len - start;
        const struct derivation **operands =
            arena_new0(calculation->arena, const struct derivation *, MAX(derivation->operand_count, 1));
        for (unsigned i = 0; i < derivation->operand_count; i++)
            operands[i] = g_ptr_array_index(evaluation->trail, start + i);
        derivation->operands = operands;
    }
    g_ptr_array_set_size(evaluation->trail, (gint)start);
    g_ptr_array_add(evaluation->trail, derivation);
}

struct operand evaluate(struct evaluation *evaluation, const struct formula *formula)
{
    guint start = evaluation->trail != NULL ? evaluation->trail->len : 0;
    evaluation->rule = NULL;
    struct operand operand = evaluate_part(evaluation, formula);
    if (evaluation->trail != NULL)
        derive(evaluation, formula, &operand, start);
    evaluation->rule = NULL;
    return operand;
}

const struct item *operand_paired(const struct operand *operand, const struct item *item, unsigned index)
{
    if (!operand->many)
        return &operand->one;
    if (index < operand->count && operand->items[index].record == item->record)
        return &operand->items[index];
    for (unsigned i = 0; i < operand->count; i++) {
        if (operand->items[i].record == item->record)
            return &operand->items[i];
    }
    return NULL;
}

bool operands_pair(struct evaluation *evaluation, const struct operand *a, const struct operand *b)
{
    bool same = !a->many || !b->many || a->level == NULL || b->level == NULL || a->level == b->level;
    if (!same)
        raise_template_error(evaluation, _("lists of different levels cannot be paired"));
    return same;
}

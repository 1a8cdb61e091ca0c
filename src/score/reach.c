/* Formulas taken apart, for live formulas: what names reach and what parts give, without findings. */
#include "score/evaluation.h"

static struct evaluation evaluation_of(
    struct calculation *calculation, const struct record *record, const struct field *field)
{
    return (struct evaluation){.calculation = calculation, .record = record, .own = field};
}

bool calculation_reach(struct calculation *calculation, const struct formula *name,
    const struct record *record, const struct field *field, GArray *ret)
{
    struct evaluation evaluation = evaluation_of(calculation, record, field);
    bool quiet = calculation->quiet;
    calculation->quiet = true;
    struct operand operand = evaluate_name(&evaluation, name);
    unsigned count;
    const struct item *items = operand_items(&operand, &count);
    bool own = name->step_count == 1 && name->steps[0].index == NULL;
    for (unsigned i = 0; i < count; i++) {
        struct reached_field reached = {
            .record = items[i].record,
            .field = items[i].field,
            .figure = items[i].figure,
            .typed = own && items[i].record == record && items[i].field == field,
        };
        if (operand.many || items[i].record != NULL || items[i].figure.kind != VALUE_MISSING)
            g_array_append_val(ret, reached);
    }
    bool many = operand.many;
    operand_clear(&operand);
    calculation->quiet = quiet;
    return many;
}

struct figure calculation_part(struct calculation *calculation, const struct formula *part,
    const struct record *record, const struct field *field)
{
    struct evaluation evaluation = evaluation_of(calculation, record, field);
    bool quiet = calculation->quiet;
    calculation->quiet = true;
    struct figure figure = evaluate_one(&evaluation, part).figure;
    calculation->quiet = quiet;
    return figure_is_missing(&figure) ? (struct figure){.kind = VALUE_MISSING} : figure;
}

enum condition_state calculation_condition(struct calculation *calculation, const struct formula *part,
    const struct record *record, const struct field *field)
{
    static const enum condition_state states[] = {
        [TRUTH_FALSE] = CONDITION_FALSE,
        [TRUTH_TRUE] = CONDITION_TRUE,
        [TRUTH_MISSING] = CONDITION_MISSING,
        [TRUTH_NC] = CONDITION_NC,
    };
    struct evaluation evaluation = evaluation_of(calculation, record, field);
    bool quiet = calculation->quiet;
    calculation->quiet = true;
    enum truth truth = evaluate_truth(&evaluation, part);
    calculation->quiet = quiet;
    return states[truth];
}

struct figure calculation_quantity(struct calculation *calculation, const struct reached_field *reached)
{
    struct evaluation evaluation = evaluation_of(calculation, reached->record, NULL);
    struct item item = {.figure = reached->figure, .record = reached->record, .field = reached->field};
    return item_quantity(&evaluation, &item).figure;
}

void calculation_comparison(struct calculation *calculation, const struct formula *call,
    const struct record *record, const struct field *field, struct comparison *ret)
{
    struct evaluation evaluation = evaluation_of(calculation, record, field);
    bool quiet = calculation->quiet;
    calculation->quiet = true;
    compare_achievement(&evaluation, call, ret);
    calculation->quiet = quiet;
}

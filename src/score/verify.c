/* What was read against what is computed (rule 1, Calcoli), and every field once. */
#include "score/evaluation.h"

#include <string.h>
#include "grid/numfmt.h"
#include "support/text.h"

/* The decimals that the cell of a value shows. */
static int shown_decimals(const struct value *value)
{
    int decimals = value->format != NULL ? numfmt_decimals(value->format) : -1;
    if (decimals < 0)
        return MAX(0, -value->number.exponent);
    return decimals + (numfmt_is_percent(value->format) ? 2 : 0);
}

static bool has_code(const char *const *codes, unsigned count, const char *code)
{
    for (unsigned i = 0; i < count; i++) {
        if (text_same_code(codes[i], code))
            return true;
    }
    return false;
}

/* The same codes: a union has no order that somebody could have typed wrong. */
static bool same_lists(const struct figure *figure, const struct value *value)
{
    bool same = true;
    for (unsigned i = 0; same && i < figure->item_count; i++)
        same = has_code(value->items, value->item_count, figure->items[i]);
    for (unsigned i = 0; same && i < value->item_count; i++)
        same = has_code(figure->items, figure->item_count, value->items[i]);
    return same;
}

/* Texts, and yes and no, which may have been typed as text. */
static bool same_words(const struct figure *figure, const struct value *value)
{
    struct value computed = {.kind = figure->kind, .text = figure->text};
    if (figure->kind == VALUE_BOOLEAN)
        computed.number = rational_to_decimal(figure->number);
    return (value->kind == VALUE_TEXT || value->kind == VALUE_BOOLEAN) && value_same(&computed, value);
}

static bool agrees(struct calculation *calculation, const struct figure *figure, const struct value *value)
{
    if (figure->read == value)
        return true;
    bool number = figure->kind == VALUE_NUMBER || figure->kind == VALUE_DATE;
    if (figure->kind == value->kind && number) {
        int decimals = shown_decimals(value);
        const struct rational *read = figure_from_value(calculation, value).number;
        return rational_compare(rational_round(calculation->pool, figure->number, decimals, ROUND_HALF_AWAY),
                   rational_round(calculation->pool, read, decimals, ROUND_HALF_AWAY)) == 0;
    }
    switch (figure->kind) {
    case VALUE_LIST:
        return value->kind == VALUE_LIST && same_lists(figure, value);
    case VALUE_TEXT:
    case VALUE_BOOLEAN:
        return same_words(figure, value);
    default:
        return figure->kind == value->kind;
    }
}

/* As the cell in which it was read would show it. */
static char *figure_shown(
    struct calculation *calculation, const struct figure *figure, const struct value *value)
{
    struct evaluation evaluation = {.calculation = calculation};
    struct item item = {.figure = *figure};
    bool number = figure->kind == VALUE_NUMBER || figure->kind == VALUE_DATE;
    if (number && figure->read == NULL && value->format != NULL)
        return numfmt_display(value->format, rational_to_decimal(figure->number));
    return item_text_shown(&evaluation, &item);
}

static void verify_value(struct calculation *calculation, const struct record *record,
    const struct field *field, const struct value *value)
{
    struct figure figure = calculation_field(calculation, record, field);
    bool stands = figure.read == value && figure.derivation != NULL;
    char *key = g_strdup_printf("%p", (const void *)value);
    if (stands && figure.derivation->kind == VALUE_MISSING) {
        if (raise_once(calculation, FINDING_COMPUTED_MISSING, record, field, key))
            findings_add(calculation->findings, FINDING_COMPUTED_MISSING, &value->place, NULL, field->name,
                record_subject(record), value->text, NULL);
    } else if (figure.kind != VALUE_MISSING && !agrees(calculation, &figure, value) &&
               raise_once(calculation, FINDING_COMPUTED_DIFFERS, record, field, key)) {
        char *computed = figure_shown(calculation, &figure, value);
        findings_add(calculation->findings, FINDING_COMPUTED_DIFFERS, &value->place, NULL, field->name,
            record_subject(record), value->text, computed, NULL);
        g_free(computed);
    }
    g_free(key);
}

static void verify_target(
    struct calculation *calculation, const struct record *record, const struct field *field)
{
    const struct value *value = record_get(record, field);
    if (value == NULL || value->kind != VALUE_TEXT)
        return;
    struct target target = target_parse(calculation->template, value->text, calculation_year(calculation));
    if (target.kind == TARGET_UNKNOWN &&
        raise_once(calculation, FINDING_TARGET_NOT_UNDERSTOOD, record, field, NULL))
        findings_add(calculation->findings, FINDING_TARGET_NOT_UNDERSTOOD, &value->place, NULL, value->text,
            record_subject(record), NULL);
}

static void verify_record(struct calculation *calculation, const struct record *record)
{
    for (guint i = 0; i < record->level->fields->len; i++) {
        const struct field *field = g_ptr_array_index(record->level->fields, i);
        struct figure figure = calculation_field(calculation, record, field);
        calculation_band(calculation, record, field, &figure);
        const struct value *value = record_get(record, field);
        if (field->type == TYPE_TARGET)
            verify_target(calculation, record, field);
        if (field->formula != NULL && value != NULL)
            verify_value(calculation, record, field, value);
    }
}

void calculation_verify(struct calculation *calculation)
{
    const struct plan *plan = calculation->plan;
    for (const struct record *record = plan->root; record != NULL;
         record = record_next_any(plan->root, record))
        verify_record(calculation, record);
    for (guint i = 0; i < plan->further_values->len; i++) {
        const struct further_value *further = &g_array_index(plan->further_values, struct further_value, i);
        if (further->field->formula != NULL)
            verify_value(calculation, further->record, further->field, further->value);
    }
}

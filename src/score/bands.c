/* Classi: the band in which a figure lies (rule 1). */
#include "score/evaluation.h"

#include "support/intl.h"

/* A band's bound: a number, or a field of the record; NULL: unknown. */
static const struct rational *bound(struct calculation *calculation, const struct record *record,
    struct decimal number, const struct field *field)
{
    if (field == NULL)
        return rational_from_decimal(calculation->pool, number);
    struct figure figure = calculation_field(calculation, record, field);
    return figure.kind == VALUE_NUMBER ? figure.number : NULL;
}

/* Does the number lie in the band, whose lower bound is `from`? */
static bool lies_in(struct calculation *calculation, const struct band *band, const struct record *record,
    const struct rational *number, const struct rational *from)
{
    int order = rational_compare(number, from);
    if (order < 0 || (order == 0 && band->from_exclusive))
        return false;
    if (!band->has_to)
        return true;
    const struct rational *to = bound(calculation, record, band->to, band->to_field);
    if (to == NULL)
        return false;
    order = rational_compare(number, to);
    return order < 0 || (order == 0 && !band->to_exclusive);
}

static void raise_no_band(struct calculation *calculation, const struct record *record,
    const struct field *field, const struct figure *figure)
{
    if (!raise_once(calculation, FINDING_NO_BAND, record, field, NULL))
        return;
    char *value = field->type == TYPE_PERCENT
                      ? rational_to_fixed(rational_multiply(calculation->pool, figure->number,
                                              rational_from_ratio(calculation->pool, 100, 1)),
                            2)
                      : rational_to_fixed(figure->number, 2);
    char *shown = g_strconcat(value, field->type == TYPE_PERCENT ? "%" : "", NULL);
    struct place place = place_of(record, field);
    findings_add(calculation->findings, FINDING_NO_BAND, &place, NULL, field->name, record_subject(record),
        shown, NULL);
    g_free(shown);
    g_free(value);
}

const struct band *calculation_band(struct calculation *calculation, const struct record *record,
    const struct field *field, const struct figure *figure)
{
    const struct band *bands;
    unsigned count = template_bands(calculation->template, field, &bands);
    if (count == 0 || figure->kind != VALUE_NUMBER)
        return NULL;
    /* without an upper bound a band reaches to the next one: the highest that begins at or below the number
     */
    const struct band *best = NULL;
    const struct rational *best_from = NULL;
    for (unsigned i = 0; i < count; i++) {
        const struct rational *from = bound(calculation, record, bands[i].from, bands[i].from_field);
        if (from == NULL || !lies_in(calculation, &bands[i], record, figure->number, from))
            continue;
        if (best == NULL || rational_compare(from, best_from) > 0) {
            best = &bands[i];
            best_from = from;
        }
    }
    if (best == NULL)
        raise_no_band(calculation, record, field, figure);
    return best;
}

struct item evaluate_class(struct evaluation *evaluation, const struct formula *call)
{
    struct item item = evaluate_one(evaluation, call->arguments[0]);
    if (item.figure.kind == VALUE_NC)
        return item_nc();
    if (item.figure.kind != VALUE_NUMBER)
        return item_missing();
    const struct band *bands;
    if (item.field == NULL || template_bands(evaluation->calculation->template, item.field, &bands) == 0) {
        raise_template_error(evaluation, _("CLASSE wants a field that has bands in Classi"));
        return item_missing();
    }
    const struct band *band =
        calculation_band(evaluation->calculation, item.record, item.field, &item.figure);
    return band != NULL ? item_text(band->label) : item_missing();
}

/* What the evaluator finds, each thing once. */
#include "score/evaluation.h"

#include "support/intl.h"
#include "support/text.h"

bool raise_once(struct calculation *calculation, enum finding_id id, const struct record *record,
    const struct field *field, const char *key)
{
    if (calculation->quiet)
        return false;
    char *text = g_strdup_printf(
        "%d %p %p %s", (int)id, (const void *)record, (const void *)field, key != NULL ? key : "");
    return g_hash_table_add(calculation->raised, text);
}

struct place place_of(const struct record *record, const struct field *field)
{
    const struct value *value = field != NULL ? record_get(record, field) : NULL;
    return value != NULL && value->place.file != NULL ? value->place : record->place;
}

const char *evaluation_subject(const struct evaluation *evaluation)
{
    return evaluation->own != NULL ? evaluation->own->name : _("a formula");
}

void raise_template_error(struct evaluation *evaluation, const char *text)
{
    struct calculation *calculation = evaluation->calculation;
    struct place nowhere = {.file = NULL};
    if (!raise_once(calculation, FINDING_TEMPLATE_ERROR, NULL, evaluation->own, text))
        return;
    char *message = evaluation->own != NULL ? g_strdup_printf("%s.%s: %s", evaluation->own->level->name,
                                                  evaluation->own->name, text)
                                            : g_strdup(text);
    findings_add(calculation->findings, FINDING_TEMPLATE_ERROR,
        evaluation->source != NULL ? evaluation->source : &nowhere, NULL, message, NULL);
    g_free(message);
}

void raise_division_by_zero(struct evaluation *evaluation)
{
    struct calculation *calculation = evaluation->calculation;
    if (!raise_once(calculation, FINDING_DIVISION_BY_ZERO, evaluation->record, evaluation->own, NULL))
        return;
    struct place place = place_of(evaluation->record, evaluation->own);
    findings_add(calculation->findings, FINDING_DIVISION_BY_ZERO, &place, evaluation->source,
        evaluation_subject(evaluation), record_subject(evaluation->record), NULL);
}

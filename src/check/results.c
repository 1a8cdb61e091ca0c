/* `senza_target` and `senza_risultato`: a result whose target nobody wrote, and the reverse. */
#include "check/checking.h"

#include <string.h>
#include "score/target.h"
#include "support/text.h"

#define NAME_BASELINE "stato"
#define NAME_ALGORITHM "algoritmo"

enum presence {
    PRESENCE_NONE,
    PRESENCE_DASHES, /* something that says there is none: "---" */
    PRESENCE_SOME
};

bool field_is_target(const struct field *field)
{
    return field->type == TYPE_TARGET;
}

bool field_is_result(const struct field *field)
{
    return field->type == TYPE_RESULT && !g_str_has_prefix(field->name, NAME_BASELINE);
}

static bool is_dashes(const char *text)
{
    return text != NULL && text_count_alnum(text) == 0;
}

typedef bool (*is_such)(const struct field *field);

/* The fullest of such fields; `ret_field` is the first that holds something. */
static enum presence presence_of(
    struct checking *checking, const struct record *record, is_such such, const struct field **ret_field)
{
    enum presence found = PRESENCE_NONE;
    for (unsigned i = 0; i < record->level->fields->len && found != PRESENCE_SOME; i++) {
        const struct field *field = g_ptr_array_index(record->level->fields, i);
        if (!such(field))
            continue;
        struct figure figure = calculation_field(checking->calculation, record, field);
        bool empty = figure.kind == VALUE_MISSING || (figure.kind == VALUE_TEXT && figure.text[0] == '\0');
        if (empty)
            continue;
        *ret_field = field;
        found = figure.kind == VALUE_TEXT && is_dashes(figure.text) ? PRESENCE_DASHES : PRESENCE_SOME;
    }
    return found;
}

static bool has_field(const struct level *level, is_such such)
{
    for (unsigned i = 0; i < level->fields->len; i++)
        if (such(g_ptr_array_index(level->fields, i)))
            return true;
    return false;
}

/* Does the algorithm say what is expected ("% attività realizzate >= 80%")? */
static bool algorithm_has_target(const struct checking *checking, const struct record *record)
{
    const struct field *field = template_field(record->level, NAME_ALGORITHM);
    const struct value *value = field != NULL ? record_get(record, field) : NULL;
    struct target target;
    return value != NULL && value->kind == VALUE_TEXT &&
           algorithm_end(checking->template, value->text, 0, &target);
}

static const struct place *place_of(const struct record *record, const struct field *field)
{
    const struct value *value = record_get(record, field);
    return value != NULL && value->place.file != NULL ? &value->place : &record->place;
}

typedef void (*visit_record)(struct checking *checking, const struct record *record, enum presence target,
    enum presence result, const struct field *target_field, const struct field *result_field);

static void each_measured(struct checking *checking, visit_record visit)
{
    for (const struct record *record = NULL;
         (record = record_next_any(checking->plan->root, record)) != NULL;) {
        if (!has_field(record->level, field_is_target) || !has_field(record->level, field_is_result))
            continue;
        const struct field *target_field = NULL, *result_field = NULL;
        enum presence target = presence_of(checking, record, field_is_target, &target_field);
        enum presence result = presence_of(checking, record, field_is_result, &result_field);
        visit(checking, record, target, result, target_field, result_field);
    }
}

/* The field has a value that its counterpart lacks. */
static void raise_alone(
    struct checking *checking, enum finding_id id, const struct record *record, const struct field *field)
{
    enum severity severity;
    struct figure figure = calculation_field(checking->calculation, record, field);
    char *shown = figure_shown(checking, &figure, NULL);
    findings_add_as(checking->findings, id,
        severity_stated(checking, record, &severity) ? severity : SEVERITY_WARNING, place_of(record, field),
        NULL, record->level->label, record_subject(record), shown, NULL);
    g_free(shown);
}

static void raise_without_target(struct checking *checking, const struct record *record, enum presence target,
    enum presence result, const struct field *target_field, const struct field *result_field)
{
    (void)target_field;
    /* Where no target was read at all, the inputs are not those of the targets. */
    if (result != PRESENCE_SOME || target != PRESENCE_NONE ||
        !(checking->targets & LEVEL_BIT(record->level)) || algorithm_has_target(checking, record))
        return;
    raise_alone(checking, FINDING_RESULT_WITHOUT_TARGET, record, result_field);
}

static void raise_without_result(struct checking *checking, const struct record *record, enum presence target,
    enum presence result, const struct field *target_field, const struct field *result_field)
{
    (void)result_field;
    /* Where there is no result at all, nobody has measured yet. */
    if (target != PRESENCE_SOME || result != PRESENCE_NONE || !(checking->results & LEVEL_BIT(record->level)))
        return;
    raise_alone(checking, FINDING_TARGET_WITHOUT_RESULT, record, target_field);
}

static void note_levels(struct checking *checking, const struct record *record, enum presence target,
    enum presence result, const struct field *target_field, const struct field *result_field)
{
    (void)target_field;
    (void)result_field;
    checking->targets |= target == PRESENCE_SOME ? LEVEL_BIT(record->level) : 0;
    checking->results |= result == PRESENCE_SOME ? LEVEL_BIT(record->level) : 0;
}

void check_results(struct checking *checking)
{
    each_measured(checking, note_levels);
    each_measured(checking, raise_without_target);
}

/* A plan prints no results. */
void check_targets(struct checking *checking)
{
    each_measured(checking, note_levels);
    if (calculation_kind(checking->calculation) == KIND_RELAZIONE)
        each_measured(checking, raise_without_result);
}

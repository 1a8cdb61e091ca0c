/* What a name means in the place of a record (rule 6, Names). */
#include "score/evaluation.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"

/* The records that the steps of a path have reached. */
struct reached {
    GPtrArray *records; /* const struct record * */
    bool many;
    const struct level *level; /* theirs; NULL: unknown, there are none */
};

static struct item field_item(
    struct evaluation *evaluation, const struct record *record, const struct field *field)
{
    struct item item = {.record = record, .field = field};
    item.figure = calculation_field(evaluation->calculation, record, field);
    return item;
}

static struct item record_item(const struct record *record)
{
    struct item item = {.record = record, .is_record = true};
    item.figure.kind = VALUE_TEXT;
    item.figure.text = record_name(record);
    return item;
}

/* In its own formula the field's name is the value typed, never the cached result of an input's formula. */
static struct item typed_item(struct evaluation *evaluation)
{
    const struct value *value = record_get(evaluation->record, evaluation->own);
    struct item item = {.record = evaluation->record, .field = evaluation->own};
    item.figure =
        figure_from_value(evaluation->calculation, value != NULL && !value->from_formula ? value : NULL);
    return item;
}

static const struct record *sheet_record(const struct evaluation *evaluation)
{
    return evaluation->scope != NULL ? evaluation->scope->sheet_record : NULL;
}

/* The nearest of a record and those above it whose level has the field. */
static const struct field *field_above(
    const struct record *record, const char *name, const struct record **ret)
{
    for (; record != NULL; record = record->parent) {
        const struct field *field = template_field(record->level, name);
        if (field != NULL) {
            *ret = record;
            return field;
        }
    }
    return NULL;
}

static bool kind_named(struct evaluation *evaluation, const char *name, struct item *ret)
{
    static const char *const names[] = {[KIND_PIANO] = "piano", [KIND_RELAZIONE] = "relazione"};
    for (unsigned kind = 0; kind < G_N_ELEMENTS(names); kind++) {
        if (strcmp(name, names[kind]) != 0)
            continue;
        bool reading = evaluation->scope != NULL && evaluation->scope->reading;
        *ret = item_boolean(evaluation, reading || evaluation->calculation->kind == (enum plan_kind)kind);
        return true;
    }
    return false;
}

/* One name without index that is a field, or the kind of the report; false: a level or unknown. */
static bool simple_name(struct evaluation *evaluation, const char *name, struct item *ret)
{
    const struct field *own = evaluation->own;
    if (own != NULL && strcmp(own->name, name) == 0) {
        *ret = typed_item(evaluation);
        return true;
    }
    const struct record *record = NULL;
    const struct field *field = field_above(evaluation->record, name, &record);
    if (field == NULL)
        field = field_above(sheet_record(evaluation), name, &record);
    if (field != NULL) {
        *ret = field_item(evaluation, record, field);
        return true;
    }
    return kind_named(evaluation, name, ret);
}

static bool has_code(const struct record *record, const char *code)
{
    return code == NULL || (record_code(record) != NULL && text_same_code(record_code(record), code));
}

/* Adds the records of a level below `base`, or the one that stands above it. */
static void add_level(
    struct reached *reached, const struct record *base, const struct level *level, const char *code)
{
    const struct record *record = NULL;
    while ((record = record_next(base, level, record)) != NULL) {
        if (has_code(record, code))
            g_ptr_array_add(reached->records, (gpointer)(guintptr)record);
    }
}

/* The code in brackets, to be freed; NULL: there is no index. */
static char *index_code(struct evaluation *evaluation, const struct formula_step *step)
{
    if (step->index == NULL)
        return NULL;
    struct item item = evaluate_one(evaluation, step->index);
    return item_text_shown(evaluation, &item);
}

/* A level named first: the record above (in a condition also the sheet's), else those below. */
static void begin_level(
    struct evaluation *evaluation, struct reached *reached, const struct level *level, const char *code)
{
    const struct record *above = record_up(evaluation->record, level);
    if (above == NULL && sheet_record(evaluation) != NULL)
        above = record_up(sheet_record(evaluation), level);
    if (above != NULL && has_code(above, code)) {
        g_ptr_array_add(reached->records, (gpointer)(guintptr)above);
        return;
    }
    add_level(reached, evaluation->record, level, code);
    reached->many = code == NULL;
}

static bool begin(struct evaluation *evaluation, struct reached *reached, const struct formula_step *step)
{
    if (strcmp(step->name, "padre") == 0 && step->index == NULL) {
        const struct record *parent = evaluation->record->parent;
        if (parent != NULL)
            g_ptr_array_add(reached->records, (gpointer)(guintptr)parent);
        reached->level = parent != NULL ? parent->level : NULL;
        return true;
    }
    const struct level *level = template_level(evaluation->calculation->template, step->name);
    if (level == NULL)
        return false;
    char *code = index_code(evaluation, step);
    begin_level(evaluation, reached, level, code);
    g_free(code);
    reached->level = level;
    return true;
}

static void go_up(struct reached *reached)
{
    GPtrArray *parents = g_ptr_array_new();
    for (guint i = 0; i < reached->records->len; i++) {
        const struct record *record = g_ptr_array_index(reached->records, i);
        if (record->parent != NULL && !g_ptr_array_find(parents, record->parent, NULL))
            g_ptr_array_add(parents, record->parent);
    }
    g_ptr_array_free(reached->records, TRUE);
    reached->records = parents;
    reached->level = parents->len > 0 ? ((const struct record *)g_ptr_array_index(parents, 0))->level : NULL;
}

/* Goes on to another level: above, else below each record reached. */
static bool go_on(struct evaluation *evaluation, struct reached *reached, const struct formula_step *step)
{
    if (strcmp(step->name, "padre") == 0 && step->index == NULL) {
        go_up(reached);
        return true;
    }
    const struct level *level = template_level(evaluation->calculation->template, step->name);
    if (level == NULL)
        return false;
    char *code = index_code(evaluation, step);
    struct reached next = {g_ptr_array_new(), reached->many, level};
    for (guint i = 0; i < reached->records->len; i++) {
        const struct record *record = g_ptr_array_index(reached->records, i);
        const struct record *above = record_up(record, level);
        if (above != NULL && !g_ptr_array_find(next.records, above, NULL))
            g_ptr_array_add(next.records, (gpointer)(guintptr)above);
        if (above != NULL)
            continue;
        add_level(&next, record, level, code);
        next.many = next.many || code == NULL;
    }
    g_free(code);
    g_ptr_array_free(reached->records, TRUE);
    *reached = next;
    return true;
}

static struct operand reached_operand(
    struct evaluation *evaluation, const struct reached *reached, const char *field_name)
{
    struct operand operand = {.many = reached->many, .level = reached->level};
    unsigned count = reached->records->len;
    if (!operand.many)
        count = MIN(count, 1); /* one code, one record */
    struct item *items = g_new0(struct item, MAX(count, 1));
    for (unsigned i = 0; i < count; i++) {
        const struct record *record = g_ptr_array_index(reached->records, i);
        const struct field *field = field_name != NULL ? template_field(record->level, field_name) : NULL;
        if (field_name == NULL)
            items[i] = record_item(record);
        else if (field != NULL)
            items[i] = field_item(evaluation, record, field);
    }
    if (operand.many) {
        operand.items = items;
        operand.count = count;
    } else {
        operand.one = count > 0 ? items[0] : item_missing();
        g_free(items);
    }
    return operand;
}

static void raise_unknown(struct evaluation *evaluation, const char *name)
{
    char *text = g_strdup_printf(_("unknown name \"%s\""), name);
    raise_template_error(evaluation, text);
    g_free(text);
}

/* Records of several levels may be parents, and not each has every field: what one lacks is missing there. */
static bool is_field_somewhere(const struct template *template, const char *name)
{
    bool found = false;
    for (guint i = 0; !found && i < template->levels->len; i++)
        found = template_field(g_ptr_array_index(template->levels, i), name) != NULL;
    return found;
}

struct operand evaluate_name(struct evaluation *evaluation, const struct formula *formula)
{
    struct operand operand = {.many = false};
    const struct template *template = evaluation->calculation->template;
    const struct formula_step *steps = formula->steps;
    unsigned count = formula->step_count;
    if (count == 1 && steps[0].index == NULL && simple_name(evaluation, steps[0].name, &operand.one))
        return operand;
    struct reached reached = {.records = g_ptr_array_new()};
    bool known = begin(evaluation, &reached, &steps[0]);
    if (!known)
        raise_unknown(evaluation, steps[0].name);
    /* the last part is a field if there is one, else a level */
    const char *field_name = NULL;
    for (unsigned i = 1; known && i < count; i++) {
        bool last = i == count - 1 && steps[i].index == NULL;
        bool field = last && (reached.level == NULL || template_field(reached.level, steps[i].name) != NULL);
        if (last && !field && template_level(template, steps[i].name) == NULL)
            field = is_field_somewhere(template, steps[i].name);
        if (field)
            field_name = steps[i].name;
        else if (!(known = go_on(evaluation, &reached, &steps[i])))
            raise_unknown(evaluation, steps[i].name);
    }
    if (known)
        operand = reached_operand(evaluation, &reached, field_name);
    g_ptr_array_free(reached.records, TRUE);
    return operand;
}

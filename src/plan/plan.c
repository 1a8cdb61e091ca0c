#include "plan/plan.h"

#include "plan/record-index.h"
#include "support/text.h"

static struct record *make_record(struct plan *plan, const struct level *level, struct record *parent)
{
    struct record *record = arena_new0(plan->arena, struct record, 1);
    record->level = level;
    record->parent = parent;
    record->values = arena_new0(plan->arena, const struct value *, level->fields->len);
    record->formats = arena_new0(plan->arena, const char *, level->fields->len);
    return record;
}

struct plan *plan_new(const struct template *template)
{
    struct plan *plan = g_new0(struct plan, 1);
    plan->arena = arena_new();
    plan->index = record_index_new();
    plan->template = template;
    plan->further_values = g_array_new(FALSE, FALSE, sizeof(struct further_value));
    plan->column_codes = arena_new0(plan->arena, GPtrArray *, template->levels->len);
    plan->column_places = arena_new0(plan->arena, GHashTable *, template->levels->len);
    plan->root = make_record(plan, template->root, NULL);
    plan->record_count = 1;
    for (unsigned i = 0; i < template->root_values->len; i++) {
        const struct root_value *known = g_ptr_array_index(template->root_values, i);
        record_set(plan->root, known->field,
            value_from_text(plan->arena, template, known->field, known->text, &known->place));
    }
    return plan;
}

void plan_free(struct plan *plan)
{
    if (plan == NULL)
        return;
    for (unsigned i = 0; i < plan->template->levels->len; i++)
        if (plan->column_codes[i] != NULL) {
            g_ptr_array_free(plan->column_codes[i], TRUE);
            g_hash_table_destroy(plan->column_places[i]);
        }
    g_array_free(plan->further_values, TRUE);
    record_index_free(plan->index);
    arena_free(plan->arena);
    g_free(plan);
}

struct record *plan_add_record(struct plan *plan, const struct level *level, struct record *parent)
{
    struct record *record = make_record(plan, level, parent);
    record->number = plan->record_count++;
    if (parent->last_child == NULL)
        parent->first_child = record;
    else
        parent->last_child->next = record;
    parent->last_child = record;
    record_index_add(plan->index, record);
    return record;
}

struct record *plan_loose_record(struct plan *plan, const struct level *level, struct record *parent)
{
    return make_record(plan, level, parent);
}

const struct value *record_get(const struct record *record, const struct field *field)
{
    return record->values[field->index];
}

void record_set(struct record *record, const struct field *field, const struct value *value)
{
    record->values[field->index] = value;
}

void plan_set_key(
    struct plan *plan, struct record *record, const struct field *field, const struct value *value)
{
    record_set(record, field, value);
    record_index_set(plan->index, record, field);
}

void plan_replace(
    struct plan *plan, struct record *record, const struct field *field, const struct value *value)
{
    record_set(record, field, value);
    if (field->is_title)
        record_index_set(plan->index, record, field);
    record_index_replaced(plan->index, record);
}

struct record *record_up(const struct record *record, const struct level *level)
{
    struct record *up = record != NULL && record->level == level ? (struct record *)(uintptr_t)record : NULL;
    for (struct record *r = record != NULL ? record->parent : NULL; up == NULL && r != NULL; r = r->parent)
        if (r->level == level)
            up = r;
    return up;
}

struct record *record_next_any(const struct record *base, const struct record *previous)
{
    if (previous == NULL)
        return base->first_child;
    if (previous->first_child != NULL)
        return previous->first_child;
    while (previous != base && previous->next == NULL)
        previous = previous->parent;
    return previous == base ? NULL : previous->next;
}

struct record *record_next_descendant(
    const struct record *base, const struct level *level, const struct record *previous)
{
    struct record *record = record_next_any(base, previous);
    while (record != NULL && record->level != level)
        record = record_next_any(base, record);
    return record;
}

struct record *record_next(
    const struct record *base, const struct level *level, const struct record *previous)
{
    if ((level->parent_set & LEVEL_BIT(base->level)) == 0)
        return record_next_descendant(base, level, previous);
    struct record *child = previous == NULL ? base->first_child : previous->next;
    while (child != NULL && child->level != level)
        child = child->next;
    return child;
}

const char *record_code(const struct record *record)
{
    const struct value *code = record_get(record, record->level->code);
    return code == NULL ? NULL : code->text;
}

const char *record_name(const struct record *record)
{
    const struct value *title = record_get(record, record->level->title);
    const char *code = record_code(record);
    return code != NULL ? code : title != NULL ? title->text : "";
}

const char *record_subject(const struct record *record)
{
    const char *name = record_name(record);
    return *name ? name : record->level->label;
}

void plan_add_column_code(struct plan *plan, const struct level *level, const char *code)
{
    GPtrArray **codes = &plan->column_codes[level->index];
    GHashTable **places = &plan->column_places[level->index];
    if (*codes == NULL) {
        *codes = g_ptr_array_new();
        *places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    }
    char *key = text_code_key(code);
    if (g_hash_table_contains(*places, key)) {
        g_free(key);
        return;
    }
    g_ptr_array_add(*codes, arena_strdup(plan->arena, code));
    g_hash_table_insert(*places, key, GUINT_TO_POINTER((*codes)->len));
}

int plan_column_place(const struct plan *plan, const struct level *level, const char *code)
{
    GHashTable *places = plan->column_places[level->index];
    if (places == NULL)
        return -1;
    char *key = text_code_key(code);
    int place = GPOINTER_TO_INT(g_hash_table_lookup(places, key)) - 1;
    g_free(key);
    return place;
}

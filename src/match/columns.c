/* Columns repeated for each record of a level (rule 2, row 1; 3.2). */
#include "match/reader.h"

#include <string.h>

/* The control of the repeated column that stands at an input column; NULL: none. */
static const struct control *part_repetition(const struct part *part, unsigned column)
{
    const struct column_key *key = part_column_key(part, column);
    const struct control *found = NULL;
    for (unsigned i = 0; i < part->table->column_count; i++) {
        const struct template_column *drawn = &part->table->columns[i];
        if (!drawn->has_control || drawn->control.level_count == 0 || !drawn->control.read)
            continue;
        unsigned first = part->map.of[drawn->column];
        if (key != NULL ? key->template_column == drawn->column
                        : part->map.keys->len == 0 && first != NO_COLUMN && column >= first)
            found = &drawn->control;
    }
    return found;
}

bool is_column_binding(const struct part *part, const struct binding *binding)
{
    const struct control *control =
        binding->placeholder->level != NULL ? part_repetition(part, binding->column) : NULL;
    return control != NULL && (binding->placeholder->kind == PLACEHOLDER_LIST ||
                                  control_has_level(control, binding->placeholder->level));
}

/* The values of a column's bindings, which begin at `first`, for one level, by field index; NULL if there are
 * none.
 */
static const struct value **column_values(struct part *part, const struct row_fit *fit, unsigned first,
    const struct level *level, bool *ret_named, struct place *ret_place)
{
    const struct value **values = NULL;
    *ret_named = false;
    unsigned column = g_array_index(fit->bindings, struct binding, first).column;
    for (unsigned b = first; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        if (binding->column != column)
            break;
        if (binding->placeholder->level != level || binding->placeholder->kind != PLACEHOLDER_FIELD ||
            binding->placeholder->index != NULL)
            continue;
        *ret_named = true;
        if (binding->value == NULL)
            continue;
        if (values == NULL) {
            values = arena_new0(part->reader->arena, const struct value *, level->fields->len);
            *ret_place = binding->value->place;
        }
        values[binding->placeholder->field->index] = binding->value;
    }
    return values;
}

static void read_all(struct part *part, struct record *record, const struct value *const *values)
{
    for (unsigned f = 0; f < record->level->fields->len; f++)
        if (values[f] != NULL)
            record_read(part, record, g_ptr_array_index(record->level->fields, f), values[f]);
}

/* The code came with the header: a child of the row's record. */
static void read_keyed(struct part *part, const struct row_fit *fit, unsigned first,
    const struct column_key *key, struct record *const *open)
{
    bool named;
    struct place place;
    const struct value **values = column_values(part, fit, first, key->level, &named, &place);
    if (values == NULL)
        return;
    struct naming naming = {
        .level = key->level,
        .values = arena_new0(part->reader->arena, const struct value *, key->level->fields->len),
        .place = place,
    };
    const struct value *code = value_from_code(part->reader->plan->arena, key->code, &key->place);
    naming.values[key->level->code->index] = code;
    struct record *record = part->context[key->level->index];
    if (record == NULL)
        record = record_find(part, &naming, open);
    if (record == NULL)
        return;
    record_read(part, record, key->level->code, code);
    read_all(part, record, values);
}

static void read_list(struct part *part, const struct binding *binding, struct record *const *open)
{
    const struct level *level = binding->placeholder->level;
    for (unsigned i = 0; i < binding->item_count; i++) {
        struct naming naming = {
            .level = level,
            .values = arena_new0(part->reader->arena, const struct value *, level->fields->len),
            .place = seen_place(part->view, binding->seen),
        };
        for (unsigned f = 0; f < binding->items[i].count; f++)
            naming.values[binding->items[i].fields[f]->index] = binding->items[i].values[f];
        struct record *record = record_find(part, &naming, open);
        if (record != NULL)
            read_all(part, record, naming.values);
    }
}

/* Opening a record in a column closes what stood below another one there. */
static void column_open(const struct part *part, struct record **open, struct record *record)
{
    for (unsigned i = 0; i < part->reader->template->levels->len; i++)
        if (open[i] != NULL && (open[i]->level->ancestors & LEVEL_BIT(record->level)) != 0)
            open[i] = NULL;
    open[record->level->index] = record;
}

/* Keys stand in the column itself; a key holds for the rows below, a blank or merged cell goes on with the
 * one to the left. `left` is what the column before had open. */
static void read_unkeyed(struct part *part, const struct row_fit *fit, unsigned first,
    const struct control *control, struct record **left)
{
    unsigned levels = part->reader->template->levels->len;
    unsigned column = g_array_index(fit->bindings, struct binding, first).column;
    struct record **open = g_hash_table_lookup(part->column_records, GUINT_TO_POINTER(column));
    if (open == NULL) {
        open = arena_new0(part->reader->arena, struct record *, levels);
        g_hash_table_insert(part->column_records, GUINT_TO_POINTER(column), open);
    }
    for (unsigned i = 0; i < control->level_count; i++) {
        const struct level *level = control->levels[i];
        bool named, last = i + 1 == control->level_count;
        struct place place;
        const struct value **values = column_values(part, fit, first, level, &named, &place);
        if (values != NULL) {
            struct naming naming = {.level = level, .values = values, .place = place};
            struct record *record = open[level->index];
            if (record == NULL || naming_has_key(&naming))
                record = record_find(part, &naming, open);
            if (record == NULL)
                return;
            if (record != open[level->index])
                column_open(part, open, record);
            read_all(part, record, values);
        } else if (open[level->index] == NULL && (named || !last)) {
            open[level->index] = left[level->index];
        }
    }
    for (unsigned b = first; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        if (binding->column != column)
            break;
        if (binding->placeholder->kind == PLACEHOLDER_LIST)
            read_list(part, binding, open);
    }
    for (unsigned i = 0; i < levels; i++)
        if (open[i] != NULL)
            left[i] = open[i];
}

void apply_columns(struct part *part, const struct row_fit *fit, struct record *const *open)
{
    struct record **left =
        arena_new0(part->reader->arena, struct record *, part->reader->template->levels->len);
    unsigned done = NO_COLUMN;
    for (unsigned b = 0; b < fit->bindings->len; b++) { /* bindings of columns come in their order */
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        if (!is_column_binding(part, binding) || binding->column == done)
            continue;
        done = binding->column;
        const struct column_key *key = part_column_key(part, binding->column);
        if (key != NULL)
            read_keyed(part, fit, b, key, open);
        else
            read_unkeyed(part, fit, b, part_repetition(part, binding->column), left);
    }
}

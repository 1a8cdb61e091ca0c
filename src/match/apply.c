#include "match/fit.h"

#include <string.h>
#include "support/limits.h"

/* What a row says of one level's record. */
struct said {
    const struct value **values; /* by field index */
    bool named;                  /* the row has placeholders of the level */
    bool any;                    /* with a value */
    struct place place;
};

static bool is_plain(const struct part *part, const struct binding *binding)
{
    return binding->placeholder->kind == PLACEHOLDER_FIELD && binding->placeholder->index == NULL &&
           !is_column_binding(part, binding);
}

static struct said *collect(struct part *part, const struct row_fit *fit, const struct view_row *row)
{
    const GPtrArray *levels = part->reader->template->levels;
    struct said *said = arena_new0(part->reader->arena, struct said, levels->len);
    for (unsigned b = 0; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        if (!is_plain(part, binding))
            continue;
        const struct level *level = binding->placeholder->level;
        struct said *here = &said[level->index];
        here->named = true;
        if (here->values == NULL)
            here->values = arena_new0(part->reader->arena, const struct value *, level->fields->len);
        if (binding->value == NULL)
            continue;
        if (!here->any)
            here->place = binding->value->place;
        here->any = true;
        if (here->values[binding->placeholder->field->index] == NULL)
            here->values[binding->placeholder->field->index] = binding->value;
    }
    for (unsigned i = 0; i < levels->len; i++) {
        const struct level *level = g_ptr_array_index(levels, i);
        if (said[i].values == NULL)
            said[i].values = arena_new0(part->reader->arena, const struct value *, level->fields->len);
        if (!said[i].any)
            said[i].place = seen_place(part->view, &row->cells[0]);
    }
    return said;
}

static struct record *group_record(struct part *part, const struct row_fit *fit, const struct level *level,
    const struct said *said, const struct naming *naming)
{
    struct record *open = part->open[level->index];
    bool inner = level == control_level(&fit->row->control);
    bool keyed = row_names_key(fit->row, level);
    bool keys = naming_has_key(naming);
    if (!said->any)
        return inner ? NULL : open; /* a blank or merged cell goes on with the record above */
    if (keyed && !keys)
        return inner ? record_create(part, naming, part->open) : open;
    if (!inner && keyed && open != NULL && record_same_key(open, naming->values))
        return open;
    return keyed ? record_find(part, naming, part->open) : record_create(part, naming, part->open);
}

/* The record of the row's own level (or one of its group); it is open from now on. */
static struct record *own_record(struct part *part, const struct row_fit *fit, const struct level *level,
    const struct said *said, struct record *const *named)
{
    struct naming naming = {.level = level, .values = said->values, .place = said->place, .own = true};
    struct record *record;
    if (fit->row->control.level_count > 1)
        record = group_record(part, fit, level, said, &naming);
    else if ((fit->row->opens & LEVEL_BIT(level)) != 0)
        record = record_find(part, &naming, named);
    else
        return part->open[level->index];
    if (record != NULL && (record != part->open[level->index] || fit->row->control.level_count == 1))
        part_open_record(part, record);
    return record;
}

/* An ancestor named in the row without standing in its A: for this row only. */
static struct record *named_record(
    struct part *part, const struct level *level, const struct said *said, struct record *const *named)
{
    struct naming naming = {.level = level, .values = said->values, .place = said->place};
    if (!naming_has_key(&naming))
        return said->any ? part->open[level->index] : NULL;
    return record_find(part, &naming, named);
}

static void remember(struct part *part, const struct binding *binding, struct record *record)
{
    const struct field *field = binding->placeholder->field;
    struct last_binding last = {
        .column = binding->column,
        .record = record,
        .field = field,
        .key = field->is_code,
    };
    g_array_append_val(part->last_bindings, last);
}

/* The number format of an empty cell is kept for a value that is computed later; formats under a merge do not
 * count. */
static void keep_format(
    struct part *part, const struct view_row *row, const struct binding *binding, struct record *record)
{
    const struct sheet *sheet = part->view->sheet;
    if (binding->column == NO_COLUMN || binding->column >= LIMIT_COLUMNS)
        return;
    const struct cell *cell = sheet_cell(sheet, row->row, binding->column);
    const struct range *merge = sheet_merge_at(sheet, row->row, binding->column);
    if (cell == NULL ||
        (merge != NULL && (merge->first_row != row->row || merge->first_column != binding->column)))
        return;
    const char *format = workbook_get_style(sheet->workbook, cell->style)->format;
    const char **slot = &record->formats[binding->placeholder->field->index];
    if (format != NULL && *slot == NULL)
        *slot = arena_strdup(part->reader->plan->arena, format);
}

static void read_values(struct part *part, const struct row_fit *fit, const struct view_row *row,
    const struct level *level, struct record *record)
{
    for (unsigned b = 0; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        if (!is_plain(part, binding) || binding->placeholder->level != level)
            continue;
        if (binding->value == NULL) {
            if (binding->seen == NULL)
                keep_format(part, row, binding, record);
            continue;
        }
        record_read(part, record, binding->placeholder->field, binding->value);
        remember(part, binding, record);
    }
}

/* {livello[index].campo}: the child with this code; it is made when there is none. */
static void read_indexed(struct part *part, const struct row_fit *fit, struct record *const *named)
{
    for (unsigned b = 0; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        const struct placeholder *placeholder = binding->placeholder;
        if (placeholder->kind != PLACEHOLDER_FIELD || placeholder->index == NULL || binding->value == NULL)
            continue;
        const struct level *own = control_level(&fit->row->control);
        const struct record *base = own != NULL ? named[own->index] : NULL;
        struct scope scope = part->scope;
        const char *code = NULL;
        const struct column_key *column = part_column_key(part, binding->column);
        if (column != NULL && placeholder->index->kind == FORMULA_NAME &&
            placeholder->index->step_count == 2 &&
            g_ascii_strcasecmp(placeholder->index->steps[0].name, column->level->name) == 0)
            code = column->code; /* a column's code stands for its level's */
        if (code == NULL) {
            calculation_reset(part->reader->conditions);
            struct figure figure = calculation_formula(part->reader->conditions, placeholder->index,
                base != NULL ? base : part->reader->plan->root, &scope);
            code = figure.text;
        }
        if (code == NULL)
            continue;
        const struct level *level = placeholder->level;
        struct naming naming = {
            .level = level,
            .values = arena_new0(part->reader->arena, const struct value *, level->fields->len),
            .place = binding->value->place,
        };
        const struct value *key = value_from_code(part->reader->plan->arena, code, &binding->value->place);
        naming.values[level->code->index] = key;
        struct record *record = record_find(part, &naming, named);
        if (record == NULL)
            continue;
        record_read(part, record, level->code, key);
        record_read(part, record, placeholder->field, binding->value);
    }
}

/* The records of a list placeholder. */
static void read_lists(struct part *part, const struct row_fit *fit, struct record *const *named)
{
    for (unsigned b = 0; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        if (binding->placeholder->kind != PLACEHOLDER_LIST || is_column_binding(part, binding))
            continue;
        const struct level *level = binding->placeholder->level;
        for (unsigned i = 0; i < binding->item_count; i++) {
            const struct list_item *item = &binding->items[i];
            struct naming naming = {
                .level = level,
                .values = arena_new0(part->reader->arena, const struct value *, level->fields->len),
                .place = seen_place(part->view, binding->seen),
            };
            for (unsigned f = 0; f < item->count; f++)
                naming.values[item->fields[f]->index] = item->values[f];
            struct record *record = record_find(part, &naming, named);
            for (unsigned f = 0; record != NULL && f < item->count; f++)
                record_read(part, record, item->fields[f], item->values[f]);
        }
    }
}

/* Outside groups a merge across several records is a finding: its value belongs to the first. */
static void report_merges(struct part *part, const struct row_fit *fit, const struct view_row *row)
{
    const struct level *own = control_level(&fit->row->control);
    const struct record *record = own != NULL ? part->open[own->index] : NULL;
    for (unsigned i = 0; i < part->merged->len;)
        if (row->row > g_array_index(part->merged, struct merged_value, i).merge->last_row)
            g_array_remove_index(part->merged, i); /* it is passed */
        else
            i++;
    for (unsigned i = 0; record != NULL && i < part->merged->len; i++) {
        const struct merged_value *value = &g_array_index(part->merged, struct merged_value, i);
        if (value->record == record ||
            !g_hash_table_add(part->reader->merges_noted, (gpointer)(uintptr_t)value->merge))
            continue;
        struct place place = seen_place(part->view, value->seen);
        findings_add(
            part->reader->findings, FINDING_MERGE_ACROSS_RECORDS, &place, NULL, value->seen->text, NULL);
    }
    for (unsigned b = 0; record != NULL && b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        if (binding->seen == NULL || binding->value == NULL || binding->placeholder->level != own)
            continue;
        const struct cell *cell = binding->seen->cell;
        const struct range *merge = sheet_merge_at(part->view->sheet, cell->row, cell->column);
        struct merged_value value = {.merge = merge, .record = record, .seen = binding->seen};
        if (merge != NULL && merge->last_row > row->row)
            g_array_append_val(part->merged, value);
    }
}

/* What is open, and above it what this row alone names. */
static void overlay(const struct part *part, struct record *const *in_row, struct record **ret)
{
    for (unsigned i = 0; i < part->reader->template->levels->len; i++)
        ret[i] = in_row[i] != NULL ? in_row[i] : part->open[i];
}

/* The record that a row means at one level; NULL: none. */
static struct record *level_record(struct part *part, const struct row_fit *fit, const struct level *level,
    const struct said *said, struct record **in_row)
{
    unsigned count = part->reader->template->levels->len;
    struct record **named = g_newa(struct record *, count);
    overlay(part, in_row, named);
    if (level == part->reader->template->root)
        return part->reader->plan->root;
    if (part->context[level->index] != NULL)
        return part->context[level->index];
    if (!fit->row->control.exists && control_has_level(&fit->row->control, level))
        return own_record(part, fit, level, said, named);
    struct record *record = named_record(part, level, said, named);
    if (record != NULL)
        in_row[level->index] = record;
    return record;
}

/* A row that may not create its own record creates none of those above that it names. */
static bool only_finds(const struct part *part, const struct template_row *row)
{
    const struct control *control = &row->control;
    for (unsigned i = 0; i < control->level_count; i++)
        if ((row->opens & LEVEL_BIT(control->levels[i])) != 0 && !part_may_create(part, control->levels[i]))
            return true;
    return false;
}

void apply_row(struct part *part, const struct row_fit *fit, const struct view_row *row)
{
    const GPtrArray *levels = part->reader->template->levels;
    const struct control *control = &fit->row->control;
    struct said *said = collect(part, fit, row);
    struct record **in_row = arena_new0(part->reader->arena, struct record *, levels->len);
    part->applied = fit;
    part->lost = false;
    g_array_set_size(part->last_bindings, 0);
    for (unsigned depth = 0; depth < levels->len; depth++)
        for (unsigned i = 0; i < levels->len; i++) {
            const struct level *level = g_ptr_array_index(levels, i);
            bool own = !control->exists && control_has_level(control, level);
            if (level->depth != depth || (!own && !said[i].named))
                continue;
            part->only_finds = !own && only_finds(part, fit->row);
            struct record *record = level_record(part, fit, level, &said[i], in_row);
            if (part->lost) {
                part->applied = NULL;
                return;
            }
            if (record != NULL)
                read_values(part, fit, row, level, record);
        }
    part->only_finds = false;
    struct record **named = arena_new0(part->reader->arena, struct record *, levels->len);
    overlay(part, in_row, named);
    apply_columns(part, fit, named);
    read_indexed(part, fit, named);
    read_lists(part, fit, named);
    if (control->level_count == 1)
        report_merges(part, fit, row);
    part->applied = NULL;
}

#include "match/find.h"

#include <string.h>
#include "support/intl.h"
#include "support/italian.h"
#include "support/text.h"
#include "grid/numfmt.h"

struct seen_in *seen_in(const struct record *record, unsigned part)
{
    struct seen_in *seen = record->mark;
    while (seen != NULL && seen->part != part)
        seen = seen->next;
    return seen;
}

void mark_seen(struct part *part, struct record *record, bool opened)
{
    struct seen_in *seen = seen_in(record, part->number);
    if (seen == NULL) {
        seen = arena_new0(part->reader->plan->arena, struct seen_in, 1);
        seen->part = part->number;
        seen->next = record->mark;
        record->mark = seen;
    }
    seen->opened = seen->opened || opened;
}

bool naming_has_key(const struct naming *naming)
{
    for (unsigned f = 0; f < naming->level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(naming->level->fields, f);
        if ((field->is_code || field->is_title) && naming->values[f] != NULL)
            return true;
    }
    return false;
}

bool same_title(const struct level *level, const struct value *const *a, const struct value *const *b)
{
    for (unsigned i = 0; i < level->fields->len; i++) {
        const struct field *first = g_ptr_array_index(level->fields, i);
        if (!first->is_title || a[i] == NULL)
            continue;
        for (unsigned k = 0; k < level->fields->len; k++) {
            const struct field *second = g_ptr_array_index(level->fields, k);
            if (second->is_title && b[k] != NULL && text_same(a[i]->text, b[k]->text))
                return true;
        }
    }
    return false;
}

bool record_same_key(const struct record *record, const struct value *const *values)
{
    const struct value *code = values[record->level->code->index];
    const char *own = record_code(record);
    if (code != NULL && own != NULL)
        return text_same_code(code->text, own);
    return same_title(record->level, values, record->values);
}

bool record_contradicts(const struct record *record, const struct value *const *values)
{
    for (unsigned f = 0; f < record->level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(record->level->fields, f);
        if (values[f] != NULL && record->values[f] != NULL && field->formula == NULL &&
            !value_same(record->values[f], values[f]))
            return true;
    }
    return false;
}

/* A missing parent that this part made, and that no row has given a key since. */
static bool is_unnamed(const struct part *part, const struct record *record)
{
    return part->unnamed[record->level->index] == record && *record_name(record) == '\0';
}

/* The innermost open or named record of an ancestor level, the root if none. What no row has named is open
 * for what is created, and hides nothing from what is looked for. */
static struct record *scope_of(const struct part *part, const struct level *level, struct record *const *open)
{
    struct record *scope = part->reader->plan->root;
    for (unsigned i = 0; i < part->reader->template->levels->len; i++) {
        struct record *const both[] = {open[i], part->context[i]};
        for (unsigned k = 0; k < G_N_ELEMENTS(both); k++)
            if (both[k] != NULL && (level->ancestors & LEVEL_BIT(both[k]->level)) != 0 &&
                both[k]->level->depth > scope->level->depth && !is_unnamed(part, both[k]))
                scope = both[k];
    }
    return scope;
}

bool part_may_create(const struct part *part, const struct level *level)
{
    if (part->applied == NULL) /* a header or a tab, no row: it creates (3.2) */
        return true;
    for (unsigned f = 0; f < level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(level->fields, f);
        bool named = !field->required;
        for (unsigned b = 0; !named && b < part->applied->bindings->len; b++)
            named = g_array_index(part->applied->bindings, struct binding, b).placeholder->field == field;
        if (!named)
            return false;
    }
    return true;
}

/* Says what is not in the plan, and where the same key exists below another parent. */
static void report_not_in_plan(struct part *part, const struct naming *naming)
{
    const struct record *same = record_anywhere(part, naming);
    char *hint = NULL;
    const struct place *other = NULL;
    if (same != NULL) {
        other = &same->place;
        hint = g_strdup_printf(
            _(" here; it exists below %s \"%s\""), same->parent->level->label, record_name(same->parent));
    }
    findings_add(part->reader->findings, FINDING_NOT_IN_PLAN, &naming->place, other, naming->level->label,
        naming_key(naming), hint != NULL ? hint : "", NULL);
    g_free(hint);
}

/* The open record of a parent level, or the nearest one above an open record: below what is open, not beside
 * it. */
static struct record *open_parent(
    const struct part *part, const struct level *level, struct record *const *open)
{
    struct record *direct = NULL, *above = NULL;
    for (unsigned i = 0; i < part->reader->template->levels->len; i++) {
        struct record *const both[] = {open[i], part->context[i]};
        for (unsigned k = 0; k < G_N_ELEMENTS(both); k++) {
            if (both[k] == NULL)
                continue;
            if ((level->parent_set & LEVEL_BIT(both[k]->level)) != 0 &&
                (direct == NULL || both[k]->level->depth > direct->level->depth))
                direct = both[k];
            if ((level->ancestors & LEVEL_BIT(both[k]->level)) == 0)
                continue;
            for (struct record *up = both[k]; up != NULL; up = up->parent)
                if ((level->parent_set & LEVEL_BIT(up->level)) != 0 &&
                    (above == NULL || up->level->depth > above->level->depth))
                    above = up;
        }
    }
    return direct != NULL ? direct : above;
}

static bool is_without_key(const struct part *part, const struct record *record, const struct level *level)
{
    return record->level == level && *record_name(record) == '\0' && seen_in(record, part->number) == NULL;
}

/* Without key, the n-th of this part is the n-th of the others (3.6); NULL: there are no more. */
static struct record *next_without_key(struct part *part, const struct naming *naming, struct record *parent)
{
    struct record **done = g_hash_table_lookup(part->without_key, parent);
    if (done == NULL) {
        done = arena_new0(part->reader->arena, struct record *, part->reader->template->levels->len);
        g_hash_table_insert(part->without_key, parent, done);
    }
    struct record **last = &done[naming->level->index]; /* what was taken once does not come back */
    struct record *child = *last != NULL ? (*last)->next : parent->first_child;
    for (; child != NULL && !is_without_key(part, child, naming->level); child = child->next)
        *last = child;
    for (; child != NULL; child = child->next)
        if (is_without_key(part, child, naming->level) && !record_contradicts(child, naming->values))
            return child;
    return NULL;
}

static struct record *parent_for(struct part *part, const struct naming *naming, struct record **open);

/* A missing parent: one without key, which stays open. */
static struct record *missing_parent(struct part *part, const struct naming *naming, struct record **open)
{
    const struct level *level = naming->level->parents[0];
    struct naming missing = {
        .level = level,
        .values = arena_new0(part->reader->arena, const struct value *, level->fields->len),
        .place = naming->place,
    };
    struct record *above = parent_for(part, &missing, open), *parent = part->unnamed[level->index];
    if (parent == NULL || parent->parent != above || !is_unnamed(part, parent)) {
        const struct value *code = naming->values[naming->level->code->index];
        char *child =
            g_strconcat(naming->level->label, code != NULL ? " " : "", code != NULL ? code->text : "", NULL);
        findings_add(
            part->reader->findings, FINDING_PARENT_CREATED, &naming->place, NULL, child, level->label, NULL);
        g_free(child);
        parent = record_create(part, &missing, open);
        part->unnamed[level->index] = parent;
    }
    open[level->index] = parent;
    if (part->context[level->index] == NULL)
        part->open[level->index] = parent;
    return parent;
}

static struct record *parent_for(struct part *part, const struct naming *naming, struct record **open)
{
    struct plan *plan = part->reader->plan;
    struct record *parent = open_parent(part, naming->level, open);
    if (parent == NULL && (naming->level->parent_set & LEVEL_BIT(plan->template->root)) != 0)
        parent = plan->root;
    return parent != NULL ? parent : missing_parent(part, naming, open);
}

struct record *record_create(struct part *part, const struct naming *naming, struct record **open)
{
    struct plan *plan = part->reader->plan;
    struct record *parent = parent_for(part, naming, open);
    struct record *record = naming_has_key(naming) ? NULL : next_without_key(part, naming, parent);
    if (record != NULL) {
        mark_seen(part, record, naming->own);
        return record;
    }
    record = plan_add_record(plan, naming->level, parent);
    record->place = naming->place;
    mark_seen(part, record, naming->own);
    return record;
}

struct record *record_find(struct part *part, const struct naming *naming, struct record *const *open)
{
    struct record *record = record_known(part, naming, scope_of(part, naming->level, open));
    if (record != NULL) {
        if (naming->own)
            mark_seen(part, record, true);
        return record;
    }
    if (part->only_finds || !part_may_create(part, naming->level)) {
        report_not_in_plan(part, naming);
        part->lost = true;
        return NULL;
    }
    struct record **all = g_newa(struct record *, part->reader->template->levels->len);
    memcpy(all, open, sizeof *all * part->reader->template->levels->len);
    return record_create(part, naming, all);
}

/* What was doubtful in a value, now that it is taken. */
static void report_doubts(struct part *part, const struct field *field, const struct value *value)
{
    struct findings *findings = part->reader->findings;
    const struct sheet *sheet = part->view->sheet;
    const struct cell *cell = sheet_cell(sheet, value->place.row, value->place.column);
    char *typed = cell != NULL ? cell_display(sheet->workbook, cell) : g_strdup(value->text);
    if ((value->doubts & DOUBT_SLIP) != 0)
        findings_add(findings, FINDING_CODE_SLIP, &value->place, NULL, typed, value->text, NULL);
    if ((value->doubts & DOUBT_CODE) != 0)
        findings_add(findings, FINDING_CODE_MISFIT, &value->place, NULL, value->text,
            expression_source(field->expression), NULL);
    if ((value->doubts & DOUBT_TEXT_FOR_NUMBER) != 0)
        findings_add(findings, FINDING_TEXT_FOR_NUMBER, &value->place, NULL, typed, field->name,
            field_type_name(field->type), NULL);
    if ((value->doubts & DOUBT_PERCENT_SIGN) != 0) {
        char *percent = numfmt_display("0.##%", value->number);
        findings_add(
            findings, FINDING_PERCENT_WITHOUT_SIGN, &value->place, NULL, typed, field->name, percent, NULL);
        g_free(percent);
    }
    g_free(typed);
}

/* A cell that is the number alone, typed as text: the workbook's own sums leave it out. */
static void report_amount_as_text(
    struct part *part, const struct record *record, const struct field *field, const struct value *value)
{
    const struct cell *cell = sheet_cell(part->view->sheet, value->place.row, value->place.column);
    struct number_text number;
    if (cell == NULL || cell->kind != CELL_TEXT || !italian_number(cell->text, &number))
        return;
    const struct level *parent = record->parent != NULL ? record->parent->level : NULL;
    findings_add_as(part->reader->findings, FINDING_AMOUNT_AS_TEXT,
        template_check_severity(part->reader->template, "importi", record->level, parent, SEVERITY_NOTE),
        &value->place, NULL, value->text, field->name, NULL);
}

void record_read(
    struct part *part, struct record *record, const struct field *field, const struct value *value)
{
    const struct value **slot = &record->values[field->index];
    if (record->place.file == NULL)
        record->place = value->place;
    if (value->doubts != 0 && part->reader->account != NULL)
        report_doubts(part, field, value);
    if (value->typed_as_text && (field->type == TYPE_NUMBER || field->type == TYPE_EURO) &&
        part->reader->account != NULL)
        report_amount_as_text(part, record, field, value);
    g_hash_table_insert(part->read, slot, (gpointer)(uintptr_t)value);
    if (*slot == NULL && (field->is_code || field->is_title)) {
        plan_set_key(part->reader->plan, record, field, value);
    } else if (*slot == NULL) {
        *slot = value;
    } else if (field->formula != NULL) {
        struct further_value further = {.record = record, .field = field, .value = value};
        g_array_append_val(part->reader->plan->further_values, further);
    } else if (value != part->abbreviated && !value_same(*slot, value)) {
        char *name = g_strdup_printf("%s %s", record->level->label, record_name(record));
        findings_add(part->reader->findings, FINDING_VALUES_DIFFER, &value->place, &(*slot)->place,
            field->name, name, value->text, (*slot)->text, NULL);
        g_free(name);
    }
}

void part_open_record(struct part *part, struct record *record)
{
    /* Opening a record closes the open ones that are not above it. */
    for (unsigned i = 0; i < part->reader->template->levels->len; i++) {
        bool above = false;
        for (const struct record *up = record; part->open[i] != NULL && up != NULL; up = up->parent)
            above = above || up == part->open[i];
        if (!above)
            part->open[i] = NULL;
    }
    part->open[record->level->index] = record;
}

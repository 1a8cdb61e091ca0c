#include "fill/parts.h"

/* The levels that a condition names, beside the sheet's and the root. */
struct naming {
    const struct filler *filler;
    level_set levels;
};

static bool has_field(const struct level *level, const char *name)
{
    return template_field(level, name) != NULL;
}

static void add_names(const struct formula *part, void *data)
{
    struct naming *naming = data;
    const struct template *template = naming->filler->template;
    const struct record *sheet = naming->filler->sheet_record;
    if (part->kind != FORMULA_NAME)
        return;
    const struct level *before = NULL;
    for (unsigned i = 0; i < part->step_count; i++) {
        const char *name = part->steps[i].name;
        const struct level *level = template_level(template, name);
        bool last = i + 1 == part->step_count;
        /* the last part of a name is a field if there is one, else a level */
        bool is_field = last && (before != NULL ? has_field(before, name)
                                                : has_field(template->root, name) ||
                                                      (sheet != NULL && has_field(sheet->level, name)));
        if (level != NULL && !is_field && level != template->root && (sheet == NULL || level != sheet->level))
            naming->levels |= LEVEL_BIT(level);
        before = level;
    }
}

static const struct level *deepest(const struct template *template, level_set levels)
{
    const struct level *found = NULL;
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(template->levels, i);
        if ((levels & LEVEL_BIT(level)) != 0 && (found == NULL || level->depth > found->depth))
            found = level;
    }
    return found;
}

static void keep(GHashTable *kept, struct record *record)
{
    for (struct record *up = record; up != NULL; up = up->parent)
        g_hash_table_add(kept, up);
    for (struct record *r = record_next_any(record, NULL); r != NULL; r = record_next_any(record, r))
        g_hash_table_add(kept, r);
}

bool table_keeps(struct filler *filler, const struct table *table, bool *ret_by_kind)
{
    const struct formula *condition = table->control.condition;
    struct record *sheet = filler->sheet_record;
    struct naming naming = {.filler = filler};
    *ret_by_kind = false;
    if (filler->kept != NULL)
        g_hash_table_destroy(filler->kept);
    filler->kept = NULL;
    filler->cut = 0;
    if (condition == NULL)
        return true;
    formula_walk(condition, add_names, &naming);
    const struct level *level = deepest(filler->template, naming.levels);
    if (level == NULL) {
        *ret_by_kind = true;
        return calculation_holds(
            filler->calculation, condition, sheet != NULL ? sheet : filler->plan->root, &filler->scope);
    }
    struct record *base = base_record(filler, level);
    GHashTable *kept = g_hash_table_new(NULL, NULL);
    for (struct record *r = record_next_descendant(base, level, NULL); r != NULL;
         r = record_next_descendant(base, level, r))
        if (calculation_holds(filler->calculation, condition, r, &filler->scope))
            keep(kept, r);
    level_set cut = level->ancestors | level->descendants | LEVEL_BIT(level);
    bool any = g_hash_table_size(kept) > 0;
    if (sheet != NULL && (cut & LEVEL_BIT(sheet->level)) != 0)
        any = any && g_hash_table_contains(kept, sheet);
    filler->cut = cut;
    filler->kept = kept;
    return any;
}

/* What names in formulas can mean, before there are any records (rule 6, Names). */
#include "template/load.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"

struct resolution {
    const struct template *template;
    const struct level *sheet;
    enum name_use use;
    GPtrArray *fields; /* found; NULL: not wanted */
    bool any_field;
    level_set at; /* levels whose record the name stands at after the steps so far */
};

static const struct level *level_at(const struct template *template, unsigned index)
{
    return g_ptr_array_index(template->levels, index);
}

static void add_field(struct resolution *resolution, struct field *field)
{
    resolution->any_field = true;
    if (resolution->fields && !g_ptr_array_find(resolution->fields, field, NULL))
        g_ptr_array_add(resolution->fields, field);
}

/* The level's own field, else those of the nearest levels above. */
static void find_outwards(
    struct resolution *resolution, const struct level *level, const char *name, level_set *seen)
{
    if (*seen & LEVEL_BIT(level))
        return;
    *seen |= LEVEL_BIT(level);
    struct field *field = loader_field(level, name);
    if (field) {
        add_field(resolution, field);
        return;
    }
    for (unsigned i = 0; i < level->parent_count; i++)
        find_outwards(resolution, level->parents[i], name, seen);
}

static bool find_field(struct resolution *resolution, const char *name, bool first_step)
{
    level_set seen = 0;
    for (unsigned i = 0; i < resolution->template->levels->len; i++) {
        const struct level *level = level_at(resolution->template, i);
        if (!(resolution->at & LEVEL_BIT(level)))
            continue;
        struct field *own = loader_field(level, name);
        if (first_step)
            find_outwards(resolution, level, name, &seen);
        else if (own)
            add_field(resolution, own);
    }
    if (first_step && !resolution->any_field && resolution->sheet && resolution->use != NAME_CALCULATION)
        find_outwards(resolution, resolution->sheet, name, &seen);
    return resolution->any_field;
}

/* The levels that can be named from a level: itself, those above, those below. */
static level_set in_sight(const struct template *template, level_set from)
{
    level_set sight = from;
    for (unsigned i = 0; i < template->levels->len; i++)
        if (from & LEVEL_BIT(level_at(template, i)))
            sight |= level_at(template, i)->ancestors | level_at(template, i)->descendants;
    return sight;
}

static bool go_to_parent(struct resolution *resolution)
{
    level_set parents = 0;
    for (unsigned i = 0; i < resolution->template->levels->len; i++)
        if (resolution->at & LEVEL_BIT(level_at(resolution->template, i)))
            parents |= level_at(resolution->template, i)->parent_set;
    resolution->at = parents;
    return parents != 0;
}

static char *unknown_word(const struct resolution *resolution, const char *word, bool last)
{
    GPtrArray *known = g_ptr_array_new();
    level_set sight = in_sight(resolution->template, resolution->at);
    for (unsigned i = 0; i < resolution->template->levels->len; i++) {
        const struct level *level = level_at(resolution->template, i);
        g_ptr_array_add(known, (gpointer)(uintptr_t)level->name);
        for (unsigned k = 0; last && sight & LEVEL_BIT(level) && k < level->fields->len; k++)
            g_ptr_array_add(
                known, (gpointer)(uintptr_t)((const struct field *)level->fields->pdata[k])->name);
    }
    g_ptr_array_add(known, NULL);
    const char *nearest = text_nearest(word, (const char *const *)(void *)known->pdata);
    char *problem =
        nearest ? g_strdup_printf(_("unknown name \"%s\", did you mean \"%s\"?"), word, nearest)
                : g_strdup_printf(_("unknown name \"%s\": no field or level here is called so"), word);
    g_ptr_array_unref(known);
    return problem;
}

/* A step that names a level, or the parent. */
static bool step_to_level(
    struct resolution *resolution, const char *word, bool first, bool last, char **ret_problem)
{
    if (g_ascii_strcasecmp(word, "padre") == 0) {
        if (go_to_parent(resolution))
            return true;
        *ret_problem = g_strdup(_("the root has no padre"));
        return false;
    }
    const struct level *level = template_level(resolution->template, word);
    if (!level) {
        *ret_problem = unknown_word(resolution, word, last);
        return false;
    }
    level_set sight = in_sight(resolution->template, resolution->at);
    if (first && resolution->use != NAME_CALCULATION && resolution->sheet)
        sight |= in_sight(resolution->template, LEVEL_BIT(resolution->sheet));
    if (!(sight & LEVEL_BIT(level)) && !(first && resolution->use == NAME_ANY_LEVEL)) {
        *ret_problem = g_strdup_printf(
            _("the level \"%s\" lies neither above nor below: its records cannot be named here"), word);
        return false;
    }
    resolution->at = LEVEL_BIT(level);
    return true;
}

static bool is_kind_word(const char *word)
{
    return g_ascii_strcasecmp(word, "piano") == 0 || g_ascii_strcasecmp(word, "relazione") == 0;
}

bool name_resolve(const struct template *template, const struct formula *name, const struct level *level,
    const struct level *sheet, enum name_use use, GPtrArray *ret_fields, level_set *ret_levels,
    char **ret_problem)
{
    struct resolution resolution = {.template = template, .sheet = sheet, .use = use, .fields = ret_fields};
    resolution.at = LEVEL_BIT(level ? level : template->root);
    for (unsigned i = 0; i < name->step_count; i++) {
        const char *word = name->steps[i].name;
        bool first = i == 0, last = i + 1 == name->step_count;
        if (last && find_field(&resolution, word, first))
            return true;
        if (first && last && use != NAME_CALCULATION && is_kind_word(word))
            return true;
        if (!step_to_level(&resolution, word, first, last, ret_problem))
            return false;
    }
    if (ret_levels)
        *ret_levels |= resolution.at;
    return true;
}

struct check {
    struct loader *loader;
    const struct level *level, *sheet;
    enum name_use use;
    const struct place *place;
};

static void check_part(const struct formula *part, void *data)
{
    struct check *check = data;
    if (part->kind != FORMULA_NAME)
        return;
    char *problem = NULL;
    if (!name_resolve(
            check->loader->template, part, check->level, check->sheet, check->use, NULL, NULL, &problem))
        loader_complain(check->loader, SEVERITY_ERROR, check->place, "%s", problem);
    g_free(problem);
}

void names_check(struct loader *loader, const struct formula *formula, const struct level *level,
    const struct level *sheet, enum name_use use, const struct place *place)
{
    struct check check = {loader, level, sheet, use, place};
    formula_walk(formula, check_part, &check);
}

/* Cycles of Calcoli that are certain: a field that always needs itself, on the way up to records above and
 * back down to all their records below (rule 6). Only what a formula always evaluates counts. */
#include "support/intl.h"
#include "template/checks.h"
#include "template/load.h"

/* The way from the field at which it began; each step is a field of the first record itself or of a record
 * above it. */
struct way {
    struct lint *lint;
    const struct level *start; /* level of the first record */
    level_set chain;           /* it and the levels that stand above every record of it */
    GPtrArray *fields;         /* struct field *: the fields on the way */
    GHashTable *visited;
    bool found;
};

/* For each level, by its index, the levels that stand above every record of it. */
static void find_always_above(const struct template *template, level_set *above)
{
    for (unsigned depth = 0, left = template->levels->len; left > 0; depth++)
        for (unsigned i = 0; i < template->levels->len; i++) {
            const struct level *level = g_ptr_array_index(template->levels, i);
            if (level->depth != depth)
                continue;
            above[i] = level->parent_count > 0 ? ~(level_set)0 : 0;
            for (unsigned k = 0; k < level->parent_count; k++)
                above[i] &= LEVEL_BIT(level->parents[k]) | above[level->parents[k]->index];
            left--;
        }
}

static void follow_field(struct way *way, const struct field *field);

/* A field that a formula names: is it one of the first record, or of one above it? */
static void follow_name(struct way *way, const struct formula *name, const struct field *of)
{
    GPtrArray *fields = g_ptr_array_new();
    char *problem = NULL;
    bool indexed = false;
    for (unsigned i = 0; i < name->step_count; i++)
        indexed |= name->steps[i].index != NULL;
    name_resolve(way->lint->template, name, of->level, NULL, NAME_CALCULATION, fields, NULL, &problem);
    const struct field *field = fields->len == 1 ? g_ptr_array_index(fields, 0) : NULL;
    g_ptr_array_unref(fields);
    g_free(problem);
    if (!field || indexed || name->step_count > 2 || !(way->chain & LEVEL_BIT(field->level)) || field == of)
        return;
    /* Downwards: all its records, or only its children; the first record's ancestor must be among them. */
    bool down = of->level->descendants & LEVEL_BIT(field->level);
    if (down && field->level->parent_set & LEVEL_BIT(of->level) && field->level->parent_count > 1)
        return;
    follow_field(way, field);
}

static void follow_formula(struct way *way, const struct formula *formula, const struct field *of)
{
    if (!formula || way->found)
        return;
    bool first_only = formula->kind == FORMULA_CALL &&
                      (formula->function == FUNCTION_IF || formula->function == FUNCTION_FIRST ||
                          formula->function == FUNCTION_AND || formula->function == FUNCTION_OR);
    bool left_only = formula->kind == FORMULA_BINARY && formula->operator<= OPERATOR_AND;
    if (formula->kind == FORMULA_NAME)
        follow_name(way, formula, of);
    for (unsigned i = 0; i < formula->argument_count && (i == 0 || !first_only); i++)
        follow_formula(way, formula->arguments[i], of);
    for (unsigned i = 0; i < OPTION_COUNT && formula->kind == FORMULA_CALL && i != OPTION_BASE; i++)
        follow_formula(way, formula->options[i], of);
    follow_formula(way, formula->left, of);
    if (!left_only)
        follow_formula(way, formula->right, of);
}

static void follow_field(struct way *way, const struct field *field)
{
    if (way->fields->len > 0 && field == g_ptr_array_index(way->fields, 0)) {
        way->found = true;
        return;
    }
    if (!field->formula || !g_hash_table_add(way->visited, (gpointer)(uintptr_t)field))
        return;
    g_ptr_array_add(way->fields, (gpointer)(uintptr_t)field);
    follow_formula(way, field->formula, field);
    if (!way->found)
        g_ptr_array_set_size(way->fields, (int)way->fields->len - 1);
}

static void report(struct lint *lint, const GPtrArray *fields, GHashTable *reported)
{
    GString *chain = g_string_new(NULL);
    bool again = false;
    for (unsigned i = 0; i <= fields->len; i++) {
        const struct field *field = g_ptr_array_index(fields, i % fields->len);
        g_string_append_printf(chain, "%s%s.%s", i > 0 ? " > " : "", field->level->name, field->name);
        again |= i < fields->len && !g_hash_table_add(reported, (gpointer)(uintptr_t)field);
    }
    const struct field *first = g_ptr_array_index(fields, 0);
    if (!again)
        lint_say(
            lint, SEVERITY_ERROR, &first->formula_place, _("a formula that needs itself: %s"), chain->str);
    g_string_free(chain, TRUE);
}

void lint_cycles(struct lint *lint)
{
    const struct template *template = lint->template;
    GHashTable *reported = g_hash_table_new(NULL, NULL);
    level_set above[64];
    find_always_above(template, above);
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(template->levels, i);
        for (unsigned k = 0; k < level->fields->len; k++) {
            struct way way = {lint, level, LEVEL_BIT(level) | above[i], g_ptr_array_new(),
                g_hash_table_new(NULL, NULL), false};
            follow_field(&way, g_ptr_array_index(level->fields, k));
            if (way.found)
                report(lint, way.fields, reported);
            g_ptr_array_unref(way.fields);
            g_hash_table_unref(way.visited);
        }
    }
    g_hash_table_unref(reported);
}

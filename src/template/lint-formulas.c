/* What formulas have wrong although their names are known: lists that do not pair, classes of fields without
 * bands. */
#include "support/intl.h"
#include "template/checks.h"
#include "template/load.h"

struct context {
    struct lint *lint;
    const struct level *level;
    const struct place *place;
};

/* The level of the records that a name lists, NULL when it is no list. */
static const struct level *list_level(const struct context *context, const struct formula *name)
{
    if (name->kind != FORMULA_NAME || name->step_count < 2)
        return NULL;
    GPtrArray *fields = g_ptr_array_new();
    char *problem = NULL;
    const struct level *listed = NULL;
    name_resolve(
        context->lint->template, name, context->level, NULL, NAME_CALCULATION, fields, NULL, &problem);
    if (fields->len == 1) {
        const struct level *level = ((const struct field *)g_ptr_array_index(fields, 0))->level;
        bool indexed = false;
        for (unsigned i = 0; i < name->step_count; i++)
            indexed |= name->steps[i].index != NULL;
        bool outer = level == context->level || context->level->ancestors & LEVEL_BIT(level);
        listed = indexed || (outer && name->step_count == 2) ? NULL : level;
    }
    g_ptr_array_unref(fields);
    g_free(problem);
    return listed;
}

static void check_pairs(const struct context *context, const struct formula *call)
{
    for (unsigned i = 0; i + 1 < call->argument_count; i += 2) {
        const struct level *values = list_level(context, call->arguments[i]);
        const struct level *weights = list_level(context, call->arguments[i + 1]);
        if (values && weights && values != weights)
            lint_say(context->lint, SEVERITY_ERROR, context->place,
                _("MEDIA.PESATA pairs a list of %s with a list of %s: values and weights must be of the same "
                  "records"),
                values->name, weights->name);
    }
}

static void check_class(const struct context *context, const struct formula *call)
{
    const struct formula *argument = call->arguments[0];
    if (argument->kind != FORMULA_NAME) {
        lint_say(context->lint, SEVERITY_ERROR, context->place, _("CLASSE takes the name of a field"));
        return;
    }
    GPtrArray *fields = g_ptr_array_new();
    char *problem = NULL;
    const struct band *bands;
    name_resolve(
        context->lint->template, argument, context->level, NULL, NAME_CALCULATION, fields, NULL, &problem);
    for (unsigned i = 0; i < fields->len; i++) {
        const struct field *field = g_ptr_array_index(fields, i);
        if (template_bands(context->lint->template, field, &bands) == 0)
            lint_say(context->lint, SEVERITY_ERROR, context->place,
                _("CLASSE of %s.%s, which has no bands in Classi"), field->level->name, field->name);
    }
    g_ptr_array_unref(fields);
    g_free(problem);
}

static void check_part(const struct formula *part, void *data)
{
    if (part->kind == FORMULA_CALL && part->function == FUNCTION_WEIGHTED_MEAN)
        check_pairs(data, part);
    if (part->kind == FORMULA_CALL && part->function == FUNCTION_CLASS)
        check_class(data, part);
}

void lint_formulas(struct lint *lint)
{
    const struct template *template = lint->template;
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(template->levels, i);
        for (unsigned k = 0; k < level->fields->len; k++) {
            const struct field *field = g_ptr_array_index(level->fields, k);
            struct context context = {lint, level, &field->formula_place};
            formula_walk(field->formula, check_part, &context);
        }
    }
    for (unsigned i = 0; i < template->checks->len; i++) {
        const struct check_line *line = &g_array_index(template->checks, struct check_line, i);
        struct context context = {lint, line->level, &line->place};
        formula_walk(line->formula, check_part, &context);
    }
}

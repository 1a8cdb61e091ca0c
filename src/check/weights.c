/* `pesi`: the weights of one MEDIA.PESATA sum to 100 or 100% (rule 1). */
#include "check/checking.h"

/* A weighted mean in the formula of a field, seen from one record. */
struct mean {
    struct checking *checking;
    const struct record *record;
    GHashTable *seen; /* sums checked already: two formulas may weigh with the same weights */
};

static bool same_name(const struct formula *a, const struct formula *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (a->kind != b->kind || (a->kind != FORMULA_NAME && a->kind != FORMULA_TEXT))
        return false;
    if (a->kind == FORMULA_TEXT)
        return g_ascii_strcasecmp(a->text, b->text) == 0;
    bool same = a->step_count == b->step_count;
    for (unsigned i = 0; same && i < a->step_count; i++)
        same = g_ascii_strcasecmp(a->steps[i].name, b->steps[i].name) == 0 &&
               same_name(a->steps[i].index, b->steps[i].index);
    return same;
}

struct search {
    const struct formula *mean;
    bool found;
};

/* Does the part sum one of the mean's weights? */
static void look_for_sum(const struct formula *part, void *data)
{
    struct search *search = data;
    if (part->kind != FORMULA_CALL || part->function != FUNCTION_SUM)
        return;
    for (unsigned i = 1; i < search->mean->argument_count; i += 2)
        for (unsigned k = 0; k < part->argument_count; k++)
            search->found = search->found || same_name(search->mean->arguments[i], part->arguments[k]);
}

/* A formula of the template's own on the same sum takes the built-in check's place. */
static bool has_own_line(struct checking *checking, const struct record *record, const struct formula *mean)
{
    struct search search = {mean, false};
    for (unsigned i = 0; !search.found && i < checking->template->checks->len; i++) {
        const struct check_line *line = &g_array_index(checking->template->checks, struct check_line, i);
        if (line->formula == NULL || line->level != record->level)
            continue;
        bool about = line->condition == NULL ||
                     calculation_holds(checking->calculation, line->condition, record, NULL);
        if (about && (line->path == NULL || (record->parent != NULL && record->parent->level == line->path)))
            formula_walk(line->formula, look_for_sum, &search);
    }
    return search.found;
}

/* SOMMA of the weights, as a formula that lives as long as the plan. */
static const struct formula *sum_of_weights(struct checking *checking, const struct formula *mean)
{
    struct formula *sum = arena_new0(checking->plan->arena, struct formula, 1);
    const struct formula **weights =
        arena_new0(checking->plan->arena, const struct formula *, mean->argument_count / 2);
    for (unsigned i = 1; i < mean->argument_count; i += 2)
        weights[i / 2] = mean->arguments[i];
    *sum = (struct formula){.kind = FORMULA_CALL,
        .start = mean->start,
        .end = mean->end,
        .function = FUNCTION_SUM,
        .arguments = weights,
        .argument_count = mean->argument_count / 2};
    return sum;
}

/* The records that carry a weight, in order: the derivations of their fields. */
static void add_weighted(GPtrArray *weighted, const struct derivation *derivation)
{
    if (derivation->field != NULL && derivation->kind == VALUE_NUMBER) {
        g_ptr_array_add(weighted, (gpointer)(guintptr)derivation);
        return;
    }
    for (unsigned i = 0; i < derivation->operand_count; i++)
        add_weighted(weighted, derivation->operands[i]);
}

static bool sums_to_whole(struct checking *checking, const struct figure *sum)
{
    struct rational_pool *pool = calculation_pool(checking->calculation);
    return rational_compare(sum->number, rational_from_ratio(pool, 1, 1)) == 0 ||
           rational_compare(sum->number, rational_from_ratio(pool, 100, 1)) == 0;
}

static void raise_sum(struct mean *mean, const struct figure *sum, const GPtrArray *weighted)
{
    struct checking *checking = mean->checking;
    const struct derivation *first = g_ptr_array_index(weighted, 0), *read = first_read(first);
    enum severity severity;
    bool stated = severity_stated(checking, first->record, &severity);
    const struct place *place = read != NULL ? &read->read->place : &first->record->place;
    const struct place *other = mean->record->place.file != NULL ? &mean->record->place : NULL;
    char *shown = figure_shown(checking, sum, read != NULL ? read->read->format : NULL);
    char *count = g_strdup_printf("%u", weighted->len);
    findings_add_as(checking->findings, FINDING_WEIGHTS_SUM, stated ? severity : SEVERITY_ERROR, place, other,
        count, first->record->level->label, record_subject(mean->record), shown, NULL);
    g_free(count);
    g_free(shown);
}

static void check_mean(const struct formula *part, void *data)
{
    struct mean *mean = data;
    if (part->kind != FORMULA_CALL || part->function != FUNCTION_WEIGHTED_MEAN ||
        has_own_line(mean->checking, mean->record, part))
        return;
    struct figure sum = calculation_formula(
        mean->checking->calculation, sum_of_weights(mean->checking, part), mean->record, NULL);
    if (sum.kind != VALUE_NUMBER)
        return; /* no weights: all count alike */
    GPtrArray *weighted = g_ptr_array_new();
    add_weighted(weighted, sum.derivation);
    const struct derivation *first = weighted->len > 0 ? g_ptr_array_index(weighted, 0) : NULL;
    char *key = first == NULL ? NULL
                              : g_strdup_printf("%p %p %u", (const void *)first->record,
                                    (const void *)first->field, weighted->len);
    if (key != NULL && g_hash_table_add(mean->seen, key) && !sums_to_whole(mean->checking, &sum))
        raise_sum(mean, &sum, weighted);
    g_ptr_array_free(weighted, TRUE);
}

void check_weights(struct checking *checking)
{
    struct mean mean = {checking, NULL, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    const struct record *root = checking->plan->root;
    for (mean.record = root; mean.record != NULL;
         mean.record = record_next_any(root, mean.record == root ? NULL : mean.record)) {
        const struct level *level = mean.record->level;
        for (unsigned i = 0; i < level->fields->len; i++) {
            const struct field *field = g_ptr_array_index(level->fields, i);
            if (field->formula != NULL)
                formula_walk(field->formula, check_mean, &mean);
        }
    }
    g_hash_table_destroy(mean.seen);
}

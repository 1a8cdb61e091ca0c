#include "fill/parts.h"

#include "plan/record-index.h"

/* The first record of a column that stands below another, or is it. */
struct crossing {
    const struct instance *column;
    const struct record *above; /* NULL: all of the column have been entered */
    struct record *record;
};

static guint crossing_hash(gconstpointer data)
{
    const struct crossing *crossing = data;
    return g_direct_hash(crossing->column) * 31 + g_direct_hash(crossing->above);
}

static gboolean crossing_equal(gconstpointer a, gconstpointer b)
{
    const struct crossing *first = a, *second = b;
    return first->column == second->column && first->above == second->above;
}

GHashTable *crossings_new(void)
{
    return g_hash_table_new_full(crossing_hash, crossing_equal, g_free, NULL);
}

/* False where there is one already. */
static bool enter_crossing(GHashTable *crossings, const struct crossing *crossing)
{
    return !g_hash_table_contains(crossings, crossing) &&
           g_hash_table_add(crossings, g_memdup2(crossing, sizeof *crossing));
}

static struct record *first_below(
    GHashTable *crossings, const struct instance *column, const struct record *above)
{
    const struct crossing all = {.column = column}, wanted = {.column = column, .above = above};
    bool entered = !enter_crossing(crossings, &all);
    for (unsigned i = 0; !entered && i < column->record_count; i++)
        for (const struct record *up = column->records[i]; up != NULL; up = up->parent) {
            const struct crossing crossing = {column, up, column->records[i]};
            enter_crossing(crossings, &crossing);
        }
    const struct crossing *found = g_hash_table_lookup(crossings, &wanted);
    return found != NULL ? found->record : NULL;
}

/* Where row and column cross: the record of the column's code below the row's record. */
static struct record *crossing_record(
    const struct filler *filler, const struct instance *at, const struct instance *column)
{
    struct record *above = at->records[0];
    if (column->parent != NULL && column->parent->crossing) {
        above = crossing_record(filler, at, column->parent);
        if (above == NULL)
            return NULL;
    } else if ((column->level->parent_set & LEVEL_BIT(above->level)) == 0) {
        return NULL;
    }
    return first_below(filler->crossings, column, above);
}

static struct record *column_record(struct filler *filler, const struct template_row *row,
    const struct instance *at, const struct instance *column, const struct placeholder *placeholder)
{
    const struct instance *found = instance_of(column, placeholder->level);
    if (found == NULL) {
        while (column->parent != NULL && column->parent->level != NULL)
            column = column->parent;
        bool above = !column->crossing && placeholder->level->parent_count > 0;
        return above ? record_up(column->records[0], placeholder->level) : NULL;
    }
    if (!found->crossing)
        return found->records[0];
    struct record *record = crossing_record(filler, at, found);
    /* a header names the code, whatever the row */
    bool header = placeholder->field != NULL && (placeholder->field->is_code || placeholder->field->is_title);
    bool names = at == &filler->trunk || row->control.exists ||
                 (header && (found->level->parent_set & LEVEL_BIT(at->level)) == 0);
    return record == NULL && names ? found->records[0] : record;
}

/* The text of an index: a quoted code, or a field; a column's record may name it. */
static char *index_code(struct filler *filler, const struct formula *index, const struct instance *at,
    const struct instance *column)
{
    if (index->kind == FORMULA_TEXT)
        return g_strdup(index->text);
    struct figure figure = {.kind = VALUE_MISSING};
    const struct level *level = index->kind == FORMULA_NAME && index->step_count == 2
                                    ? template_level(filler->template, index->steps[0].name)
                                    : NULL;
    const struct instance *named = level == NULL ? NULL : instance_of(column, level);
    const struct field *field = named == NULL ? NULL : template_field(level, index->steps[1].name);
    bool at_trunk = at == &filler->trunk && filler->sheet_record != NULL;
    if (field != NULL)
        figure = calculation_field(filler->calculation, named->records[0], field);
    else
        figure = calculation_formula(
            filler->calculation, index, at_trunk ? filler->sheet_record : at->records[0], &filler->scope);
    if (figure.text != NULL)
        return g_strdup(figure.text);
    if (figure.kind == VALUE_LIST && figure.item_count > 0)
        return g_strdup(figure.items[0]);
    if (figure.kind == VALUE_NUMBER)
        return decimal_to_text(rational_to_decimal(figure.number));
    return NULL;
}

/* The record itself or the nearest above that may be the parent of `level`. */
static struct record *parent_of_level(struct record *record, const struct level *level)
{
    while (record != NULL && (level->parent_set & LEVEL_BIT(record->level)) == 0)
        record = record->parent;
    return record;
}

static struct record *indexed_record(struct filler *filler, const struct instance *at,
    const struct instance *column, const struct placeholder *placeholder)
{
    const struct level *level = placeholder->level;
    struct record *parent = parent_of_level(at->records[0], level);
    if (column != NULL && (parent == NULL || parent == filler->plan->root)) {
        struct record *other = parent_of_level(column->records[0], level);
        parent = other != NULL ? other : parent;
    }
    if (filler->sheet_record != NULL && (parent == NULL || parent == filler->plan->root)) {
        struct record *other = parent_of_level(filler->sheet_record, level);
        parent = other != NULL ? other : parent;
    }
    char *code = parent == NULL ? NULL : index_code(filler, placeholder->index, at, column);
    struct record *found = NULL;
    const struct index_bucket *bucket =
        code != NULL ? record_index_find(filler->plan->index, parent, level, INDEX_CODE, code) : NULL;
    for (unsigned i = 0; bucket != NULL && found == NULL && i < bucket->records->len; i++) {
        struct record *record = g_ptr_array_index(bucket->records, i);
        found = record->parent == parent ? record : NULL;
    }
    g_free(code);
    return found != NULL && filler_alive(filler, found) ? found : NULL;
}

struct record *placeholder_target(struct filler *filler, const struct template_row *row,
    const struct instance *at, const struct instance *column, const struct placeholder *placeholder)
{
    const struct level *level = placeholder->level;
    if (level == NULL || level == filler->template->root)
        return filler->plan->root;
    if (placeholder->index != NULL)
        return indexed_record(filler, at, column, placeholder);
    if (row != NULL && !row->control.exists && control_has_level(&row->control, level)) {
        const struct instance *own = instance_of(at, level);
        return own == NULL ? NULL : own->records[0];
    }
    struct record *record = column == NULL ? NULL : column_record(filler, row, at, column, placeholder);
    bool of_column = record != NULL || (column != NULL && instance_of(column, level) != NULL);
    if (of_column)
        return record;
    record = record_up(at->records[0], level);
    return record != NULL ? record : record_up(filler->sheet_record, level);
}

void placeholder_items(struct filler *filler, const struct instance *at, const struct instance *column,
    const struct placeholder *placeholder, GPtrArray *ret)
{
    const struct level *level = placeholder->level;
    struct record *base = NULL;
    for (const struct instance *up = column; up != NULL && up->level != NULL && base == NULL; up = up->parent)
        if ((level->ancestors & LEVEL_BIT(up->level)) != 0)
            base = up->crossing ? crossing_record(filler, at, up) : up->records[0];
    struct record *starts[] = {at->records[0], filler->sheet_record, filler->plan->root};
    for (unsigned i = 0; i < G_N_ELEMENTS(starts) && base == NULL; i++)
        for (struct record *up = starts[i]; up != NULL && base == NULL; up = up->parent)
            if ((level->ancestors & LEVEL_BIT(up->level)) != 0 && (up->parent != NULL || i == 2))
                base = up;
    if (base != NULL)
        collect_below(filler, base, level, NULL, ret);
}

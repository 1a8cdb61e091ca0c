#include "fill/parts.h"

#include "plan/record-index.h"

struct columns {
    struct walker walker;
    GArray *laid; /* struct form_column */
    bool record_met;
};

static bool holds(struct filler *filler, const struct control *control, const struct record *record)
{
    return control->condition == NULL ||
           calculation_holds(filler->calculation, control->condition, record, &filler->scope);
}

static const struct template_column *column_of(const struct table *table, unsigned column)
{
    for (unsigned i = 0; i < table->column_count; i++)
        if (table->columns[i].column == column)
            return &table->columns[i];
    return NULL;
}

static void visit_column(struct walker *walker, const struct branch_item *item, struct instance *at)
{
    struct columns *columns = (struct columns *)walker;
    struct filler *filler = walker->filler;
    const struct template_column *drawn = column_of(filler->table->table, item->index);
    bool repeated = at != &filler->trunk;
    const struct record *record =
        !repeated && filler->sheet_record != NULL ? filler->sheet_record : at->records[0];
    if (drawn->has_control && !holds(filler, &drawn->control, record))
        return;
    struct form_column column = {
        .column = item->index,
        .instance = repeated ? at : NULL,
        .control = drawn->has_control ? &drawn->control : NULL,
    };
    g_array_append_val(columns->laid, column);
    instance_show(at);
    columns->record_met = columns->record_met || repeated;
}

/* The levels of the rows that this table writes and that may be the parent of `level`. */
static level_set parent_rows(const struct table *table, const struct level *level)
{
    level_set parents = 0;
    for (unsigned i = 0; i < table->row_count; i++) {
        const struct control *control = &table->rows[i].control;
        const struct level *own = control_level(control);
        if (own != NULL && control->write && !control->exists && own != table->template->root)
            parents |= level->parent_set & LEVEL_BIT(own);
    }
    return parents;
}

/* All records of the parents that this table writes, as one base. */
static struct instance *crossing_base(struct filler *filler, level_set parents)
{
    GPtrArray *records = g_ptr_array_new();
    for (unsigned i = 0; i < filler->template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(filler->template->levels, i);
        if ((parents & LEVEL_BIT(level)) == 0)
            continue;
        struct record *base = base_record(filler, level);
        for (struct record *r = record_next_descendant(base, level, NULL); r != NULL;
             r = record_next_descendant(base, level, r))
            if (filler_alive(filler, r))
                g_ptr_array_add(records, r);
    }
    struct instance *base = instance_new(filler, NULL, NULL, NULL, filler->plan->root);
    base->records = arena_new0(filler->arena, struct record *, records->len + 1);
    base->record_count = records->len;
    for (unsigned i = 0; i < records->len; i++)
        base->records[i] = g_ptr_array_index(records, i);
    g_ptr_array_free(records, TRUE);
    return base;
}

/* A column and its place among the codes of the headers, those that are not there last. */
struct placed {
    struct instance *instance;
    int place;
};

static gint compare_places(gconstpointer a, gconstpointer b)
{
    int left = ((const struct placed *)a)->place, right = ((const struct placed *)b)->place;
    return left < right ? -1 : left > right;
}

static void sort_as_in_header(const struct plan *plan, const struct level *level, GPtrArray *instances)
{
    GArray *placed = g_array_sized_new(FALSE, FALSE, sizeof(struct placed), instances->len);
    for (unsigned i = 0; i < instances->len; i++) {
        struct placed one = {.instance = g_ptr_array_index(instances, i)};
        const char *code = record_code(one.instance->records[0]);
        one.place = code != NULL ? plan_column_place(plan, level, code) : -1;
        if (one.place < 0)
            one.place = G_MAXINT;
        g_array_append_val(placed, one);
    }
    g_array_sort(placed, compare_places);
    for (unsigned i = 0; i < instances->len; i++)
        instances->pdata[i] = g_array_index(placed, struct placed, i).instance;
    g_array_free(placed, TRUE);
}

static bool code_has_record(const struct filler *filler, const struct level *level, const char *code)
{
    return record_index_find(filler->plan->index, filler->plan->root, level, INDEX_CODE, code) != NULL;
}

static unsigned tables_that_repeat(const struct template *template, const struct level *level)
{
    unsigned count = 0;
    for (unsigned i = 0; i < template->tables->len; i++) {
        const struct table *table = g_ptr_array_index(template->tables, i);
        for (unsigned c = 0; c < table->column_count; c++)
            if (table->columns[c].has_control && control_level(&table->columns[c].control) == level) {
                count++;
                break;
            }
    }
    return count;
}

/* Codes that a header showed and no record has: their columns are kept. Several tables may repeat the level:
 * a code that has records elsewhere is theirs. */
static void add_header_codes(struct filler *filler, const struct branch *branch, struct instance *base,
    bool crossing, GPtrArray *instances)
{
    const struct level *level = branch->levels[0];
    const GPtrArray *codes = filler->plan->column_codes[level->index];
    bool only_here = crossing && tables_that_repeat(filler->template, level) == 1;
    bool *shown = g_new0(bool, codes->len);
    for (unsigned i = 0; i < instances->len; i++) {
        const char *code =
            record_code(((const struct instance *)g_ptr_array_index(instances, i))->records[0]);
        int place = code != NULL ? plan_column_place(filler->plan, level, code) : -1;
        if (place >= 0)
            shown[place] = true;
    }
    for (unsigned i = 0; i < codes->len; i++) {
        const char *code = g_ptr_array_index(codes, i);
        if (shown[i] || (!only_here && code_has_record(filler, level, code)))
            continue;
        struct record *record = plan_loose_record(filler->plan, level, filler->plan->root);
        struct place nowhere = {.row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
        record_set(record, level->code, value_from_code(filler->plan->arena, code, &nowhere));
        struct instance *instance = instance_new(filler, branch, level, base, record);
        instance->crossing = crossing;
        g_ptr_array_add(instances, instance);
    }
    g_free(shown);
}

static GPtrArray *column_instances(struct walker *walker, const struct branch *branch, struct instance *base)
{
    struct filler *filler = walker->filler;
    const struct level *level = branch->levels[0];
    bool outermost = base == &filler->trunk;
    bool crossing = base->crossing;
    if (outermost) {
        level_set parents = parent_rows(filler->table->table, level);
        crossing = parents != 0;
        base = crossing ? crossing_base(filler, parents)
                        : instance_new(filler, NULL, NULL, NULL, base_record(filler, level));
    }
    GPtrArray *instances = branch_instances(filler, branch, base, crossing);
    if (filler->plan->column_codes[level->index] != NULL && branch->level_count == 1) {
        if (outermost)
            add_header_codes(filler, branch, base, crossing, instances);
        sort_as_in_header(filler->plan, level, instances);
    }
    return instances;
}

/* Have the table's rows records of their own? Then they decide whether it has any. */
static bool has_record_rows(const struct filler *filler, const struct table *table)
{
    for (unsigned i = 0; i < table->row_count; i++) {
        const struct control *control = &table->rows[i].control;
        const struct level *level = control_level(control);
        if (control->write && level != NULL && level != filler->template->root)
            return true;
    }
    return false;
}

bool columns_lay(struct filler *filler)
{
    const struct table *table = filler->table->table;
    const struct control **controls = g_new0(const struct control *, table->column_count + 1);
    unsigned *indices = g_new0(unsigned, table->column_count + 1);
    unsigned count = 0;
    bool repeats = false;
    for (unsigned i = 0; i < table->column_count; i++) {
        const struct template_column *column = &table->columns[i];
        if (column->has_control && !column->control.write)
            continue;
        repeats = repeats || (column->has_control && control_level(&column->control) != NULL);
        controls[count] = column->has_control ? &column->control : NULL;
        indices[count++] = column->column;
    }
    struct columns columns = {
        .walker = {filler, column_instances, visit_column},
        .laid = g_array_new(FALSE, TRUE, sizeof(struct form_column)),
    };
    struct branch *trunk = branch_grow(filler, controls, indices, count);
    walker_go(&columns.walker, trunk, &filler->trunk);
    filler->table->column_count = columns.laid->len;
    filler->table->columns = arena_new0(filler->arena, struct form_column, columns.laid->len + 1);
    for (unsigned i = 0; i < columns.laid->len; i++)
        filler->table->columns[i] = g_array_index(columns.laid, struct form_column, i);
    g_array_free(columns.laid, TRUE);
    g_free(controls);
    g_free(indices);
    return !repeats || columns.record_met || has_record_rows(filler, table);
}

#include "fill/parts.h"

struct rows {
    struct walker walker;
    bool record_met;     /* a row stands for a record */
    bool root_value_met; /* a row of the root has a value */
};

static GPtrArray *row_instances(struct walker *walker, const struct branch *branch, struct instance *base)
{
    struct filler *filler = walker->filler;
    if (base == &filler->trunk)
        base = instance_new(filler, NULL, NULL, base, base_record(filler, branch->levels[0]));
    return branch_instances(filler, branch, base, false);
}

/* The instance of a repeated place that covers all columns of a drawn merge; NULL: it belongs to no
 * repetition. */
static const struct instance *covering(const struct form_column *column, const struct range *merge)
{
    const struct instance *instance = column->instance;
    while (instance != NULL && (instance->branch == NULL || instance->branch->first > merge->first_column ||
                                   instance->branch->last < merge->last_column))
        instance = instance->parent;
    return instance;
}

static bool in_merge(const struct form_column *column, const struct range *merge)
{
    return column->column >= merge->first_column && column->column <= merge->last_column;
}

/* Columns that a drawn merge covers from `index` on, with its copies or without those left out; 0: it began
 * before. */
static unsigned merge_width(const struct form_table *table, unsigned index, const struct range *merge)
{
    const struct instance *copy = covering(&table->columns[index], merge);
    if (index > 0 && in_merge(&table->columns[index - 1], merge) &&
        covering(&table->columns[index - 1], merge) == copy)
        return 0;
    unsigned width = 1;
    while (index + width < table->column_count && in_merge(&table->columns[index + width], merge) &&
           covering(&table->columns[index + width], merge) == copy)
        width++;
    return width;
}

static const struct template_cell *template_cell(const struct template_row *row, unsigned column)
{
    for (unsigned i = 0; i < row->cell_count; i++)
        if (row->cells[i].column == column)
            return &row->cells[i];
    return NULL;
}

static const struct control no_control;

/* The level of a group to which a cell belongs: all its placeholders are of it (rule 2, Groups);
 * NULL: none. */
static const struct level *group_level(const struct control *control, const struct pattern *pattern)
{
    const struct level *level = NULL;
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        const struct placeholder *placeholder = pattern->segments[i].placeholder;
        if (pattern->segments[i].kind != SEGMENT_PLACEHOLDER)
            continue;
        if (placeholder->kind != PLACEHOLDER_FIELD || placeholder->index != NULL ||
            (level != NULL && level != placeholder->level))
            return NULL;
        level = placeholder->level;
    }
    bool outer = level != NULL && control->level_count > 1 && !control->exists &&
                 control_has_level(control, level) && control_level(control) != level;
    return outer ? level : NULL;
}

/* Is a cell of a group shown here? In the first row of its record that is written, in the first column of it.
 */
static bool cell_shown(const struct template_row *row, const struct form_column *column,
    const struct pattern *pattern, const struct instance *at, struct form_cell *cell)
{
    const struct level *level = group_level(&row->control, pattern);
    const struct instance *down = level == NULL ? NULL : instance_of(at, level);
    level = group_level(column->control != NULL ? column->control : &no_control, pattern);
    const struct instance *right = level == NULL ? NULL : instance_of(column->instance, level);
    if ((down != NULL && down->shown_in != NULL && down->shown_in != at) ||
        (right != NULL && right->shown_in != column->instance))
        return false;
    cell->down = down;
    cell->right = right;
    return true;
}

static void mark_written(const struct instance *at)
{
    for (const struct branch *own = at->branch; at != NULL && at->branch == own && own != NULL;
         at = at->parent)
        at->records[0]->written = true;
}

static bool has_placeholders(const struct template_row *row)
{
    for (unsigned i = 0; i < row->cell_count; i++)
        if (row->cells[i].pattern->placeholder_count > 0)
            return true;
    return false;
}

/* The last column of a merge that is written has the right edge of the one that is drawn. */
static const struct style *with_edge(struct filler *filler, const struct template_row *row, unsigned index,
    const struct range *merge, const struct style *style)
{
    const struct form_table *table = filler->table;
    bool last = index + 1 == table->column_count || table->columns[index + 1].column < merge->first_column ||
                table->columns[index + 1].column > merge->last_column;
    if (!last || table->columns[index].column == merge->last_column)
        return style;
    const struct border *edge = &drawn_style(filler, row->sheet_row, merge->last_column)->right;
    if (border_equal(edge, &style->right))
        return style;
    struct style *edged = arena_new0(filler->arena, struct style, 1);
    *edged = *style;
    edged->right = *edge;
    return edged;
}

static void emit(struct rows *rows, const struct template_row *row, struct instance *at)
{
    struct filler *filler = rows->walker.filler;
    const struct sheet *drawing = filler->drawn->drawing;
    struct form_table *table = filler->table;
    struct form_row *line = arena_new0(filler->arena, struct form_row, 1);
    bool value = false;
    line->table = table;
    line->row = row;
    line->instance = at;
    line->cells = arena_new0(filler->arena, struct form_cell, table->column_count + 1);
    for (unsigned i = 0; i < table->column_count; i++) {
        struct form_cell *cell = &line->cells[i];
        const struct form_column *column = &table->columns[i];
        const struct range *merge = sheet_merge_at(drawing, row->sheet_row, column->column);
        unsigned drawn = column->column;
        cell->width = 1;
        cell->last_row = row->sheet_row;
        if (merge != NULL) {
            cell->width = merge_width(table, i, merge);
            cell->last_row = MIN(merge->last_row, row->table->rows[row->table->row_count - 1].sheet_row);
            if (cell->width > 0) /* its first column may be left out */
                drawn = merge->first_column;
        }
        cell->style = drawn_style(filler, row->sheet_row, drawn);
        if (merge != NULL)
            cell->style = with_edge(filler, row, i, merge, cell->style);
        const struct template_cell *pattern = cell->width > 0 ? template_cell(row, drawn) : NULL;
        if (pattern == NULL)
            continue;
        cell->shown = cell_shown(row, column, pattern->pattern, at, cell);
        struct form_cell hidden = *cell;
        cell_fill(filler, row, pattern->pattern, at, column->instance, cell->shown ? cell : &hidden, &value);
    }
    if (row->control.skip_empty && !value && has_placeholders(row))
        return;
    if (control_level(&row->control) == filler->template->root)
        rows->root_value_met = rows->root_value_met || value;
    mark_written(at);
    if (row->control.level_count > 1)
        instance_show(at);
    g_ptr_array_add(filler->form->rows, line);
}

static bool stands_for(struct filler *filler, const struct control *control, struct instance *at)
{
    if (control->exists) {
        const struct level *level = control_level(control);
        GPtrArray *records = g_ptr_array_new();
        collect_below(filler, at == &filler->trunk ? base_record(filler, level) : at->records[0], level,
            control->path, records);
        bool any = records->len > 0;
        g_ptr_array_free(records, TRUE);
        return any;
    }
    if (at == &filler->trunk || control->level_count > 1 || at->level != control_level(control))
        return true;
    return control->path != NULL ? at->records[0]->parent->level == control->path : at->direct;
}

static void visit_row(struct walker *walker, const struct branch_item *item, struct instance *at)
{
    struct rows *rows = (struct rows *)walker;
    struct filler *filler = walker->filler;
    const struct template_row *row = &filler->table->table->rows[item->index];
    const struct level *level = control_level(&row->control);
    if (!stands_for(filler, &row->control, at))
        return;
    const struct record *record = at->records[0];
    if (at == &filler->trunk && level != NULL)
        record = base_record(filler, level);
    else if (at == &filler->trunk && filler->sheet_record != NULL)
        record = filler->sheet_record;
    if (row->control.condition != NULL &&
        !calculation_holds(filler->calculation, row->control.condition, record, &filler->scope))
        return;
    rows->record_met = rows->record_met || (level != NULL && level != filler->template->root);
    emit(rows, row, at);
}

bool rows_walk(struct filler *filler)
{
    const struct table *table = filler->table->table;
    const struct level *root = filler->template->root;
    const struct control **controls = g_new0(const struct control *, table->row_count + 1);
    unsigned *indices = g_new0(unsigned, table->row_count + 1);
    unsigned count = 0;
    bool has_levels = false, has_root = false;
    for (unsigned i = 0; i < table->row_count; i++) {
        const struct control *control = &table->rows[i].control;
        if (!control->write)
            continue;
        const struct level *level = control_level(control);
        has_levels = has_levels || (level != NULL && level != root);
        has_root = has_root || level == root;
        controls[count] = control;
        indices[count++] = i;
    }
    struct rows rows = {.walker = {filler, row_instances, visit_row}};
    if (count > 0)
        walker_go(&rows.walker, branch_grow(filler, controls, indices, count), &filler->trunk);
    g_free(controls);
    g_free(indices);
    return has_levels ? rows.record_met : has_root ? rows.root_value_met : count > 0;
}

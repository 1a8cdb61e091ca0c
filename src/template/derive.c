/* What follows from how the rows of a table are drawn: headers, enclosing rows, which rows open records
 * (rule 2 and 3). */
#include "template/load.h"

/* Calls `visit` for each placeholder of the row. */
static bool any_placeholder(const struct template_row *row,
    bool (*visit)(const struct placeholder *placeholder, const void *data), const void *data)
{
    for (unsigned i = 0; i < row->cell_count; i++) {
        const struct pattern *pattern = row->cells[i].pattern;
        for (unsigned k = 0; k < pattern->segment_count; k++)
            if (pattern->segments[k].placeholder && visit(pattern->segments[k].placeholder, data))
                return true;
    }
    return false;
}

/* The nearest row above of an ancestor level. What a written fixed row stands between is ended by it. */
void row_find_enclosing(struct template_row *row)
{
    if (row->control.level_count == 0)
        return;
    level_set ancestors = control_level(&row->control)->ancestors;
    for (unsigned i = row->index; i > 0; i--) {
        const struct template_row *above = &row->table->rows[i - 1];
        const struct level *level = control_level(&above->control);
        if (!level && above->control.write)
            return;
        if (!level || above->control.exists || !above->control.write || !(ancestors & LEVEL_BIT(level)) ||
            control_has_level(&row->control, level))
            continue;
        row->enclosing = above;
        return;
    }
}

/* ---- headers (3.2) ---- */

static bool is_own(const struct placeholder *placeholder, const void *data)
{
    return placeholder->kind == PLACEHOLDER_FIELD && control_has_level(data, placeholder->level);
}

/* Does the cell hold only codes of its repeated column's levels? */
static bool is_column_code(
    const struct template_row *row, const struct template_cell *cell, bool *ret_expression)
{
    if (cell->column > row->table->column_count)
        return false;
    const struct control *control = &row->table->columns[cell->column - 1].control;
    bool code = false;
    for (unsigned i = 0; i < cell->pattern->segment_count; i++) {
        const struct placeholder *placeholder = cell->pattern->segments[i].placeholder;
        if (!placeholder || placeholder->kind == PLACEHOLDER_YEAR)
            continue;
        if (placeholder->kind != PLACEHOLDER_FIELD || !control_has_level(control, placeholder->level) ||
            !placeholder->field->is_code)
            return false;
        code = true;
        *ret_expression |= placeholder->field->expression != NULL;
    }
    return code;
}

static bool is_header(const struct template_row *row)
{
    unsigned fixed = 0, codes = 0;
    bool expression = false;
    for (unsigned i = 0; i < row->cell_count; i++) {
        fixed += pattern_is_header_text(row->cells[i].pattern);
        codes += is_column_code(row, &row->cells[i], &expression);
    }
    /* A repeated column stands for several cells; its codes count when they can be told, or beside a fixed
     * text. */
    if (codes > 0 && (expression || fixed > 0))
        fixed += 2 * codes;
    return fixed >= 2 && (row->control.exists || !any_placeholder(row, is_own, &row->control));
}

static void derive_headers(struct table *table)
{
    unsigned first = table->row_count;
    for (unsigned i = table->row_count; i > 0; i--) {
        struct template_row *row = &table->rows[i - 1];
        row->header = is_header(row);
        row->fixed_header = row->header && row->control.level_count == 0;
        if (row->fixed_header)
            first = i - 1;
    }
    table->has_fixed_header = first < table->row_count;
    for (unsigned i = 0; table->has_fixed_header && i < first; i++)
        table->rows[i].above_header = true;
}

/* ---- keys (3.5) ---- */

struct wanted {
    const struct level *level;
    bool code;
};

static bool is_key(const struct placeholder *placeholder, const void *data)
{
    const struct wanted *wanted = data;
    return placeholder->kind == PLACEHOLDER_FIELD && !placeholder->index &&
           placeholder->level == wanted->level &&
           (wanted->code ? placeholder->field == wanted->level->code : placeholder->field->is_title);
}

static bool is_field_of(const struct placeholder *placeholder, const void *data)
{
    return placeholder->kind == PLACEHOLDER_FIELD && !placeholder->index && placeholder->level == data;
}

static bool is_row_of(const struct template_row *row, const struct level *level)
{
    return !row->control.exists && control_has_level(&row->control, level);
}

/* Marks the rows of the level that hold its code, else its title, else the first that shows a field of it. */
static void derive_level_opens(struct table *table, const struct level *level)
{
    for (unsigned pass = 0; pass < 2; pass++) {
        const struct wanted wanted = {level, pass == 0};
        bool any = false;
        for (unsigned i = 0; i < table->row_count; i++) {
            struct template_row *row = &table->rows[i];
            if (!is_row_of(row, level) || !any_placeholder(row, is_key, &wanted))
                continue;
            row->opens |= LEVEL_BIT(level);
            any |= row->control.read || !table->control.read;
        }
        if (any)
            return;
    }
    for (unsigned i = 0; i < table->row_count; i++)
        if (is_row_of(&table->rows[i], level) && any_placeholder(&table->rows[i], is_field_of, level)) {
            table->rows[i].opens |= LEVEL_BIT(level);
            return;
        }
}

static void derive_opens(struct table *table)
{
    level_set seen = 0;
    for (unsigned i = 0; i < table->row_count; i++) {
        struct template_row *row = &table->rows[i];
        for (unsigned k = 0; k < row->control.level_count && !row->control.exists; k++) {
            const struct level *level = row->control.levels[k];
            if (!(seen & LEVEL_BIT(level)))
                derive_level_opens(table, level);
            seen |= LEVEL_BIT(level);
            if (row->control.level_count > 1)
                row->opens |= LEVEL_BIT(level);
        }
    }
}

/* ---- free rows (3.4) ---- */

static bool explains(const struct placeholder *placeholder, const void *data)
{
    (void)data;
    return placeholder->kind == PLACEHOLDER_LIST || placeholder->kind == PLACEHOLDER_YEAR ||
           placeholder->index || (placeholder->field && placeholder->field->expression);
}

static bool has_fixed_text(const struct template_row *row)
{
    for (unsigned i = 0; i < row->cell_count; i++)
        if (pattern_has_fixed(row->cells[i].pattern))
            return true;
    return false;
}

static void derive_named(struct template_row *row)
{
    for (unsigned i = 0; i < row->cell_count; i++) {
        const struct pattern *pattern = row->cells[i].pattern;
        for (unsigned k = 0; k < pattern->segment_count; k++) {
            const struct placeholder *placeholder = pattern->segments[k].placeholder;
            if (placeholder && placeholder->level && placeholder->kind != PLACEHOLDER_YEAR)
                row->named |= LEVEL_BIT(placeholder->level);
        }
    }
}

/* Cells of columns that are only written are never read. */
static unsigned count_readable(const struct table *table, const struct template_row *row)
{
    unsigned count = 0;
    for (unsigned i = 0; i < row->cell_count; i++) {
        unsigned column = row->cells[i].column;
        bool controlled = column <= table->column_count && table->columns[column - 1].has_control;
        count += !controlled || table->columns[column - 1].control.read ? 1 : 0;
    }
    return count;
}

void table_derive(struct table *table)
{
    derive_headers(table);
    derive_opens(table);
    for (unsigned i = 0; i < table->row_count; i++) {
        struct template_row *row = &table->rows[i];
        const struct control *control = &row->control;
        derive_named(row);
        row->free_text = control->level_count > 0 && !control->exists && !row->blank &&
                         !has_fixed_text(row) && !any_placeholder(row, explains, NULL);
        row->heading = count_readable(table, row) == 1 && control->level_count == 1 && row->free_text &&
                       row->opens & LEVEL_BIT(control->levels[0]);
    }
}

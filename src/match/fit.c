#include "match/fit.h"

#include <string.h>
#include "support/text.h"

void row_fit_init(struct row_fit *fit)
{
    memset(fit, 0, sizeof *fit);
    fit->bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
    fit->uses = g_array_new(FALSE, FALSE, sizeof(struct row_use));
    fit->used = g_byte_array_new();
}

void row_fit_clear(struct row_fit *fit)
{
    g_array_free(fit->bindings, TRUE);
    g_array_free(fit->uses, TRUE);
    g_byte_array_free(fit->used, TRUE);
}

void row_fit_reset(struct row_fit *fit, const struct template_row *row, const struct view_row *input)
{
    fit->row = row;
    fit->input = input;
    fit->explained = fit->empties = 0;
    g_array_set_size(fit->bindings, 0);
    g_array_set_size(fit->uses, 0);
    g_byte_array_set_size(fit->used, input->count);
    memset(fit->used->data, 0, input->count);
}

static enum cell_state state_of(const struct pattern *pattern)
{
    bool anything = false;
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        if (pattern->segments[i].kind != SEGMENT_PLACEHOLDER)
            continue;
        enum placeholder_kind kind = pattern->segments[i].placeholder->kind;
        if (kind == PLACEHOLDER_FIELD || kind == PLACEHOLDER_LIST)
            return STATE_FIELD;
        anything = anything || kind == PLACEHOLDER_ANYTHING;
    }
    return anything ? STATE_IGNORED : STATE_FIXED;
}

/* Does the pattern name the key of a record? Then a row that slips in it is another row. */
static bool names_key(const struct pattern *pattern)
{
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        const struct placeholder *placeholder = pattern->segments[i].placeholder;
        if (placeholder != NULL && placeholder->field != NULL &&
            (placeholder->field->is_code || placeholder->field->is_title))
            return true;
    }
    return false;
}

void row_fit_use(struct row_fit *fit, const struct seen *seen, enum cell_state state)
{
    struct row_use use = {.seen = seen, .state = state};
    g_array_append_val(fit->uses, use);
    fit->used->data[seen - fit->input->cells] = 1;
}

bool row_fit_uses(const struct row_fit *fit, const struct seen *seen)
{
    return fit->used->data[seen - fit->input->cells] != 0;
}

/* One template cell against the input cell under it (NULL: blank). */
static bool fit_pair(struct cell_fitter *fitter, const struct template_cell *cell, const struct seen *seen,
    unsigned column, enum row_mode mode, struct row_fit *fit)
{
    if (seen == NULL) {
        fit->empties++;
        return cell_blank(fitter, cell->pattern, column);
    }
    if (row_fit_uses(fit, seen)) /* a cell is taken once */
        return false;
    if (!cell_fits(fitter, cell->pattern, seen))
        return mode == ROW_CELLS_LEFT_OVER && !pattern_has_fixed(cell->pattern) && !names_key(cell->pattern);
    row_fit_use(fit, seen, state_of(cell->pattern));
    return true;
}

/* --- pairing */

static unsigned readable_cells(
    const struct template_row *row, const struct template_cell **ret_first, bool *ret_repeated)
{
    unsigned count = 0;
    *ret_repeated = false;
    for (unsigned i = 0; i < row->cell_count; i++) {
        if (!table_reads(row->table, row->cells[i].column))
            continue;
        if (count++ == 0)
            *ret_first = &row->cells[i];
        *ret_repeated = *ret_repeated || table_repetition(row->table, row->cells[i].column) != NULL;
    }
    return count;
}

/* A row with a single cell matches a row with a single cell: wherever it stands if the text itself says so.
 */
static bool fit_single(struct part *part, struct cell_fitter *fitter, const struct view_row *row,
    const struct template_cell *cell, enum row_mode mode, struct row_fit *fit)
{
    const struct seen *only = NULL;
    unsigned inside = 0;
    for (unsigned c = 0; c < row->count; c++)
        if (part_has_column(part, row->cells[c].column)) {
            inside++;
            only = &row->cells[c];
        }
    if (inside == 1)
        return fit_pair(fitter, cell, only, only->column, mode, fit);
    if (inside > 1 || row->count != 1)
        return false;
    unsigned before = fitter->explained;
    return fit_pair(fitter, cell, &row->cells[0], row->cells[0].column, mode, fit) &&
           fitter->explained > before;
}

static bool fit_by_order(
    struct cell_fitter *fitter, const struct view_row *row, enum row_mode mode, struct row_fit *fit)
{
    unsigned at = 0;
    for (unsigned i = 0; i < fit->row->cell_count; i++) {
        const struct template_cell *cell = &fit->row->cells[i];
        if (!table_reads(fit->row->table, cell->column))
            continue;
        const struct seen *seen = at < row->count ? &row->cells[at] : NULL;
        at++;
        if (!fit_pair(fitter, cell, seen, seen != NULL ? seen->column : NO_COLUMN, mode, fit))
            return false;
    }
    return true;
}

/* Does the header give the input column to another column of the table? */
static bool is_of_another(const struct part *part, unsigned column, unsigned template_column)
{
    unsigned drawn = column_map_drawn(&part->map, column);
    return drawn != NO_COLUMN && drawn != template_column && part->map_from_header;
}

static bool fit_repeated(struct part *part, struct cell_fitter *fitter, const struct view_row *row,
    const struct template_cell *cell, enum row_mode mode, struct row_fit *fit)
{
    const GArray *keys = part->map.keys;
    if (keys->len > 0) {
        for (unsigned k = 0; k < keys->len; k++) {
            const struct column_key *key = &g_array_index(keys, struct column_key, k);
            if (key->template_column == cell->column &&
                !fit_pair(fitter, cell, view_row_cell(row, key->column), key->column, mode, fit))
                return false;
        }
        return true;
    }
    /* No codes in a header: every column from its place on. */
    unsigned first = part->map.of[cell->column];
    if (first == NO_COLUMN) /* a header without a single copy of the column */
        return part->map_from_header;
    for (unsigned column = first; column <= row->cells[row->count - 1].column; column++)
        if (!is_of_another(part, column, cell->column) &&
            !fit_pair(fitter, cell, view_row_cell(row, column), column, mode, fit))
            return false;
    return true;
}

static bool fit_by_columns(struct part *part, struct cell_fitter *fitter, const struct view_row *row,
    bool repeated, enum row_mode mode, struct row_fit *fit)
{
    bool repeated_done = false;
    for (unsigned i = 0; i < fit->row->cell_count; i++) {
        const struct template_cell *cell = &fit->row->cells[i];
        if (!table_reads(part->table, cell->column) || table_repetition(part->table, cell->column) != NULL)
            continue;
        unsigned column = part->map.of[cell->column];
        const struct seen *seen = column != NO_COLUMN ? view_row_cell(row, column) : NULL;
        if (!fit_pair(fitter, cell, seen, column, mode, fit))
            return false;
    }
    for (unsigned i = 0; i < fit->row->cell_count; i++) {
        const struct template_cell *cell = &fit->row->cells[i];
        if (!table_reads(part->table, cell->column) || table_repetition(part->table, cell->column) == NULL ||
            (repeated_done && part->map.keys->len == 0))
            continue;
        if (!fit_repeated(part, fitter, row, cell, mode, fit))
            return false;
        repeated_done = true;
    }
    bool everywhere = repeated && part->map.keys->len == 0;
    for (unsigned c = 0; mode != ROW_CELLS_LEFT_OVER && c < row->count; c++) {
        const struct seen *seen = &row->cells[c];
        bool inside =
            part_has_column(part, seen->column) || (everywhere && !part_only_writes(part, seen->column));
        if (inside && !row_fit_uses(fit, seen))
            return false;
    }
    return true;
}

/* --- levels, keys, conditions */

/* The values that bindings give a level's records, by field index; NULL if none. */
static const struct value **values_of(
    const struct part *part, const GArray *bindings, const struct level *level)
{
    const struct value **values = NULL;
    for (unsigned i = 0; i < bindings->len; i++) {
        const struct binding *binding = &g_array_index(bindings, struct binding, i);
        const struct placeholder *placeholder = binding->placeholder;
        if (binding->value == NULL || placeholder->kind != PLACEHOLDER_FIELD || placeholder->index != NULL ||
            placeholder->level != level)
            continue;
        if (values == NULL)
            values = arena_new0(part->reader->arena, const struct value *, level->fields->len);
        if (values[placeholder->field->index] == NULL)
            values[placeholder->field->index] = binding->value;
    }
    return values;
}

static bool names_level(const GArray *bindings, const struct level *level)
{
    for (unsigned i = 0; i < bindings->len; i++)
        if (g_array_index(bindings, struct binding, i).placeholder->level == level)
            return true;
    return false;
}

static bool has_list(const GArray *bindings)
{
    for (unsigned i = 0; i < bindings->len; i++)
        if (g_array_index(bindings, struct binding, i).placeholder->kind == PLACEHOLDER_LIST)
            return true;
    return false;
}

bool row_names_key(const struct template_row *row, const struct level *level)
{
    for (unsigned i = 0; i < row->cell_count; i++) {
        const struct pattern *pattern = row->cells[i].pattern;
        for (unsigned s = 0; s < pattern->segment_count; s++) {
            const struct placeholder *placeholder = pattern->segments[s].placeholder;
            if (placeholder != NULL && placeholder->level == level && placeholder->field != NULL &&
                (placeholder->field->is_code || placeholder->field->is_title))
                return true;
        }
    }
    return false;
}

bool row_fit_names_code(const struct row_fit *fit, const struct level *level)
{
    for (unsigned i = 0; i < fit->bindings->len; i++) {
        const struct placeholder *placeholder = g_array_index(fit->bindings, struct binding, i).placeholder;
        if (placeholder->field == level->code && placeholder->index == NULL)
            return true;
    }
    return false;
}

static bool code_is_optional(const struct level *level)
{
    return level->expression == NULL || expression_may_be_empty(level->expression);
}

/* A row that opens a record needs its key; one that goes on must not contradict what this part has read
 * (3.5). */
static bool keys_fit(struct part *part, const struct row_fit *fit, const struct level *level)
{
    const struct value **values = values_of(part, fit->bindings, level);
    const struct level *root = part->reader->template->root;
    if (level != root && (fit->row->opens & LEVEL_BIT(level)) != 0) {
        struct naming naming = {.level = level, .values = values};
        if (values == NULL || (row_names_key(fit->row, level) && !naming_has_key(&naming)))
            return false;
        return !row_fit_names_code(fit, level) || values[level->code->index] != NULL ||
               has_list(fit->bindings) || code_is_optional(level);
    }
    struct record *record = part->open[level->index];
    if (record == NULL)
        record = part->context[level->index];
    if (record == NULL && level == root)
        record = part->reader->plan->root;
    if (record == NULL)
        return !names_level(fit->bindings, level);
    for (unsigned f = 0; values != NULL && f < level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(level->fields, f);
        const struct value *read = g_hash_table_lookup(part->read, &record->values[f]);
        if (values[f] != NULL && read != NULL && field->formula == NULL && !value_same(read, values[f]))
            return false;
    }
    return true;
}

static bool path_fits(const struct part *part, const struct row_fit *fit)
{
    const struct level *path = fit->row->control.path;
    if (path == NULL || fit->row->control.exists)
        return true;
    if (values_of(part, fit->bindings, path) != NULL)
        return true;
    return !names_level(fit->bindings, path) && part->open[path->index] != NULL;
}

static struct record *deepest_open(const struct part *part, const struct level *level)
{
    struct record *deepest = part->reader->plan->root;
    for (unsigned i = 0; i < part->reader->template->levels->len; i++) {
        struct record *open = part->open[i] != NULL ? part->open[i] : part->context[i];
        if (open != NULL && (level->ancestors & LEVEL_BIT(open->level)) != 0 &&
            open->level->depth > deepest->level->depth)
            deepest = open;
    }
    return deepest;
}

/* The row's condition, tried on records that are not in the plan yet. */
static bool condition_holds(struct part *part, const struct row_fit *fit)
{
    const struct control *control = &fit->row->control;
    if (control->condition == NULL)
        return true;
    const struct level *own = control->level_count > 0 && !control->exists ? control_level(control) : NULL;
    struct record *record = own == NULL ? part->reader->plan->root : deepest_open(part, own);
    const GPtrArray *levels = part->reader->template->levels;
    for (unsigned depth = 0; own != NULL && depth <= own->depth; depth++)
        for (unsigned i = 0; i < levels->len; i++) {
            const struct level *level = g_ptr_array_index(levels, i);
            bool above = level == own || (own->ancestors & LEVEL_BIT(level)) != 0;
            const struct value **values =
                above && level->depth == depth ? values_of(part, fit->bindings, level) : NULL;
            if (values == NULL && !(level == own && level->depth == depth))
                continue;
            struct record *loose = plan_loose_record(part->reader->plan, level, record);
            const struct record *open = part->open[i];
            bool goes_on = open != NULL && (fit->row->opens & LEVEL_BIT(level)) == 0;
            for (unsigned f = 0; f < level->fields->len; f++)
                loose->values[f] = values != NULL && values[f] != NULL ? values[f]
                                   : goes_on                           ? open->values[f]
                                                                       : NULL;
            record = loose;
        }
    struct scope scope = part->scope;
    scope.reading = true;
    calculation_reset(part->reader->conditions);
    return calculation_holds(part->reader->conditions, control->condition, record, &scope);
}

static bool levels_fit(struct part *part, const struct row_fit *fit)
{
    const struct control *control = &fit->row->control;
    if (control->exists || control->level_count == 0)
        return true;
    if (control->level_count == 1)
        return keys_fit(part, fit, control->levels[0]);
    for (unsigned i = 0; i < control->level_count; i++)
        if (values_of(part, fit->bindings, control->levels[i]) != NULL)
            return true;
    return has_list(fit->bindings);
}

/* Does the input row fit the template row? */
bool row_fits(struct part *part, const struct view_row *row, const struct template_row *drawn,
    enum row_mode mode, struct row_fit *fit)
{
    const struct template_cell *first = NULL;
    bool repeated;
    unsigned count = readable_cells(drawn, &first, &repeated);
    row_fit_reset(fit, drawn, row);
    if (count == 0)
        return false;
    struct cell_fitter fitter = {
        .arena = part->reader->plan->arena,
        .template = part->reader->template,
        .view = part->view,
        .mode = mode == ROW_CODES_AS_TYPED ? FIT_RELAXED : FIT_STRICT,
        .year = part->reader->year,
        .bindings = fit->bindings,
    };
    bool governed = part->header_row != NO_COLUMN || part->table->has_fixed_header;
    bool above =
        drawn->above_header && part->header_row != NO_COLUMN && row < &part->view->rows[part->header_row];
    bool ordered = !repeated && count > 1 && row->count <= count &&
                   (above || (!governed && pattern_has_fixed(first->pattern)));
    bool fits;
    if (ordered)
        fits = fit_by_order(&fitter, row, mode, fit);
    else if (count == 1 && !repeated)
        fits = fit_single(part, &fitter, row, first, mode, fit);
    else
        fits = fit_by_columns(part, &fitter, row, repeated, mode, fit);
    if (!fits || fit->uses->len == 0)
        return false;
    for (unsigned b = 0; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        fit->empties += binding->seen != NULL && binding->value == NULL &&
                        binding->placeholder->kind == PLACEHOLDER_FIELD;
    }
    fit->explained = fitter.explained;
    fit->year = fitter.year;
    return levels_fit(part, fit) && path_fits(part, fit) && condition_holds(part, fit);
}

bool row_fits_by_order(struct reader *reader, const struct view *view, const struct view_row *row,
    const struct template_row *template_row, struct row_fit *ret)
{
    const struct template_cell *first = NULL;
    bool repeated;
    unsigned count = readable_cells(template_row, &first, &repeated);
    row_fit_reset(ret, template_row, row);
    if (repeated || row->count > count)
        return false;
    struct cell_fitter fitter = {
        .arena = reader->plan->arena,
        .template = reader->template,
        .view = view,
        .year = reader->year,
        .bindings = ret->bindings,
    };
    bool fits = fit_by_order(&fitter, row, ROW_STRICT, ret) && ret->uses->len > 0;
    ret->explained = fitter.explained;
    ret->year = fitter.year;
    return fits;
}

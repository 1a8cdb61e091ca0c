#include "match/reader.h"

#include <string.h>
#include "support/text.h"

/* How strictly a row is tried: as drawn, with codes as typed, or with cells that do not fit left over (3.8).
 */
enum row_mode { ROW_STRICT, ROW_CODES_AS_TYPED, ROW_CELLS_LEFT_OVER };

void row_fit_init(struct row_fit *fit)
{
    memset(fit, 0, sizeof *fit);
    fit->bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
    fit->uses = g_array_new(FALSE, FALSE, sizeof(struct row_use));
}

void row_fit_clear(struct row_fit *fit)
{
    g_array_free(fit->bindings, TRUE);
    g_array_free(fit->uses, TRUE);
}

static void row_fit_reset(struct row_fit *fit, const struct template_row *row)
{
    fit->row = row;
    fit->explained = fit->empties = 0;
    g_array_set_size(fit->bindings, 0);
    g_array_set_size(fit->uses, 0);
}

static void row_fit_swap(struct row_fit *a, struct row_fit *b)
{
    struct row_fit kept = *a;
    *a = *b;
    *b = kept;
}

/* --- cells */

static bool is_repeated(const struct table *table, unsigned column)
{
    const struct template_column *drawn = table_column(table, column);
    return drawn != NULL && drawn->has_control && drawn->control.level_count > 0;
}

static bool is_readable(const struct table *table, unsigned column)
{
    const struct template_column *drawn = table_column(table, column);
    return drawn == NULL || !drawn->has_control || drawn->control.read;
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

static void use_cell(struct row_fit *fit, const struct seen *seen, const struct pattern *pattern)
{
    struct row_use use = {.seen = seen, .state = state_of(pattern)};
    g_array_append_val(fit->uses, use);
}

static bool is_in_use(const struct row_fit *fit, const struct seen *seen)
{
    for (unsigned i = 0; i < fit->uses->len; i++)
        if (g_array_index(fit->uses, struct row_use, i).seen == seen)
            return true;
    return false;
}

/* One template cell against the input cell under it (NULL: blank). */
static bool fit_pair(struct cell_fitter *fitter, const struct template_cell *cell, const struct seen *seen,
    unsigned column, enum row_mode mode, struct row_fit *fit)
{
    if (seen == NULL) {
        fit->empties++;
        return cell_blank(fitter, cell->pattern, column);
    }
    if (!cell_fits(fitter, cell->pattern, seen))
        return mode == ROW_CELLS_LEFT_OVER && !pattern_has_fixed(cell->pattern) && !names_key(cell->pattern);
    use_cell(fit, seen, cell->pattern);
    return true;
}

static const struct column_key *key_at(const struct column_map *map, unsigned column)
{
    for (unsigned i = 0; i < map->keys->len; i++)
        if (g_array_index(map->keys, struct column_key, i).column == column)
            return &g_array_index(map->keys, struct column_key, i);
    return NULL;
}

/* Is the input column one of the table's columns (a `scrivi` column hinders no row)? */
static bool is_mapped(const struct part *part, unsigned column)
{
    if (key_at(&part->map, column) != NULL)
        return true;
    for (unsigned c = 1; c < part->map.size; c++)
        if (part->map.of[c] == column)
            return is_readable(part->table, c);
    return false;
}

static bool is_written_only(const struct part *part, unsigned column)
{
    for (unsigned c = 1; c < part->map.size; c++)
        if (part->map.of[c] == column)
            return !is_readable(part->table, c);
    return false;
}

/* --- pairing */

static unsigned readable_cells(
    const struct template_row *row, const struct template_cell **ret_first, bool *ret_repeated)
{
    unsigned count = 0;
    *ret_repeated = false;
    for (unsigned i = 0; i < row->cell_count; i++) {
        if (!is_readable(row->table, row->cells[i].column))
            continue;
        if (count++ == 0)
            *ret_first = &row->cells[i];
        *ret_repeated = *ret_repeated || is_repeated(row->table, row->cells[i].column);
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
        if (is_mapped(part, row->cells[c].column)) {
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
        if (!is_readable(fit->row->table, cell->column))
            continue;
        const struct seen *seen = at < row->count ? &row->cells[at] : NULL;
        at++;
        if (!fit_pair(fitter, cell, seen, seen != NULL ? seen->column : NO_COLUMN, mode, fit))
            return false;
    }
    return true;
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
    if (first == NO_COLUMN)
        return false;
    for (unsigned column = first; column <= row->cells[row->count - 1].column; column++)
        if (!fit_pair(fitter, cell, view_row_cell(row, column), column, mode, fit))
            return false;
    return true;
}

static bool fit_by_columns(struct part *part, struct cell_fitter *fitter, const struct view_row *row,
    bool repeated, enum row_mode mode, struct row_fit *fit)
{
    bool repeated_done = false;
    for (unsigned i = 0; i < fit->row->cell_count; i++) {
        const struct template_cell *cell = &fit->row->cells[i];
        if (!is_readable(part->table, cell->column) || is_repeated(part->table, cell->column))
            continue;
        unsigned column = part->map.of[cell->column];
        const struct seen *seen = column != NO_COLUMN ? view_row_cell(row, column) : NULL;
        if (!fit_pair(fitter, cell, seen, column, mode, fit))
            return false;
    }
    for (unsigned i = 0; i < fit->row->cell_count; i++) {
        const struct template_cell *cell = &fit->row->cells[i];
        if (!is_readable(part->table, cell->column) || !is_repeated(part->table, cell->column) ||
            (repeated_done && part->map.keys->len == 0))
            continue;
        if (!fit_repeated(part, fitter, row, cell, mode, fit))
            return false;
        repeated_done = true;
    }
    bool everywhere = repeated && part->map.keys->len == 0;
    for (unsigned c = 0; mode != ROW_CELLS_LEFT_OVER && c < row->count; c++) {
        const struct seen *seen = &row->cells[c];
        bool inside = is_mapped(part, seen->column) || (everywhere && !is_written_only(part, seen->column));
        if (inside && !is_in_use(fit, seen))
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

static bool names_code(const GArray *bindings, const struct level *level)
{
    for (unsigned i = 0; i < bindings->len; i++) {
        const struct placeholder *placeholder = g_array_index(bindings, struct binding, i).placeholder;
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
    if ((fit->row->opens & LEVEL_BIT(level)) != 0) {
        struct naming naming = {.level = level, .values = values};
        if (values == NULL || !naming_has_key(&naming))
            return false;
        return !names_code(fit->bindings, level) || values[level->code->index] != NULL ||
               has_list(fit->bindings) || code_is_optional(level);
    }
    struct record *record = part->open[level->index];
    if (record == NULL)
        record = part->context[level->index];
    if (record == NULL && level == part->reader->template->root)
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
static bool row_fits(struct part *part, const struct view_row *row, const struct template_row *drawn,
    enum row_mode mode, struct row_fit *fit)
{
    const struct template_cell *first = NULL;
    bool repeated;
    unsigned count = readable_cells(drawn, &first, &repeated);
    row_fit_reset(fit, drawn);
    if (count == 0)
        return false;
    struct cell_fitter fitter = {
        .arena = part->reader->arena,
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
    row_fit_reset(ret, template_row);
    if (repeated || row->count > count)
        return false;
    struct cell_fitter fitter = {
        .arena = reader->arena,
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

/* --- which row */

/* Rows with the same cells count as one; so do the rows of a level (3.4). */
static bool counts_as(const struct template_row *a, const struct template_row *b)
{
    if (a == b)
        return true;
    bool record_a = a->control.level_count > 0 && !a->control.exists;
    bool record_b = b->control.level_count > 0 && !b->control.exists;
    if (record_a != record_b)
        return false;
    if (record_a)
        return control_level(&a->control) == control_level(&b->control);
    if (a->cell_count != b->cell_count)
        return false;
    for (unsigned i = 0; i < a->cell_count; i++)
        if (a->cells[i].column != b->cells[i].column ||
            strcmp(a->cells[i].pattern->source, b->cells[i].pattern->source) != 0)
            return false;
    return true;
}

static bool same_kind(const struct template_row *a, const struct template_row *b)
{
    return a->control.exists == b->control.exists && a->control.level_count == b->control.level_count &&
           control_level(&a->control) == control_level(&b->control);
}

/* Was the row matched last with something explained the one drawn nearest above, or one of the row's own
 * level? */
static bool follows_anchor(const struct part *part, const struct template_row *row)
{
    if (part->anchor == NULL)
        return false;
    if (counts_as(part->anchor, row))
        return true;
    const struct template_row *rows = part->table->rows;
    unsigned i = row->index;
    while (i > 0 && (rows[i - 1].free_text || rows[i - 1].blank || !rows[i - 1].control.read))
        i--;
    for (; i > 0 && !rows[i - 1].free_text && !rows[i - 1].blank; i--) {
        if (counts_as(part->anchor, &rows[i - 1]))
            return true;
        if (i > 1 && !same_kind(&rows[i - 1], &rows[i - 2]))
            break;
    }
    return false;
}

/* The fields that the level needs and the row has cells for are filled. */
static bool obligatory_filled(const struct row_fit *fit)
{
    const struct level *level = control_level(&fit->row->control);
    for (unsigned f = 0; f < level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(level->fields, f);
        bool named = false, filled = false;
        for (unsigned b = 0; field->required && b < fit->bindings->len; b++) {
            const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
            named = named || binding->placeholder->field == field;
            filled = filled || (binding->placeholder->field == field && binding->value != NULL);
        }
        if (named && !filled)
            return false;
    }
    return true;
}

/* A row of a level in which nothing is explained is suspicious (3.4); a fixed row never is. */
static bool is_credible(const struct part *part, const struct row_fit *fit)
{
    const struct control *control = &fit->row->control;
    if (fit->explained > 0 || control->level_count == 0 || control->exists)
        return true;
    return obligatory_filled(fit) && follows_anchor(part, fit->row);
}

static unsigned steps_after(const struct part *part, const struct template_row *row)
{
    unsigned count = part->table->row_count + 1;
    unsigned last = part->last_row == NULL || part->last_row->table != part->table ? part->table->row_count
                                                                                   : part->last_row->index;
    return (row->index + count - last - 1) % count;
}

static bool is_better(const struct part *part, const struct row_fit *a, const struct row_fit *b)
{
    if (b->row == NULL || a->explained != b->explained)
        return b->row == NULL || a->explained > b->explained;
    if (a->empties != b->empties)
        return a->empties < b->empties;
    return steps_after(part, a->row) < steps_after(part, b->row);
}

/* May the template row stand here: fixed rows above the fixed header only above it, all others only below? */
static bool may_stand_here(
    const struct part *part, const struct view_row *row, const struct template_row *drawn)
{
    if (!drawn->control.read || drawn->blank || drawn->header)
        return false;
    if (part->header_row == NO_COLUMN)
        return true;
    bool above = row < &part->view->rows[part->header_row];
    return above == drawn->above_header;
}

/* Does any cell of a code that the row opens have a value under an expression, or a cell of fixed text agree?
 */
static bool code_or_fixed_text_fits(const struct row_fit *fit)
{
    for (unsigned b = 0; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        const struct field *field = binding->placeholder->field;
        if (binding->value != NULL && field != NULL && field->is_code && field->expression != NULL &&
            control_has_level(&fit->row->control, field->level))
            return true;
    }
    for (unsigned u = 0; u < fit->uses->len; u++)
        if (g_array_index(fit->uses, struct row_use, u).state == STATE_FIXED)
            return true;
    return false;
}

static bool has_fixed_text(const struct template_row *row)
{
    for (unsigned i = 0; i < row->cell_count; i++)
        if (row->cells[i].pattern->letters > 0)
            return true;
    return false;
}

static unsigned field_cells(const struct row_fit *fit)
{
    unsigned count = 0;
    for (unsigned u = 0; u < fit->uses->len; u++)
        count += g_array_index(fit->uses, struct row_use, u).state == STATE_FIELD ? 1 : 0;
    return count;
}

/* One round of trying: which rows, how strictly, what they need. In the order of 3.4 and 3.8. */
enum round { ROUND_AS_DRAWN, ROUND_HEADING, ROUND_FIXED_TEXT, ROUND_LEFT_OVER, ROUND_CODES_ONLY, ROUNDS };

static const enum row_mode round_modes[ROUNDS] = {
    [ROUND_AS_DRAWN] = ROW_STRICT,
    [ROUND_HEADING] = ROW_STRICT,
    [ROUND_FIXED_TEXT] = ROW_CODES_AS_TYPED,
    [ROUND_LEFT_OVER] = ROW_CELLS_LEFT_OVER,
    [ROUND_CODES_ONLY] = ROW_CODES_AS_TYPED,
};

static bool round_takes(const struct part *part, enum round round, const struct row_fit *fit)
{
    switch (round) {
    case ROUND_AS_DRAWN:
        return is_credible(part, fit) && (!fit->row->heading || fit->explained > 0);
    case ROUND_HEADING:
        return fit->row->heading && obligatory_filled(fit);
    case ROUND_FIXED_TEXT:
        return fit->explained > 0 && has_fixed_text(fit->row);
    case ROUND_LEFT_OVER:
        return code_or_fixed_text_fits(fit);
    case ROUND_CODES_ONLY:
        return names_code(fit->bindings, control_level(&fit->row->control)) && field_cells(fit) >= 2;
    case ROUNDS:
        break;
    }
    return false;
}

static bool try_round(struct part *part, const struct view_row *row, enum round round, struct row_fit *trial,
    struct row_fit *best)
{
    bool slips = round > ROUND_HEADING;
    best->row = NULL;
    for (unsigned i = 0; i < part->table->row_count; i++) {
        const struct template_row *drawn = &part->table->rows[i];
        if (!may_stand_here(part, row, drawn) ||
            (slips && (drawn->opens == 0 || drawn->control.exists || drawn->above_header)))
            continue;
        if (!row_fits(part, row, drawn, round_modes[round], trial) || !round_takes(part, round, trial))
            continue;
        if (round == ROUND_CODES_ONLY)
            trial->explained = 0;
        if (is_better(part, trial, best))
            row_fit_swap(trial, best);
    }
    return best->row != NULL;
}

static void report_slip(
    struct part *part, const struct view_row *row, const struct row_fit *fit, enum round round)
{
    struct place place = seen_place(part->view, &row->cells[0]);
    if (round != ROUND_LEFT_OVER)
        return; /* the code itself carries its doubt */
    GString *left = g_string_new(NULL);
    for (unsigned c = 0; c < row->count; c++)
        if (is_mapped(part, row->cells[c].column) && !is_in_use(fit, &row->cells[c]))
            g_string_append_printf(left, "%s%s", left->len > 0 ? "; " : "", row->cells[c].text);
    if (left->len > 0)
        findings_add(
            part->reader->findings, FINDING_CELL_MISFIT, &place, NULL, row->cells[0].text, left->str, NULL);
    g_string_free(left, TRUE);
}

bool row_match(struct part *part, const struct view_row *row, struct row_fit *ret)
{
    struct row_fit trial;
    bool found = false;
    row_fit_init(&trial);
    for (enum round round = ROUND_AS_DRAWN; !found && round < ROUNDS; round++) {
        found = try_round(part, row, round, &trial, ret);
        if (found)
            report_slip(part, row, ret, round);
    }
    row_fit_clear(&trial);
    return found;
}

bool row_match_elsewhere(
    struct part *part, const struct view_row *row, struct row_fit *ret, bool *ret_ignored)
{
    /* A row of this table that is only written competes last. */
    for (unsigned i = 0; i < part->table->row_count; i++) {
        const struct template_row *drawn = &part->table->rows[i];
        if (!drawn->control.read && !drawn->blank && row_fits(part, row, drawn, ROW_STRICT, ret) &&
            ret->explained > 0) {
            *ret_ignored = true;
            return true;
        }
    }
    /* The fixed rows of the other tables of the same template sheet (3.2). */
    const struct template_sheet *sheet = part->table->sheet;
    for (unsigned t = 0; t < sheet->table_count; t++) {
        const struct table *table = sheet->tables[t];
        if (table == part->table || !table->control.read)
            continue;
        for (unsigned i = 0; i < table->row_count; i++) {
            const struct template_row *drawn = &table->rows[i];
            if (drawn->control.level_count == 0 && drawn->control.read && !drawn->blank && !drawn->header &&
                row_fits_by_order(part->reader, part->view, row, drawn, ret) && ret->explained > 0) {
                *ret_ignored = false;
                return true;
            }
        }
    }
    return false;
}

char *row_expected(const struct part *part)
{
    const struct template_row *nearest = NULL;
    unsigned best = 0;
    for (unsigned i = 0; i < part->table->row_count; i++) {
        const struct template_row *drawn = &part->table->rows[i];
        if (!drawn->control.read || drawn->blank || drawn->header || drawn->control.level_count == 0)
            continue;
        unsigned steps = steps_after(part, drawn);
        if (nearest == NULL || steps < best) {
            nearest = drawn;
            best = steps;
        }
    }
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; nearest != NULL && i < nearest->cell_count; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " | " : "", nearest->cells[i].pattern->source);
    return g_string_free(text, FALSE);
}

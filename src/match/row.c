#include "match/fit.h"

#include <string.h>

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
    if (row < &part->view->rows[part->header_row])
        return drawn->above_header;
    return !drawn->above_header || drawn->control.level_count > 0;
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
        return row_fit_names_code(fit, control_level(&fit->row->control)) && field_cells(fit) >= 2;
    case ROUNDS:
        break;
    }
    return false;
}

static void swap(struct row_fit *a, struct row_fit *b)
{
    struct row_fit kept = *a;
    *a = *b;
    *b = kept;
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
        struct arena_mark mark = arena_mark(part->reader->plan->arena);
        if (!row_fits(part, row, drawn, round_modes[round], trial) || !round_takes(part, round, trial)) {
            arena_rewind(part->reader->plan->arena, mark); /* the values of a row that is not taken */
            continue;
        }
        if (round == ROUND_CODES_ONLY)
            trial->explained = 0;
        if (is_better(part, trial, best))
            swap(trial, best);
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
        if (part_has_column(part, row->cells[c].column) && !row_fit_uses(fit, &row->cells[c]))
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
    if (!found)
        row_fit_reset(ret, NULL, row);
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
    row_fit_reset(ret, NULL, row);
    return false;
}

char *row_expected(const struct part *part, const struct template_row *matched)
{
    const struct template_row *nearest = matched;
    unsigned best = 0;
    for (unsigned i = 0; matched == NULL && i < part->table->row_count; i++) {
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

#include "match/fit.h"

#include <string.h>

void reader_set_state(
    struct reader *reader, const struct view *view, const struct seen *seen, enum cell_state state)
{
    if (reader->ignoring && state != STATE_UNRECOGNIZED)
        state = STATE_IGNORED;
    reader->counts[state]++;
    if (reader->account != NULL)
        account_set(reader->account, view->sheet, seen->cell, state);
}

void part_set_year(struct reader *reader, int year, const struct place *place)
{
    if (year == 0 || reader->year != 0)
        return;
    reader->year = year;
    const struct level *root = reader->template->root;
    const struct field *field = template_field(root, "anno");
    if (field == NULL || record_get(reader->plan->root, field) != NULL)
        return;
    char text[16];
    g_snprintf(text, sizeof text, "%d", year);
    record_set(reader->plan->root, field,
        value_from_text(reader->plan->arena, reader->template, field, text, place));
}

/* Before any header the table's first column is the first one used (3.3). */
static void place_columns(struct part *part)
{
    unsigned first_drawn = NO_COLUMN, first_used = NO_COLUMN;
    for (unsigned r = part->first; r < part->last; r++)
        first_used = MIN(first_used, part->view->rows[r].cells[0].column);
    for (unsigned column = 1; column < part->map.size; column++)
        for (unsigned i = 0; i < part->table->row_count; i++) {
            const struct template_row *row = &part->table->rows[i];
            for (unsigned c = 0; row->control.read && c < row->cell_count; c++)
                if (row->cells[c].column == column) {
                    first_drawn = MIN(first_drawn, column);
                    part->map.of[column] = first_used + column - first_drawn;
                }
        }
}

static void find_header_row(struct part *part, struct header_fit *fit)
{
    part->header_row = NO_COLUMN;
    for (unsigned r = part->first; part->table->has_fixed_header && r < part->last; r++)
        if (header_best(
                part->reader, part->view, &part->view->rows[r], part->table, part->reader->year, NULL, fit) &&
            fit->row->fixed_header) {
            part->header_row = r;
            return;
        }
}

/* Does the row name columns that the header row above it does not, and none that it does? */
static bool names_other_columns(const struct part *part, const struct header_fit *fit)
{
    bool others = true;
    for (unsigned c = 1; others && c < fit->map.size; c++)
        others = fit->map.of[c] == NO_COLUMN || !part->map.by_text[c];
    return others;
}

/* Header rows one below the other are one header, drawn so or typed so: each adds the columns that it names.
 */
static void keep_columns_of_first_row(const struct part *part, unsigned r, struct header_fit *fit)
{
    bool second = part->last_row != NULL && part->last_row->header &&
                  part->last_row->table == fit->row->table && part->last_header_row + 1 == r &&
                  (fit->row->index == part->last_row->index + 1 ||
                      (fit->row == part->last_row && names_other_columns(part, fit)));
    if (second && fit->row != part->last_row)
        header_regroup(&part->map, &part->view->rows[part->last_header_row], part->last_row, fit);
    for (unsigned c = 1; second && c < fit->map.size; c++)
        if (fit->map.of[c] == NO_COLUMN && part->map.by_text[c] &&
            column_map_drawn(&fit->map, part->map.of[c]) == NO_COLUMN) {
            fit->map.of[c] = part->map.of[c];
            fit->map.by_text[c] = true;
        }
    GArray *further = g_array_new(FALSE, FALSE, sizeof(struct column_key));
    for (unsigned k = 0; second && k < part->map.keys->len; k++) {
        const struct column_key *key = &g_array_index(part->map.keys, struct column_key, k);
        unsigned drawn = column_map_drawn(&fit->map, key->column);
        if (column_map_key(&fit->map, key->column) == NULL &&
            (drawn == NO_COLUMN || drawn == key->template_column))
            g_array_append_val(further, *key);
    }
    g_array_append_vals(fit->map.keys, further->data, further->len);
    g_array_free(further, TRUE);
    column_map_sort_keys(&fit->map);
}

/* Codes in the header are kept, also without values; for a level below the root they create the record (3.2).
 */
static void keep_column_codes(struct part *part, const struct header_fit *fit)
{
    const struct template *template = part->reader->template;
    for (unsigned k = 0; k < fit->map.keys->len; k++) {
        const struct column_key *key = &g_array_index(fit->map.keys, struct column_key, k);
        plan_add_column_code(part->reader->plan, key->level, key->code);
        if (key->level->parent_set != LEVEL_BIT(template->root) || part->context[key->level->index] != NULL)
            continue;
        struct naming naming = {
            .level = key->level,
            .values = arena_new0(part->reader->arena, const struct value *, key->level->fields->len),
            .place = key->place,
        };
        naming.values[key->level->code->index] =
            value_from_code(part->reader->plan->arena, key->code, &key->place);
        struct record *record = record_find(part, &naming, part->context);
        if (record != NULL)
            record_read(part, record, key->level->code, naming.values[key->level->code->index]);
    }
}

/* Header cells with placeholders give their values to the root or the sheet's record. */
static void keep_header_values(struct part *part, const struct header_fit *fit)
{
    for (unsigned b = 0; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        if (binding->value == NULL || binding->placeholder->kind != PLACEHOLDER_FIELD)
            continue;
        const struct level *level = binding->placeholder->level;
        struct record *record =
            level == part->reader->template->root ? part->reader->plan->root : part->context[level->index];
        if (record != NULL)
            record_read(part, record, binding->placeholder->field, binding->value);
    }
}

static bool took_value(const struct header_fit *fit, const struct seen *seen)
{
    for (unsigned b = 0; b < fit->bindings->len; b++) {
        const struct binding *binding = &g_array_index(fit->bindings, struct binding, b);
        if (binding->seen == seen && binding->placeholder->kind == PLACEHOLDER_FIELD)
            return true;
    }
    return column_map_key(&fit->map, seen->column) != NULL;
}

static void report_similar(struct part *part, const struct header_fit *fit)
{
    for (unsigned i = 0; i + 1 < fit->similar->len; i += 2) {
        const struct seen *seen = g_ptr_array_index(fit->similar, i);
        const struct pattern *pattern = g_ptr_array_index(fit->similar, i + 1);
        struct place place = seen_place(part->view, seen);
        findings_add(
            part->reader->findings, FINDING_HEADER_BY_WORDS, &place, NULL, seen->text, pattern->source, NULL);
    }
}

/* Texts of the table's header that the input's lacks. */
static unsigned header_texts_lacking(const struct part *part, const struct header_fit *fit)
{
    unsigned lacking = 0;
    for (unsigned i = 0; i < fit->row->cell_count; i++) {
        const struct template_cell *cell = &fit->row->cells[i];
        lacking += pattern_is_header_text(cell->pattern) && table_reads(part->table, cell->column) &&
                   fit->map.of[cell->column] == NO_COLUMN;
    }
    return lacking;
}

static void take_header(struct part *part, unsigned r, struct header_fit *fit)
{
    const struct view_row *row = &part->view->rows[r];
    struct place place = seen_place(part->view, &row->cells[0]);
    header_check_columns(part, r, fit);
    keep_columns_of_first_row(part, r, fit);
    keep_column_codes(part, fit);
    const struct view_row *above =
        part->last_header_row + 1 == r ? &part->view->rows[part->last_header_row] : NULL;
    header_place_neighbours(part->table, row, above, fit->row, &fit->map);
    column_map_copy(&part->map, &fit->map);
    part->map_from_header = true;
    g_hash_table_remove_all(part->column_records);
    part_set_year(part->reader, fit->year, &place);
    part->reader->explained += fit->explained;
    keep_header_values(part, fit);
    report_similar(part, fit);
    for (unsigned c = 0; c < row->count; c++)
        if (header_fit_uses(fit, &row->cells[c]))
            reader_set_state(part->reader, part->view, &row->cells[c],
                took_value(fit, &row->cells[c]) ? STATE_FIELD : STATE_FIXED);
    part->reader->header_left_over += header_texts_lacking(part, fit);
    unmatched_header_cells(part, r, fit);
    bool repeated = part->header_row != NO_COLUMN && r > part->header_row && fit->row->fixed_header;
    if (!repeated)
        part->anchor = fit->row;
    part->last_row = fit->row;
    part->last_header_row = r;
    part->last_matched = row->row;
    g_array_set_size(part->last_bindings, 0);
}

static bool is_header(struct part *part, unsigned r, struct header_fit *fit)
{
    const struct view_row *row = &part->view->rows[r];
    if (row->count < 2 ||
        !header_best(part->reader, part->view, row, part->table, part->reader->year, part->last_row, fit))
        return false;
    return part->header_row == NO_COLUMN || r >= part->header_row || !fit->row->fixed_header;
}

/* States of a matched row's cells: used ones, `scrivi` columns; what is left is unrecognized. */
static void set_states(struct part *part, const struct view_row *row, const struct row_fit *fit)
{
    for (unsigned u = 0; u < fit->uses->len; u++) {
        const struct row_use *use = &g_array_index(fit->uses, struct row_use, u);
        reader_set_state(part->reader, part->view, use->seen, use->state);
    }
    unmatched_row(part, row, fit);
}

/* A fixed row drawn between level rows ends what is open (2, Rows). */
static void end_what_is_open(struct part *part, const struct template_row *row)
{
    bool below_records = false;
    for (unsigned i = 0; i < row->index; i++)
        below_records = below_records || part->table->rows[i].control.level_count > 0;
    if (row->control.level_count == 0 && row->control.write && below_records) {
        memset(part->open, 0, sizeof *part->open * part->reader->template->levels->len);
        memset(part->unnamed, 0, sizeof *part->unnamed * part->reader->template->levels->len);
    }
}

static void read_row(struct part *part, unsigned r, struct row_fit *fit)
{
    const struct view_row *row = &part->view->rows[r];
    bool ignored = false;
    part->lost = false;
    if (row_match(part, row, fit)) {
        struct place place = seen_place(part->view, &row->cells[0]);
        part_set_year(part->reader, fit->year, &place);
        part->reader->explained += fit->explained;
        part->last_row = fit->row;
        if (fit->explained > 0)
            part->anchor = fit->row;
        end_what_is_open(part, fit->row);
        apply_row(part, fit, row);
        part->last_matched = row->row;
        if (part->lost && !part->reader->ignoring)
            row_fit_reset(fit, fit->row, row); /* all its cells stay unrecognized: the finding names them */
        set_states(part, row, fit);
    } else if (row_match_elsewhere(part, row, fit, &ignored)) {
        bool before = part->reader->ignoring;
        part->reader->ignoring = before || ignored;
        part->reader->explained += ignored ? 0 : fit->explained;
        if (!ignored)
            apply_row(part, fit, row);
        set_states(part, row, fit);
        part->reader->ignoring = before;
    } else if (!continue_row(part, row)) {
        unmatched_row(part, row, fit);
    }
}

static void part_init(struct part *part, struct reader *reader, const struct division *division)
{
    unsigned levels = reader->template->levels->len;
    memset(part, 0, sizeof *part);
    part->reader = reader;
    part->view = division->view;
    part->table = division->table;
    part->first = division->first;
    part->last = division->last;
    part->number = ++reader->part_count;
    part->open = arena_new0(reader->arena, struct record *, levels);
    part->unnamed = arena_new0(reader->arena, struct record *, levels);
    part->context = arena_new0(reader->arena, struct record *, levels);
    part->last_header_row = part->last_matched = NO_COLUMN - 1; /* far from any row */
    part->last_bindings = g_array_new(FALSE, FALSE, sizeof(struct last_binding));
    part->merged = g_array_new(FALSE, FALSE, sizeof(struct merged_value));
    part->read = g_hash_table_new(NULL, NULL);
    part->column_records = g_hash_table_new(NULL, NULL);
    part->without_key = g_hash_table_new(NULL, NULL);
    part->unknown_columns = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    column_map_init(&part->map, part->table);
}

static void part_clear(struct part *part)
{
    g_array_free(part->last_bindings, TRUE);
    g_array_free(part->merged, TRUE);
    g_hash_table_destroy(part->read);
    g_hash_table_destroy(part->column_records);
    g_hash_table_destroy(part->without_key);
    if (part->used_columns != NULL)
        g_hash_table_destroy(part->used_columns);
    g_hash_table_destroy(part->unknown_columns);
    column_map_clear(&part->map);
}

void part_read_rows(struct reader *reader, const struct division *division)
{
    struct part part;
    struct header_fit header;
    struct row_fit fit;
    bool before = reader->ignoring;
    part_init(&part, reader, division);
    header_fit_init(&header, part.table);
    row_fit_init(&fit);
    reader->ignoring = before || division->ignored;
    place_columns(&part);
    find_header_row(&part, &header);
    if (part.table->control.per)
        tab_find_record(&part);
    for (unsigned r = part.first; r < part.last; r++) {
        if (is_header(&part, r, &header))
            take_header(&part, r, &header);
        else
            read_row(&part, r, &fit);
    }
    unmatched_report_columns(&part);
    reader->ignoring = before;
    row_fit_clear(&fit);
    header_fit_clear(&header);
    part_clear(&part);
}

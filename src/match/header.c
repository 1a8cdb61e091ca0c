#include "match/reader.h"

#include <string.h>
#include "support/text.h"

/* --- fitting one header row */

void header_fit_init(struct header_fit *fit, const struct table *table)
{
    memset(fit, 0, sizeof *fit);
    column_map_init(&fit->map, table);
    fit->bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
    fit->used = g_byte_array_new();
    fit->similar = g_ptr_array_new();
}

void header_fit_clear(struct header_fit *fit)
{
    column_map_clear(&fit->map);
    g_array_free(fit->bindings, TRUE);
    g_byte_array_free(fit->used, TRUE);
    g_ptr_array_free(fit->similar, TRUE);
}

static void header_fit_reset(struct header_fit *fit, const struct view_row *input)
{
    fit->input = input;
    for (unsigned c = 0; c < fit->map.size; c++) {
        fit->map.of[c] = NO_COLUMN;
        fit->map.by_text[c] = false;
    }
    g_array_set_size(fit->map.keys, 0);
    g_array_set_size(fit->bindings, 0);
    g_byte_array_set_size(fit->used, input->count);
    memset(fit->used->data, 0, input->count);
    g_ptr_array_set_size(fit->similar, 0);
    fit->agreeing = fit->own = fit->explained = 0;
}

bool header_fit_uses(const struct header_fit *fit, const struct seen *seen)
{
    return fit->used->data[seen - fit->input->cells] != 0;
}

static void use(struct header_fit *fit, const struct seen *seen, bool used)
{
    fit->used->data[seen - fit->input->cells] = used;
}

static void claim(struct header_fit *fit, const struct seen *seen, unsigned template_column)
{
    use(fit, seen, true);
    fit->map.of[template_column] = seen->column;
    fit->map.by_text[template_column] = true;
}

/* Is this one of the columns of a repeated level, shown by a placeholder of that level? */
static bool names_column_level(const struct pattern *pattern, const struct control *control)
{
    for (unsigned i = 0; i < pattern->segment_count; i++)
        if (pattern->segments[i].kind == SEGMENT_PLACEHOLDER &&
            pattern->segments[i].placeholder->level != NULL &&
            control_has_level(control, pattern->segments[i].placeholder->level))
            return true;
    return false;
}

/* Neighbouring repeated columns of one level: the record's block. Returns its length, 0 for none. */
static unsigned block_at(const struct table *table, unsigned column)
{
    const struct control *first = table_repetition(table, column);
    if (first == NULL || first->level_count != 1 || !first->read)
        return 0;
    const struct control *before = column > 1 ? table_repetition(table, column - 1) : NULL;
    if (before != NULL && before->level_count == 1 && before->levels[0] == first->levels[0])
        return 0;
    unsigned length = 1;
    for (;; length++) {
        const struct control *next = table_repetition(table, column + length);
        if (next == NULL || next->level_count != 1 || next->levels[0] != first->levels[0])
            break;
    }
    return length > 1 ? length : 0;
}

static bool inside_block(const struct table *table, unsigned column)
{
    if (table_repetition(table, column) == NULL)
        return false;
    for (unsigned c = 1; c <= column; c++)
        if (column < c + block_at(table, c))
            return true;
    return false;
}

static const struct template_cell *row_cell(const struct template_row *row, unsigned column)
{
    for (unsigned i = 0; i < row->cell_count; i++)
        if (row->cells[i].column == column)
            return &row->cells[i];
    return NULL;
}

/* The header rows drawn one below the other around `header`: they are one header. */
static void header_run(const struct template_row *header, const struct template_row **ret_first,
    const struct template_row **ret_last)
{
    const struct table *table = header->table;
    unsigned first = header->index, last = header->index;
    while (first > 0 && table->rows[first - 1].header)
        first--;
    while (last + 1 < table->row_count && table->rows[last + 1].header)
        last++;
    *ret_first = &table->rows[first];
    *ret_last = &table->rows[last];
}

/* The code among bindings for a level, NULL if none. */
static const struct value *bound_code(const GArray *bindings, unsigned from, const struct level *level)
{
    for (unsigned i = from; i < bindings->len; i++) {
        const struct binding *binding = &g_array_index(bindings, struct binding, i);
        if (binding->value != NULL && binding->placeholder->level == level &&
            binding->placeholder->field == level->code)
            return binding->value;
    }
    return NULL;
}

static void add_key(struct header_fit *fit, const struct seen *seen, unsigned column,
    unsigned template_column, const struct level *level, const struct value *code)
{
    struct column_key key = {
        .column = column,
        .template_column = template_column,
        .level = level,
        .code = code->text,
        .place = code->place,
    };
    g_array_append_val(fit->map.keys, key);
    if (seen != NULL)
        use(fit, seen, true);
    if (fit->map.of[template_column] == NO_COLUMN)
        fit->map.of[template_column] = column;
    fit->map.by_text[template_column] = true;
}

/* One copy of a block whose first column stands at input column `at`. */
static bool fit_block_copy(struct cell_fitter *fitter, const struct view_row *row,
    const struct template_row *header, unsigned first, unsigned length, unsigned at, struct header_fit *fit)
{
    const struct level *level = table_repetition(header->table, first)->levels[0];
    struct cell_fitter trial = *fitter;
    unsigned bound = fitter->bindings->len;
    const struct value *code = NULL;
    bool fits = true;
    for (unsigned k = 0; fits && k < length; k++) {
        const struct template_cell *cell = row_cell(header, first + k);
        if (cell == NULL)
            continue;
        const struct seen *seen = view_row_cell(row, at + k);
        unsigned before = trial.bindings->len;
        fits = seen != NULL && !header_fit_uses(fit, seen) && cell_fits(&trial, cell->pattern, seen);
        const struct value *here = fits ? bound_code(trial.bindings, before, level) : NULL;
        if (here != NULL && code != NULL)
            fits = text_same_code(here->text, code->text);
        code = code != NULL ? code : here;
    }
    g_array_set_size(fitter->bindings, bound);
    if (!fits || code == NULL)
        return false;
    for (unsigned k = 0; k < length; k++)
        add_key(fit, view_row_cell(row, at + k), at + k, first + k, level, code);
    fitter->year = trial.year;
    fitter->explained = trial.explained;
    fit->agreeing += length;
    return true;
}

static void fit_blocks(struct cell_fitter *fitter, const struct view_row *row,
    const struct template_row *header, struct header_fit *fit)
{
    unsigned last = row->cells[row->count - 1].column;
    for (unsigned column = 1; column < fit->map.size; column++) {
        unsigned length = block_at(header->table, column);
        bool begun = false;
        for (unsigned at = 0; length > 0 && at <= last;) {
            bool fits = fit_block_copy(fitter, row, header, column, length, at, fit);
            if (begun && !fits)
                break;
            begun = begun || fits;
            at += fits ? length : 1;
        }
    }
}

/* Fixed texts take the first input cell that agrees; those of a header row drawn beside `fit->row` only for
 * columns that it does not name. */
static void fit_fixed(struct cell_fitter *fitter, const struct view_row *row,
    const struct template_row *header, struct header_fit *fit)
{
    for (unsigned i = 0; i < header->cell_count; i++) {
        const struct template_cell *cell = &header->cells[i];
        const struct control *control = table_repetition(header->table, cell->column);
        if (inside_block(header->table, cell->column) ||
            (control != NULL && names_column_level(cell->pattern, control)) ||
            !pattern_is_header_text(cell->pattern) ||
            (header != fit->row && row_cell(fit->row, cell->column) != NULL))
            continue;
        for (unsigned c = 0; c < row->count; c++)
            if (!header_fit_uses(fit, &row->cells[c]) && cell_fits(fitter, cell->pattern, &row->cells[c])) {
                claim(fit, &row->cells[c], cell->column);
                fit->agreeing++;
                fit->own += header == fit->row;
                break;
            }
    }
}

/* Header rows drawn one below the other are one header: the texts of the others, where the input types them
 * in one row. */
static void fit_rows_beside(struct cell_fitter *fitter, const struct view_row *row,
    const struct template_row *header, struct header_fit *fit)
{
    const struct template_row *first, *last;
    header_run(header, &first, &last);
    for (const struct template_row *other = first; other <= last; other++)
        if (other != header && other->control.read)
            fit_fixed(fitter, row, other, fit);
}

/* Texts that nobody claims, by common words: more than half, the best pair first (3.3). */
static void fit_similar(struct cell_fitter *fitter, const struct view_row *row,
    const struct template_row *header, struct header_fit *fit)
{
    for (;;) {
        unsigned best = 500;
        const struct template_cell *best_cell = NULL;
        const struct seen *best_seen = NULL;
        for (unsigned i = 0; i < header->cell_count; i++) {
            const struct template_cell *cell = &header->cells[i];
            if (fit->map.of[cell->column] != NO_COLUMN || inside_block(header->table, cell->column) ||
                !pattern_is_header_text(cell->pattern))
                continue;
            for (unsigned c = 0; c < row->count; c++) {
                if (header_fit_uses(fit, &row->cells[c]))
                    continue;
                unsigned common = header_in_common(cell->pattern, &row->cells[c], fitter->year);
                if (common > best) {
                    best = common;
                    best_cell = cell;
                    best_seen = &row->cells[c];
                }
            }
        }
        if (best_cell == NULL)
            return;
        claim(fit, best_seen, best_cell->column);
        g_ptr_array_add(fit->similar, (gpointer)(uintptr_t)best_seen);
        g_ptr_array_add(fit->similar, (gpointer)(uintptr_t)best_cell->pattern);
    }
}

/* A repeated column takes every column from its place on; without expression only beside a fixed text that
 * agrees. */
static void fit_repeated(struct cell_fitter *fitter, const struct view_row *row,
    const struct template_cell *cell, const struct control *control, struct header_fit *fit)
{
    unsigned previous = NO_COLUMN;
    for (unsigned c = 0; c < row->count; c++) {
        const struct seen *seen = &row->cells[c];
        if (header_fit_uses(fit, seen))
            continue;
        unsigned bound = fitter->bindings->len;
        struct cell_fitter trial = *fitter;
        if (!cell_fits(&trial, cell->pattern, seen))
            continue;
        const struct level *level = NULL;
        const struct value *code = NULL;
        for (unsigned i = 0; code == NULL && i < control->level_count; i++) {
            level = control->levels[i];
            code = bound_code(trial.bindings, bound, level);
        }
        g_array_set_size(fitter->bindings, bound);
        if (code == NULL)
            continue;
        if (previous != NO_COLUMN && seen->column != previous + 1)
            return;
        if (fit->agreeing == 0 && level->expression == NULL)
            return;
        fitter->year = trial.year;
        fitter->explained = trial.explained;
        add_key(fit, seen, seen->column, cell->column, level, code);
        fit->agreeing++;
        previous = seen->column;
    }
}

static void fit_repeated_columns(struct cell_fitter *fitter, const struct view_row *row,
    const struct template_row *header, struct header_fit *fit)
{
    for (unsigned i = 0; i < header->cell_count; i++) {
        const struct template_cell *cell = &header->cells[i];
        const struct control *control = table_repetition(header->table, cell->column);
        if (control != NULL && names_column_level(cell->pattern, control) &&
            !inside_block(header->table, cell->column))
            fit_repeated(fitter, row, cell, control, fit);
    }
}

/* Header cells with placeholders take what is left. */
static void fit_placeholders(struct cell_fitter *fitter, const struct view_row *row,
    const struct template_row *header, struct header_fit *fit)
{
    for (unsigned i = 0; i < header->cell_count; i++) {
        const struct template_cell *cell = &header->cells[i];
        const struct control *control = table_repetition(header->table, cell->column);
        if (pattern_is_header_text(cell->pattern) || inside_block(header->table, cell->column) ||
            (control != NULL && names_column_level(cell->pattern, control)))
            continue;
        for (unsigned c = 0; c < row->count; c++)
            if (!header_fit_uses(fit, &row->cells[c]) && cell_fits(fitter, cell->pattern, &row->cells[c])) {
                claim(fit, &row->cells[c], cell->column);
                break;
            }
    }
}

static bool fit_header(struct reader *reader, const struct view *view, const struct view_row *row,
    const struct template_row *header, int year, bool only_count, struct header_fit *ret)
{
    header_fit_reset(ret, row);
    ret->row = header;
    struct cell_fitter fitter = {
        .arena = reader->plan->arena,
        .template = reader->template,
        .view = view,
        .year = year,
        .bindings = ret->bindings,
    };
    fit_blocks(&fitter, row, header, ret);
    fit_fixed(&fitter, row, header, ret);
    fit_rows_beside(&fitter, row, header, ret);
    if (!only_count && ret->agreeing >= 2)
        fit_similar(&fitter, row, header, ret);
    fit_repeated_columns(&fitter, row, header, ret);
    if (!only_count)
        fit_placeholders(&fitter, row, header, ret);
    column_map_sort_keys(&ret->map);
    ret->explained = fitter.explained;
    ret->year = fitter.year;
    return ret->agreeing >= 2 && ret->agreeing * 2 >= row->count;
}

bool header_fits(struct reader *reader, const struct view *view, const struct view_row *row,
    const struct template_row *header, int year, struct header_fit *ret)
{
    return fit_header(reader, view, row, header, year, false, ret);
}

unsigned header_agreement(struct reader *reader, const struct view *view, const struct view_row *row,
    const struct template_row *header, int year, struct header_fit *scratch)
{
    struct arena_mark mark = arena_mark(reader->plan->arena);
    bool fits = fit_header(reader, view, row, header, year, true, scratch);
    arena_rewind(reader->plan->arena, mark);
    return fits ? scratch->agreeing : 0;
}

static unsigned steps_after(
    const struct table *table, const struct template_row *row, const struct template_row *after)
{
    unsigned count = table->row_count + 1;
    unsigned last = after == NULL || after->table != table ? table->row_count : after->index;
    return (row->index + count - last - 1) % count;
}

bool header_best(struct reader *reader, const struct view *view, const struct view_row *row,
    const struct table *table, int year, const struct template_row *after, struct header_fit *ret)
{
    const struct template_row *best = NULL;
    unsigned best_agreeing = 0, best_own = 0;
    for (unsigned i = 0; i < table->row_count; i++) {
        const struct template_row *header = &table->rows[i];
        if (!header->header || !header->control.read || !header_fits(reader, view, row, header, year, ret))
            continue;
        if (best == NULL || ret->agreeing > best_agreeing ||
            (ret->agreeing == best_agreeing &&
                (ret->own > best_own || (ret->own == best_own && steps_after(table, header, after) <
                                                                     steps_after(table, best, after))))) {
            best = header;
            best_agreeing = ret->agreeing;
            best_own = ret->own;
        }
    }
    return best != NULL && header_fits(reader, view, row, best, year, ret);
}

/* --- columns without header text */

/* Has any of the header rows drawn around `header` a cell in this column? */
static bool has_header_text(const struct template_row *header, unsigned column)
{
    const struct template_row *first, *last;
    header_run(header, &first, &last);
    for (const struct template_row *row = first; row <= last; row++)
        if (row_cell(row, column) != NULL)
            return true;
    return false;
}

static bool has_readable_cell(const struct table *table, unsigned column)
{
    for (unsigned i = 0; i < table->row_count; i++)
        if (table->rows[i].control.read && row_cell(&table->rows[i], column) != NULL)
            return true;
    return false;
}

/* The place beside the nearest mapped neighbour: to its right, for columns before the first to its left. */
static bool beside_neighbour(const struct column_map *map, unsigned column, unsigned *ret)
{
    for (unsigned c = column; c-- > 1;)
        if (map->of[c] != NO_COLUMN) {
            *ret = map->of[c] + column - c;
            return true;
        }
    for (unsigned c = column + 1; c < map->size; c++)
        if (map->of[c] != NO_COLUMN) {
            *ret = map->of[c] - (c - column);
            return map->of[c] >= c - column;
        }
    return false;
}

/* Is the place that of the next column, and not that of one behind columns which the input lacks? */
static bool is_next(const struct column_map *map, unsigned column, unsigned place)
{
    return (map->of[column - 1] != NO_COLUMN && place == map->of[column - 1] + 1) ||
           (column + 1 < map->size && map->of[column + 1] != NO_COLUMN && place + 1 == map->of[column + 1]);
}

void header_place_neighbours(const struct table *table, const struct view_row *input,
    const struct view_row *above, const struct template_row *header, struct column_map *map)
{
    for (unsigned column = 1; column < map->size; column++) {
        if (map->of[column] != NO_COLUMN || !table_reads(table, column) || row_cell(header, column) != NULL ||
            !has_readable_cell(table, column))
            continue;
        unsigned place = 0;
        bool beside = beside_neighbour(map, column, &place) && column_map_drawn(map, place) == NO_COLUMN;
        /* the text that another row of the header has for it may stand anywhere, but not here */
        if (has_header_text(header, column) &&
            (!beside || !is_next(map, column, place) || view_row_cell(input, place) != NULL ||
                (above != NULL && view_row_cell(above, place) != NULL)))
            continue;
        if (!beside)
            for (place = 0; column_map_drawn(map, place) != NO_COLUMN; place++)
                ;
        map->of[column] = place;
    }
}

/* --- quick checks */

static void collect_key(struct reader *reader, const struct pattern *pattern)
{
    if (pattern->key == NULL)
        return;
    g_hash_table_add(reader->header_keys, (gpointer)(uintptr_t)pattern->key);
    reader->longest_header_key = MAX(reader->longest_header_key, strlen(pattern->key));
}

void header_collect_keys(struct reader *reader)
{
    const GPtrArray *tables = reader->template->tables;
    for (unsigned t = 0; t < tables->len; t++) {
        const struct table *table = g_ptr_array_index(tables, t);
        for (unsigned r = 0; r < table->row_count; r++) {
            const struct template_row *row = &table->rows[r];
            for (unsigned c = 0; row->header && c < row->cell_count; c++) {
                const struct pattern *pattern = row->cells[c].pattern;
                collect_key(reader, pattern);
                for (unsigned w = 0; w < pattern->wording_count; w++)
                    collect_key(reader, pattern->wordings[w]);
            }
        }
    }
}

bool header_has_key(const struct reader *reader, const struct seen *seen)
{
    size_t most = reader->longest_header_key;
    return strnlen(seen->key, most + 1) <= most && g_hash_table_contains(reader->header_keys, seen->key);
}

static bool holds_year(const char *text)
{
    unsigned digits = 0;
    for (; *text != '\0'; text++) {
        digits = g_ascii_isdigit(*text) ? digits + 1 : 0;
        if (digits == 4)
            return true;
    }
    return false;
}

bool header_impossible(const struct reader *reader, const struct view_row *row)
{
    unsigned possible = 0;
    for (unsigned i = 0; i < row->count; i++)
        if (header_has_key(reader, &row->cells[i]) || holds_year(row->cells[i].text))
            possible++;
    return possible < 2;
}

/* --- repeated columns without expression */

/* Does the cell fit one of the table's rows in this template column? */
static bool fits_type(struct part *part, const struct seen *seen, unsigned template_column)
{
    bool drawn = false;
    for (unsigned i = 0; i < part->table->row_count; i++) {
        const struct template_row *row = &part->table->rows[i];
        const struct template_cell *cell = row->header ? NULL : row_cell(row, template_column);
        if (cell == NULL || !row->control.read)
            continue;
        drawn = true;
        GArray *bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
        struct cell_fitter fitter = {
            .arena = part->reader->plan->arena,
            .template = part->reader->template,
            .view = part->view,
            .year = part->reader->year,
            .bindings = bindings,
        };
        bool fits = cell_fits(&fitter, cell->pattern, seen);
        for (unsigned b = 0; b < bindings->len; b++) {
            const struct value *value = g_array_index(bindings, struct binding, b).value;
            fits = fits && (value == NULL || (value->doubts & DOUBT_TEXT_FOR_NUMBER) == 0);
        }
        g_array_free(bindings, TRUE);
        if (fits)
            return true;
    }
    return !drawn;
}

void header_check_columns(struct part *part, unsigned row, struct header_fit *fit)
{
    for (unsigned k = 0; k < fit->map.keys->len; k++) {
        const struct column_key key = g_array_index(fit->map.keys, struct column_key, k);
        if (key.level->expression != NULL)
            continue;
        bool fits = true;
        for (unsigned r = row + 1; fits && r < part->last; r++) {
            const struct seen *seen = view_row_cell(&part->view->rows[r], key.column);
            /* The header may be repeated by a page break. */
            if (seen != NULL && text_same_code(seen->text, key.code))
                continue;
            fits = seen == NULL || fits_type(part, seen, key.template_column);
        }
        if (fits)
            continue;
        const struct seen *header = view_row_cell(&part->view->rows[row], key.column);
        if (header != NULL)
            use(fit, header, false);
        g_array_remove_index(fit->map.keys, k--);
        if (fit->map.of[key.template_column] == key.column)
            fit->map.of[key.template_column] = NO_COLUMN;
    }
}

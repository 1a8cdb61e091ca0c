#include "match/fit.h"

#include <string.h>
#include "support/limits.h"
#include "support/text.h"

/* A column that no pattern draws: one finding, not one a cell. */
struct unknown_column {
    struct place place;
    const char *header;
    unsigned cells;
};

static bool is_key_column(const struct part *part, unsigned column)
{
    bool has_code = false, is_title = false;
    for (unsigned i = 0; i < part->last_bindings->len; i++) {
        const struct last_binding *last = &g_array_index(part->last_bindings, struct last_binding, i);
        has_code = has_code || last->key;
        if (last->column == column) {
            if (last->key)
                return true;
            is_title = is_title || last->field->is_title;
        }
    }
    return is_title && !has_code;
}

static struct last_binding *text_above(const struct part *part, unsigned column)
{
    struct last_binding *found = NULL;
    for (unsigned i = 0; i < part->last_bindings->len; i++) {
        struct last_binding *last = &g_array_index(part->last_bindings, struct last_binding, i);
        const struct value *value = record_get(last->record, last->field);
        if (last->column == column && value != NULL && value->kind == VALUE_TEXT)
            found = last;
    }
    return found;
}

/* Is there text above that a cell still holds with what stands here? */
static bool may_append(const struct part *part, const struct seen *seen)
{
    const struct last_binding *last = text_above(part, seen->column);
    return last != NULL && text_utf16_length(record_get(last->record, last->field)->text) + 1 +
                                   text_utf16_length(seen->text) <=
                               LIMIT_CELL_TEXT;
}

/* The room doubles: thousands of rows may go on. */
static void append_text(struct part *part, struct last_binding *last, const struct seen *seen)
{
    struct arena *arena = part->reader->plan->arena;
    const struct value *value = record_get(last->record, last->field);
    struct value *longer = arena_new0(arena, struct value, 1);
    const size_t length = strlen(value->text), needed = length + strlen(seen->text) + 2;
    if (value->text != last->longer || needed > last->room) {
        last->room = 2 * needed;
        last->longer = arena_new0(arena, char, last->room);
        memcpy(last->longer, value->text, length);
    }
    last->longer[length] = '\n';
    g_strlcpy(last->longer + length + 1, seen->text, last->room - length - 1);
    *longer = *value;
    longer->text = last->longer;
    plan_replace(part->reader->plan, last->record, last->field, longer);
    g_hash_table_insert(part->read, &last->record->values[last->field->index], longer);
    struct place place = seen_place(part->view, seen);
    findings_add(part->reader->findings, FINDING_ROW_CONTINUED, &place, &value->place, seen->text, NULL);
}

/* Has the row a cell whose value is missing: an error, a formula without value? */
static bool lacks_values(const struct part *part, const struct view_row *row)
{
    const struct row *cells = sheet_row(part->view->sheet, row->row);
    for (unsigned c = 0; cells != NULL && c < cells->count; c++) {
        const struct cell *cell = &sheet_row_cells(part->view->sheet, cells)[c];
        if (part_has_column(part, cell->column) &&
            (cell->kind == CELL_ERROR || (cell->kind == CELL_EMPTY && cell_formula(cell) != NULL)))
            return true;
    }
    return false;
}

/* Without blanks and case; to be freed. */
static char *packed(const char *text)
{
    char *folded = g_utf8_casefold(text, -1);
    GString *packed = g_string_new(NULL);
    for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at))
        if (!g_unichar_isspace(g_utf8_get_char(at)))
            g_string_append_unichar(packed, g_utf8_get_char(at));
    g_free(folded);
    return g_string_free(packed, FALSE);
}

/* Does the text begin with a label: fixed text that ends in a colon before a placeholder?
 */
static bool begins_with_label(const struct pattern *pattern, const char *text)
{
    GString *label = g_string_new(NULL);
    bool letters = false;
    for (unsigned i = 0; pattern->placeholder_count > 0 && i < pattern->segment_count &&
                         pattern->segments[i].kind != SEGMENT_PLACEHOLDER;
         i++) {
        g_string_append(label, pattern->segments[i].text);
        letters = letters || text_count_alnum(pattern->segments[i].text) > 0;
    }
    char *key = packed(label->str), *own = packed(text);
    bool begins = letters && g_str_has_suffix(key, ":") && g_str_has_prefix(own, key);
    g_free(own);
    g_free(key);
    g_string_free(label, TRUE);
    return begins;
}

static bool is_labelled(const struct part *part, const struct seen *seen)
{
    for (unsigned r = 0; r < part->table->row_count; r++) {
        const struct template_row *drawn = &part->table->rows[r];
        for (unsigned i = 0; drawn->control.read && i < drawn->cell_count; i++)
            if (begins_with_label(drawn->cells[i].pattern, seen->text))
                return true;
    }
    return false;
}

/* A row that fits nothing, directly below a matched one, of texts only, each under a text of that row and
 * none under its key, is appended to them (3.9). */
bool continue_row(struct part *part, const struct view_row *row)
{
    unsigned inside = 0;
    if (row->row != part->last_matched + 1 || lacks_values(part, row))
        return false;
    for (unsigned c = 0; c < row->count; c++) {
        const struct seen *seen = &row->cells[c];
        if (!part_has_column(part, seen->column))
            continue;
        inside++;
        if (seen->cell->kind != CELL_TEXT || is_key_column(part, seen->column) || !may_append(part, seen) ||
            is_labelled(part, seen))
            return false;
    }
    if (inside == 0)
        return false;
    for (unsigned c = 0; c < row->count; c++) {
        const struct seen *seen = &row->cells[c];
        if (!part_has_column(part, seen->column))
            continue;
        append_text(part, text_above(part, seen->column), seen);
        reader_set_state(part->reader, part->view, seen, STATE_FIELD);
    }
    part->last_matched = row->row;
    struct row_fit rest;
    row_fit_init(&rest);
    row_fit_reset(&rest, NULL, row);
    for (unsigned c = 0; c < row->count; c++)
        if (part_has_column(part, row->cells[c].column))
            row_fit_use(&rest, &row->cells[c], STATE_FIELD);
    unmatched_row(part, row, &rest);
    row_fit_clear(&rest);
    return true;
}

/* The columns in which this part of the sheet has cells. */
static GHashTable *used_columns(struct part *part)
{
    if (part->used_columns == NULL) {
        part->used_columns = g_hash_table_new(NULL, NULL);
        for (unsigned r = part->first; r < part->last; r++)
            for (unsigned c = 0; c < part->view->rows[r].count; c++)
                g_hash_table_add(part->used_columns, GUINT_TO_POINTER(part->view->rows[r].cells[c].column));
    }
    return part->used_columns;
}

/* Is the column apart from the table: an empty column between? */
static bool stands_apart(struct part *part, unsigned column)
{
    unsigned first = NO_COLUMN, last = 0;
    for (unsigned c = 1; c < part->map.size; c++)
        if (part->map.of[c] != NO_COLUMN) {
            first = MIN(first, part->map.of[c]);
            last = MAX(last, part->map.of[c]);
        }
    for (unsigned k = 0; k < part->map.keys->len; k++) {
        first = MIN(first, g_array_index(part->map.keys, struct column_key, k).column);
        last = MAX(last, g_array_index(part->map.keys, struct column_key, k).column);
    }
    if (first == NO_COLUMN || (column >= first && column <= last))
        return false;
    unsigned from = column > last ? last + 1 : column + 1, to = column > last ? column : first;
    for (unsigned c = from; c < to; c++)
        if (!g_hash_table_contains(used_columns(part), GUINT_TO_POINTER(c)))
            return true;
    return false;
}

static void report_cell(struct part *part, const struct seen *seen, const struct template_row *matched)
{
    struct place place = seen_place(part->view, seen);
    struct unknown_column *column =
        g_hash_table_lookup(part->unknown_columns, GUINT_TO_POINTER(seen->column));
    if (column != NULL) {
        column->cells++;
    } else if (stands_apart(part, seen->column)) {
        findings_add(part->reader->findings, FINDING_NOTE_UNRECOGNIZED, &place, NULL, seen->text, NULL);
    } else {
        char *expected = row_expected(part, matched);
        findings_add(
            part->reader->findings, FINDING_CELL_UNRECOGNIZED, &place, NULL, seen->text, expected, NULL);
        g_free(expected);
    }
}

void unmatched_row(struct part *part, const struct view_row *row, const struct row_fit *fit)
{
    for (unsigned c = 0; c < row->count; c++) {
        const struct seen *seen = &row->cells[c];
        if (row_fit_uses(fit, seen))
            continue;
        if (part_only_writes(part, seen->column) && fit->uses->len > 0) {
            reader_set_state(part->reader, part->view, seen, STATE_IGNORED);
            continue;
        }
        reader_set_state(part->reader, part->view, seen, STATE_UNRECOGNIZED);
        if (!part->lost) /* a row that is not in the plan has its own finding */
            report_cell(part, seen, fit->row);
    }
}

void unmatched_header_cells(struct part *part, unsigned r, const struct header_fit *fit)
{
    const struct view_row *row = &part->view->rows[r];
    for (unsigned c = 0; c < row->count; c++) {
        const struct seen *seen = &row->cells[c];
        if (header_fit_uses(fit, seen))
            continue;
        part->reader->header_left_over++;
        reader_set_state(part->reader, part->view, seen, STATE_UNRECOGNIZED);
        if (stands_apart(part, seen->column)) {
            struct place place = seen_place(part->view, seen);
            findings_add(part->reader->findings, FINDING_NOTE_UNRECOGNIZED, &place, NULL, seen->text, NULL);
            continue;
        }
        struct unknown_column *column =
            g_hash_table_lookup(part->unknown_columns, GUINT_TO_POINTER(seen->column));
        if (column == NULL) {
            column = g_new0(struct unknown_column, 1);
            column->place = seen_place(part->view, seen);
            column->header = seen->text;
            g_hash_table_insert(part->unknown_columns, GUINT_TO_POINTER(seen->column), column);
        }
        column->cells++;
    }
}

static int by_column(gconstpointer a, gconstpointer b)
{
    unsigned first = GPOINTER_TO_UINT(a), second = GPOINTER_TO_UINT(b);
    return first < second ? -1 : first > second ? 1 : 0;
}

void unmatched_report_columns(struct part *part)
{
    GList *columns = g_list_sort(g_hash_table_get_keys(part->unknown_columns), by_column);
    for (GList *c = columns; c != NULL; c = c->next) {
        const struct unknown_column *column = g_hash_table_lookup(part->unknown_columns, c->data);
        char count[16];
        g_snprintf(count, sizeof count, "%u", column->cells);
        findings_add(part->reader->findings, FINDING_COLUMN_UNRECOGNIZED, &column->place, NULL,
            column->header, count, NULL);
    }
    g_list_free(columns);
}

/* Rows that can never win when reading, and cells that cannot be told apart (rule 3.4). */
#include "support/intl.h"
#include "template/checks.h"

static bool is_read(const struct template_row *row)
{
    return row->table->control.read && row->control.read;
}

/* Is anything in the row explained: fixed text or a field with an expression? */
static bool is_explained(const struct template_row *row)
{
    return !row->blank && !row->free_text;
}

static bool shows(const struct template_row *row, const struct field *field)
{
    for (unsigned i = 0; i < row->cell_count; i++) {
        const struct pattern *pattern = row->cells[i].pattern;
        for (unsigned k = 0; k < pattern->segment_count; k++) {
            const struct placeholder *placeholder = pattern->segments[k].placeholder;
            if (placeholder && placeholder->field == field && !placeholder->index)
                return true;
        }
    }
    return false;
}

/* A row in which nothing is explained follows the explained row drawn nearest above it, or one of its own
 * level. */
static bool has_anchor(const struct template_row *row)
{
    const struct level *level = control_level(&row->control);
    for (unsigned i = 0; i < row->table->row_count; i++) {
        const struct template_row *other = &row->table->rows[i];
        if (is_read(other) && is_explained(other) &&
            (i < row->index || control_level(&other->control) == level))
            return true;
    }
    return false;
}

static void lint_free_row(struct lint *lint, const struct template_row *row)
{
    struct place place = lint_place(row->table, row->sheet_row, PLACE_NO_CELL);
    const struct level *level = control_level(&row->control);
    for (unsigned i = 0; row->opens & LEVEL_BIT(level) && i < level->fields->len; i++) {
        const struct field *field = g_ptr_array_index(level->fields, i);
        if (field->required && !shows(row, field))
            lint_say(lint, SEVERITY_WARNING, &place,
                _("this row can never win when reading: nothing in it is fixed or has an expression, and it "
                  "lacks \"%s\", "
                  "which %s needs"),
                field->name, level->name);
    }
    if (!row->heading && !has_anchor(row))
        lint_say(lint, SEVERITY_WARNING, &place,
            _("this row can never win when reading: nothing in it is fixed or has an expression, and no row "
              "above it or of "
              "its level has either; draw a header, or give \"%s\" a Codice"),
            level->name);
}

/* May the field end anywhere in a text? */
static bool is_open_ended(const struct placeholder *placeholder)
{
    if (placeholder->kind == PLACEHOLDER_ANYTHING)
        return true;
    return placeholder->kind == PLACEHOLDER_FIELD && !placeholder->field->expression &&
           placeholder->field->type <= TYPE_CODE;
}

static void lint_neighbours(struct lint *lint, const struct pattern *pattern, const struct place *place)
{
    const struct placeholder *before = NULL;
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        const struct segment *segment = &pattern->segments[i];
        if (segment->kind == SEGMENT_TEXT)
            before = NULL;
        if (segment->kind != SEGMENT_PLACEHOLDER)
            continue;
        if (before && is_open_ended(before) && is_open_ended(segment->placeholder))
            lint_say(lint, SEVERITY_WARNING, place,
                _("when reading, {%s} and {%s} cannot be told apart: give one of them an expression, or put "
                  "a text between "
                  "them"),
                before->source, segment->placeholder->source);
        before = segment->placeholder;
    }
}

/* The same row twice in a block, nothing else between: the second is never the next. */
static bool same_rows(const struct template_row *a, const struct template_row *b)
{
    if (a->cell_count != b->cell_count || a->control.level_count != b->control.level_count ||
        a->control.exists != b->control.exists || a->control.path != b->control.path ||
        g_strcmp0(a->control.condition_source, b->control.condition_source) != 0)
        return false;
    for (unsigned i = 0; i < a->control.level_count; i++)
        if (a->control.levels[i] != b->control.levels[i])
            return false;
    for (unsigned i = 0; i < a->cell_count; i++)
        if (a->cells[i].column != b->cells[i].column ||
            g_strcmp0(a->cells[i].pattern->source, b->cells[i].pattern->source) != 0)
            return false;
    return !a->blank;
}

static void lint_row(struct lint *lint, const struct template_row *row)
{
    struct place place = lint_place(row->table, row->sheet_row, PLACE_NO_CELL);
    unsigned placeholders = 0;
    for (unsigned i = 0; i < row->cell_count; i++)
        placeholders += row->cells[i].pattern->placeholder_count;
    if (row->control.skip_empty && placeholders == 0)
        lint_say(lint, SEVERITY_WARNING, &place, _("this row is never written: it has ! and no placeholder"));
    if (!is_read(row))
        return;
    if (row->free_text)
        lint_free_row(lint, row);
    if (row->index > 0 && row->control.level_count > 0 && same_rows(row, row - 1) && is_read(row - 1))
        lint_say(lint, SEVERITY_WARNING, &place, _("this row is the same as the one above it"));
    for (unsigned i = 0; i < row->cell_count; i++) {
        place.column = row->cells[i].column;
        lint_neighbours(lint, row->cells[i].pattern, &place);
    }
}

/* A repeated column whose header shows no key of its level cannot tell its copies. */
static void lint_column(struct lint *lint, const struct table *table, const struct template_column *column)
{
    const struct level *level = control_level(&column->control);
    if (!level)
        return;
    for (unsigned i = 0; i < table->row_count; i++) {
        const struct template_row *row = &table->rows[i];
        if (!control_has_level(&row->control, level) && (shows(row, level->code) || shows(row, level->title)))
            return;
    }
    struct place place = lint_place(table, table->control_row, column->column);
    lint_say(lint, SEVERITY_WARNING, &place,
        _("no header shows {%s.codice} or {%s.titolo}: the copies of this column cannot "
          "be told apart"),
        level->name, level->name);
}

void lint_rows(struct lint *lint)
{
    for (unsigned i = 0; i < lint->template->tables->len; i++) {
        const struct table *table = g_ptr_array_index(lint->template->tables, i);
        for (unsigned k = 0; k < table->column_count; k++)
            lint_column(lint, table, &table->columns[k]);
        for (unsigned k = 0; k < table->row_count; k++)
            lint_row(lint, &table->rows[k]);
    }
}

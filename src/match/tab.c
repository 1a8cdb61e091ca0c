#include "match/reader.h"

#include <string.h>
#include "support/text.h"

#define TAB_LENGTH 31 /* Excel's, in UTF-16 units */

/* A tab cannot have these; a `-` stands for each of them. */
static const char forbidden_in_tabs[] = "/\\:*?[]";

static bool fits_text(struct reader *reader, const struct view *view, const struct table *table,
    const char *name, GArray *bindings)
{
    char *text = text_one_line(name), *key = text_key(text);
    struct place place = sheet_place(view->sheet, PLACE_NO_CELL, PLACE_NO_CELL);
    struct seen *seen = arena_new0(reader->arena, struct seen, 1);
    *seen = (struct seen){
        .text = arena_strdup(reader->arena, text),
        .key = arena_strdup(reader->arena, key),
        .column = PLACE_NO_CELL,
    };
    unsigned bound = bindings->len;
    struct cell_fitter fitter = {
        .arena = reader->plan->arena,
        .template = reader->template,
        .view = view,
        .year = reader->year,
        .bindings = bindings,
        .may_end_early = text_utf16_length(name) >= TAB_LENGTH,
        .text_place = &place,
        .is_tab = true,
    };
    bool fits = *text != '\0' && cell_fits(&fitter, table->sheet->tab, seen);
    if (!fits)
        g_array_set_size(bindings, bound);
    g_free(text);
    g_free(key);
    return fits;
}

/* Is some row of the sheet a fixed row that names the code of the sheet's record? Then the tab's name is no
 * bar. */
static bool rows_name_code(struct reader *reader, const struct view *view, const struct table *table)
{
    const struct level *level = control_level(&table->control);
    struct row_fit fit;
    bool named = false;
    row_fit_init(&fit);
    for (unsigned t = 0; !named && t < table->row_count; t++) {
        const struct template_row *row = &table->rows[t];
        if (row->control.level_count > 0 || !row->control.read || row->blank)
            continue;
        for (unsigned r = 0; !named && r < view->row_count; r++) {
            if (!row_fits_by_order(reader, view, &view->rows[r], row, &fit) || fit.explained == 0)
                continue;
            for (unsigned b = 0; b < fit.bindings->len; b++) {
                const struct binding *binding = &g_array_index(fit.bindings, struct binding, b);
                named = named || (binding->value != NULL && binding->placeholder->field == level->code);
            }
        }
    }
    row_fit_clear(&fit);
    return named;
}

bool tab_fits(struct reader *reader, const struct view *view, const struct table *table, GArray *ret_bindings)
{
    if (table->sheet->tab->placeholder_count == 0)
        return true;
    GArray *bindings =
        ret_bindings != NULL ? ret_bindings : g_array_new(FALSE, FALSE, sizeof(struct binding));
    bool fits = fits_text(reader, view, table, view->sheet->name, bindings);
    for (const char *c = forbidden_in_tabs; !fits && *c != '\0' && strchr(view->sheet->name, '-') != NULL;
         c++) {
        char *name = g_strdup(view->sheet->name);
        g_strdelimit(name, "-", *c);
        fits = fits_text(reader, view, table, name, bindings);
        g_free(name);
    }
    if (!fits && table->control.per)
        fits = rows_name_code(reader, view, table);
    if (ret_bindings == NULL)
        g_array_free(bindings, TRUE);
    return fits;
}

bool tab_equal(const struct table *table, const struct view *view)
{
    return table->sheet->tab->placeholder_count == 0 &&
           text_same(table->sheet->tab->source, view->sheet->name);
}

/* Values by level and field that the tab and the fixed rows give; the first one stays. */
struct sheet_values {
    const struct value ***of; /* by level index, then field index; NULL: the level is not named */
    struct place *places;     /* by level index */
};

static void keep_value(struct part *part, struct sheet_values *values, const struct binding *binding)
{
    const struct placeholder *placeholder = binding->placeholder;
    if (binding->value == NULL || placeholder->kind != PLACEHOLDER_FIELD || placeholder->index != NULL)
        return;
    const struct level *level = placeholder->level, *own = control_level(&part->table->control);
    if (level != own && (own->ancestors & LEVEL_BIT(level)) == 0)
        return;
    const struct value ***of = &values->of[level->index];
    if (*of == NULL) {
        *of = arena_new0(part->reader->arena, const struct value *, level->fields->len);
        values->places[level->index] = binding->value->place;
    }
    if ((*of)[placeholder->field->index] == NULL)
        (*of)[placeholder->field->index] = binding->value;
}

static void keep_bindings(struct part *part, struct sheet_values *values, const GArray *bindings)
{
    for (unsigned i = 0; i < bindings->len; i++)
        keep_value(part, values, &g_array_index(bindings, struct binding, i));
}

static void read_fixed_rows(struct part *part, struct sheet_values *values)
{
    struct row_fit fit;
    struct header_fit header;
    row_fit_init(&fit);
    header_fit_init(&header, part->table);
    bool has_header = part->header_row != NO_COLUMN;
    for (unsigned r = part->first; r < part->last && (!has_header || r <= part->header_row); r++) {
        const struct view_row *row = &part->view->rows[r];
        if (has_header && r == part->header_row) {
            if (header_best(part->reader, part->view, row, part->table, part->reader->year, NULL, &header))
                keep_bindings(part, values, header.bindings);
            continue;
        }
        for (unsigned t = 0; t < part->table->row_count; t++) {
            const struct template_row *drawn = &part->table->rows[t];
            bool title = has_header ? drawn->above_header : drawn->control.level_count == 0;
            if (title && drawn->control.read && !drawn->blank && !drawn->header &&
                row_fits_by_order(part->reader, part->view, row, drawn, &fit)) {
                keep_bindings(part, values, fit.bindings);
                break;
            }
        }
    }
    header_fit_clear(&header);
    row_fit_clear(&fit);
}

/* Is it a title in a tab that stands for the record's own: with `-` for some characters, or cut? */
static bool tab_repeats(
    const struct record *record, const struct field *field, const struct value *value, bool cut)
{
    const struct value *own = record_get(record, field);
    if (own == NULL || !field->is_title || value->place.row != PLACE_NO_CELL)
        return false;
    char *whole = text_key(own->text), *part = text_key(value->text);
    bool repeats = cut ? g_str_has_prefix(whole, part) : strcmp(whole, part) == 0;
    g_free(whole);
    g_free(part);
    return repeats;
}

void tab_find_record(struct part *part)
{
    const struct template *template = part->reader->template;
    const struct level *own = control_level(&part->table->control);
    struct sheet_values values = {
        .of = arena_new0(part->reader->arena, const struct value **, template->levels->len),
        .places = arena_new0(part->reader->arena, struct place, template->levels->len),
    };
    GArray *bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
    bool from_tab = tab_fits(part->reader, part->view, part->table, bindings) && bindings->len > 0;
    /* A tab cut at 31 characters gives its texts only in part: what the rows say comes first then. */
    bool cut = text_utf16_length(part->view->sheet->name) >= TAB_LENGTH;
    if (!cut)
        keep_bindings(part, &values, bindings);
    read_fixed_rows(part, &values);
    keep_bindings(part, &values, bindings);
    g_array_free(bindings, TRUE);

    for (unsigned depth = 1; depth <= own->depth; depth++)
        for (unsigned i = 1; i < template->levels->len; i++) {
            const struct level *level = g_ptr_array_index(template->levels, i);
            if (level->depth != depth || values.of[i] == NULL)
                continue;
            struct naming naming = {
                .level = level,
                .values = values.of[i],
                .place = values.places[i],
                .from_tab = from_tab,
            };
            if (level != own && !naming_has_key(&naming))
                continue;
            struct record *record = record_find(part, &naming, part->context);
            if (record == NULL)
                continue;
            for (unsigned f = 0; f < level->fields->len; f++) {
                const struct field *field = g_ptr_array_index(level->fields, f);
                if (naming.values[f] != NULL && !tab_repeats(record, field, naming.values[f], cut))
                    record_read(part, record, field, naming.values[f]);
            }
            part->context[i] = record;
        }
    if (part->context[own->index] == NULL) { /* nothing names it: one without key */
        struct naming naming = {
            .level = own,
            .values = arena_new0(part->reader->arena, const struct value *, own->fields->len),
            .place = sheet_place(part->view->sheet, PLACE_NO_CELL, PLACE_NO_CELL),
        };
        part->context[own->index] = record_create(part, &naming, part->context);
    }
    part->scope.sheet_record = part->context[own->index];
}

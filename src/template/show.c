/* A template in Italian words: levels, fields, sheets, method. */
#include "template/show.h"

#include <string.h>
#include "support/text.h"
#include "template/words.h"

static void add_heading(GString *text, const char *heading)
{
    g_string_append_printf(text, "\n%s\n", heading);
}

static void add_parents(GString *text, const struct level *level)
{
    for (unsigned i = 0; i < level->parent_count; i++)
        g_string_append_printf(text, "%s%s",
            i == 0                         ? ", sotto "
            : i + 1 == level->parent_count ? " o "
                                           : ", ",
            level->parents[i]->name);
}

static void describe_levels(GString *text, const struct template *template)
{
    add_heading(text, "Livelli");
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(template->levels, i);
        g_string_append_printf(text, "%*s%s", (int)(2 + 2 * level->depth), "", level->name);
        if (strcmp(level->label, level->name) != 0)
            g_string_append_printf(text, " (%s)", level->label);
        if (level == template->root)
            g_string_append(text, ", la radice");
        add_parents(text, level);
        if (level->expression)
            g_string_append_printf(text, ", codice %s", expression_source(level->expression));
        g_string_append_c(text, '\n');
    }
}

static void describe_field(GString *text, const struct field *field)
{
    g_string_append_printf(text, "    %s: %s", field->name, field_type_name(field->type));
    if (field->expression)
        g_string_append_printf(text, ", nella forma %s", expression_source(field->expression));
    g_string_append(text, field->required ? ", obbligatorio" : "");
    g_string_append(text, field->formula ? ", calcolato\n" : "\n");
}

static void describe_fields(GString *text, const struct template *template)
{
    add_heading(text, "Campi (oltre a codice e titolo)");
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(template->levels, i);
        bool any = false;
        for (unsigned k = 0; k < level->fields->len; k++) {
            const struct field *field = g_ptr_array_index(level->fields, k);
            if (!field->place.file && level != template->root)
                continue;
            if (field == level->code || field == level->title)
                continue;
            if (!any)
                g_string_append_printf(text, "  %s\n", level->name);
            any = true;
            describe_field(text, field);
        }
    }
}

static const char *directions(const struct control *control)
{
    return control->read && control->write ? "si legge e si scrive"
           : control->read                 ? "si legge"
                                           : "si scrive";
}

/* The levels of the rows, from the first to the last, each once. */
static void add_row_levels(GString *text, const struct table *table)
{
    level_set seen = 0;
    for (unsigned i = 0; i < table->row_count; i++) {
        const struct control *control = &table->rows[i].control;
        for (unsigned k = 0; k < control->level_count; k++) {
            const struct level *level = control->levels[k];
            if (!(seen & LEVEL_BIT(level)))
                g_string_append_printf(text, "%s%s", seen ? ", " : "; righe: ", level->name);
            seen |= LEVEL_BIT(level);
        }
    }
    seen = 0;
    for (unsigned i = 0; i < table->column_count; i++) {
        const struct level *level = control_level(&table->columns[i].control);
        if (level && !(seen & LEVEL_BIT(level)))
            g_string_append_printf(text, "%s%s", seen ? ", " : "; una colonna per ogni ", level->name);
        seen |= level ? LEVEL_BIT(level) : 0;
    }
}

static void add_header(GString *text, const struct table *table)
{
    for (unsigned i = 0; i < table->row_count; i++) {
        const struct template_row *row = &table->rows[i];
        if (!row->header)
            continue;
        g_string_append(text, "    intestazione:");
        for (unsigned k = 0; k < row->cell_count; k++) {
            char *cell = text_one_line(row->cells[k].pattern->source);
            g_string_append_printf(text, "%s %s", k > 0 ? " |" : "", cell);
            g_free(cell);
        }
        g_string_append_c(text, '\n');
        return;
    }
}

static void describe_sheets(GString *text, const struct template *template)
{
    add_heading(text, "Fogli");
    for (unsigned i = 0; i < template->sheets->len; i++) {
        const struct template_sheet *sheet = g_ptr_array_index(template->sheets, i);
        const struct control *first = &sheet->tables[0]->control;
        g_string_append_printf(text, "  %s", sheet->drawing->name);
        if (first->per && control_level(first))
            g_string_append_printf(text, ", uno per ogni %s", control_level(first)->name);
        g_string_append_c(text, '\n');
        for (unsigned k = 0; k < sheet->table_count; k++) {
            const struct table *table = sheet->tables[k];
            g_string_append_printf(text, "    tabella: %s", directions(&table->control));
            if (table->control.condition_source)
                g_string_append_printf(text, ", con %s", table->control.condition_source);
            add_row_levels(text, table);
            g_string_append_c(text, '\n');
            add_header(text, table);
        }
    }
}

static void describe_method(GString *text, const struct template *template)
{
    add_heading(text, "Metodo");
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(template->levels, i);
        bool any = false;
        for (unsigned k = 0; k < level->fields->len; k++) {
            const struct field *field = g_ptr_array_index(level->fields, k);
            if (!field->formula)
                continue;
            if (!any)
                g_string_append_printf(text, "  %s\n", level->name);
            any = true;
            g_string_append_printf(text, "    %s: ", field->name);
            words_append(text, template, field);
            g_string_append_printf(text, "\n      = %s\n", field->formula_source);
        }
    }
}

static void add_bound(GString *text, const char *word, const struct decimal *number,
    const struct field *field, bool exclusive, bool percent)
{
    struct decimal shown = *number;
    shown.exponent += percent && shown.coefficient != 0 ? 2 : 0;
    char *plain = decimal_to_text(shown);
    for (char *at = plain; *at; at++)
        *at = *at == '.' ? ',' : *at;
    g_string_append_printf(text, " %s %s%s%s", word, field ? field->name : plain,
        !field && percent ? "%" : "", exclusive ? " escluso" : "");
    g_free(plain);
}

static void describe_bands(GString *text, const struct template *template)
{
    if (template->bands->len > 0)
        add_heading(text, "Classi");
    const struct field *before = NULL;
    for (unsigned i = 0; i < template->bands->len; i++) {
        const struct band *band = &g_array_index(template->bands, struct band, i);
        bool percent = band->field->type == TYPE_PERCENT;
        if (band->field != before)
            g_string_append_printf(text, "  %s di %s\n", band->field->name, band->field->level->name);
        before = band->field;
        g_string_append_printf(text, "    %s:", band->label);
        add_bound(text, "da", &band->from, band->from_field, band->from_exclusive, percent);
        if (band->has_to)
            add_bound(text, "a", &band->to, band->to_field, band->to_exclusive, percent);
        g_string_append_c(text, '\n');
    }
}

static void describe_checks(GString *text, const struct template *template)
{
    if (template->checks->len > 0)
        add_heading(text, "Controlli");
    for (unsigned i = 0; i < template->checks->len; i++) {
        const struct check_line *check = &g_array_index(template->checks, struct check_line, i);
        g_string_append_printf(text, "  %s%s%s%s%s: %s (%s)\n", check->path ? check->path->name : "",
            check->path ? "." : "", check->level->name, check->condition_source ? " con " : "",
            check->condition_source ? check->condition_source : "", check->source,
            severity_name(check->severity));
    }
}

static void describe_annexes(GString *text, const struct template *template)
{
    if (template->annexes->len > 0)
        add_heading(text, "Allegati");
    for (unsigned i = 0; i < template->annexes->len; i++) {
        const struct annex *annex = &g_array_index(template->annexes, struct annex, i);
        g_string_append_printf(text, "  %s:", annex->name->source);
        for (unsigned k = 0; k < annex->sheet_count; k++)
            g_string_append_printf(text, "%s %s", k > 0 ? ";" : "", annex->sheets[k]);
        g_string_append_c(text, '\n');
    }
}

char *template_describe(const struct template *template)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(
        text, "%s (%s)\n", template->name, template->kind == KIND_PIANO ? "piano" : "relazione");
    if (template->description)
        g_string_append_printf(text, "%s\n", template->description);
    if (template->version)
        g_string_append_printf(text, "versione %s\n", template->version);
    for (unsigned i = 0; i < template->root_values->len; i++) {
        const struct root_value *value = g_ptr_array_index(template->root_values, i);
        g_string_append_printf(text, "%s: %s\n", value->field->name, value->text);
    }
    describe_levels(text, template);
    describe_fields(text, template);
    describe_sheets(text, template);
    describe_method(text, template);
    describe_bands(text, template);
    describe_checks(text, template);
    describe_annexes(text, template);
    return g_string_free(text, FALSE);
}

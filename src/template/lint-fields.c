/* Fields that are never read or never written, levels that no table reads. */
#include "support/intl.h"
#include "template/checks.h"

struct usage {
    GHashTable *fields; /* struct field *, as a set */
    level_set levels;
};

struct usages {
    struct usage read, written;
};

static void note_placeholder(const struct placeholder *placeholder, void *data)
{
    struct usage *usage = data;
    if (placeholder->field)
        g_hash_table_add(usage->fields, (gpointer)(uintptr_t)placeholder->field);
    if (placeholder->level)
        usage->levels |= LEVEL_BIT(placeholder->level);
}

static void note_pattern(struct usages *usages, const struct pattern *pattern, bool read, bool written)
{
    if (read)
        each_placeholder(pattern, note_placeholder, &usages->read);
    if (written)
        each_placeholder(pattern, note_placeholder, &usages->written);
}

static void note_row(struct usages *usages, const struct template_row *row)
{
    const struct table *table = row->table;
    for (unsigned i = 0; i < row->cell_count; i++) {
        const struct template_cell *cell = &row->cells[i];
        const struct control *column =
            cell->column <= table->column_count ? &table->columns[cell->column - 1].control : NULL;
        bool read = table->control.read && row->control.read && (!column || column->read);
        bool written = table->control.write && row->control.write && (!column || column->write);
        note_pattern(usages, cell->pattern, read, written);
    }
    for (unsigned i = 0; i < row->control.level_count; i++) {
        if (table->control.read && row->control.read && !row->control.exists)
            usages->read.levels |= LEVEL_BIT(row->control.levels[i]);
        if (table->control.write && row->control.write)
            usages->written.levels |= LEVEL_BIT(row->control.levels[i]);
    }
}

static void note_sheet(struct usages *usages, const struct template_sheet *sheet)
{
    bool read = false, written = false;
    for (unsigned i = 0; i < sheet->table_count; i++) {
        const struct table *table = sheet->tables[i];
        read |= table->control.read;
        written |= table->control.write;
        for (unsigned k = 0; k < table->row_count; k++)
            note_row(usages, &table->rows[k]);
    }
    note_pattern(usages, sheet->tab, read, written);
    for (unsigned i = 0; i < 3; i++) {
        note_pattern(usages, sheet->header[i], false, written);
        note_pattern(usages, sheet->footer[i], false, written);
    }
    const struct level *level = control_level(&sheet->tables[0]->control);
    usages->read.levels |= level && read ? LEVEL_BIT(level) : 0;
}

static bool is_known_beforehand(const struct template *template, const struct field *field)
{
    for (unsigned i = 0; i < template->root_values->len; i++)
        if (((const struct root_value *)g_ptr_array_index(template->root_values, i))->field == field)
            return true;
    return false;
}

static void lint_field(struct lint *lint, const struct usages *usages, const struct field *field)
{
    bool read = g_hash_table_contains(usages->read.fields, field);
    bool written = g_hash_table_contains(usages->written.fields, field);
    if (!field->place.file)
        return;
    if (!read && !field->formula && !is_known_beforehand(lint->template, field))
        lint_say(lint, SEVERITY_WARNING, &field->place,
            _("the field %s.%s is neither read nor computed: it is always empty"), field->level->name,
            field->name);
    else if (!written)
        lint_say(lint, SEVERITY_NOTE, &field->place, _("the field %s.%s is never written"),
            field->level->name, field->name);
}

void lint_fields(struct lint *lint)
{
    struct usages usages = {
        .read.fields = g_hash_table_new(NULL, NULL), .written.fields = g_hash_table_new(NULL, NULL)};
    const struct template *template = lint->template;
    for (unsigned i = 0; i < template->sheets->len; i++)
        note_sheet(&usages, g_ptr_array_index(template->sheets, i));
    for (unsigned i = 0; i < template->annexes->len; i++) {
        const struct annex *annex = &g_array_index(template->annexes, struct annex, i);
        note_pattern(&usages, annex->name, false, true);
        note_pattern(&usages, annex->title, false, true);
    }
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(template->levels, i);
        if (level != template->root && !(usages.read.levels & LEVEL_BIT(level)))
            lint_say(lint, SEVERITY_WARNING, &level->place, _("no table reads the level %s"), level->name);
        for (unsigned k = 0; k < level->fields->len; k++)
            lint_field(lint, &usages, g_ptr_array_index(level->fields, k));
    }
    g_hash_table_unref(usages.read.fields);
    g_hash_table_unref(usages.written.fields);
}

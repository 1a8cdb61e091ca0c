/* `template check`: the workbook as a whole. */
#include "template/lint.h"

#include <string.h>
#include "grid/picture.h"
#include "support/intl.h"
#include "support/text.h"
#include "template/checks.h"

#define TAB_MOST 31u /* UTF-16 units: Excel's limit */

static const enum finding_id finding_of[] = {
    [SEVERITY_NOTE] = FINDING_TEMPLATE_NOTE,
    [SEVERITY_WARNING] = FINDING_TEMPLATE_WARNING,
    [SEVERITY_ERROR] = FINDING_TEMPLATE_ERROR,
};

void lint_say(struct lint *lint, enum severity severity, const struct place *place, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char *text = g_strdup_vprintf(format, list);
    va_end(list);
    findings_add(lint->findings, finding_of[severity], place, NULL, text, NULL);
    g_free(text);
}

struct place lint_place(const struct table *table, unsigned row, unsigned column)
{
    struct place place = sheet_place(table->sheet->drawing, row, column);
    place.file = g_intern_string(place.file);
    place.sheet = g_intern_string(place.sheet);
    return place;
}

void each_placeholder(const struct pattern *pattern,
    void (*visit)(const struct placeholder *placeholder, void *data), void *data)
{
    for (unsigned i = 0; pattern && i < pattern->segment_count; i++) {
        const struct placeholder *placeholder = pattern->segments[i].placeholder;
        if (!placeholder)
            continue;
        visit(placeholder, data);
        if (placeholder->item)
            each_placeholder(placeholder->item, visit, data);
    }
}

static struct place whole_sheet(const struct sheet *sheet)
{
    struct place place = sheet_place(sheet, PLACE_NO_CELL, PLACE_NO_CELL);
    place.file = g_intern_string(place.file);
    place.sheet = g_intern_string(place.sheet);
    return place;
}

static const struct {
    unsigned feature;
    const char *text;
} not_carried_over[] = {
    {FEATURE_CONDITIONAL_FORMATS,
        N_("conditional formats are not carried over: write looks of values in Classi")},
    {FEATURE_VALIDATIONS, N_("validations are not carried over")},
    {FEATURE_COMMENTS, N_("comments are not carried over")},
    {FEATURE_PICTURES, N_("pictures are not carried over: name the emblem in Modello, stemma")},
    {FEATURE_AUTOFILTER, N_("the filter is not carried over")},
    {FEATURE_FIRST_EVEN_HEADERS, N_("headers of the first and of even pages are not carried over")},
    {FEATURE_HYPERLINKS, N_("links are not carried over")},
    {FEATURE_TABLES, N_("table objects are not carried over: the cells are")},
    {FEATURE_GRADIENTS, N_("gradients become solid fills")},
    {FEATURE_PROTECTION, N_("sheet protection is not carried over")},
};

static void lint_cells(struct lint *lint, const struct sheet *sheet)
{
    for (unsigned i = 0; i < sheet->cells->len; i++) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, i);
        struct place place = whole_sheet(sheet);
        place.row = cell->row;
        place.column = cell->column;
        if (cell_formula(cell))
            lint_say(lint, SEVERITY_WARNING, &place,
                _("the formula =%s is not carried over, its value is: write the calculation in Calcoli"),
                cell_formula(cell));
        if (!cell_is_blank(cell) && sheet_is_covered(sheet, cell->row, cell->column))
            lint_say(
                lint, SEVERITY_WARNING, &place, _("a text hidden under a merged cell is not carried over"));
    }
}

static void lint_sheets(struct lint *lint)
{
    const struct workbook *workbook = lint->template->workbook;
    for (unsigned i = 0; i < workbook->sheets->len; i++) {
        const struct sheet *sheet = g_ptr_array_index(workbook->sheets, i);
        struct place place = whole_sheet(sheet);
        if (g_ascii_strcasecmp(sheet->name, "Metodo") == 0)
            continue;
        if (sheet->visibility != SHEET_VISIBLE) {
            lint_say(lint, SEVERITY_NOTE, &place, _("a hidden sheet: not part of the template"));
            continue;
        }
        if (text_utf16_length(sheet->name) > TAB_MOST)
            lint_say(lint, SEVERITY_ERROR, &place,
                _("the tab's name is longer than the %u characters that Excel allows"), TAB_MOST);
        for (unsigned k = 0; k < G_N_ELEMENTS(not_carried_over); k++)
            if (sheet->features & not_carried_over[k].feature)
                lint_say(lint, SEVERITY_WARNING, &place, "%s", _(not_carried_over[k].text));
        if (sheet->page.has_print_area)
            lint_say(lint, SEVERITY_WARNING, &place, _("the print area is not carried over"));
        lint_cells(lint, sheet);
    }
    for (unsigned i = 0; i < workbook->sheets->len; i++) {
        const struct sheet *sheet = g_ptr_array_index(workbook->sheets, i);
        bool used = g_ascii_strcasecmp(sheet->name, "Metodo") == 0 || sheet->visibility != SHEET_VISIBLE;
        for (unsigned k = 0; k < lint->template->sheets->len && !used; k++)
            used = ((const struct template_sheet *)g_ptr_array_index(lint->template->sheets, k))->drawing ==
                   sheet;
        struct place place = whole_sheet(sheet);
        if (!used)
            lint_say(lint, SEVERITY_NOTE, &place, _("an empty sheet: not part of the template"));
    }
}

/* Does the glob of an annex name a sheet that is written? */
static bool names_written(const struct template *template, const char *glob)
{
    for (unsigned i = 0; i < template->tables->len; i++) {
        const struct table *table = g_ptr_array_index(template->tables, i);
        if (table->control.write && text_glob(glob, table->sheet->drawing->name))
            return true;
    }
    return false;
}

static void lint_annexes(struct lint *lint)
{
    for (unsigned i = 0; i < lint->template->annexes->len; i++) {
        const struct annex *annex = &g_array_index(lint->template->annexes, struct annex, i);
        for (unsigned k = 0; k < annex->sheet_count; k++)
            if (!names_written(lint->template, annex->sheets[k]))
                lint_say(lint, SEVERITY_WARNING, &annex->place, _("no sheet that is written is named \"%s\""),
                    annex->sheets[k]);
    }
}

static void lint_emblem(struct lint *lint, const struct place *place)
{
    char *path = template_emblem_path(lint->template);
    GError *error = NULL;
    struct picture *picture = path ? picture_read(path, &error) : NULL;
    if (path && !g_file_test(path, G_FILE_TEST_EXISTS))
        lint_say(lint, SEVERITY_ERROR, place, _("stemma \"%s\" does not lie beside the template"),
            lint->template->emblem);
    else if (error)
        lint_say(lint, SEVERITY_ERROR, place, _("stemma: %s"), error->message);
    g_clear_error(&error);
    picture_free(picture);
    g_free(path);
}

static void lint_model(struct lint *lint)
{
    const struct template *template = lint->template;
    struct place place = whole_sheet(workbook_sheet(template->workbook, "Metodo"));
    bool named = false;
    for (const char *at = template->name; *at; at++)
        named |= !strchr("/\\:*?\"<>|", *at);
    if (strpbrk(template->name, "/\\:*?\"<>|") || !named || *template->name == '.')
        lint_say(
            lint, SEVERITY_ERROR, &place, _("nome \"%s\" cannot be part of a file name"), template->name);
    lint_emblem(lint, &place);
    if (template->workbook->has_defined_names)
        lint_say(lint, SEVERITY_WARNING, &place, _("defined names are not carried over"));
}

void lint_template(const struct template *template, struct findings *findings)
{
    struct lint lint = {template, findings};
    lint_model(&lint);
    lint_sheets(&lint);
    lint_annexes(&lint);
    lint_formulas(&lint);
    lint_cycles(&lint);
    lint_rows(&lint);
    lint_fields(&lint);
}

#include "filled.h"

#include <string.h>
#include "support/text.h"
#include "text-template.h"

#define DEPTH_MOST 16

/* The records of the plan's text get their cells' values from one input workbook, a row for each field. */
struct planting {
    struct filled *filled;
    GString *cells; /* the input's text, in the first pass */
    unsigned row;   /* of the input, in the second pass */
    struct record *open[DEPTH_MOST];
};

static void plant_field(struct planting *planting, struct record *record, const char *name, const char *typed)
{
    if (planting->cells != NULL) {
        g_string_append_printf(planting->cells, "%s\tx\n", typed);
        return;
    }
    const struct template *template = planting->filled->template;
    const struct field *field = template_field(record->level, name);
    if (field == NULL)
        g_error("no field %s of %s", name, record->level->name);
    const struct sheet *sheet = g_ptr_array_index(planting->filled->input->sheets, 0);
    const struct cell *cell = sheet_cell(sheet, planting->row++, 0);
    const struct value *value =
        cell == NULL || cell->kind == CELL_EMPTY
            ? NULL
            : value_from_cell(planting->filled->plan->arena, template, field, sheet, cell, NULL);
    record_set(record, field, value);
    if (value == NULL && cell != NULL)
        record->formats[field->index] = workbook_get_style(sheet->workbook, cell->style)->format;
}

static void plant_codes(struct planting *planting, const char *line)
{
    char **parts = g_strsplit_set(line, " :", -1);
    if (planting->cells == NULL)
        for (char **code = parts + 2; *code != NULL; code++)
            if (**code != '\0')
                plan_add_column_code(
                    planting->filled->plan, template_level(planting->filled->template, parts[1]), *code);
    g_strfreev(parts);
}

static void plant_line(struct planting *planting, const char *line)
{
    struct filled *filled = planting->filled;
    unsigned depth = (unsigned)strspn(line, " ") / 2;
    char **parts = g_strsplit(line + depth * 2, ";", -1);
    char *code = strchr(parts[0], ' ');
    if (code != NULL)
        *code++ = '\0';
    const struct level *level = template_level(filled->template, g_strstrip(parts[0]));
    if (level == NULL)
        g_error("no level %s", parts[0]);
    struct record *record = filled->plan->root;
    if (level != filled->template->root && planting->cells == NULL) {
        record = plan_add_record(filled->plan, level, depth == 0 ? record : planting->open[depth - 1]);
        planting->open[depth] = record;
        if (code != NULL)
            record_set(record, level->code, value_from_code(filled->plan->arena, code, &record->place));
    }
    for (char **part = parts + 1; *part != NULL; part++) {
        char *equals = strchr(*part, '=');
        if (equals == NULL)
            g_error("no value in %s", *part);
        *equals = '\0';
        plant_field(planting, record, g_strstrip(*part), g_strstrip(equals + 1));
    }
    g_strfreev(parts);
}

static void plant(struct planting *planting, const char *plan)
{
    char **lines = g_strsplit(plan, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        if (g_str_has_prefix(*line, "codici "))
            plant_codes(planting, *line);
        else if (**line != '\0')
            plant_line(planting, *line);
    g_strfreev(lines);
}

struct filled *filled_from_drawing(
    struct workbook *drawing, const char *plan, enum plan_kind kind, const char *sheets)
{
    struct filled *filled = g_new0(struct filled, 1);
    filled->findings = findings_new();
    filled->omitted = g_ptr_array_new_with_free_func(g_free);
    GError *error = NULL;
    filled->template = template_from_workbook(drawing, "test.xlsx", filled->findings, &error);
    if (filled->template == NULL)
        g_error("template: %s", error->message);
    filled->plan = plan_new(filled->template);
    struct planting planting = {.filled = filled, .cells = g_string_new("== Dati\n")};
    plant(&planting, plan);
    filled->input = text_workbook("piano.xlsx", planting.cells->str);
    g_string_free(planting.cells, TRUE);
    planting.cells = NULL;
    plant(&planting, plan);
    filled->calculation = calculation_new(filled->plan, kind, filled->findings);
    struct fill_options options = {.kind = kind, .sheets = sheets};
    filled->output = fill_report(
        filled->plan, filled->calculation, &options, filled->omitted, filled->findings, &filled->error);
    g_assert_true((filled->output == NULL) == (filled->error != NULL));
    return filled;
}

struct filled *filled_new(const char *drawing, const char *plan, enum plan_kind kind, const char *sheets)
{
    return filled_from_drawing(text_drawing("test.xlsx", drawing), plan, kind, sheets);
}

void filled_free(struct filled *filled)
{
    if (filled->output != NULL)
        workbook_free(filled->output);
    g_clear_error(&filled->error);
    calculation_free(filled->calculation);
    plan_free(filled->plan);
    workbook_free(filled->input);
    template_free(filled->template);
    findings_free(filled->findings);
    g_ptr_array_free(filled->omitted, TRUE);
    g_free(filled);
}

static void add_row(const struct sheet *sheet, const struct row *row, GString *text)
{
    const struct cell *cells = sheet_row_cells(sheet, row);
    GString *line = g_string_new(NULL);
    unsigned column = 0;
    for (unsigned i = 0; i < row->count; i++) {
        char *shown = cell_display(sheet->workbook, &cells[i]);
        char *quoted = text_quote(shown, 0);
        for (; *quoted != '\0' && column < cells[i].column; column++)
            g_string_append(line, " | ");
        g_string_append(line, quoted);
        g_free(quoted);
        g_free(shown);
    }
    g_string_append(text, line->str);
    g_string_append_c(text, '\n');
    g_string_free(line, TRUE);
}

static void add_merges(const struct sheet *sheet, GString *text)
{
    for (unsigned i = 0; i < sheet->merges->len; i++) {
        const struct range *merge = &g_array_index(sheet->merges, struct range, i);
        char first[16], last[16];
        place_address(merge->first_row, merge->first_column, first);
        place_address(merge->last_row, merge->last_column, last);
        g_string_append_printf(text, "%s%s:%s", i == 0 ? "{" : " ", first, last);
    }
    if (sheet->merges->len > 0)
        g_string_append(text, "}\n");
}

char *filled_text(const struct filled *filled)
{
    if (filled->output == NULL)
        return g_strdup(filled->error->message);
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < filled->output->sheets->len; i++) {
        const struct sheet *sheet = g_ptr_array_index(filled->output->sheets, i);
        g_string_append_printf(text, "== %s\n", sheet->name);
        for (unsigned r = 0; r < sheet->rows->len; r++)
            add_row(sheet, &g_array_index(sheet->rows, struct row, r), text);
        add_merges(sheet, text);
    }
    return g_string_free(text, FALSE);
}

static void check_case(gconstpointer data)
{
    const struct filled_case *this = data;
    struct filled *filled = filled_new(this->drawing, this->plan, KIND_RELAZIONE, NULL);
    char *text = filled_text(filled);
    g_assert_cmpstr(text, ==, this->expected);
    g_free(text);
    filled_free(filled);
}

void filled_add_cases(const char *prefix, const struct filled_case *cases, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        char *path = g_strconcat(prefix, "/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], check_case);
        g_free(path);
    }
}

#include "text-plan.h"

#include <string.h>
#include "grid/numfmt.h"
#include "text-template.h"

static void set_field(
    struct text_plan *plan, struct record *record, const char *name, const char *text, unsigned line)
{
    const struct field *field = template_field(record->level, name);
    if (field == NULL)
        g_error("no field %s of %s", name, record->level->name);
    struct place place = {.file = "piano.xlsx", .sheet = "Foglio1", .row = line, .column = field->index};
    bool formula = g_str_has_prefix(text, "fx ");
    const char *operator_sign = NULL;
    if (formula)
        text += strlen("fx ");
    if (text[0] == '[') {
        static const char *const signs[] = {">=", "<=", ">", "<", "="};
        const char *end = strchr(text, ']');
        for (unsigned i = 0; i < G_N_ELEMENTS(signs); i++) {
            if (strncmp(text + 1, signs[i], (size_t)(end - text - 1)) == 0 &&
                strlen(signs[i]) == (size_t)(end - text - 1))
                operator_sign = signs[i];
        }
        text = end + 1;
    }
    char *shown = NULL, *format = NULL;
    if (text[0] == '{') {
        const char *end = strchr(text, '}');
        format = g_strndup(text + 1, (gsize)(end - text - 1));
        text = end + 1;
    }
    const struct value *value = value_from_text(plan->plan->arena, plan->template, field, text, &place);
    if (value == NULL)
        g_error("no value of %s: %s", name, text);
    struct value *copy = arena_new0(plan->plan->arena, struct value, 1);
    *copy = *value;
    copy->from_formula = formula;
    copy->operator_sign = operator_sign;
    if (format != NULL) {
        shown = numfmt_display(format, copy->number);
        copy->format = arena_strdup(plan->plan->arena, format);
        copy->text = arena_strdup(plan->plan->arena, shown);
    }
    g_free(shown);
    g_free(format);
    record_set(record, field, copy);
}

static void add_line(struct text_plan *plan, GPtrArray *open, char *text, unsigned line)
{
    unsigned depth = 0;
    while (text[depth] == '.')
        depth++;
    char **cells = g_strsplit(text + depth, "|", -1);
    const struct level *level = template_level(plan->template, g_strstrip(cells[0]));
    if (level == NULL)
        g_error("no level %s", cells[0]);
    struct record *record = plan->plan->root;
    if (level != plan->template->root) {
        record = plan_add_record(plan->plan, level, g_ptr_array_index(open, depth));
        record->place = (struct place){.file = "piano.xlsx", .sheet = "Foglio1", .row = line, .column = 0};
        g_ptr_array_set_size(open, (gint)depth + 1);
        g_ptr_array_add(open, record);
    }
    for (unsigned i = 1; cells[i] != NULL; i++) {
        char *colon = strchr(cells[i], ':');
        *colon = '\0';
        set_field(plan, record, g_strstrip(cells[i]), g_strstrip(colon + 1), line);
    }
    g_strfreev(cells);
}

struct text_plan text_plan_new(const char *metodo, const char *records, enum plan_kind kind)
{
    struct text_plan plan = {.findings = findings_new()};
    GError *error = NULL;
    char *drawing = g_strconcat("== Metodo\n", metodo, "\n== Tabella\nleggi\n\tPiano\n", NULL);
    struct workbook *workbook = text_drawing("modello.xlsx", drawing);
    g_free(drawing);
    plan.template = template_from_workbook(workbook, "modello.xlsx", plan.findings, &error);
    g_assert_no_error(error);
    plan.plan = plan_new(plan.template);
    GPtrArray *open = g_ptr_array_new();
    g_ptr_array_add(open, plan.plan->root);
    char **lines = g_strsplit(records, "\n", -1);
    for (unsigned i = 0; lines[i] != NULL; i++) {
        if (*g_strstrip(lines[i]) != '\0')
            add_line(&plan, open, lines[i], i);
    }
    g_strfreev(lines);
    g_ptr_array_free(open, TRUE);
    plan.calculation = calculation_new(plan.plan, kind, plan.findings);
    return plan;
}

void text_plan_clear(struct text_plan *plan)
{
    calculation_free(plan->calculation);
    plan_free(plan->plan);
    template_free(plan->template);
    findings_free(plan->findings);
}

struct record *text_plan_record(const struct text_plan *plan, const char *code)
{
    struct record *record = plan->plan->root;
    while (code != NULL && record != NULL && g_strcmp0(record_code(record), code) != 0)
        record = record_next_any(plan->plan->root, record);
    if (record == NULL)
        g_error("no record %s", code);
    return record;
}

char *figure_to_text(const struct figure *figure)
{
    GString *list;
    switch (figure->kind) {
    case VALUE_NC:
        return g_strdup("NC");
    case VALUE_NUMBER:
        return rational_to_text(figure->number);
    case VALUE_DATE:
        return numfmt_display("dd/mm/yyyy", rational_to_decimal(figure->number));
    case VALUE_BOOLEAN:
        return g_strdup(rational_sign(figure->number) != 0 ? "vero" : "falso");
    case VALUE_TEXT:
        return g_strdup_printf("'%s'", figure->text);
    case VALUE_LIST:
        list = g_string_new("[");
        for (unsigned i = 0; i < figure->item_count; i++)
            g_string_append_printf(list, "%s%s", i > 0 ? " " : "", figure->items[i]);
        g_string_append_c(list, ']');
        return g_string_free(list, FALSE);
    default:
        return g_strdup("-");
    }
}

char *text_plan_formula(
    const struct text_plan *plan, const char *code, const char *formula, const struct scope *scope)
{
    char *problem = NULL;
    const struct formula *parsed = formula_parse(plan->plan->arena, formula, &problem);
    if (parsed == NULL)
        g_error("%s: %s", formula, problem);
    struct figure figure =
        calculation_formula(plan->calculation, parsed, text_plan_record(plan, code), scope);
    return figure_to_text(&figure);
}

char *text_plan_field(const struct text_plan *plan, const char *code, const char *field)
{
    const struct record *record = text_plan_record(plan, code);
    struct figure figure = calculation_field(plan->calculation, record, template_field(record->level, field));
    return figure_to_text(&figure);
}

unsigned text_plan_findings(const struct text_plan *plan, enum finding_id id)
{
    unsigned count = 0;
    for (unsigned i = 0; i < findings_count(plan->findings); i++)
        count += findings_get(plan->findings, i)->id == id;
    return count;
}

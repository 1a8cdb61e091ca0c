#include "outcome.h"

#include <string.h>
#include "support/date.h"
#include "support/italian.h"
#include "support/text.h"
#include "template/template.h"

char *outcome_account(const struct account *account)
{
    struct account_totals totals = account_count(account, NULL);
    return g_strdup_printf("%u cells, %u field, %u fixed, %u ignored, %u unrecognized\n", totals.cells,
        totals.states[STATE_FIELD], totals.states[STATE_FIXED], totals.states[STATE_IGNORED],
        totals.states[STATE_UNRECOGNIZED]);
}

static bool looks_typed(const char *text)
{
    struct number_text number;
    int32_t serial;
    return (italian_number(text, &number) && !number.decimal_point) || italian_date(text, &serial) ||
           strcmp(text, "VERO") == 0 || strcmp(text, "FALSO") == 0;
}

static char *cell_outcome(const struct workbook *report, const struct cell *cell)
{
    char *shown = cell_display(report, cell);
    bool marked = cell->kind == CELL_TEXT && looks_typed(shown);
    GString *text = g_string_new(marked ? "'" : NULL);
    g_string_append(text, shown);
    g_string_replace(text, "\n", "\\n", 0);
    g_string_replace(text, "\t", "\\t", 0);
    g_free(shown);
    return g_string_free(text, FALSE);
}

static void add_sheet(GString *text, const struct sheet *sheet)
{
    g_string_append_printf(text, "== %s\n", sheet->name);
    unsigned row = 0, column = 0;
    bool begun = false;
    for (unsigned i = 0; i < sheet->cells->len; i++) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, i);
        if (cell->kind == CELL_EMPTY) {
            continue;
        }
        for (; row < cell->row; row++) {
            g_string_append_c(text, '\n');
            column = 0;
        }
        for (; column < cell->column; column++) {
            g_string_append_c(text, '\t');
        }
        char *shown = cell_outcome(sheet->workbook, cell);
        g_string_append(text, shown);
        g_free(shown);
        begun = true;
    }
    if (begun) {
        g_string_append_c(text, '\n');
    }
}

char *outcome_written(const struct workbook *report)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < report->sheets->len; i++) {
        const struct sheet *sheet = report->sheets->pdata[i];
        if (strcmp(sheet->name, "Calcoli") != 0) /* no table of the template */
            add_sheet(text, sheet);
    }
    return g_string_free(text, FALSE);
}

char *outcome_merges(const struct workbook *report)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < report->sheets->len; i++) {
        const struct sheet *sheet = report->sheets->pdata[i];
        for (unsigned j = 0; j < sheet->merges->len; j++) {
            const struct range *range = &g_array_index(sheet->merges, struct range, j);
            char from[16], to[16];
            place_address(range->first_row, range->first_column, from);
            place_address(range->last_row, range->last_column, to);
            g_string_append_printf(text, "%s!%s:%s\n", sheet->name, from, to);
        }
    }
    return g_string_free(text, FALSE);
}

static void add_date(GString *text, struct decimal number)
{
    struct civil_date date = date_from_serial((int32_t)decimal_floor(number));
    g_string_append_printf(text, "%02d/%02d/%04d", date.day, date.month, date.year);
}

static void add_value(GString *text, const struct value *value)
{
    char *shown = text_quote(value->text ? value->text : "", 0);
    char *number = decimal_to_text(value->number);
    switch (value->kind) {
    case VALUE_MISSING:
        g_string_append(text, "?");
        break;
    case VALUE_NC:
        g_string_append_printf(text, "NC(%s)", shown);
        break;
    case VALUE_NUMBER:
        g_string_append(text, number);
        break;
    case VALUE_DATE:
        add_date(text, value->number);
        break;
    case VALUE_BOOLEAN:
        g_string_append(text, decimal_is_zero(value->number) ? "no" : "sì");
        break;
    case VALUE_TEXT:
        g_string_append_printf(text, "\"%s\"", shown);
        break;
    case VALUE_LIST:
        g_string_append_c(text, '[');
        for (unsigned i = 0; i < value->item_count; i++) {
            g_string_append_printf(text, "%s%s", i ? " " : "", value->items[i]);
        }
        g_string_append_c(text, ']');
        break;
    }
    g_free(number);
    g_free(shown);
}

static void add_record(GString *text, const struct record *record, unsigned depth)
{
    g_string_append_printf(text, "%*s%s", (int)depth * 2, "", record->level->name);
    for (unsigned i = 0; i < record->level->fields->len; i++) {
        const struct field *field = record->level->fields->pdata[i];
        const struct value *value = record_get(record, field);
        if (value) {
            g_string_append_printf(text, " %s=", field->name);
            add_value(text, value);
        }
    }
    g_string_append_c(text, '\n');
    for (const struct record *child = record->first_child; child; child = child->next) {
        add_record(text, child, depth + 1);
    }
}

char *outcome_records(const struct plan *plan)
{
    GString *text = g_string_new(NULL);
    add_record(text, plan->root, 0);
    return g_string_free(text, FALSE);
}

static char *place_outcome(const struct place *place, const GPtrArray *workbooks, const char *template_name)
{
    char address[16] = "";
    if (!place->file) {
        return g_strdup("-");
    }
    place_address(place->row, place->column, address);
    const struct workbook *first = workbooks->len ? workbooks->pdata[0] : NULL;
    bool own = strcmp(place->file, template_name) == 0;
    if (!own && workbooks->len == 1 && first->sheets->len == 1 && *address) {
        return g_strdup(address);
    }
    if (!own && workbooks->len == 1) {
        return g_strdup_printf("%s!%s", place->sheet ? place->sheet : "", address);
    }
    return g_strdup_printf("%s:%s!%s", place->file, place->sheet ? place->sheet : "", address);
}

char *outcome_finding(const struct finding *finding, const GPtrArray *workbooks, const char *template_name)
{
    char *place = place_outcome(&finding->place, workbooks, template_name);
    char *other = place_outcome(&finding->other, workbooks, template_name);
    char *line = g_strdup_printf("%s %s %s%s%s", severity_name(finding->severity), finding_name(finding->id),
        place, finding->other.file ? " / " : "", finding->other.file ? other : "");
    g_free(other);
    g_free(place);
    return line;
}

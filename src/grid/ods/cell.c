/* From the pieces of a cell to its typed value. */
#include <string.h>

#include "grid/ods/ods.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"

/* The format that a value shows its type by where its style says nothing. */
static void set_format(struct ods *ods, struct cell *cell, const char *code)
{
    struct workbook *workbook = ods->workbook;
    struct style style = *workbook_get_style(workbook, cell->style);
    style.format = code;
    cell->style = workbook_style(workbook, &style);
}

static void set_moment(struct ods *ods, struct cell *cell, struct decimal number, bool day)
{
    enum format_class class = numfmt_class(workbook_get_style(ods->workbook, cell->style)->format);
    if (class == FORMAT_GENERAL && !workbook_get_style(ods->workbook, cell->style)->format) {
        set_format(ods, cell,
            !day                         ? "hh:mm:ss"
            : decimal_is_integer(number) ? "dd/mm/yyyy"
                                         : "dd/mm/yyyy hh:mm");
        class = day ? FORMAT_DATE : FORMAT_TIME;
    }
    cell_set_number(cell, number, class, false);
}

static bool is_truth(const char *text, struct decimal number)
{
    bool one = decimal_equal(number, decimal_from_int(1));
    if (!one && !decimal_is_zero(number))
        return false;
    return strcmp(text, one ? "VERO" : "FALSO") == 0 || strcmp(text, one ? "TRUE" : "FALSE") == 0;
}

static void set_number(
    struct ods *ods, const struct ods_raw *raw, const char *shown, struct cell *cell, struct decimal number)
{
    const char *code = workbook_get_style(ods->workbook, cell->style)->format;
    if (!code && is_truth(shown, number)) {
        cell->kind = CELL_BOOLEAN;
        cell->number = number;
        return;
    }
    if (!code && strcmp(raw->type, "percentage") == 0)
        set_format(ods, cell, "0.00%");
    cell_set_number(
        cell, number, numfmt_class(workbook_get_style(ods->workbook, cell->style)->format), false);
}

/* Errors go by their English names, as in .xlsx; those that are LibreOffice's own are #VALUE! there. */
static const char *error_name(const char *text)
{
    static const char *const names[][2] = {
        {"#DIV/0!", "#DIV/0!"},
        {"#N/A", "#N/A"},
        {"#NAME?", "#NAME?"},
        {"#NULL!", "#NULL!"},
        {"#NUM!", "#NUM!"},
        {"#REF!", "#REF!"},
        {"#VALUE!", "#VALUE!"},
        {"#N/D", "#N/A"},
        {"#NOME?", "#NAME?"},
        {"#NULLO!", "#NULL!"},
        {"#RIF!", "#REF!"},
        {"#VALORE!", "#VALUE!"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(text, names[i][0]) == 0)
            return names[i][1];
    return g_str_has_prefix(text, "Err:") ? "#VALUE!" : NULL;
}

static bool is_type(const struct ods_raw *raw, const char *type)
{
    return raw->type && strcmp(raw->type, type) == 0;
}

/* A text as it was typed: beside it stands how it is shown, which alone has the line breaks. */
static const char *choose_text(const char *value, const char *shown)
{
    const char *a = value, *b = shown;
    while (*a && (*a == *b || (*a == ' ' && *b == '\n')))
        a++, b++;
    return *a || *b ? value : shown;
}

static const char *set_text(struct ods *ods, const char *text, struct cell *cell)
{
    if (strlen(text) > LIMIT_CELL_TEXT && text_utf16_length(text) > LIMIT_CELL_TEXT)
        return _("holds a text longer than the 32,767 characters of a cell: shorten it");
    cell->kind = CELL_TEXT;
    cell->text = *text ? arena_strdup(ods->workbook->arena, text) : "";
    return NULL;
}

const char *ods_set_value(
    struct ods *ods, const struct ods_raw *raw, const struct ods_text *text, struct cell *cell)
{
    struct decimal number;
    const char *value = raw->value, *shown = text->text->str;
    const char *error = raw->error || raw->formula ? error_name(shown) : NULL;
    bool is_text = !raw->type || is_type(raw, "string");
    if (error || raw->error) {
        cell->kind = CELL_ERROR;
        cell->text = error ? error : "#VALUE!";
    } else if (value && is_type(raw, "boolean")) {
        cell->kind = CELL_BOOLEAN;
        /* XML Schema's booleans are 1 and 0, too */
        cell->number = decimal_from_int(strcmp(value, "true") == 0 || strcmp(value, "1") == 0);
    } else if (value && is_type(raw, "date") && ods_date(value, &number)) {
        set_moment(ods, cell, number, true);
    } else if (value && is_type(raw, "time") && ods_time(value, &number)) {
        set_moment(ods, cell, number, false);
    } else if (value && !is_text && decimal_parse(value, strlen(value), &number)) {
        set_number(ods, raw, shown, cell, number);
    } else if (value && is_text) {
        return set_text(ods, choose_text(value, shown), cell);
    } else if (text->paragraphs && (*shown || raw->type || raw->formula)) {
        return set_text(ods, shown, cell);
    } else if (value && *value) { /* not of its type, and shown by nothing else */
        return set_text(ods, value, cell);
    }
    return NULL;
}

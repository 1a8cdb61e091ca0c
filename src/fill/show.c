#include "fill/parts.h"

#include "grid/numfmt.h"

static bool is_date_class(enum format_class class)
{
    return class == FORMAT_DATE || class == FORMAT_TIME || class == FORMAT_DURATION;
}

/* Does a number format suit the kind of a figure? */
static bool suits(const char *format, const struct figure *figure)
{
    return format != NULL && is_date_class(numfmt_class(format)) == (figure->kind == VALUE_DATE);
}

/* The formats of figures that were read from no formatted cell (rule 2, Values). */
static const char *const type_formats[] = {
    [TYPE_TEXT] = NULL,
    [TYPE_PERCENT] = "0.00%",
    [TYPE_EURO] = "\"€ \"#,##0.00",
    [TYPE_LIST] = NULL,
};

const char *figure_format(const struct record *record, const struct field *field, const struct figure *figure)
{
    const struct value *value = figure->read != NULL ? figure->read : record_get(record, field);
    if (value != NULL && suits(value->format, figure))
        return value->format;
    if (suits(record->formats[field->index], figure))
        return record->formats[field->index];
    if (figure->kind == VALUE_DATE)
        return DATE_FORMAT;
    return type_formats[field->type];
}

/* False, and a finding the first time, without a year. */
bool plan_year(struct filler *filler, int offset, int *ret)
{
    const struct field *field = template_field(filler->template->root, "anno");
    struct figure figure = {.kind = VALUE_MISSING};
    if (field != NULL)
        figure = calculation_field(filler->calculation, filler->plan->root, field);
    if (figure.kind == VALUE_NUMBER) {
        *ret = (int)decimal_floor(rational_to_decimal(figure.number)) + offset;
        return true;
    }
    struct place nowhere = {.row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    if (!filler->year_missed && filler->findings != NULL)
        findings_add(filler->findings, FINDING_YEAR_MISSING, &nowhere, NULL, NULL);
    filler->year_missed = true;
    return false;
}

/* A number with at most so many decimals, an Italian comma. */
static char *plain_number(struct filler *filler, const struct rational *number, int decimals)
{
    struct rational_pool *pool = calculation_pool(filler->calculation);
    return numfmt_display(NULL, rational_to_decimal(rational_round(pool, number, decimals, ROUND_HALF_AWAY)));
}

/* An amount keeps the decimals that it was read with; from a General cell, or computed, it has two. */
static char *euro_text(const struct figure *figure)
{
    const char *format = figure->read == NULL ? NULL : figure->read->format;
    int decimals = format == NULL ? -1 : numfmt_decimals(format);
    GString *code = g_string_new("\"€ \"#,##0");
    for (int i = 0; i < (decimals < 0 ? 2 : decimals); i++)
        g_string_append(code, i == 0 ? ".0" : "0");
    char *text = numfmt_display(code->str, rational_to_decimal(figure->number));
    g_string_free(code, TRUE);
    return text;
}

static char *number_text(
    struct filler *filler, const struct placeholder *placeholder, const struct figure *figure)
{
    const struct field *field = placeholder->field;
    if (placeholder->format != NULL)
        return colon_show(placeholder->format, figure->number, calculation_pool(filler->calculation));
    if (field->type == TYPE_EURO)
        return euro_text(figure);
    if (figure->read != NULL && (figure->read->format != NULL || figure->read->typed_as_text))
        return g_strdup(figure->read->text);
    if (type_formats[field->type] != NULL)
        return numfmt_display(type_formats[field->type], rational_to_decimal(figure->number));
    return plain_number(filler, figure->number, 2);
}

static char *date_text(
    const struct record *record, const struct placeholder *placeholder, const struct figure *figure)
{
    if (suits(placeholder->format, figure))
        return numfmt_display(placeholder->format, rational_to_decimal(figure->number));
    if (figure->read != NULL)
        return g_strdup(figure->read->text);
    return numfmt_display(
        figure_format(record, placeholder->field, figure), rational_to_decimal(figure->number));
}

static char *list_text(const struct figure *figure)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < figure->item_count; i++)
        g_string_append_printf(text, "%s%s", i == 0 ? "" : " ", figure->items[i]);
    return g_string_free(text, FALSE);
}

/* NC as it was read; computed, the template's first word for it. */
static const char *nc_text(const char *word, const char *read)
{
    return read == NULL ? word : read;
}

static bool is_target_format(const char *format)
{
    return format != NULL &&
           (strchr("<>=", *format) != NULL || g_str_has_prefix(format, "≥") || g_str_has_prefix(format, "≤"));
}

char *figure_show(struct filler *filler, const struct record *record, const struct placeholder *placeholder,
    const struct figure *figure)
{
    if (is_target_format(placeholder->format) && figure->kind != VALUE_MISSING) {
        struct placeholder plain = *placeholder;
        plain.format = NULL;
        char *text = figure_show(filler, record, &plain, figure);
        char *target = colon_target(placeholder->format, text);
        g_free(text);
        return target;
    }
    switch (figure->kind) {
    case VALUE_MISSING:
        return NULL;
    case VALUE_NC:
        return g_strdup(nc_text(filler->template->nc_word, figure->text));
    case VALUE_NUMBER:
        return number_text(filler, placeholder, figure);
    case VALUE_DATE:
        return date_text(record, placeholder, figure);
    case VALUE_BOOLEAN:
        return g_strdup(figure->text != NULL                 ? figure->text
                        : rational_sign(figure->number) != 0 ? "SI"
                                                             : "NO");
    case VALUE_TEXT:
        return g_strdup(figure->text);
    case VALUE_LIST:
        return list_text(figure);
    }
    return NULL;
}

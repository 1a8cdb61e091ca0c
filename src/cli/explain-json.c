/* An explanation as data: every operand, each value gone into once. */
#include "cli/explain.h"

static void add_place(struct json *json, const char *key, const struct place *place)
{
    if (place == NULL || place->file == NULL) {
        json_text(json, key, NULL);
        return;
    }
    char address[16];
    place_address(place->row, place->column, address);
    json_open(json, key, '{');
    json_text(json, "file", place->file);
    json_text(json, "sheet", place->sheet);
    json_text(json, "cell", address);
    json_close(json, '}');
}

static void add_method(
    struct json *json, const struct explanation *explanation, const struct operand_line *line)
{
    const struct field *field = line->field;
    if (field->formula == NULL)
        return;
    char *words = explain_words(explanation, field);
    char *rounding = explain_rounding(field->formula, field->formula_source);
    json_text(json, "formula", field->formula_source);
    add_place(json, "formula_cell", &field->formula_place);
    json_text(json, "words", words);
    json_text(json, "rule", line->rule);
    json_text(json, "rounding", rounding);
    g_free(rounding);
    g_free(words);
}

static void add_line(struct json *json, const char *key, const struct explanation *explanation,
    const struct operand_line *line)
{
    static const char *const kinds[] = {[VALUE_MISSING] = "missing",
        [VALUE_NC] = "nc",
        [VALUE_NUMBER] = "number",
        [VALUE_DATE] = "date",
        [VALUE_BOOLEAN] = "boolean",
        [VALUE_TEXT] = "text",
        [VALUE_LIST] = "list"};
    char *value = explain_value(explanation->calculation, line->field, &line->figure);
    char *exact = explain_exact(&line->figure);
    const struct band *band =
        calculation_band(explanation->calculation, line->record, line->field, &line->figure);
    json_open(json, key, '{');
    json_text(json, "level", line->record->level->name);
    json_text(json, "code", record_code(line->record));
    json_text(json, "name", record_name(line->record));
    json_text(json, "field", line->field->name);
    json_text(json, "kind", kinds[line->figure.kind]);
    json_text(json, "value", value);
    json_text(json, "exact", exact);
    if (band != NULL)
        json_text(json, "class", band->label);
    add_place(json, "cell", line->figure.read != NULL ? &line->figure.read->place : NULL);
    add_place(json, "record_cell", &line->record->place);
    add_method(json, explanation, line);
    if (line->operands != NULL) {
        json_open(json, "operands", '[');
        for (guint i = 0; i < line->operands->len; i++)
            add_line(json, NULL, explanation, g_ptr_array_index(line->operands, i));
        json_close(json, ']');
    }
    json_close(json, '}');
    g_free(exact);
    g_free(value);
}

char *explain_as_json(const struct explanation *explanation, const struct operand_line *line)
{
    struct json json = json_new();
    add_line(&json, NULL, explanation, line);
    return json_finish(&json);
}

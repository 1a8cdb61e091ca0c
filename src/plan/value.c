#include "plan/value.h"

#include <string.h>
#include "grid/numfmt.h"
#include "support/date.h"
#include "support/italian.h"
#include "support/text.h"

/* What is being read, and for which field. */
struct source {
    struct arena *arena;
    const struct template *template;
    const struct field *field;
    const struct place *place;
};

static struct value *new_value(const struct source *source, enum value_kind kind, const char *text)
{
    struct value *value = arena_new0(source->arena, struct value, 1);
    value->kind = kind;
    value->text = arena_strdup(source->arena, text);
    if (source->place != NULL)
        value->place = *source->place;
    return value;
}

static struct value *number_value(const struct source *source, struct decimal number, const char *text)
{
    struct value *value = new_value(source, VALUE_NUMBER, text);
    value->number = number;
    return value;
}

static struct value *text_for_number(const struct source *source, const char *text)
{
    struct value *value = new_value(source, VALUE_TEXT, text);
    /* an expression says what else the field takes (rule 5) */
    if (source->field->expression == NULL)
        value->doubts |= DOUBT_TEXT_FOR_NUMBER;
    return value;
}

static bool is_figure(enum field_type type)
{
    return type == TYPE_NUMBER || type == TYPE_PERCENT || type == TYPE_EURO;
}

static bool is_free(enum field_type type)
{
    return type == TYPE_TARGET || type == TYPE_RESULT;
}

static const char *keep_canonical(struct arena *arena, const char *code)
{
    char *canonical = numfmt_canonical(code);
    const char *kept = arena_strdup(arena, canonical);
    g_free(canonical);
    return kept;
}

/* The canonical code of a percent format with so many decimals. */
static const char *percent_format(struct arena *arena, unsigned decimals)
{
    GString *code = g_string_new(decimals > 0 ? "0." : "0");
    for (unsigned i = 0; i < decimals; i++)
        g_string_append_c(code, '0');
    g_string_append_c(code, '%');
    const char *kept = keep_canonical(arena, code->str);
    g_string_free(code, TRUE);
    return kept;
}

/* Up to 1,5 a fraction, above it percent (rule 5). */
static bool is_percent_without_sign(struct decimal number)
{
    return decimal_compare(number, (struct decimal){15, -1}) > 0 ||
           decimal_compare(number, (struct decimal){-15, -1}) < 0;
}

static void divide_by_hundred(struct value *value)
{
    value->number.exponent -= 2;
    value->doubts |= DOUBT_PERCENT_SIGN;
}

static struct value *number_typed(const struct source *source, const char *text)
{
    struct number_text number;
    if (!italian_number(text, &number))
        return NULL;
    struct value *value = number_value(source, number.number, text);
    value->typed_as_text = true;
    if (source->field->type == TYPE_PERCENT && !number.percent && is_percent_without_sign(number.number)) {
        divide_by_hundred(value);
        number.percent = true;
    }
    char *format = italian_number_format(&number);
    if (format != NULL)
        value->format = keep_canonical(source->arena, format);
    g_free(format);
    return value;
}

/* The date format that shows a date as it was typed: as many digits, the same marks. */
static const char *date_format(struct arena *arena, const char *typed)
{
    static const char letters[] = "dmy";
    GString *code = g_string_new(NULL);
    unsigned part = 0;
    for (const char *at = typed; *at != '\0'; at++) {
        if (g_ascii_isdigit(*at)) {
            g_string_append_c(code, letters[MIN(part, 2)]);
        } else {
            g_string_append_c(code, *at);
            part++;
        }
    }
    const char *kept = keep_canonical(arena, code->str);
    g_string_free(code, TRUE);
    return kept;
}

static struct value *date_typed(const struct source *source, const char *text)
{
    int32_t serial;
    if (!italian_date(text, &serial))
        return NULL;
    struct value *value = new_value(source, VALUE_DATE, text);
    value->number = decimal_from_int(serial);
    value->typed_as_text = true;
    value->format = date_format(source->arena, text);
    return value;
}

/* A target with a sign before its number asks for a change, and must not become a number. */
static bool is_variation(const struct source *source, const char *text)
{
    return source->field->type == TYPE_TARGET &&
           (text[0] == '+' || text[0] == '-' || g_str_has_prefix(text, "−"));
}

static struct value *value_by_type(const struct source *source, const char *text)
{
    enum field_type type = source->field->type;
    struct value *value = NULL;
    if (is_figure(type) || (is_free(type) && !is_variation(source, text)))
        value = number_typed(source, text);
    if (value == NULL && (type == TYPE_DATE || is_free(type)))
        value = date_typed(source, text);
    if (value != NULL)
        return value;
    return is_figure(type) || type == TYPE_DATE ? text_for_number(source, text)
                                                : new_value(source, VALUE_TEXT, text);
}

/* Keys and codes are what they are: a title "NC" is no missing title. */
static bool takes_nc(const struct field *field)
{
    return field->expression == NULL && field->type != TYPE_CODE && !field->is_code && !field->is_title;
}

/* The value that another word for it stands for (Parole), else the text itself. */
static const char *replace_word(const struct field *field, const char *text)
{
    if (field->word_count == 0)
        return text;
    char *key = text_key(text);
    const char *replaced = text;
    for (unsigned i = 0; i < field->word_count; i++) {
        if (strcmp(field->words[i].key, key) == 0) {
            replaced = field->words[i].value;
            break;
        }
    }
    g_free(key);
    return replaced;
}

static size_t separator_at(const char *text)
{
    if (*text == '\n' || *text == ';' || *text == ',')
        return 1;
    return text_blank_at(text);
}

static size_t skip_separators(const char *text, size_t at)
{
    for (size_t length; (length = separator_at(text + at)) > 0;)
        at += length;
    return at;
}

/* One element of a list at text[start]; false when the expression refuses it. */
static bool read_element(const struct source *source, const char *text, size_t start,
    struct expression_fit *ret, const char **ret_code)
{
    size_t end = start;
    while (text[end] != '\0' && separator_at(text + end) == 0)
        end++;
    if (source->field->expression == NULL) {
        *ret = (struct expression_fit){.end = end};
        *ret_code = arena_strndup(source->arena, text + start, end - start);
        return true;
    }
    const struct expression_fit *fits;
    unsigned count = expression_fits(source->field->expression, source->arena, text, start, &fits);
    for (unsigned i = 0; i < count; i++) {
        bool whole = text[fits[i].end] == '\0' || separator_at(text + fits[i].end) > 0;
        if (!whole || fits[i].end == start)
            continue;
        *ret = fits[i];
        *ret_code = fits[i].canonical;
        return true;
    }
    return false;
}

static struct value *list_value(const struct source *source, const char *text)
{
    GPtrArray *items = g_ptr_array_new();
    GString *joined = g_string_new(NULL);
    unsigned slips = 0, explained = 0;
    bool good = true;
    for (size_t at = skip_separators(text, 0); good && text[at] != '\0'; at = skip_separators(text, at)) {
        struct expression_fit fit;
        const char *code;
        good = read_element(source, text, at, &fit, &code);
        if (!good)
            break;
        g_ptr_array_add(items, (gpointer)(guintptr)code);
        g_string_append_printf(joined, "%s%s", joined->len > 0 ? " " : "", code);
        slips += fit.slips;
        explained += fit.explained;
        at = fit.end;
    }
    struct value *value = NULL;
    if (good && items->len > 0) {
        value = new_value(source, VALUE_LIST, joined->str);
        const char **kept = arena_new0(source->arena, const char *, items->len);
        memcpy(kept, items->pdata, items->len * sizeof *kept);
        value->items = kept;
        value->item_count = items->len;
        value->doubts = slips > 0 ? DOUBT_SLIP : 0;
        value->explained = explained;
    }
    g_ptr_array_free(items, TRUE);
    g_string_free(joined, TRUE);
    return value;
}

/* `clean` is not empty. */
static struct value *value_of_text(const struct source *source, const char *clean)
{
    const struct field *field = source->field;
    const char *text = replace_word(field, clean);
    if (takes_nc(field) && template_is_word(source->template, WORD_NC, text)) {
        /* As it was read; an abbreviation typed in lower case (nc for NC) is mended as a code would be. */
        const char *word = template_spelling(source->template, WORD_NC, text);
        return new_value(source, VALUE_NC, word != NULL ? word : text);
    }
    if (field->type == TYPE_LIST)
        return list_value(source, text);
    if (field->expression == NULL)
        return value_by_type(source, text);
    struct expression_fit fit;
    /* A clean text without line breaks is one line already. */
    char *line = text != clean || strchr(text, '\n') != NULL ? text_one_line(text) : NULL;
    bool fits = expression_fits_whole(field->expression, source->arena, line != NULL ? line : text, &fit);
    g_free(line);
    if (!fits)
        return NULL;
    struct value *value = value_by_type(source, fit.canonical);
    value->doubts |= fit.slips > 0 ? DOUBT_SLIP : 0;
    value->explained = fit.explained;
    return value;
}

static struct value *value_of_raw_text(const struct source *source, const char *text)
{
    char *clean = text_clean(text);
    struct value *value = *clean == '\0' ? NULL : value_of_text(source, clean);
    g_free(clean);
    return value;
}

const struct value *value_from_text(struct arena *arena, const struct template *template,
    const struct field *field, const char *text, const struct place *place)
{
    struct source source = {arena, template, field, place};
    return value_of_raw_text(&source, text);
}

const struct value *value_from_code(struct arena *arena, const char *code, const struct place *place)
{
    struct source source = {arena, NULL, NULL, place};
    return new_value(&source, VALUE_TEXT, code);
}

static struct value *value_of_number(
    const struct source *source, const struct cell *cell, const char *format, const char *shown)
{
    enum field_type type = source->field->type;
    bool date = cell->kind == CELL_DATE;
    if (date ? is_figure(type) : type == TYPE_DATE)
        return text_for_number(source, shown);
    struct value *value = number_value(source, cell->number, shown);
    if (date)
        value->kind = VALUE_DATE;
    value->format = arena_strdup(source->arena, format);
    value->operator_sign = numfmt_operator(format);
    if (type == TYPE_PERCENT && !numfmt_is_percent(format) && is_percent_without_sign(cell->number)) {
        divide_by_hundred(value);
        int decimals = numfmt_decimals(format);
        value->format = decimals < 0 ? NULL : percent_format(source->arena, (unsigned)decimals);
    }
    return value;
}

static struct value *value_of_boolean(const struct source *source, const struct cell *cell, const char *shown)
{
    if (!is_free(source->field->type))
        return text_for_number(source, shown);
    struct value *value = number_value(source, cell->number, shown);
    value->kind = VALUE_BOOLEAN;
    return value;
}

/* A number in a field whose expression says what fits: as it is shown, or its bare digits. */
static bool number_fits(
    const struct source *source, const struct cell *cell, const char *shown, unsigned *ret_explained)
{
    struct expression_fit fit;
    bool fits = expression_fits_whole(source->field->expression, source->arena, shown, &fit);
    if (!fits) {
        char *bare = numfmt_display(NULL, cell->number);
        fits = expression_fits_whole(source->field->expression, source->arena, bare, &fit);
        g_free(bare);
    }
    if (fits)
        *ret_explained = fit.explained;
    return fits;
}

static struct value *value_of_shown(
    const struct source *source, const struct workbook *workbook, const struct cell *cell, const char *shown)
{
    const struct field *field = source->field;
    if (*shown == '\0')
        return NULL;
    if (!is_figure(field->type) && !is_free(field->type) && field->type != TYPE_DATE)
        return value_of_text(source, shown);
    unsigned explained = 0;
    if (field->expression != NULL && !number_fits(source, cell, shown, &explained))
        return NULL;
    const char *format = workbook_get_style(workbook, cell->style)->format;
    struct value *value = cell->kind == CELL_BOOLEAN ? value_of_boolean(source, cell, shown)
                                                     : value_of_number(source, cell, format, shown);
    value->explained = explained;
    return value;
}

/* A text as it is typed, all else as it is shown. */
static char *clean_content(const struct workbook *workbook, const struct cell *cell)
{
    if (cell->kind == CELL_TEXT)
        return text_clean(cell->text);
    char *shown = cell_display(workbook, cell), *clean = text_clean(shown);
    g_free(shown);
    return clean;
}

const struct value *value_from_cell(struct arena *arena, const struct template *template,
    const struct field *field, const struct sheet *sheet, const struct cell *cell, const char *clean)
{
    struct place place = sheet_place(sheet, cell->row, cell->column);
    struct source source = {arena, template, field, &place};
    struct value *value = NULL;
    char *own = clean == NULL ? clean_content(sheet->workbook, cell) : NULL;
    clean = clean != NULL ? clean : own;
    if (cell->kind == CELL_TEXT)
        value = *clean == '\0' ? NULL : value_of_text(&source, clean);
    else if (cell->kind != CELL_EMPTY && cell->kind != CELL_ERROR)
        value = value_of_shown(&source, sheet->workbook, cell, clean);
    g_free(own);
    if (value != NULL)
        value->from_formula = cell_formula(cell) != NULL;
    return value;
}

/* What a value says: an operator, and a number, a date or words. */
struct meaning {
    const char *operator_sign; /* NULL: none */
    enum value_kind kind;
    struct decimal number;
    const char *text;
};

static struct meaning meaning_of_text(const char *text)
{
    struct meaning meaning = {.kind = VALUE_TEXT};
    size_t length;
    meaning.operator_sign = italian_operator_at(text, &length);
    if (meaning.operator_sign != NULL)
        text += length;
    struct number_text number;
    int32_t serial;
    if (italian_number(text, &number)) {
        meaning.kind = VALUE_NUMBER;
        meaning.number = number.number;
        /* a variation is no number */
        if (number.signed_ && number.number.coefficient > 0)
            meaning.kind = VALUE_TEXT;
    } else if (italian_date(text, &serial)) {
        meaning.kind = VALUE_DATE;
        meaning.number = decimal_from_int(serial);
    }
    meaning.text = text;
    return meaning;
}

static struct meaning meaning_of(const struct value *value)
{
    if (value->kind == VALUE_TEXT)
        return meaning_of_text(value->text);
    if (value->kind == VALUE_BOOLEAN)
        return (struct meaning){.kind = VALUE_TEXT, .text = decimal_is_zero(value->number) ? "no" : "sì"};
    return (struct meaning){value->operator_sign, value->kind, value->number, value->text};
}

static bool same_items(const struct value *a, const struct value *b)
{
    bool same = a->item_count == b->item_count;
    for (unsigned i = 0; same && i < a->item_count; i++)
        same = text_same_code(a->items[i], b->items[i]);
    return same;
}

bool value_same(const struct value *a, const struct value *b)
{
    struct meaning first = meaning_of(a), second = meaning_of(b);
    if (first.kind != second.kind || g_strcmp0(first.operator_sign, second.operator_sign) != 0)
        return false;
    switch (first.kind) {
    case VALUE_NUMBER:
    case VALUE_DATE:
        return decimal_equal(first.number, second.number);
    case VALUE_LIST:
        return same_items(a, b);
    case VALUE_TEXT:
        return a->kind == VALUE_BOOLEAN || b->kind == VALUE_BOOLEAN
                   ? text_same(first.text, second.text)
                   : text_equal_loosely(first.text, second.text);
    default:
        return true;
    }
}

/* What text_equal_loosely and, with a boolean, text_same find equal. */
static void append_text_key(GString *key, const char *text)
{
    char *code = text_code_key(text), *word = text_key(code);
    bool answers = strcmp(word, "si") == 0 || strcmp(word, "no") == 0;
    g_string_append(key, answers ? word : code);
    g_free(code);
    g_free(word);
}

char *value_key(const struct value *value)
{
    struct meaning meaning = meaning_of(value);
    struct decimal number = decimal_make(meaning.number.coefficient, meaning.number.exponent);
    GString *key = g_string_new(NULL);
    g_string_printf(
        key, "%d %s ", (int)meaning.kind, meaning.operator_sign != NULL ? meaning.operator_sign : "");
    switch (meaning.kind) {
    case VALUE_NUMBER:
    case VALUE_DATE:
        g_string_append_printf(
            key, "%" G_GINT64_FORMAT "E%d", (gint64)number.coefficient, (int)number.exponent);
        break;
    case VALUE_LIST:
        for (unsigned i = 0; i < value->item_count; i++) {
            append_text_key(key, value->items[i]);
            g_string_append_c(key, '\n');
        }
        break;
    case VALUE_TEXT:
        append_text_key(key, meaning.text);
        break;
    default:
        break;
    }
    return g_string_free(key, FALSE);
}

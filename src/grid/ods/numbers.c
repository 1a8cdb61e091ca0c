/* Number styles (OpenDocument part 3, 16.29): from elements to the number format codes that .xlsx has. */
#include <string.h>

#include "grid/ods/ods.h"
#include "support/limits.h"
#include "support/text.h"

struct map {
    char *condition; /* ">=0" */
    char *style;
};

struct number_style {
    GString *code;      /* of its own section, without colour */
    const char *colour; /* "Red"; NULL */
    GArray *maps;       /* struct map: other sections, each under a condition */
    bool text, percentage, english, boolean;
    bool elapsed; /* hours, minutes, seconds: the first runs beyond a day */
    bool has_percent;
};

#define MOST_DIGITS 30u
#define MOST_MAPS 3u /* a code has four sections at most */

void number_style_free(gpointer data)
{
    struct number_style *style = data;
    for (unsigned i = 0; i < style->maps->len; i++) {
        g_free(g_array_index(style->maps, struct map, i).condition);
        g_free(g_array_index(style->maps, struct map, i).style);
    }
    g_array_unref(style->maps);
    g_string_free(style->code, TRUE);
    g_free(style);
}

void number_reader_init(struct number_reader *reader, struct ods *ods)
{
    *reader = (struct number_reader){.ods = ods, .text = g_string_new(NULL)};
}

static void drop_embedded(struct number_reader *reader)
{
    for (unsigned i = 0; i < reader->embedded_count; i++)
        g_free(reader->embedded[i].text);
    reader->embedded_count = 0;
}

void number_reader_clear(struct number_reader *reader)
{
    drop_embedded(reader);
    g_string_free(reader->text, TRUE);
}

/* ---- pieces of a code ---- */

static void append_literal(GString *code, const char *text)
{
    bool open = false;
    for (; *text; text++) {
        if (open == (*text == '"')) {
            g_string_append_c(code, '"');
            open = !open;
        }
        if (*text == '"')
            g_string_append_c(code, '\\');
        g_string_append_c(code, *text);
    }
    if (open)
        g_string_append_c(code, '"');
}

static void append_repeated(GString *code, char letter, unsigned count)
{
    for (count = MIN(count, MOST_DIGITS); count > 0; count--)
        g_string_append_c(code, letter);
}

static unsigned count_of(const char *const *attributes, const char *name, unsigned missing)
{
    const char *value = xml_attribute_prefixed(attributes, name);
    return value ? (unsigned)MIN(g_ascii_strtoull(value, NULL, 10), MOST_DIGITS) : missing;
}

static bool is_true(const char *const *attributes, const char *name, bool missing)
{
    const char *value = xml_attribute_prefixed(attributes, name);
    return value ? strcmp(value, "true") == 0 : missing;
}

static bool is_long(const char *const *attributes)
{
    const char *style = xml_attribute_prefixed(attributes, "style");
    return style && strcmp(style, "long") == 0;
}

/* ---- digits ---- */

/* The literals that stand before the last `position` digits. */
static void append_embedded(struct number_reader *reader, unsigned position)
{
    for (unsigned i = 0; i < reader->embedded_count; i++)
        if (reader->embedded[i].position == position)
            append_literal(reader->style->code, reader->embedded[i].text);
}

/* What <number> says; its digits are written at its end, since literals may stand among them. */
static void append_integer(struct number_reader *reader, unsigned least, bool grouping)
{
    GString *code = reader->style->code;
    unsigned count = MAX(least, grouping ? 4u : 1u);
    for (unsigned i = 0; i < reader->embedded_count; i++)
        /* what is in excess stands before the literal */
        count = MAX(count, MIN(reader->embedded[i].position + 1, MOST_DIGITS));
    for (unsigned digit = count; digit > 0; digit--) {
        append_embedded(reader, digit);
        g_string_append_c(code, digit <= least ? '0' : '#');
        if (grouping && digit == 4)
            g_string_append_c(code, ',');
    }
    append_embedded(reader, 0);
}

static void append_decimals(GString *code, const char *const *attributes)
{
    unsigned places = count_of(attributes, "decimal-places", 0);
    const char *replacement = xml_attribute_prefixed(attributes, "decimal-replacement");
    unsigned least = count_of(attributes, "min-decimal-places", replacement ? 0 : places);
    if (!places)
        return;
    g_string_append_c(code, '.');
    append_repeated(code, '0', MIN(least, places));
    append_repeated(code, '#', places - MIN(least, places));
}

/* "1000": divided by a thousand once. */
static void append_factor(GString *code, const char *const *attributes)
{
    const char *factor = xml_attribute_prefixed(attributes, "display-factor");
    guint64 number = factor ? g_ascii_strtoull(factor, NULL, 10) : 1;
    for (; number >= 1000; number /= 1000)
        g_string_append_c(code, ',');
}

static void read_number(struct number_reader *reader, const char *const *attributes)
{
    GString *code = reader->style->code;
    bool grouping = is_true(attributes, "grouping", false);
    if (!xml_attribute_prefixed(attributes, "decimal-places") && !grouping) {
        g_string_append(code, "General");
        return;
    }
    /* literals among the digits come as children: the digits are written anew then */
    reader->digits_at = code->len;
    reader->least = count_of(attributes, "min-integer-digits", 0);
    reader->grouping = grouping;
    append_integer(reader, reader->least, grouping);
    reader->digits_end = code->len;
    append_decimals(code, attributes);
    append_factor(code, attributes);
}

static void read_scientific(struct number_reader *reader, const char *const *attributes)
{
    GString *code = reader->style->code;
    unsigned least = count_of(attributes, "min-integer-digits", 1);
    unsigned interval = count_of(attributes, "exponent-interval", 1);
    append_repeated(code, '#', interval > least ? interval - least : 0);
    append_repeated(code, '0', least);
    append_decimals(code, attributes);
    g_string_append(code, is_true(attributes, "forced-exponent-sign", true) ? "E+" : "E-");
    append_repeated(code, '0', MAX(count_of(attributes, "min-exponent-digits", 2), 1u));
}

static void read_fraction(struct number_reader *reader, const char *const *attributes)
{
    GString *code = reader->style->code;
    const char *denominator = xml_attribute_prefixed(attributes, "denominator-value");
    if (xml_attribute_prefixed(attributes, "min-integer-digits")) {
        unsigned least = count_of(attributes, "min-integer-digits", 0);
        append_repeated(code, least ? '0' : '#', MAX(least, 1u));
        g_string_append_c(code, ' ');
    }
    unsigned numerator = MAX(count_of(attributes, "min-numerator-digits", 1), 1u);
    unsigned zeros = MIN(count_of(attributes, "zeros-numerator-digits", 0), numerator);
    append_repeated(code, '?', numerator - zeros);
    append_repeated(code, '0', zeros);
    g_string_append_c(code, '/');
    if (denominator && g_ascii_isdigit(*denominator))
        g_string_append_printf(code, "%u",
            count_of(attributes, "denominator-value", 1) < MOST_DIGITS
                ? count_of(attributes, "denominator-value", 1)
                : (unsigned)MIN(g_ascii_strtoull(denominator, NULL, 10), 99999u));
    else
        append_repeated(code, '?', MAX(count_of(attributes, "min-denominator-digits", 1), 1u));
}

/* ---- dates and times ---- */

static void append_clock(struct number_reader *reader, char letter, const char *const *attributes)
{
    struct number_style *style = reader->style;
    char letters[3] = {letter, is_long(attributes) ? letter : '\0', '\0'};
    if (style->elapsed)
        g_string_append_printf(style->code, "[%s]", letters);
    else
        g_string_append(style->code, letters);
    style->elapsed = false;
}

static void read_hours(struct number_reader *reader, const char *const *attributes)
{
    append_clock(reader, 'h', attributes);
}

static void read_minutes(struct number_reader *reader, const char *const *attributes)
{
    append_clock(reader, 'm', attributes);
}

static void read_seconds(struct number_reader *reader, const char *const *attributes)
{
    append_clock(reader, 's', attributes);
    unsigned places = count_of(attributes, "decimal-places", 0);
    if (places) {
        g_string_append_c(reader->style->code, '.');
        append_repeated(reader->style->code, '0', places);
    }
}

static void read_half_day(struct number_reader *reader, const char *const *attributes)
{
    (void)attributes;
    g_string_append(reader->style->code, "AM/PM");
}

static void read_year(struct number_reader *reader, const char *const *attributes)
{
    g_string_append(reader->style->code, is_long(attributes) ? "yyyy" : "yy");
}

static void read_month(struct number_reader *reader, const char *const *attributes)
{
    unsigned count = is_true(attributes, "textual", false) ? 3 : 1;
    append_repeated(reader->style->code, 'm', count + is_long(attributes));
}

static void read_day(struct number_reader *reader, const char *const *attributes)
{
    append_repeated(reader->style->code, 'd', 1 + is_long(attributes));
}

static void read_weekday(struct number_reader *reader, const char *const *attributes)
{
    append_repeated(reader->style->code, 'd', 3 + is_long(attributes));
}

static void read_quarter(struct number_reader *reader, const char *const *attributes)
{
    (void)attributes;
    append_literal(reader->style->code, "Q");
}

static void read_content(struct number_reader *reader, const char *const *attributes)
{
    (void)attributes;
    g_string_append_c(reader->style->code, '@');
}

/* ---- colours and sections ---- */

static void read_properties(struct number_reader *reader, const char *const *attributes)
{
    static const char *const names[] = {
        "Black", "White", "Red", "Green", "Blue", "Yellow", "Magenta", "Cyan"};
    const char *colour = xml_attribute_prefixed(attributes, "color");
    for (unsigned i = 0; colour && i < G_N_ELEMENTS(names); i++)
        if (ods_colour(colour) == indexed_colours[i])
            reader->style->colour = names[i];
}

static void read_map(struct number_reader *reader, const char *const *attributes)
{
    const char *condition = xml_attribute_prefixed(attributes, "condition");
    const char *style = xml_attribute_prefixed(attributes, "apply-style-name");
    if (!condition || !style || reader->style->maps->len >= MOST_MAPS)
        return;
    const char *signs = condition + strcspn(condition, "<>=!");
    struct map map = {g_str_has_prefix(signs, "!=") ? g_strconcat("<>", signs + 2, NULL) : g_strdup(signs),
        g_strdup(style)};
    g_array_append_val(reader->style->maps, map);
}

/* ---- elements ---- */

static const struct {
    const char *name;
    void (*read)(struct number_reader *reader, const char *const *attributes);
} elements[] = {
    {"number", read_number},
    {"scientific-number", read_scientific},
    {"fraction", read_fraction},
    {"hours", read_hours},
    {"minutes", read_minutes},
    {"seconds", read_seconds},
    {"am-pm", read_half_day},
    {"year", read_year},
    {"month", read_month},
    {"day", read_day},
    {"day-of-week", read_weekday},
    {"quarter", read_quarter},
    {"text-content", read_content},
    {"text-properties", read_properties},
    {"map", read_map},
};

static const char *const style_names[] = {"number-style", "currency-style", "percentage-style", "date-style",
    "time-style", "boolean-style", "text-style"};

static bool begin_style(struct number_reader *reader, const char *name, const char *const *attributes)
{
    const char *own = xml_attribute_prefixed(attributes, "name");
    const char *language = xml_attribute_prefixed(attributes, "language");
    bool known = false;
    for (unsigned i = 0; i < G_N_ELEMENTS(style_names); i++)
        known |= strcmp(name, style_names[i]) == 0;
    if (!known)
        return false;
    struct number_style *style = g_new0(struct number_style, 1);
    style->code = g_string_new(NULL);
    style->maps = g_array_new(FALSE, TRUE, sizeof(struct map));
    style->text = strcmp(name, "text-style") == 0;
    style->percentage = strcmp(name, "percentage-style") == 0;
    style->boolean = strcmp(name, "boolean-style") == 0;
    style->english = language && strcmp(language, "en") == 0;
    style->elapsed = !is_true(attributes, "truncate-on-overflow", true);
    g_hash_table_insert(reader->ods->numbers, g_strdup(own ? own : ""), style);
    reader->style = style;
    reader->depth = 0;
    return true;
}

bool number_reader_start(struct number_reader *reader, const char *name, const char *const *attributes)
{
    if (!reader->style)
        return begin_style(reader, name, attributes);
    reader->depth++;
    if (strcmp(name, "text") == 0 || strcmp(name, "currency-symbol") == 0 ||
        strcmp(name, "fill-character") == 0) {
        reader->in_text = true;
        g_string_truncate(reader->text, 0);
    } else if (strcmp(name, "embedded-text") == 0) {
        reader->in_text = true;
        reader->position = count_of(attributes, "position", 0);
        g_string_truncate(reader->text, 0);
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(elements); i++)
        if (strcmp(name, elements[i].name) == 0)
            elements[i].read(reader, attributes);
    return true;
}

void number_reader_text(struct number_reader *reader, const char *text, size_t length)
{
    if (reader->in_text)
        text_append_within(reader->text, text, length, LIMIT_CELL_TEXT_BYTES);
}

/* The sign of a percentage stands in a literal, once. */
static void end_text(struct number_reader *reader)
{
    struct number_style *style = reader->style;
    char *percent = style->percentage && !style->has_percent ? strchr(reader->text->str, '%') : NULL;
    if (!percent) {
        append_literal(style->code, reader->text->str);
        return;
    }
    style->has_percent = true;
    *percent = '\0';
    append_literal(style->code, reader->text->str);
    g_string_append_c(style->code, '%');
    append_literal(style->code, percent + 1);
}

static void end_digits(struct number_reader *reader)
{
    GString *code = reader->style->code;
    if (!reader->embedded_count || reader->digits_end > code->len)
        return;
    char *rest = g_strdup(code->str + reader->digits_end);
    g_string_truncate(code, reader->digits_at);
    append_integer(reader, reader->least, reader->grouping);
    g_string_append(code, rest);
    g_free(rest);
    drop_embedded(reader);
}

void number_reader_end(struct number_reader *reader, const char *name)
{
    if (!reader->style)
        return;
    if (reader->depth-- == 0) {
        reader->style = NULL;
        drop_embedded(reader);
        return;
    }
    GString *code = reader->style->code;
    if (strcmp(name, "number") == 0)
        end_digits(reader);
    if (!reader->in_text)
        return;
    reader->in_text = false;
    if (strcmp(name, "text") == 0) {
        end_text(reader);
    } else if (strcmp(name, "currency-symbol") == 0) {
        const char *symbol = reader->text->len ? reader->text->str : "€";
        if (strpbrk(symbol, "]-"))
            append_literal(code, symbol);
        else
            g_string_append_printf(code, "[$%s]", symbol);
    } else if (strcmp(name, "fill-character") == 0 && reader->text->len) {
        gunichar character = g_utf8_get_char(reader->text->str);
        g_string_append_c(code, '*');
        g_string_append_unichar(code, character);
    } else if (strcmp(name, "embedded-text") == 0 &&
               reader->embedded_count < G_N_ELEMENTS(reader->embedded)) {
        reader->embedded[reader->embedded_count].position = reader->position;
        reader->embedded[reader->embedded_count++].text = g_strdup(reader->text->str);
    }
}

/* ---- the code ---- */

static void append_section(GString *code, const struct number_style *style, const char *condition)
{
    if (style->colour)
        g_string_append_printf(code, "[%s]", style->colour);
    if (condition)
        g_string_append_printf(code, "[%s]", condition);
    if (style->english)
        g_string_append(code, "[$-409]");
    g_string_append(code, style->code->str);
}

/* Does a condition say what the place of the section says in any case? */
static bool is_implied(const char *condition, unsigned place, unsigned count)
{
    if (place + 1 == count)
        return true;
    if (place == 0)
        return strcmp(condition, count == 2 ? ">=0" : ">0") == 0;
    return place == 1 && strcmp(condition, "<0") == 0;
}

char *ods_number_code(const struct ods *ods, const char *name)
{
    const struct number_style *style = name ? g_hash_table_lookup(ods->numbers, name) : NULL;
    if (!style || style->boolean)
        return NULL;
    GString *code = g_string_new(NULL);
    unsigned count = style->maps->len + !style->text;
    bool implied = true;
    for (unsigned i = 0; i < style->maps->len; i++)
        implied &= is_implied(g_array_index(style->maps, struct map, i).condition, i, count);
    for (unsigned i = 0; i < style->maps->len; i++) {
        const struct map *map = &g_array_index(style->maps, struct map, i);
        const struct number_style *other = g_hash_table_lookup(ods->numbers, map->style);
        if (other)
            append_section(code, other, implied || i + 1 == count ? NULL : map->condition);
        g_string_append_c(code, ';');
    }
    append_section(code, style, NULL);
    return g_string_free(code, FALSE);
}

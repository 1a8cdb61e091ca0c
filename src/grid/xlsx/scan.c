/* The pull scanner between <sheetData> and </sheetData>: rows and cells as nearly all programs write them, in
 * one pass over the bytes. Whatever it does not know by heart (comments, CDATA, prefixes, other elements, odd
 * bytes) it leaves to expat, which goes on from the same place, and which says what is wrong with it. */
#include <string.h>

#include "grid/xlsx/sheet.h"
#include "support/limits.h"

#define MOST_ATTRIBUTES 16u
#define LOOKAHEAD 16 /* bytes that tell which tag it is */

struct attribute {
    char *name, *value;
    size_t name_length, value_length;
};

struct tag {
    struct attribute attributes[MOST_ATTRIBUTES];
    unsigned count;
    bool empty; /* <x/> */
};

static bool is_blank(char character)
{
    return character == ' ' || character == '\n' || character == '\t' || character == '\r';
}

/* ---- tags ---- */

static enum scan_result scan_attribute(char **at, char *end, struct attribute *ret)
{
    char *from = *at;
    ret->name = from;
    while (g_ascii_isalnum(*from) || *from == ':' || *from == '_')
        from++;
    if (from == end)
        return SCAN_MORE;
    ret->name_length = (size_t)(from - ret->name);
    if (*from != '=' || !ret->name_length || g_ascii_isdigit(*ret->name))
        return SCAN_FALLBACK;
    char quote = *++from;
    if (from == end || from + 1 == end)
        return SCAN_MORE;
    if (quote != '"' && quote != '\'')
        return SCAN_FALLBACK;
    ret->value = ++from;
    while (*from != quote && *from >= ' ' && *from != '<' && *from != '&')
        from++;
    if (from == end)
        return SCAN_MORE;
    if (*from != quote)
        return SCAN_FALLBACK;
    ret->value_length = (size_t)(from - ret->value);
    *at = from + 1;
    return SCAN_DONE;
}

/* The attributes of a start tag, from behind its name to behind its `>`. */
static enum scan_result scan_tag(char **at, char *end, struct tag *tag)
{
    char *from = *at;
    tag->count = 0;
    tag->empty = false;
    for (;;) {
        char *blank = from;
        while (is_blank(*from))
            from++;
        if (from + 1 >= end)
            return SCAN_MORE;
        if (*from == '>')
            break;
        if (*from == '/' && from[1] == '>') {
            tag->empty = true;
            from++;
            break;
        }
        if (tag->count == MOST_ATTRIBUTES || from == blank)
            return SCAN_FALLBACK;
        struct attribute *attribute = &tag->attributes[tag->count];
        enum scan_result result = scan_attribute(&from, end, attribute);
        if (result != SCAN_DONE)
            return result;
        for (unsigned i = 0; i < tag->count; i++)
            if (tag->attributes[i].name_length == attribute->name_length &&
                memcmp(tag->attributes[i].name, attribute->name, attribute->name_length) == 0)
                return SCAN_FALLBACK;
        tag->count++;
    }
    *at = from + 1;
    return SCAN_DONE;
}

/* ---- texts ---- */

static bool is_xml_character(gunichar character)
{
    return character == 9 || character == 10 || character == 13 ||
           (character >= 0x20 && character < 0xD800) || (character >= 0xE000 && character < 0xFFFE) ||
           (character >= 0x10000 && character < 0x110000);
}

/* One of the entities that XML knows, from behind its `&` to behind its `;`; 0: none. */
static gunichar take_entity(const char **at)
{
    static const struct {
        const char *name;
        char character;
    } entities[] = {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}};
    for (unsigned i = 0; i < G_N_ELEMENTS(entities); i++)
        if (strncmp(*at, entities[i].name, strlen(entities[i].name)) == 0) {
            *at += strlen(entities[i].name);
            return (gunichar)entities[i].character;
        }
    if (**at != '#')
        return 0;
    bool hexadecimal = (*at)[1] == 'x';
    const char *digits = *at + 1 + hexadecimal;
    char *end;
    if (!(hexadecimal ? g_ascii_isxdigit(*digits) : g_ascii_isdigit(*digits)))
        return 0;
    guint64 number = g_ascii_strtoull(digits, &end, hexadecimal ? 16 : 10);
    if (*end != ';' || number > 0x10FFFF || !is_xml_character((gunichar)number))
        return 0;
    *at = end + 1;
    return (gunichar)number;
}

struct span {
    char *text;
    size_t length;
    bool entities;
};

static bool is_plain_utf8(const char *text, size_t length)
{
    if (!g_utf8_validate(text, (gssize)length, NULL))
        return false;
    return !g_strstr_len(text, (gssize)length, "\xEF\xBF\xBE") &&
           !g_strstr_len(text, (gssize)length, "\xEF\xBF\xBF");
}

/* The text up to the next tag. */
static enum scan_result scan_text(char **at, char *end, struct span *ret)
{
    char *from = *at;
    bool high = false;
    ret->text = from;
    ret->entities = false;
    for (; *from != '<'; from++) {
        unsigned char byte = (unsigned char)*from;
        if (byte >= 0x80)
            high = true;
        else if (byte == '&')
            ret->entities = true;
        else if (byte < ' ' && byte != '\t' && byte != '\n')
            return from == end ? SCAN_MORE : SCAN_FALLBACK;
        else if (byte == '>' && from - *at >= 2 && from[-1] == ']' && from[-2] == ']')
            return SCAN_FALLBACK;
    }
    ret->length = (size_t)(from - ret->text);
    if (high && !is_plain_utf8(ret->text, ret->length))
        return SCAN_FALLBACK;
    *at = from;
    return SCAN_DONE;
}

/* The text with its entities resolved; false: one that XML does not know. */
static bool resolve(const struct span *span, GString *ret)
{
    g_string_truncate(ret, 0);
    const char *from = span->text, *end = span->text + span->length;
    while (from < end) {
        const char *entity = memchr(from, '&', (size_t)(end - from));
        g_string_append_len(ret, from, (entity ? entity : end) - from);
        if (!entity)
            break;
        from = entity + 1;
        gunichar character = take_entity(&from);
        if (!character)
            return false;
        g_string_append_unichar(ret, character);
    }
    return true;
}

/* ---- cells ---- */

static bool is_attribute(const struct attribute *attribute, const char *name)
{
    return strncmp(attribute->name, name, attribute->name_length) == 0 && !name[attribute->name_length];
}

/* "BC12" and nothing else. */
static bool parse_reference(const struct attribute *attribute, unsigned *ret_row, unsigned *ret_column)
{
    const char *at = attribute->value, *end = at + attribute->value_length;
    unsigned row = 0, column = 0;
    for (; at < end && *at >= 'A' && *at <= 'Z' && column < LIMIT_COLUMNS; at++)
        column = column * 26 + (unsigned)(*at - 'A') + 1;
    for (; at < end && g_ascii_isdigit(*at) && row < LIMIT_ROWS; at++)
        row = row * 10 + (unsigned)(*at - '0');
    if (at != end || !row || !column || row > LIMIT_ROWS || column > LIMIT_COLUMNS)
        return false;
    *ret_row = row - 1;
    *ret_column = column - 1;
    return true;
}

/* A value as text ended by a NUL, for as long as the attribute is looked at. */
static void copy_value(const struct attribute *attribute, char *ret, size_t size)
{
    size_t length = MIN(attribute->value_length, size - 1);
    memcpy(ret, attribute->value, length);
    ret[length] = '\0';
}

static bool read_cell_tag(struct sheet_reader *reader, const struct tag *tag, struct raw_cell *cell)
{
    char text[16];
    sheet_reader_next(reader, cell);
    for (unsigned i = 0; i < tag->count; i++) {
        const struct attribute *attribute = &tag->attributes[i];
        if (attribute->name_length != 1)
            continue;
        copy_value(attribute, text, sizeof text);
        if (*attribute->name == 'r' && !parse_reference(attribute, &cell->row, &cell->column))
            return false;
        if (*attribute->name == 's')
            cell->format = sheet_format_number(text);
        else if (*attribute->name == 't')
            cell->type = cell_type_parse(text);
    }
    return true;
}

static bool take_word(char **at, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

struct content {
    struct span value, formula, inline_text;
    bool has_value, has_formula, has_inline, formula_shared, formula_typed, value_copied;
    unsigned shared_number;
};

static void read_formula_tag(struct content *content, const struct tag *tag)
{
    char text[16];
    content->formula_shared = content->formula_typed = false;
    content->shared_number = 0;
    for (unsigned i = 0; i < tag->count; i++) {
        copy_value(&tag->attributes[i], text, sizeof text);
        if (is_attribute(&tag->attributes[i], "t")) {
            content->formula_typed = true;
            content->formula_shared = strcmp(text, "shared") == 0;
        } else if (is_attribute(&tag->attributes[i], "si") && g_ascii_isdigit(*text))
            content->shared_number = (unsigned)MIN(g_ascii_strtoull(text, NULL, 10), G_MAXUINT);
    }
}

/* <v>, <f> or <t>, which hold a text and nothing else. */
static enum scan_result scan_element(
    char **at, char *end, const char *closing, struct tag *tag, struct span *ret)
{
    enum scan_result result = scan_tag(at, end, tag);
    if (result != SCAN_DONE)
        return result;
    if (tag->empty) {
        *ret = (struct span){.text = *at};
        return SCAN_DONE;
    }
    result = scan_text(at, end, ret);
    if (result != SCAN_DONE)
        return result;
    if (end - *at < LOOKAHEAD)
        return SCAN_MORE;
    return take_word(at, closing) ? SCAN_DONE : SCAN_FALLBACK;
}

static enum scan_result scan_content(char **at, char *end, struct content *content)
{
    struct tag tag;
    for (;;) {
        enum scan_result result = SCAN_FALLBACK;
        while (is_blank(**at))
            (*at)++;
        if (end - *at < LOOKAHEAD)
            return SCAN_MORE;
        if (take_word(at, "</c>"))
            return SCAN_DONE;
        if (!content->has_value && take_word(at, "<v")) {
            content->has_value = true;
            result = scan_element(at, end, "</v>", &tag, &content->value);
        } else if (!content->has_formula && take_word(at, "<f")) {
            content->has_formula = true;
            result = scan_element(at, end, "</f>", &tag, &content->formula);
            if (result == SCAN_DONE)
                read_formula_tag(content, &tag);
        } else if (!content->has_inline && take_word(at, "<is><t")) {
            content->has_inline = true;
            result = scan_element(at, end, "</t>", &tag, &content->inline_text);
            if (result == SCAN_DONE && end - *at < LOOKAHEAD)
                result = SCAN_MORE;
            if (result == SCAN_DONE && !take_word(at, "</is>"))
                result = SCAN_FALLBACK;
        }
        if (result != SCAN_DONE)
            return result;
    }
}

/* Resolves the texts that are not used as they stand; false: something that XML does not know. */
static bool resolve_content(struct sheet_reader *reader, struct content *content, enum cell_type type)
{
    static const char *const none[] = {NULL};
    const struct span *value = &content->value;
    content->value_copied =
        content->has_value &&
        (value->entities || (type == TYPE_STRING && g_strstr_len(value->text, (gssize)value->length, "_x")));
    if (content->value_copied && !resolve(&content->value, reader->value))
        return false;
    if (content->has_formula && !resolve(&content->formula, reader->formula))
        return false;
    if (!content->has_inline)
        return true;
    if (!resolve(&content->inline_text, reader->inline_plain))
        return false;
    text_collector_begin(&reader->inline_text);
    text_collector_start(&reader->inline_text, "t", none);
    text_collector_text(&reader->inline_text, reader->inline_plain->str, reader->inline_plain->len);
    text_collector_end(&reader->inline_text, "t");
    return true;
}

static void take_content(struct sheet_reader *reader, struct xml_parse *parse, const struct content *content)
{
    char *behind = NULL, kept = '\0';
    reader->has_formula = content->has_formula;
    reader->formula_shared = content->formula_shared;
    reader->formula_typed = content->formula_typed;
    reader->shared_number = content->shared_number;
    reader->has_inline = content->has_inline;
    reader->has_value = content->value_copied;
    if (content->has_value && !content->value_copied) {
        reader->cell.value = content->value.text;
        reader->cell.value_length = content->value.length;
        behind = content->value.text + content->value.length;
        kept = *behind;
        *behind = '\0';
    }
    sheet_reader_cell_end(reader, parse);
    if (behind)
        *behind = kept;
}

static enum scan_result scan_cell(struct xml_parse *parse, char **at, char *end)
{
    struct sheet_reader *reader = xml_user(parse);
    struct raw_cell cell = {0};
    struct content content = {.has_value = false};
    struct tag tag;
    char *from = *at + strlen("<c");
    enum scan_result result = scan_tag(&from, end, &tag);
    if (result == SCAN_DONE && !tag.empty)
        result = scan_content(&from, end, &content);
    if (result != SCAN_DONE)
        return result;
    /* the cell is whole: nothing of it has been taken so far */
    if (!read_cell_tag(reader, &tag, &cell) || !resolve_content(reader, &content, cell.type))
        return SCAN_FALLBACK;
    if (!sheet_reader_cell(reader, parse, &cell))
        return SCAN_FAILED;
    take_content(reader, parse, &content);
    *at = from;
    return xml_stopped(parse) ? SCAN_FAILED : SCAN_DONE;
}

/* ---- rows ---- */

static enum scan_result scan_row(struct xml_parse *parse, char **at, char *end, bool *ret_empty)
{
    const char *attributes[2 * MOST_ATTRIBUTES + 1];
    struct tag tag;
    char *from = *at + strlen("<row");
    enum scan_result result = scan_tag(&from, end, &tag);
    if (result != SCAN_DONE)
        return result;
    for (unsigned i = 0; i < tag.count; i++) {
        struct attribute *attribute = &tag.attributes[i];
        attribute->name[attribute->name_length] = attribute->value[attribute->value_length] = '\0';
        attributes[2 * i] = attribute->name;
        attributes[2 * i + 1] = attribute->value;
    }
    attributes[2 * tag.count] = NULL;
    sheet_reader_row(xml_user(parse), parse, attributes);
    *ret_empty = tag.empty;
    *at = from;
    return xml_stopped(parse) ? SCAN_FAILED : SCAN_DONE;
}

/* Is it a start tag of this name? */
static bool is_tag(const char *at, const char *name)
{
    size_t length = strlen(name);
    return strncmp(at, name, length) == 0 && (is_blank(at[length]) || at[length] == '>' || at[length] == '/');
}

/* Ends the open row. */
static void end_row(struct sheet_reader *reader)
{
    sheet_builder_row_end(&reader->cells.rows);
    reader->in_row = false;
}

static enum scan_result scan_next(
    struct sheet_reader *reader, struct xml_parse *parse, char **at, char *end, bool *ret_ended)
{
    while (is_blank(**at))
        (*at)++;
    if (end - *at < LOOKAHEAD)
        return SCAN_MORE;
    if (reader->in_row) {
        if (is_tag(*at, "<c"))
            return scan_cell(parse, at, end);
        if (!take_word(at, "</row>"))
            return SCAN_FALLBACK;
        end_row(reader);
        return SCAN_DONE;
    }
    *ret_ended = strncmp(*at, "</sheetData>", strlen("</sheetData>")) == 0;
    if (*ret_ended)
        return SCAN_DONE;
    bool empty = false;
    enum scan_result result = is_tag(*at, "<row") ? scan_row(parse, at, end, &empty) : SCAN_FALLBACK;
    if (result == SCAN_DONE && empty)
        end_row(reader);
    return result;
}

static enum scan_result scan(struct xml_parse *parse, char **at, char *end, bool *ret_inner_open)
{
    struct sheet_reader *reader = xml_user(parse);
    enum scan_result result = SCAN_DONE;
    bool ended = false;
    while (result == SCAN_DONE && !ended)
        result = scan_next(reader, parse, at, end, &ended);
    *ret_inner_open = reader->in_row;
    return result;
}

const struct xml_scanner sheet_scanner = {"<sheetData>", "<row>", 2, scan};

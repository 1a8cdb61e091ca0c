/* The pull scanner between <sheetData> and </sheetData>: rows and cells as nearly all programs write them, in
 * one pass over the bytes. Whatever it does not know by heart (comments, CDATA, prefixes, other elements, odd
 * bytes) it leaves to expat, which goes on from the same place, and which says what is wrong with it. */
#include <string.h>

#include "grid/xlsx/scan.h"
#include "grid/xlsx/sheet.h"
#include "support/limits.h"

#define MOST_ATTRIBUTES 16u

struct attribute {
    char *name, *value;
    size_t name_length, value_length;
};

struct tag {
    struct attribute attributes[MOST_ATTRIBUTES];
    unsigned count;
    bool empty; /* <x/> */
};

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
        while (scan_is_blank(*from))
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

/* A value as text ended by a NUL; false: longer than those that are known. */
static bool copy_value(const struct attribute *attribute, char *ret, size_t size)
{
    size_t length = attribute->value_length;
    if (length >= size)
        return false;
    memcpy(ret, attribute->value, length);
    ret[length] = '\0';
    return true;
}

static bool read_cell_tag(struct sheet_reader *reader, const struct tag *tag, struct raw_cell *cell)
{
    char text[16];
    sheet_reader_next(reader, cell);
    for (unsigned i = 0; i < tag->count; i++) {
        const struct attribute *attribute = &tag->attributes[i];
        if (attribute->name_length != 1)
            continue;
        if (!copy_value(attribute, text, sizeof text))
            return false;
        if (*attribute->name == 'r' && !parse_reference(attribute, &cell->row, &cell->column))
            return false;
        if (*attribute->name == 's')
            cell->format = sheet_format_number(text);
        else if (*attribute->name == 't')
            cell->type = cell_type_parse(text);
    }
    return true;
}

struct content {
    struct span value, formula, inline_text;
    bool has_value, has_formula, has_inline, formula_shared, formula_typed, value_copied;
    unsigned shared_number;
};

/* False: a value longer than those that are known. */
static bool read_formula_tag(struct content *content, const struct tag *tag)
{
    char text[16];
    content->formula_shared = content->formula_typed = false;
    content->shared_number = 0;
    for (unsigned i = 0; i < tag->count; i++) {
        bool is_type = is_attribute(&tag->attributes[i], "t");
        if (!is_type && !is_attribute(&tag->attributes[i], "si"))
            continue;
        if (!copy_value(&tag->attributes[i], text, sizeof text))
            return false;
        if (is_type) {
            content->formula_typed = true;
            content->formula_shared = strcmp(text, "shared") == 0;
        } else {
            const char *const numbers[] = {"si", text, NULL};
            content->shared_number = xml_attribute_unsigned(numbers, "si", 0);
        }
    }
    return true;
}

/* An end tag of four bytes. */
static bool take_closing(char **at, const char closing[5])
{
    if (memcmp(*at, closing, 4) != 0)
        return false;
    *at += 4;
    return true;
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
    if (end - *at < SCAN_LOOKAHEAD)
        return SCAN_MORE;
    return take_closing(at, closing) ? SCAN_DONE : SCAN_FALLBACK;
}

static enum scan_result scan_content(char **at, char *end, struct content *content)
{
    struct tag tag;
    for (;;) {
        enum scan_result result = SCAN_FALLBACK;
        while (scan_is_blank(**at))
            (*at)++;
        if (end - *at < SCAN_LOOKAHEAD)
            return SCAN_MORE;
        if (SCAN_WORD(at, "</c>"))
            return SCAN_DONE;
        if (!content->has_value && SCAN_WORD(at, "<v")) {
            content->has_value = true;
            result = scan_element(at, end, "</v>", &tag, &content->value);
        } else if (!content->has_formula && SCAN_WORD(at, "<f")) {
            content->has_formula = true;
            result = scan_element(at, end, "</f>", &tag, &content->formula);
            if (result == SCAN_DONE && !read_formula_tag(content, &tag))
                result = SCAN_FALLBACK;
        } else if (!content->has_inline && SCAN_WORD(at, "<is><t")) {
            content->has_inline = true;
            result = scan_element(at, end, "</t>", &tag, &content->inline_text);
            if (result == SCAN_DONE && end - *at < SCAN_LOOKAHEAD)
                result = SCAN_MORE;
            if (result == SCAN_DONE && !SCAN_WORD(at, "</is>"))
                result = SCAN_FALLBACK;
        }
        if (result != SCAN_DONE)
            return result;
    }
}

/* Resolves the texts that are not used as they stand; false: something that XML does not know. */
static bool resolve_content(struct sheet_reader *reader, struct content *content, enum cell_type type)
{
    const struct span *value = &content->value;
    content->value_copied =
        content->has_value &&
        (value->entities || (type == TYPE_STRING && g_strstr_len(value->text, (gssize)value->length, "_x")));
    if (content->value_copied && !scan_resolve(&content->value, reader->value))
        return false;
    if (content->has_formula && !scan_resolve(&content->formula, reader->formula))
        return false;
    if (!content->has_inline)
        return true;
    if (!scan_resolve(&content->inline_text, reader->inline_plain))
        return false;
    text_collector_plain(&reader->inline_text, reader->inline_plain->str, reader->inline_plain->len);
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
    return strncmp(at, name, length) == 0 &&
           (scan_is_blank(at[length]) || at[length] == '>' || at[length] == '/');
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
    scan_blanks(at);
    if (end - *at < SCAN_LOOKAHEAD)
        return SCAN_MORE;
    if (reader->in_row) {
        if (sheet_scan_plain_cells(reader, at, end))
            return SCAN_DONE;
        if (is_tag(*at, "<c"))
            return scan_cell(parse, at, end);
        if (!SCAN_WORD(at, "</row>"))
            return SCAN_FALLBACK;
        end_row(reader);
        return SCAN_DONE;
    }
    if (sheet_scan_plain_row(reader, at, end))
        return SCAN_DONE;
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

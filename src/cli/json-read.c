#include "cli/json-read.h"

#include <string.h>

#define DEEPEST 32u

struct reader {
    struct arena *arena;
    const char *at;
    unsigned depth;
};

static struct json_value *read_value(struct reader *reader, const char *key);

static void skip_blanks(struct reader *reader)
{
    reader->at += strspn(reader->at, " \t\r\n");
}

static bool take(struct reader *reader, char wanted)
{
    skip_blanks(reader);
    if (*reader->at != wanted)
        return false;
    reader->at++;
    return true;
}

/* Four hexadecimal digits; -1 if there are none. */
static int read_unit(struct reader *reader)
{
    int unit = 0;
    for (unsigned i = 0; i < 4; i++) {
        int digit = g_ascii_xdigit_value(reader->at[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    reader->at += 4;
    return unit;
}

/* What stands behind `\u`; a pair of surrogates is one character. */
static bool read_character(struct reader *reader, GString *text)
{
    int unit = read_unit(reader);
    if (unit >= 0xd800 && unit < 0xdc00) {
        if (reader->at[0] != '\\' || reader->at[1] != 'u')
            return false;
        reader->at += 2;
        int low = read_unit(reader);
        if (low < 0xdc00 || low >= 0xe000)
            return false;
        unit = 0x10000 + ((unit - 0xd800) << 10) + low - 0xdc00;
    }
    if (unit <= 0 || (unit >= 0xdc00 && unit < 0xe000))
        return false;
    g_string_append_unichar(text, (gunichar)unit);
    return true;
}

static bool read_escape(struct reader *reader, GString *text)
{
    static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    char letter = *reader->at;
    if (letter == '\0')
        return false;
    reader->at++;
    if (letter == 'u')
        return read_character(reader, text);
    const char *found = strchr(letters, letter);
    if (!found)
        return false;
    g_string_append_c(text, bytes[found - letters]);
    return true;
}

/* NULL when it does not end, or has control characters in it. */
static const char *read_text(struct reader *reader)
{
    if (!take(reader, '"'))
        return NULL;
    GString *text = g_string_new(NULL);
    bool good = true;
    while (good && *reader->at != '"') {
        unsigned char byte = (unsigned char)*reader->at;
        if (byte < 0x20) {
            good = false;
        } else if (byte == '\\') {
            reader->at++;
            good = read_escape(reader, text);
        } else {
            g_string_append_c(text, *reader->at++);
        }
    }
    reader->at += good ? 1 : 0;
    const char *kept = good ? arena_strdup(reader->arena, text->str) : NULL;
    g_string_free(text, TRUE);
    return kept;
}

static size_t digits_at(const char *text)
{
    return strspn(text, "0123456789");
}

/* -1, 2.50, 1e9; NULL: none, or with a leading zero. */
static const char *read_number(struct reader *reader)
{
    const char *begin = reader->at, *at = begin;
    at += *at == '-' ? 1 : 0;
    size_t whole = digits_at(at);
    if (whole == 0 || (whole > 1 && *at == '0'))
        return NULL;
    at += whole;
    if (*at == '.') {
        size_t fraction = digits_at(++at);
        if (fraction == 0)
            return NULL;
        at += fraction;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-' ? 1 : 0;
        size_t exponent = digits_at(at);
        if (exponent == 0)
            return NULL;
        at += exponent;
    }
    reader->at = at;
    return arena_strndup(reader->arena, begin, (size_t)(at - begin));
}

/* Elements or members, up to the closing bracket. */
static bool read_members(struct reader *reader, struct json_value *value, char closing)
{
    struct json_value **end = &value->first;
    if (take(reader, closing))
        return true;
    do {
        const char *key = NULL;
        if (value->kind == JSON_OBJECT && (!(key = read_text(reader)) || !take(reader, ':')))
            return false;
        struct json_value *member = read_value(reader, key);
        if (!member)
            return false;
        *end = member;
        end = &member->next;
    } while (take(reader, ','));
    return take(reader, closing);
}

static bool read_word(struct reader *reader, struct json_value *value)
{
    static const struct {
        const char *word;
        enum json_kind kind;
    } words[] = {{"null", JSON_NULL}, {"true", JSON_TRUE}, {"false", JSON_FALSE}};
    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_has_prefix(reader->at, words[i].word)) {
            reader->at += strlen(words[i].word);
            value->kind = words[i].kind;
            return true;
        }
    return false;
}

static bool read_into(struct reader *reader, struct json_value *value)
{
    skip_blanks(reader);
    char begin = *reader->at;
    if (begin == '{' || begin == '[') {
        reader->at++;
        value->kind = begin == '{' ? JSON_OBJECT : JSON_ARRAY;
        return read_members(reader, value, begin == '{' ? '}' : ']');
    }
    if (begin == '"') {
        value->kind = JSON_TEXT;
        return (value->text = read_text(reader)) != NULL;
    }
    if (begin == '-' || g_ascii_isdigit(begin)) {
        value->kind = JSON_NUMBER;
        return (value->text = read_number(reader)) != NULL;
    }
    return read_word(reader, value);
}

static struct json_value *read_value(struct reader *reader, const char *key)
{
    if (reader->depth == DEEPEST)
        return NULL;
    struct json_value *value = arena_new0(reader->arena, struct json_value, 1);
    value->key = key;
    reader->depth++;
    bool good = read_into(reader, value);
    reader->depth--;
    return good ? value : NULL;
}

const struct json_value *json_read(struct arena *arena, const char *text)
{
    struct reader reader = {.arena = arena, .at = text};
    if (!g_utf8_validate(text, -1, NULL))
        return NULL;
    const struct json_value *value = read_value(&reader, NULL);
    skip_blanks(&reader);
    return *reader.at == '\0' ? value : NULL;
}

const struct json_value *json_member(const struct json_value *object, const char *key)
{
    if (!object || object->kind != JSON_OBJECT)
        return NULL;
    for (const struct json_value *member = object->first; member; member = member->next)
        if (strcmp(member->key, key) == 0)
            return member;
    return NULL;
}

const char *json_member_text(const struct json_value *object, const char *key)
{
    const struct json_value *member = json_member(object, key);
    return member && member->kind == JSON_TEXT ? member->text : NULL;
}

gint64 json_member_number(const struct json_value *object, const char *key)
{
    const struct json_value *member = json_member(object, key);
    return member && member->kind == JSON_NUMBER ? g_ascii_strtoll(member->text, NULL, 10) : 0;
}

bool json_member_true(const struct json_value *object, const char *key)
{
    const struct json_value *member = json_member(object, key);
    return member && member->kind == JSON_TRUE;
}

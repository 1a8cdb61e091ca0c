/* Texts between tags, for the pull scanners. */
#include "grid/xlsx/scan.h"

#include <string.h>

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
    guint64 number = g_ascii_strtoull(digits, &end, hexadecimal ? 16 : 10);
    /* strtoull takes signs, blanks and 0x as well */
    if (end == digits ||
        strspn(digits, hexadecimal ? "0123456789ABCDEFabcdef" : "0123456789") != (size_t)(end - digits))
        return 0;
    if (*end != ';' || number > 0x10FFFF || !is_xml_character((gunichar)number))
        return 0;
    *at = end + 1;
    return (gunichar)number;
}

/* UTF-8, without U+FFFE and U+FFFF. */
static bool is_plain_utf8(const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    if (!g_utf8_validate(text, (gssize)length, NULL))
        return false;
    while ((at = memchr(at, 0xEF, (size_t)(end - at))) != NULL)
        if ((unsigned char)*++at == 0xBF && (unsigned char)at[1] >= 0xBE)
            return false;
    return true;
}

enum {
    BYTE_ENDS = 1,   /* the text, or it stands in none */
    BYTE_ENTITY = 2, /* the & of one */
    BYTE_HIGH = 4,   /* of a character beyond ASCII */
    BYTE_ANGLE = 8,  /* the > that must not end ]]> */
};

#define HIGH8 BYTE_HIGH, BYTE_HIGH, BYTE_HIGH, BYTE_HIGH, BYTE_HIGH, BYTE_HIGH, BYTE_HIGH, BYTE_HIGH
#define HIGH32 HIGH8, HIGH8, HIGH8, HIGH8
#define ENDS8 BYTE_ENDS, BYTE_ENDS, BYTE_ENDS, BYTE_ENDS, BYTE_ENDS, BYTE_ENDS, BYTE_ENDS, BYTE_ENDS

static const unsigned char byte_classes[256] = {
    ENDS8,
    BYTE_ENDS,
    0,
    0,
    BYTE_ENDS,
    BYTE_ENDS,
    BYTE_ENDS,
    BYTE_ENDS,
    BYTE_ENDS, /* tab and line feed stand in texts */
    ENDS8,
    ENDS8,
    ['&'] = BYTE_ENTITY,
    ['<'] = BYTE_ENDS,
    ['>'] = BYTE_ANGLE,
    [128] = HIGH32,
    HIGH32,
    HIGH32,
    HIGH32,
};

static bool holds_end_of_cdata(const char *text, size_t length)
{
    return g_strstr_len(text, (gssize)length, "]]>") != NULL;
}

#define EACH(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))

/* 8 bytes of which at least one may be other than plain: below a blank, & or <, >, beyond ASCII. */
static bool may_be_odd(const char *bytes)
{
    guint64 word;
    memcpy(&word, bytes, sizeof word);
    guint64 ampersand = word ^ EACH('&'), angle = (word | EACH('<' ^ '>')) ^ EACH('<' | '>');
    guint64 below = word - EACH(' ');
    return (((ampersand - EACH(1)) | (angle - EACH(1)) | below | word) & EACH(0x80)) != 0;
}

enum scan_result scan_text(char **at, char *end, struct span *ret)
{
    char *from = *at;
    unsigned seen = 0;
    while (!(seen & BYTE_ENDS)) {
        while (end - from >= 8 && !may_be_odd(from))
            from += 8;
        for (unsigned i = 0; i < 8 && !(seen & BYTE_ENDS); i++)
            seen |= byte_classes[(unsigned char)*from++];
    }
    from--;
    if (*from != '<')
        return from == end ? SCAN_MORE : SCAN_FALLBACK;
    *ret = (struct span){*at, (size_t)(from - *at), seen & BYTE_ENTITY};
    if (seen & BYTE_ANGLE && holds_end_of_cdata(ret->text, ret->length))
        return SCAN_FALLBACK;
    if (seen & BYTE_HIGH && !is_plain_utf8(ret->text, ret->length))
        return SCAN_FALLBACK;
    *at = from;
    return SCAN_DONE;
}

bool scan_resolve(const struct span *span, GString *ret)
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

/* Cells' texts: blanks, cleaning, words, comparison. Nearly all of them are ASCII, so each function walks
 * ASCII bytes and leaves the rest to GLib's Unicode functions. */
#include "support/text.h"

#include <stdint.h>
#include <string.h>

/* What an ASCII byte is in a comparison of words: its lower case, or 0 if it separates words. */
static inline char word_byte(char byte)
{
    if (g_ascii_isalpha(byte))
        return (char)(byte | 0x20);
    return g_ascii_isdigit(byte) || byte == '%' ? byte : 0;
}

/* Letters without a decomposition of their own. */
static const struct {
    gunichar letter;
    const char *plain;
} plain_letters[] = {
    {0xE6, "ae"}, {0x153, "oe"}, {0xF8, "o"}, {0x111, "d"}, {0x142, "l"}, {0x131, "i"}, {0xDF, "ss"}};

static bool is_ascii_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\v' || byte == '\f';
}

/* Blanks that take no room join what stands around them (they come with texts pasted from the web). */
static bool is_zero_width(const char *text)
{
    return memcmp(text, "\xE2\x80\x8B", 3) == 0 || memcmp(text, "\xE2\x81\xA0", 3) == 0 ||
           memcmp(text, "\xEF\xBB\xBF", 3) == 0;
}

size_t text_blank_at(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    switch (byte[0]) {
    case 0xC2: /* next line, no-break space */
        return byte[1] == 0x85 || byte[1] == 0xA0 ? 2 : 0;
    case 0xE1: /* ogham space */
        return byte[1] == 0x9A && byte[2] == 0x80 ? 3 : 0;
    case 0xE2: /* en quad .. zero width space, line and paragraph separator, narrow no-break; math space,
                  joiner */
        if (byte[1] == 0x80 &&
            ((byte[2] >= 0x80 && byte[2] <= 0x8B) || byte[2] == 0xA8 || byte[2] == 0xA9 || byte[2] == 0xAF))
            return 3;
        return byte[1] == 0x81 && (byte[2] == 0x9F || byte[2] == 0xA0) ? 3 : 0;
    case 0xE3: /* ideographic space */
        return byte[1] == 0x80 && byte[2] == 0x80 ? 3 : 0;
    case 0xEF: /* byte order mark */
        return byte[1] == 0xBB && byte[2] == 0xBF ? 3 : 0;
    default:
        return is_ascii_blank(byte[0]);
    }
}

size_t text_space_at(const char *text)
{
    return *text == '\n' ? 1 : text_blank_at(text);
}

static char *clean(const char *text, char line_break)
{
    char *cleaned = g_malloc(strlen(text) + 1), *out = cleaned;
    char pending = 0; /* what stands before the next character */
    while (*text) {
        size_t blank = *text > ' ' && *text <= '~' ? 0 : text_blank_at(text);
        if (blank) {
            if (pending == 0 && out > cleaned && !(blank == 3 && is_zero_width(text)))
                pending = ' ';
            text += blank;
        } else if (*text == '\n') {
            if (out > cleaned)
                pending = line_break;
            text++;
        } else {
            if (pending)
                *out++ = pending;
            pending = 0;
            *out++ = *text++;
        }
    }
    *out = '\0';
    return cleaned;
}

char *text_clean(const char *text)
{
    return clean(text, '\n');
}

char *text_one_line(const char *text)
{
    return clean(text, ' ');
}

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

static void append_letter(GString *words, gunichar letter)
{
    letter = g_unichar_tolower(letter);
    for (unsigned i = 0; i < G_N_ELEMENTS(plain_letters); i++)
        if (plain_letters[i].letter == letter) {
            g_string_append(words, plain_letters[i].plain);
            return;
        }
    g_string_append_unichar(words, letter);
}

/* The soft hyphen and blanks without width stand inside words. */
static bool is_invisible(gunichar character)
{
    return character == 0xAD || character == 0x200B || character == 0x2060 || character == 0xFEFF;
}

static void append_blank(GString *words, bool wanted)
{
    if (wanted && words->len > 0)
        g_string_append_c(words, ' ');
}

/* The words of one character that is not ASCII. */
static void append_character(GString *words, gunichar character, bool spaced, bool *separate)
{
    gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize count = g_unichar_fully_decompose(character, TRUE, parts, G_N_ELEMENTS(parts));
    /* The ordinal sign is typed for the degree sign, and is none of a word's letters ("nº", "n°"). */
    if (character == 0xBA)
        parts[0] = 0xB0;
    for (gsize i = 0; i < count; i++) {
        if (g_unichar_isalnum(parts[i]) || parts[i] == '%' || parts[i] == 0x20AC) {
            append_blank(words, *separate && spaced);
            *separate = false;
            append_letter(words, parts[i]);
        } else if (!g_unichar_ismark(parts[i]) && !is_invisible(parts[i])) {
            *separate = true;
        }
    }
}

static char *words_of_unicode(const char *text, bool spaced)
{
    GString *words = g_string_sized_new(strlen(text) + 1);
    bool separate = false;
    for (; *text; text = g_utf8_next_char(text)) {
        char byte = word_byte(*text);
        if (byte) {
            append_blank(words, separate && spaced);
            separate = false;
            g_string_append_c(words, byte);
        } else if ((unsigned char)*text < 0x80) {
            separate = true;
        } else {
            append_character(words, g_utf8_get_char(text), spaced, &separate);
        }
    }
    return g_string_free(words, FALSE);
}

static char *words_of_ascii(const char *text, bool spaced)
{
    char *words = g_malloc(strlen(text) + 1), *out = words;
    bool separate = false;
    for (; *text; text++) {
        char byte = word_byte(*text);
        if (!byte) {
            separate = true;
            continue;
        }
        if (separate && spaced && out > words)
            *out++ = ' ';
        separate = false;
        *out++ = byte;
    }
    *out = '\0';
    return words;
}

static char *words_of(const char *text, bool spaced)
{
    char *words = is_ascii(text) ? words_of_ascii(text, spaced) : words_of_unicode(text, spaced);
    if (*words)
        return words;
    g_free(words);
    words = text_one_line(text);
    if (!spaced) {
        char *out = words;
        for (const char *at = words; *at; at++)
            if (*at != ' ')
                *out++ = *at;
        *out = '\0';
    }
    return words;
}

char *text_words(const char *text)
{
    return words_of(text, true);
}

char *text_key(const char *text)
{
    return words_of(text, false);
}

bool text_same(const char *a, const char *b)
{
    const char *left = a, *right = b;
    bool any = false;
    for (;;) {
        char first = 0, second = 0;
        while ((unsigned char)*left < 0x80 && *left && !(first = word_byte(*left)))
            left++;
        while ((unsigned char)*right < 0x80 && *right && !(second = word_byte(*right)))
            right++;
        if ((unsigned char)*left >= 0x80 || (unsigned char)*right >= 0x80)
            break;
        if (first != second)
            return false;
        if (!first) {
            if (any)
                return true;
            break;
        }
        any = true;
        left++;
        right++;
    }
    char *first = text_key(a), *second = text_key(b);
    bool same = strcmp(first, second) == 0;
    g_free(first);
    g_free(second);
    return same;
}

/* Case folded, composed, without blanks and line breaks. */
char *text_code_key(const char *text)
{
    char *folded = g_utf8_casefold(text, -1);
    char *composed = g_utf8_normalize(folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    g_free(folded);
    if (!composed)
        return g_strdup("");
    char *out = composed;
    for (const char *at = composed; *at;) {
        size_t blank = text_blank_at(at);
        if (blank)
            at += blank;
        else if (*at == '\n')
            at++;
        else
            *out++ = *at++;
    }
    *out = '\0';
    return composed;
}

bool text_equal_loosely(const char *a, const char *b)
{
    const char *left = a, *right = b;
    for (;; left++, right++) {
        while (is_ascii_blank((unsigned char)*left) || *left == '\n')
            left++;
        while (is_ascii_blank((unsigned char)*right) || *right == '\n')
            right++;
        if ((unsigned char)*left >= 0x80 || (unsigned char)*right >= 0x80)
            break;
        if (g_ascii_tolower(*left) != g_ascii_tolower(*right))
            return false;
        if (!*left)
            return true;
    }
    char *first = text_code_key(a), *second = text_code_key(b);
    bool equal = strcmp(first, second) == 0;
    g_free(first);
    g_free(second);
    return equal;
}

bool text_same_code(const char *a, const char *b)
{
    return text_equal_loosely(a, b);
}

unsigned text_count_alnum(const char *text)
{
    unsigned count = 0;
    for (const char *at = text; *at; at = g_utf8_next_char(at))
        count += g_unichar_isalnum(g_utf8_get_char(at)) ? 1 : 0;
    return count;
}

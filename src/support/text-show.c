/* Texts for messages and tables of text: quoting, lengths, patterns, suggestions. */
#include "support/text.h"

#include <string.h>

/* The escape of an ASCII control character that has one, else NULL. */
static const char *escape_of(char byte)
{
    switch (byte) {
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    default:
        return NULL;
    }
}

/* Characters that would break the line or turn the direction of a terminal's text. */
static bool is_disruptive(gunichar character)
{
    return g_unichar_iscntrl(character) || character == 0x2028 || character == 0x2029 ||
           character == 0xFEFF || (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

char *text_quote(const char *text, unsigned most)
{
    /* File names come as they are. */
    char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    if (valid)
        text = valid;
    GString *quoted = g_string_sized_new(strlen(text) + 1);
    unsigned count = 0;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        if (most && count == most) {
            g_string_append(quoted, "…");
            break;
        }
        const char *escape = escape_of(*at);
        if (escape)
            g_string_append(quoted, escape);
        else if (!is_disruptive(g_utf8_get_char(at)))
            g_string_append_len(quoted, at, g_utf8_next_char(at) - at);
        else
            continue;
        count++;
    }
    g_free(valid);
    return g_string_free(quoted, FALSE);
}

char *text_tsv(const char *text)
{
    GString *field = g_string_sized_new(strlen(text) + 1);
    for (; *text; text++) {
        const char *escape = *text == '\\' ? "\\\\" : escape_of(*text);
        if (escape)
            g_string_append(field, escape);
        else
            g_string_append_c(field, *text);
    }
    return g_string_free(field, FALSE);
}

size_t text_utf16_length(const char *text)
{
    size_t length = 0;
    for (const unsigned char *byte = (const unsigned char *)text; *byte; byte++)
        length += (*byte & 0xC0) == 0x80 ? 0 : *byte >= 0xF0 ? 2 : 1;
    return length;
}

void text_append_within(GString *text, const char *characters, size_t length, size_t most)
{
    if (text->len <= most)
        g_string_append_len(text, characters, (gssize)length);
}

bool text_glob(const char *pattern, const char *text)
{
    const char *star = NULL, *retry = NULL; /* after the last `*`, and where it stops taking characters */
    while (*text) {
        if (*pattern == '*') {
            star = ++pattern;
            retry = text;
        } else if (*pattern && (*pattern == '?' || g_unichar_tolower(g_utf8_get_char(pattern)) ==
                                                       g_unichar_tolower(g_utf8_get_char(text)))) {
            pattern = g_utf8_next_char(pattern);
            text = g_utf8_next_char(text);
        } else if (star) {
            pattern = star;
            retry = g_utf8_next_char(retry);
            text = retry;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

/* Steps from `a` to `b`: a character put in, left out, changed, or two neighbours swapped. */
static glong edit_distance(const gunichar *a, glong a_length, const gunichar *b, glong b_length)
{
    glong *rows[3];
    for (unsigned i = 0; i < 3; i++)
        rows[i] = g_new0(glong, (gsize)b_length + 1);
    for (glong j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (glong i = 1; i <= a_length; i++) {
        glong *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
        row[0] = i;
        for (glong j = 1; j <= b_length; j++) {
            glong change = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = MIN(change, MIN(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = MIN(row[j], second[j - 2] + 1);
        }
    }
    glong distance = rows[a_length % 3][b_length];
    for (unsigned i = 0; i < 3; i++)
        g_free(rows[i]);
    return distance;
}

static gunichar *folded_characters(const char *word, glong *length)
{
    char *folded = g_utf8_casefold(word, -1);
    gunichar *characters = g_utf8_to_ucs4_fast(folded, -1, length);
    g_free(folded);
    return characters;
}

const char *text_nearest(const char *word, const char *const *words)
{
    glong length;
    gunichar *wanted = folded_characters(word, &length);
    glong least = (length + 1) / 3 + 1; /* a third of the letters may be wrong */
    const char *nearest = NULL;
    for (; *words; words++) {
        glong candidate_length;
        gunichar *candidate = folded_characters(*words, &candidate_length);
        if (ABS(candidate_length - length) < least) {
            glong distance = edit_distance(wanted, length, candidate, candidate_length);
            if (distance < least) {
                least = distance;
                nearest = *words;
            }
        }
        g_free(candidate);
    }
    g_free(wanted);
    return nearest;
}

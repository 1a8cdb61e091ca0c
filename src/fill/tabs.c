#include "fill/parts.h"

#include <string.h>

#include "support/text.h"

#define TAB_UNITS 31 /* UTF-16 units that Excel allows */

/* The longest beginning of `text` within so many UTF-16 units, without blanks at its end. */
static char *cut(const char *text, unsigned most)
{
    unsigned units = 0;
    const char *end = text;
    while (*end != '\0') {
        units += g_utf8_get_char(end) > 0xFFFF ? 2 : 1;
        if (units > most)
            break;
        end = g_utf8_next_char(end);
    }
    return g_strchomp(g_strndup(text, (gsize)(end - text)));
}

static char *allowed(const char *text)
{
    GString *name = g_string_new(NULL);
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar character = g_utf8_get_char(c);
        size_t blank = text_blank_at(c);
        if (blank > 0 && !g_unichar_iscntrl(character))
            g_string_append_c(name, ' ');
        else if (g_unichar_iscntrl(character) ||
                 (character < 128 && strchr("[]:*?/\\", (int)character) != NULL))
            g_string_append_c(name, '-');
        else
            g_string_append_unichar(name, character);
    }
    char *trimmed = g_strstrip(g_string_free(name, FALSE));
    char *short_name = cut(trimmed, TAB_UNITS);
    size_t length = strlen(short_name);
    if (length > 0 && short_name[0] == '\'')
        short_name[0] = '-';
    if (length > 0 && short_name[length - 1] == '\'')
        short_name[length - 1] = '-';
    g_free(trimmed);
    return short_name;
}

char *tab_name(const char *text, GHashTable *taken)
{
    char *base = allowed(text);
    if (*base == '\0') {
        g_free(base);
        base = g_strdup("Foglio");
    }
    char *name = g_strdup(base);
    char *folded = g_utf8_casefold(name, -1);
    for (unsigned n = 2; g_hash_table_contains(taken, folded); n++) {
        char *suffix = g_strdup_printf(" (%u)", n);
        char *beginning = cut(base, TAB_UNITS - (unsigned)strlen(suffix));
        g_free(name);
        g_free(folded);
        name = g_strconcat(beginning, suffix, NULL);
        folded = g_utf8_casefold(name, -1);
        g_free(beginning);
        g_free(suffix);
    }
    g_hash_table_add(taken, folded);
    g_free(base);
    return name;
}

bool tab_wanted(const char *tab, const char *globs)
{
    if (globs == NULL)
        return true;
    bool wanted = false;
    char **parts = g_strsplit(globs, ";", -1);
    for (char **part = parts; *part != NULL; part++)
        wanted = wanted || text_glob(g_strstrip(*part), tab);
    g_strfreev(parts);
    return wanted;
}

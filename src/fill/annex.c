/* What an annex holds and is called (rule 1, Allegati). */
#include "fill/parts.h"

#include <string.h>

#include "support/text.h"

#define NAME_BYTES 255 /* that file systems allow */
#define SUFFIX ".xlsx"
#define NAMELESS "Allegato"

bool annex_holds(const struct annex *annex, const struct template_sheet *drawn)
{
    for (unsigned i = 0; i < annex->sheet_count; i++)
        if (text_glob(annex->sheets[i], drawn->drawing->name))
            return true;
    return false;
}

const struct annex *annex_of(const struct template *template, const struct template_sheet *drawn)
{
    for (unsigned i = 0; i < template->annexes->len; i++) {
        const struct annex *annex = &g_array_index(template->annexes, struct annex, i);
        if (annex_holds(annex, drawn))
            return annex;
    }
    return NULL;
}

char *annex_title(struct filler *filler, const struct annex *annex)
{
    if (annex == NULL || annex->title == NULL)
        return g_strdup("");
    char *title = pattern_fill(filler, annex->title, NULL);
    char *line = text_one_line(title);
    g_free(title);
    return g_strstrip(line);
}

/* Systems other than ours have more that a name cannot hold: the files go to other people. */
static bool is_forbidden(gunichar character)
{
    return g_unichar_iscntrl(character) || (character < 128 && strchr("/\\:*?\"<>|", (int)character) != NULL);
}

/* The longest beginning of `text` within so many bytes, without blanks at its end. */
static char *cut(const char *text, size_t most)
{
    const char *end = text;
    while (*end != '\0' && (size_t)(g_utf8_next_char(end) - text) <= most)
        end = g_utf8_next_char(end);
    return g_strchomp(g_strndup(text, (gsize)(end - text)));
}

/* A name without its suffix; one that begins with a dot would be hidden. */
static char *allowed(const char *text)
{
    GString *name = g_string_new(NULL);
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar character = g_utf8_get_char(c);
        bool blank = text_blank_at(c) > 0 && !g_unichar_iscntrl(character);
        g_string_append_unichar(name, blank ? ' ' : is_forbidden(character) ? '-' : character);
    }
    char *stem = g_strstrip(g_string_free(name, FALSE));
    size_t length = strlen(stem);
    if (length >= strlen(SUFFIX) && g_ascii_strcasecmp(stem + length - strlen(SUFFIX), SUFFIX) == 0)
        stem[length - strlen(SUFFIX)] = '\0';
    g_strchomp(stem);
    if (*stem == '.')
        *stem = '-';
    if (*stem != '\0')
        return stem;
    g_free(stem);
    return g_strdup(NAMELESS);
}

/* Some file systems tell neither the case of letters nor how an accent is composed. */
static char *fold(const char *name)
{
    char *composed = g_utf8_normalize(name, -1, G_NORMALIZE_ALL_COMPOSE);
    char *folded = g_utf8_casefold(composed, -1);
    g_free(composed);
    return folded;
}

/* Made unique by a number, like the names of tabs. */
static char *file_name(const char *text, GHashTable *taken)
{
    char *stem = allowed(text);
    char *name = NULL, *folded = NULL;
    for (unsigned n = 1; name == NULL || g_hash_table_contains(taken, folded); n++) {
        char *suffix = n == 1 ? g_strdup(SUFFIX) : g_strdup_printf(" (%u)" SUFFIX, n);
        char *beginning = cut(stem, NAME_BYTES - strlen(suffix));
        g_free(name);
        g_free(folded);
        name = g_strconcat(beginning, suffix, NULL);
        folded = fold(name);
        g_free(beginning);
        g_free(suffix);
    }
    g_hash_table_add(taken, folded);
    g_free(stem);
    return name;
}

GPtrArray *annex_file_names(struct filler *filler)
{
    const GArray *annexes = filler->template->annexes;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GHashTable *taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (unsigned i = 0; i < annexes->len; i++) {
        const struct pattern *pattern = g_array_index(annexes, struct annex, i).name;
        char *text = pattern == NULL ? g_strdup("") : pattern_fill(filler, pattern, NULL);
        g_ptr_array_add(names, file_name(text, taken));
        g_free(text);
    }
    g_hash_table_destroy(taken);
    return names;
}

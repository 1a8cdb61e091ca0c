/* How alike the words of a header and of an input cell are (rule 3.3). */
#include "match/reader.h"

#include "support/text.h"

/* A header's text with the years in it. */
static char *header_words(const struct pattern *pattern, int year)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        const struct segment *segment = &pattern->segments[i];
        if (segment->kind != SEGMENT_PLACEHOLDER)
            g_string_append(text, segment->text);
        else
            g_string_append_printf(text, "%d", year + segment->placeholder->offset);
    }
    char *words = text_words(text->str);
    g_string_free(text, TRUE);
    return words;
}

static GHashTable *word_set(const char *words)
{
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char **list = g_strsplit(words, " ", -1);
    for (char **word = list; *word != NULL; word++)
        if (**word != '\0')
            g_hash_table_add(set, g_strdup(*word));
    g_strfreev(list);
    return set;
}

static const char *const signs[] = {"%", "\u20ac"};

static bool has_sign(GHashTable *words)
{
    bool found = false;
    for (unsigned i = 0; i < G_N_ELEMENTS(signs); i++)
        found = found || g_hash_table_contains(words, signs[i]);
    return found;
}

/* A sign of a unit where the other has none tells no columns apart: "Peso %" is "Peso". */
static void drop_lone_signs(GHashTable *words, GHashTable *others)
{
    for (unsigned i = 0; !has_sign(others) && i < G_N_ELEMENTS(signs); i++)
        if (g_hash_table_size(words) > 1)
            g_hash_table_remove(words, signs[i]);
}

/* Shared words in thousandths of all distinct ones, where all words of the one stand in the other; else 0. */
static unsigned words_in_common(const char *a, const char *b)
{
    GHashTable *first = word_set(a), *second = word_set(b);
    drop_lone_signs(first, second);
    drop_lone_signs(second, first);
    GHashTableIter iterator;
    gpointer word;
    unsigned common = 0, count_a = g_hash_table_size(first), count_b = g_hash_table_size(second);
    g_hash_table_iter_init(&iterator, first);
    while (g_hash_table_iter_next(&iterator, &word, NULL))
        common += g_hash_table_contains(second, word) ? 1 : 0;
    g_hash_table_destroy(first);
    g_hash_table_destroy(second);
    bool contained = common > 0 && (common == count_a || common == count_b);
    return contained ? common * 1000 / (count_a + count_b - common) : 0;
}

unsigned header_in_common(const struct pattern *pattern, const struct seen *seen, int year)
{
    char *other = text_words(seen->text);
    unsigned best = 0;
    for (unsigned w = 0; w <= pattern->wording_count; w++) {
        char *words = header_words(w == 0 ? pattern : pattern->wordings[w - 1], year);
        best = MAX(best, words_in_common(words, other));
        g_free(words);
    }
    g_free(other);
    return best;
}

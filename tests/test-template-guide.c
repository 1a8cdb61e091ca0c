/* templates/README.md against the program's own tables: the table of words is complete and has nothing else,
 * and every word is shown in an example that runs. */
#include <glib.h>
#include <string.h>
#include "support/findings.h"
#include "support/guide.h"
#include "template/load.h"

/* The heading above the table of words. */
#define WORDS_HEADING "## Tutte le parole"

static char *guide_path;

static void add_word(GHashTable *words, const char *kind, const char *word)
{
    g_hash_table_add(words, g_strdup_printf("%s: %s", kind, word));
}

static void add_list(GHashTable *words, const char *kind, const char *const *list)
{
    for (unsigned i = 0; list[i]; i++) {
        add_word(words, kind, list[i]);
    }
}

static void add_sections(GHashTable *words)
{
    for (unsigned section = 0; section < SECTION_COUNT; section++) {
        add_word(words, "tabella di Metodo", section_title(section));
        for (unsigned i = 0; section_header(section, i); i++) {
            add_word(words, "colonna di Metodo", section_header(section, i));
        }
    }
    for (unsigned i = 0; model_entry(i); i++) {
        add_word(words, "voce di Modello", model_entry(i));
    }
}

static void add_formulas(GHashTable *words)
{
    for (unsigned i = 0; i < FUNCTION_COUNT_OF_ALL; i++) {
        add_word(words, "funzione", formula_function_name(i));
    }
    for (unsigned i = OPERATOR_OR; i <= OPERATOR_DIVIDE; i++) {
        add_word(words, "operatore", formula_operator_sign(i));
    }
    for (unsigned i = 0; i < OPTION_COUNT; i++) {
        add_word(words, "opzione", formula_option_name(i));
        for (unsigned k = 0; formula_option_word(i, k); k++) {
            add_word(words, "valore di opzione", formula_option_word(i, k));
        }
    }
}

/* What the program knows. */
static GHashTable *program_words(void)
{
    static const char *const signs[] = {"?", "!", "leggi e scrivi", "separati da", "padre", "non", NULL};
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    add_sections(words);
    add_formulas(words);
    add_list(words, "controllo di cella", control_words);
    add_list(words, "controllo", built_in_checks);
    for (unsigned type = 0; type <= TYPE_LIST; type++) {
        add_word(words, "tipo", field_type_name(type));
    }
    for (unsigned severity = SEVERITY_NONE; severity <= SEVERITY_ERROR; severity++) {
        add_word(words, "gravità", severity_name(severity));
    }
    for (unsigned meaning = 0; meaning < WORD_MEANINGS; meaning++) {
        add_word(words, "significato", word_meaning_name(meaning));
    }
    add_list(words, "segno", signs);
    return words;
}

/* The cell of a table row, trimmed; "" where there is none. To be freed. */
static char *table_cell(const char *line, unsigned index)
{
    /* A bar within code is written \| in a table. */
    GString *text = g_string_new(line);
    g_string_replace(text, "\\|", "\x01", 0);
    char **cells = g_strsplit(text->str, "|", 0);
    char *cell = index + 1 < g_strv_length(cells) ? g_strstrip(g_strdup(cells[index + 1])) : g_strdup("");
    g_strfreev(cells);
    g_string_free(text, TRUE);
    return g_strdelimit(cell, "\x01", '|');
}

/* The rows of the table of words: "kind: word". */
static GHashTable *guide_words(void)
{
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char *content = NULL;
    g_assert_true(g_file_get_contents(guide_path, &content, NULL, NULL));
    const char *begin = strstr(content, WORDS_HEADING);
    g_assert_nonnull(begin);
    char **lines = g_strsplit(begin, "\n", 0);
    for (unsigned i = 1; lines[i] && !g_str_has_prefix(lines[i], "## "); i++) {
        if (!g_str_has_prefix(lines[i], "| `")) {
            continue;
        }
        char *word = table_cell(lines[i], 0), *kind = table_cell(lines[i], 1);
        g_strdelimit(word, "`", ' ');
        add_word(words, kind, g_strstrip(word));
        g_free(word);
        g_free(kind);
    }
    g_strfreev(lines);
    g_free(content);
    return words;
}

static void fail_for_missing(GHashTable *from, GHashTable *in, const char *what)
{
    GHashTableIter iter;
    void *word;
    g_hash_table_iter_init(&iter, from);
    while (g_hash_table_iter_next(&iter, &word, NULL)) {
        if (!g_hash_table_contains(in, word)) {
            g_test_message("%s %s", what, (char *)word);
            g_test_fail();
        }
    }
}

static void test_words(void)
{
    GHashTable *program = program_words(), *guide = guide_words();
    fail_for_missing(program, guide, "the guide's table lacks");
    fail_for_missing(guide, program, "the program does not know");
    g_hash_table_unref(program);
    g_hash_table_unref(guide);
}

/* How an example shows a word of a kind; %s is the word. */
static const struct {
    const char *kind, *pattern;
} examples[] = {
    {"tabella di Metodo", "(?m)^-- %s$"},
    {"colonna di Metodo", "(?m)(^|\t)%s(\t|$)"},
    {"voce di Modello", "(?m)^%s\t"},
    {"tipo", "(?m)\t%s(\t|$)"},
    {"controllo di cella", "(?m)^([^\t\n]* )?%s( |\t|$)"},
    {"segno", "%s"},
    {"funzione", "\\b%s\\("},
    {"operatore", " %s "},
    {"opzione", "; %s="},
    {"valore di opzione", "=%s[;)]"},
    {"controllo", "(?m)\t%s\t"},
    {"gravità", "(?m)\t%s$"},
    {"significato", "(?m)^%s\t"},
};

/* Is the word ("kind: word") shown in the texts of the examples? */
static bool is_shown(const char *all, const char *word)
{
    bool shown = false;
    for (unsigned i = 0; i < G_N_ELEMENTS(examples); i++) {
        size_t length = strlen(examples[i].kind);
        if (strncmp(word, examples[i].kind, length) != 0 || strncmp(word + length, ": ", 2) != 0) {
            continue;
        }
        char *escaped = g_regex_escape_string(word + length + 2, -1);
        GString *pattern = g_string_new(examples[i].pattern);
        g_string_replace(pattern, "%s", escaped, 0);
        shown = g_regex_match_simple(pattern->str, all, 0, 0);
        g_string_free(pattern, TRUE);
        g_free(escaped);
    }
    return shown;
}

/* The guide names the words that can be no level or field. */
static void test_reserved(void)
{
    char *content = NULL;
    g_assert_true(g_file_get_contents(guide_path, &content, NULL, NULL));
    for (unsigned i = 0; reserved_words[i]; i++) {
        char *quoted = g_strdup_printf("`%s`", reserved_words[i]);
        g_assert_nonnull(strstr(content, quoted));
        g_free(quoted);
    }
    g_free(content);
}

static void test_examples(void)
{
    GHashTable *program = program_words();
    GPtrArray *blocks = guide_read(guide_path);
    GString *all = g_string_new(NULL);
    for (unsigned i = 0; i < blocks->len; i++) {
        const struct guide_block *block = blocks->pdata[i];
        if (strcmp(block->language, "pianoxl") == 0) {
            g_string_append(all, block->text);
        } else if (strcmp(block->language, "sh") != 0) {
            g_test_message("line %u: a block that no test runs", block->line);
            g_test_fail();
        }
    }
    GHashTableIter iter;
    void *word;
    g_hash_table_iter_init(&iter, program);
    while (g_hash_table_iter_next(&iter, &word, NULL)) {
        if (!is_shown(all->str, word)) {
            g_test_message("no example shows %s", (char *)word);
            g_test_fail();
        }
    }
    g_string_free(all, TRUE);
    g_ptr_array_free(blocks, TRUE);
    g_hash_table_unref(program);
}

int main(int argument_count, char **arguments)
{
    g_test_init(&argument_count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    guide_path = g_test_build_filename(G_TEST_DIST, "..", "templates", "README.md", NULL);
    g_test_add_func("/guide/words", test_words);
    g_test_add_func("/guide/examples", test_examples);
    g_test_add_func("/guide/reserved", test_reserved);
    int status = g_test_run();
    g_free(guide_path);
    return status;
}

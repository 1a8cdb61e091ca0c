/* The part of the completion that follows from the tables; completion.bash, which uses it, stands behind it.
 */
#include "cli/doc/doc.h"

#include <string.h>

/* What is offered for an argument of the tables. */
static const struct {
    const char *argument, *offer;
} offers[] = {
    {"FILE.xlsx", "files xlsx"},
    {"FILE.xlsx|.tsv", "files xlsx tsv"},
    {"FILE", "files xlsx xlsm xls ods"},
    {"FILE|FOLDER...", "files xlsx xlsm xls ods"},
    {"CODE FILE|FOLDER...", "behind 1 files xlsx xlsm xls ods"},
    {"NAME|FILE.xlsx", "templates xlsx"},
    {"NAME|FILE.xlsx...", "templates xlsx"},
    {"FOLDER", "folders"},
    {"FIELD", "nothing"},
    {"GLOB", "nothing"},
    {"I/N", "nothing"},
    {"N", "nothing"},
    {"NAME", "nothing"},
    {"SECONDS", "nothing"},
    {"TEXT", "nothing"},
    {"YEAR", "nothing"},
};

/* "piano|relazione": the words to choose from, literally. */
static bool is_choice(const char *argument)
{
    return strchr(argument, '|') && strspn(argument, "abcdefghijklmnopqrstuvwxyz|") == strlen(argument);
}

static bool add_offer(GString *text, const char *argument, GError **error)
{
    if (is_choice(argument)) {
        char *words = g_strdelimit(g_strdup(argument), "|", ' ');
        g_string_append_printf(text, "words %s", words);
        g_free(words);
        return true;
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(offers); i++)
        if (strcmp(offers[i].argument, argument) == 0) {
            g_string_append(text, offers[i].offer);
            return true;
        }
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
        "no row for %s in src/cli/doc/completion.c: what is to be offered for it?", argument);
    return false;
}

static void add_option_names(GString *text, const struct command *command)
{
    const char *between = "";
    for (unsigned i = 0; i < option_count; i++) {
        const struct option_entry *option = &option_table[i];
        if (!option_applies(option, command))
            continue;
        g_string_append_printf(text, "%s--%s%s", between, option->name, option->argument ? "=" : "");
        between = " ";
        if (option->letter)
            g_string_append_printf(text, " -%c", option->letter);
    }
}

/* The words at one place of a command line, each once: `family` NULL the first words of all names, else the
 * second of those that begin with it. */
static void add_words(GString *text, const char *family)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < command_count; i++) {
        char **parts = g_strsplit(command_table[i].name, " ", 2);
        const char *word = !family ? parts[0] : strcmp(parts[0], family) == 0 ? parts[1] : NULL;
        if (word && !g_ptr_array_find_with_equal_func(words, word, g_str_equal, NULL))
            g_ptr_array_add(words, g_strdup(word));
        g_strfreev(parts);
    }
    for (unsigned i = 0; i < words->len; i++)
        g_string_append_printf(text, "%s%s", i ? " " : "", (const char *)words->pdata[i]);
    g_ptr_array_unref(words);
}

static void add_families(GString *text)
{
    for (unsigned i = 0; i < command_count; i++) {
        const char *name = command_table[i].name, *blank = strchr(name, ' ');
        size_t length = blank ? (size_t)(blank - name) + 1 : 0;
        if (!blank || (i > 0 && strncmp(command_table[i - 1].name, name, length) == 0))
            continue;
        char *family = g_strndup(name, length - 1);
        g_string_append_printf(text, "    \"%s\") words='", family);
        add_words(text, family);
        g_string_append(text, "' ;;\n");
        g_free(family);
    }
}

static bool add_command(GString *text, const struct command *command, GError **error)
{
    g_string_append_printf(text, "    \"%s\") options='", command->name);
    add_option_names(text, command);
    g_string_append(text, "' offer='");
    bool good = !command->operands || add_offer(text, command->operands, error);
    g_string_append_printf(text, "%s' ;;\n", command->operands ? "" : "nothing");
    return good;
}

static bool add_values(GString *text, const struct command *command, GError **error)
{
    bool good = true;
    for (unsigned i = 0; good && i < option_count; i++) {
        const struct option_entry *option = &option_table[i];
        if (!option->argument || !option_applies(option, command))
            continue;
        g_string_append_printf(text, "    \"%s --%s\"", command->name, option->name);
        if (option->letter)
            g_string_append_printf(text, " | \"%s -%c\"", command->name, option->letter);
        g_string_append(text, ") value='");
        good = add_offer(text, option->argument, error);
        g_string_append(text, "' ;;\n");
    }
    return good;
}

char *completion_functions(GError **error)
{
    bool good = true;
    GString *text = g_string_new(
        "# shellcheck shell=bash disable=SC2034\n"
        "# Completion of pianoxl for bash: source this file.\n\n"
        "# COMMAND: sets the words or options that may follow, and what is offered for an operand.\n"
        "_pianoxl_command()\n{\n    case $1 in\n    \"\") words='");
    add_words(text, NULL);
    g_string_append(text, "' options='");
    add_option_names(text, NULL);
    g_string_append(text, "' ;;\n");
    add_families(text);
    for (unsigned i = 0; good && i < command_count; i++)
        good = add_command(text, &command_table[i], error);
    g_string_append(text,
        "    *) return 1 ;;\n    esac\n}\n\n"
        "# COMMAND OPTION: sets what is offered for the option's value; fails where it takes none.\n"
        "_pianoxl_value()\n{\n    case \"$1 $2\" in\n");
    for (unsigned i = 0; good && i < command_count; i++)
        good = add_values(text, &command_table[i], error);
    g_string_append(text, "    *) return 1 ;;\n    esac\n}\n");
    return g_string_free(text, good ? FALSE : TRUE);
}

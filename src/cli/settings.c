/* Reads the arguments by the table of options. */
#include "cli/cli.h"
#include "grid/workbook.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"

#include <getopt.h>
#include <string.h>

#define FIRST_CODE 256 /* of options without a letter; above every character */

/* What getopt_long wants, for the options of one command. */
struct parser {
    struct option *longs;
    GString *letters;
    const char **names; /* NULL-terminated, for suggestions */
};

static int option_code(unsigned index)
{
    return option_table[index].letter ? option_table[index].letter : FIRST_CODE + (int)index;
}

static struct parser parser_new(const struct command *command)
{
    struct parser parser = {
        .longs = g_new0(struct option, option_count + 1),
        .letters = g_string_new(":"),
        .names = g_new0(const char *, option_count + 1),
    };
    unsigned count = 0;
    for (unsigned i = 0; i < option_count; i++) {
        const struct option_entry *entry = &option_table[i];
        if (!option_applies(entry, command))
            continue;
        parser.names[count] = entry->name;
        parser.longs[count++] = (struct option){
            .name = entry->name,
            .has_arg = entry->argument ? required_argument : no_argument,
            .val = option_code(i),
        };
        if (entry->letter)
            g_string_append_printf(parser.letters, "%c%s", entry->letter, entry->argument ? ":" : "");
    }
    return parser;
}

static void parser_clear(struct parser *parser)
{
    g_free(parser->longs);
    g_string_free(parser->letters, TRUE);
    g_free(parser->names);
}

static void store(struct settings *settings, int code, const char *argument)
{
    for (unsigned i = 0; i < option_count; i++)
        if (option_code(i) == code) {
            char *place = (char *)settings + option_table[i].offset;
            if (option_table[i].argument)
                memcpy(place, &argument, sizeof(argument));
            else
                *(bool *)place = true;
            return;
        }
}

/* An option's letter that no option of the command has. */
static bool is_unknown_letter(const struct parser *parser, int result)
{
    bool known = result != '?' || optopt == 0;
    for (const struct option *option = parser->longs; option->name && !known; option++)
        known = option->val == optopt;
    return !known;
}

/* Says why getopt_long did not take `word`. */
static void set_option_error(
    const struct command *command, const struct parser *parser, int result, const char *word, GError **error)
{
    char *shown = g_utf8_make_valid(word, -1);
    char *name = g_strndup(shown, strcspn(shown, "="));
    const char *nearest = g_str_has_prefix(name, "--") ? text_nearest(name + 2, parser->names) : NULL;
    bool known = nearest && strcmp(nearest, name + 2) == 0;
    char *message;
    if (result == ':')
        message = g_strdup_printf(_("option %s needs a value"), name);
    else if (known)
        message = g_strdup_printf(_("option %s takes no value"), name);
    else if (nearest)
        message = g_strdup_printf(_("unknown option %s; did you mean --%s?"), name, nearest);
    else
        message = g_strdup_printf(_("unknown option %s; see --help"), name);
    failure_set(
        error, FAILURE_USAGE, NULL, "%s%s%s", command ? command->name : "", command ? ": " : "", message);
    g_free(message);
    g_free(shown);
    g_free(name);
}

static bool check_values(const struct settings *settings, GError **error)
{
    const char *const texts[] = {settings->kind, settings->template, settings->year, settings->sheets,
        settings->resolution, settings->field, settings->code_page};
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i] && !g_utf8_validate(texts[i], -1, NULL)) {
            failure_set(error, FAILURE_USAGE, NULL, _("an option's value is no UTF-8 text"));
            return false;
        }
    if (settings->kind && strcmp(settings->kind, "piano") != 0 && strcmp(settings->kind, "relazione") != 0) {
        failure_set(
            error, FAILURE_USAGE, NULL, _("--kind is piano or relazione, not \"%s\""), settings->kind);
        return false;
    }
    if (settings->year && (strlen(settings->year) != 4 || strspn(settings->year, "0123456789") != 4 ||
                              *settings->year == '0')) {
        failure_set(
            error, FAILURE_USAGE, NULL, _("--anno wants a year of four digits, not \"%s\""), settings->year);
        return false;
    }
    if (settings->code_page && !grid_knows_code_page(settings->code_page)) {
        failure_set(error, FAILURE_USAGE, NULL,
            _("--codepage wants a code page such as CP1252 or CP850, not \"%s\""), settings->code_page);
        return false;
    }
    if (settings->split && !*settings->split) {
        failure_set(error, FAILURE_USAGE, NULL, _("--split wants a folder"));
        return false;
    }
    bool folder = settings->command && settings->command->run == command_batch; /* -o names a folder */
    if (settings->output && !folder && !g_str_has_suffix(settings->output, ".xlsx")) {
        failure_set(
            error, FAILURE_USAGE, NULL, _("the output's name must end in .xlsx: %s"), settings->output);
        return false;
    }
    if (settings->findings_file && settings->no_findings_file) {
        failure_set(
            error, FAILURE_USAGE, NULL, _("--findings-file and --no-findings-file exclude each other"));
        return false;
    }
    if (settings->findings_file && !g_str_has_suffix(settings->findings_file, ".xlsx") &&
        !g_str_has_suffix(settings->findings_file, ".tsv")) {
        failure_set(error, FAILURE_USAGE, NULL,
            _("the name of the file of findings must end in .tsv or .xlsx: %s"), settings->findings_file);
        return false;
    }
    return true;
}

int settings_year(const struct settings *settings)
{
    return settings->year ? (int)g_ascii_strtoll(settings->year, NULL, 10) : 0;
}

bool settings_parse(
    const struct command *command, int argc, char **argv, struct settings *ret, GError **error)
{
    struct settings settings = {.command = command};
    struct parser parser = parser_new(command);
    bool good = true;
    opterr = 0;
    optind = 0; /* glibc: begin anew */
    for (int result;
         good && (result = getopt_long(argc, argv, parser.letters->str, parser.longs, NULL)) != -1;) {
        if (result == '?' || result == ':') {
            const char letter[] = {'-', (char)optopt, '\0'};
            const char *word = argv[optind - 1];
            bool whole = g_str_has_prefix(word, "--") && !is_unknown_letter(&parser, result);
            set_option_error(command, &parser, result, whole ? word : letter, error);
            good = false;
        } else {
            store(&settings, result, optarg);
        }
    }
    settings.operands = argv + optind;
    settings.operand_count = (unsigned)(argc - optind);
    parser_clear(&parser);
    if (!good || (!settings.help && !settings.version && !check_values(&settings, error)))
        return false;
    if (command && !settings.help && !settings.version) {
        if (settings.operand_count < command->least) {
            failure_set(
                error, FAILURE_USAGE, NULL, _("%s: %s is missing"), command->name, _(command->operands));
            return false;
        }
        unsigned most = command->operands ? command->most : 0;
        if (settings.operand_count > most && (most > 0 || !command->operands)) {
            failure_set(error, FAILURE_USAGE, NULL, _("%s: too many arguments, from \"%s\" on"),
                command->name, settings.operands[most]);
            return false;
        }
    }
    *ret = settings;
    return true;
}

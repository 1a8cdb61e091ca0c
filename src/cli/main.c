/* Finds the command, reads its options, runs it. */
#include "cli/cli.h"
#include "cli/folders.h"
#include "cli/messages.h"
#include "cli/config.h"
#include "grid/crosscheck.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void set_up_language(void)
{
    /* Numbers in data and messages never follow the locale. */
    setlocale(LC_CTYPE, "");
    setlocale(LC_MESSAGES, "");
    char *folder = folder_of_translations();
    bindtextdomain("pianoxl", folder);
    bind_textdomain_codeset("pianoxl", "UTF-8");
    textdomain("pianoxl");
    g_free(folder);
}

/* How many arguments the command's name takes up in argv; 0 if it is not this command. */
static int name_words(const struct command *command, int argc, char **argv)
{
    const char *blank = strchr(command->name, ' ');
    if (!blank)
        return strcmp(argv[1], command->name) == 0 ? 1 : 0;
    size_t length = (size_t)(blank - command->name);
    if (strlen(argv[1]) != length || strncmp(argv[1], command->name, length) != 0)
        return 0;
    return argc > 2 && strcmp(argv[2], blank + 1) == 0 ? 2 : 0;
}

static void set_command_error(char **argv, GError **error)
{
    char *family = g_strconcat(argv[1], " ", NULL);
    unsigned first = command_count, last = 0; /* the commands of the family */
    for (unsigned i = 0; i < command_count; i++)
        if (g_str_has_prefix(command_table[i].name, family)) {
            first = MIN(first, i);
            last = i + 1;
        }
    const bool is_family = first < last;
    if (!is_family) {
        first = 0;
        last = command_count;
    }
    const char *names[16] = {NULL};
    GString *list = g_string_new(NULL);
    for (unsigned i = first; i < last; i++) {
        names[i - first] = command_table[i].name + (is_family ? strlen(family) : 0);
        g_string_append_printf(list, "%s%s", i > first ? ", " : "", command_table[i].name);
    }
    const bool lacks_second = is_family && (!argv[2] || *argv[2] == '-');
    char *shown = g_utf8_make_valid(is_family && !lacks_second ? argv[2] : argv[1], -1);
    const char *nearest = text_nearest(shown, names);
    const char *before = is_family && !lacks_second ? family : "";
    if (lacks_second)
        failure_set(error, FAILURE_USAGE, NULL, _("%s what? Commands: %s"), shown, list->str);
    else if (nearest)
        failure_set(error, FAILURE_USAGE, NULL,
            _("unknown command \"%s%s\"; did you mean %s%s? Commands: %s"), before, shown, before, nearest,
            list->str);
    else
        failure_set(error, FAILURE_USAGE, NULL, _("unknown command \"%s%s\"; commands: %s"), before, shown,
            list->str);
    g_string_free(list, TRUE);
    g_free(family);
    g_free(shown);
}

static int run(int argc, char **argv)
{
    GError *error = NULL;
    const struct command *command = NULL;
    int words = 0;
    for (unsigned i = 0; argc > 1 && i < command_count && !words; i++)
        if ((words = name_words(&command_table[i], argc, argv)) > 0)
            command = &command_table[i];
    if (argc < 2) {
        failure_set(&error, FAILURE_USAGE, NULL, _("no command; see pianoxl --help"));
        return message_failure(error);
    }
    bool help_of_family = !command && argc > 2 && *argv[1] != '-' &&
                          (strcmp(argv[argc - 1], "--help") == 0 || strcmp(argv[argc - 1], "-h") == 0);
    if (!command && *argv[1] != '-' && !help_of_family) {
        set_command_error(argv, &error);
        return message_failure(error);
    }
    struct settings settings;
    if (help_of_family) {
        help_print(NULL);
        return 0;
    }
    if (!settings_parse(command, argc - words, argv + words, &settings, &error))
        return message_failure(error);
    if (settings.help) {
        help_print(command);
        return 0;
    }
    if (settings.version) {
        printf("pianoxl %s\n", PIANOXL_VERSION);
        return 0;
    }
    if (!command) {
        failure_set(&error, FAILURE_USAGE, NULL, _("no command; see pianoxl --help"));
        return message_failure(error);
    }
    return command->run(&settings);
}

/* Where a stream is closed, no file of ours may get its number, and with it what is said. Writing to it fails
 * as it did. */
static void fill_streams(void)
{
    int file;
    do
        file = open("/dev/null", O_RDONLY);
    while (file >= STDIN_FILENO && file < STDERR_FILENO);
    if (file > STDERR_FILENO)
        close(file);
}

int cli_main(int argc, char **argv)
{
    fill_streams();
    if (argc == 3 && strcmp(argv[1], CROSSCHECK_COMMAND) == 0)
        return crosscheck_child(argv[2], STDOUT_FILENO);
    set_up_language();
    signal(SIGXFSZ, SIG_IGN); /* beyond a limit on file sizes a write shall fail, with a message */
    int status = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        GError *error = NULL;
        failure_set(&error, FAILURE_OUTPUT, NULL, _("stdout could not be written; is the disk full?"));
        status = status_worse(status, message_failure(error));
    }
    return status;
}

/* --help, made from the tables. */
#include "cli/cli.h"
#include "support/intl.h"

#include <stdio.h>
#include <string.h>

#define WIDTH 100

/* Prints a text wrapped at blanks, the lines after the first indented. */
static void print_wrapped(const char *text, int indent)
{
    int column = indent;
    while (*text) {
        size_t length = strcspn(text, " ");
        int characters = (int)g_utf8_strlen(text, (gssize)length);
        if (column > indent && column + 1 + characters > WIDTH) {
            printf("\n%*s", indent, "");
            column = indent;
        } else if (column > indent) {
            putchar(' ');
            column++;
        }
        fwrite(text, 1, length, stdout);
        column += characters;
        text += length + (text[length] == ' ');
    }
    putchar('\n');
}

static void print_entry(const char *left, int width, const char *right)
{
    int characters = (int)g_utf8_strlen(left, -1);
    printf("  %s%*s", left, MAX(width - characters, 0) + 2, "");
    print_wrapped(right, width + 4);
}

static char *option_left(const struct option_entry *option)
{
    char letter[] = {'-', option->letter, ',', ' ', '\0'};
    return g_strconcat(option->letter ? letter : "    ", "--", option->name, option->argument ? "=" : "",
        option->argument ? _(option->argument) : "", NULL);
}

static void print_options(const struct command *command)
{
    int width = 0;
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned i = 0; i < option_count; i++) {
            if (!option_applies(&option_table[i], command))
                continue;
            char *left = option_left(&option_table[i]);
            if (pass == 0)
                width = MAX(width, (int)g_utf8_strlen(left, -1));
            else
                print_entry(left, width, _(option_table[i].help));
            g_free(left);
        }
}

static void print_program(void)
{
    printf(_("Usage: %s\n\n"), _("pianoxl COMMAND [OPTION...] FILE|FOLDER..."));
    print_wrapped(
        _("Turns the yearly workbooks of a public body's performance cycle into its published tables."), 0);
    printf("\n%s\n", _("Commands:"));
    int width = 0;
    for (unsigned i = 0; i < command_count; i++)
        width = MAX(width, (int)strlen(command_table[i].name));
    for (unsigned i = 0; i < command_count; i++)
        print_entry(command_table[i].name, width, _(command_table[i].summary));
    printf("\n%s\n", _("Options (each command has more: pianoxl COMMAND --help):"));
    print_options(NULL);
    printf("\n%s\n", _("Exit status (of several the highest):"));
    for (unsigned i = 0; i < exit_status_count; i++) {
        char *number = g_strdup_printf("%d", exit_status_table[i].status);
        print_entry(number, 3, _(exit_status_table[i].meaning));
        g_free(number);
    }
}

void help_print(const struct command *command)
{
    if (!command) {
        print_program();
        return;
    }
    char *usage = g_strconcat("pianoxl ", command->name, _(" [OPTION...]"), command->operands ? " " : "",
        command->operands ? _(command->operands) : "", NULL);
    printf(_("Usage: %s\n\n"), usage);
    g_free(usage);
    print_wrapped(_(command->description ? command->description : command->summary), 0);
    printf("\n%s\n", _("Options:"));
    print_options(command);
}

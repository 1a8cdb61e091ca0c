/* The manual pages: the tables of the command line and the texts of texts.c, in the macros of man(7). */
#include "cli/config.h"
#include "cli/doc/doc.h"
#include "support/intl.h"

#include <string.h>

struct page {
    GString *text;
    const struct command *command; /* NULL: the program's own page */
    const struct translation *translation;
};

/* What roff would change, or set as another sign than the one that is to be typed. */
static const struct {
    char character;
    const char *escape;
} escapes[] = {{'-', "\\-"}, {'\\', "\\(rs"}, {'\'', "\\(aq"}, {'"', "\\(dq"}, {'`', "\\(ga"}, {'^', "\\(ha"},
    {'~', "\\(ti"}};

static void add_escaped(struct page *page, const char *text)
{
    for (; *text; text++) {
        unsigned i = 0;
        while (i < G_N_ELEMENTS(escapes) && escapes[i].character != *text)
            i++;
        if (i < G_N_ELEMENTS(escapes))
            g_string_append(page->text, escapes[i].escape);
        else
            g_string_append_c(page->text, *text);
    }
}

/* A line of text; one that begins with a full stop is no macro. */
static void add_line(struct page *page, const char *text)
{
    const char *shown = translate(page->translation, text);
    if (*shown == '.')
        g_string_append(page->text, "\\&");
    add_escaped(page, shown);
    g_string_append_c(page->text, '\n');
}

static void add_heading(struct page *page, const char *heading)
{
    g_string_append(page->text, ".SH \"");
    add_escaped(page, translate(page->translation, heading));
    g_string_append(page->text, "\"\n");
}

static void add_term(struct page *page, const char *term, const char *text)
{
    g_string_append(page->text, ".TP\n\\fB");
    add_escaped(page, translate(page->translation, term));
    g_string_append(page->text, "\\fR\n");
    add_line(page, text);
}

static void add_reference(struct page *page, const struct command *command, const char *end)
{
    char *name = manual_name(command);
    g_string_append(page->text, ".BR ");
    add_escaped(page, name);
    g_string_append_printf(page->text, " (1)%s\n", end);
    g_free(name);
}

static void add_title(struct page *page)
{
    char *name = manual_name(page->command), *upper = g_ascii_strup(name, -1);
    g_string_append(page->text, ".TH ");
    add_escaped(page, upper);
    g_string_append(page->text, " 1 \"\" \"pianoxl " PIANOXL_VERSION "\" \"");
    add_escaped(page, translate(page->translation, N_("Manual of pianoxl")));
    g_string_append(page->text, "\"\n");
    /* Neither blanks between words to fill the line, nor hyphens by the rules of another language. */
    g_string_append(page->text, ".ad l\n.nh\n");
    add_heading(page, N_("NAME"));
    add_escaped(page, name);
    g_string_append(page->text, " \\- ");
    add_line(page, page->command ? page->command->summary
                                 : N_("from the workbooks of the performance cycle to its published tables"));
    g_free(name);
    g_free(upper);
}

static void add_synopsis(struct page *page)
{
    const struct command *command = page->command;
    add_heading(page, N_("SYNOPSIS"));
    g_string_append(page->text, "\\fBpianoxl");
    if (command) {
        g_string_append_printf(page->text, " %s\\fR", command->name);
        add_escaped(page, translate(page->translation, N_(" [OPTION...]")));
        g_string_append_c(page->text, command->operands ? ' ' : '\n');
        if (command->operands)
            add_line(page, command->operands);
    } else {
        g_string_append(page->text, "\\fR ");
        add_line(page, N_("COMMAND [OPTION...] FILE|FOLDER..."));
        g_string_append(page->text, ".br\n\\fBpianoxl\\fR ");
        add_line(page, N_("COMMAND --help"));
    }
}

static bool is_of_page(const struct page *page, const struct manual_text *text)
{
    return page->command ? command_in_list(page->command, text->commands) : *text->commands == '\0';
}

static void add_description(struct page *page)
{
    add_heading(page, N_("DESCRIPTION"));
    if (!page->command)
        add_line(page,
            N_("Turns the yearly workbooks of a public body's performance cycle into its published tables."));
    else
        add_line(page, page->command->description ? page->command->description : page->command->summary);
    for (unsigned i = 0; i < manual_text_count; i++)
        if (manual_texts[i].section == MANUAL_DESCRIPTION && is_of_page(page, &manual_texts[i])) {
            g_string_append(page->text, ".PP\n");
            add_line(page, manual_texts[i].text);
        }
}

static void add_commands(struct page *page)
{
    add_heading(page, N_("COMMANDS"));
    for (unsigned i = 0; i < command_count; i++)
        add_term(page, command_table[i].name, command_table[i].summary);
}

static void add_options(struct page *page)
{
    add_heading(page, N_("OPTIONS"));
    for (unsigned i = 0; i < option_count; i++) {
        const struct option_entry *option = &option_table[i];
        if (!option_applies(option, page->command))
            continue;
        g_string_append(page->text, ".TP\n");
        if (option->letter)
            g_string_append_printf(page->text, "\\fB\\-%c\\fR, ", option->letter);
        g_string_append(page->text, "\\fB\\-\\-");
        add_escaped(page, option->name);
        g_string_append(page->text, "\\fR");
        if (option->argument) {
            g_string_append(page->text, "=\\fI");
            add_escaped(page, translate(page->translation, option->argument));
            g_string_append(page->text, "\\fR");
        }
        g_string_append_c(page->text, '\n');
        add_line(page, option->help);
    }
}

static void add_statuses(struct page *page)
{
    add_heading(page, N_("EXIT STATUS"));
    for (unsigned i = 0; i < exit_status_count; i++) {
        if (page->command && !command_in_list(page->command, exit_status_table[i].commands))
            continue;
        char *number = g_strdup_printf("%d", exit_status_table[i].status);
        add_term(page, number, exit_status_table[i].meaning);
        g_free(number);
    }
    g_string_append(page->text, ".PP\n");
    add_line(page, N_("Of several the highest."));
}

static void add_terms(struct page *page, enum manual_section section, const char *heading)
{
    bool begun = false;
    for (unsigned i = 0; i < manual_text_count; i++) {
        if (manual_texts[i].section != section || !is_of_page(page, &manual_texts[i]))
            continue;
        if (!begun)
            add_heading(page, heading);
        begun = true;
        add_term(page, manual_texts[i].term, manual_texts[i].text);
    }
}

static void add_references(struct page *page)
{
    add_heading(page, N_("SEE ALSO"));
    if (page->command)
        add_reference(page, NULL, ",");
    const struct command *last = &command_table[command_count - 1];
    if (last == page->command)
        last--;
    for (const struct command *command = command_table; command <= last; command++)
        if (command != page->command)
            add_reference(page, command, command == last ? "" : ",");
}

char *manual_name(const struct command *command)
{
    char *name = command ? g_strconcat("pianoxl-", command->name, NULL) : g_strdup("pianoxl");
    return g_strdelimit(name, " ", '-');
}

char *manual_page(const struct command *command, const struct translation *translation)
{
    struct page page = {g_string_new(NULL), command, translation};
    add_title(&page);
    add_synopsis(&page);
    add_description(&page);
    if (!command)
        add_commands(&page);
    add_options(&page);
    add_statuses(&page);
    add_terms(&page, MANUAL_FILES, N_("FILES"));
    add_terms(&page, MANUAL_ENVIRONMENT, N_("ENVIRONMENT"));
    add_terms(&page, MANUAL_EXAMPLES, N_("EXAMPLES"));
    add_references(&page);
    return g_string_free(page.text, FALSE);
}

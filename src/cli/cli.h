/* The command line: tables of commands, options and exit statuses, from which parser, help, manual pages and
 * completion (doc/) are made.
 *
 *   arguments --parse--> struct settings --command's function--> exit status
 *
 * Data goes to stdout, everything else to stderr. */
#ifndef PIANOXL_CLI_CLI_H
#define PIANOXL_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

/* What the arguments ask for; texts belong to argv. NULL: not given. */
struct settings {
    const struct command *command;
    const char *kind, *output, *template, *year, *sheets, *findings_file, *resolution, *field, *code_page;
    const char *group, *jobs, *progress, *shard, *timeout; /* of batch */
    bool resume, merge;
    const char *split; /* the folder of the Allegati */
    bool annexes;      /* in batch: each plan's into a folder of its own */
    bool findings, strict, json, pdf, grid, values_only, no_cross_check, no_findings_file, count;
    bool help, version;
    char *const *operands;
    unsigned operand_count;
};

struct command {
    const char *name;        /* "report", "template list" */
    const char *operands;    /* as the help shows them; NULL: none */
    const char *summary;     /* one line */
    const char *description; /* NULL: the summary says it all */
    unsigned least, most;    /* operands; most 0: as many as one likes */
    int (*run)(const struct settings *settings);
};

struct option_entry {
    const char *name;     /* without the leading "--" */
    char letter;          /* 0: none */
    const char *argument; /* as the help shows it; NULL: a flag */
    const char *help;
    const char *commands; /* names with commas; NULL: all */
    size_t offset;        /* in struct settings: of a bool for a flag, else of a const char * */
};

/* 1 to 4 are those of enum failure_code. */
#define STATUS_INTERRUPTED 130 /* 128 and SIGINT, as shells have it */

struct exit_status {
    int status;
    const char *meaning;
    const char *commands; /* names with commas; NULL: all */
};

extern const struct command command_table[];
extern const unsigned command_count;
extern const struct option_entry option_table[];
extern const unsigned option_count;
extern const struct exit_status exit_status_table[]; /* ascending */
extern const unsigned exit_status_count;

/* Does a list of names with commas name this command? A list of NULL names all, and the program itself
 * (NULL). */
bool command_in_list(const struct command *command, const char *list);

/* Does a command take this option? */
bool option_applies(const struct option_entry *option, const struct command *command);

/* Runs the program and returns its exit status. */
int cli_main(int argc, char **argv);

/* Help of a command, or of the program (NULL), on stdout. */
void help_print(const struct command *command);

/* Reads the options behind the command's name. False and `error` (FAILURE_USAGE) when they are wrong. */
bool settings_parse(
    const struct command *command, int argc, char **argv, struct settings *ret, GError **error);

/* The year given by hand; 0: none. */
int settings_year(const struct settings *settings);

int command_batch(const struct settings *settings);
int command_report(const struct settings *settings);
int command_check(const struct settings *settings);
int command_explain(const struct settings *settings);
int command_scores(const struct settings *settings);
int command_template_list(const struct settings *settings);
int command_template_show(const struct settings *settings);
int command_template_check(const struct settings *settings);
int command_dump(const struct settings *settings);

#endif

/* The tables of commands, options and exit statuses. */
#include "cli/cli.h"
#include "support/failure.h"
#include "support/intl.h"

#include <string.h>

const struct command command_table[] = {
    {"report", N_("FILE|FOLDER..."), N_("writes the published tables from the offices' workbooks"),
        N_("Reads the workbooks (of a folder: all in it) with the template that fits them, and writes the "
           "tables of the template into one workbook, and what is wrong or doubtful into another beside it. "
           "The last line on stderr accounts for every cell."),
        1, 0, command_report},
    {"batch", N_("FILE|FOLDER..."), N_("makes the reports of a whole archive of workbooks"),
        N_("Finds the workbooks of an archive, those of one plan together (same folder, template and "
           "year), and writes for each plan the report, the scores and the findings to a folder of the same "
           "name below -o. manifest.json and manifest.csv account for every file. A file that fails does not "
           "stop the rest."),
        1, 0, command_batch},
    {"check", N_("FILE|FOLDER..."), N_("prints everything that is wrong or doubtful in the workbooks"),
        N_("Reads the workbooks as report does, and writes nothing: prints each finding with its cell and "
           "what to do about it, sheet by sheet, and a last line of counts. The exit status is 1 if one is "
           "an error."),
        1, 0, command_check},
    {"scores", N_("FILE|FOLDER..."), N_("prints achievements and classes"),
        N_("Prints a line for each record that is scored, as TSV: level code title weight target result "
           "exact achievement class."),
        1, 0, command_scores},
    {"explain", N_("CODE FILE|FOLDER..."), N_("says how a figure came about, from which cells"),
        N_("Prints the achievement of a record, or the field that --campo names: its formula, its operands "
           "with their cells, rounding and result. CODE is [LEVEL:][ANCESTOR/]CODE, a title, or a level's "
           "name; #N picks one of several."),
        2, 0, command_explain},
    {"template list", NULL, N_("lists the templates that are found"), NULL, 0, 0, command_template_list},
    {"template show", N_("NAME|FILE.xlsx"), N_("shows a template in words, or as a text grid"), NULL, 1, 1,
        command_template_show},
    {"template check", N_("NAME|FILE.xlsx..."), N_("says what is wrong in a template, and in which cell"),
        N_("Says what is wrong or doubtful in a template, sheet and cell. With an error it cannot be used, "
           "and the exit status is 1."),
        1, 0, command_template_check},
    {"dump", N_("FILE"), N_("prints every cell of a workbook"),
        N_("Prints a line for each non-empty cell, as TSV: sheet, address, kind, value, format class, "
           "displayed text."),
        1, 1, command_dump},
};
const unsigned command_count = G_N_ELEMENTS(command_table);

#define SETTING(field) offsetof(struct settings, field)
#define READS "report,batch,check,scores,explain"
#define READS_OR_DUMPS READS ",dump"

const struct option_entry option_table[] = {
    {"output", 'o', N_("FILE.xlsx"), N_("the workbook to write (TEMPLATE-YEAR.xlsx in the current folder)"),
        "report", SETTING(output)},
    {"output", 'o', N_("FOLDER"), N_("the folder to write to"), "batch", SETTING(output)},
    {"group", 0, "plan|folder|file",
        N_("what makes a plan: the workbooks of one folder, template and year (plan), all of a folder, or "
           "each by itself"),
        "batch", SETTING(group)},
    {"jobs", 'j', "N", N_("how many processes work at once (as many as there are processors)"), "batch",
        SETTING(jobs)},
    {"resume", 0, NULL, N_("do only what is new or has changed since the manifest in the output folder"),
        "batch", SETTING(resume)},
    {"shard", 0, "I/N", N_("do the I-th of N parts of the archive: every N-th folder"), "batch",
        SETTING(shard)},
    {"merge", 0, NULL, N_("join the manifests of all parts, which are given instead of inputs"), "batch",
        SETTING(merge)},
    {"timeout", 0, N_("SECONDS"), N_("give a file or plan up after so long, and more for large ones (300)"),
        "batch", SETTING(timeout)},
    {"progress", 0, "auto|never|always", N_("show how far it is (auto: on a terminal)"), "batch",
        SETTING(progress)},
    {"template", 0, N_("NAME|FILE.xlsx"), N_("the template to use (the one that fits the inputs best)"),
        READS, SETTING(template)},
    {"anno", 0, N_("YEAR"), N_("the year of the plan (the one in the inputs' headers)"), READS,
        SETTING(year)},
    {"kind", 0, "piano|relazione", N_("print expectations only, or achievements too (as the template says)"),
        "report,batch,check", SETTING(kind)},
    {"sheets", 0, N_("GLOB"), N_("write only the sheets with such names; * and ; are allowed"),
        "report,batch", SETTING(sheets)},
    {"split", 0, N_("FOLDER"),
        N_("write one workbook for each of the template's Allegati into this folder; the whole report then "
           "only with -o"),
        "report", SETTING(split)},
    {"split", 0, NULL,
        N_("write each plan's Allegati, too, into the folder NAME-allegati beside its report, where its "
           "template has some"),
        "batch", SETTING(annexes)},
    {"values-only", 0, NULL, N_("write computed figures as values, without live formulas"), "report,batch",
        SETTING(values_only)},
    {"delibera", 0, N_("TEXT"), N_("the resolution that approves the document"), "report,batch",
        SETTING(resolution)},
    {"pdf", 0, NULL, N_("write a PDF beside the workbook too, through LibreOffice"), "report,batch",
        SETTING(pdf)},
    {"findings", 0, NULL, N_("print findings and unrecognized cells on stdout, as TSV"),
        "report,template check", SETTING(findings)},
    {"findings-file", 0, N_("FILE.xlsx|.tsv"),
        N_("the .xlsx or .tsv file for findings and unrecognized cells (report: NAME-rilievi.xlsx beside "
           "it)"),
        "report,check,scores,template check", SETTING(findings_file)},
    {"no-findings-file", 0, NULL, N_("write no file of findings; say them on stderr"), "report",
        SETTING(no_findings_file)},
    {"campo", 0, N_("FIELD"), N_("the field to explain (realizzazione)"), "explain", SETTING(field)},
    {"json", 0, NULL, N_("print JSON"), "check,scores,explain", SETTING(json)},
    {"strict", 0, NULL, N_("exit with status 1 if there are findings of severity error"),
        "report,batch,scores", SETTING(strict)},
    {"codepage", 0, N_("NAME"),
        N_("the code page of .xls files of Excel 5 and 95, as CP1252 (the file's own)"), READS_OR_DUMPS,
        SETTING(code_page)},
    {"no-cross-check", 0, NULL, N_("do not read .xls files a second time, with another program, to compare"),
        READS_OR_DUMPS, SETTING(no_cross_check)},
    {"count", 0, NULL, N_("print only how many cells each sheet has"), "dump", SETTING(count)},
    {"grid", 0, NULL, N_("print the template as a text grid"), "template show", SETTING(grid)},
    {"help", 'h', NULL, N_("show this help"), NULL, SETTING(help)},
    {"version", 0, NULL, N_("show the version"), NULL, SETTING(version)},
};
const unsigned option_count = G_N_ELEMENTS(option_table);

const struct exit_status exit_status_table[] = {
    {0, N_("done"), NULL},
    {FAILURE_FINDINGS, N_("findings of severity error, under --strict or a check"),
        "report,batch,check,scores,template check"},
    {FAILURE_USAGE, N_("wrong use"), NULL},
    {FAILURE_INPUT,
        N_("an input or a template could not be read or was refused, or nothing was left to write"), NULL},
    {FAILURE_OUTPUT, N_("an output could not be written"), NULL},
    {STATUS_INTERRUPTED, N_("interrupted (batch)"), "batch"},
};
const unsigned exit_status_count = G_N_ELEMENTS(exit_status_table);

bool command_in_list(const struct command *command, const char *list)
{
    if (!list)
        return true;
    if (!command)
        return false;
    size_t length = strlen(command->name);
    for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
        if (strncmp(at, command->name, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
    return false;
}

bool option_applies(const struct option_entry *option, const struct command *command)
{
    return command_in_list(command, option->commands);
}

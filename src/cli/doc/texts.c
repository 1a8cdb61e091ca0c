/* What the manual says that no table of the command line does: short, and true. The examples are run by a
 * test. */
#include "cli/config.h"
#include "cli/doc/doc.h"
#include "support/intl.h"

#define READS "report,batch,check,scores,explain"

const struct manual_text manual_texts[] = {
    /* the program */
    {"", MANUAL_DESCRIPTION, NULL,
        N_("It reads the workbooks with which a body plans and measures its performance (objectives, cards "
           "of the offices, standards of the services), computes the scores as exact fractions, says in "
           "which cell something is wrong, and writes the tables to publish. How a body lays out its tables "
           "and how it scores stands in a template, a workbook that the office itself draws in Excel or "
           "LibreOffice.")},
    {"", MANUAL_DESCRIPTION, NULL,
        N_("An input is a file (.xlsx, .xlsm, .xls of Excel 5 to 2003, .ods) or a folder of such files. What "
           "a file is, its bytes say, not its name. An input is never written to; an output exists whole or "
           "not at all. The same inputs give the same bytes.")},
    {"", MANUAL_DESCRIPTION, NULL,
        N_("Data goes to stdout, messages go to stderr, in the language of the system where it is Italian, "
           "else in English; so are the texts of findings. The tables that are written are Italian.")},
    {"", MANUAL_FILES, PIANOXL_TEMPLATE_FOLDER,
        N_("the templates, each BODY/NAME.xlsx, and README.md, which tells in Italian how to make one")},
    {"", MANUAL_FILES, N_("NAME-rilievi.xlsx"),
        N_("the findings, beside the report NAME.xlsx: each with what to do about it and links to its cell")},
    {"", MANUAL_ENVIRONMENT, "PIANOXL_TEMPLATES",
        N_("the folders in which templates are looked for, separated by colons, instead of the one above")},
    {"", MANUAL_ENVIRONMENT, "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
        N_("the language of messages and of the texts of findings; tables and figures do not depend on it")},
    {"", MANUAL_ENVIRONMENT, "TMPDIR", N_("the folder for the temporary files of --pdf (/tmp)")},
    {"", MANUAL_EXAMPLES, "pianoxl report 2019 -o piano-2019.xlsx",
        N_("The year's workbooks, which lie in the folder 2019, become one workbook with all tables; what is "
           "wrong or doubtful stands in piano-2019-rilievi.xlsx.")},
    {"", MANUAL_EXAMPLES, "pianoxl report 2019 --split=allegati --delibera='n. 7 del 31.01.2019' --pdf",
        N_("The annexes of the deliberation, a workbook and a PDF each as the template lists them.")},
    {"", MANUAL_EXAMPLES, "pianoxl batch archivio -o relazioni",
        N_("The reports of an archive of past years, and a manifest that accounts for each of its files.")},

    /* several commands */
    {READS, MANUAL_DESCRIPTION, NULL,
        N_("The template that fits the inputs is found among the known ones, which pianoxl template list "
           "prints.")},
    {"report,template check", MANUAL_DESCRIPTION, NULL,
        N_("As TSV findings have a header line and the columns severity (errore, avviso, nota), id, file, "
           "sheet, cell, text and remedy.")},

    /* report */
    {"report", MANUAL_DESCRIPTION, NULL,
        N_("Each computed figure is a live formula in the workbook, with its exact value: a click shows "
           "where it comes from. The workbook is read back before it takes the place of an earlier one.")},
    {"report", MANUAL_EXAMPLES, "pianoxl report 2019 -o piano-2019.xlsx",
        N_("All tables in one workbook, the findings in piano-2019-rilievi.xlsx.")},
    {"report", MANUAL_EXAMPLES, "pianoxl report 2019 --kind=piano --sheets='Allegato*'",
        N_("The tables of the plan, without achievements, and of them only the sheets with such names.")},
    {"report", MANUAL_EXAMPLES, "pianoxl report 2019 --split=allegati --delibera='n. 7 del 31.01.2019'",
        N_("A workbook for each annex, the resolution at the foot of its pages.")},

    /* batch */
    {"batch", MANUAL_FILES, N_("FOLDER/manifest.json, FOLDER/manifest.csv"),
        N_("what became of every file: read, refused and why, with template, records, findings, and the "
           "outputs with their SHA-256")},
    {"batch", MANUAL_FILES, N_("NAME.xlsx, NAME-punteggi.tsv, NAME-rilievi.xlsx"),
        N_("of each plan the report, the scores and the findings, in a subfolder named like the one in which "
           "its workbooks lie")},
    {"batch", MANUAL_EXAMPLES, "pianoxl batch archivio -o relazioni", N_("All plans of an archive.")},
    {"batch", MANUAL_EXAMPLES, "pianoxl batch archivio -o relazioni --resume",
        N_("Later: only what is new or has changed, or was left undone by an interruption.")},
    {"batch", MANUAL_EXAMPLES, "pianoxl batch archivio -o parti --shard=1/2",
        N_("The first half; another machine does --shard=2/2.")},
    {"batch", MANUAL_EXAMPLES, "pianoxl batch --merge parti/manifest-*of2.json -o parti",
        N_("When both are done: one manifest of all.")},

    /* check, scores, explain */
    {"check", MANUAL_EXAMPLES, "pianoxl check 2019",
        N_("Everything that is wrong before the vote, sheet by sheet.")},
    {"check", MANUAL_EXAMPLES, "pianoxl check 2019 --findings-file=rilievi.xlsx",
        N_("The same in a workbook, to hand to the offices.")},
    {"scores", MANUAL_DESCRIPTION, NULL,
        N_("Of the columns, exact is the percentage as a fraction in lowest terms (200/3), achievement the "
           "same with two decimals.")},
    {"scores", MANUAL_EXAMPLES, "pianoxl scores 2019 --json", N_("The scores for another program.")},
    {"explain", MANUAL_EXAMPLES, "pianoxl explain 2.1.4 2019",
        N_("How the achievement of 2.1.4 came about: operands with their cells, rule, rounding.")},
    {"explain", MANUAL_EXAMPLES, "pianoxl explain indicatore:S2.1.4-a 2019 --json",
        N_("The level in front where a code is not enough; for another program.")},

    /* template list, show, check */
    {"template list", MANUAL_DESCRIPTION, NULL,
        N_("Prints a line for each template, as TSV: name, version, description, file.")},
    {"template list", MANUAL_EXAMPLES, "pianoxl template list", N_("The names that --template takes.")},
    {"template show", MANUAL_EXAMPLES, "pianoxl template show modello.xlsx",
        N_("What the template reads and writes, in words.")},
    {"template check", MANUAL_EXAMPLES, "pianoxl template check modello.xlsx",
        N_("After each change of a template, before it is used.")},

    /* dump */
    {"dump", MANUAL_DESCRIPTION, NULL,
        N_("The kind is number, text, date, duration, boolean, error, or formula for one without a value; "
           "dates are serial numbers of the 1900 system.")},
    {"dump", MANUAL_EXAMPLES, "pianoxl dump foglio.xls", N_("Every cell as pianoxl reads it.")},
    {"dump", MANUAL_EXAMPLES, "pianoxl dump foglio.xls --count", N_("How many cells each sheet has.")},
};
const unsigned manual_text_count = G_N_ELEMENTS(manual_texts);

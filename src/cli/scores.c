/* pianoxl scores: achievements as TSV. */
#include "cli/cli.h"
#include "cli/job.h"
#include "cli/messages.h"
#include "grid/numfmt.h"
#include "support/text.h"

#include <stdio.h>
#include <string.h>

/* Fields that are known by name (DESIGN.md 5). */
#define FIELD_WEIGHT "peso"
#define FIELD_TARGET "target"
#define FIELD_RESULT "risultato"
#define FIELD_ACHIEVEMENT "realizzazione"

#define NOT_APPLICABLE "NC"
#define PERCENT 100

static void print_field(const char *text, bool last)
{
    char *field = text_tsv(text ? text : "");
    fputs(field, stdout);
    putchar(last ? '\n' : '\t');
    g_free(field);
}

/* A figure as it was typed, else as plain text. To be freed. */
static char *figure_text(const struct figure *figure)
{
    if (figure->kind == VALUE_MISSING)
        return g_strdup("");
    if (figure->text)
        return g_strdup(figure->text);
    if (figure->kind == VALUE_NC)
        return g_strdup(NOT_APPLICABLE);
    if (figure->kind == VALUE_LIST)
        return g_strjoinv(" ", (char **)(guintptr)figure->items);
    struct decimal number = rational_to_decimal(figure->number);
    return figure->kind == VALUE_DATE ? numfmt_display("dd/mm/yyyy", number) : decimal_to_text(number);
}

static void print_named(struct calculation *calculation, const struct record *record, const char *name)
{
    const struct field *field = template_field(record->level, name);
    char *text = NULL;
    if (field) {
        struct figure figure = calculation_field(calculation, record, field);
        text = figure_text(&figure);
    }
    print_field(text, false);
    g_free(text);
}

/* exact, achievement, class */
static void print_achievement(
    struct calculation *calculation, const struct record *record, const struct field *field)
{
    struct figure figure = calculation_field(calculation, record, field);
    char *exact = NULL, *rounded = NULL;
    if (figure.kind == VALUE_NUMBER) {
        struct rational_pool *pool = calculation_pool(calculation);
        const struct rational *number = figure.number;
        if (field->type == TYPE_PERCENT)
            number = rational_multiply(pool, number, rational_from_ratio(pool, PERCENT, 1));
        exact = rational_to_text(number);
        rounded = rational_to_fixed(number, 2);
    } else if (figure.kind == VALUE_NC) {
        exact = g_strdup(NOT_APPLICABLE);
        rounded = g_strdup(NOT_APPLICABLE);
    }
    const struct band *band = calculation_band(calculation, record, field, &figure);
    print_field(exact, false);
    print_field(rounded, false);
    print_field(band ? band->label : NULL, true);
    g_free(exact);
    g_free(rounded);
}

static void print_record(struct calculation *calculation, const struct record *record)
{
    const struct level *level = record->level;
    const struct field *achievement = template_field(level, FIELD_ACHIEVEMENT);
    if (!achievement)
        return;
    print_field(level->name, false);
    print_field(record_code(record), false);
    print_named(calculation, record, level->title->name);
    print_named(calculation, record, FIELD_WEIGHT);
    print_named(calculation, record, FIELD_TARGET);
    print_named(calculation, record, FIELD_RESULT);
    print_achievement(calculation, record, achievement);
}

int command_scores(const struct settings *settings)
{
    struct job job;
    int status = job_open(&job, settings);
    if (status == 0) {
        job_calculate(&job, KIND_RELAZIONE);
        puts("level\tcode\ttitle\tweight\ttarget\tresult\texact\tachievement\tclass");
        const struct record *root = job.reading.plan->root;
        for (const struct record *record = root; record;
             record = record_next_any(root, record == root ? NULL : record))
            print_record(job.calculation, record);
        status = job_report_findings(&job);
    }
    job_close(&job);
    return status;
}

/* pianoxl scores: achievements as TSV or JSON. */
#include "cli/cli.h"
#include "cli/job.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/scores.h"
#include "grid/numfmt.h"
#include "support/text.h"

#include <stdio.h>
#include <string.h>

/* Fields that are known by name. */
#define FIELD_WEIGHT "peso"
#define FIELD_TARGET "target"
#define FIELD_RESULT "risultato"
#define FIELD_ACHIEVEMENT "realizzazione"

#define NOT_APPLICABLE "NC"
#define PERCENT 100

/* The columns, in their order; names in TSV and keys in JSON. */
enum score_column { LEVEL, CODE, TITLE, WEIGHT, TARGET, RESULT, EXACT, ACHIEVEMENT, CLASS, COLUMNS };
static const char *const column_names[COLUMNS] = {
    "level", "code", "title", "weight", "target", "result", "exact", "achievement", "class"};

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

static char *named_text(struct calculation *calculation, const struct record *record, const char *name)
{
    const struct field *field = template_field(record->level, name);
    if (!field)
        return NULL;
    struct figure figure = calculation_field(calculation, record, field);
    return figure_text(&figure);
}

/* exact, achievement, class */
static void score(
    struct calculation *calculation, const struct record *record, const struct field *field, char **row)
{
    struct figure figure = calculation_field(calculation, record, field);
    if (figure.kind == VALUE_NUMBER) {
        struct rational_pool *pool = calculation_pool(calculation);
        const struct rational *number = figure.number;
        if (field->type == TYPE_PERCENT)
            number = rational_multiply(pool, number, rational_from_ratio(pool, PERCENT, 1));
        row[EXACT] = rational_to_text(number);
        row[ACHIEVEMENT] = rational_to_fixed(number, 2);
    } else if (figure.kind == VALUE_NC) {
        row[EXACT] = g_strdup(NOT_APPLICABLE);
        row[ACHIEVEMENT] = g_strdup(NOT_APPLICABLE);
    }
    const struct band *band = calculation_band(calculation, record, field, &figure);
    row[CLASS] = g_strdup(band ? band->label : NULL);
}

static void add_tsv(GString *text, char *const *row)
{
    for (unsigned column = 0; column < COLUMNS; column++) {
        char *field = text_tsv(row[column] ? row[column] : "");
        g_string_append_printf(text, "%s%c", field, column + 1 == COLUMNS ? '\n' : '\t');
        g_free(field);
    }
}

/* Nothing typed is null; the achievement is a number, beside it whether it is NC. */
static void add_json(struct json *json, char *const *row)
{
    bool nc = g_strcmp0(row[ACHIEVEMENT], NOT_APPLICABLE) == 0;
    json_open(json, NULL, '{');
    for (unsigned column = 0; column < COLUMNS; column++) {
        const char *text = row[column] && *row[column] ? row[column] : NULL;
        if (column == ACHIEVEMENT)
            json_number(json, column_names[column], nc ? NULL : text);
        else
            json_text(json, column_names[column], column == EXACT && nc ? NULL : text);
    }
    json_boolean(json, "nc", nc);
    json_close(json, '}');
}

/* Into `tsv` or `json`, the other being NULL. */
static void add_record(
    struct calculation *calculation, const struct record *record, GString *tsv, struct json *json)
{
    const struct level *level = record->level;
    const struct field *achievement = template_field(level, FIELD_ACHIEVEMENT);
    if (!achievement)
        return;
    char *row[COLUMNS] = {[LEVEL] = g_strdup(level->name),
        [CODE] = g_strdup(record_code(record)),
        [TITLE] = named_text(calculation, record, level->title->name),
        [WEIGHT] = named_text(calculation, record, FIELD_WEIGHT),
        [TARGET] = named_text(calculation, record, FIELD_TARGET),
        [RESULT] = named_text(calculation, record, FIELD_RESULT)};
    score(calculation, record, achievement, row);
    if (json)
        add_json(json, row);
    else
        add_tsv(tsv, row);
    for (unsigned column = 0; column < COLUMNS; column++)
        g_free(row[column]);
}

static void add_records(
    struct calculation *calculation, const struct record *root, GString *tsv, struct json *json)
{
    for (const struct record *record = root; record;
         record = record_next_any(root, record == root ? NULL : record))
        add_record(calculation, record, tsv, json);
}

char *scores_tsv(struct calculation *calculation, const struct record *root)
{
    GString *text = g_string_new(NULL);
    for (unsigned column = 0; column < COLUMNS; column++)
        g_string_append_printf(text, "%s%c", column_names[column], column + 1 == COLUMNS ? '\n' : '\t');
    add_records(calculation, root, text, NULL);
    return g_string_free(text, FALSE);
}

static char *scores_json(struct calculation *calculation, const struct record *root)
{
    struct json json = json_new();
    json_open(&json, NULL, '[');
    add_records(calculation, root, NULL, &json);
    json_close(&json, ']');
    return json_finish(&json);
}

static void print_scores(const struct job *job)
{
    const struct record *root = job->reading.plan->root;
    char *text =
        job->settings->json ? scores_json(job->calculation, root) : scores_tsv(job->calculation, root);
    fputs(text, stdout);
    g_free(text);
}

int command_scores(const struct settings *settings)
{
    struct job job;
    int status = job_open(&job, settings);
    if (status == 0) {
        job_calculate(&job, KIND_RELAZIONE);
        print_scores(&job);
        status = job_report_findings(&job, true);
    }
    job_close(&job);
    return status;
}

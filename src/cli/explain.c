/* pianoxl explain: how a figure came about, for whoever has to answer for it. */
#include "cli/explain.h"
#include "cli/cli.h"
#include "cli/job.h"
#include "cli/messages.h"
#include "cli/select.h"
#include "support/failure.h"
#include "support/intl.h"

#include <stdio.h>

#define FIELD_ACHIEVEMENT "realizzazione"

/* The field that --campo names; else the achievement, else the only one that is computed. */
static const struct field *find_field(const struct record *record, const char *name, GError **error)
{
    const struct level *level = record->level;
    const struct field *field = template_field(level, name != NULL ? name : FIELD_ACHIEVEMENT);
    if (field != NULL)
        return field;
    GString *known = g_string_new(NULL);
    unsigned computed = 0;
    for (unsigned i = 0; i < level->fields->len; i++) {
        const struct field *other = g_ptr_array_index(level->fields, i);
        if (name == NULL && other->formula == NULL)
            continue;
        g_string_append_printf(known, "%s%s", known->len > 0 ? ", " : "", other->name);
        computed++;
        field = other;
    }
    bool only = name == NULL && computed == 1;
    if (!only && name != NULL)
        failure_set(error, FAILURE_USAGE, NULL, _("%s has no field \"%s\"; its fields are: %s"), level->name,
            name, known->str);
    else if (!only && computed > 0)
        failure_set(error, FAILURE_USAGE, NULL,
            _("%s has no achievement; give one of these with --campo: %s"), level->name, known->str);
    else if (!only)
        failure_set(error, FAILURE_USAGE, NULL, _("nothing of %s is computed; give a field with --campo"),
            level->name);
    g_string_free(known, TRUE);
    return only ? field : NULL;
}

static bool explain(
    const struct job *job, const char *code, const char *field_name, bool json, GError **error)
{
    const struct record *record = select_record(job->reading.plan, code, error);
    const struct field *field = record != NULL ? find_field(record, field_name, error) : NULL;
    if (field == NULL)
        return false;
    struct operand_line *line = explain_gather(job->calculation, record, field);
    const struct explanation explanation = {job->calculation, job->template};
    char *text = json ? explain_as_json(&explanation, line) : explain_as_text(&explanation, line);
    fputs(text, stdout);
    g_free(text);
    explain_free(line);
    return true;
}

static void note_findings(const struct job *job)
{
    if (findings_count(job->findings) == 0)
        return;
    char *counts = message_counts(job->findings);
    message_note(_("findings, which report lists: %s"), counts);
    g_free(counts);
}

int command_explain(const struct settings *settings)
{
    if (!g_utf8_validate(settings->operands[0], -1, NULL)) {
        GError *error = NULL;
        failure_set(&error, FAILURE_USAGE, NULL, _("an option's value is no UTF-8 text"));
        return message_failure(error);
    }
    struct settings inputs = *settings;
    inputs.operands = settings->operands + 1;
    inputs.operand_count = settings->operand_count - 1;
    struct job job;
    int status = job_open(&job, &inputs);
    if (status == 0) {
        GError *error = NULL;
        job_calculate(&job, KIND_RELAZIONE);
        if (!explain(&job, settings->operands[0], settings->field, settings->json, &error))
            status = message_failure(error);
        else
            note_findings(&job);
    }
    job_close(&job);
    return status;
}

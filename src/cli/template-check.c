/* pianoxl template check: what is wrong in a template, with sheet and cell. */
#include "cli/catalogue.h"
#include "cli/cli.h"
#include "cli/findings-output.h"
#include "cli/inputs.h"
#include "cli/messages.h"
#include "support/failure.h"
#include "support/intl.h"
#include "template/lint.h"

#include <stdio.h>

/* Adds the template's findings; the template, whose texts they name, goes to `templates`. */
static int check_one(const char *name, struct findings *findings, GPtrArray *templates)
{
    GError *error = NULL;
    unsigned errors_before = findings_count_severity(findings, SEVERITY_ERROR);
    struct template *template = catalogue_load_one(name, findings, &error);
    if (template) {
        lint_template(template, findings);
        g_ptr_array_add(templates, template);
    } else if (findings_count_severity(findings, SEVERITY_ERROR) == errors_before) {
        return message_failure(error);
    } else {
        g_error_free(error);
    }
    return findings_count_severity(findings, SEVERITY_ERROR) > errors_before ? FAILURE_FINDINGS : 0;
}

static void free_template(gpointer template)
{
    template_free(template);
}

/* No template is replaced by its own findings. */
static bool spares_templates(const struct settings *settings, const GPtrArray *templates, GError **error)
{
    GPtrArray *paths = g_ptr_array_new();
    for (unsigned i = 0; i < settings->operand_count; i++)
        g_ptr_array_add(paths, settings->operands[i]);
    for (unsigned i = 0; i < templates->len; i++)
        g_ptr_array_add(paths, (char *)(guintptr)((const struct template *)templates->pdata[i])->path);
    const struct inputs inputs = {.paths = paths};
    bool spares = inputs_spare(&inputs, settings->findings_file, NULL, "--findings-file", error);
    g_ptr_array_unref(paths);
    return spares;
}

int command_template_check(const struct settings *settings)
{
    struct findings *findings = findings_new();
    GPtrArray *templates = g_ptr_array_new_with_free_func(free_template);
    int status = 0;
    for (unsigned i = 0; i < settings->operand_count; i++)
        status = status_worse(status, check_one(settings->operands[i], findings, templates));
    if (!settings->findings && !settings->findings_file)
        message_findings(findings);
    GError *error = NULL;
    status = status_worse(
        status, spares_templates(settings, templates, &error)
                    ? findings_write_wanted(settings, settings->findings_file, findings, NULL, NULL)
                    : message_failure(error));
    if (templates->len > 0 || findings_count(findings) > 0) {
        char *counts = message_counts(findings);
        message_note("%s", counts);
        g_free(counts);
    }
    findings_free(findings);
    g_ptr_array_unref(templates);
    return status;
}

#include "cli/messages.h"
#include "support/failure.h"
#include "support/intl.h"

#include <stdarg.h>
#include <stdio.h>

int message_failure(GError *error)
{
    int status = error->domain == FAILURE ? error->code : FAILURE_INPUT;
    fprintf(stderr, "pianoxl: %s\n", error->message);
    g_error_free(error);
    return status;
}

int status_worse(int a, int b)
{
    return a > b ? a : b;
}

void message_note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("pianoxl: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

void message_findings(const struct findings *findings)
{
    for (unsigned i = 0; i < findings_count(findings); i++) {
        const struct finding *finding = findings_get(findings, i);
        char *place = place_text(&finding->place);
        char *other = place_text(&finding->other);
        fprintf(stderr, "%s%s%s: %s%s%s%s; %s [%s]\n", place, *place ? ": " : "",
            severity_name(finding->severity), finding->text, *other ? " (" : "", other, *other ? ")" : "",
            finding_remedy(finding->id), finding_name(finding->id));
        g_free(place);
        g_free(other);
    }
}

char *message_list(const GPtrArray *texts)
{
    GString *list = g_string_new(NULL);
    for (unsigned i = 0; i < texts->len; i++)
        g_string_append_printf(list, "%s%s", i ? "; " : "", (const char *)texts->pdata[i]);
    return g_string_free(list, FALSE);
}

char *message_counts(const struct findings *findings)
{
    unsigned errors = findings_count_severity(findings, SEVERITY_ERROR);
    unsigned warnings = findings_count_severity(findings, SEVERITY_WARNING);
    unsigned notes = findings_count_severity(findings, SEVERITY_NOTE);
    char *error_text = g_strdup_printf(ngettext("%u error", "%u errors", errors), errors);
    char *warning_text = g_strdup_printf(ngettext("%u warning", "%u warnings", warnings), warnings);
    char *note_text = g_strdup_printf(ngettext("%u note", "%u notes", notes), notes);
    char *counts = g_strdup_printf("%s, %s, %s", error_text, warning_text, note_text);
    g_free(error_text);
    g_free(warning_text);
    g_free(note_text);
    return counts;
}

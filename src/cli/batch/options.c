#include "cli/batch/options.h"
#include "cli/batch/progress.h"
#include "support/failure.h"
#include "support/intl.h"

#include <string.h>

#define MOST_JOBS 1024u
#define DEFAULT_TIMEOUT 300u
#define MOST_TIMEOUT 86400u

/* A whole number from 1 to `most`, with nothing behind it but `end`; 0: none. */
static unsigned number(const char *text, char end, unsigned most)
{
    char *rest;
    guint64 value = g_ascii_isdigit(*text) ? g_ascii_strtoull(text, &rest, 10) : 0;
    return value >= 1 && value <= most && *rest == end ? (unsigned)value : 0;
}

static bool parse_shard(const char *text, struct batch_options *options, GError **error)
{
    const char *slash = strchr(text, '/');
    options->part = slash ? number(text, '/', MOST_PARTS) : 0;
    options->parts = slash ? number(slash + 1, '\0', MOST_PARTS) : 0;
    if (options->part >= 1 && options->part <= options->parts)
        return true;
    failure_set(error, FAILURE_USAGE, NULL, _("--shard wants I/N, with I from 1 to N, not \"%s\""), text);
    return false;
}

static bool parse_number(const char *option, const char *text, unsigned most, unsigned *ret, GError **error)
{
    *ret = number(text, '\0', most);
    if (*ret == 0)
        failure_set(error, FAILURE_USAGE, NULL, _("--%s wants a number from 1 to %u, not \"%s\""), option,
            most, text);
    return *ret != 0;
}

static bool parse_group(const char *text, struct batch_options *options, GError **error)
{
    options->grouping = grouping_parse(text);
    if (options->grouping < GROUPINGS)
        return true;
    failure_set(error, FAILURE_USAGE, NULL, _("--group is plan, folder or file, not \"%s\""), text);
    return false;
}

static bool check_progress(const char *text, GError **error)
{
    if (g_strv_contains(progress_words, text))
        return true;
    failure_set(error, FAILURE_USAGE, NULL, _("--progress is auto, never or always, not \"%s\""), text);
    return false;
}

bool batch_options_parse(const struct settings *settings, struct batch_options *ret, GError **error)
{
    *ret = (struct batch_options){.grouping = GROUPING_PLAN,
        .jobs = g_get_num_processors(),
        .part = 1,
        .parts = 1,
        .timeout = DEFAULT_TIMEOUT};
    if (!settings->output) {
        failure_set(error, FAILURE_USAGE, NULL, _("batch: -o is missing: the folder to write to"));
        return false;
    }
    return (!settings->group || parse_group(settings->group, ret, error)) &&
           (!settings->jobs || parse_number("jobs", settings->jobs, MOST_JOBS, &ret->jobs, error)) &&
           (!settings->timeout ||
               parse_number("timeout", settings->timeout, MOST_TIMEOUT, &ret->timeout, error)) &&
           (!settings->shard || parse_shard(settings->shard, ret, error)) &&
           (!settings->progress || check_progress(settings->progress, error));
}

/* No value looks like another option. */
static void add(GString *text, const char *name, const char *value)
{
    if (!value)
        return;
    char *shown = strpbrk(value, " '\"\\\n\t") ? g_shell_quote(value) : g_strdup(value);
    g_string_append_printf(text, "%s--%s=%s", text->len ? " " : "", name, shown);
    g_free(shown);
}

char *batch_options_text(const struct settings *settings, const struct batch_options *options)
{
    GString *text = g_string_new(NULL);
    add(text, "group", grouping_names[options->grouping]);
    add(text, "template", settings->template);
    add(text, "anno", settings->year);
    add(text, "kind", settings->kind);
    add(text, "sheets", settings->sheets);
    add(text, "values-only", settings->values_only ? "1" : NULL);
    add(text, "split", settings->annexes ? "1" : NULL);
    add(text, "pdf", settings->pdf ? "1" : NULL);
    add(text, "delibera", settings->resolution);
    add(text, "codepage", settings->code_page);
    add(text, "no-cross-check", settings->no_cross_check ? "1" : NULL);
    return g_string_free(text, FALSE);
}

/* manifest.json and manifest.csv as texts. */
#include "cli/batch/groups.h"
#include "cli/batch/manifest-text.h"

#include "support/intl.h"

#include <string.h>

const char *const input_state_names[INPUT_STATES] = {
    [INPUT_PENDING] = "pending",
    [INPUT_READ] = "read",
    [INPUT_REFUSED] = "refused",
    [INPUT_FOREIGN] = "no workbook",
    [INPUT_FAILED] = "failed",
};
const char *const group_state_names[GROUP_STATES] = {
    [GROUP_PENDING] = "pending",
    [GROUP_WRITTEN] = "written",
    [GROUP_REFUSED] = "refused",
    [GROUP_FAILED] = "failed",
};
const char *const cell_names[CELLS] = {"all", "field", "fixed", "ignored", "unrecognized"};
const char *const finding_names[SEVERITY_ERROR + 1] = {
    [SEVERITY_NOTE] = "notes",
    [SEVERITY_WARNING] = "warnings",
    [SEVERITY_ERROR] = "errors",
};

/* ---- JSON ---- */

static void put_number(struct json *json, const char *key, guint64 number)
{
    char digits[24];
    g_snprintf(digits, sizeof digits, "%" G_GUINT64_FORMAT, number);
    json_number(json, key, digits);
}

static char *seconds_text(gint64 microseconds)
{
    gint64 thousandths = (microseconds + 500) / 1000;
    return g_strdup_printf("%" G_GINT64_FORMAT ".%03d", thousandths / 1000, (int)(thousandths % 1000));
}

static void put_seconds(struct json *json, gint64 microseconds)
{
    char *digits = seconds_text(microseconds);
    json_number(json, "seconds", digits);
    g_free(digits);
}

static void put_year(struct json *json, int year)
{
    if (year)
        put_number(json, "year", (guint64)year);
    else
        json_number(json, "year", NULL);
}

static void put_counts(struct json *json, const struct counts *counts)
{
    put_number(json, "records", counts->records);
    json_open(json, "findings", '{');
    for (unsigned i = G_N_ELEMENTS(finding_names); i-- > 0;)
        if (finding_names[i])
            put_number(json, finding_names[i], counts->findings[i]);
    json_close(json, '}');
}

static void put_input(struct json *json, const struct input *input)
{
    json_open(json, NULL, '{');
    json_text(json, "name", input->name);
    json_text(json, "state", input_state_names[input_state_now(input)]);
    json_text(json, "reason", input->reason);
    put_number(json, "bytes", input->bytes);
    json_text(json, "sha256", input->sha256);
    json_text(json, "template", input->template);
    put_year(json, input->year);
    json_text(json, "group", input->group ? input->group->name : NULL);
    put_counts(json, &input->counts);
    put_seconds(json, input->microseconds);
    json_close(json, '}');
}

static void put_product(struct json *json, const struct product *product)
{
    json_open(json, NULL, '{');
    json_text(json, "name", product->name);
    put_number(json, "bytes", product->bytes);
    json_text(json, "sha256", product->sha256);
    json_close(json, '}');
}

static void put_group(struct json *json, const struct group *group)
{
    json_open(json, NULL, '{');
    json_text(json, "name", group->name);
    json_text(json, "folder", group->folder);
    json_text(json, "state", group_state_names[group->state]);
    json_text(json, "reason", group->reason);
    json_text(json, "template", group->template);
    json_text(json, "template_sha256", group->template_sha256);
    put_year(json, group->year);
    json_open(json, "inputs", '[');
    for (unsigned i = 0; i < group->inputs->len; i++)
        json_text(json, NULL, ((const struct input *)group->inputs->pdata[i])->name);
    json_close(json, ']');
    json_open(json, "cells", '{');
    for (unsigned i = 0; i < CELLS; i++)
        put_number(json, cell_names[i], group->cells[i]);
    json_close(json, '}');
    put_counts(json, &group->counts);
    json_text(json, "levels", group->levels);
    json_open(json, "outputs", '[');
    for (unsigned i = 0; i < group->products->len && group->state == GROUP_WRITTEN; i++)
        put_product(json, group->products->pdata[i]);
    json_close(json, ']');
    put_seconds(json, group->microseconds);
    json_close(json, '}');
}

static void put_totals(struct json *json, const struct manifest *manifest)
{
    const struct manifest_totals totals = manifest_totals(manifest);
    json_open(json, "totals", '{');
    json_open(json, "inputs", '{');
    for (unsigned i = 0; i < INPUT_STATES; i++)
        put_number(json, input_state_names[i], totals.inputs[i]);
    json_close(json, '}');
    json_open(json, "groups", '{');
    for (unsigned i = 0; i < GROUP_STATES; i++)
        put_number(json, group_state_names[i], totals.groups[i]);
    json_close(json, '}');
    json_open(json, "outputs", '{');
    put_number(json, group_state_names[GROUP_WRITTEN], totals.written);
    put_number(json, EARLIER, totals.earlier);
    json_close(json, '}');
    put_counts(json, &totals.counts);
    put_seconds(json, manifest->microseconds);
    json_close(json, '}');
}

char *manifest_to_json(const struct manifest *manifest)
{
    struct json json = json_new();
    json_open(&json, NULL, '{');
    put_number(&json, "manifest", MANIFEST_FORMAT);
    json_text(&json, "program", manifest->program);
    json_text(&json, "options", manifest->options);
    json_text(&json, "templates_sha256", manifest->templates_sha256);
    json_open(&json, "archive", '{');
    put_number(&json, "inputs", manifest->archive_inputs);
    json_text(&json, "sha256", manifest->archive_sha256);
    json_close(&json, '}');
    put_number(&json, "part", manifest->part);
    put_number(&json, "parts", manifest->parts);
    json_boolean(&json, "complete", manifest->complete);
    put_totals(&json, manifest);
    json_open(&json, "inputs", '[');
    for (unsigned i = 0; i < manifest->inputs->len; i++)
        put_input(&json, manifest->inputs->pdata[i]);
    json_close(&json, ']');
    json_open(&json, "groups", '[');
    for (unsigned i = 0; i < manifest->groups->len; i++)
        put_group(&json, manifest->groups->pdata[i]);
    json_close(&json, ']');
    json_open(&json, EARLIER, '[');
    GPtrArray *earlier = manifest_earlier(manifest);
    for (unsigned i = 0; i < earlier->len; i++)
        put_product(&json, earlier->pdata[i]);
    g_ptr_array_unref(earlier);
    json_close(&json, ']');
    json_close(&json, '}');
    return json_finish(&json);
}

char *manifest_group_to_json(const struct group *group)
{
    struct json json = json_new();
    json_open(&json, NULL, '{');
    json_open(&json, "inputs", '[');
    for (unsigned i = 0; i < group->inputs->len; i++)
        put_input(&json, group->inputs->pdata[i]);
    json_close(&json, ']');
    json_open(&json, "groups", '[');
    put_group(&json, group);
    json_close(&json, ']');
    json_close(&json, '}');
    return json_finish(&json);
}

/* ---- CSV (RFC 4180) ---- */

static bool is_of_kind(const struct product *product, const struct group *group, enum product_kind kind)
{
    size_t length = strlen(group->name);
    return strncmp(product->name, group->name, length) == 0 &&
           strcmp(product->name + length, product_kinds[kind].ending) == 0;
}

/* The outputs of a group have a column each, but for its Allegati; NULL: it has none of this kind. */
static const struct product *find_product(const struct group *group, enum product_kind kind)
{
    for (unsigned i = 0; i < group->products->len; i++)
        if (is_of_kind(group->products->pdata[i], group, kind))
            return group->products->pdata[i];
    return NULL;
}

static bool has_column(const struct product *product, const struct group *group)
{
    bool has = false;
    for (enum product_kind i = 0; i < PRODUCTS; i++)
        has = has || is_of_kind(product, group, i);
    return has;
}

static void put_field(GString *text, const char *field)
{
    g_string_append_c(text, ',');
    if (!field)
        return;
    bool plain = !strpbrk(field, ",\"\r\n");
    if (plain) {
        g_string_append(text, field);
        return;
    }
    g_string_append_c(text, '"');
    for (; *field; field++) {
        if (*field == '"')
            g_string_append_c(text, '"');
        g_string_append_c(text, *field);
    }
    g_string_append_c(text, '"');
}

static void put_integer(GString *text, guint64 number)
{
    g_string_append_printf(text, ",%" G_GUINT64_FORMAT, number);
}

static void put_plan(GString *line, const char *template, int year, const struct group *group)
{
    char *digits = year ? g_strdup_printf("%d", year) : NULL;
    put_field(line, template);
    put_field(line, digits);
    put_field(line, group ? group->name : NULL);
    put_field(line, group ? group_state_names[group->state] : NULL);
    g_free(digits);
}

/* A line for each input; its seconds are those it was looked at, and its share of its group's. */
static void put_line(GString *text, const struct input *input)
{
    GString *line = g_string_new(NULL);
    const struct group *group = input->group;
    put_field(line, input->name);
    put_field(line, input_state_names[input_state_now(input)]);
    put_field(line, !input->reason && group ? group->reason : input->reason);
    put_integer(line, input->bytes);
    put_field(line, input->sha256);
    put_plan(line, input->template, input->year == 0 && group ? group->year : input->year, group);
    put_integer(line, input->counts.records);
    for (unsigned i = G_N_ELEMENTS(finding_names); i-- > 0;)
        if (finding_names[i])
            put_integer(line, input->counts.findings[i]);
    for (enum product_kind i = 0; i < PRODUCTS; i++) {
        bool written = group && group->state == GROUP_WRITTEN;
        const struct product *product = written ? find_product(group, i) : NULL;
        put_field(line, product ? product->name : NULL);
        put_field(line, product ? product->sha256 : NULL);
    }
    gint64 share = group && group->inputs->len ? group->microseconds / group->inputs->len : 0;
    char *seconds = seconds_text(input->microseconds + share);
    put_field(line, seconds);
    g_free(seconds);
    put_field(line, NULL);
    g_string_append_printf(text, "%s\r\n", line->str + 1);
    g_string_free(line, TRUE);
}

/* A line for an output that no line of an input names, of a group or (NULL) of none. */
static void put_output(GString *text, const struct product *product, const char *state, const char *reason,
    const struct group *group)
{
    unsigned empty = 1; /* records; then findings, outputs, seconds */
    for (unsigned i = 0; i < G_N_ELEMENTS(finding_names); i++)
        empty += finding_names[i] ? 1 : 0;
    empty += 2 * PRODUCTS + 1;
    put_field(text, state);
    put_field(text, reason);
    put_integer(text, product->bytes);
    put_field(text, product->sha256);
    put_plan(text, group ? group->template : NULL, group ? group->year : 0, group);
    while (empty-- > 0)
        put_field(text, NULL);
    put_field(text, product->name);
    g_string_append(text, "\r\n");
}

static void put_annexes(GString *text, const struct group *group)
{
    for (unsigned i = 0; i < group->products->len && group->state == GROUP_WRITTEN; i++)
        if (!has_column(group->products->pdata[i], group))
            put_output(text, group->products->pdata[i], group_state_names[GROUP_WRITTEN], NULL, group);
}

char *manifest_to_csv(const struct manifest *manifest)
{
    GString *text = g_string_new("input,state,reason,bytes,sha256,template,year,group,group_state,records");
    for (unsigned i = G_N_ELEMENTS(finding_names); i-- > 0;)
        if (finding_names[i])
            g_string_append_printf(text, ",%s", finding_names[i]);
    for (unsigned i = 0; i < PRODUCTS; i++)
        g_string_append_printf(text, ",%s,%s_sha256", product_kinds[i].column, product_kinds[i].column);
    g_string_append(text, ",seconds,output\r\n");
    for (unsigned i = 0; i < manifest->inputs->len; i++)
        put_line(text, manifest->inputs->pdata[i]);
    for (unsigned i = 0; i < manifest->groups->len; i++)
        put_annexes(text, manifest->groups->pdata[i]);
    GPtrArray *earlier = manifest_earlier(manifest);
    for (unsigned i = 0; i < earlier->len; i++)
        put_output(text, earlier->pdata[i], EARLIER,
            _("written by an earlier run, not by this one; take it away if it is no longer wanted"), NULL);
    g_ptr_array_unref(earlier);
    return g_string_free(text, FALSE);
}

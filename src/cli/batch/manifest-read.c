/* manifest.json, and a group of the journal, back into the struct. */
#include "cli/batch/manifest-text.h"
#include "support/failure.h"
#include "support/intl.h"

#include <string.h>

/* The number of a name in a table; `count` when it is not there. */
static unsigned number_of(const char *name, const char *const *names, unsigned count)
{
    unsigned i = 0;
    while (i < count && g_strcmp0(name, names[i]) != 0)
        i++;
    return i;
}

/* "1.234" */
static gint64 read_seconds(const struct json_value *object)
{
    const struct json_value *member = json_member(object, "seconds");
    if (!member || member->kind != JSON_NUMBER)
        return 0;
    gint64 microseconds = g_ascii_strtoll(member->text, NULL, 10) * G_USEC_PER_SEC;
    const char *point = strchr(member->text, '.');
    gint64 unit = G_USEC_PER_SEC / 10;
    for (const char *digit = point ? point + 1 : ""; g_ascii_isdigit(*digit); digit++, unit /= 10)
        microseconds += (*digit - '0') * unit;
    return microseconds;
}

static struct counts read_counts(const struct json_value *object)
{
    struct counts counts = {.records = (unsigned)json_member_number(object, "records")};
    const struct json_value *findings = json_member(object, "findings");
    for (unsigned i = 0; i < G_N_ELEMENTS(finding_names); i++)
        if (finding_names[i])
            counts.findings[i] = (unsigned)json_member_number(findings, finding_names[i]);
    return counts;
}

/* NULL: it is no input. */
static struct input *read_input(const struct json_value *object)
{
    const char *name = json_member_text(object, "name");
    unsigned state = number_of(json_member_text(object, "state"), input_state_names, INPUT_STATES);
    if (!name || state == INPUT_STATES)
        return NULL;
    struct input *input = input_new(name);
    input->state = (enum input_state)state;
    input->reason = g_strdup(json_member_text(object, "reason"));
    input->bytes = (guint64)json_member_number(object, "bytes");
    input->sha256 = g_strdup(json_member_text(object, "sha256"));
    input->template = g_strdup(json_member_text(object, "template"));
    input->year = (int)json_member_number(object, "year");
    input->counts = read_counts(object);
    input->microseconds = read_seconds(object);
    return input;
}

/* NULL: it is no output. */
static struct product *read_product(const struct json_value *object)
{
    const char *name = json_member_text(object, "name"), *sha256 = json_member_text(object, "sha256");
    return name && sha256 ? product_new(name, (guint64)json_member_number(object, "bytes"), sha256) : NULL;
}

static void read_products(const struct json_value *object, struct group *group)
{
    const struct json_value *products = json_member(object, "outputs");
    for (const struct json_value *at = products ? products->first : NULL; at; at = at->next) {
        struct product *product = read_product(at);
        if (product)
            g_ptr_array_add(group->products, product);
    }
}

static void read_earlier(const struct json_value *object, struct manifest *manifest)
{
    const struct json_value *products = json_member(object, EARLIER);
    for (const struct json_value *at = products ? products->first : NULL; at; at = at->next) {
        struct product *product = read_product(at);
        if (product)
            g_hash_table_replace(manifest->earlier, product->name, product);
    }
}

/* With the inputs that the table (by name) has; NULL: it is no group. */
static struct group *read_group(const struct json_value *object, GHashTable *inputs)
{
    const char *name = json_member_text(object, "name"), *folder = json_member_text(object, "folder");
    unsigned state = number_of(json_member_text(object, "state"), group_state_names, GROUP_STATES);
    if (!name || !folder || state == GROUP_STATES)
        return NULL;
    struct group *group = group_new(name, folder);
    group->state = (enum group_state)state;
    group->reason = g_strdup(json_member_text(object, "reason"));
    group->template = g_strdup(json_member_text(object, "template"));
    group->template_sha256 = g_strdup(json_member_text(object, "template_sha256"));
    group->year = (int)json_member_number(object, "year");
    group->counts = read_counts(object);
    group->levels = g_strdup(json_member_text(object, "levels"));
    group->microseconds = read_seconds(object);
    const struct json_value *cells = json_member(object, "cells"), *names = json_member(object, "inputs");
    for (unsigned i = 0; i < CELLS; i++)
        group->cells[i] = (unsigned)json_member_number(cells, cell_names[i]);
    for (const struct json_value *at = names ? names->first : NULL; at; at = at->next) {
        struct input *input = at->kind == JSON_TEXT ? g_hash_table_lookup(inputs, at->text) : NULL;
        if (!input || input->group) {
            group_free(group);
            return NULL;
        }
        g_ptr_array_add(group->inputs, input);
    }
    for (unsigned i = 0; i < group->inputs->len; i++)
        ((struct input *)group->inputs->pdata[i])->group = group;
    read_products(object, group);
    return group;
}

/* False when something in it is no input or no group, or a name stands twice. */
static bool read_lists(const struct json_value *object, struct manifest *manifest)
{
    const struct json_value *inputs = json_member(object, "inputs"), *groups = json_member(object, "groups");
    if (!inputs || !groups)
        return false;
    GHashTable *by_name = g_hash_table_new(g_str_hash, g_str_equal);
    bool good = true;
    for (const struct json_value *at = inputs->first; at && good; at = at->next) {
        struct input *input = read_input(at);
        if (input)
            g_ptr_array_add(manifest->inputs, input);
        good = input && g_hash_table_insert(by_name, input->name, input);
    }
    for (const struct json_value *at = groups->first; at && good; at = at->next) {
        struct group *group = read_group(at, by_name);
        if (group)
            g_ptr_array_add(manifest->groups, group);
        good = group != NULL;
    }
    g_hash_table_unref(by_name);
    manifest_sort(manifest);
    return good;
}

static bool read_head(const struct json_value *object, struct manifest *manifest)
{
    if (json_member_number(object, "manifest") != MANIFEST_FORMAT)
        return false;
    const struct json_value *archive = json_member(object, "archive");
    manifest->program = g_strdup(json_member_text(object, "program"));
    manifest->options = g_strdup(json_member_text(object, "options"));
    manifest->templates_sha256 = g_strdup(json_member_text(object, "templates_sha256"));
    manifest->archive_sha256 = g_strdup(json_member_text(archive, "sha256"));
    manifest->archive_inputs = (unsigned)json_member_number(archive, "inputs");
    manifest->part = (unsigned)json_member_number(object, "part");
    manifest->parts = (unsigned)json_member_number(object, "parts");
    manifest->complete = json_member_true(object, "complete");
    manifest->microseconds = read_seconds(json_member(object, "totals"));
    read_earlier(object, manifest);
    return manifest->program && manifest->options && manifest->archive_sha256 && manifest->part >= 1 &&
           manifest->part <= manifest->parts && manifest->parts <= MOST_PARTS;
}

struct manifest *manifest_from_json(const char *text, const char *name, GError **error)
{
    struct arena *arena = arena_new();
    struct manifest *manifest = manifest_new();
    const struct json_value *value = json_read(arena, text);
    if (!value || !read_head(value, manifest) || !read_lists(value, manifest)) {
        failure_set(
            error, FAILURE_INPUT, NULL, _("%s: is no manifest that batch of this version wrote"), name);
        manifest_free(manifest);
        manifest = NULL;
    }
    arena_free(arena);
    return manifest;
}

struct manifest *manifest_group_from_json(const char *text)
{
    struct arena *arena = arena_new();
    struct manifest *manifest = manifest_new();
    const struct json_value *value = json_read(arena, text);
    if (!value || !read_lists(value, manifest)) {
        manifest_free(manifest);
        manifest = NULL;
    }
    arena_free(arena);
    return manifest;
}

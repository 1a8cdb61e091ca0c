#include "cli/batch/resume.h"

#include <string.h>

static void free_manifest(gpointer manifest)
{
    manifest_free(manifest);
}

/* Later ones count. */
static void take(struct known *known, struct manifest *manifest)
{
    g_ptr_array_add(known->manifests, manifest);
    for (unsigned i = 0; i < manifest->inputs->len; i++) {
        struct input *input = manifest->inputs->pdata[i];
        g_hash_table_replace(known->inputs, input->name, input);
    }
}

bool known_load(struct known *known, const char *path, const GPtrArray *records, const struct manifest *now,
    GError **error)
{
    *known = (struct known){
        .manifests = g_ptr_array_new_with_free_func(free_manifest),
        .inputs = g_hash_table_new(g_str_hash, g_str_equal),
    };
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return true;
    struct manifest *manifest = manifest_load(path, &known->text, error);
    if (!manifest)
        return false;
    known->same_run =
        g_strcmp0(manifest->program, now->program) == 0 && g_strcmp0(manifest->options, now->options) == 0;
    known->same_templates =
        known->same_run && g_strcmp0(manifest->templates_sha256, now->templates_sha256) == 0;
    take(known, manifest);
    for (unsigned i = 0; i < records->len; i++) {
        struct manifest *record = manifest_group_from_json(records->pdata[i]);
        if (record)
            take(known, record);
    }
    return true;
}

void known_clear(struct known *known)
{
    g_clear_pointer(&known->inputs, g_hash_table_unref);
    g_clear_pointer(&known->manifests, g_ptr_array_unref);
    g_clear_pointer(&known->text, g_free);
}

/* NULL: nothing is known of it. */
static const struct input *find(const struct known *known, const char *name)
{
    return known->inputs ? g_hash_table_lookup(known->inputs, name) : NULL;
}

static bool is_settled(const struct input *input)
{
    return input->state == INPUT_READ || input->state == INPUT_REFUSED || input->state == INPUT_FOREIGN;
}

const char *known_sha256(const struct known *known, const struct input *input, enum grouping grouping)
{
    const struct input *earlier = find(known, input->name);
    if (!known->same_templates || !earlier || !is_settled(earlier))
        return NULL;
    bool by_folder = grouping == GROUPING_FOLDER && earlier->state == INPUT_REFUSED && !earlier->group;
    return by_folder ? NULL : earlier->sha256;
}

void known_copy_input(const struct known *known, struct input *input)
{
    const struct input *earlier = find(known, input->name);
    /* What is refused with its group may be read with another one. */
    input->state = earlier->group ? INPUT_READ : earlier->state;
    g_free(input->reason);
    input->reason = earlier->group ? NULL : g_strdup(earlier->reason);
    g_free(input->template);
    input->template = g_strdup(earlier->template);
    input->year = earlier->year;
    input->counts = earlier->counts;
    input->microseconds = earlier->microseconds;
}

/* Do both consist of the same inputs, with the same bytes? */
static bool same_inputs(const struct group *group, const struct group *earlier)
{
    bool same = group->inputs->len == earlier->inputs->len;
    for (unsigned i = 0; same && i < group->inputs->len; i++) {
        const struct input *here = group->inputs->pdata[i], *there = earlier->inputs->pdata[i];
        same = strcmp(here->name, there->name) == 0 && g_strcmp0(here->sha256, there->sha256) == 0;
    }
    return same;
}

const struct group *known_group(
    const struct known *known, const struct group *group, enum grouping grouping, const char *template_sha256)
{
    const struct input *first = group->inputs->pdata[0];
    const struct input *there = find(known, first->name);
    const struct group *earlier = there ? there->group : NULL;
    bool whole = earlier && earlier->state == GROUP_WRITTEN && !earlier->reason;
    bool settled = whole || (earlier && earlier->state == GROUP_REFUSED);
    if (!settled)
        return NULL;
    char *name = group_name_of_year(group, earlier->year);
    bool same = grouping == GROUPING_FOLDER ? known->same_templates
                                            : known->same_run && strcmp(earlier->name, name) == 0 &&
                                                  g_strcmp0(earlier->template_sha256, template_sha256) == 0;
    g_free(name);
    return same && same_inputs(group, earlier) ? earlier : NULL;
}

void known_copy_group(const struct group *known, struct group *group)
{
    g_free(group->name);
    group->name = g_strdup(known->name);
    group->state = known->state;
    g_free(group->reason);
    group->reason = g_strdup(known->reason);
    g_free(group->template);
    group->template = g_strdup(known->template);
    g_free(group->template_sha256);
    group->template_sha256 = g_strdup(known->template_sha256);
    group->year = known->year;
    group->counts = known->counts;
    memcpy(group->cells, known->cells, sizeof group->cells);
    g_free(group->levels);
    group->levels = g_strdup(known->levels);
    group->microseconds = known->microseconds;
    g_ptr_array_set_size(group->products, 0);
    for (unsigned i = 0; i < known->products->len; i++) {
        const struct product *product = known->products->pdata[i];
        g_ptr_array_add(group->products, product_new(product->name, product->bytes, product->sha256));
    }
    for (unsigned i = 0; i < group->inputs->len; i++) {
        struct input *input = group->inputs->pdata[i];
        const struct input *earlier = known->inputs->pdata[i];
        input->state = earlier->state;
        g_free(input->reason);
        input->reason = g_strdup(earlier->reason);
        input->counts = earlier->counts;
        input->microseconds = earlier->microseconds;
        g_free(input->template);
        input->template = g_strdup(earlier->template);
        input->year = earlier->year;
    }
}

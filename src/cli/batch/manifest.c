#include "cli/batch/manifest.h"

#include <string.h>
#include "support/failure.h"
#include "writer/output.h"

struct manifest *manifest_new(void)
{
    struct manifest *manifest = g_new0(struct manifest, 1);
    manifest->inputs = g_ptr_array_new();
    manifest->groups = g_ptr_array_new_with_free_func(group_free);
    manifest->earlier = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, product_free);
    manifest->part = manifest->parts = 1;
    return manifest;
}

static char *folder_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? g_strndup(name, (gsize)(slash - name)) : g_strdup("");
}

struct input *input_new(const char *name)
{
    struct input *input = g_new0(struct input, 1);
    input->name = g_strdup(name);
    input->folder = folder_of(name);
    return input;
}

void input_free(struct input *input)
{
    g_free(input->name);
    g_free(input->folder);
    g_free(input->reason);
    g_free(input->sha256);
    g_free(input->template);
    g_free(input->path);
    g_free(input->base);
    g_free(input);
}

struct product *product_new(const char *name, guint64 bytes, const char *sha256)
{
    struct product *product = g_new0(struct product, 1);
    product->name = g_strdup(name);
    product->bytes = bytes;
    product->sha256 = g_strdup(sha256);
    return product;
}

void product_free(gpointer data)
{
    struct product *product = data;
    g_free(product->name);
    g_free(product->sha256);
    g_free(product);
}

struct group *group_new(const char *name, const char *folder)
{
    struct group *group = g_new0(struct group, 1);
    group->name = g_strdup(name);
    group->folder = g_strdup(folder);
    group->inputs = g_ptr_array_new();
    group->products = g_ptr_array_new_with_free_func(product_free);
    return group;
}

void group_free(gpointer data)
{
    struct group *group = data;
    g_free(group->name);
    g_free(group->folder);
    g_free(group->reason);
    g_free(group->template);
    g_free(group->template_sha256);
    g_free(group->levels);
    g_strfreev(group->others);
    g_ptr_array_unref(group->inputs);
    g_ptr_array_unref(group->products);
    g_free(group);
}

void manifest_free(struct manifest *manifest)
{
    if (!manifest)
        return;
    for (unsigned i = 0; i < manifest->inputs->len; i++)
        input_free(manifest->inputs->pdata[i]);
    g_ptr_array_unref(manifest->inputs);
    g_ptr_array_unref(manifest->groups);
    g_hash_table_unref(manifest->earlier);
    g_free(manifest->program);
    g_free(manifest->options);
    g_free(manifest->templates_sha256);
    g_free(manifest->archive_sha256);
    g_free(manifest);
}

static int by_input_name(gconstpointer a, gconstpointer b)
{
    const struct input *const *first = a, *const *second = b;
    return strcmp((*first)->name, (*second)->name);
}

static int by_group_name(gconstpointer a, gconstpointer b)
{
    const struct group *const *first = a, *const *second = b;
    return strcmp((*first)->name, (*second)->name);
}

void manifest_sort(struct manifest *manifest)
{
    g_ptr_array_sort(manifest->inputs, by_input_name);
    g_ptr_array_sort(manifest->groups, by_group_name);
}

static int by_product_name(gconstpointer a, gconstpointer b)
{
    const struct product *const *first = a, *const *second = b;
    return strcmp((*first)->name, (*second)->name);
}

GPtrArray *manifest_earlier(const struct manifest *manifest)
{
    GPtrArray *products = g_ptr_array_new();
    GHashTableIter iter;
    gpointer product;
    g_hash_table_iter_init(&iter, manifest->earlier);
    while (g_hash_table_iter_next(&iter, NULL, &product))
        g_ptr_array_add(products, product);
    g_ptr_array_sort(products, by_product_name);
    return products;
}

static void add_counts(struct counts *sum, const struct counts *more)
{
    sum->records += more->records;
    for (unsigned i = 0; i < G_N_ELEMENTS(sum->findings); i++)
        sum->findings[i] += more->findings[i];
}

enum input_state input_state_now(const struct input *input)
{
    bool waits = !input->group || input->group->state == GROUP_PENDING;
    return input->state == INPUT_READ && waits ? INPUT_PENDING : input->state;
}

struct manifest_totals manifest_totals(const struct manifest *manifest)
{
    struct manifest_totals totals = {.earlier = g_hash_table_size(manifest->earlier)};
    for (unsigned i = 0; i < manifest->inputs->len; i++)
        totals.inputs[input_state_now(manifest->inputs->pdata[i])]++;
    for (unsigned i = 0; i < manifest->groups->len; i++) {
        const struct group *group = manifest->groups->pdata[i];
        totals.groups[group->state]++;
        totals.written += group->state == GROUP_WRITTEN ? group->products->len : 0;
        add_counts(&totals.counts, &group->counts);
    }
    return totals;
}

struct manifest *manifest_load(const char *path, char **ret_text, GError **error)
{
    char *text;
    GError *cause = NULL;
    if (!g_file_get_contents(path, &text, NULL, &cause)) {
        failure_set(error, FAILURE_INPUT, NULL, "%s", cause->message);
        g_error_free(cause);
        return NULL;
    }
    struct manifest *manifest = manifest_from_json(text, path, error);
    if (manifest && ret_text)
        *ret_text = text;
    else
        g_free(text);
    return manifest;
}

static bool save(const char *path, const char *text, const char *staging, GError **error)
{
    if (!staging)
        return output_write(path, text, strlen(text), error);
    char *base = g_path_get_basename(path), *file = g_build_filename(staging, base, NULL);
    bool saved = output_write(file, text, strlen(text), error) && output_place(file, path, error);
    g_free(base);
    g_free(file);
    return saved;
}

bool manifest_save(const struct manifest *manifest, const char *path, const char *known_text,
    const char *staging, GError **error)
{
    char *stem = g_strndup(path, strlen(path) - strlen(MANIFEST_JSON));
    char *csv = g_strconcat(stem, MANIFEST_CSV, NULL);
    char *text = manifest_to_json(manifest), *table = manifest_to_csv(manifest);
    bool there = known_text && strcmp(text, known_text) == 0 && g_file_test(csv, G_FILE_TEST_EXISTS);
    bool saved = there || (save(csv, table, staging, error) && save(path, text, staging, error));
    g_free(stem);
    g_free(csv);
    g_free(text);
    g_free(table);
    return saved;
}

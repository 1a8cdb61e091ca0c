#include "cli/batch/earlier.h"
#include "cli/batch/worker.h"

static void take(struct manifest *manifest, const struct product *product)
{
    struct product *own = product_new(product->name, product->bytes, product->sha256);
    g_hash_table_replace(manifest->earlier, own->name, own);
}

void earlier_take(struct manifest *manifest, const struct manifest *before)
{
    GHashTableIter iter;
    gpointer product;
    g_hash_table_iter_init(&iter, before->earlier);
    while (g_hash_table_iter_next(&iter, NULL, &product))
        take(manifest, product);
    for (unsigned g = 0; g < before->groups->len; g++) {
        const struct group *group = before->groups->pdata[g];
        for (unsigned i = 0; i < group->products->len; i++)
            take(manifest, group->products->pdata[i]);
    }
}

void earlier_settle(struct manifest *manifest)
{
    for (unsigned g = 0; g < manifest->groups->len; g++) {
        const struct group *group = manifest->groups->pdata[g];
        for (unsigned i = 0; i < group->products->len && group->state == GROUP_WRITTEN; i++)
            g_hash_table_remove(manifest->earlier, ((const struct product *)group->products->pdata[i])->name);
    }
}

static gboolean is_gone(gpointer name, gpointer data, gpointer output)
{
    const struct product *product = data;
    char *path = g_build_filename(output, name, NULL);
    guint64 bytes;
    char *sha256 = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? file_sha256(path, &bytes, NULL) : NULL;
    bool same = g_strcmp0(sha256, product->sha256) == 0;
    g_free(path);
    g_free(sha256);
    return !same;
}

void earlier_check(struct manifest *manifest, const char *output)
{
    earlier_settle(manifest);
    g_hash_table_foreach_remove(manifest->earlier, is_gone, (gpointer)(guintptr)output);
}

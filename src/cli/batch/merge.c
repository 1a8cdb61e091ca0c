#include "cli/batch/earlier.h"
#include "cli/batch/merge.h"
#include "cli/batch/worker.h"
#include "support/failure.h"
#include "support/intl.h"

#include <string.h>

static bool same_run(const struct manifest *a, const struct manifest *b)
{
    return g_strcmp0(a->program, b->program) == 0 && g_strcmp0(a->options, b->options) == 0 &&
           g_strcmp0(a->templates_sha256, b->templates_sha256) == 0;
}

static bool same_archive(const struct manifest *a, const struct manifest *b)
{
    return g_strcmp0(a->archive_sha256, b->archive_sha256) == 0 && a->parts == b->parts;
}

/* Against the first, and against those before it. `parts` says which parts have been seen. */
static bool check_part(const struct manifest *manifest, const struct manifest *first, const char *name,
    bool *parts, GError **error)
{
    if (!manifest->complete)
        failure_set(error, FAILURE_INPUT, NULL,
            _("%s: is of a run that was ended early; finish it with --resume"), name);
    else if (!same_archive(manifest, first))
        failure_set(error, FAILURE_INPUT, NULL,
            _("%s: is of another archive, or of one that has changed in between, or has other parts than the "
              "first manifest"),
            name);
    else if (!same_run(manifest, first))
        failure_set(error, FAILURE_INPUT, NULL,
            _("%s: was made with another version, other options or other templates than the first manifest"),
            name);
    else if (parts[manifest->part - 1])
        failure_set(error, FAILURE_INPUT, NULL, _("%s: part %u is given twice"), name, manifest->part);
    else
        parts[manifest->part - 1] = true;
    return !*error;
}

static bool check(const GPtrArray *manifests, char *const *names, GError **error)
{
    const struct manifest *first = manifests->pdata[0];
    bool *parts = g_new0(bool, first->parts), good = true;
    GError *cause = NULL;
    for (unsigned i = 0; i < manifests->len && good; i++)
        good = check_part(manifests->pdata[i], first, names[i], parts, &cause);
    for (unsigned i = 0; i < first->parts && good; i++)
        if (!parts[i]) {
            failure_set(&cause, FAILURE_INPUT, NULL, _("the manifest of part %u of %u is missing"), i + 1,
                first->parts);
            good = false;
        }
    g_free(parts);
    if (cause)
        g_propagate_error(error, cause);
    return good;
}

struct manifest *manifest_merge(GPtrArray *manifests, char *const *names, GError **error)
{
    if (!check(manifests, names, error))
        return NULL;
    const struct manifest *first = manifests->pdata[0];
    struct manifest *merged = manifest_new();
    merged->program = g_strdup(first->program);
    merged->options = g_strdup(first->options);
    merged->templates_sha256 = g_strdup(first->templates_sha256);
    merged->archive_sha256 = g_strdup(first->archive_sha256);
    merged->archive_inputs = first->archive_inputs;
    merged->complete = true;
    for (unsigned i = 0; i < manifests->len; i++) {
        struct manifest *part = manifests->pdata[i];
        g_ptr_array_extend_and_steal(merged->inputs, g_ptr_array_ref(part->inputs));
        g_ptr_array_extend_and_steal(merged->groups, g_ptr_array_ref(part->groups));
        merged->microseconds += part->microseconds;
        earlier_take(merged, part);
    }
    manifest_sort(merged);
    if (merged->inputs->len == merged->archive_inputs)
        return merged;
    failure_set(error, FAILURE_INPUT, NULL, _("the manifests have %u inputs, the archive has %u"),
        merged->inputs->len, merged->archive_inputs);
    manifest_free(merged);
    return NULL;
}

bool manifest_check_products(const struct manifest *manifest, const char *folder, GError **error)
{
    for (unsigned g = 0; g < manifest->groups->len; g++) {
        const struct group *group = manifest->groups->pdata[g];
        for (unsigned i = 0; i < group->products->len; i++) {
            const struct product *product = group->products->pdata[i];
            char *path = g_build_filename(folder, product->name, NULL);
            guint64 bytes;
            char *sha256 = file_sha256(path, &bytes, NULL);
            bool same = g_strcmp0(sha256, product->sha256) == 0;
            if (!same)
                failure_set(error, FAILURE_INPUT, NULL,
                    sha256
                        ? _("%s: is not what its manifest says; copy the outputs of all parts there, or run "
                            "its part again")
                        : _("%s: is missing; copy the outputs of all parts there"),
                    path);
            g_free(path);
            g_free(sha256);
            if (!same)
                return false;
        }
    }
    return true;
}

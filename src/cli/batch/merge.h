/* Joins the manifests of the parts of an archive. */
#ifndef PIANOXL_CLI_BATCH_MERGE_H
#define PIANOXL_CLI_BATCH_MERGE_H

#include "cli/batch/manifest.h"

/* One manifest out of those of all parts (struct manifest *, which are emptied), as if they had been one run.
 * False and `error` (FAILURE_INPUT) when they are of different archives or runs, a part is missing, there
 * twice or not finished. `names` are their files', for messages. To be freed. */
struct manifest *manifest_merge(GPtrArray *manifests, char *const *names, GError **error);

/* Do all outputs stand in the folder, with their hashes? False and `error` (FAILURE_INPUT) otherwise. */
bool manifest_check_products(const struct manifest *manifest, const char *folder, GError **error);

#endif

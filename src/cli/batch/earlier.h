/* Outputs of runs before this one, which this one has not written, or not yet: they stay in the output
 * folder, and the manifest goes on naming them. */
#ifndef PIANOXL_CLI_BATCH_EARLIER_H
#define PIANOXL_CLI_BATCH_EARLIER_H

#include "cli/batch/manifest.h"

/* Takes over what a manifest of before (or a record of its journal) names; what is taken later counts. */
void earlier_take(struct manifest *manifest, const struct manifest *before);

/* Leaves out what the groups of the manifest have written by now. */
void earlier_settle(struct manifest *manifest);

/* Leaves out, too, what is gone from the output folder or is not what it was. */
void earlier_check(struct manifest *manifest, const char *output);

#endif

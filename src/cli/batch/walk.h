/* Finds every file of an archive. */
#ifndef PIANOXL_CLI_BATCH_WALK_H
#define PIANOXL_CLI_BATCH_WALK_H

#include "cli/batch/manifest.h"

/* Adds an input for each file among the operands and in the folders among them, all the way down, by the
 * bytes of their names; of a folder that cannot be opened, an input (INPUT_REFUSED) that says so. Links to
 * folders are followed last, where they lead to folders that have not been walked. What stands in `output`
 * (the folder that is written to; it need not exist) is left out; what an earlier batch has written elsewhere
 * in the archive, as its manifest there says, and nobody has changed since, is no input (INPUT_FOREIGN).
 * Returns how many files that are.
 *
 * An input is named from its operand on; where operands are several folders, each is named as well. The
 * archive's own figures (archive_inputs, archive_sha256) are filled in. */
unsigned archive_walk(struct manifest *manifest, char *const *operands, unsigned count, const char *output);

/* `bytes` as text: those that are no UTF-8 stand as \xE9, and so does a backslash before an x. To be freed.
 */
char *name_from_bytes(const char *bytes);

#endif

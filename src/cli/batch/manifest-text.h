/* The words of manifest.json that both its writer and its reader know. */
#ifndef PIANOXL_CLI_BATCH_MANIFEST_TEXT_H
#define PIANOXL_CLI_BATCH_MANIFEST_TEXT_H

#include "cli/batch/manifest.h"

#define MANIFEST_FORMAT 1

#define EARLIER "earlier" /* outputs of runs before */

extern const char *const input_state_names[INPUT_STATES];
extern const char *const group_state_names[GROUP_STATES];
extern const char *const cell_names[CELLS];
extern const char *const finding_names[SEVERITY_ERROR + 1]; /* by severity; NULL: not told */

#endif

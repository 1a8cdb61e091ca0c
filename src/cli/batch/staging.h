/* The hidden folder of a run within the output folder: what is being written, and the journal.
 *
 *   OUTDIR/.pianoxl-batch-1of4/journal   what is finished, a record for each group; locked during the run
 *   OUTDIR/.pianoxl-batch-1of4/12/       what group 12 is writing
 *
 * A record is appended before the files that it names are renamed to their places: a file that a killed run
 * left is known by its record and its hash. The folder goes when the manifest that says so is written. */
#ifndef PIANOXL_CLI_BATCH_STAGING_H
#define PIANOXL_CLI_BATCH_STAGING_H

#include <stdbool.h>
#include <glib.h>

struct staging {
    char *folder;
    int journal; /* file descriptor; -1 */
    bool ours;   /* no other run is at it */
};

/* Is it the name of such a folder, or of one that a single output is written in? */
bool staging_is_name(const char *name);

/* Makes the folder of part `part` of `parts` or finds the one that a killed run left, takes its records
 * (char *) and removes what else is in it. False and `error` (FAILURE_OUTPUT) when it cannot be written, or
 * another run is at it, or at parts of another number. To be released in any case. */
bool staging_begin(struct staging *staging, const char *output, unsigned part, unsigned parts,
    GPtrArray *ret_records, GError **error);

/* Forgets all records. */
bool staging_restart(struct staging *staging, GError **error);

/* Adds a record whole, or not at all. */
bool staging_add(struct staging *staging, const char *record, GError **error);

/* The folder of a group; to be freed. */
char *staging_folder(const struct staging *staging, unsigned number);
/* Removes it, with what is in it. */
void staging_discard(const struct staging *staging, unsigned number);

/* Removes everything: the manifest is written. */
void staging_finish(struct staging *staging);
/* Frees; the folder stays where its journal has records. */
void staging_release(struct staging *staging);

#endif

/* What earlier runs have done, by their manifest and the journal of one that was killed. */
#ifndef PIANOXL_CLI_BATCH_RESUME_H
#define PIANOXL_CLI_BATCH_RESUME_H

#include "cli/batch/groups.h"

struct known {
    GPtrArray *manifests;       /* struct manifest *: what follows lives in them */
    GHashTable *inputs;         /* by name */
    char *text;                 /* of manifest.json; NULL: there is none */
    bool same_run;              /* the same program and options */
    bool same_templates;        /* and the same templates to choose from */
};

/* Reads the manifest at `path`, where there is one, and the records of the journal behind it. `now` has what
 * this run goes by. False and `error` when there is something else. To be cleared in any case. */
bool known_load(struct known *known, const char *path, const GPtrArray *records, const struct manifest *now,
    GError **error);
void known_clear(struct known *known);

/* The hash by which an input need not be looked at again; NULL: it must be. One that its folder's template
 * refused may be read with what its folder holds now. */
const char *known_sha256(const struct known *known, const struct input *input, enum grouping grouping);

/* Fills in what is known of an input whose bytes are still the same. */
void known_copy_input(const struct known *known, struct input *input);

/* The group as an earlier run left it, when all of its inputs and its template are what they were; NULL
 * otherwise. `template_sha256` may be NULL: not chosen yet. */
const struct group *known_group(const struct known *known, const struct group *group, enum grouping grouping,
    const char *template_sha256);

/* Takes over what it came to. */
void known_copy_group(const struct group *known, struct group *group);

#endif

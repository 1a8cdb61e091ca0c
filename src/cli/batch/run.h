/* One run of batch: what is to be done, who does it, what has come of it.
 *
 *   walk -> folders: LOOK at each input -> groups: WRITE each -> manifest
 *                     \------- workers -------/
 */
#ifndef PIANOXL_CLI_BATCH_RUN_H
#define PIANOXL_CLI_BATCH_RUN_H

#include "cli/batch/pool.h"
#include "cli/batch/progress.h"
#include "cli/batch/resume.h"

struct run {
    struct workshop workshop;
    struct manifest *manifest;
    const char *manifest_path;
    GPtrArray *template_sha256; /* char *, as the templates */
    struct known known;
    struct pool pool;
    struct progress progress;
    gint64 time_limit; /* microseconds a unit may take, besides what its size adds */
    GPtrArray *folders;
    GHashTable *folders_by_name;
    unsigned next_input; /* to be looked at */
    GQueue groups;       /* struct group *: to be written */
    unsigned group_count;
    unsigned done;           /* inputs */
    bool manifest_marked;    /* what stands at manifest_path names nothing that may be replaced */
    gint64 saved, save_time; /* when the manifest was written last, and how long that took */
    bool half_placed;        /* some outputs have taken their places, and their group is not written */
    bool interrupted;
    int status;
};

/* Does all there is to do, until it is done or interrupted. */
void run_work(struct run *run);
/* Says that no process can be started (errno), so that something is left undone. */
void run_stuck(struct run *run);

/* ---- settle.c: what becomes of inputs and groups ---- */

/* An input that will not be read: it is said once. Takes the reason. */
void settle_input(struct run *run, struct input *input, enum input_state state, char *reason);

/* A group that is finished, with all its inputs; says the reason (taken over) why it is not, or not whole. */
void settle_group(struct run *run, struct group *group, enum group_state state, char *reason, int status);

/* Marks the manifest; the journal gets the group.
 * False and `error` when either cannot be written: the files must stay as they are. */
bool settle_announce(struct run *run, struct group *group, GError **error);

/* ---- trial.c ---- */

/* Tries the inputs of a group one by one, since its worker died, for `reason` (taken over). */
void trial_begin(struct run *run, struct group *group, char *reason);

/* A trial is over (and freed): the input ended its worker for `reason` (taken over), or did not (NULL). After
 * the last the group is written without those, or fails. */
void trial_end(struct run *run, struct group *trial, char *reason);

/* Writes the manifest as things stand. */
bool run_save(struct run *run, GError **error);

#endif

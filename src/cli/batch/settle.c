#include "cli/batch/earlier.h"
#include "cli/batch/run.h"
#include "cli/messages.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"
#include "writer/output.h"

#include <string.h>

#define SAVE_SELDOM 50 /* times as long as saving takes must pass before the next */

static void say(struct run *run, const char *name, const char *reason)
{
    char *shown = text_quote(name, 0);
    progress_hide(&run->progress);
    message_note("%s: %s", shown, reason);
    g_free(shown);
}

void settle_input(struct run *run, struct input *input, enum input_state state, char *reason)
{
    input->state = state;
    g_free(input->reason);
    input->reason = reason;
    run->done++;
    if (state == INPUT_FOREIGN)
        return;
    say(run, input->name, reason);
    run->status = status_worse(run->status, FAILURE_INPUT);
}

static void fail_inputs(struct run *run, struct group *group, enum input_state state)
{
    for (unsigned i = 0; i < group->inputs->len; i++)
        settle_input(
            run, group->inputs->pdata[i], state, worker_reason(group->reason, group->inputs->pdata[i]));
}

bool run_save(struct run *run, GError **error)
{
    manifest_sort(run->manifest);
    earlier_settle(run->manifest);
    return manifest_save(
        run->manifest, run->manifest_path, run->known.text, run->workshop.staging->folder, error);
}

/* While it runs the manifest follows, as long as that costs next to nothing. */
static void save_again(struct run *run)
{
    gint64 now = g_get_monotonic_time();
    if (!run->manifest_marked || now - run->saved < SAVE_SELDOM * run->save_time)
        return;
    run_save(run, NULL); /* the last one says what goes wrong */
    run->saved = g_get_monotonic_time();
    run->save_time = run->saved - now;
}

void settle_group(struct run *run, struct group *group, enum group_state state, char *reason, int status)
{
    group->state = state;
    g_free(group->reason);
    group->reason = reason;
    run->status = status_worse(run->status, status);
    if (state == GROUP_REFUSED || status == FAILURE_INPUT) {
        fail_inputs(run, group, state == GROUP_REFUSED ? INPUT_REFUSED : INPUT_FAILED);
        return;
    }
    run->done += group->inputs->len;
    if (reason)
        say(run, group->name, reason);
    if (state == GROUP_WRITTEN)
        save_again(run);
}

/* The manifest on the disk stops naming files that are going to be replaced: what is not settled yet names no
 * outputs. Once is enough. False and `error` when it cannot be written. */
static bool mark(struct run *run, GError **error)
{
    if (!run->manifest_marked)
        run->manifest_marked = run_save(run, error);
    g_clear_pointer(&run->known.text, g_free);
    return run->manifest_marked;
}

bool settle_announce(struct run *run, struct group *group, GError **error)
{
    if (!mark(run, error))
        return false;
    group->state = GROUP_WRITTEN;
    char *record = manifest_group_to_json(group);
    bool added = staging_add(run->workshop.staging, record, error);
    g_free(record);
    group->state = GROUP_PENDING; /* until it is done */
    return added;
}

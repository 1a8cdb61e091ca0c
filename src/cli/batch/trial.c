/* A group whose worker died when all of its inputs had been read: each is tried by itself, without writing
 * anything, and those that end their worker again are left out. */
#include "cli/batch/run.h"
#include "support/failure.h"

void trial_begin(struct run *run, struct group *group, char *reason)
{
    group->trials = group->inputs->len;
    g_free(group->reason);
    group->reason = reason;
    for (unsigned i = 0; i < group->inputs->len; i++) {
        const struct input *input = group->inputs->pdata[i];
        struct group *trial = group_new(group->name, group->folder);
        trial->trial_of = group;
        trial->template = g_strdup(input->template);
        trial->year = group->year;
        g_ptr_array_add(trial->inputs, group->inputs->pdata[i]);
        g_queue_push_head(&run->groups, trial);
    }
}

void trial_end(struct run *run, struct group *trial, char *reason)
{
    struct group *group = trial->trial_of;
    struct input *input = trial->inputs->pdata[0];
    group_free(trial);
    if (reason) {
        group->culprits++;
        settle_input(run, input, INPUT_FAILED, reason);
        g_ptr_array_remove(group->inputs, input);
        input->group = NULL;
    }
    if (--group->trials > 0)
        return;
    if (group->inputs->len == 0)
        g_ptr_array_remove(run->manifest->groups, group);
    else if (group->culprits > 0)
        g_queue_push_head(&run->groups, group);
    else
        settle_group(run, group, GROUP_FAILED, g_strdup(group->reason), FAILURE_INPUT);
}

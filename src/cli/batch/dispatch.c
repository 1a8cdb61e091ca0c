/* Hands out units of work and takes the answers. */
#include "cli/batch/run.h"
#include "cli/messages.h"
#include "support/failure.h"
#include "support/intl.h"
#include "template/template.h"

#include <errno.h>
#include <string.h>

#define BYTES_PER_SECOND (100u << 10) /* what a large input adds to its time */
#define TICK (G_USEC_PER_SEC / 10)
#define LONG (600 * (gint64)G_USEC_PER_SEC)

struct unit {
    struct input *input; /* to be looked at; NULL: */
    struct group *group; /* to be written */
    unsigned number;     /* of the group's folder */
};

/* ---- handing out ---- */

static void give(
    struct run *run, struct worker *worker, struct unit unit, guint64 bytes, struct message *request)
{
    worker->unit = g_new(struct unit, 1);
    *worker->unit = unit;
    worker->reading = unit.input ? (gint64)unit.input->number : NO_INPUT_NOW;
    g_string_truncate(worker->printed, 0);
    worker->deadline =
        g_get_monotonic_time() + run->time_limit + (gint64)(bytes / BYTES_PER_SECOND) * G_USEC_PER_SEC;
    message_send(worker->socket, request); /* to a dead one: its death will be seen */
}

static void give_input(struct run *run, struct worker *worker, struct input *input)
{
    struct message request = message_new();
    message_put_number(&request, REQUEST_LOOK);
    message_put_number(&request, input->number);
    message_put_text(&request, known_sha256(&run->known, input, run->workshop.grouping));
    give(run, worker, (struct unit){.input = input}, input->bytes, &request);
}

static const char *template_hash(const struct run *run, const struct group *group)
{
    const struct input *first = group->inputs->pdata[0];
    return group->template ? run->template_sha256->pdata[first->template_at] : NULL;
}

static const struct group *earlier_group(const struct run *run, const struct group *group)
{
    return known_group(&run->known, group, run->workshop.grouping, template_hash(run, group));
}

static void give_group(struct run *run, struct worker *worker, struct group *group)
{
    const struct group *earlier = group->trial_of ? NULL : earlier_group(run, group);
    const struct input *first = group->inputs->pdata[0];
    bool chosen = run->workshop.grouping != GROUPING_FOLDER;
    struct unit unit = {.group = group, .number = run->group_count++};
    char *base = chosen ? g_path_get_basename(group->name) : NULL;
    guint64 bytes = 0;
    struct message request = message_new();
    message_put_number(&request, REQUEST_WRITE);
    message_put_number(&request, unit.number);
    message_put_text(&request, group->folder);
    message_put_text(&request, base);
    message_put_number(&request, group->others != NULL);
    for (unsigned i = 0; group->others && group->others[i]; i++)
        message_put_text(&request, group->others[i]);
    message_put_text(&request, NULL);
    message_put_number(&request, chosen ? (gint64)first->template_at : NO_TEMPLATE);
    message_put_number(&request, group->trial_of != NULL);
    message_put_number(&request, group->inputs->len);
    for (unsigned i = 0; i < group->inputs->len; i++) {
        const struct input *input = group->inputs->pdata[i];
        message_put_number(&request, input->number);
        message_put_text(&request, input->sha256);
        bytes += input->bytes;
    }
    message_put_number(&request, earlier ? earlier->products->len : 0);
    for (unsigned i = 0; earlier && i < earlier->products->len; i++) {
        const struct product *product = earlier->products->pdata[i];
        message_put_text(&request, product->name);
        message_put_text(&request, product->sha256);
    }
    g_free(base);
    give(run, worker, unit, bytes, &request);
}

/* ---- folders and groups ---- */

/* A group that was refused as a whole stays so while nothing in it changes. */
static bool settle_refused_again(struct run *run, struct group *group)
{
    const struct group *earlier = earlier_group(run, group);
    if (!earlier || earlier->state != GROUP_REFUSED)
        return false;
    known_copy_group(earlier, group);
    settle_group(run, group, GROUP_REFUSED, g_strdup(earlier->reason), FAILURE_INPUT);
    return true;
}

static void finish_folder(struct run *run, const struct folder *folder)
{
    GPtrArray *groups = g_ptr_array_new();
    groups_form(run->manifest, folder, run->workshop.grouping, groups);
    for (unsigned i = 0; i < groups->len; i++)
        if (!settle_refused_again(run, groups->pdata[i]))
            g_queue_push_tail(&run->groups, groups->pdata[i]);
    g_ptr_array_unref(groups);
}

static void looked_at(struct run *run, const struct input *input)
{
    struct folder *folder = g_hash_table_lookup(run->folders_by_name, input->folder);
    if (--folder->waiting == 0)
        finish_folder(run, folder);
}

/* The group is written without an input, or not at all when it was the last. */
static void remove_input(struct run *run, struct group *group, struct input *input)
{
    g_ptr_array_remove(group->inputs, input);
    input->group = NULL;
    if (group->inputs->len > 0)
        g_queue_push_head(&run->groups, group);
    else
        g_ptr_array_remove(run->manifest->groups, group);
}

/* ---- answers ---- */

/* Does any output stand in its place though its group will not be written? */
static void note_half_placed(struct run *run, const struct worker *worker)
{
    const struct group *group = worker->placing ? worker->unit->group : NULL;
    for (unsigned i = 0; group && i < group->products->len && !run->half_placed; i++) {
        const struct product *product = group->products->pdata[i];
        char *path = g_build_filename(run->workshop.output, product->name, NULL);
        run->half_placed = g_file_test(path, G_FILE_TEST_EXISTS);
        g_free(path);
    }
}

static void finish_unit(struct worker *worker)
{
    g_clear_pointer(&worker->unit, g_free);
    worker->placing = worker->printing = false;
}

static void take_looked(struct run *run, struct worker *worker, struct message *answer)
{
    struct input *input = worker->unit->input;
    bool same = message_take_number(answer) != 0;
    input->state = (enum input_state)message_take_number(answer);
    char *reason = message_take_text(answer);
    input->bytes = (guint64)message_take_number(answer);
    input->sha256 = message_take_text(answer);
    input->template = message_take_text(answer);
    input->template_at = (unsigned)message_take_number(answer);
    input->year = (int)message_take_number(answer);
    input->microseconds = message_take_number(answer);
    finish_unit(worker);
    if (same) {
        g_free(reason);
        known_copy_input(&run->known, input);
        reason = g_strdup(input->reason);
        for (unsigned i = 0; i < run->workshop.templates->len && input->template; i++) {
            const struct template *template = run->workshop.templates->pdata[i];
            if (strcmp(template->name, input->template) == 0)
                input->template_at = i;
        }
    }
    if (input->state == INPUT_READ)
        g_free(reason);
    else
        settle_input(run, input, input->state, reason);
    looked_at(run, input);
}

static struct counts take_counts(struct message *answer)
{
    struct counts counts = {.records = (unsigned)message_take_number(answer)};
    for (unsigned i = 0; i < G_N_ELEMENTS(counts.findings); i++)
        counts.findings[i] = (unsigned)message_take_number(answer);
    return counts;
}

static void take_figures(struct run *run, struct group *group, struct message *answer)
{
    unsigned template_at = (unsigned)message_take_number(answer);
    const struct template *template = run->workshop.templates->pdata[template_at];
    g_free(group->template);
    group->template = g_strdup(template->name);
    g_free(group->template_sha256);
    group->template_sha256 = g_strdup(run->template_sha256->pdata[template_at]);
    group->year = (int)message_take_number(answer);
    char *base = message_take_text(answer);
    g_free(group->name);
    group->name = *group->folder ? g_strconcat(group->folder, "/", base, NULL) : g_strdup(base);
    g_free(base);
    for (unsigned i = 0; i < CELLS; i++)
        group->cells[i] = (unsigned)message_take_number(answer);
    g_free(group->levels);
    group->levels = message_take_text(answer);
    group->counts = take_counts(answer);
    for (unsigned i = 0; i < group->inputs->len; i++) {
        struct input *input = group->inputs->pdata[i];
        input->counts = take_counts(answer);
        if (!input->template) { /* chosen for the folder */
            input->template = g_strdup(group->template);
            input->year = group->year;
        }
    }
    g_ptr_array_set_size(group->products, 0);
    for (gint64 left = message_take_number(answer); left > 0; left--) {
        char *name = message_take_text(answer);
        guint64 bytes = (guint64)message_take_number(answer);
        char *sha256 = message_take_text(answer);
        g_ptr_array_add(group->products, product_new(name, bytes, sha256));
        g_free(name);
        g_free(sha256);
    }
    g_free(group->reason);
    group->reason = message_take_text(answer);
    group->microseconds = message_take_number(answer);
}

static void forget_figures(struct group *group)
{
    g_ptr_array_set_size(group->products, 0);
    group->counts = (struct counts){0};
    memset(group->cells, 0, sizeof group->cells);
    g_clear_pointer(&group->levels, g_free);
    for (unsigned i = 0; i < group->inputs->len; i++)
        ((struct input *)group->inputs->pdata[i])->counts = (struct counts){0};
}

/* All outputs are made: they may take their places once the journal knows of them. */
static void take_ready(struct run *run, struct worker *worker, struct message *answer)
{
    struct group *group = worker->unit->group;
    worker->printing = false;
    take_figures(run, group, answer);
    GError *error = NULL;
    bool announced = settle_announce(run, group, &error);
    struct message request = message_new();
    message_put_number(&request, announced ? REQUEST_GO : REQUEST_STAY);
    message_send(worker->socket, &request);
    worker->placing = announced;
    if (announced)
        return;
    staging_discard(run->workshop.staging, worker->unit->number);
    finish_unit(worker);
    forget_figures(group);
    settle_group(run, group, GROUP_FAILED, g_strdup(error->message), FAILURE_OUTPUT);
    g_error_free(error);
}

static void take_ended(struct run *run, struct worker *worker, struct message *answer)
{
    static const int statuses[GROUP_STATES] = {
        [GROUP_REFUSED] = FAILURE_INPUT, [GROUP_FAILED] = FAILURE_OUTPUT};
    struct group *group = worker->unit->group;
    enum group_state state = (enum group_state)message_take_number(answer);
    char *reason = message_take_text(answer);
    gint64 microseconds = message_take_number(answer);
    if (state != GROUP_WRITTEN)
        note_half_placed(run, worker);
    staging_discard(run->workshop.staging, worker->unit->number);
    finish_unit(worker);
    if (group->trial_of) {
        g_free(reason);
        trial_end(run, group, NULL);
        return;
    }
    group->microseconds = microseconds;
    if (state == GROUP_WRITTEN) {
        reason = g_strdup(group->reason);
        settle_group(run, group, state, reason, reason ? FAILURE_OUTPUT : 0);
        return;
    }
    forget_figures(group);
    settle_group(run, group, state, reason, statuses[state]);
}

static void take_same(struct run *run, struct worker *worker)
{
    struct group *group = worker->unit->group;
    known_copy_group(earlier_group(run, group), group);
    GError *error = NULL;
    finish_unit(worker);
    if (run->manifest_marked && !settle_announce(run, group, &error)) {
        progress_hide(&run->progress);
        run->status = status_worse(run->status, message_failure(error));
    }
    settle_group(run, group, GROUP_WRITTEN, NULL, 0);
}

static void take_dropped(struct run *run, struct worker *worker, struct message *answer)
{
    struct group *group = worker->unit->group;
    struct input *input = run->manifest->inputs->pdata[message_take_number(answer)];
    char *reason = message_take_text(answer);
    finish_unit(worker);
    if (group->trial_of) { /* its group will find the same */
        g_free(reason);
        trial_end(run, group, NULL);
        return;
    }
    settle_input(run, input, INPUT_REFUSED, reason);
    remove_input(run, group, input);
}

static void take(struct run *run, struct worker *worker, struct message *answer)
{
    switch (message_take_number(answer)) {
    case ANSWER_LOOKED:
        take_looked(run, worker, answer);
        break;
    case ANSWER_READING:
        worker->reading = message_take_number(answer);
        break;
    case ANSWER_DROPPED:
        take_dropped(run, worker, answer);
        break;
    case ANSWER_SAME:
        take_same(run, worker);
        break;
    case ANSWER_PRINTING:
        worker->printing = true;
        worker->deadline =
            g_get_monotonic_time() + run->time_limit + message_take_number(answer) * (gint64)G_USEC_PER_SEC;
        break;
    case ANSWER_READY:
        take_ready(run, worker, answer);
        break;
    default:
        take_ended(run, worker, answer);
    }
    message_clear(answer);
}

/* A worker is gone, and the input that it was at, or its whole group. */
static void take_death(struct run *run, struct worker *worker)
{
    if (!worker->unit) {
        g_free(pool_bury(&run->pool, worker));
        return;
    }
    struct unit unit = *worker->unit;
    gint64 reading = worker->reading;
    bool placing = worker->placing;
    note_half_placed(run, worker);
    char *reason = pool_bury(&run->pool, worker);
    if (unit.group)
        staging_discard(run->workshop.staging, unit.number);
    if (unit.input) {
        settle_input(run, unit.input, INPUT_FAILED, reason);
        looked_at(run, unit.input);
    } else if (unit.group->trial_of) {
        trial_end(run, unit.group, reason);
    } else if (reading != NO_INPUT_NOW) {
        struct input *input = run->manifest->inputs->pdata[reading];
        settle_input(run, input, INPUT_FAILED, reason);
        remove_input(run, unit.group, input);
    } else if (!placing && unit.group->culprits == 0 && unit.group->inputs->len > 1) {
        trial_begin(run, unit.group, reason);
    } else {
        forget_figures(unit.group);
        settle_group(run, unit.group, GROUP_FAILED, reason, FAILURE_INPUT);
    }
}

/* ---- the loop ---- */

/* The next input that is still to be looked at. */
static struct input *next_input(struct run *run)
{
    while (run->next_input < run->manifest->inputs->len) {
        struct input *input = run->manifest->inputs->pdata[run->next_input++];
        if (input->state == INPUT_PENDING)
            return input;
    }
    return NULL;
}

static bool is_anyone_at_work(const struct run *run)
{
    for (unsigned i = 0; i < run->pool.workers->len; i++)
        if (((const struct worker *)run->pool.workers->pdata[i])->unit)
            return true;
    return false;
}

/* Gives work to those who have none: groups first, so that little waits in memory and on the disk. */
static void hand_out(struct run *run)
{
    struct input *input = NULL;
    while (!g_queue_is_empty(&run->groups) || (input = next_input(run))) {
        struct worker *worker = pool_idle(&run->pool);
        if (!worker) {
            if (input)
                run->next_input--;
            return;
        }
        if (input)
            give_input(run, worker, input);
        else
            give_group(run, worker, g_queue_pop_head(&run->groups));
        input = NULL;
    }
}

static const char *current_name(const struct run *run)
{
    for (unsigned i = 0; i < run->pool.workers->len; i++) {
        const struct worker *worker = run->pool.workers->pdata[i];
        if (worker->unit && worker->unit->input)
            return worker->unit->input->name;
        if (worker->unit)
            return worker->unit->group->name;
    }
    return "";
}

/* The walk has refused some already. */
static void begin_folders(struct run *run)
{
    for (unsigned i = 0; i < run->manifest->inputs->len; i++) {
        struct input *input = run->manifest->inputs->pdata[i];
        struct folder *folder = g_hash_table_lookup(run->folders_by_name, input->folder);
        input->number = i;
        if (input->state == INPUT_PENDING)
            folder->waiting++;
        else
            settle_input(run, input, input->state, g_strdup(input->reason));
    }
}

/* Those whose outputs take their places just now may finish that: it is soon done. */
static void let_finish(struct run *run)
{
    gint64 until = g_get_monotonic_time() + 5 * (gint64)G_USEC_PER_SEC;
    for (;;) {
        bool placing = false, late = g_get_monotonic_time() >= until;
        for (unsigned i = 0; i < run->pool.workers->len; i++) {
            const struct worker *at_work = run->pool.workers->pdata[i];
            placing = placing || at_work->placing;
            if (late)
                note_half_placed(run, at_work);
        }
        struct worker *worker;
        struct message answer;
        if (!placing || late)
            return;
        enum pool_event event = pool_wait(&run->pool, until, &worker, &answer);
        if (event == POOL_ANSWER && worker->placing)
            take(run, worker, &answer);
        else if (event == POOL_ANSWER)
            message_clear(&answer);
        else if (event == POOL_DEATH) {
            note_half_placed(run, worker);
            g_free(pool_bury(&run->pool, worker));
        }
    }
}

void run_stuck(struct run *run)
{
    message_note(_("no process could be started (%s)"), g_strerror(errno));
    run->status = status_worse(run->status, FAILURE_OUTPUT);
}

void run_work(struct run *run)
{
    begin_folders(run);
    for (;;) {
        hand_out(run);
        if (!is_anyone_at_work(run)) {
            if (!g_queue_is_empty(&run->groups) || run->next_input < run->manifest->inputs->len)
                run_stuck(run);
            return;
        }
        struct worker *worker;
        struct message answer;
        gint64 until = g_get_monotonic_time() + (run->progress.shown ? TICK : LONG);
        switch (pool_wait(&run->pool, until, &worker, &answer)) {
        case POOL_ANSWER:
            take(run, worker, &answer);
            break;
        case POOL_DEATH:
            take_death(run, worker);
            break;
        case POOL_INTERRUPTED:
            run->interrupted = true;
            let_finish(run);
            return;
        case POOL_NOTHING:
            break;
        }
        progress_show(&run->progress, run->done, current_name(run));
    }
}

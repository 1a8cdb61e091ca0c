/* What a worker does with a group: reads it, makes its outputs, puts them in their places. */
#include "cli/batch/worker.h"
#include "cli/findings-output.h"
#include "cli/findings-rows.h"
#include "cli/pdf.h"
#include "cli/report-write.h"
#include "cli/scores.h"
#include "support/failure.h"
#include "support/intl.h"
#include "writer/output.h"
#include "writer/writer.h"

#include <errno.h>
#include <string.h>
#include <glib/gstdio.h>

/* A group on its way. */
struct task {
    const struct workshop *workshop;
    int socket;
    gint64 began;
    unsigned number; /* of its hidden folder */
    char *folder;    /* of its inputs, and of its outputs below the output folder */
    char *base;      /* name of its outputs; NULL until the template is chosen */
    char **others;   /* names of its folder's other groups; NULL: the base is what it is */
    gint64 template_at;
    bool trial;        /* nothing is written: does it come to an end? */
    GPtrArray *inputs; /* struct input * */
    GPtrArray *sha256; /* char *: of the inputs, when they were looked at */
    char *staging;
    struct job job;
    struct settings settings;
    struct pdf pdf;
    char *unprinted;     /* why a PDF is missing; NULL: none is */
    GPtrArray *products; /* struct product * */
};

/* ---- answers ---- */

static bool say(const struct task *task, enum answer kind, gint64 number, const char *text)
{
    struct message answer = message_new();
    message_put_number(&answer, kind);
    message_put_number(&answer, number);
    message_put_text(&answer, text);
    message_put_number(&answer, g_get_monotonic_time() - task->began);
    return message_send(task->socket, &answer);
}

/* What it says, a file named from the place on that it shall have. */
static const char *message_of(const struct task *task, const GError *error)
{
    size_t length = strlen(task->staging);
    bool ours = strncmp(error->message, task->staging, length) == 0 && error->message[length] == '/';
    return error->message + (ours ? length + 1 : 0);
}

static bool end(const struct task *task, enum group_state state, GError *error)
{
    bool there = say(task, ANSWER_ENDED, state, error ? message_of(task, error) : NULL);
    g_clear_error(&error);
    return there;
}

static bool end_failed(const struct task *task, GError *error)
{
    bool output = error->domain == FAILURE && error->code == FAILURE_OUTPUT;
    return end(task, output ? GROUP_FAILED : GROUP_REFUSED, error);
}

/* The input is refused: the group is to be written without it. */
static bool drop(const struct task *task, const struct input *input, GError *error)
{
    char *reason = worker_reason(error->message, input);
    bool there = say(task, ANSWER_DROPPED, input->number, reason);
    g_free(reason);
    g_error_free(error);
    return there;
}

/* ---- reading ---- */

/* False, and answered, when one cannot be read. */
static bool read_inputs(struct task *task, bool *ret_there)
{
    struct inputs *inputs = &task->job.inputs;
    for (unsigned i = 0; i < task->inputs->len; i++) {
        const struct input *input = task->inputs->pdata[i];
        GError *error = NULL;
        *ret_there = say(task, ANSWER_READING, input->number, NULL);
        struct workbook *workbook = shelf_take(task->workshop->shelf, input);
        if (!workbook)
            workbook =
                *ret_there ? grid_read_in(input->path, GRID_VALUES, task->settings.code_page, &error) : NULL;
        if (!workbook) {
            *ret_there = *ret_there && drop(task, input, error);
            return false;
        }
        g_ptr_array_add(inputs->paths, g_strdup(input->path));
        g_ptr_array_add(inputs->workbooks, workbook);
    }
    *ret_there = say(task, ANSWER_READING, -1, NULL);
    return *ret_there;
}

/* Whoever saves a workbook meanwhile shall not find a report of what no longer stands in it, under its hash.
 */
static bool check_unchanged(const struct task *task, GError **error)
{
    for (unsigned i = 0; i < task->inputs->len; i++) {
        const struct input *input = task->inputs->pdata[i];
        guint64 bytes;
        char *sha256 = file_sha256(input->path, &bytes, NULL);
        bool same = g_strcmp0(sha256, task->sha256->pdata[i]) == 0;
        g_free(sha256);
        if (!same) {
            failure_set(error, FAILURE_OUTPUT, NULL,
                _("%s has changed while it was read; --resume reads it again"), input->name);
            return false;
        }
    }
    return true;
}

static bool choose_template(struct task *task, GError **error)
{
    const GPtrArray *templates = task->workshop->templates;
    task->job.template = task->template_at != NO_TEMPLATE ? templates->pdata[task->template_at]
                                                          : match_choose(templates, task->job.views,
                                                                settings_year(&task->settings), error);
    return task->job.template != NULL;
}

/* The input that is refused by itself too, though the others may stand together; NULL and `error` as it was.
 */
static const struct input *culprit(const struct task *task, GError **error)
{
    for (unsigned i = 0; i < task->inputs->len && task->inputs->len > 1; i++) {
        GPtrArray *alone = g_ptr_array_new();
        g_ptr_array_add(alone, task->job.inputs.workbooks->pdata[i]);
        struct views *views = views_new(alone);
        struct findings *unheard = findings_new();
        struct reading reading = {0};
        GError *own = NULL;
        bool read =
            match_read(task->job.template, views, settings_year(&task->settings), unheard, &reading, &own);
        if (read)
            reading_clear(&reading);
        findings_free(unheard);
        views_free(views);
        g_ptr_array_unref(alone);
        if (!read) {
            g_error_free(*error);
            *error = own;
            return task->inputs->pdata[i];
        }
    }
    return NULL;
}

/* ---- writing ---- */

static char *staged(const struct task *task, enum product_kind kind)
{
    return g_strconcat(task->staging, "/", task->base, product_kinds[kind].ending, NULL);
}

static char *target_of(const struct task *task, enum product_kind kind)
{
    return g_strconcat(
        task->workshop->output, "/", task->folder, "/", task->base, product_kinds[kind].ending, NULL);
}

/* Always, even if there are none: what stands there may be of an earlier run. */
static bool write_findings(struct task *task, GError **error)
{
    char *path = staged(task, PRODUCT_FINDINGS), *target = target_of(task, PRODUCT_FINDINGS);
    const struct job *job = &task->job;
    GArray *rows = finding_rows_new(job->findings, job->inputs.workbooks, job->reading.account);
    struct workbook *workbook = findings_workbook(rows, &job->inputs, target);
    bool written = writer_write(workbook, path, error);
    workbook_free(workbook);
    g_array_unref(rows);
    g_free(target);
    g_free(path);
    return written;
}

static bool write_scores(struct task *task, GError **error)
{
    struct calculation *calculation = task->job.calculation, *own = NULL;
    struct plan *plan = task->job.reading.plan;
    struct findings *unheard = findings_new();
    if (report_kind(&task->job) != KIND_RELAZIONE) /* scores are what has been achieved */
        calculation = own = calculation_new(plan, KIND_RELAZIONE, unheard);
    char *path = staged(task, PRODUCT_SCORES), *text = scores_tsv(calculation, plan->root);
    bool written = output_write(path, text, strlen(text), error);
    g_free(path);
    g_free(text);
    calculation_free(own);
    findings_free(unheard);
    return written;
}

/* With its Allegati, where the template has some. */
static bool write_report(struct task *task, GError **error)
{
    bool split = task->settings.annexes && task->job.template->annexes->len > 0;
    char *path = staged(task, PRODUCT_REPORT);
    char *annexes = split ? g_strconcat(task->staging, "/", task->base, ANNEXES_ENDING, NULL) : NULL;
    task->settings.split = annexes;
    pdf_open(&task->pdf, &task->settings);
    task->job.pdf = &task->pdf;
    bool written = report_write(&task->job, path, error);
    task->job.pdf = NULL;
    task->settings.split = NULL;
    g_free(annexes);
    g_free(path);
    return written;
}

/* A PDF that cannot be made costs nothing else. False when batch is gone. */
static bool print(struct task *task)
{
    GError *error = NULL;
    unsigned seconds = pdf_patience(&task->pdf);
    bool there = seconds == 0 || say(task, ANSWER_PRINTING, seconds, NULL);
    if (there && !pdf_finish(&task->pdf, &error)) {
        task->unprinted = g_strdup(message_of(task, error));
        g_error_free(error);
    }
    return there;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What stands in the group's hidden folder, as paths below it: the outputs that have a name of their own,
 * then the Allegati. To be freed. */
static GPtrArray *staged_names(const struct task *task)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free), *annexes = g_ptr_array_new();
    for (enum product_kind i = 0; i < PRODUCTS; i++) {
        char *path = staged(task, i);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            g_ptr_array_add(names, g_path_get_basename(path));
        g_free(path);
    }
    char *below = g_strconcat(task->base, ANNEXES_ENDING, NULL);
    char *folder = g_build_filename(task->staging, below, NULL);
    GDir *directory = g_dir_open(folder, 0, NULL);
    for (const char *name; directory && (name = g_dir_read_name(directory));)
        g_ptr_array_add(annexes, g_build_filename(below, name, NULL));
    if (directory)
        g_dir_close(directory);
    g_ptr_array_sort(annexes, compare_names);
    g_ptr_array_extend_and_steal(names, annexes);
    g_free(folder);
    g_free(below);
    return names;
}

static bool hash_products(struct task *task, GError **error)
{
    GPtrArray *names = staged_names(task);
    bool good = true;
    for (unsigned i = 0; i < names->len && good; i++) {
        char *path = g_build_filename(task->staging, names->pdata[i], NULL);
        char *name = g_strconcat(task->folder, *task->folder ? "/" : "", names->pdata[i], NULL);
        guint64 bytes;
        char *sha256 = file_sha256(path, &bytes, error);
        good = sha256 != NULL;
        if (good)
            g_ptr_array_add(task->products, product_new(name, bytes, sha256));
        g_free(path);
        g_free(name);
        g_free(sha256);
    }
    g_ptr_array_unref(names);
    return good;
}

static bool make(struct task *task, GError **error)
{
    if (g_mkdir_with_parents(task->staging, 0777) < 0) {
        failure_set(
            error, FAILURE_OUTPUT, NULL, _("%s: cannot be written (%s)"), task->staging, g_strerror(errno));
        return false;
    }
    if (!task->base)
        task->base = group_base_name(task->job.template->name, task->job.reading.year);
    if (task->others) {
        char *base = task->base;
        task->base = group_base_of_year(base, task->job.reading.year, task->others);
        g_free(base);
    }
    return write_report(task, error) && write_scores(task, error) && write_findings(task, error);
}

/* ---- the places ---- */

static char *place_of(const struct task *task, const struct product *product)
{
    return g_build_filename(task->workshop->output, product->name, NULL);
}

static bool spares_inputs(const struct task *task, const char *path, GError **error)
{
    GStatBuf status;
    if (g_stat(path, &status) < 0)
        return true;
    struct file_key key = {status.st_dev, status.st_ino};
    if (!g_hash_table_contains(task->workshop->input_files, &key))
        return true;
    failure_set(error, FAILURE_OUTPUT, NULL,
        _("%s: the output is one of the inputs; give another name with -o"), path);
    return false;
}

static bool check_targets(const struct task *task, GError **error)
{
    bool good = true;
    for (unsigned i = 0; i < task->products->len && good; i++) {
        char *target = place_of(task, task->products->pdata[i]);
        good = spares_inputs(task, target, error);
        g_free(target);
    }
    return good;
}

static bool place(const struct task *task, GError **error)
{
    for (unsigned i = 0; i < task->products->len; i++) {
        const struct product *product = task->products->pdata[i];
        char *target = place_of(task, product), *folder = g_path_get_dirname(target);
        const char *below = product->name + strlen(task->folder) + (*task->folder ? 1 : 0);
        char *file = g_build_filename(task->staging, below, NULL);
        bool good = true;
        if (g_mkdir_with_parents(folder, 0777) < 0) {
            failure_set(
                error, FAILURE_OUTPUT, NULL, _("%s: cannot be written (%s)"), folder, g_strerror(errno));
            good = false;
        }
        good = good && output_place(file, target, error);
        g_free(target);
        g_free(folder);
        g_free(file);
        if (!good)
            return false;
    }
    return true;
}

/* ---- the whole ---- */

static void put_counts(struct message *answer, const struct counts *counts)
{
    message_put_number(answer, counts->records);
    for (unsigned i = 0; i < G_N_ELEMENTS(counts->findings); i++)
        message_put_number(answer, counts->findings[i]);
}

/* What of it stands in this workbook; NULL: all. */
static struct counts count(const struct job *job, const struct workbook *workbook)
{
    struct counts counts = {0};
    for (const struct record *record = NULL; (record = record_next_any(job->reading.plan->root, record));)
        if (!workbook || (record->place.file && strcmp(record->place.file, workbook->name) == 0))
            counts.records++;
    for (unsigned i = 0; i < findings_count(job->findings) && workbook; i++) {
        const struct finding *finding = findings_get(job->findings, i);
        if (finding->place.file && strcmp(finding->place.file, workbook->name) == 0)
            counts.findings[finding->severity] += MAX(finding->more, 1);
    }
    for (unsigned s = SEVERITY_NOTE; s <= SEVERITY_ERROR && !workbook; s++)
        counts.findings[s] = findings_count_severity(job->findings, (enum severity)s);
    return counts;
}

static bool answer_ready(const struct task *task)
{
    const struct job *job = &task->job;
    struct message answer = message_new();
    struct report_figures figures = report_figures_of(job);
    const struct account_totals *cells = &figures.cells;
    unsigned template_at = worker_template_number(task->workshop, job->template);
    message_put_number(&answer, ANSWER_READY);
    message_put_number(&answer, template_at);
    message_put_number(&answer, job->reading.year);
    message_put_text(&answer, task->base);
    message_put_number(&answer, cells->cells);
    for (unsigned state = STATE_FIELD; state <= STATE_UNRECOGNIZED; state++)
        message_put_number(&answer, cells->states[state]);
    message_put_text(&answer, figures.levels);
    struct counts all = count(job, NULL);
    put_counts(&answer, &all);
    for (unsigned i = 0; i < job->inputs.workbooks->len; i++) {
        struct counts own = count(job, job->inputs.workbooks->pdata[i]);
        put_counts(&answer, &own);
    }
    message_put_number(&answer, task->products->len);
    for (unsigned i = 0; i < task->products->len; i++) {
        const struct product *product = task->products->pdata[i];
        message_put_text(&answer, product->name);
        message_put_number(&answer, (gint64)product->bytes);
        message_put_text(&answer, product->sha256);
    }
    message_put_text(&answer, task->unprinted);
    message_put_number(&answer, g_get_monotonic_time() - task->began);
    report_figures_clear(&figures);
    return message_send(task->socket, &answer);
}

/* False when batch is gone. */
static bool wait_for_word(const struct task *task, bool *ret_go)
{
    struct message request;
    if (!message_receive(task->socket, &request))
        return false;
    *ret_go = message_take_number(&request) == REQUEST_GO;
    message_clear(&request);
    return true;
}

static bool work(struct task *task)
{
    GError *error = NULL;
    bool there;
    if (!read_inputs(task, &there))
        return there;
    task->job.views = views_new(task->job.inputs.workbooks);
    if (!choose_template(task, &error))
        return end_failed(task, error);
    inputs_cross_check(&task->job.inputs, &task->settings, task->job.findings);
    if (!job_read(&task->job, &error)) {
        const struct input *input = culprit(task, &error);
        return input ? drop(task, input, error) : end_failed(task, error);
    }
    if (!make(task, &error))
        return end_failed(task, error);
    if (task->trial)
        return end(task, GROUP_WRITTEN, NULL);
    if (!print(task))
        return false;
    if (!check_unchanged(task, &error) || !hash_products(task, &error) || !check_targets(task, &error))
        return end_failed(task, error);
    bool go;
    if (!answer_ready(task) || !wait_for_word(task, &go))
        return false;
    if (!go)
        return true;
    return place(task, &error) ? end(task, GROUP_WRITTEN, NULL) : end(task, GROUP_FAILED, error);
}

/* Are the outputs that an earlier run wrote still there? Their names and hashes come with the request. */
static bool is_there(const struct task *task, struct message *request)
{
    gint64 count = message_take_number(request);
    bool same = count > 0;
    for (gint64 i = 0; i < count; i++) {
        char *name = message_take_text(request), *sha256 = message_take_text(request);
        char *path = g_build_filename(task->workshop->output, name, NULL);
        guint64 bytes;
        char *found = same ? file_sha256(path, &bytes, NULL) : NULL;
        same = same && g_strcmp0(found, sha256) == 0;
        g_free(name);
        g_free(sha256);
        g_free(path);
        g_free(found);
    }
    return same;
}

/* NULL: its name has its year, or needs none. */
static char **take_others(struct message *request)
{
    bool undated = message_take_number(request) != 0;
    GPtrArray *others = g_ptr_array_new();
    for (char *name; (name = message_take_text(request));)
        g_ptr_array_add(others, name);
    g_ptr_array_add(others, NULL);
    char **names = (char **)g_ptr_array_free(others, FALSE);
    if (!undated)
        g_clear_pointer(&names, g_strfreev);
    return names;
}

bool worker_write(const struct workshop *workshop, int socket, struct message *request)
{
    struct task task = {.workshop = workshop, .socket = socket, .began = g_get_monotonic_time()};
    task.number = (unsigned)message_take_number(request);
    task.folder = message_take_text(request);
    task.base = message_take_text(request);
    task.others = take_others(request);
    task.template_at = message_take_number(request);
    task.trial = message_take_number(request) != 0;
    task.inputs = g_ptr_array_new();
    task.sha256 = g_ptr_array_new_with_free_func(g_free);
    for (gint64 left = message_take_number(request); left > 0; left--) {
        g_ptr_array_add(task.inputs, workshop->manifest->inputs->pdata[message_take_number(request)]);
        g_ptr_array_add(task.sha256, message_take_text(request));
    }
    task.staging = staging_folder(workshop->staging, task.number);
    task.products = g_ptr_array_new_with_free_func(product_free);
    task.settings = *workshop->settings;
    task.settings.pdf = task.settings.pdf && !task.trial;
    task.job = (struct job){.settings = &task.settings, .started = task.began, .findings = findings_new()};
    inputs_init(&task.job.inputs);
    bool there = is_there(&task, request) ? say(&task, ANSWER_SAME, 0, NULL) : work(&task);
    pdf_clear(&task.pdf);
    g_free(task.unprinted);
    job_close(&task.job);
    g_ptr_array_unref(task.inputs);
    g_ptr_array_unref(task.sha256);
    g_ptr_array_unref(task.products);
    g_free(task.folder);
    g_free(task.base);
    g_strfreev(task.others);
    g_free(task.staging);
    return there;
}

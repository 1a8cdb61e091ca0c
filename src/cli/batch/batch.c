/* pianoxl batch: an archive of workbooks, each plan in it a report. */
#include "cli/batch/earlier.h"
#include "cli/batch/merge.h"
#include "cli/batch/options.h"
#include "cli/batch/run.h"
#include "cli/batch/walk.h"
#include "cli/catalogue.h"
#include "cli/config.h"
#include "cli/messages.h"
#include "print/printing.h"
#include "support/failure.h"
#include "support/intl.h"

#include <stdio.h>
#include <string.h>
#include <glib/gstdio.h>

/* ---- templates ---- */

struct templates {
    struct catalogue *catalogue; /* NULL: one was named */
    GPtrArray *list;             /* struct template * */
    GPtrArray *sha256;           /* char *, as the list */
};

static void free_template(gpointer template)
{
    template_free(template);
}

/* False and `error` when there are none, or the one that is named cannot be loaded. */
static bool templates_load(struct templates *templates, const char *name, GError **error)
{
    *templates = (struct templates){.sha256 = g_ptr_array_new_with_free_func(g_free)};
    if (name) {
        templates->list = g_ptr_array_new_with_free_func(free_template);
        struct template *template = catalogue_load_one(name, NULL, error);
        if (!template)
            return false;
        g_ptr_array_add(templates->list, template);
    } else {
        templates->catalogue = catalogue_load();
        templates->list = g_ptr_array_ref(templates->catalogue->templates);
    }
    if (templates->list->len == 0)
        failure_set(error, FAILURE_INPUT, NULL,
            _("no templates are found; give one with --template, or set PIANOXL_TEMPLATES"));
    for (unsigned i = 0; i < templates->list->len && !*error; i++) {
        const struct template *template = templates->list->pdata[i];
        guint64 bytes;
        char *sha256 = file_sha256(template->path, &bytes, error);
        if (sha256)
            g_ptr_array_add(templates->sha256, sha256);
    }
    return !*error;
}

static void templates_clear(struct templates *templates)
{
    g_clear_pointer(&templates->list, g_ptr_array_unref);
    g_clear_pointer(&templates->sha256, g_ptr_array_unref);
    catalogue_free(templates->catalogue);
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Of names and bytes, wherever the files stand. */
static char *templates_hash(const struct templates *templates)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < templates->list->len; i++) {
        const struct template *template = templates->list->pdata[i];
        g_ptr_array_add(
            lines, g_strdup_printf("%s %s", template->name, (const char *)templates->sha256->pdata[i]));
    }
    g_ptr_array_sort(lines, compare_lines);
    g_ptr_array_add(lines, NULL);
    char *text = g_strjoinv("\n", (char **)lines->pdata);
    char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    g_free(text);
    g_ptr_array_unref(lines);
    return hash;
}

/* ---- the end ---- */

static void print_earlier(unsigned outputs)
{
    message_note(
        ngettext("%u output of an earlier run stays, which this one did not write: the manifest names it",
            "%u outputs of earlier runs stay, which this one did not write: the manifest names them",
            outputs),
        outputs);
}

static void print_summary(const struct run *run)
{
    const struct manifest_totals totals = manifest_totals(run->manifest);
    const unsigned *inputs = totals.inputs, *groups = totals.groups;
    unsigned refused = inputs[INPUT_REFUSED] + inputs[INPUT_FAILED];
    gint64 elapsed = g_get_monotonic_time() - run->progress.began;
    char *files = g_strdup_printf(
        ngettext("%u file", "%u files", run->manifest->inputs->len), run->manifest->inputs->len);
    char *plans = g_strdup_printf(
        ngettext("%u plan written", "%u plans written", groups[GROUP_WRITTEN]), groups[GROUP_WRITTEN]);
    message_note(
        _("%s: %u read, %u refused, %u no workbooks; %s, %u not; findings: %u errors, %u warnings, %u "
          "notes; %d.%02d s"),
        files, inputs[INPUT_READ], refused, inputs[INPUT_FOREIGN], plans,
        groups[GROUP_REFUSED] + groups[GROUP_FAILED], totals.counts.findings[SEVERITY_ERROR],
        totals.counts.findings[SEVERITY_WARNING], totals.counts.findings[SEVERITY_NOTE],
        (int)(elapsed / G_USEC_PER_SEC), (int)(elapsed / (G_USEC_PER_SEC / 100) % 100));
    if (inputs[INPUT_PENDING] > 0)
        message_note(_("ended early: %u of %u files are done, %u are left; --resume goes on with them"),
            run->manifest->inputs->len - inputs[INPUT_PENDING], run->manifest->inputs->len,
            inputs[INPUT_PENDING]);
    else if (totals.earlier > 0)
        print_earlier(totals.earlier);
    g_free(files);
    g_free(plans);
}

/* Writes the manifest; a run that changed nothing leaves it as it is. */
static bool finish_manifest(struct run *run, GError **error)
{
    const struct manifest_totals totals = manifest_totals(run->manifest);
    const struct manifest *earlier =
        run->known.manifests && run->known.manifests->len ? run->known.manifests->pdata[0] : NULL;
    run->manifest->complete = totals.inputs[INPUT_PENDING] == 0;
    manifest_sort(run->manifest); /* as it will be saved */
    earlier_check(run->manifest, run->workshop.output);
    run->manifest->microseconds = earlier ? earlier->microseconds : 0;
    char *text = manifest_to_json(run->manifest);
    if (g_strcmp0(text, run->known.text) != 0)
        run->manifest->microseconds = g_get_monotonic_time() - run->progress.began;
    g_free(text);
    return run_save(run, error);
}

static int finish(struct run *run)
{
    GError *error = NULL;
    progress_hide(&run->progress);
    pool_end(&run->pool);
    if (!finish_manifest(run, &error))
        run->status = status_worse(run->status, message_failure(error));
    else if (!run->half_placed) /* else the journal says what the outputs are that the manifest does not name
                                 */
        staging_finish(run->workshop.staging);
    print_summary(run);
    const struct manifest_totals totals = manifest_totals(run->manifest);
    if (run->workshop.settings->strict && totals.counts.findings[SEVERITY_ERROR] > 0)
        run->status = status_worse(run->status, FAILURE_FINDINGS);
    return run->interrupted ? STATUS_INTERRUPTED : run->status;
}

/* ---- the run ---- */

/* What no output may replace: inputs and templates. */
static GHashTable *files_of(const struct manifest *manifest, const struct templates *templates)
{
    GHashTable *files = g_hash_table_new_full(file_key_hash, file_key_equal, g_free, NULL);
    for (unsigned i = 0; i < templates->list->len; i++) {
        GStatBuf status;
        struct file_key *key = g_new0(struct file_key, 1);
        if (g_stat(((const struct template *)templates->list->pdata[i])->path, &status) == 0)
            *key = (struct file_key){status.st_dev, status.st_ino};
        g_hash_table_add(files, key);
    }
    for (unsigned i = 0; i < manifest->inputs->len; i++) {
        const struct input *input = manifest->inputs->pdata[i];
        struct file_key *key = g_new(struct file_key, 1);
        *key = (struct file_key){input->device, input->node};
        g_hash_table_add(files, key);
    }
    return files;
}

static void keep_part(struct manifest *manifest, const struct batch_options *options)
{
    manifest_keep_part(manifest, options->grouping);
    if (manifest->inputs->len == 0 && manifest->archive_inputs > 0 && options->grouping != GROUPING_FILE)
        message_note(
            _("part %u of %u has nothing to do: there are fewer folders than parts, and the files of a "
              "folder may make one plan (--group=file shares them one by one)"),
            options->part, options->parts);
}

static int work(struct run *run, const struct batch_options *options)
{
    const struct manifest *manifest = run->manifest;
    run->folders = folders_new(manifest);
    run->folders_by_name = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < run->folders->len; i++) {
        struct folder *folder = run->folders->pdata[i];
        g_hash_table_insert(run->folders_by_name, folder->name, folder);
    }
    g_queue_init(&run->groups);
    run->time_limit = options->timeout * (gint64)G_USEC_PER_SEC;
    run->progress = progress_begin(run->workshop.settings->progress, manifest->inputs->len);
    if (pool_begin(&run->pool, &run->workshop, options->jobs))
        run_work(run);
    else
        run_stuck(run);
    int status = finish(run);
    for (struct group *group; (group = g_queue_pop_head(&run->groups));)
        if (group->trial_of)
            group_free(group);
    g_hash_table_unref(run->folders_by_name);
    g_ptr_array_unref(run->folders);
    return status;
}

/* Outputs that the journal alone names stand in the manifest first: in one that is no run's, since whoever
 * finds it beside the journal would take the records for work of its own. */
static bool forget_journal(struct run *run, const GPtrArray *records, GError **error)
{
    char nobody[] = "", *program = run->manifest->program;
    if (records->len == 0)
        return true;
    run->manifest->program = nobody;
    bool saved = run_save(run, error);
    run->manifest->program = program;
    g_clear_pointer(&run->known.text, g_free);
    return saved && staging_restart(run->workshop.staging, error);
}

static bool load_known(struct run *run, const GPtrArray *records, GError **error)
{
    bool resume = run->workshop.settings->resume;
    if (!known_load(&run->known, run->manifest_path, records, run->manifest, resume ? error : NULL) && resume)
        return false;
    for (unsigned i = 0; i < run->known.manifests->len; i++)
        earlier_take(run->manifest, run->known.manifests->pdata[i]);
    if (!resume) {
        known_clear(&run->known);
        run->known = (struct known){0};
        return forget_journal(run, records, error);
    }
    if (run->known.text && !run->known.same_run)
        message_note(
            _("%s: is of another version, or of other options: everything is done anew"), run->manifest_path);
    /* What this run adds to the journal counts under its own options, and templates: so must the rest. */
    return run->known.same_templates || forget_journal(run, records, error);
}

static int run_batch(const struct settings *settings, const struct batch_options *options,
    const struct templates *templates, struct manifest *manifest)
{
    GError *error = NULL;
    struct staging staging;
    GPtrArray *records = g_ptr_array_new_with_free_func(g_free);
    char *name = options->parts > 1
                     ? g_strdup_printf(MANIFEST_NAME "-%uof%u" MANIFEST_JSON, options->part, options->parts)
                     : g_strdup(MANIFEST_NAME MANIFEST_JSON);
    char *path = g_build_filename(settings->output, name, NULL);
    struct run run = {
        .workshop = {.settings = settings,
            .grouping = options->grouping,
            .output = settings->output,
            .templates = templates->list,
            .manifest = manifest,
            .input_files = files_of(manifest, templates),
            .staging = &staging},
        .manifest = manifest,
        .manifest_path = path,
        .template_sha256 = templates->sha256,
    };
    keep_part(manifest, options);
    bool good = staging_begin(&staging, settings->output, options->part, options->parts, records, &error) &&
                load_known(&run, records, &error);
    int status = good ? work(&run, options) : message_failure(error);
    staging_release(&staging);
    known_clear(&run.known);
    g_hash_table_unref(run.workshop.input_files);
    g_ptr_array_unref(records);
    g_free(name);
    g_free(path);
    return status;
}

/* The archive and its outputs in one folder could not be told apart the next time. */
static bool check_folder(const struct settings *settings, GError **error)
{
    GStatBuf output, operand;
    if (g_stat(settings->output, &output) < 0)
        return true;
    for (unsigned i = 0; i < settings->operand_count; i++)
        if (g_stat(settings->operands[i], &operand) == 0 && operand.st_dev == output.st_dev &&
            operand.st_ino == output.st_ino) {
            failure_set(error, FAILURE_USAGE, NULL,
                _("%s: the outputs cannot go into the archive's own folder; give another one with -o"),
                settings->output);
            return false;
        }
    return true;
}

/* Without LibreOffice no plan would have its PDF: that is known at once. */
static bool check_printing(const struct settings *settings, GError **error)
{
    struct printing *printing = settings->pdf ? printing_new(error) : NULL;
    printing_free(printing);
    return printing || !settings->pdf;
}

static int run_archive(const struct settings *settings, const struct batch_options *options)
{
    GError *error = NULL;
    struct templates templates = {0};
    struct manifest *manifest = manifest_new();
    bool good = check_folder(settings, &error) && check_printing(settings, &error) &&
                templates_load(&templates, settings->template, &error);
    int status = 0;
    if (good) {
        manifest->program = g_strdup("pianoxl " PIANOXL_VERSION);
        manifest->options = batch_options_text(settings, options);
        manifest->templates_sha256 = templates_hash(&templates);
        manifest->part = options->part;
        manifest->parts = options->parts;
        unsigned skipped =
            archive_walk(manifest, settings->operands, settings->operand_count, settings->output);
        if (skipped > 0)
            message_note(ngettext("%u output of an earlier batch lies in the archive and is not read",
                             "%u outputs of an earlier batch lie in the archive and are not read", skipped),
                skipped);
        status = run_batch(settings, options, &templates, manifest);
    } else {
        status = message_failure(error);
    }
    templates_clear(&templates);
    manifest_free(manifest);
    return status;
}

/* ---- --merge ---- */

static void free_manifest(gpointer manifest)
{
    manifest_free(manifest);
}

static bool merge(const struct settings *settings, GError **error)
{
    GPtrArray *manifests = g_ptr_array_new_with_free_func(free_manifest);
    struct manifest *merged = NULL;
    for (unsigned i = 0; i < settings->operand_count && !*error; i++) {
        struct manifest *manifest = manifest_load(settings->operands[i], NULL, error);
        if (manifest)
            g_ptr_array_add(manifests, manifest);
    }
    if (!*error)
        merged = manifest_merge(manifests, settings->operands, error);
    char *path = g_build_filename(settings->output, MANIFEST_NAME MANIFEST_JSON, NULL);
    struct manifest *before = merged ? manifest_load(path, NULL, NULL) : NULL;
    if (before)
        earlier_take(merged, before);
    if (merged)
        earlier_check(merged, settings->output);
    bool good = merged && manifest_check_products(merged, settings->output, error) &&
                manifest_save(merged, path, NULL, NULL, error);
    if (good)
        message_note(_("%u manifests joined, written: %s"), manifests->len, path);
    if (good && g_hash_table_size(merged->earlier) > 0)
        print_earlier(g_hash_table_size(merged->earlier));
    g_free(path);
    manifest_free(before);
    manifest_free(merged);
    g_ptr_array_unref(manifests);
    return good;
}

int command_batch(const struct settings *settings)
{
    GError *error = NULL;
    struct batch_options options;
    if (!batch_options_parse(settings, &options, &error))
        return message_failure(error);
    if (!settings->merge)
        return run_archive(settings, &options);
    return merge(settings, &error) ? 0 : message_failure(error);
}

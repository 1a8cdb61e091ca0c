#include "cli/inputs.h"
#include "cli/findings-output.h"
#include "cli/messages.h"
#include "grid/crosscheck.h"
#include "grid/workbook.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"

#include <glib/gstdio.h>
#include <string.h>

/* Names of workbooks in a folder; what a given file is its bytes tell. */
static const char *const extensions[] = {".xlsx", ".xlsm", ".xls", ".ods"};

bool inputs_is_workbook_name(const char *name)
{
    /* "~$x.xlsx" is Excel's lock, hidden files are LibreOffice's. */
    if (*name == '~' || *name == '.')
        return false;
    char *lower = g_ascii_strdown(name, -1);
    bool found = false;
    for (unsigned i = 0; i < G_N_ELEMENTS(extensions); i++)
        found = found || g_str_has_suffix(lower, extensions[i]);
    g_free(lower);
    return found;
}

static const char *const lock_beginnings[] = {"~$", ".~lock."}; /* Excel's, LibreOffice's */

char *inputs_locked_name(const char *path)
{
    char *name = g_path_get_basename(path), *locked = NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(lock_beginnings) && !locked; i++)
        if (g_str_has_prefix(name, lock_beginnings[i]) && !grid_is_workbook(path))
            locked = g_filename_display_name(name + strlen(lock_beginnings[i]));
    if (locked && g_str_has_suffix(locked, "#"))
        locked[strlen(locked) - 1] = '\0';
    char *shown = locked ? text_quote(locked, 0) : NULL;
    g_free(locked);
    g_free(name);
    return shown;
}

/* A lock is no input; whoever forgot to save shall know. */
static bool leaves_lock_out(const char *path)
{
    char *name = inputs_locked_name(path);
    if (name)
        message_note(_("%s is open in Excel or LibreOffice: what is not saved there is not read"), name);
    g_free(name);
    return name != NULL;
}

/* The findings of an earlier run, which lie beside its report. */
static bool is_findings_file(const char *path)
{
    return g_str_has_suffix(path, FINDINGS_FILE_ENDING) && findings_file_is_ours(path);
}

static int compare_paths(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool add_folder(GPtrArray *paths, const char *folder, GError **error)
{
    GError *cause = NULL;
    GDir *directory = g_dir_open(folder, 0, &cause);
    if (!directory) {
        failure_set(error, FAILURE_INPUT, NULL, "%s", cause->message);
        g_error_free(cause);
        return false;
    }
    GPtrArray *found = g_ptr_array_new();
    for (const char *name; (name = g_dir_read_name(directory));) {
        char *path = g_build_filename(folder, name, NULL);
        if (leaves_lock_out(path))
            g_free(path);
        else if (inputs_is_workbook_name(name) && !g_file_test(path, G_FILE_TEST_IS_DIR) &&
                 !is_findings_file(path))
            g_ptr_array_add(found, path);
        else
            g_free(path);
    }
    g_dir_close(directory);
    g_ptr_array_sort(found, compare_paths);
    for (unsigned i = 0; i < found->len; i++)
        g_ptr_array_add(paths, found->pdata[i]);
    bool any = found->len > 0;
    g_ptr_array_unref(found);
    if (!any)
        failure_set(error, FAILURE_INPUT, NULL,
            _("%s: no workbook in the folder; give one that holds .xlsx or .xls files"), folder);
    return any;
}

static void free_workbook(gpointer workbook)
{
    workbook_free(workbook);
}

void inputs_init(struct inputs *inputs)
{
    *inputs = (struct inputs){
        .paths = g_ptr_array_new_with_free_func(g_free),
        .workbooks = g_ptr_array_new_with_free_func(free_workbook),
    };
}

/* A file that is given by name and by its folder, or through a link, is one input. */
static void leave_repeated_out(GPtrArray *paths)
{
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (unsigned i = 0; i < paths->len; i++) {
        GStatBuf file;
        if (g_stat(paths->pdata[i], &file) != 0)
            continue; /* reading it says why */
        char *key = g_strdup_printf(
            "%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64)file.st_dev, (guint64)file.st_ino);
        if (g_hash_table_add(known, key))
            continue;
        char *name = g_filename_display_name(paths->pdata[i]), *shown = text_quote(name, 0);
        message_note(_("%s is given twice: it is read once"), shown);
        g_free(shown);
        g_free(name);
        g_ptr_array_remove_index(paths, i--);
    }
    g_hash_table_destroy(known);
}

int inputs_read(const struct settings *settings, struct inputs *ret)
{
    struct inputs inputs;
    inputs_init(&inputs);
    int status = 0;
    for (unsigned i = 0; i < settings->operand_count; i++) {
        GError *error = NULL;
        const char *operand = settings->operands[i];
        if (leaves_lock_out(operand))
            continue;
        if (!g_file_test(operand, G_FILE_TEST_IS_DIR))
            g_ptr_array_add(inputs.paths, g_strdup(operand));
        else if (!add_folder(inputs.paths, operand, &error))
            status = status_worse(status, message_failure(error));
    }
    leave_repeated_out(inputs.paths);
    if (inputs.paths->len == 0 && status == 0) {
        GError *error = NULL;
        failure_set(&error, FAILURE_INPUT, NULL,
            _("only locks of open workbooks are given, no workbook; give the workbooks themselves"));
        status = message_failure(error);
    }
    for (unsigned i = 0; i < inputs.paths->len; i++) {
        GError *error = NULL;
        struct workbook *workbook =
            grid_read_in(inputs.paths->pdata[i], GRID_VALUES, settings->code_page, &error);
        if (workbook)
            g_ptr_array_add(inputs.workbooks, workbook);
        else
            status = status_worse(status, message_failure(error));
    }
    if (status == 0)
        *ret = inputs;
    else
        inputs_clear(&inputs);
    return status;
}

void inputs_cross_check(
    const struct inputs *inputs, const struct settings *settings, struct findings *findings)
{
    for (unsigned i = 0; i < inputs->workbooks->len && !settings->no_cross_check; i++)
        crosscheck_run(
            inputs->paths->pdata[i], inputs->workbooks->pdata[i], settings->code_page, NULL, findings);
}

void inputs_clear(struct inputs *inputs)
{
    g_clear_pointer(&inputs->workbooks, g_ptr_array_unref);
    g_clear_pointer(&inputs->paths, g_ptr_array_unref);
}

static bool same_file(const GStatBuf *file, const char *path)
{
    GStatBuf other;
    return path && g_stat(path, &other) == 0 && file->st_dev == other.st_dev && file->st_ino == other.st_ino;
}

bool inputs_spare(
    const struct inputs *inputs, const char *output, const char *other, const char *option, GError **error)
{
    GStatBuf file;
    if (!output || g_stat(output, &file) != 0)
        return true;
    bool same = same_file(&file, other);
    for (unsigned i = 0; i < inputs->paths->len; i++)
        same = same || same_file(&file, inputs->paths->pdata[i]);
    if (same)
        failure_set(error, FAILURE_USAGE, NULL,
            _("%s: the output is one of the inputs; give another name with %s"), output, option);
    return !same;
}

#include "cli/split.h"
#include "cli/messages.h"
#include "cli/pdf.h"
#include "support/failure.h"
#include "support/intl.h"
#include "writer/writer.h"

#include <errno.h>
#include <glib/gstdio.h>

/* An annex that has something to write, and where. */
struct part {
    const struct annex *annex;
    char *path;
};

static void part_clear(gpointer part)
{
    g_free(((struct part *)part)->path);
}

static void note_left_out(const GPtrArray *empty, const GPtrArray *rest)
{
    char *annexes = message_list(empty), *tabs = message_list(rest);
    if (empty->len > 0)
        message_note(_("Allegati with nothing to write: %s"), annexes);
    if (rest->len > 0)
        message_note(_("sheets that belong to no Allegato: %s"), tabs);
    g_free(annexes);
    g_free(tabs);
}

/* The annexes to be written; says what is left out. */
static GArray *parts_of(const struct job *job, struct filling *filling)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct part));
    g_array_set_clear_func(parts, part_clear);
    GPtrArray *names = filling_file_names(filling), *rest = filling_rest(filling);
    GPtrArray *empty = g_ptr_array_new();
    for (unsigned i = 0; i < names->len; i++) {
        const struct annex *annex = &g_array_index(job->template->annexes, struct annex, i);
        if (!filling_has(filling, annex)) {
            g_ptr_array_add(empty, names->pdata[i]);
            continue;
        }
        struct part part = {annex, g_build_filename(job->settings->split, names->pdata[i], NULL)};
        g_array_append_val(parts, part);
    }
    note_left_out(empty, rest);
    g_ptr_array_unref(empty);
    g_ptr_array_unref(rest);
    g_ptr_array_unref(names);
    return parts;
}

static bool check_parts(const struct job *job, const GArray *parts, const char *whole, GError **error)
{
    if (job->template->annexes->len == 0) {
        failure_set(error, FAILURE_INPUT, NULL,
            _("template \"%s\" has no Allegati: list them in its sheet Metodo, or leave --split out"),
            job->template->name);
        return false;
    }
    if (parts->len == 0 && !whole) {
        failure_set(error, FAILURE_INPUT, NULL,
            _("nothing to write: no Allegato of template \"%s\" has a sheet with records"),
            job->template->name);
        return false;
    }
    for (unsigned i = 0; i < parts->len; i++) {
        const char *path = g_array_index(parts, struct part, i).path;
        if (!job_check_output(job, path, error))
            return false;
        for (unsigned j = 0; j < i; j++)
            if (job_same_file(path, g_array_index(parts, struct part, j).path)) {
                failure_set(error, FAILURE_USAGE, NULL, _("%s: links to another Allegato: remove it"), path);
                return false;
            }
        if (whole && job_same_file(path, whole)) {
            failure_set(error, FAILURE_USAGE, NULL,
                _("%s: an Allegato and the whole report cannot be one file"), path);
            return false;
        }
    }
    return true;
}

static bool make_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0777) == 0)
        return true;
    struct place place = {folder, NULL, PLACE_NO_CELL, PLACE_NO_CELL};
    failure_set(error, FAILURE_OUTPUT, &place, _("the folder cannot be made (%s): name another one"),
        g_strerror(errno));
    return false;
}

static bool write_part(
    const struct job *job, struct filling *filling, const struct part *part, GError **error)
{
    struct workbook *workbook = filling_workbook(filling, part->annex, error);
    bool written = workbook && writer_write(workbook, part->path, error);
    if (written)
        pdf_add(job->pdf, filling, part->annex, part->path);
    workbook_free(workbook);
    return written;
}

bool split_write(
    struct job *job, struct filling *filling, const char *whole, GPtrArray *written, GError **error)
{
    GArray *parts = parts_of(job, filling);
    GError *last = NULL;
    if (check_parts(job, parts, whole, &last) &&
        (parts->len == 0 || make_folder(job->settings->split, &last)))
        for (unsigned i = 0; i < parts->len; i++) {
            const struct part *part = &g_array_index(parts, struct part, i);
            GError *failure = NULL;
            if (write_part(job, filling, part, &failure)) {
                g_ptr_array_add(written, g_strdup(part->path));
                continue;
            }
            if (last)
                message_failure(last);
            last = failure;
        }
    g_array_unref(parts);
    if (!last)
        return true;
    g_propagate_error(error, last);
    return false;
}

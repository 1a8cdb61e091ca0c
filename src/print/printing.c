#include "print/printing.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "print/office.h"
#include "print/stamp.h"
#include "support/failure.h"
#include "support/interruption.h"
#include "support/intl.h"
#include "writer/output.h"
#include "writer/writer.h"

/* The first start of a profile takes some seconds, a workbook of 40 pages one; the machine may be busy. */
#define PATIENCE_START 120
#define PATIENCE_EACH 60
#define PDF_NAME "report.pdf"

struct printed {
    char *pdf, *made; /* the place wanted, and what LibreOffice makes */
    int32_t created;
};

struct printing {
    char *program, *folder, *in, *out;
    struct keeper keeper; /* of the folder */
    GPtrArray *workbooks; /* char *: the copies */
    GArray *files;        /* struct printed, in the same order */
    unsigned start, each; /* seconds */
    sigset_t signals;     /* that were held back before the folder was made */
};

static void printed_clear(void *data)
{
    struct printed *printed = data;
    g_free(printed->pdf);
    g_free(printed->made);
}

/* What was held back counts now. */
static void remove_folder(struct printing *printing)
{
    if (printing->folder == NULL)
        return;
    keeper_end(&printing->keeper, printing->folder);
    g_clear_pointer(&printing->folder, g_free);
    g_clear_pointer(&printing->in, g_free);
    g_clear_pointer(&printing->out, g_free);
    sigprocmask(SIG_SETMASK, &printing->signals, NULL);
}

struct printing *printing_new(GError **error)
{
    char *program = office_find();
    if (program == NULL) {
        failure_set(error, FAILURE_OUTPUT, NULL,
            _("PDF is made by LibreOffice, and neither soffice nor libreoffice is found in PATH: install "
              "it"));
        return NULL;
    }
    struct printing *printing = g_new0(struct printing, 1);
    printing->program = program;
    printing->workbooks = g_ptr_array_new_with_free_func(g_free);
    printing->files = g_array_new(FALSE, FALSE, sizeof(struct printed));
    g_array_set_clear_func(printing->files, printed_clear);
    printing_set_patience(printing, PATIENCE_START, PATIENCE_EACH);
    return printing;
}

/* From here on an interruption counts once LibreOffice has been ended and nothing is left. */
static bool make_folder(struct printing *printing, GError **error)
{
    interruption_hold(&printing->signals);
    printing->folder = g_dir_make_tmp("pianoxl-pdf-XXXXXX", NULL);
    if (printing->folder != NULL && !keeper_begin(&printing->keeper, printing->folder)) {
        int reason = errno;
        rmdir(printing->folder);
        g_clear_pointer(&printing->folder, g_free);
        errno = reason;
    }
    if (printing->folder != NULL) {
        printing->in = g_build_filename(printing->folder, "in", NULL);
        printing->out = g_build_filename(printing->folder, "out", NULL);
        if (g_mkdir_with_parents(printing->in, 0700) == 0 && g_mkdir_with_parents(printing->out, 0700) == 0)
            return true;
    }
    failure_set(error, FAILURE_OUTPUT, NULL, _("the temporary folder %s cannot be written to (%s)"),
        g_get_tmp_dir(), g_strerror(errno));
    if (printing->folder == NULL)
        sigprocmask(SIG_SETMASK, &printing->signals, NULL);
    remove_folder(printing);
    return false;
}

void printing_set_patience(struct printing *printing, unsigned start, unsigned each)
{
    printing->start = start;
    printing->each = each;
}

void printing_free(struct printing *printing)
{
    if (printing == NULL)
        return;
    remove_folder(printing);
    g_free(printing->program);
    g_ptr_array_unref(printing->workbooks);
    g_array_unref(printing->files);
    g_free(printing);
}

bool printing_add(struct printing *printing, const struct workbook *workbook, const char *pdf, GError **error)
{
    if (printing->folder == NULL && !make_folder(printing, error))
        return false;
    if (interruption_came()) {
        g_ptr_array_set_size(printing->workbooks, 0);
        g_array_set_size(printing->files, 0);
        remove_folder(printing);
        failure_set(error, FAILURE_OUTPUT, NULL, _("interrupted"));
        return false;
    }
    /* Names of our own: LibreOffice takes addresses, and not every file name makes one. */
    char *name = g_strdup_printf("%u.xlsx", printing->workbooks->len + 1);
    char *copy = g_build_filename(printing->in, name, NULL);
    g_free(name);
    if (!writer_write(workbook, copy, error)) {
        g_free(copy);
        return false;
    }
    name = g_strdup_printf("%u.pdf", printing->workbooks->len + 1);
    struct printed file = {.pdf = g_strdup(pdf),
        .made = g_build_filename(printing->out, name, NULL),
        .created = workbook->created};
    g_free(name);
    g_ptr_array_add(printing->workbooks, copy);
    g_array_append_val(printing->files, file);
    return true;
}

static struct place place_of(const struct printed *file)
{
    return (struct place){file->pdf, NULL, PLACE_NO_CELL, PLACE_NO_CELL};
}

static bool put_in_place(const struct printed *file, const char *bytes, size_t length, GError **error)
{
    struct output output = {0};
    GError *reason = NULL;
    bool good = output_begin(&output, file->pdf, PDF_NAME, error);
    if (good && !g_file_set_contents_full(
                    output.file, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0666, &reason)) {
        const struct place place = place_of(file);
        failure_set(error, FAILURE_OUTPUT, &place, _("could not be written (%s): is there room on the disk?"),
            reason->message);
        good = false;
    }
    good = good && output_commit(&output, error);
    g_clear_error(&reason);
    output_release(&output);
    return good;
}

static bool finish(const struct printed *file, const char *complaint, GError **error)
{
    char *bytes = NULL;
    gsize length = 0;
    bool good = g_file_get_contents(file->made, &bytes, &length, NULL) && stamp_is_pdf(bytes, length);
    if (good) {
        stamp_settle(bytes, length, file->created);
        good = put_in_place(file, bytes, length, error);
    } else {
        const struct place place = place_of(file);
        failure_set(error, FAILURE_OUTPUT, &place,
            _("LibreOffice made no PDF (%s); the workbook can be printed by hand"),
            complaint != NULL ? complaint : _("it says nothing about why"));
    }
    g_free(bytes);
    return good;
}

unsigned printing_patience(const struct printing *printing)
{
    return printing->start + printing->each * printing->files->len;
}

bool printing_run(struct printing *printing, GError **error)
{
    const unsigned seconds = printing_patience(printing);
    char *complaint = NULL;
    bool good = true;
    if (printing->files->len == 0)
        return true;
    bool whole = office_convert(printing->program, printing->folder, printing->out, printing->workbooks,
        &printing->keeper, seconds, &complaint);
    for (unsigned i = 0; i < printing->files->len; i++) /* whole ones count even where it failed later */
        if (!finish(&g_array_index(printing->files, struct printed, i), whole ? NULL : complaint,
                good ? error : NULL))
            good = false;
    g_free(complaint);
    return good;
}

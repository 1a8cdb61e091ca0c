#include "writer/writer.h"

#include "support/failure.h"
#include "support/intl.h"
#include "writer/child.h"
#include "writer/document.h"
#include "writer/guard.h"
#include "writer/output.h"
#include "writer/readback.h"

static bool write_document(const struct workbook *workbook, const struct output *output, GError **error)
{
    char *complaint = NULL;
    if (child_run(output->folder, document_write, workbook, &complaint))
        return true;
    struct place place = {output->path, NULL, PLACE_NO_CELL, PLACE_NO_CELL};
    failure_set(
        error, FAILURE_OUTPUT, &place, _("could not be written (%s): is there room on the disk?"), complaint);
    g_free(complaint);
    return false;
}

static bool write_whole(const struct workbook *workbook, const char *path, GError **error)
{
    struct output output = {0};
    bool good = output_begin(&output, path, DOCUMENT_NAME, error) &&
                write_document(workbook, &output, error) &&
                readback_check(workbook, output.file, path, error) && output_commit(&output, error);
    output_release(&output);
    return good;
}

bool writer_write(const struct workbook *workbook, const char *path, GError **error)
{
    return guard_workbook(workbook, path, error) && write_whole(workbook, path, error);
}

#include "writer/document.h"

#include <sys/statvfs.h>
#include <unistd.h>
#include <glib.h>
#include "support/intl.h"
#include "grid/picture.h"
#include "writer/guard.h"
#include "writer/library.h"
#include "writer/sheets.h"
#include "writer/styles.h"

#define EPOCH_SERIAL 25569 /* 1 January 1970 */
#define USUAL_CREATED                                                                                        \
    29221 /* 1 January 1980, the ZIP's own: without a date the library would take the clock */
#define SECONDS_PER_DAY 86400
#define MEMORY_FOLDER "/dev/shm"
#define MOST_CELLS_IN_MEMORY 50000u /* some 200 bytes each */
#define LEAST_MEMORY (48ull << 20)  /* several times that */

static lxw_error write_properties(lxw_workbook *target, const struct workbook *workbook)
{
    int32_t created = workbook->created ? workbook->created : USUAL_CREATED;
    time_t seconds = ((time_t)created - EPOCH_SERIAL) * SECONDS_PER_DAY;
    char *title = guard_property(workbook->title), *author = guard_property(workbook->author);
    char *subject = guard_property(workbook->subject);
    lxw_doc_properties properties = {
        .title = title,
        .author = author,
        .subject = subject,
        .created = seconds ? seconds : 1, /* 0 is the clock for the library */
    };
    lxw_error error = workbook_set_properties(target, &properties);
    g_free(title);
    g_free(author);
    g_free(subject);
    return error;
}

const char *emblem_file(const struct picture *emblem)
{
    return emblem->kind == PICTURE_PNG ? "emblem.png" : "emblem.jpg";
}

/* The library takes pictures from files only: the bytes that were looked at, whatever becomes of their own.
 */
static char *put_emblem(const struct picture *emblem)
{
    GError *error = NULL;
    if (!emblem ||
        g_file_set_contents(emblem_file(emblem), (const char *)emblem->bytes, (gssize)emblem->size, &error))
        return NULL;
    char *complaint = g_strdup(error->message);
    g_error_free(error);
    return complaint;
}

/* The library shows and opens the first sheet, even a hidden one. */
static void activate_first_visible(lxw_workbook *target, const struct workbook *workbook)
{
    for (unsigned i = 0; i < workbook->sheets->len; i++) {
        const struct sheet *sheet = g_ptr_array_index(workbook->sheets, i);
        if (sheet->visibility != SHEET_VISIBLE)
            continue;
        lxw_worksheet *worksheet = workbook_get_worksheet_by_name(target, sheet->name);
        if (i > 0) {
            worksheet_activate(worksheet);
            worksheet_set_first_sheet(worksheet);
        }
        return;
    }
}

static char *write_sheets(lxw_workbook *target, const struct workbook *workbook, struct styles *styles)
{
    for (unsigned i = 0; i < workbook->sheets->len; i++) {
        const struct sheet *sheet = g_ptr_array_index(workbook->sheets, i);
        lxw_worksheet *worksheet = workbook_add_worksheet(target, sheet->name);
        if (!worksheet)
            return g_strdup_printf(_("%s: the sheet could not be added"), sheet->name);
        char *complaint = sheets_write(worksheet, sheet, styles);
        if (complaint)
            return complaint;
    }
    activate_first_visible(target, workbook);
    return NULL;
}

/* Is there ample room for the library's temporary files, one a sheet and a rich text, in memory? */
static bool fits_in_memory(const struct workbook *workbook)
{
    unsigned long long cells = 0;
    for (unsigned i = 0; i < workbook->sheets->len; i++)
        cells += ((const struct sheet *)workbook->sheets->pdata[i])->cells->len;
    struct statvfs memory;
    return cells <= MOST_CELLS_IN_MEMORY && access(MEMORY_FOLDER, W_OK | X_OK) == 0 &&
           statvfs(MEMORY_FOLDER, &memory) == 0 &&
           (unsigned long long)memory.f_bavail * memory.f_frsize >= LEAST_MEMORY;
}

char *document_write(const void *data)
{
    const struct workbook *workbook = data;
    char here[] = ".", in_memory[] = MEMORY_FOLDER;
    lxw_workbook_options options = {.constant_memory = LXW_FALSE,
        .tmpdir = fits_in_memory(workbook) ? in_memory : here,
        .use_zip64 = LXW_FALSE};
    lxw_workbook *target = workbook_new_opt(DOCUMENT_NAME, &options);
    if (!target)
        return g_strdup(_("libxlsxwriter could not begin a workbook"));
    lxw_error error = write_properties(target, workbook);
    char *complaint = error ? g_strdup(lxw_strerror(error)) : put_emblem(workbook->emblem);
    struct styles *styles = styles_new(target, workbook);
    if (!complaint)
        complaint = write_sheets(target, workbook, styles);
    styles_free(styles);
    if (complaint) {
        lxw_workbook_free(target);
        return complaint;
    }
    error = workbook_close(target);
    return error ? g_strdup(lxw_strerror(error)) : NULL;
}

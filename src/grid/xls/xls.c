/* Reading .xls from beginning to end. */
#include "grid/xls/xls.h"

#include <string.h>

#include <glib/gstdio.h>

#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"

#define CODE_PAGE_WEST 1252u

static void refuse(GError **error, const char *name, const char *message)
{
    struct place place = {.file = name, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    failure_set(error, FAILURE_INPUT, &place, "%s", message);
}

/* ---- the stream ---- */

static struct workbook *read_stream(const uint8_t *bytes, size_t length, const char *name,
    enum grid_wants wants, const char *code_page, GError **error)
{
    struct xls xls = {
        .workbook = workbook_new(name),
        .wants = wants,
        .bytes = bytes,
        .length = length,
        .given_code_page = code_page,
        .code_page = (GIConv)-1,
        .text = g_string_new(NULL),
        .units = g_array_new(FALSE, FALSE, sizeof(guint16)),
        .runs = g_array_new(FALSE, FALSE, sizeof(struct text_run)),
        .shared = g_array_new(FALSE, FALSE, sizeof(struct xls_text)),
        .fonts = g_array_new(FALSE, TRUE, sizeof(struct font)),
        .raw_formats = g_array_new(FALSE, TRUE, sizeof(struct raw_format)),
        .codes = g_hash_table_new(g_direct_hash, g_direct_equal),
        .formats = g_array_new(FALSE, TRUE, sizeof(struct xls_format)),
        .entries = g_array_new(FALSE, TRUE, sizeof(struct xls_entry)),
        .names = g_array_new(FALSE, TRUE, sizeof(struct xls_name)),
    };
    memcpy(xls.palette, indexed_colours, sizeof xls.palette);
    xls_links_init(&xls.links);
    xls_set_code_page(&xls, CODE_PAGE_WEST);
    bool good = xls_read_globals(&xls, error);
    for (unsigned i = 0; good && i < xls.entries->len; i++) {
        struct xls_entry *entry = &g_array_index(xls.entries, struct xls_entry, i);
        good = !entry->sheet || xls_read_sheet(&xls, entry, error);
    }
    xls.workbook->biff = (uint8_t)xls.biff;
    if (xls.code_page != (GIConv)-1)
        g_iconv_close(xls.code_page);
    g_string_free(xls.text, TRUE);
    g_array_unref(xls.units);
    g_array_unref(xls.runs);
    g_array_unref(xls.shared);
    g_array_unref(xls.fonts);
    g_array_unref(xls.raw_formats);
    g_hash_table_unref(xls.codes);
    g_array_unref(xls.formats);
    g_array_unref(xls.entries);
    g_array_unref(xls.names);
    xls_links_clear(&xls.links);
    if (good)
        return xls.workbook;
    workbook_free(xls.workbook);
    return NULL;
}

/* ---- the container ---- */

static const char *describe(const struct ole *ole)
{
    static const struct {
        const char *stream, *message;
    } kinds[] = {
        {"EncryptedPackage", N_("is protected by a password: open it in Excel and save it without one")},
        {"WordDocument", N_("is a Word document, no workbook: copy its tables into a workbook")},
        {"PowerPoint Document", N_("is a PowerPoint presentation, no workbook")},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (ole_has(ole, kinds[i].stream))
            return _(kinds[i].message);
    return _("is an OLE file without a workbook in it, or damaged: open it in Excel and save it as .xlsx");
}

static struct workbook *read_container(
    struct ole *ole, const char *name, enum grid_wants wants, const char *code_page, GError **error)
{
    /* of a file with both, for Excel 95 and 97, the later one */
    const char *stream = ole_has(ole, "Workbook") ? "Workbook" : "Book";
    if (!ole_has(ole, stream)) {
        refuse(error, name, describe(ole));
        return NULL;
    }
    size_t length;
    uint8_t *bytes = ole_read(ole, stream, &length);
    if (!bytes) {
        refuse(error, name, xls_damaged());
        return NULL;
    }
    xls_unlock(bytes, length);
    struct workbook *workbook = read_stream(bytes, length, name, wants, code_page, error);
    g_free(bytes);
    return workbook;
}

static const char *ole_message(enum ole_trouble trouble)
{
    switch (trouble) {
    case OLE_TOO_MANY:
        return _("has more entries in its container than any workbook: not read");
    case OLE_NO_LIBRARY:
        return _("is an .xls, which needs the library libgsf: install it, or save the file as .xlsx");
    case OLE_GOOD:
    case OLE_DAMAGED:
        break;
    }
    return xls_damaged();
}

static struct workbook *read_bytes(const uint8_t *bytes, size_t length, const char *name,
    enum grid_wants wants, const char *code_page, GError **error)
{
    enum ole_trouble trouble;
    /* a stream without a container, as some programs write */
    if (length >= 2 && little_16(bytes) == RECORD_BEGIN)
        return read_stream(bytes, length, name, wants, code_page, error);
    struct ole *ole = ole_open(bytes, length, &trouble);
    if (!ole) {
        refuse(error, name, ole_message(trouble));
        return NULL;
    }
    struct workbook *workbook = read_container(ole, name, wants, code_page, error);
    ole_close(ole);
    return workbook;
}

struct workbook *xls_read(
    const char *path, const char *name, enum grid_wants wants, const char *code_page, GError **error)
{
    GError *cause = NULL;
    char *bytes;
    gsize length;
    GStatBuf file;
    if (g_stat(path, &file) == 0 && file.st_size > (off_t)LIMIT_PART_BYTES) {
        refuse(error, name, _("is larger than any workbook: not read"));
        return NULL;
    }
    if (!g_file_get_contents(path, &bytes, &length, &cause)) {
        refuse(error, name, cause->message);
        g_error_free(cause);
        return NULL;
    }
    struct workbook *workbook = read_bytes((const uint8_t *)bytes, length, name, wants, code_page, error);
    g_free(bytes);
    return workbook;
}

bool xls_is_other_document(const char *path)
{
    static const char *const streams[] = {"Workbook", "Book", "EncryptedPackage"};
    char *bytes;
    gsize length;
    GStatBuf file;
    if (g_stat(path, &file) < 0 || file.st_size > (off_t)LIMIT_PART_BYTES ||
        !g_file_get_contents(path, &bytes, &length, NULL))
        return false;
    enum ole_trouble trouble;
    struct ole *ole = ole_open((const uint8_t *)bytes, length, &trouble);
    bool other = ole != NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(streams) && other; i++)
        other = !ole_has(ole, streams[i]);
    if (ole)
        ole_close(ole);
    g_free(bytes);
    return other;
}

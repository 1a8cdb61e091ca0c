/* The ZIP container: a name table of our own before libzip, and limits counted on what is delivered. */
#include "grid/xlsx/container.h"

#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"

struct container {
    zip_t *zip;
    const char *name;
    GHashTable *parts; /* folded name to entry number */
    guint64 packed;    /* bytes of the file */
    guint64 total;     /* bytes delivered of all parts */
    guint64 most_part, most_total;
};

struct part_stream {
    struct container *container;
    zip_file_t *file;
    char *part;
    guint64 delivered;
};

static void fail(const struct container *container, GError **error, const char *message)
{
    struct place place = {.file = container->name, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    failure_set(error, FAILURE_INPUT, &place, "%s", message);
}

/* A part's name as it is compared. To be freed. */
static char *fold_part(const char *part)
{
    char *folded = g_ascii_strdown(part, -1);
    g_strdelimit(folded, "\\", '/');
    size_t slashes = strspn(folded, "/");
    memmove(folded, folded + slashes, strlen(folded + slashes) + 1);
    return folded;
}

static bool list_parts(struct container *container, GError **error)
{
    zip_int64_t count = zip_get_num_entries(container->zip, 0);
    if (count > (zip_int64_t)LIMIT_ZIP_ENTRIES) {
        fail(container, error, _("has more parts than any workbook: not read"));
        return false;
    }
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(container->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        if (!name || !*name || g_str_has_suffix(name, "/"))
            continue;
        char *folded = fold_part(name);
        if (!g_hash_table_insert(container->parts, folded, GUINT_TO_POINTER((guint)i))) {
            fail(container, error, _("holds a part twice: damaged, save it anew in Excel or LibreOffice"));
            return false;
        }
    }
    return true;
}

struct container *container_open(const char *path, const char *name, GError **error)
{
    struct stat status;
    struct container *container = g_new0(struct container, 1);
    container->name = name;
    container->parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    container->packed = stat(path, &status) == 0 ? (guint64)status.st_size : 0;
    container_allow(container, LIMIT_PART_BYTES, LIMIT_TOTAL_BYTES);
    container->zip = zip_open(path, ZIP_RDONLY, NULL);
    if (!container->zip)
        fail(container, error, _("is a damaged or incomplete ZIP file: get a fresh copy, or save it anew"));
    else if (list_parts(container, error))
        return container;
    container_close(container);
    return NULL;
}

void container_allow(struct container *container, guint64 part, guint64 total)
{
    container->most_part = part;
    container->most_total = total;
}

void container_close(struct container *container)
{
    if (!container)
        return;
    if (container->zip)
        zip_discard(container->zip);
    g_hash_table_unref(container->parts);
    g_free(container);
}

static bool find_part(const struct container *container, const char *part, zip_uint64_t *ret)
{
    char *folded = fold_part(part);
    gpointer number;
    bool found = g_hash_table_lookup_extended(container->parts, folded, NULL, &number);
    if (found)
        *ret = GPOINTER_TO_UINT(number);
    g_free(folded);
    return found;
}

bool container_has(const struct container *container, const char *part)
{
    zip_uint64_t number;
    return find_part(container, part, &number);
}

bool container_has_prefix(const struct container *container, const char *prefix)
{
    GHashTableIter iterator;
    gpointer name;
    g_hash_table_iter_init(&iterator, container->parts);
    while (g_hash_table_iter_next(&iterator, &name, NULL))
        if (g_str_has_prefix(name, prefix))
            return true;
    return false;
}

void part_fail(const char *file, const char *part, GError **error, const char *message)
{
    struct place place = {.file = file, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    char *shown = g_utf8_make_valid(part, -1);
    char **pieces = g_strsplit(message, "{}", 2);
    failure_set(error, FAILURE_INPUT, &place, "%s%s%s", pieces[0], pieces[1] ? shown : "",
        pieces[1] ? pieces[1] : "");
    g_strfreev(pieces);
    g_free(shown);
}

static void fail_part(
    const struct container *container, const char *part, GError **error, const char *message)
{
    part_fail(container->name, part, error, message);
}

/* NULL, or what is wrong with a part of so many bytes and with all that is read. The ratio is that of the
 * whole file: single parts of honest workbooks pack better than any bomb. */
static const char *limit_passed(const struct container *container, guint64 part, guint64 total)
{
    if (total > LIMIT_RATIO_FREE + container->packed * (guint64)LIMIT_RATIO)
        return _("the part {} is packed more tightly than any workbook's: not read");
    if (part > container->most_part)
        return _("the part {} is larger than any workbook's: not read");
    if (total > container->most_total)
        return _("the parts up to {} are larger than any workbook's: not read");
    return NULL;
}

/* The directory's word for a size is enough to refuse a part; what is delivered is counted all the same. */
static const char *stated_too_large(const struct container *container, zip_uint64_t number)
{
    zip_stat_t stated;
    if (zip_stat_index(container->zip, number, 0, &stated) != 0 || !(stated.valid & ZIP_STAT_SIZE))
        return NULL;
    guint64 total = container->total + MIN(stated.size, G_MAXINT64);
    return limit_passed(container, stated.size, total);
}

struct part_stream *member_open(struct container *container, const char *part, GError **error)
{
    zip_uint64_t number;
    if (!find_part(container, part, &number)) {
        fail_part(container, part, error,
            _("the part {} is missing: damaged, save it anew in Excel or LibreOffice"));
        return NULL;
    }
    const char *trouble = stated_too_large(container, number);
    if (trouble) {
        fail_part(container, part, error, trouble);
        return NULL;
    }
    zip_file_t *file = zip_fopen_index(container->zip, number, 0);
    if (!file) {
        int code = zip_error_code_zip(zip_get_error(container->zip));
        if (code == ZIP_ER_NOPASSWD)
            fail(container, error, _("is protected by a password: save it without one"));
        else
            fail_part(container, part, error, _("the part {} cannot be unpacked: damaged, get a fresh copy"));
        return NULL;
    }
    struct part_stream *stream = g_new0(struct part_stream, 1);
    stream->container = container;
    stream->file = file;
    stream->part = g_strdup(part);
    return stream;
}

ssize_t member_read(struct part_stream *stream, void *buffer, size_t size, GError **error)
{
    zip_int64_t length = zip_fread(stream->file, buffer, size);
    if (length < 0) {
        fail_part(stream->container, stream->part, error,
            _("the part {} is damaged (its checksum or packing is wrong): get a fresh copy"));
        return -1;
    }
    stream->delivered += (guint64)length;
    stream->container->total += (guint64)length;
    const char *trouble = limit_passed(stream->container, stream->delivered, stream->container->total);
    if (trouble) {
        fail_part(stream->container, stream->part, error, trouble);
        return -1;
    }
    return (ssize_t)length;
}

void member_close(struct part_stream *stream)
{
    if (!stream)
        return;
    zip_fclose(stream->file);
    g_free(stream->part);
    g_free(stream);
}

char *part_resolve(const char *part, const char *target)
{
    char *folded = g_strdup(target);
    g_strdelimit(folded, "\\", '/');
    GPtrArray *steps = g_ptr_array_new_with_free_func(g_free);
    bool outside = false;
    const char *slash = strrchr(part, '/');
    char *path = *folded == '/' || !slash ? g_strdup(folded)
                                          : g_strdup_printf("%.*s/%s", (int)(slash - part), part, folded);
    char **pieces = g_strsplit(path, "/", -1);
    for (char **piece = pieces; *piece; piece++) {
        if (strcmp(*piece, "..") == 0) {
            if (steps->len)
                g_ptr_array_set_size(steps, (int)steps->len - 1);
            else
                outside = true;
        } else if (**piece && strcmp(*piece, ".") != 0) {
            g_ptr_array_add(steps, g_strdup(*piece));
        }
    }
    g_ptr_array_add(steps, NULL);
    char *resolved = outside ? NULL : g_strjoinv("/", (char **)steps->pdata);
    g_strfreev(pieces);
    g_ptr_array_unref(steps);
    g_free(path);
    g_free(folded);
    return resolved;
}

char *part_relationships(const char *part)
{
    const char *slash = strrchr(part, '/');
    int folder = slash ? (int)(slash - part) + 1 : 0;
    return g_strdup_printf("%.*s_rels/%s.rels", folder, part, part + folder);
}

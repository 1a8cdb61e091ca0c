#include "cli/batch/staging.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>
#include "support/failure.h"
#include "support/intl.h"

#define PREFIX ".pianoxl-"
#define OWN_PREFIX PREFIX "batch-"
#define JOURNAL "journal"
#define SEPARATOR '\x1e' /* before each record (RFC 7464) */

bool staging_is_name(const char *name)
{
    return g_str_has_prefix(name, PREFIX);
}

/* Folders are at most a few deep; links are not followed. */
static void remove_all(const char *path)
{
    GStatBuf status;
    GDir *folder = g_lstat(path, &status) == 0 && S_ISDIR(status.st_mode) ? g_dir_open(path, 0, NULL) : NULL;
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        char *below = g_build_filename(path, name, NULL);
        remove_all(below);
        g_free(below);
    }
    if (folder)
        g_dir_close(folder);
    g_remove(path);
}

static void remove_all_but_journal(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        char *below = g_build_filename(path, name, NULL);
        if (strcmp(name, JOURNAL) != 0)
            remove_all(below);
        g_free(below);
    }
    if (folder)
        g_dir_close(folder);
}

/* The last record may be cut off: what reads it finds that out. */
static void split_records(const char *text, gsize length, GPtrArray *ret_records)
{
    for (const char *at = text; at && (at = memchr(at, SEPARATOR, length - (gsize)(at - text)));) {
        const char *begin = ++at;
        const char *end = memchr(begin, SEPARATOR, length - (gsize)(begin - text));
        g_ptr_array_add(ret_records, end ? g_strndup(begin, (gsize)(end - begin)) : g_strdup(begin));
        at = end;
    }
}

static bool refuse(const char *path, GError **error)
{
    failure_set(error, FAILURE_OUTPUT, NULL, _("%s: cannot be written (%s)"), path, g_strerror(errno));
    return false;
}

/* Not when the run that has just ended took it away between our opening and our locking it. */
static bool stands_at(int file, const char *path)
{
    struct stat ours, there;
    return fstat(file, &ours) == 0 && stat(path, &there) == 0 && ours.st_dev == there.st_dev &&
           ours.st_ino == there.st_ino;
}

/* One that leads elsewhere would have what is there removed. */
static bool make_folder(const char *path)
{
    GStatBuf status;
    if (g_mkdir(path, 0777) == 0)
        return true;
    if (errno != EEXIST || g_lstat(path, &status) < 0)
        return false;
    errno = ENOTDIR;
    return S_ISDIR(status.st_mode);
}

/* Is a run at work in this folder of `output`? */
static bool is_at_work(const char *output, const char *name)
{
    char *path = g_build_filename(output, name, JOURNAL, NULL);
    int journal = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    bool locked = journal >= 0 && flock(journal, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK;
    if (journal >= 0)
        close(journal);
    g_free(path);
    return locked;
}

/* Parts of one whole may be made at once; another whole would write the same files. */
static bool is_shared(const char *output, unsigned parts)
{
    char *ours = g_strdup_printf("of%u", parts);
    GDir *folder = g_dir_open(output, 0, NULL);
    bool shared = false;
    for (const char *name; folder && !shared && (name = g_dir_read_name(folder));)
        shared =
            g_str_has_prefix(name, OWN_PREFIX) && !g_str_has_suffix(name, ours) && is_at_work(output, name);
    if (folder)
        g_dir_close(folder);
    g_free(ours);
    return shared;
}

bool staging_begin(struct staging *staging, const char *output, unsigned part, unsigned parts,
    GPtrArray *ret_records, GError **error)
{
    char *name = g_strdup_printf(OWN_PREFIX "%uof%u", part, parts);
    *staging = (struct staging){.folder = g_build_filename(output, name, NULL), .journal = -1};
    g_free(name);
    if (g_mkdir_with_parents(output, 0777) < 0)
        return refuse(output, error);
    if (!make_folder(staging->folder))
        return refuse(staging->folder, error);
    char *path = g_build_filename(staging->folder, JOURNAL, NULL), *text;
    staging->journal = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
    bool good = staging->journal >= 0 || refuse(path, error);
    staging->ours = good && (flock(staging->journal, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) &&
                    stands_at(staging->journal, path);
    if (good && (!staging->ours || is_shared(output, parts))) {
        failure_set(error, FAILURE_OUTPUT, NULL,
            _("%s: another batch is writing there; wait for its end, or give another folder"), output);
        good = false;
    }
    gsize length;
    if (good && g_file_get_contents(path, &text, &length, NULL)) {
        split_records(text, length, ret_records);
        g_free(text);
    }
    if (good)
        remove_all_but_journal(staging->folder);
    g_free(path);
    return good;
}

bool staging_restart(struct staging *staging, GError **error)
{
    return ftruncate(staging->journal, 0) == 0 || refuse(staging->folder, error);
}

bool staging_add(struct staging *staging, const char *record, GError **error)
{
    off_t end = lseek(staging->journal, 0, SEEK_END);
    char *text = g_strdup_printf("%c%s", SEPARATOR, record);
    size_t length = strlen(text), done = 0;
    while (done < length) {
        ssize_t written = write(staging->journal, text + done, length - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        done += (size_t)written;
    }
    g_free(text);
    if (done == length)
        return true;
    refuse(staging->folder, error);
    if (end >= 0 && ftruncate(staging->journal, end) < 0)
        errno = 0; /* what reads it finds that the record is cut off */
    return false;
}

char *staging_folder(const struct staging *staging, unsigned number)
{
    return g_strdup_printf("%s/%u", staging->folder, number);
}

void staging_discard(const struct staging *staging, unsigned number)
{
    char *folder = staging_folder(staging, number);
    remove_all(folder);
    g_free(folder);
}

void staging_finish(struct staging *staging)
{
    remove_all(staging->folder);
    staging_release(staging);
}

void staging_release(struct staging *staging)
{
    struct stat status;
    if (staging->ours && fstat(staging->journal, &status) == 0 && status.st_size == 0)
        remove_all(staging->folder);
    if (staging->journal >= 0)
        close(staging->journal);
    g_free(staging->folder);
    *staging = (struct staging){.journal = -1};
}

#include "writer/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "support/failure.h"
#include "support/interruption.h"
#include "support/intl.h"

#define MOST_LINKS 40
#define FOLDER_NAME ".pianoxl-XXXXXX"

/* Always false. */
static bool G_GNUC_PRINTF(3, 4) refuse(const char *path, GError **error, const char *format, ...)
{
    struct place place = {path, NULL, 0, 0};
    va_list arguments;
    va_start(arguments, format);
    char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    failure_set(error, FAILURE_OUTPUT, &place, "%s", message);
    g_free(message);
    return false;
}

/* The end of a chain of symbolic links, which need not exist; NULL for a ring. */
static char *follow_links(const char *path)
{
    char *at = g_strdup(path);
    for (unsigned i = 0; i < MOST_LINKS; i++) {
        char *link = g_file_read_link(at, NULL);
        if (!link)
            return at;
        char *folder = g_path_get_dirname(at);
        char *next = g_path_is_absolute(link) ? g_strdup(link) : g_build_filename(folder, link, NULL);
        g_free(folder);
        g_free(link);
        g_free(at);
        at = next;
    }
    g_free(at);
    return NULL;
}

static bool may_replace(const char *path, const char *target, GError **error)
{
    struct stat status;
    if (stat(target, &status) < 0)
        return errno == ENOENT ? true : refuse(path, error, _("cannot be written (%s)"), g_strerror(errno));
    if (S_ISDIR(status.st_mode))
        return refuse(path, error, _("is a folder: name a file"));
    if (!S_ISREG(status.st_mode))
        return refuse(path, error, _("is no ordinary file: name another one"));
    if (access(target, W_OK) < 0)
        return refuse(path, error, _("is write-protected (%s): name another file"), g_strerror(errno));
    return true;
}

bool output_begin(struct output *output, const char *path, const char *name, GError **error)
{
    *output = (struct output){.path = g_strdup(path)};
    interruption_hold(&output->signals);
    if (!*path || g_str_has_suffix(path, "/"))
        return refuse(path, error, _("names no file"));
    output->target = follow_links(path);
    if (!output->target)
        return refuse(path, error, _("is a ring of symbolic links: name another file"));
    if (!may_replace(path, output->target, error))
        return false;
    char *parent = g_path_get_dirname(output->target);
    output->folder = g_build_filename(parent, FOLDER_NAME, NULL);
    g_free(parent);
    if (!g_mkdtemp(output->folder)) {
        int reason = errno;
        g_clear_pointer(&output->folder, g_free);
        return refuse(
            path, error, _("its folder cannot be written to (%s): name another one"), g_strerror(reason));
    }
    output->file = g_build_filename(output->folder, name, NULL);
    return true;
}

/* Not all file systems have owners and modes; where they have, only the owner and root may set them. */
static bool keep_mode(const char *target, int file)
{
    struct stat old, new;
    if (stat(target, &old) < 0 || fstat(file, &new) < 0)
        return errno == ENOENT;
    if ((old.st_uid != new.st_uid || old.st_gid != new.st_gid) && fchown(file, old.st_uid, old.st_gid) < 0 &&
        errno != EPERM && errno != ENOTSUP)
        return false;
    if (old.st_mode == new.st_mode)
        return true;
    return fchmod(file, old.st_mode & 07777) == 0 || errno == EPERM || errno == ENOTSUP;
}

static bool sync_file(const char *target, const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool good = keep_mode(target, file) && (fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP);
    int reason = errno;
    close(file);
    errno = reason;
    return good;
}

/* Some file systems cannot sync a folder; the file itself is on the disk. */
static void sync_folder(const char *target)
{
    char *parent = g_path_get_dirname(target);
    int folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    g_free(parent);
    if (folder < 0)
        return;
    fsync(folder);
    close(folder);
}

/* By errno; always false. */
static bool refuse_to_write(const char *path, GError **error)
{
    return refuse(path, error, _("cannot be written (%s): is there room on the disk?"), g_strerror(errno));
}

bool output_commit(struct output *output, GError **error)
{
    if (!sync_file(output->target, output->file) || rename(output->file, output->target) < 0)
        return refuse_to_write(output->path, error);
    sync_folder(output->target);
    return true;
}

/* An ended child may have left temporary files; there are no folders in it. */
static void remove_folder(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    const char *name;
    while (folder && (name = g_dir_read_name(folder))) {
        char *file = g_build_filename(path, name, NULL);
        unlink(file);
        g_free(file);
    }
    if (folder)
        g_dir_close(folder);
    rmdir(path);
}

void output_release(struct output *output)
{
    if (output->folder)
        remove_folder(output->folder);
    g_free(output->path);
    g_free(output->target);
    g_free(output->folder);
    g_free(output->file);
    sigprocmask(SIG_SETMASK, &output->signals, NULL);
    *output = (struct output){0};
}

/* False and errno when not all of it could be written. */
static bool write_bytes(const char *path, const char *bytes, size_t length)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0)
        return false;
    while (length > 0) {
        ssize_t count = write(file, bytes, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            break;
        bytes += count;
        length -= (size_t)count;
    }
    int reason = errno;
    bool closed = close(file) == 0;
    if (length > 0)
        errno = reason;
    return closed && length == 0;
}

bool output_write(const char *path, const char *bytes, size_t length, GError **error)
{
    struct output output;
    bool good = output_begin(&output, path, "file", error);
    if (good && !write_bytes(output.file, bytes, length))
        good = refuse_to_write(path, error);
    good = good && output_commit(&output, error);
    output_release(&output);
    return good;
}

/* On another file system than its place. */
static bool copy(const char *file, const char *path, GError **error)
{
    char *bytes;
    gsize length;
    if (!g_file_get_contents(file, &bytes, &length, NULL))
        return refuse_to_write(path, error);
    bool good = output_write(path, bytes, length, error);
    g_free(bytes);
    return good;
}

bool output_place(const char *file, const char *path, GError **error)
{
    char *target = follow_links(path);
    bool good = target || refuse(path, error, _("is a ring of symbolic links: name another file"));
    good = good && may_replace(path, target, error);
    if (good && (!sync_file(target, file) || rename(file, target) < 0))
        good = errno == EXDEV ? copy(file, path, error) : refuse_to_write(path, error);
    else if (good)
        sync_folder(target);
    g_free(target);
    return good;
}

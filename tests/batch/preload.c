/* Stands between the program and the C library, so that disks fill up and processes die where a test says.
 *
 *   PRELOAD_FOLDER       the folder in which things go wrong
 *   PRELOAD_COUNTER      a file of 8 bytes, shared by all processes: how much is left
 *   PRELOAD_MODE         full: the counter is of bytes that still fit on the disk
 *                        kill: of renames until everything is killed, just before or just after one
 *   A file with CRASH-HERE in its name ends who opens it, one with HANG-HERE makes it wait for ever, one with
 *   CRASH-LATER ends who opens it for its group, once it has been looked at, one with CRASH-MAKING ends who
 *   has opened it and makes a folder to write to. */
#undef _FILE_OFFSET_BITS /* both open and open64 are defined here */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

static bool mode_is(const char *wanted)
{
    const char *mode = getenv("PRELOAD_MODE");
    return mode != NULL && strcmp(mode, wanted) == 0;
}

/* NULL: there is none. */
static int64_t *counter(void)
{
    static int64_t *shared;
    const char *path = getenv("PRELOAD_COUNTER");
    if (shared != NULL || path == NULL)
        return shared;
    int file = REAL(open)(path, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return NULL;
    void *memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    shared = memory == MAP_FAILED ? NULL : memory;
    return shared;
}

/* Takes `amount`; false when there is not so much left. */
static bool take(int64_t amount)
{
    int64_t *left = counter();
    return left == NULL || __atomic_sub_fetch(left, amount, __ATOMIC_SEQ_CST) >= 0;
}

static bool is_in_folder(int file)
{
    char link[64], path[PATH_MAX];
    const char *folder = getenv("PRELOAD_FOLDER");
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = folder != NULL ? readlink(link, path, sizeof path - 1) : -1;
    if (length < 0)
        return false;
    path[length] = '\0';
    return strncmp(path, folder, strlen(folder)) == 0;
}

static bool is_full(int file, size_t bytes)
{
    if (!mode_is("full") || !is_in_folder(file) || take((int64_t)bytes))
        return false;
    errno = ENOSPC;
    return true;
}

ssize_t write(int file, const void *bytes, size_t length)
{
    return is_full(file, length) ? -1 : REAL(write)(file, bytes, length);
}

size_t fwrite(const void *bytes, size_t size, size_t count, FILE *stream)
{
    return is_full(fileno(stream), size * count) ? 0 : REAL(fwrite)(bytes, size, count, stream);
}

static bool is_in_folder_by_name(const char *path)
{
    const char *folder = getenv("PRELOAD_FOLDER");
    return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static bool crash_making;

int mkdir(const char *path, mode_t mode)
{
    if (crash_making && is_in_folder_by_name(path))
        abort();
    if (mode_is("full") && is_in_folder_by_name(path) && !take(64)) {
        errno = ENOSPC;
        return -1;
    }
    return REAL(mkdir)(path, mode);
}

/* The program that a path of /proc leads to; "" if there is none. */
static void program_of(const char *link, char path[PATH_MAX])
{
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = '\0';
}

/* The process that began it all dies first, then this one; the others die with it. */
static void kill_all(void)
{
    char link[64], own[PATH_MAX], other[PATH_MAX];
    snprintf(link, sizeof link, "/proc/%d/exe", (int)getppid());
    program_of("/proc/self/exe", own);
    program_of(link, other);
    if (own[0] != '\0' && strcmp(own, other) == 0)
        kill(getppid(), SIGKILL);
    raise(SIGKILL);
}

int rename(const char *from, const char *to)
{
    bool now = mode_is("kill") && is_in_folder_by_name(to) && !take(1);
    bool before = now && counter() != NULL && (getpid() & 1) == 0;
    if (before)
        kill_all();
    int result = REAL(rename)(from, to);
    if (now)
        kill_all();
    return result;
}

#define OPENED_TO_LOOK 3 /* to be hashed, to be told by its bytes, as a ZIP */

static void mark(const char *path)
{
    static unsigned times;
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    if (getenv("PRELOAD_FOLDER") == NULL)
        return;
    if (strstr(name, "CRASH-HERE") != NULL)
        abort();
    while (strstr(name, "HANG-HERE") != NULL)
        pause();
    crash_making = crash_making || strstr(name, "CRASH-MAKING") != NULL;
    if (strstr(name, "CRASH-LATER") != NULL && ++times > OPENED_TO_LOOK)
        abort();
}

#define OPEN(name)                                                                                           \
    int name(const char *path, int flags, ...)                                                               \
    {                                                                                                        \
        va_list arguments;                                                                                   \
        va_start(arguments, flags);                                                                          \
        mode_t mode = (flags & O_CREAT) ? va_arg(arguments, mode_t) : 0;                                     \
        va_end(arguments);                                                                                   \
        mark(path);                                                                                          \
        return REAL(name)(path, flags, mode);                                                                \
    }
#define FOPEN(name)                                                                                          \
    FILE *name(const char *path, const char *mode)                                                           \
    {                                                                                                        \
        mark(path);                                                                                          \
        return REAL(name)(path, mode);                                                                       \
    }

OPEN(open)
OPEN(open64)
FOPEN(fopen)
FOPEN(fopen64)

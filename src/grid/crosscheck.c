/* Runs the second reader and watches it. */
#include "grid/crosscheck.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/limits.h"

extern char **environ;

/* Starts the program's hidden command with its messages going into `output`; false when it cannot be started.
 */
static bool start(const char *program, const char *path, int output, pid_t *ret_child)
{
    char *command[] = {g_strdup("pianoxl"), g_strdup(CROSSCHECK_COMMAND), g_strdup(path), NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int failed =
        posix_spawn(ret_child, program ? program : "/proc/self/exe", &actions, &attributes, command, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    for (unsigned i = 0; command[i]; i++)
        g_free(command[i]);
    return failed == 0;
}

/* Feeds what comes through the pipe to the comparison until it ends; false when it takes too long, is too
 * much, or is no message. */
static bool listen_to(int input, gint64 deadline, struct comparison *comparison)
{
    char buffer[65536];
    guint64 total = 0;
    for (;;) {
        gint64 left = (deadline - g_get_monotonic_time()) / 1000;
        struct pollfd ready = {.fd = input, .events = POLLIN};
        int count = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        ssize_t length = read(input, buffer, sizeof buffer);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return length == 0;
        total += (guint64)length;
        if (total > LIMIT_CROSSCHECK_OUTPUT || !comparison_feed(comparison, buffer, (size_t)length))
            return false;
    }
}

static gint64 deadline_for(const char *path)
{
    struct stat file;
    gint64 bytes = stat(path, &file) == 0 ? file.st_size : 0;
    return g_get_monotonic_time() +
           (LIMIT_CROSSCHECK_WALL + bytes / LIMIT_CROSSCHECK_CPU_BYTES) * G_USEC_PER_SEC;
}

static bool run(const char *path, const char *program, struct comparison *comparison)
{
    int ends[2];
    pid_t child;
    gint64 deadline = deadline_for(path);
    if (pipe2(ends, O_CLOEXEC) < 0)
        return false;
    bool good = start(program, path, ends[1], &child);
    close(ends[1]);
    if (good) {
        good = listen_to(ends[0], deadline, comparison) && comparison_complete(comparison);
        if (!good)
            kill(child, SIGKILL);
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    close(ends[0]);
    return good;
}

void crosscheck_run(const char *path, const struct workbook *workbook, const char *code_page,
    const char *program, struct findings *findings)
{
    if (workbook->biff == 0)
        return;
    struct comparison *comparison = comparison_new(workbook, code_page != NULL);
    if (run(path, program, comparison)) {
        comparison_report(comparison, findings);
    } else {
        struct place file = {.file = workbook->name, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
        findings_add(findings, FINDING_XLS_NOT_CROSS_CHECKED, &file, NULL, NULL);
    }
    comparison_free(comparison);
}

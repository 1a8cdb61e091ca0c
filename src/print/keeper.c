#include "print/keeper.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLDERS_OPEN 16    /* when removing */
#define MOST_TRIES 100     /* at removing what those that are being ended still write to */
#define PAUSE 20000        /* microseconds between two tries */
#define MOST_FILES 1048576 /* that may be open */

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

static void remove_folder(const char *folder)
{
    for (unsigned i = 0; i < MOST_TRIES && access(folder, F_OK) == 0; i++) {
        if (i > 0)
            usleep(PAUSE);
        nftw(folder, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
    }
}

/* Whoever waits for the end of a file of ours must not wait for the keeper. */
static void close_others(int kept)
{
    long most = sysconf(_SC_OPEN_MAX);
    if (most < 0 || most > MOST_FILES)
        most = MOST_FILES;
    for (int file = 0; file < most; file++)
        if (file != kept)
            close(file);
}

static void __attribute__((noreturn)) keep(int socket, const char *folder)
{
    pid_t group = 0, told;
    setpgid(0, 0); /* what ends our group does not end the keeper */
    close_others(socket);
    for (;;) {
        ssize_t length = recv(socket, &told, sizeof told, MSG_WAITALL);
        if (length == sizeof told)
            group = told;
        else if (length >= 0 || errno != EINTR)
            break;
    }
    if (group > 0)
        kill(-group, SIGKILL);
    remove_folder(folder);
    _exit(EXIT_SUCCESS);
}

bool keeper_begin(struct keeper *keeper, const char *folder)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return false;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        keep(ends[1], folder);
    int reason = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        errno = reason;
        return false;
    }
    *keeper = (struct keeper){.pid = pid, .socket = ends[0]};
    return true;
}

void keeper_watch(const struct keeper *keeper, pid_t group)
{
    while (send(keeper->socket, &group, sizeof group, MSG_NOSIGNAL) < 0 && errno == EINTR)
        continue;
}

void keeper_end(struct keeper *keeper, const char *folder)
{
    close(keeper->socket);
    while (waitpid(keeper->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    remove_folder(folder); /* should the keeper have been ended by somebody */
}

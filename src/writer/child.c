#include "writer/child.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib.h>
#include "support/intl.h"

#define MOST_TEXT 65536u /* of what the child prints */

static void write_all(int file, const char *text)
{
    size_t left = strlen(text);
    while (left) {
        ssize_t written = write(file, text, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        text += written;
        left -= (size_t)written;
    }
}

static void G_GNUC_NORETURN run_child(
    const char *folder, child_work work, const void *data, int pipe_end, pid_t parent)
{
    /* A parent that ended before it was asked for sends no signal. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
        _exit(EXIT_FAILURE);
    /* Beyond a limit on file sizes a write shall fail, not kill. */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    /* Our parent may hold signals back until it has cleaned up; here they end the work. */
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    char *complaint = NULL;
    if (dup2(pipe_end, STDERR_FILENO) < 0 || null < 0 || dup2(null, STDOUT_FILENO) < 0 ||
        c_locale == (locale_t)0 || chdir(folder) < 0) {
        complaint = g_strdup(g_strerror(errno));
    } else {
        uselocale(c_locale);
        complaint = work(data);
    }
    if (complaint)
        write_all(pipe_end, complaint);
    _exit(complaint ? EXIT_FAILURE : EXIT_SUCCESS);
}

/* All that comes through the pipe, up to MOST_TEXT. */
static GString *read_pipe(int file)
{
    GString *text = g_string_new(NULL);
    char buffer[4096];
    for (;;) {
        ssize_t count = read(file, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return text;
        if (text->len < MOST_TEXT)
            g_string_append_len(text, buffer, count);
    }
}

static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

/* The first line that says something, as valid UTF-8. */
static char *first_line(const char *text)
{
    char **lines = g_strsplit(text, "\n", -1);
    char *found = NULL;
    for (unsigned i = 0; lines[i] && !found; i++)
        if (*g_strstrip(lines[i]))
            found = g_utf8_make_valid(lines[i], -1);
    g_strfreev(lines);
    return found;
}

static bool judge(int status, const char *printed, char **ret_complaint)
{
    char *line = first_line(printed);
    if (status != -1 && WIFSIGNALED(status)) {
        *ret_complaint = g_strdup_printf(_("the writing process was ended by signal %d (%s)"),
            WTERMSIG(status), strsignal(WTERMSIG(status)));
        g_free(line);
        return false;
    }
    /* Where our parent has us ignore SIGCHLD, nobody knows how it ended: what it said counts, and what it
     * wrote. */
    bool ended_well = status == -1 || (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS);
    if (ended_well && !line)
        return true;
    *ret_complaint = line ? line : g_strdup(_("the writing process failed without a message"));
    return false;
}

bool child_run(const char *folder, child_work work, const void *data, char **ret_complaint)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) {
        *ret_complaint = g_strdup(g_strerror(errno));
        return false;
    }
    pid_t parent = getpid(), child = fork();
    if (child < 0) {
        *ret_complaint = g_strdup(g_strerror(errno));
        close(ends[0]);
        close(ends[1]);
        return false;
    }
    if (child == 0) {
        close(ends[0]);
        run_child(folder, work, data, ends[1], parent);
    }
    close(ends[1]);
    GString *printed = read_pipe(ends[0]);
    close(ends[0]);
    bool good = judge(wait_for(child), printed->str, ret_complaint);
    g_string_free(printed, TRUE);
    return good;
}

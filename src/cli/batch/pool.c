#include "cli/batch/pool.h"
#include "support/interruption.h"
#include "support/intl.h"
#include "support/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_PRINTED 8192u
#define GRACE (5 * (gint64)G_USEC_PER_SEC) /* for LibreOffice to be ended */
#define GRACE_SLICE 10000u                 /* microseconds */

bool pool_begin(struct pool *pool, const struct workshop *workshop, unsigned most)
{
    sigset_t signals;
    interruption_signals(&signals);
    *pool = (struct pool){.workshop = workshop, .workers = g_ptr_array_new(), .most = most};
    pool->signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    return pool->signals >= 0 && sigprocmask(SIG_BLOCK, &signals, NULL) == 0;
}

/* ---- starting ---- */

/* Where memory runs out, the kernel is to end a worker rather than us. */
static void offer_to_kernel(void)
{
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return;
    if (write(file, "1000", 4) < 0)
        errno = 0; /* not allowed: then not */
    close(file);
}

/* An interruption is ours to deal with: a worker is ended when it has nothing half done. SIGTERM stays held
 * back: it has printing end. */
static void ignore_interruptions(void)
{
    sigset_t signals;
    interruption_signals(&signals);
    sigdelset(&signals, SIGTERM);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    sigprocmask(SIG_UNBLOCK, &signals, NULL);
}

static void G_GNUC_NORETURN run_worker(const struct pool *pool, int socket, int errors, pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
        _exit(EXIT_FAILURE);
    ignore_interruptions();
    offer_to_kernel();
    close(pool->signals);
    close(pool->workshop->staging->journal); /* its lock is the parent's */
    for (unsigned i = 0; i < pool->workers->len; i++) {
        const struct worker *other = pool->workers->pdata[i];
        close(other->socket);
        close(other->errors);
    }
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0 ||
        dup2(errors, STDERR_FILENO) < 0)
        _exit(EXIT_FAILURE);
    worker_run(pool->workshop, socket);
}

static struct worker *start(struct pool *pool)
{
    int sockets[2], pipes[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) < 0)
        return NULL;
    if (pipe2(pipes, O_CLOEXEC) < 0) {
        close(sockets[0]);
        close(sockets[1]);
        return NULL;
    }
    fflush(NULL);
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        close(sockets[0]);
        close(pipes[0]);
        run_worker(pool, sockets[1], pipes[1], parent);
    }
    close(sockets[1]);
    close(pipes[1]);
    if (child < 0) {
        close(sockets[0]);
        close(pipes[0]);
        return NULL;
    }
    fcntl(pipes[0], F_SETFL, O_NONBLOCK);
    struct worker *worker = g_new0(struct worker, 1);
    *worker = (struct worker){.pid = child,
        .socket = sockets[0],
        .errors = pipes[0],
        .stream = g_byte_array_new(),
        .printed = g_string_new(NULL),
        .reading = NO_INPUT_NOW};
    g_ptr_array_add(pool->workers, worker);
    return worker;
}

struct worker *pool_idle(struct pool *pool)
{
    for (unsigned i = 0; i < pool->workers->len; i++) {
        struct worker *worker = pool->workers->pdata[i];
        if (!worker->unit)
            return worker;
    }
    return pool->workers->len < pool->most ? start(pool) : NULL;
}

/* ---- listening ---- */

static bool is_interrupted(const struct pool *pool)
{
    struct signalfd_siginfo information;
    return read(pool->signals, &information, sizeof information) == sizeof information;
}

/* Keeps the end of what it printed. */
static void read_errors(struct worker *worker)
{
    char buffer[4096];
    for (ssize_t count; (count = read(worker->errors, buffer, sizeof buffer)) > 0;) {
        g_string_append_len(worker->printed, buffer, count);
        if (worker->printed->len > MOST_PRINTED)
            g_string_erase(worker->printed, 0, (gssize)(worker->printed->len - MOST_PRINTED));
    }
}

/* False when the worker has ended. */
static bool read_answers(struct worker *worker)
{
    guint8 buffer[65536];
    ssize_t count;
    do
        count = recv(worker->socket, buffer, sizeof buffer, MSG_DONTWAIT);
    while (count < 0 && errno == EINTR);
    if (count > 0)
        g_byte_array_append(worker->stream, buffer, (guint)count);
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

/* Whose turn is over at `now`; NULL: nobody's. `until` becomes the nearest deadline, if that is sooner. */
static struct worker *late(const struct pool *pool, gint64 now, gint64 *until)
{
    for (unsigned i = 0; i < pool->workers->len; i++) {
        struct worker *worker = pool->workers->pdata[i];
        if (!worker->unit)
            continue;
        if (worker->deadline <= now)
            return worker;
        *until = MIN(*until, worker->deadline);
    }
    return NULL;
}

static enum pool_event listen_once(struct pool *pool, gint64 wait, struct worker **ret_worker)
{
    unsigned count = pool->workers->len;
    struct pollfd *files = g_new0(struct pollfd, 2 * count + 1);
    files[0] = (struct pollfd){.fd = pool->signals, .events = POLLIN};
    for (unsigned i = 0; i < count; i++) {
        const struct worker *worker = pool->workers->pdata[i];
        files[2 * i + 1] = (struct pollfd){.fd = worker->socket, .events = POLLIN};
        files[2 * i + 2] = (struct pollfd){.fd = worker->errors, .events = POLLIN};
    }
    enum pool_event event = POOL_NOTHING;
    poll(files, 2 * count + 1, (int)((wait + 999) / 1000));
    if (is_interrupted(pool))
        event = POOL_INTERRUPTED;
    for (unsigned i = 0; i < count && event == POOL_NOTHING; i++) {
        struct worker *worker = pool->workers->pdata[i];
        if (files[2 * i + 2].revents & POLLIN)
            read_errors(worker);
        if (files[2 * i + 1].revents && !read_answers(worker)) {
            *ret_worker = worker;
            event = POOL_DEATH;
        }
    }
    g_free(files);
    return event;
}

enum pool_event pool_wait(
    struct pool *pool, gint64 until, struct worker **ret_worker, struct message *ret_answer)
{
    for (;;) {
        for (unsigned i = 0; i < pool->workers->len; i++) {
            struct worker *worker = pool->workers->pdata[i];
            if (message_split(worker->stream, ret_answer)) {
                *ret_worker = worker;
                return POOL_ANSWER;
            }
        }
        gint64 now = g_get_monotonic_time(), next = until;
        struct worker *slow = late(pool, now, &next);
        if (slow) {
            kill(slow->pid, SIGKILL);
            *ret_worker = slow;
            return POOL_DEATH;
        }
        enum pool_event event = listen_once(pool, MAX(next - now, 0), ret_worker);
        if (event != POOL_NOTHING)
            return event;
        if (g_get_monotonic_time() >= until)
            return POOL_NOTHING;
    }
}

/* ---- ending ---- */

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

/* The last line that is no program's own report with numbers of processes in it. */
static char *last_line(const char *text)
{
    char **lines = g_strsplit(text, "\n", -1), *found = NULL;
    for (unsigned i = 0; lines[i]; i++)
        if (*g_strstrip(lines[i]) && !g_str_has_prefix(lines[i], "==") &&
            !g_str_has_prefix(lines[i], "pianoxl: ")) {
            g_free(found);
            found = text_quote(lines[i], 200);
        }
    g_strfreev(lines);
    return found;
}

static void worker_free(struct worker *worker)
{
    close(worker->socket);
    close(worker->errors);
    g_byte_array_unref(worker->stream);
    g_string_free(worker->printed, TRUE);
    g_free(worker->unit);
    g_free(worker);
}

char *pool_bury(struct pool *pool, struct worker *worker)
{
    bool late = worker->unit && worker->deadline <= g_get_monotonic_time();
    kill(worker->pid, SIGKILL);
    int status = wait_for(worker->pid);
    read_errors(worker);
    char *printed = last_line(worker->printed->str), *reason;
    if (late)
        reason = g_strdup(_("took too long and was given up (--timeout sets how long it may take)"));
    else if (status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        reason = g_strdup(_("the process that was at it was killed; is there memory enough?"));
    else if (status != -1 && WIFSIGNALED(status))
        reason = g_strdup_printf(_("the process that was at it was ended by signal %d (%s)%s%s"),
            WTERMSIG(status), strsignal(WTERMSIG(status)), printed ? ": " : "", printed ? printed : "");
    else
        reason = g_strdup_printf(_("the process that was at it ended with status %d%s%s"),
            status != -1 ? WEXITSTATUS(status) : -1, printed ? ": " : "", printed ? printed : "");
    g_free(printed);
    g_ptr_array_remove(pool->workers, worker);
    worker_free(worker);
    return reason;
}

/* One that prints ends LibreOffice, takes its files away and, since nobody listens, ends by itself. */
static void ask_to_end(const struct worker *worker)
{
    shutdown(worker->socket, SHUT_RDWR);
    kill(worker->pid, worker->printing ? SIGTERM : SIGKILL);
}

static void wait_for_end(const struct worker *worker, gint64 until)
{
    siginfo_t ended = {0};
    while (worker->printing && ended.si_pid == 0 && g_get_monotonic_time() < until &&
           waitid(P_PID, (id_t)worker->pid, &ended, WEXITED | WNOHANG | WNOWAIT) == 0)
        g_usleep(GRACE_SLICE);
}

void pool_end(struct pool *pool)
{
    gint64 until = g_get_monotonic_time() + GRACE;
    for (unsigned i = 0; i < pool->workers->len; i++)
        ask_to_end(pool->workers->pdata[i]);
    for (unsigned i = 0; i < pool->workers->len; i++) {
        struct worker *worker = pool->workers->pdata[i];
        wait_for_end(worker, until);
        kill(worker->pid, SIGKILL);
        wait_for(worker->pid);
        worker_free(worker);
    }
    g_ptr_array_unref(pool->workers);
    if (pool->signals >= 0)
        close(pool->signals);
}

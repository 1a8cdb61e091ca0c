#include "print/office.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/interruption.h"
#include "support/intl.h"

#define SLICE 100        /* ms between two looks at the clock and at signals */
#define MOST_TEXT 65536u /* of what it prints */
#define PDF_FILTER "pdf:calc_pdf_Export"

/* Numbers and dates are shown as in Italy, whatever the machine's settings. */
static const char profile[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\n"
    "<item oor:path=\"/org.openoffice.Setup/L10N\">"
    "<prop oor:name=\"ooSetupSystemLocale\" oor:op=\"fuse\"><value>it-IT</value></prop>"
    "</item>\n"
    "</oor:items>\n";

extern char **environ;

char *office_find(void)
{
    static const char *const names[] = {"soffice", "libreoffice"};
    char *found = NULL;
    for (unsigned i = 0; found == NULL && i < G_N_ELEMENTS(names); i++)
        found = g_find_program_in_path(names[i]);
    return found;
}

/* Writes the profile; its address as an option, to be freed, or NULL. */
static char *make_profile(const char *folder)
{
    char *user = g_build_filename(folder, "profile", "user", NULL);
    char *settings = g_build_filename(user, "registrymodifications.xcu", NULL);
    char *root = g_build_filename(folder, "profile", NULL), *option = NULL;
    char *uri = g_filename_to_uri(root, NULL, NULL);
    if (uri != NULL && g_mkdir_with_parents(user, 0700) == 0 &&
        g_file_set_contents(settings, profile, -1, NULL))
        option = g_strconcat("-env:UserInstallation=", uri, NULL);
    g_free(user);
    g_free(settings);
    g_free(root);
    g_free(uri);
    return option;
}

/* In a process group of its own, so that all of it can be ended; what it prints goes into `output`. */
static bool start(char *const *command, char *const *environment, int output, pid_t *ret_child)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    int failed = posix_spawn(ret_child, command[0], &actions, &attributes, command, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    errno = failed;
    return failed == 0;
}

/* Takes what was printed; false at the end of it. */
static bool take(int input, GString *printed)
{
    char buffer[4096];
    ssize_t length = read(input, buffer, sizeof buffer);
    if (length < 0 && errno == EINTR)
        return true;
    if (length > 0 && printed->len < MOST_TEXT)
        g_string_append_len(printed, buffer, length);
    return length > 0;
}

/* Takes what was printed last, between the reading before and the end. */
static void take_rest(int input, GString *printed)
{
    struct pollfd ready = {.fd = input, .events = POLLIN};
    while (poll(&ready, 1, 0) > 0 && take(input, printed))
        continue;
}

/* NULL when it ended by itself, else why it was given up. */
static const char *watch(pid_t child, int input, gint64 deadline, GString *printed)
{
    bool open = true;
    for (;;) {
        struct pollfd ready = {.fd = open ? input : -1, .events = POLLIN};
        if (poll(&ready, 1, SLICE) > 0)
            open = take(input, printed);
        if (interruption_came())
            return _("interrupted");
        if (g_get_monotonic_time() > deadline)
            return _("it took too long and was ended");
        siginfo_t ended = {0};
        /* Left as it is until its group has been ended, so that the number is not given away. */
        if (waitid(P_PID, (id_t)child, &ended, WEXITED | WNOHANG | WNOWAIT) < 0 ? errno != EINTR
                                                                                : ended.si_pid != 0)
            return NULL;
    }
}

/* The line that says what failed, else the first one; NULL: none. To be freed. */
static char *what_it_said(const char *printed)
{
    char **lines = g_strsplit(printed, "\n", -1);
    const char *said = NULL;
    for (unsigned i = 0; lines[i] != NULL; i++) {
        g_strstrip(lines[i]);
        if (*lines[i] != '\0' &&
            (said == NULL || (g_str_has_prefix(lines[i], "Error") && !g_str_has_prefix(said, "Error"))))
            said = lines[i];
    }
    char *line = said == NULL ? NULL : g_utf8_make_valid(said, -1);
    g_strfreev(lines);
    return line;
}

static bool run(char *const *command, char *const *environment, const struct keeper *keeper, unsigned seconds,
    char **ret_complaint)
{
    int ends[2];
    pid_t child;
    if (pipe2(ends, O_CLOEXEC) < 0) {
        *ret_complaint = g_strdup(g_strerror(errno));
        return false;
    }
    bool started = start(command, environment, ends[1], &child);
    int reason = errno;
    close(ends[1]);
    GString *printed = g_string_new(NULL);
    const char *given_up = NULL;
    int status = 0;
    if (started) {
        keeper_watch(keeper, child);
        given_up = watch(child, ends[0], g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC, printed);
        kill(-child, SIGKILL);
        keeper_watch(keeper, 0);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            continue;
        take_rest(ends[0], printed);
    }
    close(ends[0]);
    bool good = started && given_up == NULL && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!started)
        *ret_complaint = g_strdup(g_strerror(reason));
    else if (given_up != NULL)
        *ret_complaint = g_strdup(given_up);
    else if (!good)
        *ret_complaint = what_it_said(printed->str);
    if (!good && *ret_complaint == NULL)
        *ret_complaint = g_strdup(_("it failed without a message"));
    g_string_free(printed, TRUE);
    return good;
}

bool office_convert(const char *program, const char *folder, const char *out, GPtrArray *workbooks,
    const struct keeper *keeper, unsigned seconds, char **ret_complaint)
{
    char *user = make_profile(folder);
    if (user == NULL) {
        *ret_complaint = g_strdup(g_strerror(errno));
        return false;
    }
    const char *const fixed[] = {
        program, user, "--headless", "--norestore", "--nologo", "--convert-to", PDF_FILTER, "--outdir", out};
    GPtrArray *command = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < G_N_ELEMENTS(fixed); i++)
        g_ptr_array_add(command, g_strdup(fixed[i]));
    for (unsigned i = 0; i < workbooks->len; i++)
        g_ptr_array_add(command, g_strdup(workbooks->pdata[i]));
    g_ptr_array_add(command, NULL);
    char **environment = g_environ_setenv(g_strdupv(environ), "TMPDIR", folder, TRUE);
    environment = g_environ_setenv(environment, "TZ", "UTC", TRUE); /* a PDF names the offset */
    *ret_complaint = NULL;
    bool good = run((char *const *)command->pdata, environment, keeper, seconds, ret_complaint);
    g_strfreev(environment);
    g_ptr_array_unref(command);
    g_free(user);
    return good;
}

/* The child in which the library works: what it says, prints, and how it may end. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/resource.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "writer/child.h"

static char *succeed(const void *data)
{
    (void)data;
    return NULL;
}

static char *say(const void *data)
{
    return g_strdup(data);
}

static char *print(const void *data)
{
    fputs("noise on stdout\n", stdout);
    fflush(stdout);
    fputs(data, stderr);
    return NULL;
}

static char *be_killed(const void *data)
{
    raise(*(const int *)data);
    return NULL;
}

static char *leave(const void *data)
{
    _exit(*(const int *)data);
}

static char *tell_folder(const void *data)
{
    (void)data;
    return g_get_current_dir();
}

static char *tell_number(const void *data)
{
    return g_strdup_printf("%.1f", *(const double *)data);
}

static char *fill_disk(const void *data)
{
    (void)data;
    struct rlimit limit = {1000, 1000};
    setrlimit(RLIMIT_FSIZE, &limit);
    FILE *file = fopen("filled", "wb");
    for (unsigned i = 0; i < 5000; i++)
        putc('x', file);
    return fclose(file) ? g_strdup("no room") : NULL;
}

static char *print_much(const void *data)
{
    (void)data;
    for (unsigned i = 0; i < 100000; i++)
        fputs("0123456789", stderr);
    return NULL;
}

static const int killed = SIGKILL, aborted = SIGABRT, three = 3, zero = 0;
static const double half = 0.5;

static void test_ends(void)
{
    static const struct {
        child_work work;
        const void *data;
        const char *complaint; /* its beginning; NULL: it succeeds */
    } cases[] = {
        {succeed, NULL, NULL},
        {say, "what went wrong", "what went wrong"},
        {say, "\n\n  first line \nsecond", "first line"},
        {print, "", NULL},
        {print, "[ERROR] something\n", "[ERROR] something"},
        {print, "\xff bad", "\xEF\xBF\xBD bad"},
        {be_killed, &killed, "the writing process was ended by signal 9"},
        {be_killed, &aborted, "the writing process was ended by signal 6"},
        {leave, &three, "the writing process failed without a message"},
        {leave, &zero, NULL},
        {tell_folder, NULL, "/"},
        {tell_number, &half, "0.5"},
        {print_much, NULL, "0123456789"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *complaint = NULL;
        bool good = child_run("/", cases[i].work, cases[i].data, &complaint);
        g_assert_cmpint(good, ==, cases[i].complaint == NULL);
        if (good)
            g_assert_null(complaint);
        else if (!g_str_has_prefix(complaint, cases[i].complaint))
            g_error("case %u: '%s' is not '%s'", i, complaint, cases[i].complaint);
        g_free(complaint);
    }
}

static void test_no_folder(void)
{
    char *complaint = NULL;
    g_assert_false(child_run("/nonexistent/folder", succeed, NULL, &complaint));
    g_assert_cmpstr(complaint, ==, g_strerror(ENOENT));
    g_free(complaint);
}

static void test_locale(void)
{
    if (!setlocale(LC_ALL, "it_IT.UTF-8")) {
        g_test_skip("there is no Italian locale");
        return;
    }
    char *complaint = NULL;
    g_assert_false(child_run("/", tell_number, &half, &complaint));
    g_assert_cmpstr(complaint, ==, "0.5");
    g_free(complaint);
    setlocale(LC_ALL, "C");
}

/* A limit on file sizes makes writes fail; it does not end the child by its signal. */
static void test_file_limit(void)
{
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL), *complaint = NULL;
    g_assert_false(child_run(folder, fill_disk, NULL, &complaint));
    g_assert_cmpstr(complaint, ==, "no room");
    g_free(complaint);
    char *file = g_build_filename(folder, "filled", NULL);
    g_unlink(file);
    g_rmdir(folder);
    g_free(file);
    g_free(folder);
}

static void test_ignored_children(void)
{
    char *complaint = NULL;
    signal(SIGCHLD, SIG_IGN);
    bool good = child_run("/", succeed, NULL, &complaint);
    bool said = child_run("/", say, "what went wrong", &complaint);
    signal(SIGCHLD, SIG_DFL);
    g_assert_true(good);
    g_assert_false(said);
    g_assert_cmpstr(complaint, ==, "what went wrong");
    g_free(complaint);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/writer/child/ends", test_ends);
    g_test_add_func("/writer/child/no-folder", test_no_folder);
    g_test_add_func("/writer/child/locale", test_locale);
    g_test_add_func("/writer/child/file-limit", test_file_limit);
    g_test_add_func("/writer/child/ignored-children", test_ignored_children);
    return g_test_run();
}

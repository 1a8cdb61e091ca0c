/* Workbooks to PDF with a stand-in for LibreOffice: whatever it does, a PDF is whole or not there, and
 * nothing is left behind. The golden tests have the real one. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "print/printing.h"
#include "print/stamp.h"
#include "support/failure.h"

#define NEW_YEAR 43466 /* 1 January 2019 */

/* Of the arguments: the folder behind --outdir, then the workbooks. */
#define FRAME                                                                                                \
    "#!/bin/sh\n"                                                                                            \
    "while [ \"$1\" != --outdir ]; do shift; done\n"                                                         \
    "out=$2; shift 2\n"                                                                                      \
    "made() { printf '%%PDF-1.6\\n/CreationDate(D:2031020304%02d06Z)\\ntrailer\\n/ID [ "                     \
    "<'\"$2\"'>\\n<'\"$2\"'> ]\\n"                                                                           \
    "/DocChecksum /'\"$2\"'\\n%%%%EOF\\n' $((RANDOM_START % 60)) > \"$out/$1.pdf\"; }\n"                     \
    "first=0123456789ABCDEF0123456789ABCDEF second=FEDCBA9876543210FEDCBA9876543210\n"

static char *folder, *temporary, *bin;

static void write_script(const char *text)
{
    char *path = g_build_filename(bin, "soffice", NULL);
    if (text == NULL) {
        g_unlink(path);
    } else {
        char *script = g_strconcat(FRAME, text, NULL);
        g_assert_true(g_file_set_contents(path, script, -1, NULL));
        g_assert_cmpint(chmod(path, 0755), ==, 0);
        g_free(script);
    }
    g_free(path);
}

static char *place_of(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static unsigned count_files(const char *path)
{
    GDir *directory = g_dir_open(path, 0, NULL);
    unsigned count = 0;
    while (g_dir_read_name(directory) != NULL)
        count++;
    g_dir_close(directory);
    return count;
}

static struct workbook *make_workbook(void)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "S");
    sheet_put(sheet, 0, 0, CELL_TEXT, 0)->text = workbook_intern(workbook, "text");
    workbook->created = NEW_YEAR;
    return workbook;
}

/* Prints two workbooks to a.pdf and b.pdf; NULL or the message. To be freed. */
static char *print_two(unsigned seconds)
{
    GError *error = NULL;
    struct workbook *workbook = make_workbook();
    char *a = place_of("a.pdf"), *b = place_of("b.pdf"), *message = NULL;
    struct printing *printing = printing_new(&error);
    if (printing != NULL) {
        printing_set_patience(printing, seconds, 0);
        g_assert_true(printing_add(printing, workbook, a, &error));
        g_assert_true(printing_add(printing, workbook, b, &error));
        g_assert_cmpint(printing_run(printing, &error), ==, error == NULL);
    }
    if (error != NULL) {
        g_assert_true(g_error_matches(error, FAILURE, FAILURE_OUTPUT));
        message = g_strdup(error->message);
    }
    g_clear_error(&error);
    printing_free(printing);
    workbook_free(workbook);
    g_free(a);
    g_free(b);
    g_assert_cmpuint(count_files(temporary), ==, 0);
    return message;
}

static void set_old(void)
{
    for (const char *const *name = (const char *const[]){"a.pdf", "b.pdf", NULL}; *name != NULL; name++) {
        char *path = place_of(*name);
        g_assert_true(g_file_set_contents(path, "old", -1, NULL));
        g_free(path);
    }
}

static bool is_new(const char *name)
{
    char *path = place_of(name), *text = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(path, &text, &length, NULL));
    bool new = stamp_is_pdf(text, length);
    g_assert_true(new || strcmp(text, "old") == 0);
    g_free(path);
    g_free(text);
    return new;
}

static void test_outcomes(void)
{
    static const struct {
        const char *script, *message; /* NULL: not installed; no failure */
        bool a, b;                    /* the PDF that are there afterwards */
    } cases[] = {
        {"made 1 $first; made 2 $first", NULL, true, true},
        {"echo 'a warning' >&2; made 1 $first; made 2 $first", NULL, true, true},
        {NULL, "PDF is made by LibreOffice, and neither soffice nor libreoffice is found in PATH", false,
            false},
        {"exit 0", "a.pdf: LibreOffice made no PDF (it says nothing about why)", false, false},
        {"exit 77", "a.pdf: LibreOffice made no PDF (it failed without a message)", false, false},
        {"echo warning; echo 'Error: source file could not be loaded' >&2; exit 1",
            "a.pdf: LibreOffice made no PDF (Error: source file could not be loaded)", false, false},
        {"made 1 $first", "b.pdf: LibreOffice made no PDF (it says nothing about why)", true, false},
        {"made 2 $first", "a.pdf: LibreOffice made no PDF (it says nothing about why)", false, true},
        {"made 1 $first; printf '%%PDF-1.6 cut' > $out/2.pdf", "b.pdf: LibreOffice made no PDF", true, false},
        {"made 1 $first; kill -9 $$", "b.pdf: LibreOffice made no PDF (it failed without a message)", true,
            false},
        {"made 1 $first; sleep 100 & sleep 100",
            "b.pdf: LibreOffice made no PDF (it took too long and was ended)", true, false},
        {"made 1 $first; made 2 $first; sleep 100 &", NULL, true, true}, /* what it leaves running is ended */
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        write_script(cases[i].script);
        set_old();
        bool hangs = cases[i].message != NULL && strstr(cases[i].message, "too long") != NULL;
        char *message = print_two(hangs ? 2 : 60);
        g_test_message("%s: %s", cases[i].script, message);
        if (cases[i].message == NULL)
            g_assert_cmpstr(message, ==, NULL);
        else
            g_assert_true(message != NULL && strstr(message, cases[i].message) != NULL);
        g_assert_cmpint(is_new("a.pdf"), ==, cases[i].a);
        g_assert_cmpint(is_new("b.pdf"), ==, cases[i].b);
        g_free(message);
    }
}

/* All that it started is gone. */
static void test_group(void)
{
    char *path = place_of("child"), *text = NULL;
    char *script = g_strdup_printf("sleep 100 & echo $! > '%s'; wait", path);
    write_script(script);
    g_free(print_two(3));
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    pid_t child = (pid_t)g_ascii_strtoll(text, NULL, 10);
    for (unsigned i = 0; i < 100 && kill(child, 0) == 0; i++) /* its new parent may not have seen it yet */
        g_usleep(20000);
    g_assert_cmpint(kill(child, 0), ==, -1);
    g_assert_cmpint(errno, ==, ESRCH);
    g_unlink(path);
    g_free(path);
    g_free(script);
    g_free(text);
}

static void test_interrupted(void)
{
    sigset_t interrupt, old;
    int signal;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupt, &old);
    write_script("kill -INT $PPID; sleep 100");
    set_old();
    char *message = print_two(60);
    g_assert_true(strstr(message, "interrupted") != NULL);
    g_assert_false(is_new("a.pdf"));
    g_free(message);
    sigwait(&interrupt, &signal);
    sigprocmask(SIG_SETMASK, &old, NULL);
}

enum moment { NEVER, FIRST_ADDED, ALL_ADDED, PRINTED };

static void G_GNUC_NORETURN print_and_raise(enum moment moment, bool ignored)
{
    struct printing *printing = printing_new(NULL);
    struct workbook *workbook = make_workbook();
    char *a = place_of("a.pdf"), *b = place_of("b.pdf");
    if (ignored)
        signal(SIGTERM, SIG_IGN);
    bool good = printing_add(printing, workbook, a, NULL);
    if (moment == FIRST_ADDED)
        raise(SIGTERM);
    good = printing_add(printing, workbook, b, NULL) && good;
    if (moment == ALL_ADDED)
        raise(SIGTERM);
    good = printing_run(printing, NULL) && good;
    if (moment == PRINTED)
        raise(SIGTERM);
    printing_free(printing);
    _exit(good ? 0 : 1);
}

/* A signal ends the program, at whatever moment it comes, once nothing is left; one that it was told to
 * ignore does nothing. */
static void test_ended(void)
{
    static const char made[] = "made 1 $first; made 2 $first";
    static const struct {
        const char *script;
        enum moment moment;
        bool printed; /* before it came */
    } cases[] = {
        {made, FIRST_ADDED, false},
        {made, ALL_ADDED, false},
        {"kill -TERM $PPID; sleep 1; made 1 $first; made 2 $first", NEVER, false},
        {made, PRINTED, true},
    };
    for (unsigned i = 0; i < 2 * G_N_ELEMENTS(cases); i++) {
        bool ignored = i % 2 == 1;
        int status = 0;
        write_script(cases[i / 2].script);
        set_old();
        pid_t child = fork();
        if (child == 0)
            print_and_raise(cases[i / 2].moment, ignored);
        g_assert_cmpint(waitpid(child, &status, 0), ==, child);
        if (ignored)
            g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        else
            g_assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
        g_assert_cmpuint(count_files(temporary), ==, 0);
        g_assert_true(
            cases[i / 2].moment == ALL_ADDED || is_new("b.pdf") == (ignored || cases[i / 2].printed));
    }
}

static char *printed(const char *name)
{
    char *path = place_of(name), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_free(path);
    return text;
}

/* Dates and identifiers that LibreOffice makes anew do not make another file; another content does. */
static void test_same_bytes(void)
{
    write_script("RANDOM_START=1 made 1 $first; RANDOM_START=2 made 2 $second");
    g_assert_cmpstr(print_two(60), ==, NULL);
    char *a = printed("a.pdf"), *b = printed("b.pdf");
    g_assert_cmpstr(a, ==, b);
    g_assert_nonnull(strstr(a, "/CreationDate(D:20190101000000Z)"));
    g_assert_null(strstr(a, "0123456789ABCDEF"));
    write_script("made 1 $first; made 2 $first; sed -i 's/PDF-1.6/PDF-1.7/' $out/2.pdf");
    g_assert_cmpstr(print_two(60), ==, NULL);
    char *c = printed("a.pdf"), *d = printed("b.pdf");
    g_assert_cmpstr(a, ==, c);
    g_assert_cmpstr(strstr(c, "/ID"), !=, strstr(d, "/ID"));
    g_free(a);
    g_free(b);
    g_free(c);
    g_free(d);
}

static void test_no_room(void)
{
    write_script("made 1 $first; made 2 $first");
    GError *error = NULL;
    struct workbook *workbook = make_workbook();
    struct printing *printing = printing_new(&error);
    char *path = g_build_filename(folder, "missing", "a.pdf", NULL);
    g_assert_true(printing_add(printing, workbook, path, &error));
    g_assert_false(printing_run(printing, &error));
    g_assert_true(g_error_matches(error, FAILURE, FAILURE_OUTPUT));
    g_assert_nonnull(strstr(error->message, path));
    g_clear_error(&error);
    printing_free(printing);
    workbook_free(workbook);
    g_free(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("pianoxl-test-XXXXXX", NULL);
    temporary = place_of("tmp");
    bin = place_of("bin");
    g_assert_cmpint(g_mkdir(temporary, 0700) | g_mkdir(bin, 0700), ==, 0);
    g_setenv("TMPDIR", temporary, TRUE);
    /* The stand-in alone: a LibreOffice of the machine is out of reach. */
    static const char *const needed[] = {"sleep", "sed"};
    for (unsigned i = 0; i < G_N_ELEMENTS(needed); i++) {
        char *from = g_find_program_in_path(needed[i]), *to = g_build_filename(bin, needed[i], NULL);
        g_assert_cmpint(symlink(from, to), ==, 0);
        g_free(from);
        g_free(to);
    }
    g_setenv("PATH", bin, TRUE);
    g_test_add_func("/print/outcomes", test_outcomes);
    g_test_add_func("/print/group", test_group);
    g_test_add_func("/print/interrupted", test_interrupted);
    g_test_add_func("/print/ended", test_ended);
    g_test_add_func("/print/same-bytes", test_same_bytes);
    g_test_add_func("/print/no-room", test_no_room);
    int status = g_test_run();
    static const char *const left[] = {"bin/sleep", "bin/sed", "bin/soffice", "bin", "tmp", "a.pdf", "b.pdf"};
    for (unsigned i = 0; i < G_N_ELEMENTS(left); i++) {
        char *path = place_of(left[i]);
        g_remove(path);
        g_free(path);
    }
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    g_free(folder);
    g_free(temporary);
    g_free(bin);
    return status;
}

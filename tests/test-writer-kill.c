/* Whoever is killed at whatever point: the target is the earlier file or the whole new one. */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "support/failure.h"
#include "writer/readback.h"
#include "writer/writer.h"

#define TRIES 24

enum outcome { WRITTEN, REFUSED, OTHERWISE };

static char *folder, *path;

static struct workbook *make_large(void)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "S");
    for (unsigned row = 0; row < 3000; row++) {
        char *text = g_strdup_printf("text of row %u", row * 7919);
        sheet_put(sheet, row, row % 5, CELL_TEXT, 0)->text = workbook_intern(workbook, text);
        g_free(text);
    }
    return workbook;
}

/* Writes in a process of its own, which can be killed. */
static pid_t start(const struct workbook *workbook)
{
    pid_t writer = fork();
    if (writer != 0)
        return writer;
    GError *error = NULL;
    bool good = writer_write(workbook, path, &error);
    _exit(good ? WRITTEN : error && error->code == FAILURE_OUTPUT ? REFUSED : OTHERWISE);
}

static bool is_whole(const struct workbook *workbook)
{
    struct workbook *read = grid_read(path, GRID_LOOKS, NULL);
    char *difference = read ? readback_difference(workbook, read) : g_strdup("unreadable");
    bool whole = !difference;
    g_free(difference);
    workbook_free(read);
    return whole;
}

static bool is_earlier(void)
{
    char *bytes = NULL;
    g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    bool earlier = !strcmp(bytes, "earlier");
    g_free(bytes);
    return earlier;
}

/* Other files in the folder than the target; they are removed. */
static unsigned leftovers(void)
{
    GDir *opened = g_dir_open(folder, 0, NULL);
    const char *name;
    unsigned count = 0;
    while ((name = g_dir_read_name(opened))) {
        char *left = g_build_filename(folder, name, NULL);
        if (g_file_test(left, G_FILE_TEST_IS_DIR)) {
            GDir *inner = g_dir_open(left, 0, NULL);
            const char *file;
            while ((file = g_dir_read_name(inner))) {
                char *within = g_build_filename(left, file, NULL);
                g_unlink(within);
                g_free(within);
            }
            g_dir_close(inner);
            g_rmdir(left);
            count++;
        }
        g_free(left);
    }
    g_dir_close(opened);
    return count;
}

/* The child of the writing process, 0 if there is none at this moment. */
static pid_t child_of(pid_t writer)
{
    char *list = g_strdup_printf("/proc/%d/task/%d/children", (int)writer, (int)writer), *text = NULL;
    pid_t child = 0;
    if (g_file_get_contents(list, &text, NULL, NULL))
        child = (pid_t)g_ascii_strtoll(text, NULL, 10);
    g_free(text);
    g_free(list);
    return child;
}

static int end_of(pid_t writer)
{
    int status;
    g_assert_cmpint(waitpid(writer, &status, 0), ==, writer);
    return status;
}

/* The library's process is killed: one message, nothing left behind, the earlier file intact. */
static void test_child(void)
{
    if (!g_file_test("/proc/self/task", G_FILE_TEST_IS_DIR)) {
        g_test_skip("there is no /proc");
        return;
    }
    struct workbook *workbook = make_large();
    unsigned refused = 0;
    for (unsigned try = 0; try < TRIES && refused < 3; try++) {
        g_assert_true(g_file_set_contents(path, "earlier", -1, NULL));
        pid_t writer = start(workbook), child = 0;
        for (unsigned i = 0; i < 2000 && !child; i++) {
            child = child_of(writer);
            g_usleep(200);
        }
        if (child)
            kill(child, SIGKILL);
        int status = end_of(writer);
        g_assert_true(WIFEXITED(status));
        g_assert_cmpint(WEXITSTATUS(status), <, OTHERWISE);
        g_assert_cmpuint(leftovers(), ==, 0);
        if (WEXITSTATUS(status) == REFUSED) {
            g_assert_true(is_earlier());
            refused++;
        } else {
            g_assert_true(is_whole(workbook));
        }
    }
    if (!refused)
        g_test_skip("no child was caught");
    workbook_free(workbook);
}

/* The program itself is killed. */
static void test_program(void)
{
    struct workbook *workbook = make_large();
    unsigned earlier = 0, whole = 0;
    for (unsigned try = 0; try < TRIES; try++) {
        g_assert_true(g_file_set_contents(path, "earlier", -1, NULL));
        pid_t writer = start(workbook);
        g_usleep(try * try * 500);
        kill(writer, SIGKILL);
        end_of(writer);
        if (is_earlier()) {
            earlier++;
        } else {
            g_assert_true(is_whole(workbook));
            whole++;
        }
        leftovers();
    }
    g_assert_cmpuint(earlier, >, 0);
    g_test_message("%u earlier, %u whole", earlier, whole);
    workbook_free(workbook);
}

/* Interrupted, it leaves nothing behind. */
static void test_interruption(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct workbook *workbook = make_large();
    for (unsigned try = 0; try < TRIES; try++) {
        g_assert_true(g_file_set_contents(path, "earlier", -1, NULL));
        pid_t writer = start(workbook);
        g_usleep(try * try * 300);
        kill(writer, signals[try % G_N_ELEMENTS(signals)]);
        int status = end_of(writer);
        g_assert_true(WIFEXITED(status) ? WEXITSTATUS(status) == WRITTEN : WIFSIGNALED(status));
        g_assert_cmpuint(leftovers(), ==, 0);
        g_assert_true(is_earlier() || is_whole(workbook));
    }
    workbook_free(workbook);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL);
    path = g_build_filename(folder, "target.xlsx", NULL);
    g_test_add_func("/writer/kill/child", test_child);
    g_test_add_func("/writer/kill/program", test_program);
    g_test_add_func("/writer/kill/interruption", test_interruption);
    int status = g_test_run();
    leftovers();
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return status;
}

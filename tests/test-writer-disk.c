/* A disk that fills up at any point: the file is whole, or refused with the earlier one intact. A limit on
 * the size of files stands for the disk, since it works as any user and anywhere. */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "support/failure.h"
#include "writer/output.h"
#include "writer/readback.h"
#include "writer/writer.h"

enum outcome { WRITTEN, REFUSED, OTHERWISE };

static char *folder, *path;

/* A sheet that packs well has its XML beyond the limit where the ZIP is not; the other way round with random
 * texts. */
static struct workbook *make_large(bool packs)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "S");
    GRand *random = g_rand_new_with_seed(1);
    for (unsigned row = 0; row < 2000; row++) {
        char *text = packs ? g_strdup("the same")
                           : g_strdup_printf("%08x%08x", g_rand_int(random), g_rand_int(random));
        sheet_put(sheet, row, 0, CELL_TEXT, 0)->text = workbook_intern(workbook, text);
        g_free(text);
    }
    g_rand_free(random);
    return workbook;
}

static enum outcome write_within(const struct workbook *workbook, rlim_t limit)
{
    pid_t child = fork();
    if (child == 0) {
        struct rlimit sizes = {limit, limit};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &sizes);
        GError *error = NULL;
        bool good = writer_write(workbook, path, &error);
        bool told = error && error->code == FAILURE_OUTPUT && strstr(error->message, path);
        _exit(good ? WRITTEN : told ? REFUSED : OTHERWISE);
    }
    int status;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    return WIFEXITED(status) ? (enum outcome)WEXITSTATUS(status) : OTHERWISE;
}

static void assert_whole(const struct workbook *workbook)
{
    GError *error = NULL;
    struct workbook *read = grid_read(path, GRID_LOOKS, &error);
    g_assert_no_error(error);
    char *difference = readback_difference(workbook, read);
    g_assert_cmpstr(difference, ==, NULL);
    workbook_free(read);
}

static void assert_earlier(void)
{
    char *bytes = NULL;
    g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    g_assert_cmpstr(bytes, ==, "earlier");
    g_free(bytes);
}

static void assert_alone(void)
{
    GDir *opened = g_dir_open(folder, 0, NULL);
    unsigned count = 0;
    while (g_dir_read_name(opened))
        count++;
    g_dir_close(opened);
    g_assert_cmpuint(count, ==, 1);
}

static void test_full(const void *packs)
{
    struct workbook *workbook = make_large(packs != NULL);
    unsigned count[OTHERWISE + 1] = {0};
    for (rlim_t limit = 0; limit < 400000; limit = limit * 3 / 2 + 100) {
        g_assert_true(g_file_set_contents(path, "earlier", -1, NULL));
        enum outcome outcome = write_within(workbook, limit);
        g_assert_cmpint(outcome, <, OTHERWISE);
        count[outcome]++;
        if (outcome == WRITTEN)
            assert_whole(workbook);
        else
            assert_earlier();
        assert_alone();
    }
    g_assert_cmpuint(count[WRITTEN], >, 0);
    g_assert_cmpuint(count[REFUSED], >, 3);
    workbook_free(workbook);
}

/* Bytes at hand, in the place of a file or of none. */
static void test_bytes(void)
{
    char *bytes = g_strnfill(100000, 'x'), *read = NULL;
    for (rlim_t limit = 0; limit < 200000; limit += 50000) {
        g_assert_true(g_file_set_contents(path, "earlier", -1, NULL));
        pid_t child = fork();
        if (child == 0) {
            struct rlimit sizes = {limit, limit};
            signal(SIGXFSZ, SIG_IGN);
            setrlimit(RLIMIT_FSIZE, &sizes);
            GError *error = NULL;
            bool good = output_write(path, bytes, strlen(bytes), &error);
            _exit(good ? WRITTEN : error && strstr(error->message, path) ? REFUSED : OTHERWISE);
        }
        int status;
        g_assert_cmpint(waitpid(child, &status, 0), ==, child);
        g_assert_true(WIFEXITED(status));
        g_assert_cmpint(WEXITSTATUS(status), ==, limit < strlen(bytes) ? REFUSED : WRITTEN);
        if (limit < strlen(bytes)) {
            assert_earlier();
        } else {
            g_assert_true(g_file_get_contents(path, &read, NULL, NULL));
            g_assert_cmpstr(read, ==, bytes);
            g_clear_pointer(&read, g_free);
        }
        assert_alone();
    }
    g_free(bytes);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL);
    path = g_build_filename(folder, "full.xlsx", NULL);
    g_test_add_data_func("/writer/disk/random", NULL, test_full);
    g_test_add_data_func("/writer/disk/packed", "packed", test_full);
    g_test_add_func("/writer/disk/bytes", test_bytes);
    int status = g_test_run();
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return status;
}

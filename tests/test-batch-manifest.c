/* The manifest: written, read again, joined; and the messages between batch and its workers. */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "cli/batch/earlier.h"
#include "cli/batch/groups.h"
#include "cli/batch/merge.h"
#include "cli/batch/message.h"
#include "cli/batch/staging.h"
#include "support/failure.h"

static struct input *add_input(struct manifest *manifest, const char *name, enum input_state state)
{
    struct input *input = input_new(name);
    input->state = state;
    input->bytes = 1234567890123;
    input->sha256 = g_strdup("abc");
    input->reason = state == INPUT_READ ? NULL : g_strdup("is \"damaged\",\nget a fresh copy");
    input->microseconds = 1234000;
    g_ptr_array_add(manifest->inputs, input);
    return input;
}

/* Two inputs of a group of `part`, and one that is refused. */
static struct manifest *make(unsigned part, unsigned parts)
{
    struct manifest *manifest = manifest_new();
    manifest->program = g_strdup("pianoxl 1");
    manifest->options = g_strdup("--group=plan");
    manifest->templates_sha256 = g_strdup("t");
    manifest->archive_sha256 = g_strdup("a");
    manifest->archive_inputs = 3 * parts;
    manifest->part = part;
    manifest->parts = parts;
    manifest->complete = true;
    manifest->microseconds = 5000;
    char *folder = g_strdup_printf("f%u", part), *name = g_strdup_printf("f%u/t-2020", part);
    struct group *group = group_new(name, folder);
    group->state = GROUP_WRITTEN;
    group->template = g_strdup("t");
    group->template_sha256 = g_strdup("s");
    group->year = 2020;
    group->levels = g_strdup("area 3");
    group->cells[CELLS_ALL] = 9;
    group->counts = (struct counts){7, {0, 1, 2, 3}};
    group->microseconds = 250000;
    for (unsigned i = 1; i <= 3; i++) {
        char *file = g_strdup_printf("f%u/%u.xlsx", part, i);
        struct input *input = add_input(manifest, file, i == 3 ? INPUT_REFUSED : INPUT_READ);
        if (i < 3) {
            input->group = group;
            g_ptr_array_add(group->inputs, input);
        }
        g_free(file);
    }
    char *report = g_strconcat(name, product_kinds[PRODUCT_REPORT].ending, NULL);
    g_ptr_array_add(group->products, product_new(report, 12, "h"));
    g_ptr_array_add(manifest->groups, group);
    struct product *left = product_new("old/\"t\".xlsx", 9, "old");
    g_hash_table_replace(manifest->earlier, left->name, left);
    g_free(report);
    g_free(folder);
    g_free(name);
    return manifest;
}

static void test_round_trip(void)
{
    struct manifest *manifest = make(2, 3);
    char *text = manifest_to_json(manifest);
    GError *error = NULL;
    struct manifest *again = manifest_from_json(text, "m.json", &error);
    g_assert_no_error(error);
    char *second = manifest_to_json(again);
    g_assert_cmpstr(second, ==, text);
    char *table = manifest_to_csv(manifest), *table_again = manifest_to_csv(again);
    g_assert_cmpstr(table, ==, table_again);
    g_assert_nonnull(strstr(table, "\"is \"\"damaged\"\",\nget a fresh copy\""));
    g_assert_nonnull(strstr(table, ",1.359,\r\n")); /* its own 1.234, half of 0.250 */
    g_assert_nonnull(strstr(table, "\r\n,earlier,"));
    g_assert_nonnull(strstr(table, ",\"old/\"\"t\"\".xlsx\"\r\n"));
    const struct manifest_totals totals = manifest_totals(again);
    g_assert_cmpuint(totals.written, ==, 1);
    g_assert_cmpuint(totals.earlier, ==, 1);
    g_assert_cmpuint(totals.inputs[INPUT_READ], ==, 2);
    g_assert_cmpuint(totals.inputs[INPUT_REFUSED], ==, 1);
    g_assert_cmpuint(totals.groups[GROUP_WRITTEN], ==, 1);
    g_assert_cmpuint(totals.counts.findings[SEVERITY_ERROR], ==, 3);
    g_free(text);
    g_free(second);
    g_free(table);
    g_free(table_again);
    manifest_free(again);
    manifest_free(manifest);
}

/* What is not settled names no outputs, and its inputs are not done. */
static void test_pending(void)
{
    struct manifest *manifest = make(1, 1);
    struct group *group = manifest->groups->pdata[0];
    group->state = GROUP_PENDING;
    g_assert_cmpuint(manifest_totals(manifest).inputs[INPUT_PENDING], ==, 2);
    char *text = manifest_to_json(manifest), *table = manifest_to_csv(manifest);
    g_assert_null(strstr(text, "t-2020.xlsx"));
    g_assert_null(strstr(table, "t-2020.xlsx"));
    g_free(text);
    g_free(table);
    manifest_free(manifest);
}

/* What runs before wrote counts as theirs until it is written again. */
static void test_earlier(void)
{
    struct manifest *before = make(1, 1), *manifest = make(2, 2);
    earlier_take(manifest, before);
    earlier_take(manifest, before);
    static const char *const names[] = {"f1/t-2020.xlsx", "old/\"t\".xlsx"};
    GPtrArray *products = manifest_earlier(manifest);
    g_assert_cmpuint(products->len, ==, G_N_ELEMENTS(names));
    for (unsigned i = 0; i < products->len; i++)
        g_assert_cmpstr(((const struct product *)products->pdata[i])->name, ==, names[i]);
    g_ptr_array_unref(products);
    struct group *group = group_new("f1/t-2020", "f1");
    g_ptr_array_add(group->products, product_new(names[0], 7, "new"));
    g_ptr_array_add(manifest->groups, group);
    earlier_settle(manifest);
    g_assert_cmpuint(g_hash_table_size(manifest->earlier), ==, 2); /* it is still to be written */
    group->state = GROUP_WRITTEN;
    earlier_settle(manifest);
    g_assert_cmpuint(g_hash_table_size(manifest->earlier), ==, 1);
    earlier_check(manifest, "/nowhere");
    g_assert_cmpuint(g_hash_table_size(manifest->earlier), ==, 0);
    manifest_free(before);
    manifest_free(manifest);
}

static void test_no_manifest(void)
{
    struct manifest *manifest = make(1, 1);
    char *text = manifest_to_json(manifest);
    static const char *const changes[][2] = {
        {"\"manifest\": 1", "\"manifest\": 2"},
        {"\"state\": \"read\"", "\"state\": \"other\""},
        {"\"state\": \"written\"", "\"state\": \"w\""},
        {"\"f1/2.xlsx\"", "\"f1/1.xlsx\""}, /* twice */
        {"\"part\": 1", "\"part\": 2"},
        {"\"groups\"", "\"group\""},
        {"\"inputs\": [", "\"inputs\": [{},"},
        {"}\n", "\n"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(changes); i++) {
        char **parts = g_strsplit(text, changes[i][0], 0);
        char *changed = g_strjoinv(changes[i][1], parts);
        GError *error = NULL;
        g_test_message("%s", changes[i][1]);
        g_assert_cmpstr(changed, !=, text);
        g_assert_null(manifest_from_json(changed, "m.json", &error));
        g_assert_error(error, FAILURE, FAILURE_INPUT);
        g_assert_nonnull(strstr(error->message, "m.json"));
        g_error_free(error);
        g_strfreev(parts);
        g_free(changed);
    }
    g_free(text);
    manifest_free(manifest);
}

static void test_group_alone(void)
{
    struct manifest *manifest = make(1, 1);
    char *text = manifest_group_to_json(manifest->groups->pdata[0]);
    struct manifest *again = manifest_group_from_json(text);
    g_assert_cmpuint(again->inputs->len, ==, 2);
    const struct group *group = again->groups->pdata[0];
    g_assert_cmpstr(group->name, ==, "f1/t-2020");
    g_assert_cmpint(group->microseconds, ==, 250000);
    g_assert_cmpuint(group->products->len, ==, 1);
    /* cut off anywhere it is none */
    for (size_t length = strlen(text) - 2; length > 0; length--) {
        text[length] = '\0';
        g_assert_null(manifest_group_from_json(text));
    }
    manifest_free(again);
    manifest_free(manifest);
    g_free(text);
}

static void free_manifest(gpointer manifest)
{
    manifest_free(manifest);
}

static GPtrArray *parts_new(unsigned count)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func(free_manifest);
    for (unsigned i = count; i >= 1; i--)
        g_ptr_array_add(parts, make(i, 3));
    return parts;
}

static char names[4][3] = {"m3", "m2", "m1", "m0"};
static char *const part_names[] = {names[0], names[1], names[2], names[3]};

static void test_merge(void)
{
    GPtrArray *parts = parts_new(3);
    GError *error = NULL;
    struct manifest *merged = manifest_merge(parts, part_names, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(merged->inputs->len, ==, 9);
    g_assert_cmpuint(merged->groups->len, ==, 3);
    g_assert_cmpstr(((struct input *)merged->inputs->pdata[0])->name, ==, "f1/1.xlsx");
    g_assert_cmpuint(merged->parts, ==, 1);
    g_assert_true(merged->complete);
    manifest_free(merged);
    g_ptr_array_unref(parts);
}

static void refuse_merge(GPtrArray *parts, const char *message)
{
    GError *error = NULL;
    g_assert_null(manifest_merge(parts, part_names, &error));
    g_assert_error(error, FAILURE, FAILURE_INPUT);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, message));
    g_error_free(error);
    g_ptr_array_unref(parts);
}

static void replace(char **text, const char *by)
{
    g_free(*text);
    *text = g_strdup(by);
}

static void test_merge_refused(void)
{
    GPtrArray *parts = parts_new(2);
    refuse_merge(parts, "part 3 of 3 is missing");
    parts = parts_new(3);
    g_ptr_array_add(parts, make(2, 3));
    refuse_merge(parts, "m0: part 2 is given twice");
    parts = parts_new(3);
    replace(&((struct manifest *)parts->pdata[1])->archive_sha256, "b");
    refuse_merge(parts, "m2: is of another archive");
    parts = parts_new(3);
    replace(&((struct manifest *)parts->pdata[2])->options, "--group=file");
    refuse_merge(parts, "m1: was made with another version");
    parts = parts_new(3);
    ((struct manifest *)parts->pdata[0])->complete = false;
    refuse_merge(parts, "m3: is of a run that was ended early");
    parts = parts_new(3);
    ((struct manifest *)parts->pdata[0])->archive_inputs = 8;
    refuse_merge(parts, "9 inputs, the archive has 8");
}

static void test_messages(void)
{
    int ends[2];
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
    struct message message = message_new(), got;
    message_put_number(&message, -5);
    message_put_text(&message, "à\n");
    message_put_text(&message, NULL);
    message_put_text(&message, "");
    g_assert_true(message_send(ends[0], &message));
    g_assert_true(message_receive(ends[1], &got));
    g_assert_cmpint(message_take_number(&got), ==, -5);
    char *text = message_take_text(&got), *none = message_take_text(&got), *empty = message_take_text(&got);
    g_assert_cmpstr(text, ==, "à\n");
    g_assert_null(none);
    g_assert_cmpstr(empty, ==, "");
    g_assert_false(got.short_of);
    g_assert_null(message_take_text(&got));
    g_assert_true(got.short_of);
    g_free(text);
    g_free(empty);

    /* byte by byte */
    GByteArray *stream = g_byte_array_new();
    struct message split;
    message = message_new();
    message_put_text(&message, "abc");
    g_assert_true(message_send(ends[0], &message));
    guint8 bytes[64];
    ssize_t length = recv(ends[1], bytes, sizeof bytes, 0);
    for (ssize_t i = 0; i < length; i++) {
        g_assert_false(message_split(stream, &split));
        g_byte_array_append(stream, bytes + i, 1);
    }
    g_assert_true(message_split(stream, &split));
    g_assert_cmpuint(stream->len, ==, 0);
    text = message_take_text(&split);
    g_assert_cmpstr(text, ==, "abc");
    g_free(text);
    message_clear(&split);
    g_byte_array_unref(stream);
    message_clear(&got);
    close(ends[1]);
    message = message_new();
    g_assert_false(message_send(ends[0], &message));
    g_assert_false(message_receive(ends[0], &got));
    close(ends[0]);
}

static void test_staging(void)
{
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL);
    struct staging staging, other;
    GPtrArray *records = g_ptr_array_new_with_free_func(g_free);
    GError *error = NULL;
    g_assert_true(staging_begin(&staging, folder, 2, 3, records, &error));
    g_assert_cmpuint(records->len, ==, 0);
    g_assert_false(staging_begin(&other, folder, 2, 3, records, &error));
    g_assert_error(error, FAILURE, FAILURE_OUTPUT);
    g_clear_error(&error);
    staging_release(&other);
    g_assert_true(staging_begin(&other, folder, 1, 3, records, &error)); /* another part may */
    staging_finish(&other);
    g_assert_true(staging_add(&staging, "one\n", &error));
    g_assert_true(staging_add(&staging, "two\n", &error));
    char *left = staging_folder(&staging, 7), *file = g_build_filename(left, "x", NULL);
    g_assert_cmpint(g_mkdir_with_parents(left, 0777), ==, 0);
    g_assert_true(g_file_set_contents(file, "x", 1, NULL));
    staging_release(&staging);
    g_assert_true(staging_begin(&staging, folder, 2, 3, records, &error));
    g_assert_cmpuint(records->len, ==, 2);
    g_assert_cmpstr(records->pdata[0], ==, "one\n");
    g_assert_cmpstr(records->pdata[1], ==, "two\n");
    g_assert_false(g_file_test(left, G_FILE_TEST_EXISTS));
    g_assert_true(staging_restart(&staging, &error));
    g_ptr_array_set_size(records, 0);
    staging_release(&staging);
    g_assert_true(staging_begin(&staging, folder, 2, 3, records, &error));
    g_assert_cmpuint(records->len, ==, 0);
    staging_finish(&staging);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    g_ptr_array_unref(records);
    g_free(left);
    g_free(file);
    g_free(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/batch/manifest/round-trip", test_round_trip);
    g_test_add_func("/batch/manifest/pending", test_pending);
    g_test_add_func("/batch/manifest/earlier", test_earlier);
    g_test_add_func("/batch/manifest/none", test_no_manifest);
    g_test_add_func("/batch/manifest/group", test_group_alone);
    g_test_add_func("/batch/manifest/merge", test_merge);
    g_test_add_func("/batch/manifest/merge-refused", test_merge_refused);
    g_test_add_func("/batch/messages", test_messages);
    g_test_add_func("/batch/staging", test_staging);
    return g_test_run();
}

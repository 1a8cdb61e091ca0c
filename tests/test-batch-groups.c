/* Which inputs make a plan, what their outputs are called, and which part does what. */
#include <string.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "cli/batch/groups.h"
#include "cli/batch/progress.h"
#include "cli/batch/walk.h"

static struct manifest *make(const char *const *lines)
{
    struct manifest *manifest = manifest_new();
    for (; *lines; lines++) {
        char **parts = g_strsplit(*lines, "|", 3); /* name|template|year; no template: refused */
        struct input *input = input_new(parts[0]);
        bool read = parts[1] && *parts[1];
        input->state = read ? INPUT_READ : INPUT_REFUSED;
        input->template = read ? g_strdup(parts[1]) : NULL;
        input->year = read && parts[2] ? (int)g_ascii_strtoll(parts[2], NULL, 10) : 0;
        g_ptr_array_add(manifest->inputs, input);
        g_strfreev(parts);
    }
    manifest_sort(manifest);
    return manifest;
}

/* "name: input input; name: input", in the order of names. */
static char *groups_text(struct manifest *manifest, enum grouping grouping, bool backwards)
{
    manifest_keep_part(manifest, grouping);
    GPtrArray *folders = folders_new(manifest), *formed = g_ptr_array_new();
    for (unsigned i = 0; i < folders->len; i++)
        groups_form(manifest, folders->pdata[backwards ? folders->len - 1 - i : i], grouping, formed);
    g_assert_cmpuint(formed->len, ==, manifest->groups->len);
    manifest_sort(manifest);
    GString *text = g_string_new(NULL);
    for (unsigned g = 0; g < manifest->groups->len; g++) {
        const struct group *group = manifest->groups->pdata[g];
        g_string_append_printf(text, "%s%s:", g ? "; " : "", group->name);
        for (unsigned i = 0; i < group->inputs->len; i++) {
            const struct input *input = group->inputs->pdata[i];
            g_assert_true(input->group == group);
            g_string_append_printf(text, " %s", input->name);
        }
    }
    g_ptr_array_unref(folders);
    g_ptr_array_unref(formed);
    return g_string_free(text, FALSE);
}

static const struct {
    enum grouping grouping;
    const char *inputs[8];
    const char *groups;
} cases[] = {
    {GROUPING_PLAN, {"a/1.xlsx|t|2019", "a/2.xls|t|2019", "b/3.ods|t|2019"},
        "a/t-2019: a/1.xlsx a/2.xls; b/t-2019: b/3.ods"},
    {GROUPING_PLAN, {"1|t|2019", "2|t|2020", "3|u|2019"}, "t-2019: 1; t-2020: 2; u-2019: 3"},
    /* without a year: with the only one there is, of the same template */
    {GROUPING_PLAN, {"1|t|", "2|t|2020", "3|u|"}, "t-2020: 1 2; u: 3"},
    {GROUPING_PLAN, {"1|t|", "2|t|2020", "3|t|2021"}, "t: 1; t-2020: 2; t-2021: 3"},
    {GROUPING_PLAN, {"1|t|", "2|t|"}, "t: 1 2"},
    /* what is refused belongs nowhere */
    {GROUPING_PLAN, {"1|", "2|t|2020"}, "t-2020: 2"},
    {GROUPING_PLAN, {"a/1|"}, ""},
    /* names: no slashes, and none that only case tells apart */
    {GROUPING_PLAN, {"1|p/q|2020"}, "p-q-2020: 1"},
    {GROUPING_PLAN, {"1|T|2020", "2|t|2020"}, "T-2020: 1; t-2020-2: 2"},
    {GROUPING_FILE, {"a/x.xls|t|2020", "a/x.xlsx|t|2020", "a/X.ods|u|"},
        "a/X: a/X.ods; a/x-2: a/x.xls; a/x-3: a/x.xlsx"},
    /* the findings of one would be the report of the other, the Allegati of one the reports of the others */
    {GROUPING_FILE, {"x.xlsx|t|2020", "x-rilievi.xlsx|t|2020"}, "x: x.xlsx; x-rilievi-2: x-rilievi.xlsx"},
    {GROUPING_FILE, {"a/x.xlsx|t|", "a/X-Allegati/1.xlsx|t|", "b/x.xlsx|t|", "x.xlsx|t|"},
        "a/X-Allegati/1: a/X-Allegati/1.xlsx; a/x-2: a/x.xlsx; b/x: b/x.xlsx; x: x.xlsx"},
    {GROUPING_FILE, {"x.xls|t|", "x.xlsx/1.xls|t|"}, "x-2: x.xls; x.xlsx/1: x.xlsx/1.xls"},
    {GROUPING_FILE, {"x.xls|t|", "x-allegati/1.xls|"}, "x: x.xls"},
    /* what is no workbook by its name comes last */
    {GROUPING_FILE, {"x.doc|t|", "x.xls|t|"}, "x: x.xls; x-2: x.doc"},
    {GROUPING_FILE, {"a/.xlsx|t|", "a/b|t|", "a/c.d.xls|t|"}, "a/.xlsx: a/.xlsx; a/b: a/b; a/c.d: a/c.d.xls"},
    {GROUPING_FOLDER, {"1|t|2019", "2|u|2020", "a/3|t|", "a/4|t|1"}, ".: 1 2; a: a/3 a/4"},
};

static void test_groups(void)
{
    for (unsigned i = 0; i < 2 * G_N_ELEMENTS(cases); i++) {
        struct manifest *manifest = make(cases[i / 2].inputs);
        char *text = groups_text(manifest, cases[i / 2].grouping, i % 2);
        g_assert_cmpstr(text, ==, cases[i / 2].groups);
        g_free(text);
        manifest_free(manifest);
    }
}

static void test_years_that_are_read(void)
{
    static const struct {
        const char *base;
        int year;
        const char *others, *name;
    } years[] = {
        {"t", 0, "u", "t"},
        {"t", 2021, "", "t-2021"},
        {"t", 2021, "t-2020 t-2022", "t-2021"},
        {"t", 2021, "t-2020 T-2021", "t-2021-2"},
        {"t", 2021, "t-2021-2 t-2021", "t-2021-3"},
        {"t-2", 2021, "T", "t-2-2021"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(years); i++) {
        char **others = g_strsplit(years[i].others, " ", -1);
        char *name = group_base_of_year(years[i].base, years[i].year, others);
        g_assert_cmpstr(name, ==, years[i].name);
        g_free(name);
        g_strfreev(others);
    }
    /* groups: only those that are formed without a year wait for it */
    const char *lines[] = {"a/1|t|", "a/2|t|2020", "a/3|t|2021", "a/4|u|2021", NULL};
    struct manifest *manifest = make(lines);
    g_free(groups_text(manifest, GROUPING_PLAN, false));
    static const char *const names[] = {"a/t-2021-2", "a/t-2020", "a/t-2021", "a/u-2021"};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        char *name = group_name_of_year(manifest->groups->pdata[i], 2021);
        g_assert_cmpstr(name, ==, names[i]);
        g_free(name);
    }
    manifest_free(manifest);
}

/* What compared each with each would not come to an end. */
static void test_many(void)
{
    struct manifest *manifest = manifest_new();
    for (unsigned i = 0; i < 200000; i++) {
        char *name = g_strdup_printf("%u", i);
        struct input *input = input_new(name);
        input->state = i % 2 ? INPUT_READ : INPUT_FOREIGN;
        input->template = i % 2 ? g_strdup("t") : NULL;
        input->year = i == 199999 ? 2020 : 0;
        g_ptr_array_add(manifest->inputs, input);
        g_free(name);
    }
    GPtrArray *folders = folders_new(manifest), *formed = g_ptr_array_new();
    groups_form(manifest, folders->pdata[0], GROUPING_PLAN, formed);
    g_assert_cmpuint(formed->len, ==, 1);
    g_assert_cmpuint(((const struct group *)formed->pdata[0])->inputs->len, ==, 100000);
    g_ptr_array_unref(folders);
    g_ptr_array_unref(formed);
    manifest_free(manifest);
}

static void test_long_names(void)
{
    char *name = g_strnfill(240, 'x'), *accents = g_strdup("");
    for (unsigned i = 0; i < 120; i++) {
        char *more = g_strconcat(accents, "à", NULL);
        g_free(accents);
        accents = more;
    }
    char *first = g_strconcat(name, ".xls|t|", NULL), *second = g_strconcat(name, ".xlsx|t|", NULL);
    char *third = g_strconcat(accents, "|t|", NULL);
    const char *lines[] = {first, second, third, NULL};
    struct manifest *manifest = make(lines);
    char *text = groups_text(manifest, GROUPING_FILE, false);
    for (unsigned i = 0; i < manifest->groups->len; i++) {
        const struct group *group = manifest->groups->pdata[i];
        g_assert_cmpuint(strlen(group->name) + strlen(product_kinds[PRODUCT_SCORES].ending), <=, 255);
        g_assert_true(g_utf8_validate(group->name, -1, NULL));
    }
    g_free(text);
    g_free(name);
    g_free(accents);
    g_free(first);
    g_free(second);
    g_free(third);
    manifest_free(manifest);
}

/* Names of the inputs of a part. */
static char *part_text(unsigned part, unsigned parts, enum grouping grouping)
{
    static const char *const lines[] = {
        "a/1|t|", "a/2|t|", "a/b/3|t|", "a/c|t|", "b/4|t|", "c/5|t|", "6|t|", NULL};
    struct manifest *manifest = make(lines);
    manifest->part = part;
    manifest->parts = parts;
    manifest_keep_part(manifest, grouping);
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < manifest->inputs->len; i++)
        g_string_append_printf(text, "%s ", ((const struct input *)manifest->inputs->pdata[i])->name);
    manifest_free(manifest);
    return g_string_free(text, FALSE);
}

static void test_parts(void)
{
    static const struct {
        unsigned part, parts;
        enum grouping grouping;
        const char *inputs;
    } parts[] = {
        {1, 1, GROUPING_PLAN, "6 a/1 a/2 a/b/3 a/c b/4 c/5 "},
        /* folders in order: "", a, a/b, b, c */
        {1, 2, GROUPING_PLAN, "6 a/b/3 c/5 "},
        {2, 2, GROUPING_PLAN, "a/1 a/2 a/c b/4 "},
        {6, 6, GROUPING_PLAN, ""},
        {1, 3, GROUPING_FILE, "6 a/b/3 c/5 "},
        {2, 3, GROUPING_FILE, "a/1 a/c "},
        {3, 3, GROUPING_FILE, "a/2 b/4 "},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(parts); i++) {
        char *text = part_text(parts[i].part, parts[i].parts, parts[i].grouping);
        g_assert_cmpstr(text, ==, parts[i].inputs);
        g_free(text);
    }
}

static int compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Whoever does which part, no two inputs get one name, and all get those of a single run. */
static void test_names_of_parts(void)
{
    static const char *const lines[] = {
        "a/x-2.xls|t|", "a/x.ods|t|", "a/x.xls|t|", "a/x.xlsx|t|", "b/x.ods|t|", NULL};
    static const char *const wanted = "a/x a/x-2 a/x-3 a/x-4 b/x";
    for (unsigned parts = 1; parts <= 5; parts++) {
        GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
        for (unsigned part = 1; part <= parts; part++) {
            struct manifest *manifest = make(lines);
            manifest->part = part;
            manifest->parts = parts;
            g_free(groups_text(manifest, GROUPING_FILE, false));
            for (unsigned i = 0; i < manifest->groups->len; i++)
                g_ptr_array_add(names, g_strdup(((const struct group *)manifest->groups->pdata[i])->name));
            manifest_free(manifest);
        }
        g_ptr_array_sort(names, compare_texts);
        g_ptr_array_add(names, NULL);
        char *text = g_strjoinv(" ", (char **)names->pdata);
        g_assert_cmpstr(text, ==, wanted);
        g_free(text);
        g_ptr_array_unref(names);
    }
}

static void test_names(void)
{
    static const char *const names[][2] = {{"plain", "plain"}, {"città", "città"}, {"caf\xe9", "caf\\xE9"},
        {"\xff\xfe", "\\xFF\\xFE"}, {"caf\\xE9", "caf\\x5CxE9"}, {"a\\b\\", "a\\b\\"}, {"", ""}};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        char *name = name_from_bytes(names[i][0]);
        g_assert_cmpstr(name, ==, names[i][1]);
        g_free(name);
    }
}

static void make_file(const char *top, const char *name)
{
    char *path = g_build_filename(top, name, NULL), *folder = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0777), ==, 0);
    g_assert_true(g_file_set_contents(path, "x", 1, NULL));
    g_free(path);
    g_free(folder);
}

static void make_link(const char *top, const char *name, const char *to)
{
    char *path = g_build_filename(top, name, NULL);
    g_assert_cmpint(symlink(to, path), ==, 0);
    g_free(path);
}

/* Every folder once, by its own name where it has one, however many links lead to it. */
static void test_walk(void)
{
    char *top = g_dir_make_tmp("pianoxl-XXXXXX", NULL);
    char *archive = g_build_filename(top, "archive", NULL), *below = g_build_filename(archive, "b", NULL);
    static const char *const names[] = {
        "archive/b/1", "archive/b/c/2", "archive/out/3", "other/4", "other/d/5"};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
        make_file(top, names[i]);
    make_link(archive, "again", "b");
    make_link(archive, "b/c/up", "..");
    make_link(archive, "b/ring", "../b/ring");
    make_link(archive, "other", "../other");
    make_link(archive, "twice", "other");
    make_link(top, "other/back", "../archive");
    for (unsigned i = 0; i < 12; i++) /* each of them has them all */
        for (unsigned k = 0; k < 12; k++) {
            char *name = g_strdup_printf("archive/many/%u/%u", i, k), *to = g_strdup_printf("../%u", k);
            char *file = g_strdup_printf("archive/many/%u/f", i);
            make_file(top, file);
            make_link(top, name, to);
            g_free(name);
            g_free(to);
            g_free(file);
        }
    char *output = g_build_filename(archive, "out", NULL);
    char *const operands[] = {archive, below};
    for (unsigned count = 1; count <= 2; count++) {
        struct manifest *manifest = manifest_new();
        archive_walk(manifest, operands, count, output);
        GString *text = g_string_new(NULL);
        for (unsigned i = 0; i < manifest->inputs->len; i++) {
            const char *name = ((const struct input *)manifest->inputs->pdata[i])->name;
            if (!strstr(name, "many/"))
                g_string_append_printf(text, "%s ", name);
        }
        g_assert_cmpuint(manifest->inputs->len, ==, 12 + 5);
        g_assert_cmpstr(text->str, ==,
            count == 1 ? "b/1 b/c/2 b/ring other/4 other/d/5 "
                       : "archive/b/1 archive/b/c/2 archive/b/ring archive/other/4 archive/other/d/5 ");
        g_string_free(text, TRUE);
        manifest_free(manifest);
    }
    char *remove = g_strdup_printf("rm -r '%s'", top);
    g_assert_true(g_spawn_command_line_sync(remove, NULL, NULL, NULL, NULL));
    g_free(remove);
    g_free(output);
    g_free(archive);
    g_free(below);
    g_free(top);
}

static void test_progress(void)
{
    static const struct {
        unsigned done, total;
        gint64 seconds;
        unsigned width;
        const char *line;
    } lines[] = {
        {0, 10, 0, 80, "0/10 files, 0.0/s, -:-- left  è"},
        {5, 10, 10, 80, "5/10 files, 0.5/s, 0:10 left  è"},
        {1, 1001, 4, 80, "1/1001 files, 0.2/s, 1:06:40 left  è"},
        {10, 10, 1, 80, "10/10 files, 10.0/s, 0:00 left  è"},
        {5, 10, 10, 12, "5/10 files, "},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(lines); i++) {
        char *line = progress_line(
            lines[i].done, lines[i].total, lines[i].seconds * G_USEC_PER_SEC, "è", lines[i].width);
        g_assert_cmpstr(line, ==, lines[i].line);
        g_free(line);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/batch/groups/formed", test_groups);
    g_test_add_func("/batch/groups/years-that-are-read", test_years_that_are_read);
    g_test_add_func("/batch/groups/many", test_many);
    g_test_add_func("/batch/groups/long-names", test_long_names);
    g_test_add_func("/batch/groups/parts", test_parts);
    g_test_add_func("/batch/groups/names-of-parts", test_names_of_parts);
    g_test_add_func("/batch/groups/names", test_names);
    g_test_add_func("/batch/groups/walk", test_walk);
    g_test_add_func("/batch/groups/progress", test_progress);
    return g_test_run();
}

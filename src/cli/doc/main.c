/* pianoxl-documentation manual MO PAGE...: writes the manual pages to these files ("pianoxl-report.1"), MO
 * "-" in English. pianoxl-documentation bash FILE: prints the completion, whose part that is written by hand
 * is FILE.
 *
 * Runs while the program is built; is not installed. */
#include "cli/doc/doc.h"

#include <stdio.h>
#include <string.h>

static bool is_page(const char *path, const char *name)
{
    char *file = g_path_get_basename(path), *wanted = g_strconcat(name, ".1", NULL);
    bool same = strcmp(file, wanted) == 0;
    g_free(file);
    g_free(wanted);
    return same;
}

/* Every command's page must be among the files, and every file be one: meson.build lists them. */
static bool write_page(
    const struct command *command, const struct translation *translation, char **paths, GError **error)
{
    char *name = manual_name(command), *page = manual_page(command, translation);
    bool good = false;
    while (*paths && !is_page(*paths, name))
        paths++;
    if (*paths)
        good = g_file_set_contents(*paths, page, -1, error);
    else
        g_set_error(
            error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "no page %s.1: add it to src/cli/doc/meson.build", name);
    g_free(name);
    g_free(page);
    return good;
}

static bool write_pages(const char *translations, char **paths, GError **error)
{
    struct translation *translation = NULL;
    if (strcmp(translations, "-") != 0 && !(translation = translation_load(translations, error)))
        return false;
    bool good = write_page(NULL, translation, paths, error);
    for (unsigned i = 0; good && i < command_count; i++)
        good = write_page(&command_table[i], translation, paths, error);
    translation_free(translation);
    if (good && g_strv_length(paths) != command_count + 1) {
        g_set_error(
            error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "src/cli/doc/meson.build lists a page of no command");
        good = false;
    }
    return good;
}

static bool print_completion(const char *file, GError **error)
{
    char *written = NULL, *generated = completion_functions(error);
    bool good = generated && g_file_get_contents(file, &written, NULL, error);
    if (good)
        printf("%s\n%s", generated, written);
    g_free(generated);
    g_free(written);
    return good;
}

int main(int argc, char **argv)
{
    GError *error = NULL;
    bool good = false;
    if (argc > 3 && strcmp(argv[1], "manual") == 0)
        good = write_pages(argv[2], argv + 3, &error);
    else if (argc == 3 && strcmp(argv[1], "bash") == 0)
        good = print_completion(argv[2], &error);
    if (good)
        return 0;
    fprintf(stderr, "pianoxl-documentation: %s\n", error ? error->message : "wrong use");
    g_clear_error(&error);
    return 1;
}

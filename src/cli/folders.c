#include "cli/folders.h"
#include "cli/config.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

char *folder_real_path(const char *file)
{
    char *folder = g_path_get_dirname(file), *name = g_path_get_basename(file);
    char *real = realpath(folder, NULL);
    char *path = g_build_filename(real ? real : folder, name, NULL);
    free(real);
    g_free(folder);
    g_free(name);
    return path;
}

/* The folder in which the running program stands; NULL if the system does not say. To be freed. */
static char *folder_of_program(void)
{
    char *path = g_file_read_link("/proc/self/exe", NULL);
    char *folder = path ? g_path_get_dirname(path) : NULL;
    g_free(path);
    return folder;
}

static bool runs_from_build(const char *program)
{
    char *build = realpath(PIANOXL_BUILD_ROOT, NULL);
    bool same = build && program && strcmp(build, program) == 0;
    free(build);
    return same;
}

/* `name` in the data folder: beside the program's folder where it was moved after the installation. */
static char *installed(const char *program, const char *relative, const char *configured)
{
    char *moved = program ? g_build_filename(program, "..", relative, NULL) : NULL;
    if (moved && !g_file_test(configured, G_FILE_TEST_IS_DIR) && g_file_test(moved, G_FILE_TEST_IS_DIR))
        return moved;
    g_free(moved);
    return g_strdup(configured);
}

char *folder_of_translations(void)
{
    char *program = folder_of_program();
    char *folder = runs_from_build(program) ? g_build_filename(PIANOXL_BUILD_ROOT, "src", "po", NULL)
                                            : installed(program, "share/locale", PIANOXL_LOCALE_FOLDER);
    g_free(program);
    return folder;
}

GPtrArray *folders_of_templates(void)
{
    GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);
    const char *given = g_getenv("PIANOXL_TEMPLATES");
    if (given && *given) {
        char **parts = g_strsplit(given, G_SEARCHPATH_SEPARATOR_S, -1);
        for (char **part = parts; *part; part++)
            if (**part)
                g_ptr_array_add(folders, g_strdup(*part));
        g_strfreev(parts);
        return folders;
    }
    char *program = folder_of_program();
    g_ptr_array_add(folders, runs_from_build(program)
                                 ? g_build_filename(PIANOXL_SOURCE_ROOT, "templates", NULL)
                                 : installed(program, "share/pianoxl/templates", PIANOXL_TEMPLATE_FOLDER));
    g_free(program);
    return folders;
}

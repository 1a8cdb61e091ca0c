#include "cli/catalogue.h"
#include "cli/folders.h"
#include "cli/messages.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"

#include <string.h>

#define DEEPEST 4u /* folders below a folder of templates: BODY/NAME.xlsx needs one */

static void add_files(GPtrArray *files, const char *folder, unsigned depth)
{
    GDir *directory = g_dir_open(folder, 0, NULL);
    if (!directory)
        return;
    for (const char *name; (name = g_dir_read_name(directory));) {
        char *path = g_build_filename(folder, name, NULL);
        if (*name != '.' && *name != '~' && g_file_test(path, G_FILE_TEST_IS_DIR) && depth < DEEPEST)
            add_files(files, path, depth + 1);
        if (*name != '.' && *name != '~' && g_str_has_suffix(name, ".xlsx") &&
            !g_file_test(path, G_FILE_TEST_IS_DIR))
            g_ptr_array_add(files, path);
        else
            g_free(path);
    }
    g_dir_close(directory);
}

static int compare_paths(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void free_template(gpointer template)
{
    template_free(template);
}

struct catalogue *catalogue_load(void)
{
    struct catalogue *catalogue = g_new0(struct catalogue, 1);
    catalogue->templates = g_ptr_array_new_with_free_func(free_template);
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    GPtrArray *folders = folders_of_templates();
    for (unsigned i = 0; i < folders->len; i++)
        add_files(files, folders->pdata[i], 0);
    g_ptr_array_sort(files, compare_paths);
    for (unsigned i = 0; i < files->len; i++) {
        GError *error = NULL;
        struct findings *findings = findings_new();
        struct template *template = template_load(files->pdata[i], findings, &error);
        if (template) {
            g_ptr_array_add(catalogue->templates, template);
        } else {
            catalogue->failed++;
            char *folder = g_path_get_dirname(files->pdata[i]);
            message_note(_("template left out in %s: %s"), folder, error->message);
            g_free(folder);
            g_error_free(error);
        }
        findings_free(findings);
    }
    g_ptr_array_unref(folders);
    g_ptr_array_unref(files);
    return catalogue;
}

void catalogue_free(struct catalogue *catalogue)
{
    if (!catalogue)
        return;
    g_ptr_array_unref(catalogue->templates);
    g_free(catalogue);
}

static void set_unknown_error(const struct catalogue *catalogue, const char *name, GError **error)
{
    GPtrArray *names = g_ptr_array_new();
    GString *list = g_string_new(NULL);
    for (unsigned i = 0; i < catalogue->templates->len; i++) {
        const struct template *template = catalogue->templates->pdata[i];
        g_ptr_array_add(names, (char *)(guintptr) template->name);
        g_string_append_printf(list, "%s%s", i ? ", " : "", template->name);
    }
    g_ptr_array_add(names, NULL);
    const char *nearest = text_nearest(name, (const char *const *)names->pdata);
    if (nearest)
        failure_set(error, FAILURE_INPUT, NULL, _("no template \"%s\"; did you mean %s?"), name, nearest);
    else if (list->len)
        failure_set(error, FAILURE_INPUT, NULL,
            _("no template \"%s\"; there are: %s; or give a file, FILE.xlsx"), name, list->str);
    else
        failure_set(error, FAILURE_INPUT, NULL,
            _("no template \"%s\": no templates are found; give a file, or set PIANOXL_TEMPLATES"), name);
    g_ptr_array_unref(names);
    g_string_free(list, TRUE);
}

/* The template of this `nome`. NULL and `error` when there is none, or two have it. */
static const struct template *catalogue_find(
    const struct catalogue *catalogue, const char *name, GError **error)
{
    const struct template *found = NULL;
    for (unsigned i = 0; i < catalogue->templates->len; i++) {
        const struct template *template = catalogue->templates->pdata[i];
        if (!text_equal_loosely(template->name, name))
            continue;
        if (found) {
            failure_set(error, FAILURE_INPUT, NULL,
                _("two templates are named \"%s\": %s and %s; rename one, or give its file"), name,
                found->path, template->path);
            return NULL;
        }
        found = template;
    }
    if (!found)
        set_unknown_error(catalogue, name, error);
    return found;
}

/* The file of NAME or FILE.xlsx. NULL and `error` if there is none. To be freed. */
static char *catalogue_path(const char *name, GError **error)
{
    if (g_str_has_suffix(name, ".xlsx") || strchr(name, G_DIR_SEPARATOR))
        return g_strdup(name);
    struct catalogue *catalogue = catalogue_load();
    const struct template *template = catalogue_find(catalogue, name, error);
    char *path = template ? g_strdup(template->path) : NULL;
    catalogue_free(catalogue);
    return path;
}

struct template *catalogue_load_one(const char *name, struct findings *findings, GError **error)
{
    char *path = catalogue_path(name, error);
    if (!path)
        return NULL;
    struct findings *own = findings ? NULL : findings_new();
    struct template *template = template_load(path, findings ? findings : own, error);
    findings_free(own);
    g_free(path);
    return template;
}

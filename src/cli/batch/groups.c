#include "cli/batch/groups.h"
#include "cli/inputs.h"

#include <string.h>

#define LONGEST_NAME 200u /* bytes: a file's name has at most 255, with our endings and a number */

const char *const grouping_names[GROUPINGS] = {"plan", "folder", "file"};

const struct product_kind_row product_kinds[PRODUCTS] = {
    [PRODUCT_REPORT] = {".xlsx", "report"},
    [PRODUCT_SCORES] = {"-punteggi.tsv", "scores"},
    [PRODUCT_FINDINGS] = {FINDINGS_FILE_ENDING, "findings_file"},
    [PRODUCT_PDF] = {".pdf", "pdf"},
};

enum grouping grouping_parse(const char *name)
{
    enum grouping grouping = GROUPING_PLAN;
    while (grouping < GROUPINGS && strcmp(grouping_names[grouping], name) != 0)
        grouping++;
    return grouping;
}

static void folder_free(gpointer data)
{
    struct folder *folder = data;
    g_free(folder->name);
    g_ptr_array_unref(folder->inputs);
    g_free(folder);
}

static int by_folder_name(gconstpointer a, gconstpointer b)
{
    const struct folder *const *first = a, *const *second = b;
    return strcmp((*first)->name, (*second)->name);
}

GPtrArray *folders_new(const struct manifest *manifest)
{
    GPtrArray *folders = g_ptr_array_new_with_free_func(folder_free);
    GHashTable *by_name = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < manifest->inputs->len; i++) {
        struct input *input = manifest->inputs->pdata[i];
        struct folder *folder = g_hash_table_lookup(by_name, input->folder);
        if (!folder) {
            folder = g_new0(struct folder, 1);
            folder->name = g_strdup(input->folder);
            folder->inputs = g_ptr_array_new();
            g_ptr_array_add(folders, folder);
            g_hash_table_insert(by_name, folder->name, folder);
        }
        g_ptr_array_add(folder->inputs, input);
    }
    g_hash_table_unref(by_name);
    g_ptr_array_sort(folders, by_folder_name);
    return folders;
}

static char *fit_for_name(const char *text)
{
    size_t length = strlen(text);
    if (length > LONGEST_NAME)
        length = (size_t)(g_utf8_find_prev_char(text, text + LONGEST_NAME + 1) - text);
    char *name = g_strndup(text, length);
    return g_strdelimit(name, "/", '-');
}

char *group_base_name(const char *template, int year)
{
    char *name = fit_for_name(template);
    char *with_year = year ? g_strdup_printf("%s-%d", name, year) : g_strdup(name);
    g_free(name);
    return with_year;
}

static char *stem(const char *name)
{
    char *base = g_path_get_basename(name);
    char *point = strrchr(base, '.');
    if (point && point > base)
        *point = '\0';
    char *fit = fit_for_name(base);
    g_free(base);
    return fit;
}

#define SEVERAL_YEARS (-1)

/* By the name of a template, the year that a folder's inputs of it have: SEVERAL_YEARS; none: no entry. */
static GHashTable *years_of(const struct folder *folder)
{
    GHashTable *years = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < folder->inputs->len; i++) {
        const struct input *input = folder->inputs->pdata[i];
        if (input->state != INPUT_READ || input->year == 0 || !input->template)
            continue;
        int known = GPOINTER_TO_INT(g_hash_table_lookup(years, input->template));
        int year = known == 0 || known == input->year ? input->year : SEVERAL_YEARS;
        g_hash_table_insert(years, input->template, GINT_TO_POINTER(year));
    }
    return years;
}

/* The input's own; where it has none, that of those of its template in the folder, if they have only one. */
static int year_of(const struct input *input, GHashTable *years)
{
    if (input->year != 0 || !input->template)
        return input->year;
    int year = GPOINTER_TO_INT(g_hash_table_lookup(years, input->template));
    return year == SEVERAL_YEARS ? 0 : year;
}

/* Not yet the name of a group in this folder, where case does not tell files apart either. */
static char *unique_base(GHashTable *taken, const char *base)
{
    for (unsigned n = 1;; n++) {
        char *name = n == 1 ? g_strdup(base) : g_strdup_printf("%s-%u", base, n);
        char *keys[PRODUCTS + 1];
        bool free_name = true;
        for (unsigned i = 0; i <= PRODUCTS; i++) {
            char *product = g_strconcat(name, i < PRODUCTS ? product_kinds[i].ending : ANNEXES_ENDING, NULL);
            keys[i] = g_utf8_casefold(product, -1);
            g_free(product);
            free_name = free_name && !g_hash_table_contains(taken, keys[i]);
        }
        for (unsigned i = 0; i <= PRODUCTS; i++)
            if (free_name)
                g_hash_table_add(taken, keys[i]);
            else
                g_free(keys[i]);
        if (free_name)
            return name;
        g_free(name);
    }
}

static GHashTable *taken_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static char *whole_name(const char *folder, const char *base)
{
    const char *between = *folder && *base ? "/" : "";
    return *folder || *base ? g_strconcat(folder, between, base, NULL) : g_strdup(".");
}

/* The bases of a folder's groups are unlike each other, so those with years are, too, whoever comes first. */
char *group_base_of_year(const char *base, int year, char *const *others)
{
    if (!year)
        return g_strdup(base);
    GHashTable *taken = taken_new();
    for (; *others; others++)
        g_free(unique_base(taken, *others));
    char *with_year = group_base_name(base, year), *name = unique_base(taken, with_year);
    g_free(with_year);
    g_hash_table_unref(taken);
    return name;
}

char *group_name_of_year(const struct group *group, int year)
{
    if (!group->others)
        return g_strdup(group->name);
    char *base = g_path_get_basename(group->name), *with_year = group_base_of_year(base, year, group->others);
    char *name = whole_name(group->folder, with_year);
    g_free(base);
    g_free(with_year);
    return name;
}

/* ---- parts ---- */

/* What the walk has not settled. */
static bool may_be_read(const struct input *input)
{
    return input->state == INPUT_PENDING || input->state == INPUT_READ;
}

/* By the name of a folder, the keys (see unique_base) of folders in it that will hold outputs of their own.
 */
static GHashTable *folders_within(const GPtrArray *folders)
{
    GHashTable *within =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    for (unsigned i = 0; i < folders->len; i++) {
        const struct folder *folder = folders->pdata[i];
        bool any = false;
        for (unsigned k = 0; k < folder->inputs->len && !any; k++)
            any = may_be_read(folder->inputs->pdata[k]);
        if (!any || !*folder->name)
            continue;
        const char *slash = strrchr(folder->name, '/');
        char *outer = g_strndup(folder->name, slash ? (gsize)(slash - folder->name) : 0);
        GPtrArray *keys = g_hash_table_lookup(within, outer);
        if (!keys) {
            keys = g_ptr_array_new_with_free_func(g_free);
            g_hash_table_insert(within, g_strdup(outer), keys);
        }
        g_ptr_array_add(keys, g_utf8_casefold(slash ? slash + 1 : folder->name, -1));
        g_free(outer);
    }
    return within;
}

/* A file that its name does not call a workbook is seldom read: it shall not take the name of one that is. */
static bool is_first(const struct input *input)
{
    const char *slash = strrchr(input->name, '/');
    return inputs_is_workbook_name(slash ? slash + 1 : input->name) &&
           !g_str_has_suffix(input->name, FINDINGS_FILE_ENDING);
}

/* The names of outputs where each file is a group. They go by the names of all files of the folder, so that
 * no two parts write the same. */
static void name_files(const GPtrArray *folders)
{
    GHashTable *within = folders_within(folders);
    for (unsigned i = 0; i < folders->len; i++) {
        const struct folder *folder = folders->pdata[i];
        const GPtrArray *keys = g_hash_table_lookup(within, folder->name);
        GHashTable *taken = taken_new();
        for (unsigned k = 0; keys && k < keys->len; k++)
            g_hash_table_add(taken, g_strdup(keys->pdata[k]));
        for (unsigned pass = 0; pass < 2; pass++)
            for (unsigned k = 0; k < folder->inputs->len; k++) {
                struct input *input = folder->inputs->pdata[k];
                if (!may_be_read(input) || is_first(input) != (pass == 0))
                    continue;
                char *wanted = stem(input->name);
                input->base = unique_base(taken, wanted);
                g_free(wanted);
            }
        g_hash_table_unref(taken);
    }
    g_hash_table_unref(within);
}

void manifest_keep_part(struct manifest *manifest, enum grouping grouping)
{
    GPtrArray *folders = folders_new(manifest);
    if (grouping == GROUPING_FILE)
        name_files(folders);
    GHashTable *kept = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < folders->len; i++)
        if (i % manifest->parts == manifest->part - 1)
            g_hash_table_add(kept, ((struct folder *)folders->pdata[i])->name);
    GPtrArray *inputs = g_ptr_array_new();
    for (unsigned i = 0; i < manifest->inputs->len; i++) {
        struct input *input = manifest->inputs->pdata[i];
        bool ours = grouping == GROUPING_FILE ? i % manifest->parts == manifest->part - 1
                                              : g_hash_table_contains(kept, input->folder);
        if (ours)
            g_ptr_array_add(inputs, input);
        else
            input_free(input);
    }
    g_ptr_array_unref(manifest->inputs);
    manifest->inputs = inputs;
    g_hash_table_unref(kept);
    g_ptr_array_unref(folders);
}

/* ---- groups ---- */

static char *base_of(const struct input *input, int year, enum grouping grouping)
{
    if (grouping == GROUPING_FOLDER) /* until its template is chosen */
        return g_strdup("");
    return group_base_name(input->template ? input->template : "", year);
}

static bool belongs(const struct group *group, const struct input *input, int year, enum grouping grouping)
{
    if (grouping == GROUPING_PLAN)
        return group->year == year && g_strcmp0(group->template, input->template) == 0;
    return grouping == GROUPING_FOLDER;
}

static int by_template_and_year(gconstpointer a, gconstpointer b)
{
    const struct group *const *first = a, *const *second = b;
    int order = g_strcmp0((*first)->template, (*second)->template);
    if (order != 0)
        return order;
    return (*first)->year != (*second)->year ? ((*first)->year < (*second)->year ? -1 : 1) : 0;
}

/* Its year may still be found when it is read, and be added to its name. */
static char **others_of(const struct group *group, const GPtrArray *groups)
{
    GPtrArray *others = g_ptr_array_new();
    for (unsigned g = 0; g < groups->len; g++)
        if (groups->pdata[g] != group)
            g_ptr_array_add(others, g_path_get_basename(((const struct group *)groups->pdata[g])->name));
    g_ptr_array_add(others, NULL);
    return (char **)g_ptr_array_free(others, FALSE);
}

void groups_form(
    struct manifest *manifest, const struct folder *folder, enum grouping grouping, GPtrArray *ret_groups)
{
    GPtrArray *groups = g_ptr_array_new();
    GHashTable *years = years_of(folder);
    for (unsigned i = 0; i < folder->inputs->len; i++) {
        struct input *input = folder->inputs->pdata[i];
        struct group *group = NULL;
        int year = year_of(input, years);
        if (input->state != INPUT_READ)
            continue;
        for (unsigned g = 0; grouping != GROUPING_FILE && g < groups->len && !group; g++)
            if (belongs(groups->pdata[g], input, year, grouping))
                group = groups->pdata[g];
        if (!group) {
            group = group_new("", folder->name);
            group->template = g_strdup(input->template);
            group->year = year;
            g_ptr_array_add(groups, group);
        }
        g_ptr_array_add(group->inputs, input);
        input->group = group;
    }
    g_hash_table_unref(years);
    if (grouping == GROUPING_PLAN)
        g_ptr_array_sort(groups, by_template_and_year);
    GHashTable *taken = taken_new();
    for (unsigned g = 0; g < groups->len; g++) {
        struct group *group = groups->pdata[g];
        const struct input *first = group->inputs->pdata[0];
        char *wanted = base_of(first, group->year, grouping);
        char *base = grouping == GROUPING_FILE ? g_strdup(first->base) : unique_base(taken, wanted);
        g_free(group->name);
        group->name = whole_name(folder->name, base);
        g_free(wanted);
        g_free(base);
        g_ptr_array_add(manifest->groups, group);
        g_ptr_array_add(ret_groups, group);
    }
    for (unsigned g = 0; g < groups->len && grouping == GROUPING_PLAN; g++) {
        struct group *group = groups->pdata[g];
        group->others = group->year == 0 ? others_of(group, groups) : NULL;
    }
    g_hash_table_unref(taken);
    g_ptr_array_unref(groups);
}

#include "case-file.h"

#include <string.h>

static void section_free(void *data)
{
    struct case_section *section = data;
    g_free(section->name);
    g_free(section->argument);
    g_free(section->text);
    g_free(section);
}

/* A copy without empty lines at the end, ended by one line feed; "" stays "". */
static char *trim_lines(const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == '\n') {
        length--;
    }
    char *trimmed = g_strndup(text, length);
    char *ended = *trimmed ? g_strconcat(trimmed, "\n", NULL) : g_strdup("");
    g_free(trimmed);
    return ended;
}

/* "[input a.xlsx]" is a title where its first word is known. */
static struct case_section *section_of_title(const char *line, const char *const *known)
{
    size_t length = strlen(line);
    if (length < 3 || line[0] != '[' || line[length - 1] != ']') {
        return NULL;
    }
    char *inside = g_strndup(line + 1, length - 2);
    char **words = g_strsplit(inside, " ", 2);
    struct case_section *section = NULL;
    if (g_strv_contains(known, words[0])) {
        section = g_new0(struct case_section, 1);
        section->name = g_strdup(words[0]);
        section->argument = g_strdup(words[1]);
    }
    g_strfreev(words);
    g_free(inside);
    return section;
}

static void end_section(struct case_file *file, struct case_section *section, GString *text)
{
    char *trimmed = trim_lines(text->str);
    if (section) {
        section->text = trimmed;
        g_ptr_array_add(file->sections, section);
    } else {
        file->comment = trimmed;
    }
    g_string_truncate(text, 0);
}

struct case_file *case_file_read(const char *path, const char *const *known, char **ret_problem)
{
    char *content = NULL;
    if (!g_file_get_contents(path, &content, NULL, NULL)) {
        *ret_problem = g_strdup_printf("%s: cannot be read", path);
        return NULL;
    }
    struct case_file *file = case_file_parse(path, content, known, ret_problem);
    g_free(content);
    return file;
}

struct case_file *case_file_parse(
    const char *path, const char *content, const char *const *known, char **ret_problem)
{
    struct case_file *file = g_new0(struct case_file, 1);
    file->path = g_strdup(path);
    file->sections = g_ptr_array_new_with_free_func(section_free);
    char **lines = g_strsplit(content, "\n", 0);
    GString *text = g_string_new(NULL);
    struct case_section *section = NULL;
    for (unsigned i = 0; lines[i]; i++) {
        struct case_section *next = section_of_title(lines[i], known);
        if (next) {
            end_section(file, section, text);
            section = next;
        } else if (!section && *lines[i] && *lines[i] != '#') {
            *ret_problem = g_strdup_printf("%s:%u: a line outside sections", path, i + 1);
        } else {
            g_string_append_printf(text, "%s\n", lines[i]);
        }
    }
    end_section(file, section, text);
    g_string_free(text, TRUE);
    g_strfreev(lines);
    if (*ret_problem) {
        case_file_free(file);
        return NULL;
    }
    return file;
}

void case_file_free(struct case_file *file)
{
    if (!file) {
        return;
    }
    g_ptr_array_free(file->sections, TRUE);
    g_free(file->comment);
    g_free(file->path);
    g_free(file);
}

static struct case_section *find_section(const struct case_file *file, const char *name, unsigned *ret_index)
{
    for (unsigned i = 0; i < file->sections->len; i++) {
        struct case_section *section = file->sections->pdata[i];
        if (strcmp(section->name, name) == 0) {
            *ret_index = i;
            return section;
        }
    }
    return NULL;
}

const char *case_file_text(const struct case_file *file, const char *name)
{
    unsigned index;
    const struct case_section *section = find_section(file, name, &index);
    return section ? section->text : NULL;
}

void case_file_set(struct case_file *file, const char *name, const char *text)
{
    unsigned index;
    struct case_section *section = find_section(file, name, &index);
    if (!text) {
        if (section) {
            g_ptr_array_remove_index(file->sections, index);
        }
        return;
    }
    if (!section) {
        section = g_new0(struct case_section, 1);
        section->name = g_strdup(name);
        g_ptr_array_add(file->sections, section);
    }
    g_free(section->text);
    section->text = trim_lines(text);
}

char *case_file_to_text(const struct case_file *file)
{
    GString *content = g_string_new(file->comment);
    for (unsigned i = 0; i < file->sections->len; i++) {
        const struct case_section *section = file->sections->pdata[i];
        g_string_append_printf(content, "\n[%s%s%s]\n", section->name, section->argument ? " " : "",
            section->argument ? section->argument : "");
        g_string_append(content, section->text);
    }
    return g_string_free(content, FALSE);
}

bool case_file_write(const struct case_file *file)
{
    char *content = case_file_to_text(file);
    bool written = g_file_set_contents(file->path, content, -1, NULL);
    g_free(content);
    return written;
}

static char *included_text(const struct case_file *file, const char *folder, const char *name)
{
    char *text = file->includes ? g_strdup(g_hash_table_lookup(file->includes, name)) : NULL;
    char *path = g_strconcat(folder, "/", name, ".tpl", NULL);
    if (!text && !g_file_get_contents(path, &text, NULL, NULL)) {
        g_error("%s: no %s", file->path, path);
    }
    g_free(path);
    return text;
}

char *case_section_expand(const struct case_file *file, const struct case_section *section)
{
    GString *expanded = g_string_new(NULL);
    char **lines = g_strsplit(section->text, "\n", 0);
    char *folder = g_path_get_dirname(file->path);
    for (unsigned i = 0; lines[i]; i++) {
        char *included = NULL;
        if (g_str_has_prefix(lines[i], "@include ")) {
            included = included_text(file, folder, lines[i] + strlen("@include "));
        }
        g_string_append(expanded, included ? included : lines[i]);
        if (!included) {
            g_string_append_c(expanded, '\n');
        }
        g_free(included);
    }
    g_free(folder);
    g_strfreev(lines);
    return g_string_free(expanded, FALSE);
}

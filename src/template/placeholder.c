/* What stands in braces: {campo}, {livello.campo}, {anno+1}, {livello[codice].campo}, {campo:formato}, {},
 * lists (rule 2, Cells). */
#include "template/load.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"

#define LIST_WORDS "separati da"
#define LISTS_DEEPEST 8u /* lists within lists */

/* The parts of {path[index].name+offset:format}. */
struct parts {
    char *level, *index, *name, *format; /* NULL: not there */
    int offset;
    bool has_offset;
};

static void parts_clear(struct parts *parts)
{
    g_free(parts->level);
    g_free(parts->index);
    g_free(parts->name);
    g_free(parts->format);
}

void scope_add(struct scope *scope, const struct level *level)
{
    for (unsigned i = 0; i < scope->count; i++)
        if (scope->levels[i] == level)
            return;
    if (level && scope->count < G_N_ELEMENTS(scope->levels))
        scope->levels[scope->count++] = level;
}

/* Is there one record of this level where the cell stands? */
static bool scope_has(const struct scope *scope, const struct level *level)
{
    for (unsigned i = 0; i < scope->count; i++)
        if (scope->levels[i] == level || scope->levels[i]->ancestors & LEVEL_BIT(level))
            return true;
    return false;
}

static char *unknown(const char *format, const char *word, GPtrArray *known)
{
    g_ptr_array_add(known, NULL);
    const char *nearest = text_nearest(word, (const char *const *)(void *)known->pdata);
    GString *problem = g_string_new(NULL);
    char *shown = text_quote(word, 60);
    g_string_append(problem, format);
    g_string_append_printf(problem, " \"%s\"", shown);
    if (nearest)
        g_string_append_printf(problem, _(", did you mean \"%s\"?"), nearest);
    g_free(shown);
    return g_string_free(problem, FALSE);
}

static char *unknown_level(const struct template *template, const char *name)
{
    GPtrArray *known = g_ptr_array_new();
    for (unsigned i = 0; i < template->levels->len; i++)
        g_ptr_array_add(known, (gpointer)(uintptr_t)((const struct level *)template->levels->pdata[i])->name);
    char *problem = unknown(_("unknown level"), name, known);
    g_ptr_array_unref(known);
    return problem;
}

static void add_field_names(GPtrArray *known, const struct level *level)
{
    for (unsigned i = 0; i < level->fields->len; i++)
        g_ptr_array_add(known, (gpointer)(uintptr_t)((const struct field *)level->fields->pdata[i])->name);
}

static char *unknown_field(const struct template *template, const struct scope *scope, const char *name)
{
    if (template_level(template, name))
        return g_strdup_printf(
            _("\"%s\" is a level: name one of its fields, or write a list {%s: ... separati da \"...\"}"),
            name, name);
    GPtrArray *known = g_ptr_array_new();
    for (unsigned i = 0; i < scope->count; i++)
        add_field_names(known, scope->levels[i]);
    char *problem = unknown(_("unknown field"), name, known);
    g_ptr_array_unref(known);
    return problem;
}

/* ---- lists ---- */

/* {livello: PATTERN separati da "..."}. False: it is no list. */
static bool take_list_apart(const char *body, char **ret_level, char **ret_item, char **ret_separator)
{
    const char *colon = strchr(body, ':'), *words = g_strrstr(body, LIST_WORDS);
    if (!colon || !words || words < colon)
        return false;
    const char *open = strchr(words, '"'), *close = strrchr(words, '"');
    if (!open || open == close)
        return false;
    for (const char *at = words + strlen(LIST_WORDS); at < open; at++)
        if (!g_ascii_isspace(*at))
            return false;
    *ret_level = g_strstrip(g_strndup(body, (gsize)(colon - body)));
    *ret_item = g_strstrip(g_strndup(colon + 1, (gsize)(words - colon - 1)));
    GString *separator = g_string_new_len(open + 1, close - open - 1);
    g_string_replace(separator, "\\n", "\n", 0);
    *ret_separator = g_string_free(separator, FALSE);
    return true;
}

static bool resolve_list(struct loader *loader, const struct scope *scope, struct placeholder *placeholder,
    const char *level_name, const char *item, const char *separator, char **ret_problem)
{
    placeholder->kind = PLACEHOLDER_LIST;
    placeholder->level = template_level(loader->template, level_name);
    placeholder->separator = arena_strdup(loader->arena, separator);
    if (!placeholder->level) {
        *ret_problem = unknown_level(loader->template, level_name);
        return false;
    }
    if (scope->lists == LISTS_DEEPEST) {
        *ret_problem = g_strdup_printf(_("more than %u lists one within the other"), LISTS_DEEPEST);
        return false;
    }
    struct scope inner = {.sheet = scope->sheet, .page = scope->page, .lists = scope->lists + 1};
    scope_add(&inner, placeholder->level);
    for (unsigned i = 0; i < scope->count; i++)
        scope_add(&inner, scope->levels[i]);
    placeholder->item = pattern_parse(loader, &inner, item, NULL, 0, NULL, ret_problem);
    if (!*ret_problem && placeholder->item->placeholder_count == 0)
        *ret_problem = g_strdup(_("a list whose records show nothing: name a field"));
    return *ret_problem == NULL;
}

/* ---- fields ---- */

/* The colon that begins the format, outside brackets and quotes. */
static const char *find_colon(const char *body)
{
    bool quoted = false;
    unsigned depth = 0;
    for (; *body; body++) {
        quoted ^= *body == '"';
        if (quoted)
            continue;
        depth += *body == '[';
        depth -= *body == ']' && depth > 0;
        if (*body == ':' && depth == 0)
            return body;
    }
    return NULL;
}

/* Cuts `+1` off the end of a name. */
static void take_offset(char *name, struct parts *parts)
{
    char *sign = name + strlen(name);
    while (sign > name && (g_ascii_isdigit(sign[-1]) || sign[-1] == ' '))
        sign--;
    if (sign == name || !strchr("+-", sign[-1]) || !strpbrk(sign, "0123456789"))
        return;
    char *digits = sign;
    while (*digits == ' ')
        digits++;
    parts->has_offset = true;
    parts->offset = (int)MIN(g_ascii_strtoull(digits, NULL, 10), 1000) * (sign[-1] == '-' ? -1 : 1);
    sign[-1] = '\0';
    g_strstrip(name);
}

static bool take_apart(const char *body, struct parts *ret, char **ret_problem)
{
    const char *colon = find_colon(body);
    char *path = g_strstrip(g_strndup(body, colon ? (gsize)(colon - body) : strlen(body)));
    ret->format = colon ? g_strdup(colon + 1) : NULL;
    char *open = strchr(path, '['), *close = strrchr(path, ']');
    char *name = path;
    if (open && (!close || close < open || close[1] != '.')) {
        *ret_problem = g_strdup_printf(_("{%s}: {livello[codice].campo} is expected"), body);
        g_free(path);
        return false;
    }
    if (open) {
        *open = *close = '\0';
        ret->level = g_strstrip(g_strdup(path));
        ret->index = g_strstrip(g_strdup(open + 1));
        name = close + 2;
    } else if (strchr(path, '.')) {
        char *dot = strchr(path, '.');
        *dot = '\0';
        ret->level = g_strstrip(g_strdup(path));
        name = dot + 1;
    }
    ret->name = g_strstrip(g_strdup(name));
    take_offset(ret->name, ret);
    g_free(path);
    return true;
}

/* An index names a field of a record that is known where the cell stands. */
static bool index_is_known(const struct template *template, const struct scope *scope,
    const struct formula *index, char **ret_problem)
{
    if (index->step_count == 2) {
        const struct level *level = template_level(template, index->steps[0].name);
        if (level && scope_has(scope, level) && template_field(level, index->steps[1].name))
            return true;
    }
    for (unsigned i = 0; i < scope->count && index->step_count == 1; i++)
        if (template_field(scope->levels[i], index->steps[0].name))
            return true;
    return name_resolve(
        template, index, scope->levels[0], scope->sheet, NAME_CONDITION, NULL, NULL, ret_problem);
}

static bool resolve_index(struct loader *loader, const struct scope *scope, struct placeholder *placeholder,
    const char *text, char **ret_problem)
{
    placeholder->index = formula_parse(loader->arena, text, ret_problem);
    if (!placeholder->index)
        return false;
    if (placeholder->index->kind == FORMULA_TEXT)
        return true;
    if (placeholder->index->kind == FORMULA_NAME)
        return index_is_known(loader->template, scope, placeholder->index, ret_problem);
    *ret_problem = g_strdup_printf(_("[%s]: a quoted code or the name of a field is expected"), text);
    return false;
}

/* {livello.campo} and {livello[codice].campo}. */
static bool resolve_in_level(struct loader *loader, const struct scope *scope,
    struct placeholder *placeholder, const struct parts *parts, char **ret_problem)
{
    const struct level *level = template_level(loader->template, parts->level);
    if (!level) {
        *ret_problem = unknown_level(loader->template, parts->level);
        return false;
    }
    placeholder->level = level;
    placeholder->field = template_field(level, parts->name);
    if (!placeholder->field) {
        GPtrArray *known = g_ptr_array_new();
        add_field_names(known, level);
        char *format = g_strdup_printf(_("%s has no field"), level->name);
        *ret_problem = unknown(format, parts->name, known);
        g_free(format);
        g_ptr_array_unref(known);
        return false;
    }
    if (parts->index)
        return resolve_index(loader, scope, placeholder, parts->index, ret_problem);
    if (!scope_has(scope, level)) {
        *ret_problem = g_strdup_printf(_("{%s.%s}: here is no single record of %s; write {%s[codice].%s}, a "
                                         "list, or name the level in the row"),
            level->name, placeholder->field->name, level->name, level->name, placeholder->field->name);
        return false;
    }
    return true;
}

static bool resolve_bare(const struct template *template, const struct scope *scope,
    struct placeholder *placeholder, const char *name, char **ret_problem)
{
    for (unsigned i = 0; i < scope->count; i++) {
        placeholder->field = template_field(scope->levels[i], name);
        if (placeholder->field) {
            placeholder->level = scope->levels[i];
            return true;
        }
    }
    *ret_problem = unknown_field(template, scope, name);
    return false;
}

static bool resolve_parts(struct loader *loader, const struct scope *scope, struct placeholder *placeholder,
    const struct parts *parts, char **ret_problem)
{
    if (parts->level && g_ascii_strcasecmp(parts->level, "allegato") == 0 &&
        !template_level(loader->template, "allegato")) {
        placeholder->kind = PLACEHOLDER_ANNEX;
        if (!scope->page || g_ascii_strcasecmp(parts->name, "titolo") != 0)
            *ret_problem = g_strdup(
                _("{allegato.titolo} is known in headers and footers of pages, and nothing else of it"));
        return *ret_problem == NULL;
    }
    bool found = parts->level ? resolve_in_level(loader, scope, placeholder, parts, ret_problem)
                              : resolve_bare(loader->template, scope, placeholder, parts->name, ret_problem);
    if (!found)
        return false;
    placeholder->kind = placeholder->field->is_year ? PLACEHOLDER_YEAR : PLACEHOLDER_FIELD;
    placeholder->offset = parts->offset;
    if (parts->has_offset && !placeholder->field->is_year)
        *ret_problem = g_strdup(_("cells hold no arithmetic, but for {anno+1}: compute it in Calcoli"));
    else if (parts->format && placeholder->field->is_year)
        *ret_problem = g_strdup(_("{anno} takes no format"));
    else if (parts->format && !*parts->format)
        *ret_problem = g_strdup(_("a colon without format behind it"));
    placeholder->format = arena_strdup(loader->arena, parts->format);
    return *ret_problem == NULL;
}

bool placeholder_resolve(struct loader *loader, const struct scope *scope, struct placeholder *placeholder,
    const char *drawn, char **ret_problem)
{
    char *level, *item, *separator;
    placeholder->source = arena_strdup(loader->arena, drawn);
    const char *body = straight_quotes(loader->arena, placeholder->source);
    if (strspn(body, " \n") == strlen(body)) {
        placeholder->kind = PLACEHOLDER_ANYTHING;
        return true;
    }
    if (take_list_apart(body, &level, &item, &separator)) {
        bool resolved = resolve_list(loader, scope, placeholder, level, item, separator, ret_problem);
        g_free(level);
        g_free(item);
        g_free(separator);
        return resolved;
    }
    if (strchr(body, '{')) {
        *ret_problem = g_strdup_printf(
            _("{%s}: braces within braces; a list reads {livello: {campo} separati da \"...\"}"), body);
        return false;
    }
    struct parts parts = {NULL};
    bool resolved = take_apart(body, &parts, ret_problem) &&
                    resolve_parts(loader, scope, placeholder, &parts, ret_problem);
    parts_clear(&parts);
    return resolved;
}

/* A template as a whole: loading, freeing, looking things up. */
#include "template/load.h"

#include <string.h>
#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"

#define MOST_WORDS_LISTED 10u
#define REMEMBERED 64u /* findings among which a repeated one is looked for */

static const char *const type_names[] = {
    [TYPE_TEXT] = "testo",
    [TYPE_CODE] = "codice",
    [TYPE_NUMBER] = "numero",
    [TYPE_PERCENT] = "percentuale",
    [TYPE_EURO] = "euro",
    [TYPE_DATE] = "data",
    [TYPE_TARGET] = "target",
    [TYPE_RESULT] = "risultato",
    [TYPE_LIST] = "elenco",
};

/* The words that every template knows. */
static const char *const built_in_words[WORD_MEANINGS][8] = {
    [WORD_NC] = {"NC", "N.C.", "n.d.", "n.a.", "non rilevabile", "non applicabile"},
    [WORD_YES] = {"SI", "SÌ"},
    [WORD_NO] = {"NO"},
    [WORD_REACHED] = {"raggiunto"},
};

const char *field_type_name(enum field_type type)
{
    return type_names[type];
}

const struct level *control_level(const struct control *control)
{
    return control->level_count > 0 ? control->levels[control->level_count - 1] : NULL;
}

bool control_has_level(const struct control *control, const struct level *level)
{
    for (unsigned i = 0; i < control->level_count; i++)
        if (control->levels[i] == level)
            return true;
    return false;
}

/* Is the name the same without regard to case already? */
static bool is_folded(const char *name)
{
    while (*name && !((unsigned char)*name & 0x80) && !g_ascii_isupper(*name))
        name++;
    return !*name;
}

/* Looks a name up without regard to case. */
static void *look_up(GHashTable *names, const char *name)
{
    if (is_folded(name))
        return g_hash_table_lookup(names, name);
    char *key = g_utf8_casefold(name, -1);
    void *found = g_hash_table_lookup(names, key);
    g_free(key);
    return found;
}

struct level *loader_level(struct loader *loader, const char *name)
{
    return look_up(loader->template->level_names, name);
}

struct field *loader_field(const struct level *level, const char *name)
{
    return look_up(level->field_names, name);
}

const struct level *template_level(const struct template *template, const char *name)
{
    return look_up(template->level_names, name);
}

const struct field *template_field(const struct level *level, const char *name)
{
    return loader_field(level, name);
}

unsigned template_bands(
    const struct template *template, const struct field *field, const struct band **ret_first)
{
    unsigned count = 0;
    *ret_first = NULL;
    for (unsigned i = 0; i < template->bands->len; i++) {
        const struct band *band = &g_array_index(template->bands, struct band, i);
        if (band->field != field)
            continue;
        if (count++ == 0)
            *ret_first = band;
    }
    return count;
}

enum severity template_check_severity(const struct template *template, const char *builtin,
    const struct level *level, const struct level *parent, enum severity otherwise)
{
    enum severity severity = otherwise;
    for (unsigned i = 0; i < template->checks->len; i++) {
        const struct check_line *line = &g_array_index(template->checks, struct check_line, i);
        if (line->builtin && strcmp(line->builtin, builtin) == 0 && line->level == level &&
            !line->condition && (!line->path || line->path == parent))
            severity = line->severity;
    }
    return severity;
}

bool template_is_word(const struct template *template, enum word_meaning meaning, const char *text)
{
    /* A text's key is at least a fourth as long as its cleaned text where it has letters; words are short. */
    if (strlen(text) > 400)
        return false;
    char *key = text_key(text);
    const GPtrArray *words = template->words[meaning];
    bool found = false;
    for (unsigned i = 0; i < words->len && !found; i++)
        found = strcmp(key, g_ptr_array_index(words, i)) == 0;
    g_free(key);
    return found && *text;
}

static bool is_abbreviation(const char *word)
{
    for (; *word; word = g_utf8_next_char(word))
        if (g_unichar_islower(g_utf8_get_char(word)))
            return false;
    return true;
}

const char *template_spelling(const struct template *template, enum word_meaning meaning, const char *text)
{
    char *folded = g_utf8_casefold(text, -1);
    const char *found = NULL;
    for (unsigned i = 0; i < template->spellings[meaning]->len && !found; i++) {
        const char *word = g_ptr_array_index(template->spellings[meaning], i);
        char *other = g_utf8_casefold(word, -1);
        if (is_abbreviation(word) && strcmp(folded, other) == 0)
            found = word;
        g_free(other);
    }
    g_free(folded);
    return found;
}

/* ---- for the files that load ---- */

struct place loader_place(const struct sheet *sheet, unsigned row, unsigned column)
{
    struct place place = sheet_place(sheet, row, column);
    place.file = g_intern_string(place.file);
    place.sheet = g_intern_string(place.sheet);
    return place;
}

static const enum finding_id finding_of[] = {
    [SEVERITY_NOTE] = FINDING_TEMPLATE_NOTE,
    [SEVERITY_WARNING] = FINDING_TEMPLATE_WARNING,
    [SEVERITY_ERROR] = FINDING_TEMPLATE_ERROR,
};

/* A line for several levels is checked once for each; what is wrong with all of them is said once. */
static bool was_said(const struct findings *findings, const struct place *place, const char *text)
{
    unsigned count = findings_count(findings);
    char *quoted = text_quote(text, 0);
    bool said = false;
    for (unsigned i = count > REMEMBERED ? count - REMEMBERED : 0; i < count && !said; i++) {
        const struct finding *finding = findings_get(findings, i);
        said = place && finding->place.sheet == place->sheet && finding->place.row == place->row &&
               finding->place.column == place->column && strcmp(finding->text, quoted) == 0;
    }
    g_free(quoted);
    return said;
}

void loader_complain(
    struct loader *loader, enum severity severity, const struct place *place, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char *text = g_strdup_vprintf(format, list);
    va_end(list);
    if (!was_said(loader->findings, place, text))
        findings_add(loader->findings, finding_of[severity], place, NULL, text, NULL);
    g_free(text);
}

void loader_complain_unknown(struct loader *loader, const struct place *place, const char *word,
    const char *const *words, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char *text = g_strdup_vprintf(format, list);
    va_end(list);
    const char *nearest = text_nearest(word, words);
    unsigned count = 0;
    while (words[count] != NULL)
        count++;
    if (nearest) {
        loader_complain(loader, SEVERITY_ERROR, place, _("%s, did you mean \"%s\"?"), text, nearest);
    } else if (count > 0 && count <= MOST_WORDS_LISTED) {
        char *list_of_words = g_strjoinv(", ", (char **)(guintptr)words);
        loader_complain(loader, SEVERITY_ERROR, place, _("%s: there are %s"), text, list_of_words);
        g_free(list_of_words);
    } else {
        loader_complain(loader, SEVERITY_ERROR, place, "%s", text);
    }
    g_free(text);
}

const char *loader_text(struct loader *loader, const struct sheet *sheet, unsigned row, unsigned column)
{
    const struct cell *cell = sheet_cell(sheet, row, column);
    if (!cell || cell->kind == CELL_EMPTY)
        return "";
    if (cell->kind == CELL_TEXT)
        return cell->text;
    char *shown = cell_display(sheet->workbook, cell);
    const char *copy = arena_strdup(loader->arena, shown);
    g_free(shown);
    return copy;
}

bool rows_allowed(struct loader *loader, const struct sheet *sheet, unsigned end)
{
    if (end <= LIMIT_TEMPLATE_ROWS)
        return true;
    struct place place = loader_place(sheet, end - 1, PLACE_NO_CELL);
    loader_complain(loader, SEVERITY_ERROR, &place,
        _("a sheet of a template has at most %u rows: delete what stands below its tables"),
        LIMIT_TEMPLATE_ROWS);
    return false;
}

const char *name_key(struct arena *arena, const char *name)
{
    if (is_folded(name))
        return arena_strdup(arena, name);
    char *folded = g_utf8_casefold(name, -1);
    const char *key = arena_strdup(arena, folded);
    g_free(folded);
    return key;
}

const char *const reserved_words[] = {
    "e", "o", "non", "in", "con", "per", "padre", "leggi", "scrivi", "tabella", NULL};

bool name_is_valid(const char *name)
{
    for (unsigned i = 0; reserved_words[i]; i++)
        if (g_ascii_strcasecmp(name, reserved_words[i]) == 0)
            return false;
    if (!g_unichar_isalpha(g_utf8_get_char(name)))
        return false;
    for (const char *at = name; *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        if (!g_unichar_isalnum(character) && character != '_')
            return false;
    }
    return true;
}

const char **level_names(const struct template *template)
{
    const char **names = g_new0(const char *, template->levels->len + 1);
    for (unsigned i = 0; i < template->levels->len; i++)
        names[i] = ((const struct level *)g_ptr_array_index(template->levels, i))->name;
    return names;
}

const char **field_names(const struct template *template, const struct level *level)
{
    GPtrArray *names = g_ptr_array_new();
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *other = g_ptr_array_index(template->levels, i);
        for (unsigned k = 0; (!level || other == level) && k < other->fields->len; k++)
            g_ptr_array_add(
                names, (gpointer)(uintptr_t)((const struct field *)other->fields->pdata[k])->name);
    }
    g_ptr_array_add(names, NULL);
    return (const char **)(void *)g_ptr_array_free(names, FALSE);
}

const char *straight_quotes(struct arena *arena, const char *text)
{
    static const char *const curved[] = {"“", "”", "„"};
    if (!strchr(text, '\xE2'))
        return text;
    GString *straight = g_string_new(text);
    for (unsigned i = 0; i < G_N_ELEMENTS(curved); i++)
        g_string_replace(straight, curved[i], "\"", 0);
    const char *copy = arena_strndup(arena, straight->str, straight->len);
    g_string_free(straight, TRUE);
    return copy;
}

char **split_list(const char *text, const char *separators)
{
    char **parts = g_strsplit_set(text, separators, -1);
    unsigned count = 0;
    for (unsigned i = 0; parts[i]; i++) {
        char *part = text_one_line(parts[i]);
        g_free(parts[i]);
        if (*part)
            parts[count++] = part;
        else
            g_free(part);
    }
    parts[count] = NULL;
    return parts;
}

/* ---- loading ---- */

static void make_words(struct template *template)
{
    for (unsigned meaning = 0; meaning < WORD_MEANINGS; meaning++) {
        template->words[meaning] = g_ptr_array_new_with_free_func(g_free);
        template->spellings[meaning] = g_ptr_array_new_with_free_func(g_free);
        for (unsigned i = 0; built_in_words[meaning][i]; i++) {
            g_ptr_array_add(template->words[meaning], text_key(built_in_words[meaning][i]));
            g_ptr_array_add(template->spellings[meaning], g_strdup(built_in_words[meaning][i]));
        }
    }
    template->nc_word = "NC";
}

static struct template *template_new(struct workbook *workbook, const char *path)
{
    struct template *template = g_new0(struct template, 1);
    template->arena = arena_new();
    template->workbook = workbook;
    template->path = arena_strdup(template->arena, path);
    template->direction = 1;
    template->levels = g_ptr_array_new();
    template->level_names = g_hash_table_new(g_str_hash, g_str_equal);
    template->root_values = g_ptr_array_new();
    template->bands = g_array_new(FALSE, TRUE, sizeof(struct band));
    template->checks = g_array_new(FALSE, TRUE, sizeof(struct check_line));
    template->annexes = g_array_new(FALSE, TRUE, sizeof(struct annex));
    template->sheets = g_ptr_array_new();
    template->tables = g_ptr_array_new();
    make_words(template);
    return template;
}

char *template_emblem_path(const struct template *template)
{
    if (!template->emblem)
        return NULL;
    char *folder = g_path_get_dirname(template->path);
    char *path = g_build_filename(folder, template->emblem, NULL);
    g_free(folder);
    return path;
}

void template_free(struct template *template)
{
    if (!template)
        return;
    for (unsigned i = 0; i < template->levels->len; i++) {
        struct level *level = g_ptr_array_index(template->levels, i);
        g_ptr_array_unref(level->fields);
        g_hash_table_unref(level->field_names);
    }
    g_ptr_array_unref(template->levels);
    g_hash_table_unref(template->level_names);
    g_ptr_array_unref(template->root_values);
    g_array_unref(template->bands);
    g_array_unref(template->checks);
    g_array_unref(template->annexes);
    g_ptr_array_unref(template->sheets);
    g_ptr_array_unref(template->tables);
    for (unsigned meaning = 0; meaning < WORD_MEANINGS; meaning++) {
        g_ptr_array_unref(template->words[meaning]);
        g_ptr_array_unref(template->spellings[meaning]);
    }
    workbook_free(template->workbook);
    arena_free(template->arena);
    g_free(template);
}

static void wording_free(gpointer data)
{
    struct wording *wording = data;
    g_free(wording->key);
    g_strfreev(wording->texts);
    g_free(wording);
}

static void read_all(struct loader *loader, const struct sheet *metodo)
{
    metodo_read(loader, metodo);
    if (!loader->template->root)
        return;
    sheets_read(loader, metodo);
    annexes_finish(loader);
    wordings_finish(loader);
}

static void name_by_file(struct template *template)
{
    if (template->name)
        return;
    char *base = g_path_get_basename(template->path);
    char *dot = strrchr(base, '.');
    if (dot && dot != base)
        *dot = '\0';
    template->name = arena_strdup(template->arena, base);
    g_free(base);
}

/* The first error since `before`, one of which there were too many to keep at the worst; NULL: none. */
static const struct finding *first_error(
    const struct findings *findings, unsigned before, unsigned errors_before)
{
    if (findings_count_severity(findings, SEVERITY_ERROR) == errors_before)
        return NULL;
    unsigned count = findings_count(findings), i = before;
    while (i < count && findings_get(findings, i)->severity != SEVERITY_ERROR)
        i++;
    for (; i == count || findings_get(findings, i)->severity != SEVERITY_ERROR; i--)
        ;
    return findings_get(findings, i);
}

struct template *template_from_workbook(
    struct workbook *workbook, const char *path, struct findings *findings, GError **error)
{
    const struct sheet *metodo = workbook_sheet(workbook, "Metodo");
    struct template *template = template_new(workbook, path);
    struct loader loader = {.template = template,
        .arena = template->arena,
        .findings = findings,
        .wordings = g_ptr_array_new_with_free_func(wording_free)};
    unsigned before = findings_count(findings);
    unsigned errors_before = findings_count_severity(findings, SEVERITY_ERROR);
    if (metodo)
        read_all(&loader, metodo);
    name_by_file(template);
    g_ptr_array_unref(loader.wordings);
    const struct finding *wrong = first_error(findings, before, errors_before);
    if (metodo && !wrong)
        return template;
    const struct place file = {.file = g_intern_string(workbook->name ? workbook->name : path),
        .row = PLACE_NO_CELL,
        .column = PLACE_NO_CELL};
    if (wrong)
        failure_set(error, FAILURE_INPUT, &wrong->place, "%s", wrong->text);
    else
        failure_set(error, FAILURE_INPUT, &file, _("no template: it has no sheet Metodo"));
    template_free(template);
    return NULL;
}

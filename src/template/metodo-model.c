/* Livelli, Campi, Modello (rule 1). */
#include "template/load.h"

#include <string.h>
#include "support/intl.h"
#include "support/italian.h"
#include "support/text.h"

#define LEVELS_MOST 64u

/* Until all levels are known: what stood under Padre. */
struct parents_text {
    const char *text;
    struct place place;
};

/* ---- fields ---- */

static struct field *level_add_field(
    struct loader *loader, struct level *level, const char *name, enum field_type type)
{
    struct field *field = arena_new0(loader->arena, struct field, 1);
    field->level = level;
    field->name = arena_strdup(loader->arena, name);
    field->index = level->fields->len;
    field->type = type;
    const char *key = name_key(loader->arena, name);
    field->is_code = strcmp(key, "codice") == 0;
    field->is_title = strcmp(key, "titolo") == 0 || g_str_has_prefix(key, "titolo_");
    g_ptr_array_add(level->fields, field);
    g_hash_table_insert(level->field_names, (gpointer)(uintptr_t)key, field);
    return field;
}

/* ---- Livelli ---- */

void level_line(struct loader *loader, const struct line *line)
{
    struct template *template = loader->template;
    const char *name = line->texts[0];
    if (!name_is_valid(name)) {
        loader_complain(loader, SEVERITY_ERROR, &line->places[0],
            _("\"%s\" cannot name a level: letters, digits and _ are allowed, and none of the words of the "
              "language"),
            name);
        return;
    }
    if (loader_level(loader, name)) {
        loader_complain(loader, SEVERITY_ERROR, &line->places[0], _("the level \"%s\" stands twice"), name);
        return;
    }
    if (template->levels->len == LEVELS_MOST) {
        loader_complain(loader, SEVERITY_ERROR, &line->places[0], _("more than %u levels"), LEVELS_MOST);
        return;
    }
    struct level *level = arena_new0(loader->arena, struct level, 1);
    level->index = template->levels->len;
    level->name = name;
    level->label = *line->texts[3] ? line->texts[3] : name;
    level->place = line->places[0];
    level->fields = g_ptr_array_new();
    level->field_names = g_hash_table_new(g_str_hash, g_str_equal);
    level->code = level_add_field(loader, level, "codice", TYPE_CODE);
    level->title = level_add_field(loader, level, "titolo", TYPE_TEXT);
    g_ptr_array_add(template->levels, level);
    g_hash_table_insert(template->level_names, (gpointer)(uintptr_t)name_key(loader->arena, name), level);

    char *problem = NULL;
    if (*line->texts[2]) {
        level->expression = expression_parse(loader->arena, line->texts[2], &problem);
        level->code->expression = level->expression;
    }
    if (problem)
        loader_complain(loader, SEVERITY_ERROR, &line->places[2], "%s", problem);
    g_free(problem);
    /* Parents may be named before they stand in their own line: kept as text until levels_finish. */
    struct parents_text *parents = arena_new0(loader->arena, struct parents_text, 1);
    *parents = (struct parents_text){line->texts[1], line->places[1]};
    level->parents = (const struct level **)(void *)parents;
}

static void find_parents(struct loader *loader, struct level *level)
{
    const struct parents_text text = *(const struct parents_text *)(const void *)level->parents;
    char **names = split_list(text.text, ",;");
    unsigned most = g_strv_length(names);
    level->parents = arena_new0(loader->arena, const struct level *, most + 1);
    for (unsigned i = 0; i < most; i++) {
        const struct level *parent = loader_level(loader, names[i]);
        const char **known = level_names(loader->template);
        if (!parent)
            loader_complain_unknown(
                loader, &text.place, names[i], known, _("unknown level \"%s\" under Padre"), names[i]);
        else if (level->parent_set & LEVEL_BIT(parent))
            loader_complain(
                loader, SEVERITY_ERROR, &text.place, _("the parent \"%s\" stands twice"), names[i]);
        else {
            level->parents[level->parent_count++] = parent;
            level->parent_set |= LEVEL_BIT(parent);
        }
        g_free(known);
    }
    g_strfreev(names);
    if (level->index == 0 && most > 0) {
        loader_complain(loader, SEVERITY_ERROR, &text.place,
            _("the first level, \"%s\", is the root and has no parent: put the root in the first line"),
            level->name);
        level->parent_count = 0;
        level->parent_set = 0;
    } else if (level->index > 0 && most == 0) {
        level->parents[0] = g_ptr_array_index(loader->template->levels, 0);
        level->parent_count = 1;
        level->parent_set = LEVEL_BIT(level->parents[0]);
    }
}

/* Ancestors and depth, once those of all parents are known; levels that never come to it stand in a circle or
 * below one. */
static bool settle(struct level *level, level_set settled)
{
    if ((level->parent_set & settled) != level->parent_set)
        return false;
    for (unsigned i = 0; i < level->parent_count; i++) {
        level->ancestors |= level->parents[i]->ancestors | LEVEL_BIT(level->parents[i]);
        level->depth = MAX(level->depth, level->parents[i]->depth + 1);
    }
    return true;
}

static bool settle_all(struct loader *loader)
{
    GPtrArray *levels = loader->template->levels;
    level_set settled = 0, before;
    do {
        before = settled;
        for (unsigned i = 0; i < levels->len; i++) {
            struct level *level = g_ptr_array_index(levels, i);
            if (!(settled & LEVEL_BIT(level)) && settle(level, settled))
                settled |= LEVEL_BIT(level);
        }
    } while (settled != before);
    for (unsigned i = 0; i < levels->len; i++) {
        struct level *level = g_ptr_array_index(levels, i);
        if (!(settled & LEVEL_BIT(level)))
            loader_complain(loader, SEVERITY_ERROR, &level->place,
                _("the level \"%s\" cannot be reached from the root: it stands above itself, or below such a "
                  "level"),
                level->name);
    }
    return settled == (levels->len == 64 ? ~(level_set)0 : ((level_set)1 << levels->len) - 1);
}

bool levels_finish(struct loader *loader)
{
    struct template *template = loader->template;
    if (template->levels->len == 0) {
        struct place place = {.file = g_intern_string(template->workbook->name),
            .sheet = "Metodo",
            .row = PLACE_NO_CELL,
            .column = PLACE_NO_CELL};
        loader_complain(loader, SEVERITY_ERROR, &place, _("no table Livelli, or no line in it"));
        return false;
    }
    for (unsigned i = 0; i < template->levels->len; i++)
        find_parents(loader, g_ptr_array_index(template->levels, i));
    if (!settle_all(loader))
        return false;
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(template->levels, i);
        for (unsigned k = 0; k < template->levels->len; k++) {
            struct level *other = g_ptr_array_index(template->levels, k);
            if (level->ancestors & LEVEL_BIT(other))
                other->descendants |= LEVEL_BIT(level);
        }
    }
    struct level *root = g_ptr_array_index(template->levels, 0);
    template->root = root;
    level_add_field(loader, root, "ente", TYPE_TEXT);
    level_add_field(loader, root, "anno", TYPE_NUMBER)->is_year = true;
    level_add_field(loader, root, "delibera", TYPE_TEXT);
    return true;
}

/* ---- Campi ---- */

static bool parse_type(struct loader *loader, const struct line *line, enum field_type *ret)
{
    const char *names[TYPE_LIST + 2] = {NULL};
    for (unsigned type = 0; type <= TYPE_LIST; type++) {
        names[type] = field_type_name(type);
        if (text_same(line->texts[2], names[type])) {
            *ret = type;
            return true;
        }
    }
    loader_complain_unknown(
        loader, &line->places[2], line->texts[2], names, _("unknown type \"%s\""), line->texts[2]);
    return false;
}

static bool parse_required(struct loader *loader, const struct line *line)
{
    static const char *const yes[] = {"sì", "x", "vero", "obbligatorio"};
    const char *text = line->texts[4];
    for (unsigned i = 0; i < G_N_ELEMENTS(yes); i++)
        if (*text && text_same(text, yes[i]))
            return true;
    if (*text && !text_same(text, "no") && !text_same(text, "falso") && !text_same(text, "-"))
        loader_complain(loader, SEVERITY_ERROR, &line->places[4],
            _("\"%s\" under Obbligatorio: sì or no is expected"), text);
    return false;
}

/* What a line of Campi says of each of its fields. */
struct declaration {
    enum field_type type;
    bool required;
    struct expression *expression;
    struct place place;
};

static void declare(
    struct loader *loader, struct level *level, const char *name, const struct declaration *declaration)
{
    struct field *field = loader_field(level, name);
    if (field && field->place.file) {
        loader_complain(loader, SEVERITY_ERROR, &declaration->place,
            _("the field \"%s\" of %s is declared twice"), name, level->name);
        return;
    }
    if (!field)
        field = level_add_field(loader, level, name, declaration->type);
    field->type = declaration->type;
    field->required = declaration->required;
    field->place = declaration->place;
    if (declaration->expression || !field->is_code || field != level->code)
        field->expression = declaration->expression;
}

void field_line(struct loader *loader, const struct line *line)
{
    struct declaration declaration = {.required = parse_required(loader, line), .place = line->places[1]};
    if (!parse_type(loader, line, &declaration.type))
        declaration.type = TYPE_TEXT;
    char *problem = NULL;
    if (*line->texts[3])
        declaration.expression = expression_parse(loader->arena, line->texts[3], &problem);
    if (problem)
        loader_complain(loader, SEVERITY_ERROR, &line->places[3], "%s", problem);
    g_free(problem);
    char **levels = split_list(line->texts[0], ",;\n"), **fields = split_list(line->texts[1], ",;\n");
    for (unsigned i = 0; levels[i]; i++) {
        struct level *level = loader_level(loader, levels[i]);
        if (!level) {
            const char **known = level_names(loader->template);
            loader_complain_unknown(
                loader, &line->places[0], levels[i], known, _("unknown level \"%s\""), levels[i]);
            g_free(known);
        }
        for (unsigned k = 0; level && fields[k]; k++)
            if (name_is_valid(fields[k]))
                declare(loader, level, fields[k], &declaration);
            else if (i == 0)
                loader_complain(loader, SEVERITY_ERROR, &line->places[1],
                    _("\"%s\" cannot name a field: letters, digits and _ are allowed, and none of the words "
                      "of the "
                      "language"),
                    fields[k]);
    }
    g_strfreev(levels);
    g_strfreev(fields);
}

void each_field(struct loader *loader, const struct line *line, unsigned level_column, unsigned field_column,
    void (*each)(struct loader *loader, struct field *field, const struct line *line))
{
    char **levels = split_list(line->texts[level_column], ",;\n");
    char **fields = split_list(line->texts[field_column], ",;\n");
    for (unsigned i = 0; levels[i]; i++) {
        struct level *level = loader_level(loader, levels[i]);
        const char **known = level ? field_names(loader->template, level) : level_names(loader->template);
        if (!level)
            loader_complain_unknown(
                loader, &line->places[level_column], levels[i], known, _("unknown level \"%s\""), levels[i]);
        for (unsigned k = 0; level && fields[k]; k++) {
            struct field *field = loader_field(level, fields[k]);
            if (field)
                each(loader, field, line);
            else
                loader_complain_unknown(loader, &line->places[field_column], fields[k], known,
                    _("the field \"%s\" of %s is not declared in Campi"), fields[k], level->name);
        }
        g_free(known);
    }
    g_strfreev(levels);
    g_strfreev(fields);
}

/* ---- Modello ---- */

static void set_name(struct loader *loader, const struct line *line)
{
    loader->template->name = line->texts[1];
}

static void set_description(struct loader *loader, const struct line *line)
{
    loader->template->description = line->texts[1];
}

static void set_version(struct loader *loader, const struct line *line)
{
    loader->template->version = line->texts[1];
}

static void set_kind(struct loader *loader, const struct line *line)
{
    static const char *const kinds[] = {"piano", "relazione", NULL};
    unsigned kind = 0;
    while (kinds[kind] && !text_same(line->texts[1], kinds[kind]))
        kind++;
    if (kinds[kind])
        loader->template->kind = kind == 0 ? KIND_PIANO : KIND_RELAZIONE;
    else
        loader_complain_unknown(loader, &line->places[1], line->texts[1], kinds,
            _("genere is piano or relazione, not \"%s\""), line->texts[1]);
}

static void set_direction(struct loader *loader, const struct line *line)
{
    size_t length;
    const char *sign = italian_operator_at(line->texts[1], &length);
    if (sign && sign[0] != '=' && sign[1] && !line->texts[1][length]) {
        loader->template->direction = sign[0] == '>' ? 1 : -1;
        return;
    }
    loader_complain(
        loader, SEVERITY_ERROR, &line->places[1], _("verso is >= or <=, not \"%s\""), line->texts[1]);
}

static void set_emblem(struct loader *loader, const struct line *line)
{
    if (strpbrk(line->texts[1], "/\\"))
        loader_complain(loader, SEVERITY_ERROR, &line->places[1],
            _("stemma names a picture beside the template, without folders"));
    else
        loader->template->emblem = line->texts[1];
}

static const struct {
    const char *name;
    void (*set)(struct loader *loader, const struct line *line);
} model_entries[] = {
    {"nome", set_name},
    {"descrizione", set_description},
    {"versione", set_version},
    {"genere", set_kind},
    {"verso", set_direction},
    {"stemma", set_emblem},
};

const char *model_entry(unsigned index)
{
    return index < G_N_ELEMENTS(model_entries) ? model_entries[index].name : NULL;
}

static void set_root_value(struct loader *loader, const struct line *line)
{
    const struct level *root = loader->template->root;
    const struct field *field = loader_field(root, line->texts[0]);
    if (!field) {
        GPtrArray *known = g_ptr_array_new();
        for (unsigned i = 0; i < G_N_ELEMENTS(model_entries); i++)
            g_ptr_array_add(known, (gpointer)(uintptr_t)model_entries[i].name);
        for (unsigned i = 0; i < root->fields->len; i++)
            g_ptr_array_add(known, (gpointer)(uintptr_t)((const struct field *)root->fields->pdata[i])->name);
        g_ptr_array_add(known, NULL);
        loader_complain_unknown(loader, &line->places[0], line->texts[0],
            (const char *const *)(void *)known->pdata,
            _("\"%s\" is neither a word of Modello nor a declared field of %s"), line->texts[0], root->name);
        g_ptr_array_unref(known);
        return;
    }
    if (!*line->texts[1])
        return;
    struct root_value *value = arena_new0(loader->arena, struct root_value, 1);
    *value = (struct root_value){field, line->texts[1], line->places[1]};
    g_ptr_array_add(loader->template->root_values, value);
}

void model_line(struct loader *loader, const struct line *line)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(model_entries); i++)
        if (text_same(line->texts[0], model_entries[i].name)) {
            if (*line->texts[1])
                model_entries[i].set(loader, line);
            return;
        }
    set_root_value(loader, line);
}

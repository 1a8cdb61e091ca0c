/* Calcoli, Classi, Controlli, Parole, Allegati (rule 1). */
#include "template/load.h"

#include <stdlib.h>
#include <string.h>
#include "support/intl.h"
#include "support/italian.h"
#include "support/text.h"

/* ---- Calcoli ---- */

static const struct formula *parse_formula(
    struct loader *loader, const char *source, const struct place *place)
{
    char *problem = NULL;
    const struct formula *formula = formula_parse(loader->arena, source, &problem);
    if (!formula)
        loader_complain(loader, SEVERITY_ERROR, place, _("formula \"%s\": %s"), source, problem);
    g_free(problem);
    return formula;
}

static void set_formula(struct loader *loader, struct field *field, const struct line *line)
{
    if (field->formula_source) {
        loader_complain(loader, SEVERITY_ERROR, &line->places[1], _("%s.%s has two formulas"),
            field->level->name, field->name);
        return;
    }
    field->formula_source = line->texts[2];
    field->formula_place = line->places[2];
}

void calculation_line(struct loader *loader, const struct line *typed)
{
    struct line straight = *typed;
    const struct line *line = &straight;
    straight.texts[2] = straight_quotes(loader->arena, typed->texts[2]);
    const struct formula *formula = parse_formula(loader, line->texts[2], &line->places[2]);
    if (!formula)
        return;
    each_field(loader, line, 0, 1, set_formula);
    /* The line's fields share one parse. */
    for (unsigned i = 0; i < loader->template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(loader->template->levels, i);
        for (unsigned k = 0; k < level->fields->len; k++) {
            struct field *field = g_ptr_array_index(level->fields, k);
            if (field->formula_source == line->texts[2])
                field->formula = formula;
        }
    }
}

struct dependencies {
    const struct template *template;
    const struct field *field;
    bool found;
};

static void look_for_results(const struct formula *part, void *data)
{
    struct dependencies *dependencies = data;
    if (part->kind != FORMULA_NAME)
        return;
    GPtrArray *fields = g_ptr_array_new();
    char *problem = NULL;
    name_resolve(dependencies->template, part, dependencies->field->level, NULL, NAME_CALCULATION, fields,
        NULL, &problem);
    for (unsigned i = 0; i < fields->len; i++) {
        const struct field *used = g_ptr_array_index(fields, i);
        /* Its own name is the value typed. */
        if (used != dependencies->field)
            dependencies->found |= used->needs_result || used->type == TYPE_RESULT;
    }
    g_ptr_array_unref(fields);
    g_free(problem);
}

static void mark_results(struct template *template)
{
    bool changed;
    do {
        changed = false;
        for (unsigned i = 0; i < template->levels->len; i++) {
            const struct level *level = g_ptr_array_index(template->levels, i);
            for (unsigned k = 0; k < level->fields->len; k++) {
                struct field *field = g_ptr_array_index(level->fields, k);
                struct dependencies dependencies = {template, field, false};
                if (!field->formula || field->needs_result)
                    continue;
                formula_walk(field->formula, look_for_results, &dependencies);
                field->needs_result = dependencies.found;
                changed |= dependencies.found;
            }
        }
    } while (changed);
}

static int compare_bands(const void *a, const void *b)
{
    const struct band *left = a, *right = b;
    const unsigned keys[2][4] = {
        {left->field->level->index, left->field->index, left->place.row, left->place.column},
        {right->field->level->index, right->field->index, right->place.row, right->place.column}};
    for (unsigned i = 0; i < 4; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

void calculations_finish(struct loader *loader)
{
    struct template *template = loader->template;
    for (unsigned i = 0; i < template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(template->levels, i);
        for (unsigned k = 0; k < level->fields->len; k++) {
            const struct field *field = g_ptr_array_index(level->fields, k);
            if (field->formula)
                names_check(loader, field->formula, level, NULL, NAME_CALCULATION, &field->formula_place);
        }
    }
    for (unsigned i = 0; i < template->checks->len; i++) {
        const struct check_line *line = &g_array_index(template->checks, struct check_line, i);
        if (line->formula)
            names_check(loader, line->formula, line->level, NULL, NAME_CALCULATION, &line->place);
        if (line->condition)
            names_check(loader, line->condition, line->level, NULL, NAME_CONDITION, &line->place);
    }
    mark_results(template);
    /* The bands of one field stand together. */
    g_array_sort(template->bands, compare_bands);
}

/* ---- Classi ---- */

/* A bound: a number or a field; a bare `>` or `<` (the direction) before it: exclusive. */
struct bound {
    struct decimal number;
    const struct field *field;
    bool exclusive;
};

static bool parse_bound(struct loader *loader, const struct line *line, unsigned column,
    const struct level *level, char direction, struct bound *ret)
{
    const char *text = line->texts[column];
    struct bound bound = {.exclusive = false};
    size_t length;
    const char *sign = italian_operator_at(text, &length);
    if (sign && sign[0] == direction) {
        text += length;
        bound.exclusive = !sign[1];
    }
    while (*text == ' ')
        text++;
    const struct cell *cell = line->cells[column];
    struct number_text number;
    if (cell->kind == CELL_NUMBER) {
        bound.number = cell->number;
    } else if (italian_number(text, &number)) {
        bound.number = number.number;
    } else {
        bound.field = loader_field(level, text);
        if (!bound.field) {
            const char **known = field_names(loader->template, level);
            loader_complain_unknown(loader, &line->places[column], text, known,
                _("\"%s\" is neither a number nor a field of %s"), text, level->name);
            g_free(known);
            return false;
        }
    }
    *ret = bound;
    return true;
}

static void add_band(struct loader *loader, struct field *field, const struct line *line)
{
    struct bound from, to = {.exclusive = false};
    bool has_to = *line->texts[3] != '\0';
    if (!parse_bound(loader, line, 2, field->level, '>', &from) ||
        (has_to && !parse_bound(loader, line, 3, field->level, '<', &to)))
        return;
    struct band band = {.field = field,
        .from = from.number,
        .to = to.number,
        .from_field = from.field,
        .to_field = to.field,
        .from_exclusive = from.exclusive,
        .to_exclusive = to.exclusive,
        .has_to = has_to,
        .label = line->texts[4],
        .style = line->cells[4]->style,
        .place = line->places[2]};
    g_array_append_val(loader->template->bands, band);
}

void band_line(struct loader *loader, const struct line *line)
{
    each_field(loader, line, 0, 1, add_band);
}

/* ---- Controlli ---- */

const char *const built_in_checks[] = {"pesi", "doppioni", "due_padri", "solo_titolo", "non_scritto",
    "senza_target", "senza_risultato", "date", "importi", "totali", "formule", NULL};

static const char *built_in_check(const char *text)
{
    for (unsigned i = 0; built_in_checks[i]; i++)
        if (g_ascii_strcasecmp(text, built_in_checks[i]) == 0)
            return built_in_checks[i];
    return NULL;
}

static void parse_check(struct loader *loader, const struct line *line, struct check_line *check)
{
    check->builtin = built_in_check(line->texts[1]);
    if (check->builtin)
        return;
    char *ids = g_strjoinv(", ", (char **)(guintptr)built_in_checks);
    check->formula = parse_formula(loader, line->texts[1], &line->places[1]);
    if (check->formula && check->formula->kind == FORMULA_NAME && check->formula->step_count == 1)
        loader_complain_unknown(loader, &line->places[1], line->texts[1], built_in_checks,
            _("unknown check \"%s\": an id (%s) or a formula is expected"), line->texts[1], ids);
    g_free(ids);
}

/* `p.l con CONDITION`, or a condition alone: of the root. */
static void add_check(struct loader *loader, const struct line *line, const char *level,
    const char *condition, struct check_line check)
{
    char *text = g_strconcat(level, condition, NULL);
    struct control control = control_parse(loader, text, &line->places[0], CONTROL_CHECK);
    g_free(text);
    check.level = *level ? control_level(&control) : loader->template->root;
    check.path = control.path;
    check.condition = control.condition;
    check.condition_source = control.condition_source;
    if (check.level)
        g_array_append_val(loader->template->checks, check);
}

void check_line(struct loader *loader, const struct line *typed)
{
    const char *const severities[] = {severity_name(SEVERITY_ERROR), severity_name(SEVERITY_WARNING),
        severity_name(SEVERITY_NOTE), severity_name(SEVERITY_NONE), NULL};
    struct line straight = *typed;
    const struct line *line = &straight;
    straight.texts[1] = straight_quotes(loader->arena, typed->texts[1]);
    struct check_line check = {
        .source = line->texts[1], .severity = SEVERITY_ERROR, .place = line->places[1]};
    if (*line->texts[2] && !severity_parse(line->texts[2], &check.severity))
        loader_complain_unknown(loader, &line->places[2], line->texts[2], severities,
            _("unknown severity \"%s\""), line->texts[2]);
    parse_check(loader, line, &check);
    if (!check.builtin && !check.formula)
        return;
    /* `a, b con CONDITION`: one check for each level. */
    char *one_line = text_one_line(line->texts[0]);
    const char *con = control_find_con(one_line);
    char *condition = con ? g_strconcat(" ", con, NULL) : g_strdup("");
    char *list = g_strndup(one_line, con ? (gsize)(con - one_line) : strlen(one_line));
    char **levels = split_list(list, ",;");
    for (unsigned i = 0; levels[i]; i++)
        add_check(loader, line, levels[i], condition, check);
    if (!levels[0])
        add_check(loader, line, "", condition, check);
    g_strfreev(levels);
    g_free(list);
    g_free(condition);
    g_free(one_line);
}

/* ---- Parole ---- */

static const struct {
    const char *name;
    enum word_meaning meaning;
} meanings[] = {{"nc", WORD_NC}, {"sì", WORD_YES}, {"no", WORD_NO}, {"raggiunto", WORD_REACHED}};

const char *word_meaning_name(enum word_meaning meaning)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(meanings); i++)
        if (meanings[i].meaning == meaning)
            return meanings[i].name;
    return NULL;
}

static void add_words(struct loader *loader, enum word_meaning meaning, char *const *words)
{
    GPtrArray *known = loader->template->words[meaning];
    for (unsigned i = 0; words[i]; i++) {
        g_ptr_array_add(known, text_key(words[i]));
        g_ptr_array_add(loader->template->spellings[meaning], g_strdup(words[i]));
    }
    if (meaning == WORD_NC && words[0])
        loader->template->nc_word = arena_strdup(loader->arena, words[0]);
}

static void add_field_words(struct loader *loader, struct field *field, const char *value, char *const *words)
{
    unsigned count = field->word_count + g_strv_length((char **)(void *)(uintptr_t)words);
    struct field_word *all = arena_new0(loader->arena, struct field_word, count);
    if (field->word_count > 0)
        memcpy(all, field->words, field->word_count * sizeof *all);
    for (unsigned i = 0; words[i]; i++) {
        char *key = text_key(words[i]);
        all[field->word_count++] = (struct field_word){arena_strdup(loader->arena, key), value};
        g_free(key);
    }
    field->words = all;
}

/* `livello.campo: valore`. False: the line means something else. */
static bool field_words_line(struct loader *loader, const struct line *line, char *const *words)
{
    const char *colon = strchr(line->texts[0], ':');
    if (!colon)
        return false;
    char *path = g_strstrip(g_strndup(line->texts[0], (gsize)(colon - line->texts[0])));
    char *dot = strchr(path, '.');
    bool is_path = false;
    if (dot) {
        *dot = '\0';
        is_path = name_is_valid(path) && name_is_valid(dot + 1);
    }
    struct level *level = is_path ? loader_level(loader, path) : NULL;
    struct field *field = level ? loader_field(level, dot + 1) : NULL;
    char *value = g_strstrip(g_strdup(colon + 1));
    if (field) {
        add_field_words(loader, field, arena_strdup(loader->arena, value), words);
    } else if (level) {
        const char **known = field_names(loader->template, level);
        loader_complain_unknown(loader, &line->places[0], dot + 1, known,
            _("the field \"%s\" of %s is not declared in Campi"), dot + 1, level->name);
        g_free(known);
    } else if (is_path) {
        const char **known = level_names(loader->template);
        loader_complain_unknown(loader, &line->places[0], path, known, _("unknown level \"%s\""), path);
        g_free(known);
    }
    g_free(value);
    g_free(path);
    return is_path;
}

void word_line(struct loader *loader, const struct line *line)
{
    char **words = split_list(line->texts[1], ";\n");
    char *key = text_key(line->texts[0]);
    unsigned meaning = 0;
    while (meaning < G_N_ELEMENTS(meanings) && !text_same(line->texts[0], meanings[meaning].name))
        meaning++;
    if (meaning < G_N_ELEMENTS(meanings)) {
        add_words(loader, meanings[meaning].meaning, words);
    } else if (!field_words_line(loader, line, words)) {
        struct wording *wording = g_new0(struct wording, 1);
        wording->key = g_steal_pointer(&key);
        wording->source = line->texts[0];
        wording->texts = g_steal_pointer(&words);
        wording->place = line->places[0];
        g_ptr_array_add(loader->wordings, wording);
    }
    g_free(key);
    g_strfreev(words);
}

void wordings_finish(struct loader *loader)
{
    for (unsigned i = 0; i < loader->wordings->len; i++) {
        const struct wording *wording = g_ptr_array_index(loader->wordings, i);
        if (!wording->used)
            loader_complain(loader, SEVERITY_WARNING, &wording->place,
                _("\"%s\" is neither nc, sì, no, raggiunto, nor LIVELLO.CAMPO: VALORE, nor the text of a "
                  "cell of this "
                  "template: its words are never used"),
                wording->source);
    }
}

/* ---- Allegati ---- */

void annex_line(struct loader *loader, const struct line *line)
{
    char **globs = split_list(line->texts[1], ";\n");
    unsigned count = g_strv_length(globs);
    const char **sheets = arena_new0(loader->arena, const char *, count + 1);
    for (unsigned i = 0; i < count; i++)
        sheets[i] = arena_strdup(loader->arena, globs[i]);
    g_strfreev(globs);
    struct scope scope = {.count = 0};
    scope_add(&scope, loader->template->root);
    struct annex annex = {
        .name = pattern_parse(loader, &scope, line->texts[0], NULL, 0, &line->places[0], NULL),
        .sheets = sheets,
        .sheet_count = count,
        .title = pattern_parse(loader, &scope, line->texts[2], NULL, 0, &line->places[2], NULL),
        .place = line->places[1]};
    g_array_append_val(loader->template->annexes, annex);
}

void annexes_finish(struct loader *loader)
{
    const GPtrArray *sheets = loader->template->sheets;
    const char **tabs = g_new0(const char *, sheets->len + 1);
    for (unsigned i = 0; i < sheets->len; i++)
        tabs[i] = ((const struct template_sheet *)g_ptr_array_index(sheets, i))->drawing->name;
    for (unsigned i = 0; i < loader->template->annexes->len; i++) {
        const struct annex *annex = &g_array_index(loader->template->annexes, struct annex, i);
        for (unsigned k = 0; k < annex->sheet_count; k++) {
            bool any = false;
            for (unsigned j = 0; j < sheets->len && !any; j++)
                any = text_glob(annex->sheets[k], tabs[j]);
            if (!any)
                loader_complain_unknown(loader, &annex->place, annex->sheets[k], tabs,
                    _("no sheet of the template is named \"%s\""), annex->sheets[k]);
        }
    }
    g_free(tabs);
}

/* Control cells: [leggi | scrivi | leggi e scrivi] [per] [LIVELLI][?][!] [con CONDIZIONE] (rule 2).
 */
#include "template/load.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"

/* Takes a word off the front of the text. */
static bool take_word(const char **text, const char *word)
{
    size_t length = strlen(word);
    if (g_ascii_strncasecmp(*text, word, length) != 0 || ((*text)[length] && (*text)[length] != ' '))
        return false;
    *text += length;
    while (**text == ' ')
        (*text)++;
    return true;
}

const char *control_find_con(const char *text)
{
    for (const char *at = text; *at; at++)
        if ((at == text || at[-1] == ' ') && g_ascii_strncasecmp(at, "con", 3) == 0 &&
            (at[3] == ' ' || !at[3]))
            return at;
    return NULL;
}

static void parse_condition(
    struct loader *loader, const char *text, const struct place *place, struct control *control)
{
    char *source = g_strstrip(g_strdup(straight_quotes(loader->arena, text)));
    control->condition_source = arena_strdup(loader->arena, source);
    if (!*source) {
        loader_complain(loader, SEVERITY_ERROR, place, _("con without a condition behind it"));
    } else {
        char *problem = NULL;
        control->condition = formula_parse(loader->arena, control->condition_source, &problem);
        if (!control->condition)
            loader_complain(loader, SEVERITY_ERROR, place, _("condition \"%s\": %s"), source, problem);
        g_free(problem);
    }
    g_free(source);
}

const char *const control_words[] = {"leggi", "scrivi", "per", "con", "tabella", NULL};

static const struct level *find_level(struct loader *loader, const char *name, const struct place *place)
{
    const struct level *level = loader_level(loader, name);
    if (level)
        return level;
    const GPtrArray *levels = loader->template->levels;
    const char **known = g_new0(const char *, levels->len + G_N_ELEMENTS(control_words));
    for (unsigned i = 0; i < levels->len; i++)
        known[i] = ((const struct level *)g_ptr_array_index(levels, i))->name;
    for (unsigned i = 0; control_words[i]; i++)
        known[levels->len + i] = control_words[i];
    /* "legi indicatore" is one misspelt word and a level. */
    char *first_word = g_strndup(name, strcspn(name, " "));
    loader_complain_unknown(
        loader, place, first_word, known, _("\"%s\" is neither a level nor a word of a control cell"), name);
    g_free(first_word);
    g_free(known);
    return NULL;
}

static void parse_level(struct loader *loader, char *text, const struct place *place, struct control *control)
{
    char *dot = strchr(text, '.');
    if (dot) {
        *dot = '\0';
        g_strstrip(text);
        const struct level *path = find_level(loader, text, place);
        if (control->path)
            loader_complain(loader, SEVERITY_ERROR, place, _("only one of the levels can be written as p.l"));
        control->path = path;
        text = g_strstrip(dot + 1);
    }
    const struct level *level = find_level(loader, text, place);
    if (!level)
        return;
    if (control_has_level(control, level)) {
        loader_complain(loader, SEVERITY_ERROR, place, _("the level \"%s\" stands twice"), text);
        return;
    }
    if (dot && control->path && !(level->parent_set & LEVEL_BIT(control->path)))
        loader_complain(loader, SEVERITY_ERROR, place, _("\"%s\" is no parent of \"%s\""),
            control->path->name, level->name);
    const struct level *outer = control_level(control);
    if (outer && !(level->ancestors & LEVEL_BIT(outer)))
        loader_complain(loader, SEVERITY_ERROR, place,
            _("\"%s\" does not lie below \"%s\": a group lists levels from the outermost inwards"),
            level->name, outer->name);
    control->levels[control->level_count++] = level;
}

static void parse_levels(
    struct loader *loader, char *text, const struct place *place, struct control *control)
{
    for (size_t length = strlen(text); length > 0; length--) {
        char sign = text[length - 1];
        if (sign == '?')
            control->exists = true;
        else if (sign == '!')
            control->skip_empty = true;
        else if (sign != ' ')
            break;
        text[length - 1] = '\0';
    }
    char **names = split_list(text, ",");
    control->levels = arena_new0(loader->arena, const struct level *, g_strv_length(names) + 1);
    for (unsigned i = 0; names[i]; i++)
        parse_level(loader, names[i], place, control);
    if (control->exists && !names[0])
        loader_complain(loader, SEVERITY_ERROR, place, _("? needs a level before it"));
    if (control->exists && names[0] && names[1])
        loader_complain(loader, SEVERITY_ERROR, place, _("? stands behind one level, not behind a group"));
    g_strfreev(names);
}

/* What a control cell in this place cannot say. */
static void check_use(
    struct loader *loader, const struct place *place, enum control_use use, const struct control *control)
{
    if (control->per && use != CONTROL_TABLE)
        loader_complain(loader, SEVERITY_ERROR, place, _("per belongs into the control cell of a table"));
    else if (control->per && control->level_count != 1)
        loader_complain(loader, SEVERITY_ERROR, place, _("per needs one level behind it"));
    if (use == CONTROL_TABLE && !control->per && control->level_count > 0)
        loader_complain(loader, SEVERITY_ERROR, place, _("a table has a level only behind per"));
    if (use == CONTROL_TABLE && (control->skip_empty || control->exists))
        loader_complain(loader, SEVERITY_ERROR, place, _("? and ! belong to rows"));
    if ((use == CONTROL_COLUMN || use == CONTROL_CHECK) && (control->exists || control->skip_empty))
        loader_complain(loader, SEVERITY_ERROR, place, _("? and ! belong to rows"));
    if (use == CONTROL_CHECK && !(control->read && control->write))
        loader_complain(
            loader, SEVERITY_ERROR, place, _("leggi and scrivi belong into control cells of tables"));
}

struct control control_parse(
    struct loader *loader, const char *text, const struct place *place, enum control_use use)
{
    struct control control = {.place = *place};
    char *line = text_one_line(text);
    const char *at = line;
    bool leggi = take_word(&at, "leggi"), scrivi = false;
    const char *behind = at;
    if (leggi && take_word(&behind, "e") && take_word(&behind, "scrivi")) {
        scrivi = true;
        at = behind;
    } else if (!leggi) {
        scrivi = take_word(&at, "scrivi");
    }
    control.read = leggi || !scrivi;
    control.write = scrivi || !leggi;
    control.per = take_word(&at, "per");
    const char *con = control_find_con(at);
    if (con)
        parse_condition(loader, con + 3, place, &control);
    char *levels = g_strndup(at, con ? (gsize)(con - at) : strlen(at));
    parse_levels(loader, levels, place, &control);
    check_use(loader, place, use, &control);
    g_free(levels);
    g_free(line);
    return control;
}

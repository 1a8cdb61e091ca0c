/* Formulas in Italian words: SOMMA(indicatore.peso) is "somma di peso di ogni indicatore". */
#include "template/words.h"

#include "template/load.h"

struct speaker {
    GString *words;
    const struct template *template;
    const struct field *field; /* whose formula it is */
};

static void say(struct speaker *speaker, const struct formula *formula);

/* What a function says of its arguments: {1}, {2} ... are arguments, {*} all of them. One phrase for each
 * count. */
static const struct {
    enum formula_function function;
    unsigned arguments; /* 0: any number */
    const char *phrase;
} phrases[] = {
    {FUNCTION_IF, 2, "se {1}: {2}"},
    {FUNCTION_IF, 3, "se {1}: {2}; altrimenti: {3}"},
    {FUNCTION_SUM, 0, "somma di {*}"},
    {FUNCTION_COUNT, 0, "numero di {*}"},
    {FUNCTION_MEAN, 0, "media di {*}"},
    {FUNCTION_MIN, 0, "il minore fra {*}"},
    {FUNCTION_MAX, 0, "il maggiore fra {*}"},
    {FUNCTION_UNION, 0, "unione di {*}"},
    {FUNCTION_ROUND, 1, "{1}, arrotondato all'intero"},
    {FUNCTION_ROUND, 2, "{1}, arrotondato a {2} decimali"},
    {FUNCTION_TRUNCATE, 1, "{1}, troncato all'intero"},
    {FUNCTION_TRUNCATE, 2, "{1}, troncato a {2} decimali"},
    {FUNCTION_FLOOR, 1, "parte intera di {1}"},
    {FUNCTION_ABSOLUTE, 1, "valore assoluto di {1}"},
    {FUNCTION_IDENTICAL, 2, "{1} è identico a {2}"},
    {FUNCTION_CLASS, 1, "classe di {1}"},
    {FUNCTION_COUNT_IF, 2, "quante volte {1} è {2}"},
    {FUNCTION_SUM_IF, 3, "somma di {3} dove {1} è {2}"},
    {FUNCTION_LOOKUP, 3, "fra {3}, quello della più alta soglia di {2} che {1} raggiunge"},
    {FUNCTION_EXTRACT, 2, "ciò che in {1} ha la forma {2}"},
    {FUNCTION_AND, 0, "tutti veri: {*}"},
    {FUNCTION_OR, 0, "almeno uno vero: {*}"},
    {FUNCTION_NOT, 1, "non ({1})"},
};

static const struct {
    enum formula_option option;
    const char *phrase;
} option_phrases[] = {
    {OPTION_CEILING, "al massimo "},
    {OPTION_DIRECTION, "verso "},
    {OPTION_LOWER, "per i target da non superare: "},
    {OPTION_DELAY, "per ogni giorno di ritardo meno "},
    {OPTION_ZERO, "target zero: "},
    {OPTION_BASE, "variazioni sulla base di "},
};

static void say_source(struct speaker *speaker, const struct formula *formula)
{
    g_string_append_len(speaker->words, speaker->field->formula_source + formula->start,
        (gssize)(formula->end - formula->start));
}

static void say_list(struct speaker *speaker, const struct formula *const *formulas, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        g_string_append(speaker->words, i == 0 ? "" : i + 1 == count ? " e " : ", ");
        say(speaker, formulas[i]);
    }
}

static void say_phrase(struct speaker *speaker, const char *phrase, const struct formula *call)
{
    for (; *phrase; phrase++) {
        if (phrase[0] != '{') {
            g_string_append_c(speaker->words, *phrase);
            continue;
        }
        if (phrase[1] == '*')
            say_list(speaker, call->arguments, call->argument_count);
        else
            say(speaker, call->arguments[phrase[1] - '1']);
        phrase += 2;
    }
}

/* `valori; pesi; ...`: each value with its weight. */
static void say_weighted(struct speaker *speaker, const struct formula *call)
{
    g_string_append(speaker->words, "media pesata di ");
    for (unsigned i = 0; i + 1 < call->argument_count; i += 2) {
        g_string_append(speaker->words, i == 0 ? "" : i + 3 >= call->argument_count ? " e " : ", ");
        say(speaker, call->arguments[i]);
        g_string_append(speaker->words, " (peso: ");
        say(speaker, call->arguments[i + 1]);
        g_string_append_c(speaker->words, ')');
    }
}

static void say_first(struct speaker *speaker, const struct formula *call)
{
    for (unsigned i = 0; i < call->argument_count; i++) {
        g_string_append(speaker->words, i == 0 ? "" : "; se manca: ");
        say(speaker, call->arguments[i]);
    }
}

static void say_achievement(struct speaker *speaker, const struct formula *call)
{
    g_string_append(speaker->words, "realizzazione di (");
    say(speaker, call->arguments[0]);
    g_string_append(speaker->words, ") rispetto a ");
    say(speaker, call->arguments[1]);
    if (call->argument_count > 2) {
        g_string_append(speaker->words, ", misurata come dice ");
        say(speaker, call->arguments[2]);
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(option_phrases); i++) {
        const struct formula *option = call->options[option_phrases[i].option];
        if (!option)
            continue;
        g_string_append_printf(speaker->words, ", %s", option_phrases[i].phrase);
        if (option->kind == FORMULA_TEXT)
            g_string_append(speaker->words, option->text);
        else
            say(speaker, option);
    }
}

static const struct {
    enum formula_function function;
    void (*say)(struct speaker *speaker, const struct formula *call);
} sayings[] = {{FUNCTION_WEIGHTED_MEAN, say_weighted}, {FUNCTION_FIRST, say_first},
    {FUNCTION_ACHIEVEMENT, say_achievement}};

static void say_call(struct speaker *speaker, const struct formula *call)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(sayings); i++)
        if (sayings[i].function == call->function) {
            sayings[i].say(speaker, call);
            return;
        }
    for (unsigned i = 0; i < G_N_ELEMENTS(phrases); i++)
        if (phrases[i].function == call->function &&
            (phrases[i].arguments == 0 || phrases[i].arguments == call->argument_count)) {
            say_phrase(speaker, phrases[i].phrase, call);
            return;
        }
    say_source(speaker, call);
}

/* Is it the level of the speaker's record, or of one above it? */
static bool is_single(const struct speaker *speaker, const char *word)
{
    const struct level *level = template_level(speaker->template, word);
    return g_ascii_strcasecmp(word, "padre") == 0 || level == speaker->field->level ||
           (level && speaker->field->level->ancestors & LEVEL_BIT(level));
}

/* `indicatore.peso`: peso di ogni indicatore. */
static void say_name(struct speaker *speaker, const struct formula *name)
{
    /* Its own name is the value typed. */
    if (name->step_count == 1 &&
        template_field(speaker->field->level, name->steps[0].name) == speaker->field) {
        g_string_append_printf(speaker->words, "%s letto", name->steps[0].name);
        return;
    }
    for (unsigned i = name->step_count; i > 0; i--) {
        const struct formula_step *step = &name->steps[i - 1];
        bool field = i == name->step_count && name->step_count > 1;
        bool lone = name->step_count == 1;
        if (i < name->step_count)
            g_string_append(speaker->words, " di ");
        if (!field && !lone && !step->index && !is_single(speaker, step->name))
            g_string_append(speaker->words, "ogni ");
        g_string_append(speaker->words, step->name);
        if (step->index) {
            g_string_append(speaker->words, " con codice ");
            say(speaker, step->index);
        }
    }
}

static void say_binary(struct speaker *speaker, const struct formula *formula)
{
    bool brackets = formula->operator>= OPERATOR_ADD;
    const struct formula *sides[] = {formula->left, formula->right};
    for (unsigned i = 0; i < 2; i++) {
        bool inner = brackets && sides[i]->kind != FORMULA_NUMBER && sides[i]->kind != FORMULA_NAME;
        if (i == 1)
            g_string_append_printf(speaker->words, " %s ", formula_operator_sign(formula->operator));
        g_string_append(speaker->words, inner ? "(" : "");
        say(speaker, sides[i]);
        g_string_append(speaker->words, inner ? ")" : "");
    }
}

static void say(struct speaker *speaker, const struct formula *formula)
{
    switch (formula->kind) {
    case FORMULA_NUMBER:
        say_source(speaker, formula);
        break;
    case FORMULA_TEXT:
        g_string_append_printf(speaker->words, "\"%s\"", formula->text);
        break;
    case FORMULA_NAME:
        say_name(speaker, formula);
        break;
    case FORMULA_CALL:
        say_call(speaker, formula);
        break;
    case FORMULA_BINARY:
        say_binary(speaker, formula);
        break;
    case FORMULA_NOT:
        g_string_append(speaker->words, "non ");
        say(speaker, formula->left);
        break;
    case FORMULA_NEGATE:
        g_string_append(speaker->words, "meno ");
        say(speaker, formula->left);
        break;
    }
}

void words_append(GString *words, const struct template *template, const struct field *field)
{
    struct speaker speaker = {words, template, field};
    say(&speaker, field->formula);
}

/* Rules and roundings in words. */
#include "cli/explain.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"
#include "template/words.h"

static const struct {
    const char *rule, *words;
} rule_words[] = {
    {"r/T", N_("result / target")},
    {"T/r", N_("lower is better: target / result")},
    {"(2T-r)/T", N_("lower is better, mirrored: (2 x target - result) / target")},
    {"r<=T", N_("the target is kept: 100%")},
    {"r>T", N_("later than the term: 0%")},
    {"r>=T", N_("not before the term: 100%, before it 0%")},
    {"1-(r-T)*ritardo", N_("100% less so much for each day late")},
    {"T=0", N_("target zero: 100% where it is kept, else 0%")},
    {"r=T", N_("the same text as the target: 100%")},
    {"sì/no", N_("yes 100%, no 0%, a percentage itself")},
    {"T1<=r<=T2", N_("within the range: 100%")},
    {"no weights: all alike", N_("no weights: all count alike")},
};

static void add_source(GString *words, const struct formula *formula, const char *source)
{
    char *part = g_strndup(source + formula->start, formula->end - formula->start);
    char *line = text_one_line(part);
    g_string_append(words, line);
    g_free(line);
    g_free(part);
}

char *explain_words(const struct explanation *explanation, const struct field *field)
{
    GString *words = g_string_new(NULL);
    words_append(words, explanation->template, field);
    return g_string_free(words, FALSE);
}

char *explain_rule(const char *rule)
{
    static const char capped[] = "min(", ceiling[] = "; tetto)";
    bool cut = g_str_has_prefix(rule, capped) && g_str_has_suffix(rule, ceiling);
    char *inner = cut ? g_strndup(rule + strlen(capped), strlen(rule) - strlen(capped) - strlen(ceiling))
                      : g_strdup(rule);
    const char *words = NULL;
    for (unsigned i = 0; words == NULL && i < G_N_ELEMENTS(rule_words); i++)
        if (strcmp(rule_words[i].rule, inner) == 0)
            words = _(rule_words[i].words);
    char *text = g_strdup_printf("%s%s", words != NULL ? words : inner, cut ? _(", cut at the ceiling") : "");
    g_free(inner);
    return text;
}

struct roundings {
    GString *words;
    const char *source;
};

static void look_for_rounding(const struct formula *part, void *data)
{
    struct roundings *roundings = data;
    if (part->kind != FORMULA_CALL ||
        (part->function != FUNCTION_ROUND && part->function != FUNCTION_TRUNCATE &&
            part->function != FUNCTION_FLOOR))
        return;
    if (roundings->words->len > 0)
        g_string_append(roundings->words, "; ");
    add_source(roundings->words, part, roundings->source);
}

char *explain_rounding(const struct formula *formula, const char *source)
{
    struct roundings roundings = {g_string_new(NULL), source};
    formula_walk(formula, look_for_rounding, &roundings);
    if (roundings.words->len == 0)
        g_string_append(roundings.words, _("none before it is printed, half away from zero"));
    return g_string_free(roundings.words, FALSE);
}

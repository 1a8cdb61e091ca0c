/* What live formulas ask the evaluator: the sides of REALIZZAZIONE, what names reach, parts of formulas. */
#include <glib.h>
#include <string.h>
#include "support/text-plan.h"

static const char metodo[] = "-- Livelli\n"
                             "Livello\tPadre\tCodice\n"
                             "ente\t\t\n"
                             "indicatore\tente\t[A-Z]\n"
                             "passo\tindicatore\t\\d\n"
                             "\n"
                             "-- Campi\n"
                             "Livello\tCampo\tTipo\n"
                             "ente\tanno\tnumero\n"
                             "indicatore\tn, nc, meno, vuoto, somma\tnumero\n"
                             "indicatore\tp\tpercentuale\n"
                             "indicatore\td\tdata\n"
                             "indicatore\tt\ttesto\n"
                             "indicatore\ttarget\ttarget\n"
                             "passo\tore\tnumero\n"
                             "\n"
                             "-- Calcoli\n"
                             "Livello\tCampo\tFormula\n"
                             "indicatore\tsomma\tsomma + SOMMA(passo.ore)\n";

static const char records[] = "ente | anno: 2019\n"
                              "indicatore | codice: A | n: 3 | nc: NC | meno: -5 | p: 70% | d: 30/12/2019 "
                              "| t: testo | target: >= 4 | somma: 1\n"
                              ". passo | codice: 1 | ore: 2\n"
                              ". passo | codice: 2 | ore: 5\n"
                              "indicatore | codice: B\n";

static void append_number(GString *text, const char *name, const struct rational *number)
{
    char *shown = number != NULL ? rational_to_text(number) : g_strdup("-");
    g_string_append_printf(text, "%s%s", name, shown);
    g_free(shown);
}

/* "numbers >= 3 4" and what else holds; `!` behind a sign of the target's or the algorithm's own. */
static char *comparison_to_text(const struct comparison *comparison)
{
    static const char *const kinds[] = {[COMPARE_NOTHING] = "nothing",
        [COMPARE_NUMBERS] = "numbers",
        [COMPARE_TERM] = "term",
        [COMPARE_OUTRIGHT] = "outright"};
    GString *text = g_string_new(kinds[comparison->kind]);
    if (comparison->kind == COMPARE_NOTHING || comparison->kind == COMPARE_OUTRIGHT)
        return g_string_free(text, FALSE);
    g_string_append_printf(text, " %s%s", comparison->sign, comparison->own_sign ? "!" : "");
    append_number(text, " ", comparison->result);
    append_number(text, " ", comparison->target);
    const struct {
        bool holds;
        const char *name;
    } flags[] = {{comparison->result_is_text, "result-text"}, {comparison->target_is_text, "target-text"},
        {comparison->result_unsigned, "result-unsigned"}, {comparison->target_unsigned, "target-unsigned"},
        {comparison->result_varies, "result-varies"}, {comparison->target_varies, "target-varies"},
        {comparison->result_by_percent, "result-percent"}, {comparison->target_by_percent, "target-percent"},
        {comparison->mirrored, "mirrored"}, {!comparison->zero, "no-zero"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(flags); i++) {
        if (flags[i].holds)
            g_string_append_printf(text, " %s", flags[i].name);
    }
    if (comparison->ceiling != NULL)
        append_number(text, " ceiling=", comparison->ceiling);
    if (comparison->delay != NULL)
        append_number(text, " delay=", comparison->delay);
    return g_string_free(text, FALSE);
}

static const struct formula *parse(const struct text_plan *plan, const char *source)
{
    char *problem = NULL;
    const struct formula *formula = formula_parse(plan->plan->arena, source, &problem);
    if (formula == NULL)
        g_error("%s: %s", source, problem);
    return formula;
}

static void test_comparisons(void)
{
    static const struct {
        const char *formula, *comparison;
    } cases[] = {
        {"REALIZZAZIONE(n; 4)", "numbers >= 3 4"},
        {"REALIZZAZIONE(n; 4; verso=<=)", "numbers <= 3 4"},
        {"REALIZZAZIONE(n; target)", "numbers >=! 3 4 target-text"},
        {"REALIZZAZIONE(\"3 progetti\"; 4)", "numbers >= 3 4 result-text"},
        {"REALIZZAZIONE(n; 4; \"n. reclami <= 4\")", "numbers <=! 3 4"},
        {"REALIZZAZIONE(n; 4; t)", "numbers >= 3 4"},
        {"REALIZZAZIONE(vuoto; 4)", "numbers >= - 4"},
        {"REALIZZAZIONE(nc; 4)", "numbers >= - 4"},
        {"REALIZZAZIONE(n; nc)", "nothing"},
        {"REALIZZAZIONE(n; vuoto)", "nothing"},
        {"REALIZZAZIONE(n; \"---\")", "nothing"},
        {"REALIZZAZIONE(n; \"> del 2018\")", "nothing"},
        {"REALIZZAZIONE(n; \"≥ 8 ore 2 istituti\")", "nothing"},
        {"REALIZZAZIONE(n; UNIONE(\"a\"; \"b\"))", "nothing"},
        {"REALIZZAZIONE(\"SI\"; \"---\")", "nothing"},
        {"REALIZZAZIONE(\"SI\"; 4)", "outright"},
        {"REALIZZAZIONE(\"SI\"; \"SI/NO\")", "outright"},
        {"REALIZZAZIONE(\"report\"; \"Report\")", "outright"},
        {"REALIZZAZIONE(n; \"da 3 a 5\")", "outright"},
        {"REALIZZAZIONE(1 = 1; \"80%\")", "outright"},
        {"REALIZZAZIONE(d; \"31/12/2019\")", "term >= 43829 43830 target-text"},
        {"REALIZZAZIONE(\"29/12/2019\"; d)", "term >= 43828 43829 result-text"},
        {"REALIZZAZIONE(n; \"entro 30 gg\")", "term <=! 3 30 target-text"},
        /* units of time are unified first, which no formula does */
        {"REALIZZAZIONE(\"90 minuti\"; \"<= 1 ora\")", "outright"},
        {"REALIZZAZIONE(\"90 minuti\"; \"<= 80 minuti\")", "numbers <=! 90 80 result-text target-text"},
        {"REALIZZAZIONE(\"5 ore\"; 4)", "numbers >= 5 4 result-text"},
        {"REALIZZAZIONE(n; \"4 ore\")", "numbers >= 3 4 target-text"},
        /* where the one has a percent sign, the other may want one */
        {"REALIZZAZIONE(40; \"80%\")", "numbers >= 40 4/5 target-text result-unsigned target-percent"},
        {"REALIZZAZIONE(\"40\"; \"80%\")",
            "numbers >= 40 4/5 result-text target-text result-unsigned target-percent"},
        {"REALIZZAZIONE(\"40%\"; 80)", "numbers >= 2/5 80 result-text target-unsigned result-percent"},
        {"REALIZZAZIONE(\"40%\"; \"80%\")",
            "numbers >= 2/5 4/5 result-text target-text result-percent target-percent"},
        {"REALIZZAZIONE(p; \"80%\")", "numbers >= 7/10 4/5 target-text result-percent target-percent"},
        {"REALIZZAZIONE(vuoto; \"80%\")", "numbers >= - 4/5 target-text target-percent"},
        {"REALIZZAZIONE(\"8 ore\"; \"80%\")", "numbers >= 8 4/5 result-text target-text target-percent"},
        {"REALIZZAZIONE(UNIONE(\"a\"; \"b\"); \"80%\")",
            "numbers >= - 4/5 result-text target-text target-percent"},
        {"REALIZZAZIONE(40; 80; \"% pratiche >= 80%\")",
            "numbers >=! 40 80 result-unsigned target-unsigned target-percent"},
        /* changes of a base */
        {"REALIZZAZIONE(210; \"+5%\"; base=200)",
            "numbers >= 210 1/20 target-text target-varies target-percent"},
        {"REALIZZAZIONE(\"+4%\"; \"+5%\"; base=200)",
            "numbers >= 1/25 1/20 result-text target-text result-varies target-varies result-percent "
            "target-percent"},
        {"REALIZZAZIONE(meno; \"+10\"; base=200)",
            "numbers >= -5 10 target-text result-varies target-varies"},
        {"REALIZZAZIONE(vuoto; \"+10\"; base=200)", "numbers >= - 10 target-text target-varies"},
        /* options */
        {"REALIZZAZIONE(n; 4; tetto=100%; minore=speculare; zero=no)",
            "numbers >= 3 4 mirrored no-zero ceiling=1"},
        {"REALIZZAZIONE(n; 4; tetto=nessuno; minore=rapporto; zero=sì; ritardo=2%)",
            "numbers >= 3 4 delay=1/50"},
    };
    struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    const struct record *record = text_plan_record(&plan, "A");
    unsigned before = findings_count(plan.findings);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct comparison comparison;
        calculation_comparison(plan.calculation, parse(&plan, cases[i].formula), record, NULL, &comparison);
        char *text = comparison_to_text(&comparison);
        if (strcmp(text, cases[i].comparison) != 0) {
            g_test_message("%s: %s, not %s", cases[i].formula, text, cases[i].comparison);
            g_test_fail();
        }
        g_free(text);
    }
    g_assert_cmpuint(findings_count(plan.findings), ==, before);
    text_plan_clear(&plan);
}

/* What names reach: "B.n=3", records without a field alone, `typed` with a dot before it; lists in brackets.
 */
static void test_reach(void)
{
    static const struct {
        const char *name, *field, *reached;
    } cases[] = {
        {"n", NULL, "A.n=3"},
        {"vuoto", NULL, "A.vuoto=-"},
        {"somma", "somma", "typed A.somma=1"},
        {"n", "somma", "A.n=3"},
        {"passo.ore", "somma", "[1.ore=2 2.ore=5]"},
        {"passo[\"2\"].ore", "somma", "2.ore=5"},
        {"passo[\"9\"].ore", "somma", ""},
        {"passo", "somma", "[1='1' 2='2']"},
        {"indicatore[\"A\"]", "somma", "A='A'"},
        {"relazione", NULL, "=vero"},
    };
    struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    const struct record *record = text_plan_record(&plan, "A");
    unsigned before = findings_count(plan.findings);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct field *field =
            cases[i].field != NULL ? template_field(record->level, cases[i].field) : NULL;
        GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
        bool many = calculation_reach(plan.calculation, parse(&plan, cases[i].name), record, field, reached);
        GString *text = g_string_new(many ? "[" : "");
        for (guint n = 0; n < reached->len; n++) {
            const struct reached_field *one = &g_array_index(reached, struct reached_field, n);
            char *value = figure_to_text(&one->figure);
            g_string_append_printf(text, "%s%s%s%s%s=%s", n > 0 ? " " : "", one->typed ? "typed " : "",
                one->record != NULL ? record_code(one->record) : "", one->field != NULL ? "." : "",
                one->field != NULL ? one->field->name : "", value);
            g_free(value);
        }
        g_string_append(text, many ? "]" : "");
        g_assert_cmpstr(text->str, ==, cases[i].reached);
        g_string_free(text, TRUE);
        g_array_free(reached, TRUE);
    }
    g_assert_cmpuint(findings_count(plan.findings), ==, before);
    text_plan_clear(&plan);
}

static void test_parts(void)
{
    static const struct {
        const char *part, *value;
        enum condition_state state;
    } cases[] = {
        {"n = 3", "vero", CONDITION_TRUE},
        {"n > 3", "falso", CONDITION_FALSE},
        {"vuoto > 3", "-", CONDITION_MISSING},
        {"nc > 3", "NC", CONDITION_NC},
        {"n + 1", "4", CONDITION_TRUE},
        {"vuoto & \"\"", "-", CONDITION_MISSING},
        {"n / 0", "-", CONDITION_MISSING},
    };
    struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    const struct record *record = text_plan_record(&plan, "A");
    const struct field *field = template_field(record->level, "somma");
    unsigned before = findings_count(plan.findings);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct formula *part = parse(&plan, cases[i].part);
        struct figure figure = calculation_part(plan.calculation, part, record, field);
        char *value = figure_to_text(&figure);
        g_assert_cmpstr(value, ==, cases[i].value);
        g_free(value);
        g_assert_cmpint(calculation_condition(plan.calculation, part, record, field), ==, cases[i].state);
    }
    g_assert_cmpuint(findings_count(plan.findings), ==, before);
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    calculation_reach(plan.calculation, parse(&plan, "target"), record, field, reached);
    struct figure quantity =
        calculation_quantity(plan.calculation, &g_array_index(reached, struct reached_field, 0));
    char *value = figure_to_text(&quantity);
    g_assert_cmpstr(value, ==, "4");
    g_free(value);
    g_array_free(reached, TRUE);
    text_plan_clear(&plan);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/score/comparison/comparisons", test_comparisons);
    g_test_add_func("/score/comparison/reach", test_reach);
    g_test_add_func("/score/comparison/parts", test_parts);
    return g_test_run();
}

#include <glib.h>
#include <string.h>
#include "support/text-plan.h"

static const char metodo[] = "-- Livelli\n"
                             "Livello\tPadre\tCodice\n"
                             "ente\t\t\n"
                             "indicatore\tente\tX\n"
                             "\n"
                             "-- Campi\n"
                             "Livello\tCampo\tTipo\n"
                             "ente\tanno\tnumero\n"
                             "indicatore\trisultato\trisultato\n"
                             "indicatore\ttarget\ttarget\n"
                             "indicatore\talgoritmo, verso\ttesto\n"
                             "indicatore\tstato\trisultato\n";

#define NO_FINDING FINDING_COUNT

struct achievement_case {
    const char *result, *target, *algorithm, *options, *value;
    enum finding_id finding;
};

static void check_in(const char *text, const struct achievement_case *cases, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        GString *records = g_string_new("ente | anno: 2019\nindicatore | codice: X");
        if (cases[i].result != NULL)
            g_string_append_printf(records, " | risultato: %s", cases[i].result);
        if (cases[i].target != NULL)
            g_string_append_printf(records, " | target: %s", cases[i].target);
        if (cases[i].algorithm != NULL)
            g_string_append_printf(records, " | algoritmo: %s", cases[i].algorithm);
        struct text_plan plan = text_plan_new(text, records->str, KIND_RELAZIONE);
        g_string_free(records, TRUE);
        unsigned before = findings_count(plan.findings);
        char *formula =
            g_strconcat("REALIZZAZIONE(risultato; target; algoritmo", cases[i].options, ")", NULL);
        char *value = text_plan_formula(&plan, "X", formula, NULL);
        if (g_strcmp0(value, cases[i].value) != 0)
            g_test_message(
                "%s / %s / %s %s", cases[i].result, cases[i].target, cases[i].algorithm, cases[i].options);
        g_assert_cmpstr(value, ==, cases[i].value);
        g_free(value);
        unsigned found = findings_count(plan.findings) - before;
        if (found > 0)
            g_test_message(
                "%s / %s: %s", cases[i].result, cases[i].target, findings_get(plan.findings, before)->text);
        if (found != (cases[i].finding == NO_FINDING ? 0 : 1))
            g_test_message("%s / %s: %u findings", cases[i].result, cases[i].target, found);
        g_assert_cmpuint(found, ==, cases[i].finding == NO_FINDING ? 0 : 1);
        if (found > 0)
            g_assert_cmpint(findings_get(plan.findings, before)->id, ==, cases[i].finding);
        g_free(text_plan_formula(&plan, "X", formula, NULL));
        g_assert_cmpuint(findings_count(plan.findings) - before, ==, found);
        g_free(formula);
        text_plan_clear(&plan);
    }
}

static void check(const struct achievement_case *cases, unsigned count)
{
    check_in(metodo, cases, count);
}

static void test_at_least(void)
{
    static const struct achievement_case cases[] = {
        {"3", "4", NULL, "", "3/4", NO_FINDING},
        {"5", "4", NULL, "", "5/4", NO_FINDING},
        {"5", "4", NULL, "; tetto=100%", "1", NO_FINDING},
        {"5", "4", NULL, "; tetto=1,2", "6/5", NO_FINDING},
        {"5", "4", NULL, "; tetto=nessuno", "5/4", NO_FINDING},
        {"5", ">= 4", NULL, "", "5/4", NO_FINDING},
        {"5", "> 4", NULL, "", "5/4", NO_FINDING},
        {"4", "> 4", NULL, "", "1", FINDING_EQUAL_UNDER_STRICT},
        {"4", "= 4", NULL, "", "1", NO_FINDING},
        {"2", "= 4", NULL, "", "1/2", NO_FINDING},
        {"6", "= 4", NULL, "", "3/2", NO_FINDING},
        {"-1", "4", NULL, "", "0", NO_FINDING},
        {"0", "4", NULL, "", "0", NO_FINDING},
        {"80%", "90%", NULL, "", "8/9", NO_FINDING},
        {"100,00%", "90%", NULL, "; tetto=100%", "1", NO_FINDING},
        {"3", "n. 4 progetti", NULL, "", "3/4", NO_FINDING},
        {"3 progetti", "4", NULL, "", "3/4", NO_FINDING},
        {"3 progetti", "n. 4", NULL, "", "3/4", NO_FINDING},
        {"80%", "n. 4", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"n. 2", "80%", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"1/3", "4", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"[<=] 3", "4", NULL, "", "3/4", NO_FINDING},
        {"5", "[<=] 4", NULL, "", "4/5", NO_FINDING},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* Bounds, degrees, counts in words, units of number formats, hours and minutes. */
static void test_other_ways(void)
{
    static const struct achievement_case cases[] = {
        {"4", "da 3 a 5", NULL, "", "1", NO_FINDING},
        {"3", "da 3 a 5", NULL, "", "1", NO_FINDING},
        {"5", "3-5", NULL, "", "1", NO_FINDING},
        {"2", "da 3 a 5", NULL, "", "2/3", NO_FINDING},
        {"10", "da 3 a 5", NULL, "", "1/2", NO_FINDING},
        {"6", "da 3 a 5", NULL, "; minore=speculare", "4/5", NO_FINDING},
        {"75%", "tra il 70% e il 90%", NULL, "", "1", NO_FINDING},
        {"35", "tra il 70% e il 90%", NULL, "", "1/2", FINDING_PERCENT_WITHOUT_SIGN},
        {"75%", "tra 70 e 90", NULL, "", "1", FINDING_PERCENT_WITHOUT_SIGN},
        {"35%", "tra 70 e 90", NULL, "", "1/2", FINDING_PERCENT_WITHOUT_SIGN},
        {"SI", "da 3 a 5", NULL, "", "1", NO_FINDING},
        {"-1", "da 0 a 5", NULL, "", "0", NO_FINDING},
        {"90 minuti", "da 1 a 2 ore", NULL, "", "1", NO_FINDING},
        {"30 minuti", "da 1 a 2 ore", NULL, "", "1/2", NO_FINDING},
        {"31/12/2019", "da 3 a 5", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"4 ore", "da 3 a 5 giorni", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"realizzato al 95%", "SI/NO", NULL, "", "19/20", NO_FINDING},
        {"realizzato al 120%", "SI/NO", NULL, "; tetto=100%", "1", NO_FINDING},
        {"SI al 40%", "entro i termini", NULL, "", "2/5", NO_FINDING},
        {"95%", "SI/NO", NULL, "", "19/20", NO_FINDING},
        {"0,95", "SI/NO", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"SI", "entro i termini", NULL, "", "1", NO_FINDING},
        {"Entro i Termini", "entro i termini", NULL, "", "1", NO_FINDING},
        {"due report", "1 report", NULL, "; tetto=100%", "1", NO_FINDING},
        {"un report", "2 report", NULL, "", "1/2", NO_FINDING},
        {"{0\" gg\"} 40", "<= 30", NULL, "", "3/4", NO_FINDING},
        {"40", "{\"entro \"0\" gg\"} 30", NULL, "", "0", NO_FINDING},
        {"30", "{\"entro \"0\" gg\"} 30", NULL, "", "1", NO_FINDING},
        {"{0\" ore\"} 4", "{0\" gg\"} 4", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"90 minuti", "<= 1 ora", NULL, "", "2/3", NO_FINDING},
        {"1 ora e 30 minuti", "<= 2 ore", NULL, "", "1", NO_FINDING},
        {"14 giorni", "entro 2 settimane", NULL, "", "1", NO_FINDING},
        {"15 giorni", "entro 2 settimane", NULL, "", "0", NO_FINDING},
        {"6 mesi", "<= 1 anno", NULL, "", "1", NO_FINDING},
        {"6 mesi", "<= 30 giorni", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"4", ">=", NULL, "", "-", FINDING_TARGET_NOT_UNDERSTOOD},
        {"4", "≥ 8 ore 2 istituti", NULL, "", "-", FINDING_TARGET_NOT_UNDERSTOOD},
        {"SI", "≥ 8 ore 2 istituti", NULL, "", "1", FINDING_TARGET_NOT_UNDERSTOOD},
        {"€ -", "4", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"n.d.", "4", NULL, "", "NC", NO_FINDING},
        {"{+0%;-0%} 5%", "{+0%;-0%} 5%", NULL, "; base=200", "1", NO_FINDING},
        {"210", "{+0%;-0%} 5%", NULL, "; base=200", "1", NO_FINDING},
        {"{+0%;-0%} -5%", "{+0%;-0%} 5%", NULL, "; base=200", "19/21", NO_FINDING},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* Results and targets that no cell holds, options that give nothing, signs at zero. */
static void test_corners(void)
{
    static const struct {
        const char *formula, *value;
    } cases[] = {
        {"REALIZZAZIONE(3 + 1; 8)", "1/2"},
        {"REALIZZAZIONE(PRIMO(stato; 4); \"8\")", "1/2"},
        {"REALIZZAZIONE(40; \"80%\")", "1/2"},
        {"REALIZZAZIONE(\"SI\"; \"---\")", "-"},
        {"REALIZZAZIONE(4; \"---\")", "-"},
        {"REALIZZAZIONE(4; \"> del 2018\")", "-"},
        {"REALIZZAZIONE(4; 8; verso=stato)", "1/2"},
        {"REALIZZAZIONE(4; 8; ritardo=0)", "1/2"},
        {"REALIZZAZIONE(4; 8; tetto=stato; base=stato)", "1/2"},
        {"REALIZZAZIONE(40; \"entro 30 gg\"; ritardo=0)", "0"},
        {"REALIZZAZIONE(40; \"entro 30 gg\"; ritardo=2%)", "4/5"},
        {"REALIZZAZIONE(40; \"entro 30 gg\"; ritardo=stato)", "0"},
        {"REALIZZAZIONE(0; \"= 0\")", "1"},
        {"REALIZZAZIONE(1; \"= 0\")", "0"},
        {"REALIZZAZIONE(0; \"> 0\")", "0"},
        {"REALIZZAZIONE(1; \"> 0\")", "1"},
        {"REALIZZAZIONE(0; \"< 0\")", "1"},
        {"REALIZZAZIONE(-1; \"< 0\")", "1"},
        {"REALIZZAZIONE(1; \"<= 0\")", "0"},
        {"REALIZZAZIONE(0; \"<= -5\")", "-"},
        {"REALIZZAZIONE(0; -5; verso=\"<=\")", "1"},
        {"REALIZZAZIONE(-6; -5; verso=\"<=\")", "1"},
        {"REALIZZAZIONE(5; 1 = 1)", "-"},
        {"REALIZZAZIONE(\"95%\"; 1 = 1)", "19/20"},
        {"REALIZZAZIONE(\"fatto bene\"; 1 = 1)", "-"},
        {"REALIZZAZIONE(\"4 ore\"; \"8 ore\")", "1/2"},
        {"REALIZZAZIONE(\"4 eventi\"; \"8 giorni\")", "-"},
        {"REALIZZAZIONE(\"4 giorni\"; \"8 eventi\")", "-"},
        {"REALIZZAZIONE(\"4%\"; \"8 eventi\")", "-"},
        {"REALIZZAZIONE(\"4 eventi\"; \"8%\")", "-"},
        {"REALIZZAZIONE(\"€ 4\"; \"8 eventi\")", "1/2"},
        {"REALIZZAZIONE(\"4 eventi\"; \"€ 8\")", "1/2"},
        {"REALIZZAZIONE(\"fatto bene\"; \"Report\")", "-"},
        {"REALIZZAZIONE(\"report\"; \"Report\")", "1"},
        {"REALIZZAZIONE(5; \"Report\")", "-"},
        {"REALIZZAZIONE(\"+5%\"; \"SI/NO\")", "-"},
        {"REALIZZAZIONE(\"entro 5 gg\"; \"8 giorni\")", "5/8"},
        {"REALIZZAZIONE(UNIONE(\"a\"; \"b\"); 8)", "-"},
        {"REALIZZAZIONE(8; UNIONE(\"a\"; \"b\"))", "-"},
        {"REALIZZAZIONE(1 = 1; \"SI/NO\")", "1"},
        {"REALIZZAZIONE(8; \"entro 30 gg\"; \"n. giorni <= 30\")", "1"},
        {"REALIZZAZIONE(8; 16; \"giorni entro 16 gg\")", "1"},
        {"REALIZZAZIONE(8; \"16 eventi\"; \"eventi entro 16 gg\")", "1/2"},
        {"REALIZZAZIONE(8; \"80%\"; \"eventi entro 16 gg\")", "1/10"},
        {"REALIZZAZIONE(40; \"€ 80\"; \"invio entro 80 gg\")", "1/2"},
        {"REALIZZAZIONE(40; 80; \"% pratiche >= 80%\")", "1/2"},
        {"REALIZZAZIONE(\"80%\"; 70; \"% pratiche >= 60%\")", "8/7"},
        {"REALIZZAZIONE(8; \"+16\"; \"variazione >= +16\"; base=4)", "2/5"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct text_plan plan =
            text_plan_new(metodo, "ente | anno: 2019\nindicatore | codice: X", KIND_RELAZIONE);
        char *value = text_plan_formula(&plan, "X", cases[i].formula, NULL);
        if (strcmp(value, cases[i].value) != 0) {
            g_test_message("%s: %s, not %s", cases[i].formula, value, cases[i].value);
            g_test_fail();
        }
        g_free(value);
        text_plan_clear(&plan);
    }
}

static void test_at_most(void)
{
    static const struct achievement_case cases[] = {
        {"3", "<= 4", NULL, "", "1", NO_FINDING},
        {"4", "<= 4", NULL, "", "1", NO_FINDING},
        {"5", "<= 4", NULL, "", "4/5", NO_FINDING},
        {"0", "<= 4", NULL, "", "1", NO_FINDING},
        {"5", "<= 4", NULL, "; minore=rapporto", "4/5", NO_FINDING},
        {"5", "<= 4", NULL, "; minore=speculare", "3/4", NO_FINDING},
        {"9", "<= 4", NULL, "; minore=speculare", "0", NO_FINDING},
        {"4", "< 4", NULL, "", "1", FINDING_EQUAL_UNDER_STRICT},
        {"5", "4", NULL, "; verso=<=", "4/5", NO_FINDING},
        {"5", "4", NULL, "; verso=\"<=\"", "4/5", NO_FINDING},
        {"5", "4", "n. non conformità <= 4", "", "4/5", NO_FINDING},
        {"5", "4", "n. conformità >= 4", "; verso=<=", "5/4", NO_FINDING},
        {"5", ">= 4", NULL, "; verso=<=", "5/4", NO_FINDING},
        {"5", ">= 4", "n. non conformità <= 4", "", "5/4", FINDING_OPERATOR_DISAGREES},
        {"5", ">= 4", "n. conformità >= 4", "", "5/4", NO_FINDING},
        {"80%", "90%", "% pratiche >= 80%", "", "8/9", FINDING_OPERATOR_DISAGREES},
        {"5", "4", "n. conformità >= 5", "", "5/4", FINDING_OPERATOR_DISAGREES},
        {"80%", "90%", "% pratiche >= 90%", "", "8/9", NO_FINDING},
        {"15 gg", "<= 10 gg", NULL, "", "2/3", NO_FINDING},
    };
    check(cases, G_N_ELEMENTS(cases));
    static const struct achievement_case lower[] = {
        {"5", "4", NULL, "", "4/5", NO_FINDING},
        {"5", "4", NULL, "; verso=>=", "5/4", NO_FINDING},
        {"5", "4", "n. eventi >= 4", "", "5/4", NO_FINDING},
        {"31/12/2019", "30/12/2019", NULL, "", "0", NO_FINDING},
    };
    char *text = g_strconcat("-- Modello\nverso\t<=\n\n", metodo, NULL);
    check_in(text, lower, G_N_ELEMENTS(lower));
    g_free(text);
}

static void test_direction_of_field(void)
{
    char *text = g_strconcat(metodo,
        "\n-- Parole\nSignificato\tParole\nindicatore.verso: >=\t↑; crescente\n"
        "indicatore.verso: <=\t↓; decrescente\n",
        NULL);
    static const struct {
        const char *direction, *value;
    } cases[] = {{"crescente", "5/4"}, {"↓", "4/5"}, {"Decrescente", "4/5"}, {"<=", "4/5"}, {"boh", "5/4"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *records = g_strdup_printf(
            "indicatore | codice: X | risultato: 5 | target: 4 | verso: %s", cases[i].direction);
        struct text_plan plan = text_plan_new(text, records, KIND_RELAZIONE);
        char *value = text_plan_formula(&plan, "X", "REALIZZAZIONE(risultato; target; verso=verso)", NULL);
        g_assert_cmpstr(value, ==, cases[i].value);
        g_free(value);
        text_plan_clear(&plan);
        g_free(records);
    }
    g_free(text);
}

static void test_dates(void)
{
    static const struct achievement_case cases[] = {
        {"30/12/2019", "31/12/2019", NULL, "", "1", NO_FINDING},
        {"31/12/2019", "31/12/2019", NULL, "", "1", NO_FINDING},
        {"01/01/2020", "31/12/2019", NULL, "", "0", NO_FINDING},
        {"05/01/2020", "31/12/2019", NULL, "; ritardo=1%", "19/20", NO_FINDING},
        {"31/12/2020", "31/12/2019", NULL, "; ritardo=1%", "0", NO_FINDING},
        {"29/03/2019", "31/03/2019", "data predisposizione entro il 31/03/2019", "", "1", NO_FINDING},
        {"29/03/2019", "entro marzo", NULL, "", "1", NO_FINDING},
        {"1 aprile 2019", "entro marzo", NULL, "", "0", NO_FINDING},
        {"01/03/2019", ">= 15/03/2019", NULL, "", "0", NO_FINDING},
        {"31/03/2019", "30/03/2019", "data entro il 31/03/2019", "", "0", FINDING_OPERATOR_DISAGREES},
        {"15", "31/12/2019", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"fine mese", "31/12/2019", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"31/12/2019", "15", NULL, "", "-", FINDING_KINDS_DIFFER},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_terms(void)
{
    static const struct achievement_case cases[] = {
        {"15", "30", "data invio entro 30 gg chiusura quadrimestre", "", "1", NO_FINDING},
        {"30", "30", "data invio entro 30 gg chiusura quadrimestre", "", "1", NO_FINDING},
        {"31", "30", "data invio entro 30 gg chiusura quadrimestre", "", "0", NO_FINDING},
        {"31", "30", "data invio entro 30 gg chiusura quadrimestre", "; ritardo=10%", "9/10", NO_FINDING},
        {"28 gg", "entro 30 gg", NULL, "", "1", NO_FINDING},
        {"31 gg", "30 gg", "data invio entro 30 gg", "", "0", NO_FINDING},
        {"30 gg", "30 gg", "data invio entro 30 gg", "", "1", NO_FINDING},
        {"31", "entro 30 giorni dall'approvazione", NULL, "", "0", NO_FINDING},
        {"80%", "90%", "% fatture pagate entro 30 gg", "", "8/9", NO_FINDING},
        {"31/12/2019", "entro 30 gg", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"5 ore", "entro 30 gg", NULL, "", "-", FINDING_KINDS_DIFFER},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_zero(void)
{
    static const struct achievement_case cases[] = {
        {"0", "0", NULL, "", "1", NO_FINDING},
        {"5", "0", NULL, "", "1", NO_FINDING},
        {"-5", "0", NULL, "", "0", NO_FINDING},
        {"0", "<= 0", NULL, "", "1", NO_FINDING},
        {"1", "<= 0", NULL, "; zero=sì", "0", NO_FINDING},
        {"1", "= 0", NULL, "", "0", NO_FINDING},
        {"0", "<= 0", NULL, "; zero=no", "-", FINDING_TARGET_ZERO},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_yes_no(void)
{
    static const struct achievement_case cases[] = {
        {"SI", "SI/NO", NULL, "", "1", NO_FINDING},
        {"no", "SI/NO", NULL, "", "0", NO_FINDING},
        {"raggiunto", "90%", NULL, "", "1", NO_FINDING},
        {"Sì", "31/12/2019", NULL, "", "1", NO_FINDING},
        {"NO", "Report finale", NULL, "", "0", NO_FINDING},
        {"sì", "entro i termini", NULL, "", "1", NO_FINDING},
        {"5", "SI", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"report finale", "Report finale", NULL, "", "1", NO_FINDING},
        {"bozza", "Report finale", NULL, "", "-", FINDING_KINDS_DIFFER},
        {"30/06/2019", "Report finale", NULL, "", "-", FINDING_KINDS_DIFFER},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_missing(void)
{
    static const struct achievement_case cases[] = {
        {NULL, "4", NULL, "", "-", NO_FINDING},
        {"4", NULL, NULL, "", "-", NO_FINDING},
        {NULL, NULL, NULL, "", "-", NO_FINDING},
        {"NC", "4", NULL, "", "NC", NO_FINDING},
        {"n.d.", NULL, NULL, "", "NC", NO_FINDING},
        {NULL, "n.d.", NULL, "", "NC", NO_FINDING},
        {"5", "---", NULL, "", "-", NO_FINDING},
        {"sì", "---", NULL, "", "-", NO_FINDING},
        {"5", "entro i termini", NULL, "", "-", FINDING_KINDS_DIFFER},
        {NULL, "entro i termini", NULL, "", "-", NO_FINDING},
        {"5", "> del 2018", NULL, "", "-", FINDING_TARGET_NOT_UNDERSTOOD},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_percent(void)
{
    static const struct achievement_case cases[] = {
        {"85", "90%", NULL, "", "17/18", FINDING_PERCENT_WITHOUT_SIGN},
        {"0,85", "90%", NULL, "", "17/18", NO_FINDING},
        {"1,5", "90%", NULL, "", "5/3", NO_FINDING},
        {"85%", "90", NULL, "", "17/18", FINDING_PERCENT_WITHOUT_SIGN},
        {"85%", "0,9", NULL, "", "17/18", NO_FINDING},
        {"85%", "90", "% pratiche >= 90%", "", "17/18", FINDING_PERCENT_WITHOUT_SIGN},
        {"85%", "0,9", "% pratiche >= 90%", "", "17/18", NO_FINDING},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_variations(void)
{
    static const struct achievement_case cases[] = {
        {"105", ">= +5%", NULL, "; base=100", "1", NO_FINDING},
        {"84", "+5%", NULL, "; base=100", "4/5", NO_FINDING},
        {"103", "+3", NULL, "; base=100", "1", NO_FINDING},
        {"+5%", "+5%", NULL, "; base=100", "1", NO_FINDING},
        {"+5%", "+20%", NULL, "; base=100", "7/8", NO_FINDING},
        {"105", "+5%", NULL, "", "-", FINDING_BASE_MISSING},
        {"105", "+5%", NULL, "; base=stato", "-", FINDING_BASE_MISSING},
        {"5", "4", NULL, "; base=stato", "5/4", NO_FINDING},
        {"90", "<= -10%", NULL, "; base=100", "1", NO_FINDING},
        {"100", "<= -10%", NULL, "; base=100", "9/10", NO_FINDING},
    };
    check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/score/achievement/corners", test_corners);
    g_test_add_func("/score/achievement/other-ways", test_other_ways);
    g_test_add_func("/score/achievement/at-least", test_at_least);
    g_test_add_func("/score/achievement/at-most", test_at_most);
    g_test_add_func("/score/achievement/direction-of-field", test_direction_of_field);
    g_test_add_func("/score/achievement/dates", test_dates);
    g_test_add_func("/score/achievement/terms", test_terms);
    g_test_add_func("/score/achievement/zero", test_zero);
    g_test_add_func("/score/achievement/yes-no", test_yes_no);
    g_test_add_func("/score/achievement/missing", test_missing);
    g_test_add_func("/score/achievement/percent", test_percent);
    g_test_add_func("/score/achievement/variations", test_variations);
    return g_test_run();
}

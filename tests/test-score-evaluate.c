#include "support/text-plan.h"

#include <glib.h>

static const char metodo[] = "-- Livelli\n"
                             "Livello\tPadre\tCodice\n"
                             "ente\t\t\n"
                             "area\tente\t[A-Z]\n"
                             "obiettivo\tarea\t[A-Z]\\d\n"
                             "indicatore\tobiettivo\t[A-Z]\\d\\.\\d\n"
                             "esito\tindicatore\t.+\n"
                             "\n"
                             "-- Campi\n"
                             "Livello\tCampo\tTipo\tEspressione\tObbligatorio\n"
                             "ente\tanno\tnumero\n"
                             "area\tzero\tnumero\n"
                             "area, obiettivo\tpeso, vuoto\tnumero\n"
                             "indicatore\tn, peso, peso_2, vuoto\tnumero\n"
                             "indicatore\tp\tpercentuale\n"
                             "indicatore\tt\ttesto\n"
                             "indicatore\td\tdata\n"
                             "indicatore\tuffici\telenco\n"
                             "indicatore\ttarget\ttarget\n"
                             "indicatore, esito\trisultato\trisultato\n"
                             "esito\tnumero\tnumero\n";

static const char records[] =
    "ente | anno: 2019\n"
    "area | codice: A | titolo: Servizi | peso: 60 | zero: 0\n"
    ". obiettivo | codice: A1 | peso: 70\n"
    ".. indicatore | codice: A1.1 | n: 10 | p: 80% | t: Un testo | d: 31/12/2019 | uffici: U1 U2 | peso: 1 "
    "| target: >= 80% | risultato: 15\n"
    "... esito | codice: 30/06 | risultato: 5 | numero: 1\n"
    "... esito | codice: 31/12 | risultato: 7 | numero: 2\n"
    ".. indicatore | codice: A1.2 | n: 20 | p: 50% | t: altro | d: 30/06/2019 | uffici: U2 U3 | peso: 3\n"
    ".. indicatore | codice: A1.3 | n: NC | p: 0% | t: Un  TESTO\n"
    ". obiettivo | codice: A2 | peso: 30\n"
    ".. indicatore | codice: A2.1 | n: dieci | peso: 2\n"
    "area | codice: B | titolo: Studi\n"
    ". obiettivo | codice: B1\n"
    ".. indicatore | codice: B1.1 | n: NC\n";

struct formula_case {
    const char *record, *formula, *value;
};

static void check(const struct formula_case *cases, unsigned count)
{
    struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    for (unsigned i = 0; i < count; i++) {
        char *value = text_plan_formula(&plan, cases[i].record, cases[i].formula, NULL);
        if (g_strcmp0(value, cases[i].value) != 0)
            g_test_message("%s: %s", cases[i].record, cases[i].formula);
        g_assert_cmpstr(value, ==, cases[i].value);
        g_free(value);
    }
    text_plan_clear(&plan);
}

static void test_arithmetic(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "1/3*3", "1"},
        {"A1.1", "0,1 + 0,2 = 0,3", "vero"},
        {"A1.1", "2 + 3 * 4", "14"},
        {"A1.1", "(2 + 3) * 4", "20"},
        {"A1.1", "-n + 1", "-9"},
        {"A1.1", "10 - 2 - 3", "5"},
        {"A1.1", "n / 4", "5/2"},
        {"A1.1", "60%", "3/5"},
        {"A1.1", "n + vuoto", "-"},
        {"A1.1", "n * t", "-"},
        {"A1.3", "n + 1", "NC"},
        {"A1.3", "n + vuoto", "NC"},
        {"A1.3", "vuoto + n", "NC"},
        {"A1.3", "-n", "NC"},
        {"A1.1", "-vuoto", "-"},
        {"A2.1", "n + 1", "-"},
        {"A1.1", "n / 0", "-"},
        {"A1.1", "n / area.zero", "-"},
        {"A1.1", "d + 1", "01/01/2020"},
        {"A1.1", "d - 31", "30/11/2019"},
        {"A1.1", "1 + d", "01/01/2020"},
        {"A1.1", "1 - d", "-"},
        {"A1.1", "d * 2", "-"},
        {"A1.1", "d - padre.indicatore[\"A1.2\"].d", "184"},
        {"A1.1", "target * 100", "80"},
        {"A1.1", "t & \"-\" & n", "'Un testo-10'"},
        {"A1.1", "t & vuoto", "'Un testo'"},
        {"A1.1", "n / 3 & \" gg\"", "'3,33 gg'"},
        {"A1.1", "d & \"\"", "'31/12/2019'"},
        {"A1.1", "p & \"\"", "'80%'"},
        {"A1.3", "n & \"\"", "'NC'"},
        {"A1.1", "vuoto & \"\"", "-"},
        {"A1.1", "\"a\" & 1 + 2", "'a3'"},
        {"A1.1", "uffici & \"\"", "'U1 U2'"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_comparisons(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "n > 9", "vero"},
        {"A1.1", "n >= 10", "vero"},
        {"A1.1", "n < 10", "falso"},
        {"A1.1", "n <= 10", "vero"},
        {"A1.1", "n <> 10", "falso"},
        {"A1.1", "n = \"10\"", "vero"},
        {"A1.1", "n = \"dieci\"", "falso"},
        {"A1.1", "p = 80%", "vero"},
        {"A1.1", "p = \"80%\"", "vero"},
        {"A1.1", "target >= 0,8", "vero"},
        {"A1.1", "target = 80%", "vero"},
        {"A1.1", "d > padre.indicatore[\"A1.2\"].d", "vero"},
        {"A1.1", "d = \"31/12/2019\"", "vero"},
        {"A1.1", "d > 5", "-"},
        {"A1.1", "t = \"un TESTO\"", "vero"},
        {"A1.3", "t = \"untesto\"", "vero"},
        {"A1.1", "t = \"Un t*\"", "vero"},
        {"A1.1", "t = \"*testo\"", "vero"},
        {"A1.1", "t = \"*n*s*\"", "vero"},
        {"A1.1", "t = \"*x*\"", "falso"},
        {"A1.1", "t <> \"un*\"", "falso"},
        {"A1.1", "\"t*\" = \"t*\"", "vero"},
        {"A1.1", "t > 5", "-"},
        {"A1.1", "t < \"z\"", "-"},
        {"A1.1", "vuoto < 5", "-"},
        {"A1.1", "vuoto = \"\"", "vero"},
        {"A1.1", "vuoto <> \"\"", "falso"},
        {"A1.1", "vuoto = 0", "falso"},
        {"A1.1", "vuoto <> 0", "vero"},
        {"A1.3", "n < 5", "NC"},
        {"A1.3", "n >= vuoto", "NC"},
        {"A1.3", "n = \"NC\"", "vero"},
        {"A1.3", "n = \"\"", "falso"},
        {"A1.3", "n <> \"NC\"", "falso"},
        {"A1.3", "n = 5", "falso"},
        {"A1.1", "uffici = \"U1 U2\"", "vero"},
        {"A1.1", "\"U2\" in uffici", "vero"},
        {"A1.1", "\"u 2\" in uffici", "vero"},
        {"A1.1", "uffici in padre.indicatore[\"A1.2\"].uffici", "vero"},
        {"A1.1", "\"U3\" in uffici", "falso"},
        {"A1", "\"U3\" in indicatore.uffici", "vero"},
        {"A1.3", "\"U3\" in uffici", "falso"},
        {"A1.3", "uffici in uffici", "falso"},
        {"A1.3", "non uffici in uffici", "vero"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_conditions(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "n > 5 e p > 50%", "vero"},
        {"A1.1", "n > 5 e p > 90%", "falso"},
        {"A1.1", "n > 50 o p > 50%", "vero"},
        {"A1.1", "non n > 50", "vero"},
        {"A1.1", "vuoto > 1 e 1 = 2", "falso"},
        {"A1.1", "1 = 2 e vuoto > 1", "falso"},
        {"A1.1", "vuoto > 1 e 1 = 1", "-"},
        {"A1.1", "vuoto > 1 o 1 = 1", "vero"},
        {"A1.1", "vuoto > 1 o 1 = 2", "-"},
        {"A1.1", "non vuoto > 1", "-"},
        {"A1.3", "n > 1 e 1 = 1", "NC"},
        {"A1.3", "n > 1 e 1 = 2", "falso"},
        {"A1.3", "n > 1 o 1 = 1", "vero"},
        {"A1.3", "n > 1 o vuoto > 1", "NC"},
        {"A1.3", "vuoto > 1 e n > 1", "NC"},
        {"A1.3", "non n > 1", "NC"},
        {"A1.3", "E(vuoto > 1; n > 1; 1 = 1)", "NC"},
        {"A1.1", "E(1 = 1; n; t)", "vero"},
        {"A1.1", "E(1 = 1; vuoto)", "falso"},
        {"A1.1", "O(1 = 2; vuoto > 1; 1 = 1)", "vero"},
        {"A1.1", "O(1 = 2; vuoto > 1)", "-"},
        {"A1.1", "NON(1 = 2)", "vero"},
        {"A1.1", "n e t", "vero"},
        {"A1.1", "vuoto o t", "vero"},
        {"A1.1", "non vuoto", "vero"},
        {"A1.1", "non esito", "falso"},
        {"A1.2", "non esito", "vero"},
        {"A1.1", "relazione", "vero"},
        {"A1.1", "piano", "falso"},
        {"A1.1", "SE(n > 5; \"a\"; \"b\")", "'a'"},
        {"A1.1", "SE(n > 50; \"a\"; \"b\")", "'b'"},
        {"A1.1", "SE(n > 50; \"a\")", "-"},
        {"A1.1", "SE(vuoto > 50; \"a\"; \"b\")", "-"},
        {"A1.1", "SE(vuoto; \"a\"; \"b\")", "'b'"},
        {"A1.1", "SE(esito; \"a\"; \"b\")", "'a'"},
        /* n.d. is never given the best band */
        {"A1.3", "SE(n < 90; n; 100%)", "NC"},
        {"A2.1", "SE(n < 90; n; 100%)", "-"},
        {"A1.3", "SE(n >= 90%; 100%; SE(n < 50%; 0%; n))", "NC"},
        {"A1.3", "SE(non n < 90; 1; 2)", "NC"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_names(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "anno", "2019"},
        {"A1.1", "peso", "1"},
        {"A1.1", "padre.peso", "70"},
        {"A1.1", "area.peso", "60"},
        {"A1.1", "area.titolo", "'Servizi'"},
        {"A1.1", "padre.padre.titolo", "'Servizi'"},
        {"A1.1", "padre.zero", "-"},
        {"A1.1", "PRIMO(padre.zero; 7)", "7"},
        {"A1.1", "zero", "0"},
        {"A1.1", "obiettivo.codice", "'A1'"},
        {"A1.1", "indicatore.n", "10"},
        {"A1", "SOMMA(indicatore.n)", "30"},
        {"A", "SOMMA(indicatore.n)", "30"},
        {NULL, "SOMMA(indicatore.n)", "30"},
        {NULL, "SOMMA(area.indicatore.n)", "30"},
        {NULL, "SOMMA(area.obiettivo.peso)", "100"},
        {"A1.1", "SOMMA(padre.indicatore.n)", "30"},
        {"A1.1", "esito[\"30/06\"].risultato", "5"},
        {"A1.1", "esito[\"31/\" & 12].risultato", "7"},
        {"A1.1", "esito[\"1/1\"].risultato", "-"},
        {"A1", "SOMMA(indicatore.esito[\"30/06\"].risultato)", "5"},
        {"A1", "indicatore[\"a1.2\"].n", "20"},
        {"A2.1", "area.obiettivo[padre.codice].peso", "30"},
        {"A1.1", "SOMMA(area.obiettivo.peso)", "100"},
        {"A2", "indicatore.peso", "2"},
        {"A2", "indicatore.peso * 2", "4"},
        {"A1", "indicatore.peso * 2", "-"},
        {"A1", "CONTA(indicatore)", "3"},
        {NULL, "CONTA(area)", "2"},
        {NULL, "CONTA(esito)", "2"},
        {"B1.1", "CONTA(esito)", "0"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_scope(void)
{
    struct text_plan plan = text_plan_new(metodo, records, KIND_PIANO);
    struct scope scope = {.sheet_record = text_plan_record(&plan, "A1.1")};
    static const struct formula_case cases[] = {
        {"B", "indicatore.codice = \"A1.1\"", "vero"},
        {"B", "obiettivo.peso", "70"},
        {"B", "n = 10", "vero"},
        {"B", "zero = \"\"", "vero"},
        {"A1.2", "indicatore.codice", "'A1.2'"},
        {"A1.2", "piano e non relazione", "vero"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *value = text_plan_formula(&plan, cases[i].record, cases[i].formula, &scope);
        g_assert_cmpstr(value, ==, cases[i].value);
        g_free(value);
    }
    struct scope reading = {.reading = true};
    char *value = text_plan_formula(&plan, "A", "piano e relazione", &reading);
    g_assert_cmpstr(value, ==, "vero");
    g_free(value);
    struct scope control = {.control = true};
    static const struct formula_case controls[] = {{"A1.1", "vuoto = \"\"", "-"}, {"A1.1", "vuoto <> 5", "-"},
        {"A1.1", "t <> \"\"", "vero"}, {"A1.1", "n = 10", "vero"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(controls); i++) {
        value = text_plan_formula(&plan, controls[i].record, controls[i].formula, &control);
        g_assert_cmpstr(value, ==, controls[i].value);
        g_free(value);
    }
    text_plan_clear(&plan);
}

static void test_functions(void)
{
    static const struct formula_case cases[] = {
        {"A1", "PRIMO(vuoto; 3)", "3"},
        {"A1.1", "PRIMO(vuoto; vuoto)", "-"},
        {"A1.3", "PRIMO(n; 3)", "NC"},
        {"A1", "PRIMO(indicatore.vuoto; indicatore.n)", "10"},
        {"A1.1", "PRIMO(vuoto & \"\"; \"x\")", "'x'"},
        {"A1", "SOMMA(indicatore.n; 5; \"x\")", "35"},
        {"A1", "SOMMA(indicatore.vuoto)", "-"},
        {"B1", "SOMMA(indicatore.n)", "NC"},
        {"A2", "SOMMA(indicatore.n)", "-"},
        {"B1", "SOMMA(indicatore.vuoto)", "-"},
        {"A1", "SOMMA(indicatore.target)", "4/5"},
        {"A1", "CONTA(indicatore.n)", "2"},
        {"A1", "CONTA(indicatore.vuoto)", "0"},
        {"A2", "CONTA(indicatore.n)", "0"},
        {"B1", "CONTA(indicatore.n)", "NC"},
        {"A1", "CONTA(indicatore.t)", "3"},
        {"A1", "MEDIA(indicatore.n)", "15"},
        {"A1", "MEDIA(indicatore.p)", "13/30"},
        {"B1", "MEDIA(indicatore.n)", "NC"},
        {"A2", "MEDIA(indicatore.n)", "-"},
        {"A1", "MEDIA(indicatore.vuoto; 1)", "1"},
        {"A1", "MIN(indicatore.n)", "10"},
        {"A1", "MAX(indicatore.n; 21)", "21"},
        {"A1", "MIN(indicatore.d)", "30/06/2019"},
        {"A1", "MAX(indicatore.d)", "31/12/2019"},
        {"B1", "MIN(indicatore.n)", "NC"},
        {"A2", "MAX(indicatore.n)", "-"},
        {"A1", "UNIONE(indicatore.uffici)", "[U1 U2 U3]"},
        {"A1", "UNIONE(indicatore.uffici; \"u1\"; \"U9\")", "[U1 U2 U3 U9]"},
        {"A2", "UNIONE(indicatore.uffici)", "-"},
        {"A1", "ARROTONDA(2,5)", "3"},
        {"A1", "ARROTONDA(-2,5)", "-3"},
        {"A1", "ARROTONDA(2,345; 2)", "47/20"},
        {"A1", "ARROTONDA(1250; -2)", "1300"},
        {"A1", "TRONCA(2,99)", "2"},
        {"A1", "TRONCA(-2,99; 1)", "-29/10"},
        {"A1", "TRONCA(0,57 * 100)", "57"},
        {"A1", "INTERO(-2,1)", "-3"},
        {"A1", "INTERO(2,9)", "2"},
        {"A1", "ASSOLUTO(-2,5)", "5/2"},
        {"A1.3", "ARROTONDA(n)", "NC"},
        {"A1.1", "TRONCA(vuoto)", "-"},
        {"A1.1", "INTERO(t)", "-"},
        {"A1.3", "ASSOLUTO(n)", "NC"},
        {"A1.1", "ARROTONDA(n; 0,5)", "-"},
        {"A1.1", "IDENTICO(t; \"Un testo\")", "vero"},
        {"A1.1", "IDENTICO(t; \"un testo\")", "falso"},
        {"A1.1", "IDENTICO(n; 10,0)", "vero"},
        {"A1.1", "t & MEDIA(1; 2)", "'Un testo1,5'"},
        {"A1", "CONTA.SE(indicatore.n; 10)", "1"},
        {"A1", "CONTA.SE(indicatore.n; \">=10\")", "2"},
        {"A1", "CONTA.SE(indicatore.n; \"<> 10\")", "1"},
        {"A1", "CONTA.SE(indicatore.n; \"NC\")", "1"},
        {"A1", "CONTA.SE(indicatore.t; \"un*\")", "2"},
        {"A1", "CONTA.SE(indicatore.p; \"<60%\")", "2"},
        {"A1", "CONTA.SE(indicatore.vuoto; \"\")", "0"},
        {"A1", "SOMMA.SE(indicatore.t; \"un testo\"; indicatore.n)", "10"},
        {"A1", "SOMMA.SE(indicatore.n; \">5\"; indicatore.peso)", "4"},
        {"A1", "SOMMA.SE(indicatore.n; \">500\"; indicatore.peso)", "-"},
        {"A1", "SOMMA.SE(indicatore.n; 10; esito.numero)", "-"},
        {"A1", "CERCA(15; indicatore.n; indicatore.codice)", "'A1.1'"},
        {"A1", "CERCA(20; indicatore.n; indicatore.codice)", "'A1.2'"},
        {"A1", "CERCA(5; indicatore.n; indicatore.codice)", "-"},
        {"A1.3", "CERCA(n; padre.indicatore.n; padre.indicatore.codice)", "NC"},
        {"A1.1", "ESTRAI(codice; \"\\d\")", "1"},
        {"A1.1", "ESTRAI(codice; \"[A-Z](\\d)\\.\")", "1"},
        {"A1.1", "ESTRAI(codice; \"[A-Z]\\d\")", "'A1'"},
        {"A1.1", "ESTRAI(\"tra 3,5% e 97,5 %\"; \"[0-9.,]+ ?%\")", "39/40"},
        {"A1.1", "ESTRAI(codice; \"X\")", "-"},
        {"A1.1", "ESTRAI(vuoto; \"X\")", "-"},
        {"A1.3", "ESTRAI(n; \".\")", "NC"},
        {"A1.1", "ESTRAI(p; \"\\d+\")", "80"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_weighted_means(void)
{
    static const char plan_text[] = "ente | anno: 2019\n"
                                    "area | codice: A | zero: 3\n"
                                    ". obiettivo | codice: A1\n"
                                    ".. indicatore | codice: A1.1 | p: 100% | peso: 60\n"
                                    ".. indicatore | codice: A1.2 | p: 50% | peso: 40\n"
                                    ".. indicatore | codice: A1.3 | p: NC | peso: 10\n"
                                    ".. indicatore | codice: A1.4 | peso: 10\n"
                                    /* values and weights with blanks at different places: paired by record */
                                    ". obiettivo | codice: A2\n"
                                    ".. indicatore | codice: A2.1 | p: 20% | peso: 10\n"
                                    ".. indicatore | codice: A2.2 | peso: 20\n"
                                    ".. indicatore | codice: A2.3 | p: 60% | peso: 30\n"
                                    ". obiettivo | codice: A3\n"
                                    ".. indicatore | codice: A3.1 | p: 100% | peso: venti\n"
                                    ".. indicatore | codice: A3.2 | p: 50% | peso: 40\n"
                                    ". obiettivo | codice: A4\n"
                                    ".. indicatore | codice: A4.1 | p: 100% | peso: 10 punti\n"
                                    ". obiettivo | codice: A5\n"
                                    ".. indicatore | codice: A5.1 | p: NC | peso: 10\n"
                                    ". obiettivo | codice: A6\n"
                                    ".. indicatore | codice: A6.1 | p: 10% | peso: 0\n"
                                    ". obiettivo | codice: A7\n"
                                    ".. indicatore | codice: A7.1 | p: 10%\n"
                                    ".. indicatore | codice: A7.2 | p: 20%\n"
                                    ". obiettivo | codice: A8\n"
                                    ".. indicatore | codice: A8.1 | p: 10% | peso: 1\n"
                                    ".. indicatore | codice: A8.2 | p: 20%\n"
                                    ". obiettivo | codice: A9\n"
                                    ".. indicatore | codice: A9.1 | p: 90% | peso: NC\n"
                                    ".. indicatore | codice: A9.2 | p: 20% | peso: 5\n"
                                    "... esito | codice: x | numero: 1\n";
    static const struct {
        const char *record, *formula, *value;
        enum finding_id finding; /* FINDING_COUNT: none */
    } cases[] = {
        {"A1", "MEDIA.PESATA(indicatore.p; indicatore.peso)", "4/5", FINDING_COUNT},
        {"A2", "MEDIA.PESATA(indicatore.p; indicatore.peso)", "1/2", FINDING_COUNT},
        {"A3", "MEDIA.PESATA(indicatore.p; indicatore.peso)", "1/2", FINDING_WEIGHTS_PARTLY_MISSING},
        {"A4", "MEDIA.PESATA(indicatore.p; indicatore.peso)", "-", FINDING_WEIGHTS_PARTLY_MISSING},
        {"A5", "MEDIA.PESATA(indicatore.p; indicatore.peso)", "NC", FINDING_COUNT},
        {"A6", "MEDIA.PESATA(indicatore.p; indicatore.peso)", "-", FINDING_DIVISION_BY_ZERO},
        {"A7", "MEDIA.PESATA(indicatore.p; indicatore.peso)", "3/20", FINDING_COUNT},
        {"A8", "MEDIA.PESATA(indicatore.p; indicatore.peso)", "1/10", FINDING_WEIGHTS_PARTLY_MISSING},
        {"A9", "MEDIA.PESATA(indicatore.p; indicatore.peso)", "1/5", FINDING_COUNT},
        {"A1", "MEDIA.PESATA(80%; 60%; 20%; 40%)", "14/25", FINDING_COUNT},
        {"A1", "MEDIA.PESATA(80%; 60%; MEDIA(esito.numero); 40%)", "4/5", FINDING_COUNT},
        {"A1", "MEDIA.PESATA(vuoto; 60%)", "-", FINDING_COUNT},
        {"A1", "MEDIA.PESATA(indicatore.p; 3)", "3/4", FINDING_COUNT},
        {"A1", "MEDIA.PESATA(indicatore.p; indicatore.peso; 0; 100)", "2/5", FINDING_COUNT},
        {"A9", "MEDIA.PESATA(indicatore.p; esito.numero)", "-", FINDING_TEMPLATE_ERROR},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct text_plan plan = text_plan_new(metodo, plan_text, KIND_RELAZIONE);
        unsigned before = findings_count(plan.findings);
        char *value = text_plan_formula(&plan, cases[i].record, cases[i].formula, NULL);
        g_assert_cmpstr(value, ==, cases[i].value);
        g_free(value);
        bool found = cases[i].finding != FINDING_COUNT;
        g_assert_cmpuint(findings_count(plan.findings) - before, ==, found ? 1 : 0);
        if (found)
            g_assert_cmpint(findings_get(plan.findings, before)->id, ==, cases[i].finding);
        /* once each */
        g_free(text_plan_formula(&plan, cases[i].record, cases[i].formula, NULL));
        g_assert_cmpuint(findings_count(plan.findings) - before, ==, found ? 1 : 0);
        text_plan_clear(&plan);
    }
}

/* Eight shares with three blanks among values and weights at different places: 41,99 and not 25,35. */
static void test_pairs_by_record(void)
{
    static const char plan_text[] = "ente | anno: 2019\n"
                                    "area | codice: A\n"
                                    ". obiettivo | codice: A1\n"
                                    ".. indicatore | codice: A1.1 | p: 10% | peso: 1\n"
                                    ".. indicatore | codice: A1.2 | p: 90%\n"
                                    ".. indicatore | codice: A1.3 | peso: 7\n"
                                    ".. indicatore | codice: A1.4 | p: 50% | peso: 3\n";
    struct text_plan plan = text_plan_new(metodo, plan_text, KIND_RELAZIONE);
    char *value = text_plan_formula(&plan, "A1", "MEDIA.PESATA(indicatore.p; indicatore.peso)", NULL);
    g_assert_cmpstr(value, ==, "2/5"); /* (10*1 + 50*3) / 4 */
    g_free(value);
    text_plan_clear(&plan);
}

static void test_findings(void)
{
    struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    unsigned before = findings_count(plan.findings);
    static const char *const formulas[] = {
        "n / zero", "nessuno + 1", "padre.padre.nessuno", "indicatore.nessuno"};
    for (unsigned round = 0; round < 2; round++) {
        for (unsigned i = 0; i < G_N_ELEMENTS(formulas); i++)
            g_free(text_plan_formula(&plan, "A1.1", formulas[i], NULL));
    }
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_DIVISION_BY_ZERO), ==, 1);
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_TEMPLATE_ERROR), ==, 1);
    g_assert_cmpuint(findings_count(plan.findings) - before, ==, 2);
    text_plan_clear(&plan);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/score/evaluate/arithmetic", test_arithmetic);
    g_test_add_func("/score/evaluate/comparisons", test_comparisons);
    g_test_add_func("/score/evaluate/conditions", test_conditions);
    g_test_add_func("/score/evaluate/names", test_names);
    g_test_add_func("/score/evaluate/scope", test_scope);
    g_test_add_func("/score/evaluate/functions", test_functions);
    g_test_add_func("/score/evaluate/weighted-means", test_weighted_means);
    g_test_add_func("/score/evaluate/pairs-by-record", test_pairs_by_record);
    g_test_add_func("/score/evaluate/findings", test_findings);
    return g_test_run();
}

#include <glib.h>
#include <string.h>
#include "support/text-plan.h"

static void assert_field(
    const struct text_plan *plan, const char *code, const char *field, const char *expected)
{
    char *value = text_plan_field(plan, code, field);
    if (g_strcmp0(value, expected) != 0)
        g_test_message("%s.%s", code, field);
    g_assert_cmpstr(value, ==, expected);
    g_free(value);
}

#define LEVELS                                                                                               \
    "-- Livelli\n"                                                                                           \
    "Livello\tPadre\tCodice\n"                                                                               \
    "ente\t\t\n"                                                                                             \
    "area\tente\t[A-Z]\n"                                                                                    \
    "voce\tarea\t[A-Z]\\d\n"                                                                                 \
    "\n"

/* In its own formula a field's name is what was typed, never the cached result of an input's formula. */
static void test_own_name(void)
{
    static const char metodo[] = LEVELS "-- Campi\nLivello\tCampo\tTipo\n"
                                        "area\ttotale\tnumero\narea\tstato\ttesto\nvoce\tnumero\tnumero\n\n"
                                        "-- Calcoli\nLivello\tCampo\tFormula\n"
                                        "area\ttotale\tPRIMO(totale; SOMMA(voce.numero))\n"
                                        "area\tstato\tPRIMO(stato; \"---\")\n";
    struct text_plan plan = text_plan_new(metodo,
        "area | codice: A | totale: 39 | stato: aperto\n"
        ". voce | codice: A1 | numero: 23\n"
        ". voce | codice: A2 | numero: 19\n"
        "area | codice: B | totale: fx 23\n"
        ". voce | codice: B1 | numero: 23\n"
        ". voce | codice: B2 | numero: 16\n"
        "area | codice: C | totale: fx 7\n",
        KIND_RELAZIONE);
    assert_field(&plan, "A", "totale", "39");
    assert_field(&plan, "A", "stato", "'aperto'");
    assert_field(&plan, "B", "totale", "39");
    assert_field(&plan, "B", "stato", "'---'");
    assert_field(&plan, "C", "totale", "7"); /* the formula gives missing: the value read stands */
    calculation_verify(plan.calculation);
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_COMPUTED_DIFFERS), ==, 1);
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_COMPUTED_MISSING), ==, 1);
    text_plan_clear(&plan);
}

static void test_comparison_with_read(void)
{
    static const char metodo[] =
        LEVELS "-- Campi\nLivello\tCampo\tTipo\n"
               "area\tmedia\tpercentuale\narea\tuffici\telenco\nvoce\tp\tpercentuale\n"
               "voce\tuffici\telenco\narea\tnome\ttesto\n\n"
               "-- Calcoli\nLivello\tCampo\tFormula\n"
               "area\tmedia\tMEDIA(voce.p)\n"
               "area\tuffici\tUNIONE(voce.uffici)\n"
               "area\tnome\tPRIMO(voce.titolo)\n";
    static const struct {
        const char *media, *uffici, *nome;
        bool differs[3];
    } cases[] = {
        {"66,67%", "U1 U2", "Prima", {false, false, false}},
        {"66,7%", "U2, U1", "prima", {false, false, false}},
        {"67%", "U1;U2", "PRIMA", {false, false, false}},
        {"66,66%", "U2", "Seconda", {true, true, true}},
        {"66%", "U1 U2 U3", "Prim", {true, true, true}},
        {"NC", "U1 U2", "Prima", {true, false, false}},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *records = g_strdup_printf("area | codice: A | media: %s | uffici: %s | nome: %s\n"
                                        ". voce | codice: A1 | titolo: Prima | p: 100%% | uffici: U1\n"
                                        ". voce | codice: A2 | p: 100%% | uffici: U1 U2\n"
                                        ". voce | codice: A3 | p: 0%%\n",
            cases[i].media, cases[i].uffici, cases[i].nome);
        struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
        calculation_verify(plan.calculation);
        calculation_verify(plan.calculation); /* found once */
        unsigned differing = cases[i].differs[0] + cases[i].differs[1] + cases[i].differs[2];
        g_assert_cmpuint(text_plan_findings(&plan, FINDING_COMPUTED_DIFFERS), ==, differing);
        assert_field(&plan, "A", "media", "2/3"); /* never what was read */
        text_plan_clear(&plan);
        g_free(records);
    }
}

/* What differs, and how the computed figure is shown: as the cell in which the other was read. */
static void test_differences(void)
{
    static const char metodo[] = LEVELS
        "-- Campi\nLivello\tCampo\tTipo\n"
        "area\tn, primo, a, b\tnumero\narea\tp\tpercentuale\narea\tgiorno\tdata\narea\tuffici\telenco\n"
        "area\tnota\ttesto\narea\taperto, chiuso\ttesto\n"
        "voce\tn\tnumero\nvoce\tp\tpercentuale\nvoce\tgiorno\tdata\nvoce\tuffici\telenco\n\n"
        "-- Calcoli\nLivello\tCampo\tFormula\n"
        "area\tn\tSOMMA(voce.n)\n"
        "area\tprimo\tPRIMO(voce.n)\n"
        "area\tp\tMEDIA(voce.p)\n"
        "area\tgiorno\tPRIMO(voce.giorno)\n"
        "area\tuffici\tUNIONE(voce.uffici)\n"
        "area\tnota\tPRIMO(voce.titolo)\n"
        "area\taperto\tvoce.n > 0\narea\tchiuso\tvoce.n = 0\n"
        "area\ta\tb + 1\n"
        "area\tb\ta + 1\n";
    static const struct {
        const char *field, *read, *shown; /* NULL: nothing differs */
    } cases[] = {
        {"n", "1234", NULL}, {"n", "{0.00} 1234", NULL}, {"n", "{0.00} 1235", "1234,00"},
        {"n", "{0} 1234,4", NULL}, {"n", "1200", "1234"}, {"n", "1234.5", "1234"}, {"n", "1234.0", NULL},
        {"n", "NC", "1234"}, {"primo", "1235", "1234"}, {"p", "{0%} 67%", NULL}, {"p", "{0.0%} 66%", "66,7%"},
        {"giorno", "31/12/2019", NULL}, {"giorno", "30/12/2019", "31/12/2019"},
        {"giorno", "NC", "31/12/2019"}, {"uffici", "U1", NULL}, {"uffici", "U1 U2", "U1"},
        {"uffici", "NC", "U1"}, {"nota", "Prima", NULL}, {"nota", "NC", "Prima"}, {"aperto", "SI", NULL},
        {"aperto", "NO", "sì"}, {"aperto", "NC", "sì"}, {"chiuso", "NO", NULL}, {"chiuso", "SI", "no"},
        {"a", "5", NULL}, /* it needs itself: the value read stands */
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *records =
            g_strdup_printf("area | codice: A | %s: %s\n"
                            ". voce | codice: A1 | titolo: Prima | n: 1234 | p: 66,67%% | giorno: "
                            "31/12/2019 | uffici: U1\n",
                cases[i].field, cases[i].read);
        struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
        calculation_verify(plan.calculation);
        const char *text = NULL;
        for (unsigned k = 0; k < findings_count(plan.findings); k++)
            if (findings_get(plan.findings, k)->id == FINDING_COMPUTED_DIFFERS)
                text = findings_get(plan.findings, k)->text;
        g_test_message("%s: %s: %s", cases[i].field, cases[i].read, text ? text : "the same");
        g_assert_cmpint(text != NULL, ==, cases[i].shown != NULL);
        if (text) {
            const char *computed = strstr(text, "computed ") + strlen("computed ");
            g_assert_cmpstr(computed, ==, cases[i].shown);
        }
        text_plan_clear(&plan);
        g_free(records);
    }
}

/* A second value of a computed field is compared as the first one is, and what is not understood in a target
 * is found once. */
static void test_further_values(void)
{
    static const char metodo[] =
        LEVELS "-- Campi\nLivello\tCampo\tTipo\n"
               "area\tn\tnumero\narea\tlibero\tnumero\narea\taperto\ttesto\nvoce\tn\tnumero\n"
               "voce\ttarget\ttarget\n\n"
               "-- Calcoli\nLivello\tCampo\tFormula\narea\tn\tSOMMA(voce.n)\n"
               "area\taperto\tCONTA(voce) > 0\n";
    struct text_plan plan = text_plan_new(metodo,
        "area | codice: A | n: 3 | libero: 7\n"
        ". voce | codice: A1 | n: 3 | target: >= circa 3\n"
        ". voce | codice: A2 | target: 3\n"
        ". voce | codice: A3 | target: >= 3 giorni\n"
        ". voce | codice: A4\n"
        "area | codice: B | n: 4\n",
        KIND_RELAZIONE);
    struct record *area = text_plan_record(&plan, "A");
    const struct field *fields[] = {template_field(area->level, "n"), template_field(area->level, "libero")};
    for (unsigned i = 0; i < 2; i++) {
        const struct further_value further = {
            area, fields[i], record_get(text_plan_record(&plan, "B"), fields[0])};
        g_array_append_val(plan.plan->further_values, further);
    }
    static const struct value truths[] = {{.kind = VALUE_BOOLEAN, .number = {0, 0}, .text = "FALSO"},
        {.kind = VALUE_BOOLEAN, .number = {1, 0}, .text = "VERO"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(truths); i++) {
        const struct further_value further = {area, template_field(area->level, "aperto"), &truths[i]};
        g_array_append_val(plan.plan->further_values, further);
    }
    for (unsigned again = 0; again < 2; again++) {
        calculation_verify(plan.calculation);
        g_assert_cmpuint(text_plan_findings(&plan, FINDING_COMPUTED_DIFFERS), ==, 2);
        g_assert_cmpuint(text_plan_findings(&plan, FINDING_COMPUTED_MISSING), ==, 1);
        g_assert_cmpuint(text_plan_findings(&plan, FINDING_TARGET_NOT_UNDERSTOOD), ==, 1);
    }
    text_plan_clear(&plan);
}

static void test_cycles(void)
{
    static const char metodo[] = LEVELS "-- Campi\nLivello\tCampo\tTipo\n"
                                        "area\ta, b, c, d\tnumero\nvoce\tnumero\tnumero\n\n"
                                        "-- Calcoli\nLivello\tCampo\tFormula\n"
                                        "area\ta\tb + 1\n"
                                        "area\tb\tSOMMA(voce.numero)\n"
                                        "voce\tnumero\tarea.a\n"
                                        "area\tc\tPRIMO(1; d)\n"
                                        "area\td\tc + 1\n";
    struct text_plan plan =
        text_plan_new(metodo, "area | codice: A | b: 5\n. voce | codice: A1\n", KIND_RELAZIONE);
    unsigned before = text_plan_findings(&plan, FINDING_CYCLE);
    assert_field(&plan, "A", "a", "-");
    assert_field(&plan, "A", "b", "5"); /* the value read stands */
    assert_field(&plan, "A1", "numero", "-");
    assert_field(&plan, "A", "d", "2"); /* what is not needed makes no cycle */
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_CYCLE) - before, ==, 1);
    for (unsigned i = 0; i < findings_count(plan.findings); i++) {
        const struct finding *finding = findings_get(plan.findings, i);
        if (finding->id != FINDING_CYCLE || i < before)
            continue;
        g_assert_nonnull(strstr(finding->text, "area.a (Metodo!"));
        g_assert_nonnull(strstr(finding->text, "area.b (Metodo!"));
        g_assert_nonnull(strstr(finding->text, "voce.numero (Metodo!"));
        g_assert_cmpstr(finding->place.sheet, ==, "Metodo");
    }
    text_plan_clear(&plan);
}

/* In a piano what needs a result stays empty, unless it is itself of type risultato. */
static void test_kinds(void)
{
    static const char metodo[] =
        LEVELS "-- Campi\nLivello\tCampo\tTipo\n"
               "area\trealizzazione, peso\tpercentuale\n"
               "voce\trealizzazione, peso\tpercentuale\nvoce\trisultato, stato\trisultato\n"
               "voce\ttarget\ttarget\n\n"
               "-- Calcoli\nLivello\tCampo\tFormula\n"
               "area\trealizzazione\tMEDIA(voce.realizzazione)\n"
               "area\tpeso\tSOMMA(voce.peso)\n"
               "voce\trealizzazione\tREALIZZAZIONE(risultato; target)\n"
               "voce\tstato\tPRIMO(risultato; 0)\n";
    static const char records[] = "area | codice: A | realizzazione: 50%\n"
                                  ". voce | codice: A1 | risultato: 3 | target: 4 | peso: 40%\n";
    struct text_plan plan = text_plan_new(metodo, records, KIND_PIANO);
    assert_field(&plan, "A", "realizzazione", "-");
    assert_field(&plan, "A1", "realizzazione", "-");
    assert_field(&plan, "A1", "stato", "3");
    assert_field(&plan, "A", "peso", "2/5");
    calculation_verify(plan.calculation);
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_COMPUTED_DIFFERS), ==, 0);
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_COMPUTED_MISSING), ==, 0);
    text_plan_clear(&plan);
    plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    assert_field(&plan, "A", "realizzazione", "3/4");
    assert_field(&plan, "A1", "realizzazione", "3/4");
    text_plan_clear(&plan);
}

static void test_bands(void)
{
    static const char metodo[] = LEVELS "-- Campi\nLivello\tCampo\tTipo\n"
                                        "voce\tp, q, soglia\tpercentuale\nvoce\tclasse\ttesto\n\n"
                                        "-- Calcoli\nLivello\tCampo\tFormula\nvoce\tclasse\tCLASSE(p)\n\n"
                                        "-- Classi\nLivello\tCampo\tDa\tA\tEtichetta\n"
                                        "voce\tp\t90%\t\tpieno\n"
                                        "voce\tp\t> 50%\t\tparziale\n"
                                        "voce\tp\t0%\t50%\tnullo\n"
                                        "voce\tq\tsoglia\t\talto\n"
                                        "voce\tq\t0\t< soglia\tbasso\n";
    static const struct {
        const char *p, *class;
    } cases[] = {{"95%", "'pieno'"}, {"90%", "'pieno'"}, {"89,99%", "'parziale'"}, {"51%", "'parziale'"},
        {"50%", "'nullo'"}, {"0%", "'nullo'"}, {"NC", "NC"}, {"-1%", "-"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *records =
            g_strdup_printf("area | codice: A\n. voce | codice: A1 | p: %s | q: 70%% | soglia: 70%%\n"
                            ". voce | codice: A2 | q: 69,9%% | soglia: 70%%\n",
                cases[i].p);
        struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
        assert_field(&plan, "A1", "classe", cases[i].class);
        assert_field(&plan, "A2", "classe", "-");
        const struct record *high = text_plan_record(&plan, "A1"), *low = text_plan_record(&plan, "A2");
        const struct field *q = template_field(high->level, "q");
        struct figure figure = calculation_field(plan.calculation, high, q);
        g_assert_cmpstr(calculation_band(plan.calculation, high, q, &figure)->label, ==, "alto");
        figure = calculation_field(plan.calculation, low, q);
        g_assert_cmpstr(calculation_band(plan.calculation, low, q, &figure)->label, ==, "basso");
        calculation_verify(plan.calculation);
        g_assert_cmpuint(
            text_plan_findings(&plan, FINDING_NO_BAND), ==, g_str_has_prefix(cases[i].p, "-") ? 1 : 0);
        text_plan_clear(&plan);
        g_free(records);
    }
}

/* A figure's derivation leads to the cells it was made from. */
static void test_derivation(void)
{
    static const char metodo[] = LEVELS "-- Campi\nLivello\tCampo\tTipo\n"
                                        "area\ttotale\tnumero\nvoce\tnumero, doppio\tnumero\n\n"
                                        "-- Calcoli\nLivello\tCampo\tFormula\n"
                                        "area\ttotale\tSOMMA(voce.doppio) + 1\nvoce\tdoppio\tnumero * 2\n";
    struct text_plan plan = text_plan_new(metodo,
        "area | codice: A\n. voce | codice: A1 | numero: 3\n. voce | codice: A2 | numero: 4\n",
        KIND_RELAZIONE);
    const struct record *area = text_plan_record(&plan, "A");
    struct figure figure = calculation_field(plan.calculation, area, template_field(area->level, "totale"));
    const struct derivation *sum = figure.derivation;
    g_assert_cmpint(sum->formula->operator, ==, OPERATOR_ADD);
    g_assert_cmpuint(sum->operand_count, ==, 2);
    const struct derivation *call = sum->operands[0];
    g_assert_cmpint(call->formula->function, ==, FUNCTION_SUM);
    g_assert_cmpuint(call->operand_count, ==, 1);
    const struct derivation *names = call->operands[0];
    g_assert_cmpuint(names->operand_count, ==, 2);
    const struct derivation *twice = names->operands[1];
    g_assert_cmpstr(record_code(twice->record), ==, "A2");
    g_assert_cmpstr(twice->field->name, ==, "doppio");
    g_assert_null(twice->read);
    const struct derivation *product = twice->operands[0];
    g_assert_cmpint(product->formula->operator, ==, OPERATOR_MULTIPLY);
    g_assert_nonnull(product->operands[0]->read);
    g_assert_cmpstr(product->operands[0]->read->text, ==, "4");
    g_assert_cmpuint(product->operands[0]->operand_count, ==, 0);
    calculation_reset(plan.calculation);
    assert_field(&plan, "A", "totale", "15");
    text_plan_clear(&plan);
}

/* The method of rule 7: capped ratio, tolerance, means, 60% and 40%, weights. */
static const char method[] =
    "-- Livelli\n"
    "Livello\tPadre\tCodice\n"
    "ente\t\t\n"
    "area\tente\t\\d\n"
    "strategico\tarea\t\\d\\.\\d\n"
    "operativo\tstrategico\t\\d\\.\\d\\.\\d\n"
    "indicatore\tstrategico, operativo\t[SO]\\d\\.\\d\\.\\d-[a-z]\n"
    "esito\tindicatore\tU\\d\n"
    "\n"
    "-- Campi\n"
    "Livello\tCampo\tTipo\n"
    "ente\tanno\tnumero\n"
    "ente\trealizzazione, realizzazione_sg\tpercentuale\n"
    "area, strategico, operativo, indicatore\trealizzazione\tpercentuale\n"
    "indicatore\trapporto, peso\tpercentuale\n"
    "indicatore\talgoritmo\ttesto\n"
    "indicatore\ttarget\ttarget\n"
    "indicatore, esito\trisultato\trisultato\n"
    "\n"
    "-- Calcoli\n"
    "Livello\tCampo\tFormula\n"
    "indicatore\trapporto\tPRIMO(REALIZZAZIONE(PRIMO(risultato; MEDIA(esito.risultato)); target; "
    "algoritmo; tetto=100%); 0%)\n"
    "indicatore\trealizzazione\tSE(rapporto >= 90%; 100%; SE(rapporto < 50%; 0%; rapporto))\n"
    "operativo\trealizzazione\tMEDIA(indicatore.realizzazione)\n"
    "strategico\trealizzazione\tMEDIA.PESATA(MEDIA(indicatore.realizzazione); 60%; "
    "MEDIA(operativo.realizzazione); 40%)\n"
    "area\trealizzazione\tMEDIA(strategico.realizzazione)\n"
    "ente\trealizzazione\tMEDIA(area.realizzazione)\n"
    "ente\trealizzazione_sg\tMEDIA.PESATA(indicatore.realizzazione; indicatore.peso)\n";

static void test_method(void)
{
    struct text_plan plan = text_plan_new(method,
        "ente | anno: 2019\n"
        "area | codice: 1\n"
        ". strategico | codice: 1.1\n"
        /* 90/95 is 94,7%: full */
        ".. indicatore | codice: S1.1.1-a | algoritmo: % ore >= 95% | target: 95% | risultato: 90% | peso: "
        "50%\n"
        /* 2/3 counts itself */
        ".. indicatore | codice: S1.1.2-a | algoritmo: n. progetti (n. 3) | target: 3 | risultato: 2 | peso: "
        "50%\n"
        ".. operativo | codice: 1.1.1\n"
        /* 1/3 counts 0 */
        "... indicatore | codice: O1.1.1-a | algoritmo: n. eventi >= 3 | target: 3 | risultato: 1\n"
        /* on time */
        "... indicatore | codice: O1.1.1-b | algoritmo: data entro il 31/03/2019 | target: 31/03/2019 | "
        "risultato: 29/03/2019\n"
        ".. operativo | codice: 1.1.2\n"
        /* not applicable: out of the mean */
        "... indicatore | codice: O1.1.2-a | target: 5 | risultato: NC\n"
        "... indicatore | codice: O1.1.2-b | algoritmo: n. non conformità <= 4 | target: 4 | risultato: 5\n"
        /* a strategic objective with operative ones only */
        ". strategico | codice: 1.2\n"
        ".. operativo | codice: 1.2.1\n"
        /* blank counts 0 */
        "... indicatore | codice: O1.2.1-a | target: 5\n"
        /* a mean of the offices: (80+100)/2 against 100 */
        "... indicatore | codice: O1.2.1-b | target: 100%\n"
        ".... esito | codice: U1 | risultato: 80%\n"
        ".... esito | codice: U2 | risultato: 100%\n"
        ".... esito | codice: U3\n"
        /* late by a day */
        "... indicatore | codice: O1.2.1-c | target: 30 | algoritmo: invio entro 30 gg chiusura quadrimestre "
        "| risultato: 31\n"
        "area | codice: 2\n"
        /* strategic indicators only, all NC */
        ". strategico | codice: 2.1\n"
        ".. indicatore | codice: S2.1.1-a | target: 5 | risultato: n.d.\n"
        /* nothing at all */
        ". strategico | codice: 2.2\n",
        KIND_RELAZIONE);
    static const struct {
        const char *code, *field, *value;
    } cases[] = {
        {"S1.1.1-a", "rapporto", "18/19"},
        {"S1.1.1-a", "realizzazione", "1"},
        {"S1.1.2-a", "realizzazione", "2/3"},
        {"O1.1.1-a", "rapporto", "1/3"},
        {"O1.1.1-a", "realizzazione", "0"},
        {"O1.1.1-b", "realizzazione", "1"},
        {"O1.1.2-a", "rapporto", "NC"},
        {"O1.1.2-a", "realizzazione", "NC"},
        {"O1.1.2-b", "realizzazione", "4/5"},
        {"O1.2.1-a", "realizzazione", "0"},
        {"O1.2.1-b", "rapporto", "9/10"},
        {"O1.2.1-b", "realizzazione", "1"},
        {"O1.2.1-c", "realizzazione", "0"},
        {"1.1.1", "realizzazione", "1/2"},
        {"1.1.2", "realizzazione", "4/5"},
        {"1.1", "realizzazione", "19/25"}, /* 60% of 5/6 and 40% of 13/20 */
        {"1.2.1", "realizzazione", "1/3"},
        {"1.2", "realizzazione", "1/3"}, /* the operative ones alone */
        {"1", "realizzazione", "41/75"},
        {"S2.1.1-a", "realizzazione", "NC"},
        {"2.1", "realizzazione", "NC"},
        {"2.2", "realizzazione", "-"},
        {"2", "realizzazione", "NC"},
        {NULL, "realizzazione", "41/75"},
        {NULL, "realizzazione_sg", "5/6"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_field(&plan, cases[i].code, cases[i].field, cases[i].value);
    text_plan_clear(&plan);
}

/* An error in a target is a finding that no default hides. */
static void test_default_hides_nothing(void)
{
    struct text_plan plan = text_plan_new(method,
        "ente | anno: 2019\n"
        "area | codice: 1\n"
        ". strategico | codice: 1.1\n"
        ".. indicatore | codice: S1.1.1-a | target: 31/12/2019 | risultato: fatto a metà\n",
        KIND_RELAZIONE);
    assert_field(&plan, "S1.1.1-a", "realizzazione", "0");
    assert_field(&plan, "1.1", "realizzazione", "0");
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_KINDS_DIFFER), ==, 1);
    text_plan_clear(&plan);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/score/fields/own-name", test_own_name);
    g_test_add_func("/score/fields/comparison-with-read", test_comparison_with_read);
    g_test_add_func("/score/fields/differences", test_differences);
    g_test_add_func("/score/fields/further-values", test_further_values);
    g_test_add_func("/score/fields/cycles", test_cycles);
    g_test_add_func("/score/fields/kinds", test_kinds);
    g_test_add_func("/score/fields/bands", test_bands);
    g_test_add_func("/score/fields/derivation", test_derivation);
    g_test_add_func("/score/fields/method", test_method);
    g_test_add_func("/score/fields/default-hides-nothing", test_default_hides_nothing);
    return g_test_run();
}

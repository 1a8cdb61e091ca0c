/* The formula language at its edges (rule 6): dates beside numbers, lists of different records,
 * nothing to go on. */
#include <glib.h>
#include "score/rational.h"
#include "support/text-plan.h"

static const char metodo[] = "-- Livelli\n"
                             "Livello\tPadre\tCodice\n"
                             "ente\t\t\n"
                             "area\tente\t[A-Z]\n"
                             "obiettivo\tarea\t[A-Z]\\d\n"
                             "indicatore\tobiettivo, area\t[A-Z]\\d?\\.\\d\n"
                             "esito\tindicatore\t.+\n"
                             "\n"
                             "-- Campi\n"
                             "Livello\tCampo\tTipo\tEspressione\n"
                             "ente\tanno\tnumero\n"
                             "area, obiettivo\tzero, peso, vuoto\tnumero\n"

                             "indicatore\tn, peso, vuoto, q, soglia, tetto_q\tnumero\n"
                             "indicatore\tp\tpercentuale\n"
                             "indicatore\tt, libero\ttesto\n"
                             "indicatore\tx\tnumero\t\\d+|X\n"
                             "indicatore\td\tdata\n"
                             "indicatore\ttarget\ttarget\n"
                             "esito\tnumero\tnumero\n"
                             "\n"
                             "-- Classi\n"
                             "Livello\tCampo\tDa\tA\tEtichetta\n"
                             "indicatore\tn\tsoglia\t\talto\n"
                             "indicatore\tp\t90%\t\tpieno\n"
                             "indicatore\tp\t95%\t\teccelso\n"
                             "indicatore\tp\t50%\t\tmedio\n"
                             "indicatore\tq\t0\ttetto_q\tsotto il tetto\n";

static const char records[] =
    "ente | anno: 2019\n"
    "area | codice: A | zero: 0 | peso: 60\n"
    ". obiettivo | codice: A1 | peso: 70\n"
    ".. indicatore | codice: A1.1 | n: 10 | p: 97% | t: Un testo | d: 31/12/2019 | peso: 1 | x: 3 "
    "| target: entro marzo | q: 5 | soglia: 10 | tetto_q: 8\n"
    "... esito | codice: 30/06 | numero: 1\n"
    "... esito | codice: 31/12 | numero: 2\n"
    ".. indicatore | codice: A1.2 | n: 5 | p: 55% | t: altro | d: 30/06/2019 | peso: 3 | x: X | q: 5\n"
    ".. indicatore | codice: A1.3 | n: NC | p: 10%\n"
    ". obiettivo | codice: A2 | peso: 30\n"
    ".. indicatore | codice: A2.1 | n: 20 | peso: 2\n"
    "area | codice: B\n"
    ". indicatore | codice: B.1 | n: 3\n"
    ". indicatore | titolo: senza codice | n: 4\n"
    "area | codice: C\n"
    ". obiettivo | codice: C1\n";

struct formula_case {
    const char *record, *formula, *value;
};

static void check_in(const struct text_plan *plan, const struct formula_case *cases, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        char *value = text_plan_formula(plan, cases[i].record, cases[i].formula, NULL);
        if (g_strcmp0(value, cases[i].value) != 0) {
            g_test_message("%s: %s: %s, not %s", cases[i].record, cases[i].formula, value, cases[i].value);
            g_test_fail();
        }
        g_free(value);
    }
}

static void check(const struct formula_case *cases, unsigned count)
{
    struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    check_in(&plan, cases, count);
    text_plan_clear(&plan);
}

static void test_values(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "(1 = 1) & \"\"", "'sì'"},
        {"A1.1", "(1 = 2) & \"\"", "'no'"},
        {"A1.1", "(d + 1) & \"\"", "'01/01/2020'"},
        {"A1.1", "UNIONE(\"a\"; \"b\") & \"\"", "'a b'"},
        {"A1.1", "(t & 1) & 2", "'Un testo12'"},
        {"A1.3", "(n + 1) & \"\"", "'NC'"},
        {"A1.1", "(1 = 1) + 1", "2"},
        {"A1.1", "target + 1", "01/04/2019"},
        {"A1.1", "d + d", "-"},
        {"A1.1", "UNIONE(\"a\"; \"b\") + 1", "-"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_comparisons(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "(1 = 1) = 1", "vero"},
        {"A1.1", "d = \"31/12/2019\"", "vero"},
        {"A1.1", "d = d", "vero"},
        {"A1.1", "d = t", "falso"},
        {"A1.1", "d = 5", "falso"},
        {"A1.1", "5 = d", "falso"},
        {"A1.3", "5 < n", "NC"},
        {"A1.1", "d < 5", "-"},
        {"A1.1", "SE(vuoto + 0; 1; 2)", "-"},
        {"A1.1", "SE(\"x\"; 1; 2)", "1"},
        {"A1.1", "SE(t & \"\"; 1; 2)", "1"},
        {"A1.1", "SE(SOMMA(1); 1; 2)", "1"},
        {"A1.1", "SE(SOMMA(0); 1; 2)", "2"},
        {"A1.1", "t = \"zz\" o vuoto > 1", "-"},
        {"A1.1", "vuoto > 1 o t = \"zz\"", "-"},
        {"A1.3", "O(n > 1; vuoto > 1)", "NC"},
        {"A1.3", "O(vuoto > 1; n > 1)", "NC"},
        /* `*` in a quoted text stands for anything */
        {"A1.1", "\"a*\" = \"Abc\"", "vero"},
        {"A1.1", "\"Abc\" = \"a*\"", "vero"},
        {"A1.1", "\"a\" & \"*\" = \"abc\"", "falso"},
        {"A1.1", "\"a*c\" = \"a\nb c\"", "vero"},
        {"A1.1", "\"a*c\" = \"ab\"", "falso"},
        {"A1.1", "\"ab*ba\" = \"aba\"", "falso"},
        {"A1.1", "\"a*x*c\" = \"abc\"", "falso"},
        {"A1.1", "vuoto = \"*\"", "vero"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* In Controlli a comparison with a missing side is not verifiable; a quoted empty text is not missing. */
static void test_controls(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "\"\" <> t", "vero"},
        {"A1.1", "\"x\" = vuoto", "-"},
        {"A1.1", "IDENTICO(t; vuoto)", "-"},
        {"A1.1", "IDENTICO(vuoto; t)", "-"},
        {"A1.1", "IDENTICO(t; t)", "vero"},
    };
    struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    struct scope control = {.control = true}, plain = {.control = false};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *value = text_plan_formula(&plan, cases[i].record, cases[i].formula, &control);
        g_assert_cmpstr(value, ==, cases[i].value);
        g_free(value);
    }
    char *value = text_plan_formula(&plan, "A1.1", "IDENTICO(t; vuoto)", &plain);
    g_assert_cmpstr(value, ==, "falso");
    g_free(value);
    text_plan_clear(&plan);
}

static void test_functions(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "CONTA(\"x\")", "1"},
        {"A1", "CONTA(indicatore.codice)", "3"},
        {"A1", "CONTA(indicatore.x)", "1"},
        {"A1", "UNIONE(indicatore.n)", "[10 5]"},
        {"A1.3", "UNIONE(n)", "NC"},
        {"A1.1", "SE(n; 1)", "1"},
        {"A1.3", "SE(n > 1; 1; 2)", "NC"},
        {"A1.3", "ARROTONDA(5; n)", "NC"},
        {"A1.1", "ARROTONDA(5; vuoto)", "-"},
        {"A1.1", "ARROTONDA(5; -2000000)", "0"},
        {"A1.1", "ARROTONDA(5; 2000000)", "5"},
        {"A1.1", "ASSOLUTO(vuoto)", "-"},
        {"A1.1", "ASSOLUTO(5)", "5"},
        {"A1.1", "IDENTICO(n; \"10\")", "vero"},
        {"A1.1", "IDENTICO(\"10\"; n)", "vero"},
        {"A1", "CONTA.SE(indicatore.n; \"=10\")", "1"},
        {"A1", "CONTA.SE(indicatore.t; \"<>altro\")", "1"},
        {"A1.2", "CONTA.SE(padre.indicatore.t; t)", "1"},
        {"A1.1", "CERCA(vuoto; padre.indicatore.vuoto; padre.indicatore.codice)", "-"},
        {"A1", "CERCA(60%; indicatore.p; indicatore.codice)", "'A1.2'"},
        {"A1", "CERCA(99%; indicatore.p; indicatore.codice)", "'A1.1'"},
        {"A1.1", "ESTRAI(t; \"t.\") & ESTRAI(codice; \"t.\") & ESTRAI(codice; \"\\d\")", "'to1'"},
        {"A1.1", "ESTRAI(codice; 5)", "-"},
        /* lists of the same level are paired by record, whatever stands beside */
        {NULL, "SOMMA.SE(indicatore.n; 20; obiettivo[\"A2\"].indicatore.peso)", "2"},
        {NULL, "SOMMA.SE(indicatore.n; 10; obiettivo[\"A2\"].indicatore.peso)", "-"},
        {NULL, "CERCA(30; indicatore.n; obiettivo[\"A2\"].indicatore.peso)", "2"},
        {NULL, "MEDIA.PESATA(indicatore.p; obiettivo[\"A2\"].indicatore.peso)", "27/50"},
        {NULL, "SOMMA.SE(area.padre.padre.anno; 1; indicatore.n)", "-"},
        {NULL, "SOMMA.SE(indicatore.n; 1; area.padre.padre.anno)", "-"},
        /* a word that the weight's own expression allows stands outside the weights */
        {"A1", "MEDIA.PESATA(indicatore.n; indicatore.x)", "10"},
        {"A2", "MEDIA.PESATA(80%; indicatore.peso)", "4/5"},
        {"A2", "MEDIA.PESATA(80%; \"x\")", "-"},
        {"A1.1", "REALIZZAZIONE(p; 50%)", "97/50"},
        {"C1", "indicatore.n + 1", "-"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_names(void)
{
    static const struct formula_case cases[] = {
        {NULL, "indicatore[\"A1.2\"].n", "5"},
        {"B", "indicatore[\"B.1\"].n", "3"},
        {"A1.1", "obiettivo[\"A2\"].peso", "-"},
        {"A1.1", "obiettivo[\"A1\"].peso", "70"},
        {NULL, "padre.anno", "-"},
        {NULL, "padre.padre.anno", "-"},
        {NULL, "CONTA(indicatore.padre)", "3"},
        {NULL, "CONTA(area.padre)", "1"},
        {NULL, "CONTA(area.padre.padre)", "0"},
        {NULL, "CONTA(indicatore.area)", "2"},
        {NULL, "CONTA(indicatore[\"A1.1\"])", "1"},
        {"A", "CONTA(obiettivo.indicatore[\"A1.1\"])", "1"},
        {"A", "CONTA(obiettivo.indicatore)", "4"},
        {"B.1", "padre.vuoto", "-"},
        {NULL, "CONTA(indicatore.padre.soglia)", "0"},
        {"B.1", "CONTA(obiettivo)", "0"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_bands(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "CLASSE(n)", "'alto'"},
        {"A1.1", "CLASSE(p)", "'eccelso'"},
        {"A1.2", "CLASSE(p)", "'medio'"},
        {"A1.1", "CLASSE(q)", "'sotto il tetto'"},
        {"A1.1", "CLASSE(vuoto)", "-"},
    };
    check(cases, G_N_ELEMENTS(cases));
    /* no band: the bound's record, the bound, the upper bound are not there, or the figure lies below all */
    static const struct {
        const char *record, *formula, *shown;
    } none[] = {{"B.1", "CLASSE(n)", "3.00"}, {"A2.1", "CLASSE(n)", "20.00"}, {"A1.2", "CLASSE(q)", "5.00"},
        {"A1.3", "CLASSE(p)", "10.00%"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(none); i++) {
        struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
        for (unsigned round = 0; round < 2; round++) {
            char *value = text_plan_formula(&plan, none[i].record, none[i].formula, NULL);
            g_assert_cmpstr(value, ==, "-");
            g_free(value);
        }
        g_assert_cmpuint(text_plan_findings(&plan, FINDING_NO_BAND), ==, 1);
        text_plan_clear(&plan);
    }
}

/* What only the template can mend. */
static void test_template_errors(void)
{
    static const struct formula_case cases[] = {
        {"A1.1", "CLASSE(3)", "-"},
        {"A1.1", "CLASSE(peso)", "-"},
        {"A1.1", "ESTRAI(codice; \"(\")", "-"},
        {"A1.1", "padre[\"x\"].peso", "-"},
        {"A1.1", "area.padre[\"x\"].anno", "-"},
        {"A1", "CERCA(15; indicatore.n; esito.numero)", "-"},
        {"A1", "SOMMA.SE(indicatore.n; 10; esito.numero)", "-"},
        {"A1", "MEDIA.PESATA(80%; indicatore.peso)", "4/5"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
        unsigned before = text_plan_findings(&plan, FINDING_TEMPLATE_ERROR);
        check_in(&plan, &cases[i], 1);
        g_assert_cmpuint(text_plan_findings(&plan, FINDING_TEMPLATE_ERROR) - before, ==, 1);
        text_plan_clear(&plan);
    }
}

static void test_conditions(void)
{
    static const struct {
        const char *condition;
        bool holds;
    } cases[] = {{"n = 10", true}, {"n = 11", false}, {"vuoto > 1", false}, {"CONTA(esito) = 2", true}};
    struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *problem = NULL;
        const struct formula *formula = formula_parse(plan.plan->arena, cases[i].condition, &problem);
        bool holds = calculation_holds(plan.calculation, formula, text_plan_record(&plan, "A1.1"), NULL);
        g_assert_cmpint(holds, ==, cases[i].holds);
        struct scope scope = {.reading = true};
        holds = calculation_holds(plan.calculation, formula, text_plan_record(&plan, "A1.1"), &scope);
        g_assert_cmpint(holds, ==, cases[i].holds);
    }
    text_plan_clear(&plan);
    calculation_free(NULL);
    rational_pool_free(NULL);
}

/* "entro marzo" is of the plan's year, where there is one. */
static void test_year(void)
{
    static const struct {
        const char *metodo_year, *records, *value;
    } cases[] = {
        {"anno\tnumero\n", "ente | anno: 2019 | target: entro marzo", "01/04/2019"},
        {"anno\tnumero\n", "ente | target: entro marzo", "-"},
        {"anno\tnumero\n", "ente | anno: 2019,5 | target: entro marzo", "-"},
        {"anno\tnumero\n", "ente | anno: 19 | target: entro marzo", "-"},
        {"anno\tnumero\n", "ente | anno: 20190 | target: entro marzo", "-"},
        {"anno\ttesto\n", "ente | anno: duemila | target: entro marzo", "-"},
        {"altro\tnumero\n", "ente | altro: 2019 | target: entro marzo", "-"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = g_strconcat(
            "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\n\n-- Campi\nLivello\tCampo\tTipo\nente\t",
            cases[i].metodo_year, "ente\ttarget\ttarget\n", NULL);
        struct text_plan plan = text_plan_new(text, cases[i].records, KIND_RELAZIONE);
        char *value = text_plan_formula(&plan, NULL, "target + 1", NULL);
        g_assert_cmpstr(value, ==, cases[i].value);
        g_free(value);
        text_plan_clear(&plan);
        g_free(text);
    }
}

static const char computed[] = "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\nvoce\tente\t[A-Z]\n\n"
                               "-- Campi\nLivello\tCampo\tTipo\n"
                               "ente\tanno\tnumero\n"
                               "voce\tn, doppio, inizio, giro, ritorno, classe\tnumero\n\n"
                               "-- Calcoli\nLivello\tCampo\tFormula\n"
                               "voce\tdoppio\tn * 2\n"
                               "voce\tinizio\tgiro + 1\n"
                               "voce\tgiro\tritorno + 1\n"
                               "voce\tritorno\tgiro + 1\n"
                               "voce\tclasse\tCLASSE(3)\n";

static void test_cycles(void)
{
    struct text_plan plan =
        text_plan_new(computed, "ente\nvoce | codice: A\nvoce | codice: B", KIND_RELAZIONE);
    unsigned before = text_plan_findings(&plan, FINDING_TEMPLATE_ERROR);
    static const char *const names[] = {"inizio", "classe"};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        for (const char *code = "A"; code != NULL; code = *code == 'A' ? "B" : NULL) {
            char *value = text_plan_field(&plan, code, names[i]);
            g_assert_cmpstr(value, ==, "-");
            g_free(value);
        }
    }
    /* the same cycle, and the same mistake of a formula, once for all records */
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_CYCLE), ==, 1);
    g_assert_cmpuint(text_plan_findings(&plan, FINDING_TEMPLATE_ERROR) - before, ==, 1);
    const struct record *record = text_plan_record(&plan, "A");
    const struct field *cyclic = template_field(record->level, "giro"),
                       *start = template_field(record->level, "inizio"),
                       *unseen = template_field(record->level, "doppio");
    g_assert_true(calculation_is_cyclic(plan.calculation, record, cyclic));
    g_assert_false(calculation_is_cyclic(plan.calculation, record, start));
    g_assert_false(calculation_is_cyclic(plan.calculation, record, unseen));
    /* keys with the hash of the cyclic field's that are not it (hashes have 32 bits) */
    uintptr_t far = sizeof(uintptr_t) > 4 ? (uintptr_t)1 << 32 : 0;
    const struct record *other_record = (const struct record *)((uintptr_t)record + far);
    const struct field *other_field = (const struct field *)((uintptr_t)cyclic + far);
    if (far != 0) {
        g_assert_false(calculation_is_cyclic(plan.calculation, other_record, cyclic));
        g_assert_false(calculation_is_cyclic(plan.calculation, record, other_field));
    }
    text_plan_clear(&plan);
}

/* After a reset a computed field follows the plan's change, and conditions go on however many there are. */
static void test_reset(void)
{
    struct text_plan plan = text_plan_new(computed, "ente\nvoce | codice: A | n: 2", KIND_RELAZIONE);
    struct record *record = text_plan_record(&plan, "A");
    const struct field *field = template_field(record->level, "n");
    char *value = text_plan_field(&plan, "A", "doppio");
    g_assert_cmpstr(value, ==, "4");
    g_free(value);
    struct value *changed = arena_new0(plan.plan->arena, struct value, 1);
    *changed = (struct value){.kind = VALUE_NUMBER, .number = decimal_from_int(5)};
    record_set(record, field, changed);
    calculation_reset(plan.calculation);
    value = text_plan_field(&plan, "A", "doppio");
    g_assert_cmpstr(value, ==, "10");
    g_free(value);
    for (unsigned i = 0; i < 600; i++) {
        calculation_reset(plan.calculation);
        value = text_plan_formula(&plan, "A", "n + 1", NULL);
        g_assert_cmpstr(value, ==, "6");
        g_free(value);
    }
    text_plan_clear(&plan);
}

/* Values as cells give them: without a text, without a cell, truths. */
static void test_values_of_cells(void)
{
    struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
    struct record *record = text_plan_record(&plan, "A1.1");
    struct value truth = {.kind = VALUE_BOOLEAN, .number = decimal_from_int(1), .text = "VERO"};
    struct value bare = {.kind = VALUE_NUMBER, .number = decimal_from_int(7)};
    record_set(record, template_field(record->level, "libero"), &truth);
    record_set(record, template_field(record->level, "q"), &bare);
    static const struct formula_case cases[] = {
        {"A1.1", "libero & \"\"", "'VERO'"},
        {"A1.1", "libero + 1", "-"},
        {"A1.1", "libero = 1", "falso"},
        {"A1.1", "libero = \"vero\"", "vero"},
        {"A1.1", "SE(libero; 1; 2)", "1"},
        {"A1.1", "q & \"\"", "'7'"},
        {"A1.1", "REALIZZAZIONE(q; 14)", "1/2"},
        {"A1.1", "REALIZZAZIONE(q; \"+5\"; base=10)", "7/15"},
        {"A1.1", "REALIZZAZIONE(libero; 14)", "1"},
    };
    check_in(&plan, cases, G_N_ELEMENTS(cases));
    struct value more = {.kind = VALUE_NUMBER, .number = decimal_from_int(5), .text = "+5"};
    struct value less = {.kind = VALUE_NUMBER, .number = decimal_from_int(-5), .text = "-5"};
    static const struct formula_case typed_more = {"A1.1", "REALIZZAZIONE(q; \"+10\"; base=10)", "3/4"};
    static const struct formula_case typed_less = {"A1.1", "REALIZZAZIONE(q; \"+10\"; base=10)", "1/4"};
    record_set(record, template_field(record->level, "q"), &more);
    check_in(&plan, &typed_more, 1);
    record_set(record, template_field(record->level, "q"), &less);
    check_in(&plan, &typed_less, 1);
    /* a finding on a value without a cell stands at its record's */
    struct value high = {.kind = VALUE_NUMBER, .number = decimal_from_int(9)};
    record_set(record, template_field(record->level, "q"), &high);
    unsigned before = findings_count(plan.findings);
    g_free(text_plan_formula(&plan, "A1.1", "CLASSE(q)", NULL));
    g_assert_cmpuint(findings_count(plan.findings), ==, before + 1);
    g_assert_cmpuint(findings_get(plan.findings, before)->place.row, ==, record->place.row);
    g_assert_cmpuint(findings_get(plan.findings, before)->place.column, ==, record->place.column);
    g_free(text_plan_formula(&plan, "A1.1", "REALIZZAZIONE(q; \"31/12/2019\")", NULL));
    g_assert_cmpuint(findings_count(plan.findings), ==, before + 2);
    g_assert_cmpint(findings_get(plan.findings, before + 1)->id, ==, FINDING_KINDS_DIFFER);
    g_assert_cmpuint(findings_get(plan.findings, before + 1)->place.row, ==, record->place.row);
    text_plan_clear(&plan);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/score/corners/values", test_values);
    g_test_add_func("/score/corners/comparisons", test_comparisons);
    g_test_add_func("/score/corners/controls", test_controls);
    g_test_add_func("/score/corners/functions", test_functions);
    g_test_add_func("/score/corners/names", test_names);
    g_test_add_func("/score/corners/bands", test_bands);
    g_test_add_func("/score/corners/template-errors", test_template_errors);
    g_test_add_func("/score/corners/conditions", test_conditions);
    g_test_add_func("/score/corners/year", test_year);
    g_test_add_func("/score/corners/cycles", test_cycles);
    g_test_add_func("/score/corners/reset", test_reset);
    g_test_add_func("/score/corners/values-of-cells", test_values_of_cells);
    return g_test_run();
}

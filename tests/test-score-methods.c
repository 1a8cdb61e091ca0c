/* The methods of the bodies as their templates have them, the figures of a published relazione, values that
 * break binary arithmetic, and what must hold for any plan. */
#include <glib.h>
#include <string.h>
#include "support/text-plan.h"

/* The sheet Metodo of a template's text grid; to be freed. */
static char *metodo_of(const char *folder, const char *file)
{
    char *path = g_test_build_filename(G_TEST_DIST, "..", "templates", folder, file, NULL), *grid = NULL;
    g_assert_true(g_file_get_contents(path, &grid, NULL, NULL));
    g_free(path);
    char *start = grid + strlen("== Metodo\n"), *end = strstr(start, "\n== ");
    char *metodo = g_strndup(start, (gsize)(end - start));
    g_free(grid);
    /* the sheets that Allegati names are not there */
    char *annexes = strstr(metodo, "\n-- Allegati");
    if (annexes != NULL)
        *annexes = '\0';
    return metodo;
}

static void assert_field(
    const struct text_plan *plan, const char *code, const char *field, const char *expected)
{
    char *value = text_plan_field(plan, code, field);
    if (g_strcmp0(value, expected) != 0)
        g_test_message("%s.%s", code, field);
    g_assert_cmpstr(value, ==, expected);
    g_free(value);
}

/* Lecce: an indicator "Media ponderata delle azioni" takes the mean of the children's performance. */
static void test_roll_up(void)
{
    static const struct {
        const char *first, *second, *whole;
    } cases[] = {
        {"", "", "153/200"},
        {" | peso: 1", " | peso: 3", "327/400"},
        {" | peso: 10", " | peso: 30", "327/400"},
    };
    char *metodo = metodo_of("lecce", "piano.tpl");
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *records = g_strdup_printf(
            "ente | anno: 2021\n"
            "area | codice: B\n"
            ". strategico | codice: B.2\n"
            ".. kpi | peso: 70 | algoritmo: Media ponderata degli obiettivi operativi*100 | target: >= "
            "100%%\n"
            ".. kpi | peso: 30 | algoritmo: Proventi/Costi*100 | target: >= 50%% | risultato: 40%%\n"
            ".. operativo | codice: B.2.1%s\n"
            "... kpi | peso: 100 | algoritmo: Media ponderata delle azioni*100 | target: >= 100%%\n"
            "... azione | codice: B.2.1.1\n"
            ".... kpi | peso: 100 | algoritmo: Numero eventi | target: >= 4 | risultato: 4\n"
            "... azione | codice: B.2.1.2\n"
            ".... kpi | peso: 100 | algoritmo: Numero eventi | target: >= 4 | risultato: 2\n"
            "... azione | codice: B.2.1.3\n"
            ".... kpi | peso: 60 | algoritmo: Numero eventi | target: >= 4 | risultato: 2\n"
            ".... kpi | peso: 40 | algoritmo: Numero eventi | target: >= 4 | risultato: 0\n"
            ".. operativo | codice: B.2.2%s\n"
            "... kpi | peso: 50 | algoritmo: Numero soggetti | target: >= 100 | risultato: 90\n"
            "... kpi | peso: 50 | algoritmo: (X(t)-X(t-1))/X(t-1)*100 | target: >= +10%% | stato: 200 | "
            "risultato: 198\n",
            cases[i].first, cases[i].second);
        struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
        assert_field(&plan, "B.2.1", "realizzazione", "3/5");
        assert_field(&plan, "B.2.2", "realizzazione", "9/10");
        assert_field(&plan, "B.2", "realizzazione", cases[i].whole);
        text_plan_clear(&plan);
        g_free(records);
    }
    g_free(metodo);
}

/* Lucca: individual objectives, weighted per person. */
static void test_individual(void)
{
    char *metodo = metodo_of("lucca", "piano.tpl");
    struct text_plan plan = text_plan_new(metodo,
        "ente | anno: 2020\n"
        "persona | titolo: Segretario generale\n"
        ". individuale | codice: 1 | peso: 40%\n"
        ".. indicatore | codice: kpi 1 | algoritmo: n. report | target: 1 report | risultato: 1\n"
        ".. indicatore | codice: kpi 2 | algoritmo: relazione | target: SI/NO | risultato: NO\n"
        ". individuale | codice: 2 | peso: 35%\n"
        ".. indicatore | codice: kpi 3 | algoritmo: % pratiche | target: ≥ 90% | risultato: 72%\n"
        ". individuale | codice: 3 | peso: 25%\n"
        ".. indicatore | codice: kpi 4 | algoritmo: data | target: entro ottobre | risultato: 31/10/2020\n"
        ".. indicatore | codice: kpi 5 | algoritmo: n. eventi | target: ≥ 3 eventi | risultato: ---\n",
        KIND_RELAZIONE);
    char *value = text_plan_formula(&plan, NULL, "PRIMO(persona.realizzazione)", NULL);
    g_assert_cmpstr(value, ==, "73/100"); /* 40*50% + 35*80% + 25*100% */
    g_free(value);
    assert_field(&plan, "1", "realizzazione", "1/2");
    assert_field(&plan, "3", "realizzazione", "1");
    text_plan_clear(&plan);
    g_free(metodo);
}

static const char plain[] = "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\nvoce\tente\t[A-Z]\\d*\n"
                            "-- Campi\nLivello\tCampo\tTipo\nente\tanno\tnumero\nvoce\tnumero, peso\tnumero\n"
                            "voce\tnota\ttesto\n";

static void assert_all_true(const char *records, const char *const *formulas, unsigned count)
{
    struct text_plan plan = text_plan_new(plain, records, KIND_RELAZIONE);
    for (unsigned i = 0; i < count; i++) {
        char *value = text_plan_formula(&plan, NULL, formulas[i], NULL);
        if (strcmp(value, "vero") != 0)
            g_test_message("%s", formulas[i]);
        g_assert_cmpstr(value, ==, "vero");
        g_free(value);
    }
    text_plan_clear(&plan);
}

/* Figures that arithmetic in doubles gets wrong. */
static void test_exact(void)
{
    static const char *const formulas[] = {
        "TRONCA(0,57 * 100; 0) = 57",
        "TRONCA(1,1 + 2,2; 1) = 3,3",
        "TRONCA(0,29 * 100) = 29",
        "72% / 80% = 90%",
        "72% / 80% >= 90%",
        "non (72% / 80% > 90%)",
        "TRONCA(4,35 * 100) = 435",
        "0,1 + 0,2 = 0,3",
        "1 / 3 * 3 = 1",
        "ARROTONDA(1,005; 2) = 1,01",
        "ARROTONDA(2,675; 2) = 2,68",
        "ARROTONDA(-2,5; 0) = -3",
        "ARROTONDA(8,5; 0) = 9",
        "TRONCA(-0,999; 2) = -0,99",
        "INTERO(-0,001) = -1",
        "TRONCA(MEDIA(97; 100; 100; 100; 95); 2) = 98,40",
        "MEDIA.PESATA(100; 15; 100; 15; 99,01; 25) = 99,55",
        "INTERO(0,7 * 10 * 10) = 70",
        "ARROTONDA(0,285 * 100; 0) = 29",
        "SOMMA(0,1; 0,1; 0,1; 0,1; 0,1; 0,1; 0,1; 0,1; 0,1; 0,1) = 1",
        "100.000.000.000.000 + 0,1 > 100.000.000.000.000",
        "9.007.199.254.740.993 - 9.007.199.254.740.992 <= 10",
    };
    assert_all_true("ente | anno: 2019", formulas, G_N_ELEMENTS(formulas));
}

/* The figures of a published relazione, digit for digit (percentages as numbers). */
static void test_published(void)
{
    static const char records[] = "ente | anno: 2016\n"
                                  "voce | codice: A1 | nota: su 329 mediazioni, n. 63 fuori termine\n"
                                  "voce | codice: A2 | nota: Su 1 istanza in ritardo, su 82 istanze\n";
    static const char *const formulas[] = {
        "743.675,64 + 10.994,95 + 569.197,48 + 418.449,24 + 53.772,06 = 1.796.089,37",
        "603.523,63 + 10.689,95 + 541.551,50 + 384.987,38 + 47.564,91 = 1.588.317,37",
        "ARROTONDA(-207.772 / 1.796.089,37 * 100; 2) = -11,57",
        "ARROTONDA((603.523,63 - 743.675,64) / 743.675,64 * 100; 2) = -18,85",
        "ARROTONDA((10.689,95 - 10.994,95) / 10.994,95 * 100; 2) = -2,77",
        "ARROTONDA((541.551,50 - 569.197,48) / 569.197,48 * 100; 2) = -4,86",
        "ARROTONDA((384.987,38 - 418.449,24) / 418.449,24 * 100; 2) = -8",
        "ARROTONDA((47.564,91 - 53.772,06) / 53.772,06 * 100; 2) = -11,54",
        "ARROTONDA(-140.152,01 / -207.772 * 100; 0) = 67",
        "ARROTONDA(-305 / -207.772 * 100; 0) = 0",
        "ARROTONDA(-27.645,98 / -207.772 * 100; 0) = 13",
        "ARROTONDA(-33.461,86 / -207.772 * 100; 0) = 16",
        "ARROTONDA(-6.207,15 / -207.772 * 100; 0) = 3",
        "728.311,26 + 192.930,53 = 921.241,79",
        "ARROTONDA((921.241,79 - 767.234,79) / 767.234,79 * 100; 1) = 20,1",
        "ARROTONDA(921.241,79 - 767.234,79; -3) = 154.000",
        "ARROTONDA((ESTRAI(voce[\"A1\"].nota; \"(\\d+) mediazioni\") - ESTRAI(voce[\"A1\"].nota; \"n\\. "
        "(\\d+)\")) / 329 * "
        "100; 2) = 80,85",
        "ARROTONDA((329 - 63) / 329 * 100; 0) = 81",
        "ARROTONDA(81 / 82 * 100; 1) = 98,8",
        "ARROTONDA((253 - 113) / 253 * 100; 1) = 55,3",
        "ARROTONDA(102 / 115 * 100; 1) = 88,7",
        "MEDIA(100; 66) = 83",
        "TRONCA(2 / 3 * 100) = 66",
        "TRONCA(1160,03 / 12; 1) = 96,6",
        "INTERO(MEDIA(97,94; 96,6)) = 97",
        "MEDIA(97; 100; 100; 100; 95) = 98,4",
        "ARROTONDA(MEDIA(99,16; 99,76; 98,12); 2) = 99,01",
        "MEDIA.PESATA(100; 15; 100; 15; 99,01; 25) = 99,55",
        "TRONCA(MEDIA(97,5; 100; 100); 2) = 99,16",
        "TRONCA(MEDIA(97; 100; 100; 100; 95; 100; 100); 2) = 98,85",
    };
    assert_all_true(records, formulas, G_N_ELEMENTS(formulas));
}

/* ---- what must hold for any plan ---- */

#define ROUNDS 150

static const char scored[] =
    "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\nobiettivo\tente\t[A-Z]\nindicatore\tobiettivo\t[a-z]\\d*\n"
    "-- Campi\nLivello\tCampo\tTipo\nente\tanno\tnumero\nindicatore\tpeso\tnumero\n"
    "indicatore\ttarget\ttarget\nindicatore\trisultato\trisultato\nobiettivo, "
    "indicatore\trealizzazione\tpercentuale\n"
    "-- Calcoli\nLivello\tCampo\tFormula\n"
    "indicatore\trealizzazione\tREALIZZAZIONE(risultato; target; tetto=100%; minore=speculare)\n"
    "obiettivo\trealizzazione\tMEDIA.PESATA(indicatore.realizzazione; indicatore.peso)\n";

static char *random_line(unsigned index, unsigned *ret_weight)
{
    static const char *const targets[] = {
        ">= 80%", "<= 40", "3", "SI/NO", "31/12/2019", "entro 30 gg", "> 5", "= 7", "<= 0", "da 3 a 5"};
    static const char *const results[] = {
        "72%", "95%", "0", "3", "41", "200", "SI", "NO", "NC", "30/06/2019", "2,5"};
    *ret_weight = (unsigned)g_test_rand_int_range(1, 60);
    const char *target = targets[g_test_rand_int_range(0, G_N_ELEMENTS(targets))];
    const char *result = results[g_test_rand_int_range(0, G_N_ELEMENTS(results))];
    return g_strdup_printf(". indicatore | codice: i%u | target: %s | risultato: %s", index, target, result);
}

/* The objective's score from lines with weights, in an order, each weight times a factor. */
static char *score_of(char **lines, const unsigned *weights, const unsigned *order, unsigned count,
    unsigned factor, const char *more)
{
    GString *records = g_string_new("ente | anno: 2019\nobiettivo | codice: A\n");
    for (unsigned i = 0; i < count; i++)
        g_string_append_printf(records, "%s | peso: %u\n", lines[order[i]], weights[order[i]] * factor);
    g_string_append(records, more);
    struct text_plan plan = text_plan_new(scored, records->str, KIND_RELAZIONE);
    char *bounded = text_plan_formula(&plan, "A",
        "O(CONTA(indicatore.realizzazione) = 0; E(realizzazione >= 0; realizzazione <= 1; "
        "realizzazione >= MIN(indicatore.realizzazione); realizzazione <= MAX(indicatore.realizzazione)))",
        NULL);
    g_assert_true(strcmp(bounded, "vero") == 0 || strcmp(bounded, "NC") == 0);
    g_free(bounded);
    char *score = text_plan_field(&plan, "A", "realizzazione");
    text_plan_clear(&plan);
    g_string_free(records, TRUE);
    return score;
}

static void test_properties(void)
{
    for (unsigned round = 0; round < ROUNDS; round++) {
        unsigned count = (unsigned)g_test_rand_int_range(1, 9), weights[9], order[9], shuffled[9];
        char *lines[9];
        for (unsigned i = 0; i < count; i++) {
            lines[i] = random_line(i, &weights[i]);
            order[i] = shuffled[i] = i;
        }
        for (unsigned i = count; i > 1; i--) {
            unsigned other = (unsigned)g_test_rand_int_range(0, (gint32)i), kept = shuffled[i - 1];
            shuffled[i - 1] = shuffled[other];
            shuffled[other] = kept;
        }
        char *score = score_of(lines, weights, order, count, 1, "");
        char *in_other_order = score_of(lines, weights, shuffled, count, 1, "");
        char *scaled = score_of(lines, weights, order, count, 7, "");
        char *with_nc = score_of(lines, weights, order, count, 1,
            ". indicatore | codice: n1 | peso: 33 | target: >= 80% | risultato: NC\n");
        g_assert_cmpstr(in_other_order, ==, score);
        g_assert_cmpstr(scaled, ==, score);
        /* where nothing was measured at all, NC is all that is left */
        g_assert_cmpstr(with_nc, ==, strcmp(score, "-") == 0 ? "NC" : score);
        g_free(with_nc);
        g_free(scaled);
        g_free(in_other_order);
        g_free(score);
        for (unsigned i = 0; i < count; i++)
            g_free(lines[i]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/score/methods/roll-up", test_roll_up);
    g_test_add_func("/score/methods/individual", test_individual);
    g_test_add_func("/score/methods/exact", test_exact);
    g_test_add_func("/score/methods/published", test_published);
    g_test_add_func("/score/methods/properties", test_properties);
    return g_test_run();
}

/* Templates in words and as text grids. */
#include <string.h>
#include "support/text-template.h"
#include "template/show.h"

static const char *const drawn[][2] = {
    {"../templates/massa-carrara/piano.xlsx", "../templates/massa-carrara/piano.tpl"},
    {"golden/esempio/template.xlsx", "golden/esempio/template.tpl"},
    {"golden/periodi/template.xlsx", "golden/periodi/template.tpl"},
};

static char *read_file(const char *name)
{
    char *path = g_test_build_filename(G_TEST_DIST, name, NULL), *text = NULL;
    GError *error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_free(path);
    return text;
}

/* The text beside a template is what is shown of it. */
static void test_kept_texts(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(drawn); i++) {
        char *path = g_test_build_filename(G_TEST_DIST, drawn[i][0], NULL), *text = read_file(drawn[i][1]);
        struct findings *findings = findings_new();
        GError *error = NULL;
        struct template *template = template_load(path, findings, &error);
        g_assert_no_error(error);
        char *grid = template_grid(template);
        g_assert_cmpstr(grid, ==, text);
        g_free(grid);
        template_free(template);
        findings_free(findings);
        g_free(text);
        g_free(path);
    }
}

/* The text read again is the same template. */
static void test_round_trip(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(drawn); i++) {
        char *text = read_file(drawn[i][1]);
        struct template *first = text_template(text);
        char *grid = template_grid(first), *words = template_describe(first);
        struct template *second = text_template(grid);
        char *grid_again = template_grid(second), *words_again = template_describe(second);
        g_assert_cmpstr(grid, ==, grid_again);
        g_assert_cmpstr(words, ==, words_again);
        g_free(grid);
        g_free(words);
        g_free(grid_again);
        g_free(words_again);
        template_free(first);
        template_free(second);
        g_free(text);
    }
}

static const char model[] = "== Metodo\n"
                            "-- Modello\n"
                            "nome\tprova\n"
                            "descrizione\tUna prova\n"
                            "ente\tCamera\n"
                            "-- Livelli\n"
                            "Livello\tPadre\tCodice\tNome\n"
                            "ente\n"
                            "area\tente\t[A-Z]\tArea strategica\n"
                            "indicatore\tarea, ente\n"
                            "-- Campi\n"
                            "Livello\tCampo\tTipo\tEspressione\tObbligatorio\n"
                            "indicatore\tpeso, a, b\tnumero\n"
                            "indicatore\talgoritmo\ttesto\t\tsì\n"
                            "indicatore\ttarget\ttarget\n"
                            "indicatore\trisultato\trisultato\n"
                            "area, indicatore\tvoto\tpercentuale\n"
                            "-- Calcoli\n"
                            "Livello\tCampo\tFormula\n"
                            "%s"
                            "-- Classi\n"
                            "Livello\tCampo\tDa\tA\tEtichetta\n"
                            "area\tvoto\t> 90%%\t100%%\tbene\n"
                            "-- Controlli\n"
                            "Livello\tControllo\tGravità\n"
                            "area\tpesi\tavviso\n"
                            "indicatore con peso > 0\ttarget <> \"\"\tnota\n"
                            "== Foglio {area.codice}\n"
                            "leggi e scrivi per area\n"
                            "\tArea {anno}\tVoto\n"
                            "indicatore\t{titolo}\t{voto}\n";

static const struct {
    const char *line, *words;
} formulas[] = {
    {"area\tvoto\tMEDIA.PESATA(indicatore.voto; indicatore.peso)\n",
        "voto: media pesata di voto di ogni indicatore (peso: peso di ogni indicatore)\n"},
    {"indicatore\tvoto\tPRIMO(REALIZZAZIONE(risultato; target; algoritmo; tetto=100%); 0%)\n",
        "voto: realizzazione di (risultato) rispetto a target, misurata come dice algoritmo, al massimo "
        "100%; se manca: 0%\n"},
    {"indicatore\tvoto\tSE(a >= 90% e non b = 1; 100%; voto)\n",
        "voto: se a >= 90% e non b = 1: 100%; altrimenti: voto letto\n"},
    {"indicatore\ta\tARROTONDA(b / ente.indicatore[\"X\"].b * 100; 2)\n",
        "a: (b / b di indicatore con codice \"X\" di ente) * 100, arrotondato a 2 decimali\n"},
    {"indicatore\ta\tMIN(a; b; peso) - ASSOLUTO(-b)\n",
        "a: (il minore fra a letto, b e peso) - (valore assoluto di meno b)\n"},
};

static void test_words(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(formulas); i++) {
        GString *text = g_string_new(model);
        g_string_replace(text, "%s", formulas[i].line, 1);
        g_string_replace(text, "%%", "%", 0);
        struct template *template = text_template(text->str);
        char *words = template_describe(template);
        g_test_message("%s", words);
        g_assert_nonnull(strstr(words, formulas[i].words));
        static const char *const always[] = {"prova (piano)\nUna prova\n", "ente: Camera\n",
            "    area (Area strategica), sotto ente, codice [A-Z]\n", "indicatore, sotto area o ente\n",
            "    algoritmo: testo, obbligatorio\n", "  Foglio {area.codice}, uno per ogni area\n",
            "    tabella: si legge e si scrive; righe: indicatore\n",
            "    intestazione: Area {anno} | Voto\n", "    bene: da 90% escluso a 100%\n",
            "  area: pesi (avviso)\n",
            "  indicatore con peso > 0: target <> \"\" (nota)\n"};
        for (unsigned k = 0; k < G_N_ELEMENTS(always); k++)
            g_assert_nonnull(strstr(words, always[k]));
        g_free(words);
        template_free(template);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template/show/kept-texts", test_kept_texts);
    g_test_add_func("/template/show/round-trip", test_round_trip);
    g_test_add_func("/template/show/words", test_words);
    return g_test_run();
}

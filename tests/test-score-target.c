#include "score/target.h"

#include <glib.h>
#include "support/target-text.h"
#include "support/text-plan.h"

static const char metodo[] = "-- Livelli\n"
                             "Livello\tPadre\tCodice\n"
                             "ente\t\t\n"
                             "indicatore\tente\t.+\n";

struct target_case {
    const char *text, *target;
};

static void check(const struct target_case *cases, unsigned count)
{
    struct text_plan plan = text_plan_new(metodo, "ente | anno: 2019", KIND_RELAZIONE);
    for (unsigned i = 0; i < count; i++) {
        struct target target = target_parse(plan.template, cases[i].text, 2019);
        char *text = target_to_text(&target);
        if (g_strcmp0(text, cases[i].target) != 0) {
            g_test_message("%s: %s, not %s", cases[i].text, text, cases[i].target);
            g_test_fail();
        }
        g_free(text);
    }
    text_plan_clear(&plan);
}

static void test_numbers(void)
{
    static const struct target_case cases[] = {
        {"3", "number 3"},
        {"80%", "number 0.8%"},
        {">= 80%", "number >= 0.8%"},
        {">=80%", "number >= 0.8%"},
        {"≥ 80%", "number >= 0.8%"},
        {"=> 80%", "number >= 0.8%"},
        {"➤ 25", "number > 25"},
        {"> 60%", "number > 0.6%"},
        {"<= 1", "number <= 1"},
        {"≤10%", "number <= 0.1%"},
        {"=< 5", "number <= 5"},
        {"<3 gg", "number < 3 days"},
        {"= 2", "number = 2"},
        {"=2", "number = 2"},
        {"almeno 5", "number >= 5"},
        {"Almeno il 5%", "number >= 0.05%"},
        {"non inferiore a 5", "number >= 5"},
        {"non inferiore al 90%", "number >= 0.9%"},
        {"maggiore o uguale a 2,5", "number >= 2.5"},
        {"superiore all'80%", "number > 0.8%"},
        {"più di 3", "number > 3"},
        {"fino a 10", "number <= 10"},
        {"non superiore a 4,5", "number <= 4.5"},
        {"massimo 3", "number <= 3"},
        {"2.355", "number 2355"},
        {"97.5%", "number 0.975%"},
        {"€ 1.000", "number 1000€"},
        {"1.000 euro", "number 1000€"},
        {"n. 3", "number 3 things"},
        {"n. 3 progetti", "number 3 things"},
        {"N. 5", "number 5 things"},
        {"1 report", "number 1 things"},
        {"4 REPORT", "number 4 things"},
        {"≥ 10 comunicati", "number >= 10 things"},
        {"≥ 5 imprese coinvolte.", "number >= 5 things"},
        {"100% personale", "number 1%"},
        {"≥ 8 ore", "number >= 8 hours"},
        {"≤ 5 gg", "number <= 5 days"},
        {"3 mesi", "number 3 months"},
        {"12,5 ore", "number 12.5 hours"},
        {"1 ora e 30 minuti", "number 90 minutes"},
        {"2 h 15 min", "number 135 minutes"},
        {"<= 1 ora 5 minuti", "number <= 65 minutes"},
        {"1,5 ore e 30 minuti", "unknown"},
        {"1 ora e 30 secondi", "unknown"},
        {"1 ora +30 minuti", "unknown"},
        {"1 ora e 2,5 minuti", "unknown"},
        {"1 ora e 30% minuti", "unknown"},
        {"due report", "number 2 things"},
        {"almeno tre incontri con gli ordini", "number >= 3 things"},
        {"un report", "number 1 things"},
        {"Una relazione annuale alla Giunta", "words"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_variations(void)
{
    static const struct target_case cases[] = {
        {"+5%", "variation 0.05%"},
        {">= +5%", "variation >= 0.05%"},
        {"+3", "variation 3"},
        {"-5%", "variation -0.05%"},
        {"Anno: 2019 >= +15% Anno: 2020 >= +16%", "variation >= 0.15%"},
        {"Anno: 2018 >= +15% Anno: 2019 >= 7", "number >= 7"},
        {"Anno: 2021 >= 7 Anno: 2022 >= 8", "unknown"},
        {"> del 2018", "former year >"},
        {"➤ del 2018", "former year >"},
        {"< 2018", "former year <"},
        {"> 2500", "number > 2500"},
        {">= 2018", "former year >="},
        {"2018", "number 2018"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_dates(void)
{
    static const struct target_case cases[] = {
        {"31/12/2021", "date 31/12/2021"},
        {"31.12.2020", "date 31/12/2020"},
        {"<= 30/06/2021", "date <= 30/06/2021"},
        {"entro il 31/12/2020", "date <= 31/12/2020"},
        {"Entro il 31/12/2020.", "date <= 31/12/2020"},
        {"entro e non oltre il 31/12/2020", "date <= 31/12/2020"},
        {"15 dicembre", "date 15/12/2019"},
        {"1° marzo 2020", "date 01/03/2020"},
        {"entro il 15 dicembre", "date <= 15/12/2019"},
        {"entro settembre", "date <= 30/09/2019"},
        {"entro settembre 3019", "unknown"},
        {"30 settembre 1999", "date 30/09/1999"},
        {"Entro febbraio", "date <= 28/02/2019"},
        {"entro maggio.", "date <= 31/05/2019"},
        {"entro dicembre (del DPO)", "date <= 31/12/2019"},
        {"entro il mese di ottobre 2020", "date <= 31/10/2020"},
        {"entro la fine di maggio", "date <= 31/05/2019"},
        {"Entro II semestre", "date <= 31/12/2019"},
        {"entro il primo quadrimestre", "date <= 30/04/2019"},
        {"entro il 3° trimestre 2020", "date <= 30/09/2020"},
        {"entro l'anno", "date <= 31/12/2019"},
        {"entro la fine dell'anno", "date <= 31/12/2019"},
        {"entro il 30/06", "date <= 30/06/2019"},
        {"Da gennaio", "date >= 01/01/2019"},
        {"entro il 31/02/2019", "unknown"},
        {"entro il 30/06 e 31/12", "unknown"},
        {"Entro ottobre Entro dicembre", "unknown"},
        {"Entro i termini", "words"},
        {"entro i termini previsti", "words"},
        {"entro il termine", "words"},
        {"entro il termine del 30/06/2019", "unknown"},
    };
    check(cases, G_N_ELEMENTS(cases));
    struct text_plan plan = text_plan_new(metodo, "ente | anno: 2019", KIND_RELAZIONE);
    static const char *const without_year[] = {
        "entro settembre", "entro l'anno", "entro il II semestre", "entro il 30/06"};
    for (unsigned i = 0; i < G_N_ELEMENTS(without_year); i++) {
        struct target target = target_parse(plan.template, without_year[i], 0);
        g_assert_cmpint(target.kind, ==, TARGET_UNKNOWN);
    }
    /* no former year of a plan whose year nobody knows */
    struct target former = target_parse(plan.template, "< 2019", 0);
    g_assert_cmpint(former.kind, ==, TARGET_NUMBER);
    text_plan_clear(&plan);
}

static void test_ranges(void)
{
    static const struct target_case cases[] = {
        {"da 3 a 5", "range 3 to 5"},
        {"dal 5% al 10%", "range 0.05 to 0.1%"},
        {"tra il 70% e il 90%", "range 0.7 to 0.9%"},
        {"compreso tra 2 e 4 giorni", "range 2 to 4 days"},
        {"fra 2 giorni e 4 giorni", "range 2 to 4 days"},
        {"3-5", "range 3 to 5"},
        {"3 – 5 giorni", "range 3 to 5 days"},
        {"70-80%", "range 0.7 to 0.8%"},
        {"3-5 progetti", "range 3 to 5"},
        {"2,5-2,75", "range 2.5 to 2.75"},
        {"5-3", "unknown"},
        {"3-3", "unknown"},
        {"2019-2021", "unknown"},
        {"15-12-2019", "date 15/12/2019"},
        {"da 3 giorni a 5 ore", "unknown"},
        {"tra 3 - 5", "words"},
        {"3 a 5", "unknown"},
        {"da 3", "number >= 3"},
        {"tra 3 e molti", "words"},
        {"3 - 5 e 7", "unknown"},
        {"da +3 a +5", "unknown"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* What stands beside a notation decides whether it is one. */
static void test_remarks(void)
{
    static const struct target_case cases[] = {
        {"3 progetti ≤ 5", "unknown"},
        {"3 progetti ≥ 5", "unknown"},
        {"3 progetti ➤ del 2018", "unknown"},
        {"3 progetti si/no", "unknown"},
        {"3 progetti ≥ molti", "unknown"},
        {"3 progetti ≤ molti", "unknown"},
        {"3 progetti ➤ molti", "unknown"},
        {"n. 3 eventi entro dicembre", "unknown"},
        {"3 eventi (previsti)", "number 3 things"},
        {"3 (previsti)", "number 3"},
        {"3.", "number 3"},
        {"dieci incontri", "number 10 things"},
        {"due (previsti)", "words"},
        {"due.", "words"},
        {"1 ora 5 minuti circa", "unknown"},
        {"1 ora 9999999999999 minuti", "unknown"},
        {"9999999999999 ore 5 minuti", "unknown"},
        {"1000-20000", "range 1000 to 20000"},
        {"2019-2021 giorni", "range 2019 to 2021 days"},
        {"<= 2025", "number <= 2025"},
        {"< 2000", "number < 2000"},
        {"= 2018", "number = 2018"},
        {"entro 5 report", "unknown"},
        {"entro 5", "number <= 5"},
        {"entro il +5%", "variation <= 0.05%"},
        {"Anno: duemila", "unknown"},
        {"Anno: 20 >= 3", "unknown"},
        {"31/12/2019 (n. 3)", "unknown"},
        {"31/12/2019 (prot.", "unknown"},
        {"31/12/2019 (protocollo)", "date 31/12/2019"},
        {"31/12/2019.", "date 31/12/2019"},
        {"anno 3019", "words"},
        {"anno", "date 31/12/2019"},
        {"entro l'anno 2020", "date <= 31/12/2020"},
        {"entro l'anno 2020 o dopo", "unknown"},
        {"entro il II semestre circa", "unknown"},
        {"entro il 4° semestre", "unknown"},
        {"entro il 30/6/", "unknown"},
        {"entro il 30/123", "unknown"},
        {"entro il 30/x", "unknown"},
        {"entro il 0 marzo", "unknown"},
        {"entro il 123 marzo", "unknown"},
        {"realizzato al 95", "words"},
        {"realizzato al 95% circa", "words"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_degrees(void)
{
    static const struct target_case cases[] = {
        {"realizzato al 95%", "yes/no yes 0.95"},
        {"Realizzata al 50 %", "yes/no yes 0.5"},
        {"SI al 97,5%", "yes/no yes 0.975"},
        {"sì: 80%", "yes/no yes 0.8"},
        {"completato per il 62,5%", "yes/no yes 0.625"},
        {"realizzato", "yes/no yes"},
        {"realizzato al 100%", "yes/no yes"},
        {"realizzato al +5%", "words"},
        {"realizzato al 95% e 3 eventi", "words"},
        {"realizzato in 3 sedi", "words"},
        {"95% realizzato", "number 0.95%"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_terms(void)
{
    static const struct target_case cases[] = {
        {"Entro 30 gg", "term <= 30 days"},
        {"entro 30 giorni dall'approvazione della variazione di Bilancio", "term <= 30 days"},
        {"entro 15gg chiusura quadrimestre", "term <= 15 days"},
        {"entro un mese dal rilascio", "term <= 1 months"},
        {"entro 2 settimane", "term <= 2 weeks"},
        {"entro 7 gg.", "term <= 7 days"},
        {"entro un mese dal rilascio SI/NO", "unknown"},
        {"Entro marzo entro 1 mese dall'approvazione", "unknown"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_words(void)
{
    static const struct target_case cases[] = {
        {"SI", "yes/no yes"},
        {"sì", "yes/no yes"},
        {"SI/NO", "yes/no yes"},
        {"NO", "yes/no no"},
        {"On", "yes/no yes"},
        {"on/off", "yes/no yes"},
        {"raggiunto", "yes/no yes"},
        {"Non raggiunto", "yes/no no"},
        {"---", "none"},
        {"-", "none"},
        {"–", "none"},
        {"Report finale", "words"},
        {"report finale (uff. Personale)", "words"},
        {"Report alla Giunta entro dicembre", "words"},
        {"venti", "words"},
        {"≥ 8 ore 2 istituti", "unknown"},
        {"n. 1 campagna promozionale ➤ del 2019", "unknown"},
        {">= molti", "unknown"},
        {">=", "unknown"},
        {"2a fase", "unknown"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_algorithms(void)
{
    static const struct target_case cases[] = {
        {"% attività realizzate >= 80%", "number >= 0.8%"},
        {"n. iniziative realizzate >=5", "number >= 5"},
        {"% riscossione Diritto Annuale > 60%", "number > 0.6%"},
        {"% dipendenti partecipanti = 100%", "number = 1%"},
        {"n. ruoli emessi =2", "number = 2"},
        {"n. non conformità rilevate <= 1", "number <= 1"},
        {"% richieste evase entro 7 gg >= 90%", "number >= 0.9%"},
        {"% pratiche RI/REA evase entro 20 % dei 5 gg >= 80%", "number >= 0.8%"},
        {"% trasmissione entro il sesto giorno del mese successivo = 100%", "number = 1%"},
        {"data presentazione Rapporto entro 15/12/2019", "date <= 15/12/2019"},
        {"data realizzazione documento entro il 15/12/2019", "date <= 15/12/2019"},
        {"data entro cui predisporre il programma entro il 28/02/2019", "date <= 28/02/2019"},
        {"data aggiornamento sistema <= 30/08/2019", "date <= 30/08/2019"},
        {"data invio relazione entro 30 gg chiusura quadrimestre", "term <= 30 days"},
        {"relazioni quadrimestrali entro 15gg chiusura quadrimestre", "term <= 15 days"},
        {"n. eventi: almeno 3", "number >= 3"},
        {"scostamento medio non superiore al 10%", "number <= 0.1%"},
        {"voto di gradimento non inferiore a 3", "number >= 3"},
        {"tempi di sospensione non superiori a 3 giorni", "number <= 3 days"},
        {"cancellazione per non meno di 20 posizioni", "number >= 20 things"},
        {"n. progetti integrati realizzati (n. 3)", "-"},
        {"data di riordino armadio di rete", "-"},
        {"data predisposizione relazioni semestrali al 30/06 e il 31/12", "-"},
        {"Media ponderata delle azioni*100", "-"},
        {"X(t)/X(t-1)*100", "-"},
        {"A/B = rapporto", "-"},
        {"n. report entro 3", "-"},
        {"da 3 a 5", "-"},
        {">= 80%", "number >= 0.8%"},
        {"almeno 3", "number >= 3"},
        {"richieste entro 5 report", "-"},
        {"crescita almeno +5%", "-"},
        {"crescita >= +5%", "variation >= 0.05%"},
        {"esito = SI", "yes/no = yes"},
        {"esito almeno si", "-"},
        {"esito = buono", "-"},
        {"", "-"},
    };
    struct text_plan plan = text_plan_new(metodo, "ente | anno: 2019", KIND_RELAZIONE);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct target target;
        bool found = algorithm_end(plan.template, cases[i].text, 2019, &target);
        char *text = found ? target_to_text(&target) : g_strdup("-");
        if (g_strcmp0(text, cases[i].target) != 0) {
            g_test_message("%s: %s, not %s", cases[i].text, text, cases[i].target);
            g_test_fail();
        }
        g_free(text);
    }
    text_plan_clear(&plan);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/score/target/numbers", test_numbers);
    g_test_add_func("/score/target/variations", test_variations);
    g_test_add_func("/score/target/dates", test_dates);
    g_test_add_func("/score/target/ranges", test_ranges);
    g_test_add_func("/score/target/remarks", test_remarks);
    g_test_add_func("/score/target/degrees", test_degrees);
    g_test_add_func("/score/target/terms", test_terms);
    g_test_add_func("/score/target/words", test_words);
    g_test_add_func("/score/target/algorithms", test_algorithms);
    return g_test_run();
}

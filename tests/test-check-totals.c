/* Totals of inputs: which are wrong, and which only look so. */
#include <string.h>
#include <glib.h>

#include "check/cells.h"
#include "support/text-template.h"

#define HEAD "Nome\tOre\tPersone\n"
#define HOURS "Nome\tOre\tPersone distinte\tOre donne\tOre uomini\n"

static const struct {
    const char *name, *sheet,
        *wrong; /* the addresses of the totals that are, in order, with what is their sum */
} cases[] = {
    {"nothing is wrong", HEAD "Alfa\t10\t9\nBeta\t20\t12\nTotale\t30\t21\n", ""},
    /* what does not add up by nature */
    {"persons in several courses", HEAD "Alfa\t10\t9\nBeta\t20\t12\nGamma\t5\t6\nTotale\t35\t20\n", ""},
    {"a mean", HEAD "Alfa\t10\t9\nBeta\t20\t12\nTotale\t30\t10,5\n", ""},
    {"so says the heading, at all lengths",
        "Nome\tOre\tN. medio\nAlfa\t10\t9\nBeta\t20\t12\nTotale\t30\t24\n"
        "\nNome\tOre\tIncidenza sul totale\nAlfa\t10,00\t9,00\nBeta\t20,00\t12,00\nTotale\t30,00\t14,00\n"
        "\nNome\tOre\tDipendenti (senza ripetizioni)\nAlfa\t10\t9\nBeta\t20\t12\nTotale\t30\t24\n",
        ""},
    {"so says the name of the row", HEAD "Alfa\t10\t9\nBeta\t20\t12\nTotale (media)\t30\t24\n", ""},
    {"years", HEAD "Alfa\t10\t2018\nBeta\t2020\t2019\nTotale\t2030\t2021\n", ""},
    {"percentages", "Nome\tQuota\tCopertura\nAlfa\t10,0%\t9,0%\nBeta\t20,0%\t12,0%\nTotale\t30,0%\t14,0%\n",
        ""},
    {"parts that are not known",
        HEAD "Alfa\t10\t9\nBeta\t20\tn.d.\nGamma\t5\t6\nDelta\t5\t7\nTotale\t40\t24\n", ""},
    {"an empty part may be unknown", HEAD "Alfa\t10\t9\nBeta\t20\nGamma\t5\t6\nTotale\t35\t24\n", ""},
    {"numbers above the proof's heading",
        "Anno\t\t2019\nNome\tOre\nAlfa\t10,50\t9,50\nBeta\t20,50\t12,50\nTotale\t31,00\t30,00\n", ""},
    {"a row of persons among others",
        "Nome\tI sem.\tII sem.\tTotale\nCorsi\t1\t2\t3\nOre\t10\t20\t30\nPersone\t8\t9\t12\n", ""},
    /* what does, and is wrong */
    {"more than all parts", HEAD "Alfa\t10\t9\nBeta\t20\t12\nTotale\t30\t24\n", "C4=21"},
    {"a dash is no part", HEAD "Alfa\t10\t9\nBeta\t20\t-\nGamma\t5\t6\nTotale\t35\t20\n", ""},
    {"above a dash, too",
        "Nome\tCosto\tSpesa\nAlfa\t10,50\t9,50\nBeta\t20,50\t-\nGamma\t5,00\t6,00\nTotale\t36,00\t14,50\n",
        "C5=15,5"},
    {"amounts", "Nome\tCosto\tSpesa\nAlfa\t10,50\t9,50\nBeta\t20,50\t12,50\nTotale\t31,00\t20,00\n", "C4=22"},
    {"euro", "Nome\tCosto\tSpesa\nAlfa\t€ 10\t€ 9\nBeta\t€ 20\t€ 12\nTotale\t€ 30\t€ 20\n", "C4=21"},
    {"columns that are called alike",
        "Sesso\tAnno 2018\tAnno 2017\nDonne\t10\t9\nUomini\t20\t12\nTotale\t30\t20\n", "C4=21"},
    {"years as headings", "Sesso\t31/12/2018\t31/12/2017\nDonne\t10\t9\nUomini\t20\t12\nTotale\t30\t20\n",
        "C4=21"},
    {"called alike, but most do not add up",
        "Nome\tAnno 2018\tAnno 2017\tAnno 2016\nAlfa\t10\t9\t5\nBeta\t20\t12\t6\nTotale\t30\t20\t10\n", ""},
    {"columns that are added up",
        "Ufficio\tDonne\tUomini\tTotale\nUno\t10\t9\t19\nDue\t20\t12\t32\nTotale\t30\t20\t51\n", "C4=21"},
    {"rows that are added up",
        "Ufficio\tI sem.\tII "
        "sem.\tTotale\nUno\t10\t9\t19\nDue\t20\t12\t31\nTre\t1\t2\t3\nTotale\t31\t23\t54\n",
        "D3=32 D5=53"},
    {"four that add up show the habit",
        "Nome\tA\tB\tC\tD\tE\nAlfa\t1\t2\t3\t4\t9\nBeta\t5\t6\t7\t8\t12\nTotale\t6\t8\t10\t12\t20\n",
        "F4=21"},
    {"rows that are called alike",
        "Anno\tDonne\tUomini\tTotale\n2016\t10\t9\t19\n2017\t20\t12\t31\n2018\t1\t2\t3\n", "D3=32"},
    {"of two totals side by side each has its own parts",
        "Nome\tA\tB\tTotale uno\tC\tD\tTotale due\nAlfa\t€ 1\t€ 2\t€ 3\t€ 4\t€ 5\t€ 9\n"
        "Beta\t€ 2\t€ 3\t€ 5\t€ 4\t€ 6\t€ 10\nGamma\t€ 2\t€ 4\t€ 6\t€ 5\t€ 6\t€ 12\n",
        "G4=11"},
};

static void test_case(gconstpointer data)
{
    const unsigned i = GPOINTER_TO_UINT(data);
    char *text = g_strconcat("== S\n", cases[i].sheet, NULL);
    struct workbook *workbook = text_workbook("a.xlsx", text);
    GPtrArray *workbooks = g_ptr_array_new();
    g_ptr_array_add(workbooks, workbook);
    struct findings *findings = findings_new();
    unsigned left = CELLS_MOST_STEPS;
    const struct cells_checking checking = {workbooks, findings, SEVERITY_ERROR, &left};
    check_totals(&checking);
    GString *wrong = g_string_new(NULL);
    for (unsigned k = 0; k < findings_count(findings); k++) {
        const struct finding *finding = findings_get(findings, k);
        char address[16];
        place_address(finding->place.row, finding->place.column, address);
        g_string_append_printf(wrong, "%s%s=%s", k ? " " : "", address, strrchr(finding->text, ' ') + 1);
    }
    g_assert_cmpstr(wrong->str, ==, cases[i].wrong);
    g_string_free(wrong, TRUE);
    findings_free(findings);
    g_ptr_array_unref(workbooks);
    workbook_free(workbook);
    g_free(text);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strconcat("/check/totals/", cases[i].name, NULL);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_case);
        g_free(path);
    }
    return g_test_run();
}

#include "plan/value.h"

#include <glib.h>
#include <string.h>
#include "support/date.h"
#include "support/text.h"
#include "support/text-plan.h"
#include "support/text-template.h"

static const char metodo[] = "-- Livelli\n"
                             "Livello\tPadre\tCodice\n"
                             "ente\t\t\n"
                             "voce\tente\t[SO]\\d\\.\\d-[a-z]\n"
                             "\n"
                             "-- Campi\n"
                             "Livello\tCampo\tTipo\tEspressione\n"
                             "voce\ttesto, verso\ttesto\n"
                             "voce\tcod\tcodice\n"
                             "voce\tquattro\tcodice\t\\d{4}\n"
                             "voce\tnumero\tnumero\n"
                             "voce\to_x\tnumero\t\\d+|X\n"
                             "voce\tpc\tpercentuale\n"
                             "voce\teuro\teuro\n"
                             "voce\tdata\tdata\n"
                             "voce\ttarget\ttarget\n"
                             "voce\trisultato\trisultato\n"
                             "voce\tlista\telenco\n"
                             "voce\tuffici\telenco\tENTE|U\\d\\.\\d\n"
                             "\n"
                             "-- Parole\n"
                             "Significato\tParole\n"
                             "nc\tNC; n.d.; ---\n"
                             "voce.verso: >=\t↑; crescente\n";

struct value_case {
    const char *field, *typed; /* typed: as text_workbook reads a cell */
    const char *value;         /* as describe() gives it */
};

/* "kind value {format} [operator] doubts" */
static char *describe(const struct value *value)
{
    static const char *const kinds[] = {[VALUE_MISSING] = "missing",
        [VALUE_NC] = "NC",
        [VALUE_NUMBER] = "number",
        [VALUE_DATE] = "date",
        [VALUE_BOOLEAN] = "boolean",
        [VALUE_TEXT] = "text",
        [VALUE_LIST] = "list"};
    if (value == NULL)
        return g_strdup("refused");
    GString *text = g_string_new(kinds[value->kind]);
    if (value->kind == VALUE_NUMBER || value->kind == VALUE_BOOLEAN) {
        char *number = decimal_to_text(value->number);
        g_string_append_printf(text, " %s", number);
        g_free(number);
    } else if (value->kind == VALUE_DATE) {
        struct civil_date date = date_from_serial((int32_t)decimal_floor(value->number));
        g_string_append_printf(text, " %d/%d/%d", date.day, date.month, date.year);
    } else {
        g_string_append_printf(text, " '%s'", value->text);
    }
    if (value->format != NULL)
        g_string_append_printf(text, " {%s}", value->format);
    if (value->operator_sign != NULL)
        g_string_append_printf(text, " [%s]", value->operator_sign);
    static const char *const doubts[] = {" slip", " percent", " not-a-number", " code"};
    for (unsigned i = 0; i < G_N_ELEMENTS(doubts); i++) {
        if ((value->doubts & (1u << i)) != 0)
            g_string_append(text, doubts[i]);
    }
    if (value->typed_as_text)
        g_string_append(text, " typed");
    if (value->from_formula)
        g_string_append(text, " formula");
    return g_string_free(text, FALSE);
}

static void check(const struct value_case *cases, unsigned count)
{
    struct text_plan plan = text_plan_new(metodo, "", KIND_RELAZIONE);
    const struct level *level = template_level(plan.template, "voce");
    for (unsigned i = 0; i < count; i++) {
        char *sheet_text = g_strconcat("== Foglio1\n", cases[i].typed, "\n", NULL);
        struct workbook *workbook = text_workbook("piano.xlsx", sheet_text);
        g_free(sheet_text);
        const struct sheet *sheet = g_ptr_array_index(workbook->sheets, 0);
        const struct cell *cell = sheet_cell(sheet, 0, 0);
        const struct field *field = template_field(level, cases[i].field);
        g_assert_nonnull(field);
        char *text =
            cell == NULL
                ? g_strdup("refused")
                : describe(value_from_cell(plan.plan->arena, plan.template, field, sheet, cell, NULL));
        if (cell != NULL) { /* its text given clean makes no difference */
            char *shown = cell->kind == CELL_TEXT ? g_strdup(cell->text) : cell_display(workbook, cell);
            char *clean = text_clean(shown);
            char *again =
                describe(value_from_cell(plan.plan->arena, plan.template, field, sheet, cell, clean));
            g_assert_cmpstr(again, ==, text);
            g_free(again);
            g_free(clean);
            g_free(shown);
        }
        if (g_strcmp0(text, cases[i].value) != 0)
            g_test_message("%s: %s", cases[i].field, cases[i].typed);
        g_assert_cmpstr(text, ==, cases[i].value);
        g_free(text);
        workbook_free(workbook);
    }
    text_plan_clear(&plan);
}

static void test_numbers(void)
{
    static const struct value_case cases[] = {
        {"numero", "3", "number 3"},
        {"numero", "1.234,50", "number 1234.5 {#,##0.00}"},
        {"numero", "'1.234,50", "number 1234.5 {#,##0.00} typed"},
        {"numero", "'3 ", "number 3 {0} typed"},
        {"numero", "'97.5", "number 97.5 typed"},
        {"numero", "'n.d.", "NC 'n.d.'"},
        {"numero", "'---", "NC '---'"},
        {"numero", "'venti", "text 'venti' not-a-number"},
        {"numero", "'10 punti", "text '10 punti' not-a-number"},
        {"numero", "31/12/2019", "text '31/12/2019' not-a-number"},
        {"numero", "VERO", "text 'VERO' not-a-number"},
        {"numero", "=A2*2 => 12", "number 12 formula"},
        {"numero", "3⟦\">= \"0⟧", "number 3 {\">= \"0} [>=]"},
        {"o_x", "12", "number 12"},
        {"o_x", "'12", "number 12 {0} typed"},
        {"o_x", "'x", "text 'X' slip"},
        {"o_x", "'Y", "refused"},
        {"o_x", "'NC", "refused"},
        {"euro", "€ 10", "number 10 {\"€ \"0}"},
        {"euro", "'€ 1.000,00", "number 1000 {\"€ \"#,##0.00} typed"},
        {"euro", "'70.000,00 €", "number 70000 {#,##0.00\" €\"} typed"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_percentages(void)
{
    static const struct value_case cases[] = {
        {"pc", "80%", "number 0.8 {0%}"},
        {"pc", "0,8", "number 0.8"},
        {"pc", "'80%", "number 0.8 {0%} typed"},
        {"pc", "'80,00%", "number 0.8 {0.00%} typed"},
        {"pc", "'0,8", "number 0.8 {0.0} typed"},
        {"pc", "'1,5", "number 1.5 {0.0} typed"},
        {"pc", "'1,6", "number 0.016 {0.0%} percent typed"},
        {"pc", "'80", "number 0.8 {0%} percent typed"},
        {"pc", "80", "number 0.8 percent"},
        {"pc", "80,5", "number 0.805 percent"},
        {"pc", "80,5⟦0.00⟧", "number 0.805 {0.00%} percent"},
        {"pc", "8000%", "number 80 {0%}"},
        {"pc", "'circa metà", "text 'circa metà' not-a-number"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_dates(void)
{
    static const struct value_case cases[] = {
        {"data", "31/12/2019", "date 31/12/2019 {dd\"/\"mm\"/\"yyyy}"},
        {"data", "'31/12/2019", "date 31/12/2019 {dd\"/\"mm\"/\"yyyy} typed"},
        {"data", "'1/3/2019", "date 1/3/2019 {d\"/\"m\"/\"yyyy} typed"},
        {"data", "'31.12.19", "date 31/12/2019 {dd\".\"mm\".\"yy} typed"},
        {"data", "'fine anno", "text 'fine anno' not-a-number"},
        {"data", "12", "text '12' not-a-number"},
        {"data", "'NC", "NC 'NC'"},
        {"risultato", "31/12/2019", "date 31/12/2019 {dd\"/\"mm\"/\"yyyy}"},
        {"target", "'15/12/2019 ", "date 15/12/2019 {dd\"/\"mm\"/\"yyyy} typed"},
    };
    struct text_plan plan = text_plan_new(metodo, "", KIND_RELAZIONE);
    text_plan_clear(&plan);
    check(cases, G_N_ELEMENTS(cases));
}

static void test_targets(void)
{
    static const struct value_case cases[] = {
        {"target", "3", "number 3"},
        {"target", "'12", "number 12 {0} typed"},
        {"target", "'80%", "number 0.8 {0%} typed"},
        {"target", "'>= 80%", "text '>= 80%'"},
        {"target", "'+5%", "text '+5%'"},
        {"target", "'-5%", "text '-5%'"},
        {"target", "'entro maggio", "text 'entro maggio'"},
        {"target", "'venti", "text 'venti'"},
        {"target", "VERO", "boolean 1"},
        {"target", "3⟦\"≥\"0⟧", "number 3 {\"≥\"0} [>=]"},
        {"risultato", "'SI", "text 'SI'"},
        {"risultato", "'n.d.", "NC 'n.d.'"},
        {"risultato", "'100,00%", "number 1 {0.00%} typed"},
        {"risultato", "FALSO", "boolean 0"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_texts(void)
{
    static const struct value_case cases[] = {
        {"testo", "'  un   testo ", "text 'un testo'"},
        {"testo", "'uno\\n\\n due", "text 'uno\ndue'"},
        {"testo", "3", "text '3'"},
        {"testo", "80%", "text '80%'"},
        {"testo", "31/12/2019", "text '31/12/2019'"},
        {"testo", "'   ", "refused"},
        {"titolo", "'NC", "text 'NC'"},
        {"testo", "'NC", "NC 'NC'"},
        {"cod", "12", "text '12'"},
        {"codice", "'S1.2-a", "text 'S1.2-a'"},
        {"codice", "'s1.2-A", "text 'S1.2-a' slip"},
        {"codice", "'01.2-a", "text 'O1.2-a' slip"},
        {"codice", "'S1.2-a b", "refused"},
        {"quattro", "101", "text '0101' slip"},
        {"quattro", "1234", "text '1234'"},
        {"verso", "'↑", "text '>='"},
        {"verso", "'Crescente", "text '>='"},
        {"verso", "'altro", "text 'altro'"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_lists(void)
{
    static const struct value_case cases[] = {
        {"lista", "'A  B;C,D\\nE", "list 'A B C D E'"},
        {"lista", "7", "list '7'"},
        {"uffici", "'ENTE U1.1", "list 'ENTE U1.1'"},
        {"uffici", "'ente;u1.1", "list 'ENTE U1.1' slip"},
        {"uffici", "'U1.1,\\nU2.1;", "list 'U1.1 U2.1'"},
        {"uffici", "'U1.1 boh", "refused"},
        {"uffici", "'U1.1U2.1", "refused"},
        {"uffici", "';", "refused"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_same(void)
{
    static const struct {
        const char *field, *a, *b;
        bool same;
        bool same_key; /* all the same, values with one key may differ */
    } cases[] = {
        {"numero", "3", "3,0", true},
        {"numero", "3", "4", false},
        {"numero", "1000", "1.000,00", true},
        {"pc", "80%", "0,8", true},
        {"target", "[>=] 3", ">= 3", true},
        {"target", "[>=] 3", "≥3", true},
        {"target", "[>=] 3", "3", false},
        {"target", ">= 3", "<= 3", false},
        {"target", ">=80%", "≥ 80 %", true},
        {"target", "=> 80%", ">= 0,8", true},
        {"target", "entro maggio", "Entro  Maggio", true},
        {"target", "31/12/2019", "31.12.2019", true},
        {"target", "+5%", "5%", false},
        {"target", "+5%", "+ 5%", true},
        {"testo", "Titolo", "TITOLO", true},
        {"testo", "Titolo.", "Titolo", false},
        {"testo", "Straße", "STRASSE", true},
        {"testo", "si'", "sì", false, true},
        {"testo", "sì", "Sì", true},
        {"testo", "no", "NO ", true},
        {"testo", "nove", "no", false},
        {"numero", "NC", "n.d.", true},
        {"numero", "NC", "0", false},
        {"uffici", "ENTE U1.1", "ente, u1.1", true},
        {"uffici", "ENTE U1.1", "U1.1 ENTE", false},
        {"uffici", "ENTE", "ENTE U1.1", false},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *records = g_strdup_printf("voce | codice: S1.1-a | %s: %s\nvoce | codice: S1.1-b | %s: %s\n",
            cases[i].field, cases[i].a, cases[i].field, cases[i].b);
        struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
        const struct record *a = text_plan_record(&plan, "S1.1-a"), *b = text_plan_record(&plan, "S1.1-b");
        const struct field *field = template_field(a->level, cases[i].field);
        const struct value *first = record_get(a, field), *second = record_get(b, field);
        if (value_same(first, second) != cases[i].same)
            g_test_message("%s: %s / %s", cases[i].field, cases[i].a, cases[i].b);
        g_assert_true(value_same(first, second) == cases[i].same);
        g_assert_true(value_same(second, first) == cases[i].same);
        char *first_key = value_key(first), *second_key = value_key(second);
        bool same_key = cases[i].same || cases[i].same_key;
        g_assert_cmpint(strcmp(first_key, second_key) == 0, ==, same_key);
        g_free(first_key);
        g_free(second_key);
        text_plan_clear(&plan);
        g_free(records);
    }
}

/* A boolean is the same as the words for it. */
static void test_boolean_key(void)
{
    static const char *const yes[] = {"sì", "SI", "si'", "S ì"}, *const no[] = {"no", "No"};
    struct value boolean = {.kind = VALUE_BOOLEAN, .number = {1, 0}};
    for (unsigned i = 0; i < G_N_ELEMENTS(yes) + G_N_ELEMENTS(no); i++) {
        bool is_yes = i < G_N_ELEMENTS(yes);
        struct value text = {.kind = VALUE_TEXT, .text = is_yes ? yes[i] : no[i - G_N_ELEMENTS(yes)]};
        boolean.number = decimal_from_int(is_yes);
        char *key = value_key(&boolean), *other = value_key(&text);
        g_assert_true(value_same(&boolean, &text));
        g_assert_cmpstr(key, ==, other);
        g_free(key);
        g_free(other);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan/value/numbers", test_numbers);
    g_test_add_func("/plan/value/percentages", test_percentages);
    g_test_add_func("/plan/value/dates", test_dates);
    g_test_add_func("/plan/value/targets", test_targets);
    g_test_add_func("/plan/value/texts", test_texts);
    g_test_add_func("/plan/value/lists", test_lists);
    g_test_add_func("/plan/value/same", test_same);
    g_test_add_func("/plan/value/boolean-key", test_boolean_key);
    return g_test_run();
}

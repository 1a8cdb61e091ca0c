/* Texts of formulas in one form, from .xlsx and .ods. */
#include "grid/formula.h"

#include "grid/ods/ods.h"
#include "support/limits.h"

static const struct {
    const char *text, *expected;
} canonical[] = {
    {"SUM(A1:B2,C$3)", "SUM(A1:B2,C$3)"},
    {" sum( a1 : $b2 , 1E-05 ) ", "SUM(A1:$B2,1E-05)"},
    {"IF(A1>0,\"a b!\"\" c\",\" \")", "IF(A1>0,\"a b!\"\" c\",\" \")"},
    {"Uno!A1+'Uno'!$B$2", "A1+$B$2"},
    {"'Due'!A1", "Due!A1"},
    {"'Anno 2019'!A1&'L''anno'!A:B", "'Anno 2019'!A1&'L''anno'!A:B"},
    {"'A1'!B2+'2019'!B2+'R'!B2+Foglio.1!B2", "'A1'!B2+'2019'!B2+'R'!B2+Foglio.1!B2"},
    {"SUM(Uno:Tre!A1)", "SUM(Uno:Tre!A1)"},
    {"SUM('Uno:Foglio 2'!A1)", "SUM('Uno:Foglio 2'!A1)"},
    {"[1]Uno!A1+'[1]Foglio due'!A1", "[1]Uno!A1+'[1]Foglio due'!A1"},
    {"_xlfn.IFNA(A1,_xlfn._xlws.SORT(A1:A3))", "IFNA(A1,SORT(A1:A3))"},
    {"TRUE()&FALSE()&TRUE", "TRUE&FALSE&TRUE"},
    {"SUM((A1:A2~B1))", "SUM((A1:A2,B1))"},
    {"SUM(A1:B2 B1:C3)", "SUM(A1:B2 B1:C3)"},
    {"SUM( (A1:B2) B1:C3 )", "SUM((A1:B2) B1:C3)"},
    {"#REF! + #DIV/0!", "#REF!+#DIV/0!"},
    {"Tabella[[#Totals],[una colonna]]+1", "Tabella[[#Totals],[una colonna]]+1"},
    {"una_voce + Aliquota", "una_voce+Aliquota"},
    {"LOG10 + log10(1)", "LOG10+LOG10(1)"},
    {"sum(a:$b)+sum($1:2)", "SUM(A:$B)+SUM($1:2)"},
    {"1.5e+3*a1", "1.5e+3*A1"},
    {"\"", "\""},
    {"'", "'"},
    {"[", "["},
    {"a1:", "A1:"},
    {"", ""},
};

static void test_canonical(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(canonical); i++) {
        char *text = formula_canonical(canonical[i].text, "Uno");
        g_assert_cmpstr(text, ==, canonical[i].expected);
        g_free(text);
    }
}

static const struct {
    const char *text;
    int rows, columns;
    const char *expected;
} shifted[] = {
    {"A1+$A1+A$1+$A$1", 2, 1, "B3+$A3+B$1+$A$1"},
    {"SUM(B2:C3)", -1, -1, "SUM(A1:B2)"},
    {"Altro!B2+'A1 B2'!B2", 1, 0, "Altro!B3+'A1 B2'!B3"},
    {"SUM(A:$B,$1:2)", 3, 2, "SUM(C:$B,$1:5)"},
    {"\"A1\"&LOG10(A1)&A1B&_A1&A1.B", 1, 1, "\"A1\"&LOG10(B2)&A1B&_A1&A1.B"},
    {"Tabella[A1]+[1]A1!A1", 1, 0, "Tabella[A1]+[1]A1!A2"},
    {"Z9", 0, 1, "AA9"},
    {"ABC:DEF!A1", 1, 1, "ABC:DEF!B2"},
    {"voce:B", 1, 1, "voce:B"},
    {"AB+ABC(A)", 1, 1, "AB+ABC(A)"},
    {"XFE1+A1048577+A0", 1, 1, "XFE1+A1048577+A0"},
    {"A1", -1, 0, NULL},
    {"B1", 0, -2, NULL},
    {"XFD1", 0, 1, NULL},
    {"A1048576", 1, 0, NULL},
};

static void test_shift(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(shifted); i++) {
        char *text = formula_shift(shifted[i].text, shifted[i].rows, shifted[i].columns);
        g_assert_cmpstr(text, ==, shifted[i].expected);
        g_free(text);
    }
}

static const struct {
    const char *text, *expected;
} ods[] = {
    {"of:=SUM([.A1:.$B$2];1)", "SUM(A1:$B$2,1)"},
    {"oooc:=[.A1]*2", "A1*2"},
    {"=[.A1]", "A1"},
    {"msoxl:=SUM( A1 )", "SUM(A1)"},
    {"of:=[$Uno.A1]+[$Due.A1]+[$'Anno 2019'.A1]+[$'L''anno'.B$2]", "A1+Due!A1+'Anno 2019'!A1+'L''anno'!B$2"},
    {"of:=SUM([$Due.A1:.B2])", "SUM(Due!A1:B2)"},
    {"of:=SUM([$Due.A1:$Due.B2])", "SUM(Due!A1:B2)"},
    {"of:=SUM([$Uno.A1:$Due.A1];[$Uno.A1:$'F 3'.B2])", "SUM(Uno:Due!A1,'Uno:F 3'!A1:B2)"},
    {"of:=SUM([.A:.$B];[.1:.2];[.A1:.B1048576])", "SUM(A:$B,1:2,A:B)"},
    {"of:=[.#REF!]+[#REF!]+#N/A+#VALUE!", "#REF!+#REF!+#N/A+#VALUE!"},
    {"of:=SUM([.A1]~[.B1])+SUM([.A1:.B2]![.B1])", "SUM(A1,B1)+SUM(A1:B2 B1)"},
    {"of:=SUM({1;2|\"a;|\";4})&\"[.A1];\"\"b\"", "SUM({1,2;\"a;|\",4})&\"[.A1];\"\"b\""},
    {"of:=COM.MICROSOFT.IFS([.A1];1)+LEGACY.NORMSDIST(1)", "IFS(A1,1)+NORMSDIST(1)"},
    {"of:=IF([.A1] > 1 ; TRUE() ; FALSE())", "IF(A1>1,TRUE,FALSE)"},
    {"of:=Aliquota*2", "Aliquota*2"},
    {"of:=['file:///a/b.ods'#$Uno.A1]", ""},
    {"of:=[.A1", ""},
    {"of:=[.A]", ""},
    {"of:=[.A0]", ""},
    {"of:=[.A1:.B]", ""},
    {"of:=[.AAAAAAAAAA1]", ""},
    {"of:=[.A1:$Due.B2]", ""},
    {"of:='testo'", ""},
    {"of:=\"testo", "\"testo"},
    {"of:=", ""},
};

static void test_ods(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(ods); i++) {
        char *text = ods_formula(ods[i].text, "Uno");
        g_assert_cmpstr(text, ==, ods[i].expected);
        g_free(text);
    }
}

/* Many short formulas may be shared, few long ones. */
static void test_budget(void)
{
    struct formula_budget budget = {0, 0};
    for (unsigned i = 0; i < 4 * LIMIT_FORMULAS_FREE / LIMIT_FORMULAS_EACH; i++)
        g_assert_true(formula_may_share(&budget, LIMIT_FORMULAS_EACH));
    g_assert_true(formula_may_share(&budget, LIMIT_FORMULAS_FREE));
    g_assert_false(formula_may_share(&budget, 2 * LIMIT_FORMULAS_EACH));
    g_assert_true(formula_may_share(&budget, LIMIT_FORMULAS_EACH / 2));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/formula/canonical", test_canonical);
    g_test_add_func("/formula/shift", test_shift);
    g_test_add_func("/formula/ods", test_ods);
    g_test_add_func("/formula/budget", test_budget);
    return g_test_run();
}

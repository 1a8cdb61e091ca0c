/* Formulas of inputs evaluated anew: what they give, and what is not judged. */
#include <glib.h>
#include <string.h>
#include "check/cells.h"
#include "check/check.h"
#include "check/excel.h"
#include "support/text-template.h"

/* A sheet S: A1:A5 are 10, 20, 0.3, the text "30", empty; B1:B5 are 2, 3, a date, VERO, an error; B6 a
 * formula without value; "L'altro" has A1 = 7. */
static struct workbook *make(void)
{
    struct workbook *workbook = workbook_new("a.xlsx");
    struct sheet *sheet = workbook_add_sheet(workbook, "S");
    static const struct {
        unsigned row, column;
        enum cell_kind kind;
        struct decimal number;
        const char *text;
    } cells[] = {
        {0, 0, CELL_NUMBER, {10, 0}, NULL},
        {0, 1, CELL_NUMBER, {2, 0}, NULL},
        {1, 0, CELL_NUMBER, {20, 0}, NULL},
        {1, 1, CELL_NUMBER, {3, 0}, NULL},
        {2, 0, CELL_NUMBER, {3, -1}, NULL},
        {2, 1, CELL_DATE, {43830, 0}, NULL},
        {3, 0, CELL_TEXT, {0, 0}, "30"},
        {3, 1, CELL_BOOLEAN, {1, 0}, NULL},
        {4, 1, CELL_ERROR, {0, 0}, "#DIV/0!"},
        {5, 1, CELL_EMPTY, {0, 0}, NULL},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cells); i++) {
        struct cell *cell = sheet_put(sheet, cells[i].row, cells[i].column, cells[i].kind, 0);
        sheet_make_row(sheet, cells[i].row);
        if (cells[i].text)
            cell->text = cells[i].text;
        else
            cell->number = cells[i].number;
    }
    struct cell_extra *extra = arena_new0(workbook->arena, struct cell_extra, 1);
    extra->formula = "A1";
    sheet_put(sheet, 5, 1, CELL_EMPTY, 0)->extra = extra;
    struct sheet *other = workbook_add_sheet(workbook, "L'altro");
    sheet_put(other, 0, 0, CELL_NUMBER, 0)->number = decimal_from_int(7);
    return workbook;
}

static const struct {
    const char *formula, *result; /* "?": not judged, "-": empty */
} cases[] = {
    /* numbers and operators */
    {"1+2*3", "7"},
    {"(1+2)*3", "9"},
    {"-2^2", "4"},
    {"2^-1", "?"},
    {"2^0.5", "?"},
    {"2^3^2", "64"},
    {"9^64^64^64^64^64", "?"},
    {"1.000000000001^64^64^64^64^64", "?"},
    {"1E999999999999", "?"},
    {"1E2000000000", "?"},
    {"10%", "1/10"},
    {"50%%", "1/200"},
    {"1/3", "1/3"},
    {"1/0", "?"},
    {"1E3+.5", "2001/2"},
    {"- - 3", "3"},
    {"+A1-A2", "-10"},
    {"\"a\"&\"b\"&5", "ab5"},
    {"\"a \"\"b\"\"\"", "a \"b\""},
    {"\"a\"&A3", "?"},
    {"A4+1", "?"},
    {"A5+1", "1"},
    {"A5", "-"},
    {"B4+1", "2"},
    {"B5+1", "?"},
    {"B6+1", "?"},
    {"B3+30", "43860"},
    /* comparisons */
    {"A1<A2", "VERO"},
    {"A1>=10", "VERO"},
    {"A1<>10", "FALSO"},
    {"\"a\"=\"A\"", "VERO"},
    {"\"a\"<\"b\"", "?"},
    {"A5=0", "VERO"},
    {"A5=\"\"", "VERO"},
    {"A1=\"10\"", "?"},
    {"0.1+0.2=0.3", "?"},
    {"A3*10=3", "?"},
    {"A3=0.3", "VERO"},
    {"TRUE", "VERO"},
    {"FALSE()", "FALSO"},
    /* references */
    {"$A$1*2", "20"},
    {"S!A1", "10"},
    {"'L''altro'!A1", "7"},
    {"'Un altro'!A1", "?"},
    {"[1]S!A1", "?"},
    {"A1:A2", "?"},
    {"A1:A2*2", "?"},
    {"nome", "?"},
    {"SUM(S!A:A)", "303/10"},
    {"SUM(1:1)", "12"},
    {"SUM($A$1:B$2)", "35"},
    {"XFE1", "?"},
    /* functions */
    {"SUM(A1:A5)", "303/10"},
    {"SUM(A1,A2,5)", "35"},
    {"SUM(A4)", "0"},
    {"SUM(\"30\")", "?"},
    {"SUM(B1:B3)", "43835"},
    {"SUM(B1:B4)", "?"}, /* LibreOffice counts truth values, Excel does not */
    {"COUNTA(B1:B4)", "4"},
    {"SUM(B1:B5)", "?"},
    {"SUM(B6)", "?"},
    {"AVERAGE(A1:A2)", "15"},
    {"AVERAGE(A4:A5)", "?"},
    {"COUNT(A1:A5)", "3"},
    {"COUNTA(A1:A5)", "4"},
    {"COUNTA(B6)", "?"},
    {"MIN(A1:A5)", "3/10"},
    {"MAX(A1:A5)", "20"},
    {"MAX(A4:A5)", "0"},
    {"PRODUCT(A1:A2)", "200"},
    {"SUMPRODUCT(A1:A2,B1:B2)", "80"},
    {"SUMPRODUCT(A1:A3,B1:B3)", "13229"},
    {"SUMPRODUCT(A1:A4,B1:B4)", "?"},
    {"SUMPRODUCT(A1:A2,B1:B3)", "?"},
    {"SUMPRODUCT(A1:A2*B1:B2)", "?"},
    {"ROUND(2.345,2)", "47/20"},
    {"ROUND(A1/3,2)", "333/100"},
    {"ROUND(-2.5,0)", "-3"},
    {"ROUND(A3*5,0)", "?"},
    {"ROUND(1234,-2)", "1200"},
    {"ROUND(1,A3)", "?"},
    {"ROUNDUP(2.01,1)", "21/10"},
    {"ROUNDUP(-2.01,1)", "-21/10"},
    {"ROUNDUP(2,1)", "2"},
    {"ROUNDDOWN(-2.09,1)", "-2"},
    {"TRUNC(A1*0.57)", "5"},
    {"TRUNC(100*0.57)", "?"},
    {"TRUNC(5.79,1)", "57/10"},
    {"INT(-0.5)", "-1"},
    {"ABS(-3)", "3"},
    {"IF(A1>5,\"alto\",\"basso\")", "alto"},
    {"IF(A1>50,1)", "FALSO"},
    {"IF(A4,1,2)", "?"},
    {"IF(A5,1,2)", "2"},
    {"IF(A1>5,1/0,2)", "?"},
    {"IF(A1>50,1/0,2)", "2"},
    {"IF(A1>5,,2)", "?"},
    {"AND(A1>5,A2>5)", "VERO"},
    {"AND(A1>5,A2>50)", "FALSO"},
    {"OR(A1>50,A2>5)", "VERO"},
    {"NOT(A1>5)", "FALSO"},
    {"IFERROR(A1/2,0)", "5"},
    {"IFERROR(A1/0,0)", "?"},
    {"SUM()", "?"},
    {"ROUND(1)", "?"},
    {"VLOOKUP(1,A1:B2,2)", "?"},
    {"TODAY()", "?"},
    /* what is no formula */
    {"", "?"},
    {"1+", "?"},
    {"(1", "?"},
    {"1)", "?"},
    {"\"a", "?"},
    {"'S!A1", "?"},
    {"A1 A2", "?"},
    {"{1,2}", "?"},
    {"SUM(A1;A2)", "?"},
    {"1..2", "?"},
};

static char *result_of(struct arena *arena, const struct sheet *sheet, const char *formula)
{
    const struct excel_node *node = excel_parse(arena, sheet, formula);
    if (!node)
        return g_strdup("?");
    struct rational_pool *pool = rational_pool_new();
    struct excel excel = {.arena = arena, .pool = pool, .scale = rational_from_ratio(pool, 0, 1)};
    struct excel_value value = excel_evaluate(&excel, node);
    char *text = value.kind == EXCEL_UNKNOWN   ? g_strdup("?")
                 : value.kind == EXCEL_EMPTY   ? g_strdup("-")
                 : value.kind == EXCEL_TEXT    ? g_strdup(value.text)
                 : value.kind == EXCEL_BOOLEAN ? g_strdup(rational_sign(value.number) ? "VERO" : "FALSO")
                                               : rational_to_text(value.number);
    rational_pool_free(pool);
    return text;
}

static void test_results(void)
{
    struct workbook *workbook = make();
    struct arena *arena = arena_new();
    const struct sheet *sheet = workbook_sheet(workbook, "S");
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *result = result_of(arena, sheet, cases[i].formula);
        if (strcmp(result, cases[i].result) != 0)
            g_test_message("%s gives %s, not %s", cases[i].formula, result, cases[i].result);
        g_assert_cmpstr(result, ==, cases[i].result);
        g_free(result);
    }
    arena_free(arena);
    workbook_free(workbook);
}

/* Deep nesting ends, and large areas are not judged. */
static void test_limits(void)
{
    struct workbook *workbook = make();
    struct arena *arena = arena_new();
    const struct sheet *sheet = workbook_sheet(workbook, "S");
    char *deep = g_strnfill(100000, '(');
    g_assert_null(excel_parse(arena, sheet, deep));
    g_free(deep);
    GString *many = g_string_new("SUM(1");
    for (unsigned i = 0; i < 255; i++)
        g_string_append(many, ",1");
    g_string_append_c(many, ')');
    g_assert_null(excel_parse(arena, sheet, many->str));
    g_string_assign(many, "1");
    for (unsigned i = 0; i < 999; i++)
        g_string_append(many, "+1");
    char *result = result_of(arena, sheet, many->str);
    g_assert_cmpstr(result, ==, "1000");
    g_free(result);
    for (unsigned i = 0; i < 500000; i++)
        g_string_append(many, "+1");
    g_assert_null(excel_parse(arena, sheet, many->str));
    g_string_free(many, TRUE);
    arena_free(arena);
    workbook_free(workbook);
}

/* The value in the file against what the formula gives. */
static const struct {
    const char *formula;
    enum cell_kind kind;
    struct decimal number;
    const char *text;
    const char *format; /* NULL: General */
    bool wrong;
} cached[] = {
    {"A1+A2", CELL_NUMBER, {30, 0}, NULL, NULL, false},
    {"A1+A2", CELL_NUMBER, {31, 0}, NULL, NULL, true},
    {"A1/3", CELL_NUMBER, {333333333333333, -14}, NULL, NULL, false},
    {"A1/3", CELL_NUMBER, {3333, -3}, NULL, NULL, true},
    {"A1/3", CELL_NUMBER, {333, -2}, NULL, "0.00", false}, /* precision as displayed */
    {"A3-0.1-0.2", CELL_NUMBER, {-277555756156289, -31}, NULL, NULL, false},
    {"A1>5", CELL_BOOLEAN, {1, 0}, NULL, NULL, false},
    {"A1>5", CELL_BOOLEAN, {0, 0}, NULL, NULL, true},
    {"IF(A1>5,\"alto\",\"basso\")", CELL_TEXT, {0, 0}, "alto", NULL, false},
    {"IF(A1>5,\"alto\",\"basso\")", CELL_TEXT, {0, 0}, "basso", NULL, true},
    {"A1+A2", CELL_TEXT, {0, 0}, "trenta", NULL, true},
    {"A1+A2", CELL_TEXT, {0, 0}, "", NULL, false}, /* a program that does not calculate */
    {"A5", CELL_NUMBER, {0, 0}, NULL, NULL, false},
    {"A5", CELL_NUMBER, {1, 0}, NULL, NULL, true},
    {"B3+30", CELL_DATE, {43860, 0}, NULL, "dd/mm/yyyy", false},
    {"B3+30", CELL_DATE, {43861, 0}, NULL, "dd/mm/yyyy", true},
    {"B3-1462", CELL_NUMBER, {43830, 0}, NULL, NULL, false}, /* the other system of dates */
    {"VLOOKUP(1,A1:B2,2)", CELL_NUMBER, {1, 0}, NULL, NULL, false},
    {"D10+1", CELL_NUMBER, {5, 0}, NULL, NULL, false}, /* the cell itself, as iterations left it */
};

static void test_cached(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(cached); i++) {
        struct workbook *workbook = make();
        struct sheet *sheet = workbook_sheet(workbook, "S");
        struct cell_extra *extra = arena_new0(workbook->arena, struct cell_extra, 1);
        extra->formula = cached[i].formula;
        struct style style = style_default;
        style.format = cached[i].format;
        struct cell *cell = sheet_put(sheet, 9, 3, cached[i].kind, workbook_style(workbook, &style));
        if (cached[i].text)
            cell->text = cached[i].text;
        else
            cell->number = cached[i].number;
        cell->extra = extra;
        GPtrArray *workbooks = g_ptr_array_new();
        g_ptr_array_add(workbooks, workbook);
        struct findings *findings = findings_new();
        unsigned left = CELLS_MOST_STEPS;
        const struct cells_checking checking = {workbooks, findings, SEVERITY_ERROR, &left};
        check_cached(&checking);
        bool wrong = findings_count(findings) > 0;
        if (wrong != cached[i].wrong)
            g_test_message("case %u: %s", i, wrong ? findings_get(findings, 0)->text : cached[i].formula);
        g_assert_cmpint(wrong, ==, cached[i].wrong);
        findings_free(findings);
        g_ptr_array_unref(workbooks);
        workbook_free(workbook);
    }
}

/* More than a check looks at: it ends, and says so. */
static void test_end(void)
{
    struct template *template = text_template("== Metodo\n-- Livelli\nLivello\tPadre\nente\narea\tente\n"
                                              "== Foglio\nleggi e scrivi\narea\t{titolo}\n");
    GString *text = g_string_new("== S\n");
    for (unsigned i = 1; i <= 1500; i++)
        g_string_append_printf(text, "%u\t=SUM(A1:A1500) => 1125750\n", i);
    struct workbook *workbook = text_workbook("a.xlsx", text->str);
    GPtrArray *workbooks = g_ptr_array_new();
    g_ptr_array_add(workbooks, workbook);
    struct findings *findings = findings_new();
    check_cells(workbooks, template, findings);
    g_assert_cmpuint(findings_count(findings), ==, 1);
    g_assert_cmpint(findings_get(findings, 0)->id, ==, FINDING_CHECK_ENDED);
    findings_free(findings);
    g_ptr_array_unref(workbooks);
    workbook_free(workbook);
    g_string_free(text, TRUE);
    template_free(template);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/excel/results", test_results);
    g_test_add_func("/check/excel/limits", test_limits);
    g_test_add_func("/check/excel/cached", test_cached);
    g_test_add_func("/check/excel/end", test_end);
    return g_test_run();
}

/* The workbooks of the other tests are what their text says. */
#include "support/text-template.h"

static const char input[] =
    "== Dati\n"
    "Peso\t80%\t1.234,50\t2,5\t31/12/2019\t€ 10,00\t'007\tVERO\t#DIV/0!\n"
    "\n"
    "a\\nb\t=SUM(A1:A2) => 12\t=B1\t0,8 ⟦0.0%⟧\t43830 ⟦dd/mm/yyyy⟧\t⟦0%⟧\t12 ⟦@⟧\t1.2.3\t97.5\n"
    "{merge A1:A3}\n"
    "{hidden rows 3:3}\n"
    "== Nascosto\n"
    "{hidden}\n"
    "x\n";

static const struct {
    unsigned row, column;
    enum cell_kind kind;
    const char *display, *format, *formula;
} cells[] = {
    {0, 0, CELL_TEXT, "Peso", NULL, NULL},
    {0, 1, CELL_NUMBER, "80%", "0%", NULL},
    {0, 2, CELL_NUMBER, "1.234,50", "#,##0.00", NULL},
    {0, 3, CELL_NUMBER, "2,5", NULL, NULL},
    {0, 4, CELL_DATE, "31/12/2019", "dd\"/\"mm\"/\"yyyy", NULL},
    {0, 5, CELL_NUMBER, "€ 10,00", "\"€ \"0.00", NULL},
    {0, 6, CELL_TEXT, "007", NULL, NULL},
    {0, 7, CELL_BOOLEAN, "VERO", NULL, NULL},
    {0, 8, CELL_ERROR, "#DIV/0!", NULL, NULL},
    {2, 0, CELL_TEXT, "a\nb", NULL, NULL},
    {2, 1, CELL_NUMBER, "12", NULL, "SUM(A1:A2)"},
    {2, 2, CELL_EMPTY, "", NULL, "B1"},
    {2, 3, CELL_NUMBER, "80,0%", "0.0%", NULL},
    {2, 4, CELL_DATE, "31/12/2019", "dd\"/\"mm\"/\"yyyy", NULL},
    {2, 5, CELL_EMPTY, "", "0%", NULL},
    {2, 6, CELL_TEXT, "12", "@", NULL},
    {2, 7, CELL_TEXT, "1.2.3", NULL, NULL},
    {2, 8, CELL_TEXT, "97.5", NULL, NULL},
};

static void test_input(void)
{
    struct workbook *workbook = text_workbook("prova.xlsx", input);
    g_assert_cmpuint(workbook->sheets->len, ==, 2);
    const struct sheet *sheet = g_ptr_array_index(workbook->sheets, 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(cells); i++) {
        const struct cell *cell = sheet_cell(sheet, cells[i].row, cells[i].column);
        g_assert_nonnull(cell);
        g_test_message("%u %u", cells[i].row, cells[i].column);
        char *display = cell_display(workbook, cell);
        g_assert_cmpstr(display, ==, cells[i].display);
        g_free(display);
        g_assert_cmpint(cell->kind, ==, cells[i].kind);
        g_assert_cmpstr(workbook_get_style(workbook, cell->style)->format, ==, cells[i].format);
        g_assert_cmpstr(cell_formula(cell), ==, cells[i].formula);
    }
    g_assert_nonnull(sheet_merge_at(sheet, 1, 0));
    g_assert_true(sheet_row(sheet, 2)->hidden);
    g_assert_cmpint(((struct sheet *)g_ptr_array_index(workbook->sheets, 1))->visibility, ==, SHEET_HIDDEN);
    workbook_free(workbook);
}

static void test_drawing(void)
{
    struct workbook *workbook =
        text_drawing("m.xlsx", "== Metodo\n-- Livelli\nente\t80%\n== A\nleggi\n\t{x} ⟦0.0%⟧\n");
    const struct sheet *sheet = g_ptr_array_index(workbook->sheets, 0);
    g_assert_cmpstr(sheet_cell(sheet, 0, 0)->text, ==, "Livelli");
    g_assert_cmpstr(sheet_cell(sheet, 1, 1)->text, ==, "80%");
    sheet = g_ptr_array_index(workbook->sheets, 1);
    g_assert_cmpstr(sheet_cell(sheet, 1, 1)->text, ==, "{x}");
    g_assert_cmpstr(workbook_get_style(workbook, sheet_cell(sheet, 1, 1)->style)->format, ==, "0.0%");
    workbook_free(workbook);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/grid/testkit/input", test_input);
    g_test_add_func("/grid/testkit/drawing", test_drawing);
    return g_test_run();
}

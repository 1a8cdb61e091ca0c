/* Workbooks written as text, for the tests of every room.
 *
 *     == SHEET                 begins a sheet
 *     -- TITLE                 in Metodo: the title row of a small table
 *     one<TAB>two ⟦0.0%⟧       a row: cells, each with its number format if it has one; \n is a line break
 *     {merge A1:B3}            merges cells of the sheet
 *     {hidden}  {hidden rows 3:4}  {hidden columns B:B}
 *
 * A line of blanks is an empty row; a sheet's last empty lines are left out. */
#ifndef PIANOXL_TESTS_TEXT_TEMPLATE_H
#define PIANOXL_TESTS_TEXT_TEMPLATE_H

#include "grid/workbook.h"
#include "support/findings.h"
#include "template/template.h"

/* An input: cells are typed as a person would in an Italian spreadsheet program. 80% is the number 0.8 shown
 * as 0%, 1.234,50 and € 10 are numbers with the format that shows them so, 31/12/2019 is a date, VERO a
 * boolean, #DIV/0! an error, `'text` a text whatever it looks like, `=SUM(A1:A2) => 12` a formula with its
 * value, without `=>` one that has none, ⟦format⟧ alone an empty cell of that format. The workbook is the
 * caller's. */
struct workbook *text_workbook(const char *name, const char *text);

/* The drawing of a template, as the .tpl files have it: every cell is text, its number format the style's. */
struct workbook *text_drawing(const char *name, const char *text);

/* A template loaded from such a drawing, or from a .tpl file; what is wrong in it fails the test. */
struct template *text_template(const char *text);
struct template *text_template_file(const char *path);

#endif

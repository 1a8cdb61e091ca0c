/* Looks, sizes and page set-up of .xlsx files. */
#include <string.h>
#include <glib.h>

#include "grid/xlsx/xlsx.h"
#include "support/zip-builder.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define SHEET(inside) "<worksheet xmlns='" MAIN "' xmlns:r='" RELATIONS "'>" inside "</worksheet>"
#define DRAWING "http://schemas.openxmlformats.org/drawingml/2006/main"

/* ---- colours ---- */

/* As Excel shows them, which counts in other steps: two of 255 are not seen. */
static void test_tints(void)
{
    static const struct {
        uint32_t rgb;
        double tint;
        uint32_t tinted;
    } cases[] = {
        {0x4F81BD, 0.79998168889431442, 0xDCE6F1},
        {0x4F81BD, 0.59999389629810485, 0xB8CCE4},
        {0x4F81BD, 0.39997558519241921, 0x95B3D7},
        {0x4F81BD, -0.249977111117893, 0x366092},
        {0x4F81BD, -0.499984740745262, 0x244062},
        {0xFFFFFF, -0.14999847407452621, 0xD9D9D9},
        {0xFFFFFF, -0.499984740745262, 0x808080},
        {0x000000, 0.499984740745262, 0x808080},
        {0x1F497D, 0.39997558519241921, 0x538DD5},
        {0xEEECE1, -9.9978637043366805E-2, 0xDDD9C4},
        {0xF79646, 0.79998168889431442, 0xFDE9D9},
        {0x9BBB59, 0, 0x9BBB59},
        {0x123456, 1, 0xFFFFFF},
        {0x123456, -1, 0x000000},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        for (unsigned shift = 0; shift <= 16; shift += 8) {
            int tinted = (int)(xlsx_tint(cases[i].rgb, cases[i].tint) >> shift & 255);
            int wanted = (int)(cases[i].tinted >> shift & 255);
            g_assert_cmpint(ABS(tinted - wanted), <=, 2);
        }
    g_assert_cmphex(xlsx_tint(0x9BBB59, 0), ==, 0x9BBB59);
    g_assert_cmphex(xlsx_tint(0x123456, 1), ==, 0xFFFFFF);
    g_assert_cmphex(xlsx_tint(0x123456, -1), ==, 0x000000);
}

#define THEME                                                                                                \
    "<a:theme xmlns:a='" DRAWING                                                                             \
    "'><a:themeElements><a:clrScheme name='x'><a:dk1><a:sysClr val='windowText' "                            \
    "lastClr='000000'/></a:dk1><a:lt1><a:sysClr val='window' lastClr='FFFFFF'/></a:lt1><a:dk2><a:srgbClr "   \
    "val='111111'/></a:dk2><a:lt2><a:srgbClr val='222222'/></a:lt2><a:accent1><a:srgbClr val='4F81BD'/>"     \
    "</a:accent1></a:clrScheme><a:fontScheme/><a:x><a:accent1><a:srgbClr val='FF0000'/></a:accent1></a:x>"   \
    "</a:themeElements></a:theme>"

static const char fonts[] =
    "<fonts><font><sz val='11'/><color theme='1'/><name val='Calibri'/></font>"
    "<font><b/><i val='1'/><strike val='0'/><u val='double'/><vertAlign val='superscript'/>"
    "<sz val='9.5'/><color theme='4' tint='0.79998168889431442'/><name val='Arial'/></font>"
    "<font><b val='false'/><u/><color indexed='10'/><name val='Arial'/></font></fonts>";

static const char fills[] =
    "<fills><fill><patternFill patternType='none'/></fill><fill><patternFill patternType='gray125'/></fill>"
    "<fill><patternFill patternType='solid'><fgColor rgb='FF00FF00'/><bgColor "
    "indexed='64'/></patternFill></fill>"
    "<fill><patternFill patternType='solid'><fgColor theme='0' "
    "tint='-0.14999847407452621'/></patternFill></fill>"
    "<fill><gradientFill degree='90'><stop position='0'><color rgb='FF0000FF'/></stop><stop position='1'>"
    "<color rgb='FFFFFFFF'/></stop></gradientFill></fill>"
    "<fill><patternFill patternType='solid'><fgColor theme='3'/></patternFill></fill></fills>";

static const char borders[] =
    "<borders><border/><border><left style='thin'><color indexed='64'/></left><right style='medium'><color "
    "rgb='FFFF0000'/></right><top style='hair'/><bottom style='double'><color auto='1'/></bottom><diagonal "
    "style='thick'><color rgb='FF123456'/></diagonal></border><border><start style='dashDotDot'/><end "
    "style='slantDashDot'/></border></borders>";

static const char formats[] =
    "<cellStyleXfs><xf numFmtId='9' fontId='1'/></cellStyleXfs><cellXfs>"
    "<xf fontId='0'/>"
    "<xf fontId='1' fillId='2' borderId='1' numFmtId='10'><alignment horizontal='center' vertical='top' "
    "wrapText='1' "
    "indent='2' textRotation='135'/></xf>"
    "<xf fontId='2' fillId='3' borderId='2'><alignment horizontal='centerContinuous' vertical='center' "
    "shrinkToFit='1' "
    "textRotation='255'/></xf>"
    "<xf fillId='1'/><xf fillId='4'/><xf fillId='5'/></cellXfs>"
    "<dxfs><dxf><font><b/></font><fill><patternFill patternType='solid'/></fill></dxf></dxfs>";

static struct workbook *read_parts(const struct zip_part *parts)
{
    char *path = xlsx_build(parts);
    GError *error = NULL;
    struct workbook *workbook = grid_read(path, GRID_LOOKS, &error);
    g_assert_no_error(error);
    zip_drop(path);
    return workbook;
}

static struct workbook *read_styles(const char *more)
{
    char *styles = g_strconcat(
        "<styleSheet xmlns='" MAIN "'>", fonts, fills, borders, formats, more, "</styleSheet>", NULL);
    const struct zip_part parts[] = {
        {"xl/worksheets/sheet1.xml", SHEET("<sheetData><row><c s='0'><v>1</v></c><c s='1'><v>1</v></c><c "
                                           "s='2'/><c s='3'/><c s='4'/><c s='5'/>"
                                           "</row></sheetData>")},
        {"xl/styles.xml", styles}, {"xl/theme/theme1.xml", THEME}, {NULL, NULL}};
    struct workbook *workbook = read_parts(parts);
    g_free(styles);
    return workbook;
}

static const struct style *style_at(const struct workbook *workbook, unsigned column)
{
    const struct cell *cell = sheet_cell(workbook->sheets->pdata[0], 0, column);
    g_assert_nonnull(cell);
    return workbook_get_style(workbook, cell->style);
}

static void test_styles(void)
{
    struct workbook *workbook = read_styles("");
    g_assert_true(style_equal(style_at(workbook, 0), &style_default));
    g_assert_cmpuint(sheet_cell(workbook->sheets->pdata[0], 0, 0)->style, ==, 0);
    struct style rich = {
        .font = {"Arial", 9.5, xlsx_tint(0x4F81BD, 0.79998168889431442), true, true, false, UNDERLINE_DOUBLE,
            SCRIPT_SUPER},
        .fill = 0x00FF00,
        .left = {BORDER_THIN, COLOUR_NONE},
        .right = {BORDER_MEDIUM, 0xFF0000},
        .top = {BORDER_HAIR, COLOUR_NONE},
        .bottom = {BORDER_DOUBLE, COLOUR_NONE},
        .horizontal = ALIGN_CENTRE,
        .vertical = ALIGN_TOP,
        .wrap = true,
        .indent = 2,
        .rotation = -45,
        .format = "0.00%",
    };
    g_assert_true(style_equal(style_at(workbook, 1), &rich));
    struct style other = {
        .font = {"Arial", 0, 0xFF0000, false, false, false, UNDERLINE_SINGLE, SCRIPT_NORMAL},
        .fill = 0xD9D9D9,
        .left = {BORDER_DASH_DOT_DOT, COLOUR_NONE},
        .right = {BORDER_SLANT_DASH_DOT, COLOUR_NONE},
        .horizontal = ALIGN_CENTRE_ACROSS,
        .vertical = ALIGN_MIDDLE,
        .shrink = true,
        .rotation = 255,
    };
    g_assert_true(style_equal(style_at(workbook, 2), &other));
    g_assert_cmphex(style_at(workbook, 3)->fill, ==, 0xDFDFDF);
    g_assert_cmphex(style_at(workbook, 4)->fill, ==, 0x0000FF);
    g_assert_cmphex(style_at(workbook, 5)->fill, ==, 0x111111);
    g_assert_cmpuint(((struct sheet *)workbook->sheets->pdata[0])->features, ==, FEATURE_GRADIENTS);
    workbook_free(workbook);
}

/* A palette of the file's own changes the colours that stand before it. */
static void test_palette(void)
{
    GString *colours = g_string_new("<colors><indexedColors>");
    for (unsigned i = 0; i < 64; i++)
        g_string_append_printf(
            colours, "<rgbColor rgb='00%06X'/>", i == 10 ? 0xABCDEF : indexed_colours[i]);
    g_string_append(colours, "</indexedColors></colors>");
    struct workbook *workbook = read_styles(colours->str);
    g_assert_cmphex(style_at(workbook, 2)->font.colour, ==, 0xABCDEF);
    g_assert_cmphex(style_at(workbook, 1)->fill, ==, 0x00FF00);
    g_string_free(colours, TRUE);
    workbook_free(workbook);
}

/* ---- sizes, page set-up, features ---- */

static const char sheet_xml[] = SHEET(
    "<sheetPr><tabColor rgb='FF00B050'/><pageSetUpPr fitToPage='1'/></sheetPr><sheetViews><sheetView "
    "showGridLines='0' "
    "zoomScale='85' workbookViewId='0'><pane xSplit='1' ySplit='3' topLeftCell='B4' "
    "state='frozen'/></sheetView>"
    "</sheetViews><sheetFormatPr defaultRowHeight='14.4' defaultColWidth='10.5'/><cols><col min='4' max='5' "
    "width='9' "
    "hidden='1'/><col min='1' max='2' width='20.7109375' customWidth='1' style='1'/><col min='16000' "
    "max='99999' "
    "width='3'/></cols><sheetData><row r='2' ht='30' customHeight='1'><c r='A2'><v>1</v></c></row><row r='5' "
    "hidden='1'/><row r='6' s='1' customFormat='1'/><row r='7' s='1'/></sheetData><sheetProtection "
    "sheet='1'/>"
    "<autoFilter ref='A1:B2'/><mergeCells><mergeCell ref='C3:A4'/><mergeCell ref='A1:B1'/><mergeCell "
    "ref='D4'/>"
    "<mergeCell ref='x'/></mergeCells><conditionalFormatting sqref='A1'/><dataValidations><dataValidation/>"
    "</dataValidations><hyperlinks><hyperlink ref='A1'/></hyperlinks><printOptions horizontalCentered='1' "
    "gridLines='1'/>"
    "<pageMargins left='0.5' right='0.6' top='0.7' bottom='0.8' header='0.3' footer='0.2'/><pageSetup "
    "paperSize='9' "
    "scale='70' orientation='landscape' fitToHeight='0' pageOrder='overThenDown' firstPageNumber='4' "
    "useFirstPageNumber='1'/><headerFooter differentFirst='1'><oddHeader>&amp;LEnte&amp;Rpag. "
    "&amp;P</oddHeader>"
    "<oddFooter>&amp;C{anno}</oddFooter><firstHeader>no</firstHeader></headerFooter><rowBreaks "
    "count='2'><brk id='40'/>"
    "<brk id='20' man='1'/></rowBreaks><colBreaks><brk "
    "id='5'/><brk id='3'/><brk id='16384'/></colBreaks><customSheetViews><customSheetView>"
    "<pane ySplit='9' state='frozen'/><pageMargins left='9'/></customSheetView></customSheetViews><drawing "
    "r:id='x'/>"
    "<legacyDrawing r:id='y'/><tableParts><tablePart r:id='z'/></tableParts>");

static const struct zip_part sheet_parts[] = {
    {"xl/worksheets/sheet1.xml", sheet_xml},
    {"xl/workbook.xml",
        "<workbook xmlns='" MAIN "' xmlns:r='" RELATIONS
        "'><sheets><sheet name=\"L'ente, 1\" sheetId='1' r:id='rId1'/></sheets><definedNames>"
        "<definedName name='_xlnm.Print_Titles' localSheetId='0'>'L''ente, 1'!$A:$B,'L''ente, "
        "1'!$2:$3</definedName>"
        "<definedName name='_xlnm.Print_Area' localSheetId='0'>'L''ente, 1'!$A$1:$D$20,'L''ente, "
        "1'!$F$1</definedName>"
        "<definedName name='_xlnm.Print_Area' localSheetId='7'>x!$A$1</definedName>"
        "<definedName name='_xlnm._FilterDatabase' localSheetId='0' hidden='1'>x!$A$1</definedName>"
        "</definedNames></workbook>"},
    {"xl/styles.xml", "<styleSheet xmlns='" MAIN "'><cellXfs><xf/><xf numFmtId='9'/></cellXfs></styleSheet>"},
    {"docProps/core.xml",
        "<cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t'><dc:title>Piano</dc:title>"
        "<dc:creator>Ufficio</dc:creator><dc:subject/><dcterms:created>2019-01-01T00:00:00Z"
        "</dcterms:created></cp:coreProperties>"},
    {NULL, NULL},
};

static void test_sizes(void)
{
    struct workbook *workbook = read_parts(sheet_parts);
    const struct sheet *sheet = workbook->sheets->pdata[0];
    g_assert_cmpstr(sheet->name, ==, "L'ente, 1");
    g_assert_cmpfloat(sheet_column_width(sheet, 1), ==, 20.7109375);
    g_assert_cmpfloat(sheet_column_width(sheet, 2), ==, 10.5);
    g_assert_cmpfloat(sheet_column_width(sheet, 16383), ==, 3);
    g_assert_true(sheet_column_hidden(sheet, 4));
    g_assert_false(sheet_column_hidden(sheet, 5));
    g_assert_cmpint(g_array_index(sheet->columns, struct column, 0).style, >, 0);
    g_assert_cmpint(g_array_index(sheet->columns, struct column, 1).style, ==, -1);
    g_assert_cmpfloat(sheet_row_height(sheet, 1), ==, 30);
    g_assert_cmpfloat(sheet_row_height(sheet, 2), ==, 14.4);
    g_assert_true(sheet_row(sheet, 1)->custom_height);
    g_assert_cmpuint(sheet_row(sheet, 1)->count, ==, 1);
    g_assert_true(sheet_row(sheet, 4)->hidden);
    g_assert_cmpint(sheet_row(sheet, 5)->style, >, 0);
    g_assert_null(sheet_row(sheet, 6));
    g_assert_cmpuint(sheet->merges->len, ==, 2);
    static const struct range first = {0, 0, 0, 1}, second = {2, 0, 3, 2};
    g_assert_cmpmem(sheet_merge_at(sheet, 0, 1), sizeof first, &first, sizeof first);
    g_assert_cmpmem(sheet_merge_at(sheet, 3, 2), sizeof second, &second, sizeof second);
    workbook_free(workbook);
}

static void test_page(void)
{
    struct workbook *workbook = read_parts(sheet_parts);
    const struct sheet *sheet = workbook->sheets->pdata[0];
    const struct page_setup *page = &sheet->page;
    g_assert_cmpuint(sheet->frozen_rows, ==, 3);
    g_assert_cmpuint(sheet->frozen_columns, ==, 1);
    g_assert_true(sheet->hide_gridlines);
    g_assert_cmpuint(sheet->zoom, ==, 85);
    g_assert_cmphex(sheet->tab_colour, ==, 0x00B050);
    g_assert_cmpint(page->paper, ==, 9);
    g_assert_true(page->landscape && page->fit_to_page && page->page_order_over);
    g_assert_cmpuint(page->fit_width, ==, 1);
    g_assert_cmpuint(page->fit_height, ==, 0);
    g_assert_cmpuint(page->scale, ==, 70);
    g_assert_cmpint(page->first_page_number, ==, 4);
    g_assert_true(page->centre_horizontally && page->gridlines);
    g_assert_false(page->centre_vertically || page->headings);
    g_assert_cmpfloat(page->left, ==, 0.5);
    g_assert_cmpfloat(page->footer_margin, ==, 0.2);
    g_assert_cmpstr(page->header, ==, "&LEnte&Rpag. &P");
    g_assert_cmpstr(page->footer, ==, "&C{anno}");
    g_assert_true(page->has_print_rows && page->has_print_columns && page->has_print_area);
    g_assert_cmpuint(page->print_rows_first, ==, 1);
    g_assert_cmpuint(page->print_rows_last, ==, 2);
    g_assert_cmpuint(page->print_columns_first, ==, 0);
    g_assert_cmpuint(page->print_columns_last, ==, 1);
    static const struct range area = {0, 0, 19, 3};
    g_assert_cmpmem(&page->print_area, sizeof area, &area, sizeof area);
    g_assert_cmpuint(page->break_count, ==, 2);
    g_assert_cmpuint(page->breaks[0], ==, 20);
    g_assert_cmpuint(page->breaks[1], ==, 40);
    g_assert_cmpuint(page->column_break_count, ==, 2);
    g_assert_cmpuint(page->column_breaks[0], ==, 3);
    g_assert_cmpuint(page->column_breaks[1], ==, 5);
    g_assert_cmpuint(sheet->features, ==,
        FEATURE_CONDITIONAL_FORMATS | FEATURE_VALIDATIONS | FEATURE_COMMENTS | FEATURE_PICTURES |
            FEATURE_AUTOFILTER | FEATURE_FIRST_EVEN_HEADERS | FEATURE_HYPERLINKS | FEATURE_TABLES |
            FEATURE_PROTECTION);
    g_assert_false(workbook->has_defined_names);
    g_assert_cmpstr(workbook->title, ==, "Piano");
    g_assert_cmpstr(workbook->author, ==, "Ufficio");
    g_assert_null(workbook->subject);
    g_assert_cmpint(workbook->created, ==, 43466);
    workbook_free(workbook);
}

/* Inputs are read without looks, but with what tells about their values. */
static void test_values(void)
{
    static const struct zip_part parts[] = {
        {"xl/workbook.xml", "<workbook xmlns='" MAIN "' xmlns:r='" RELATIONS
                            "'><sheets><sheet name='S' sheetId='1' state='hidden' r:id='rId1'/>"
                            "<sheet name='T' sheetId='2' state='veryHidden' r:id='rId1'/>"
                            "<sheet name='U' sheetId='3' state='visible' r:id='rId1'/></sheets></workbook>"},
        {"xl/worksheets/sheet1.xml", SHEET("<cols><col min='2' max='2' hidden='1'/></cols><sheetData><row "
                                           "r='1' hidden='1'><c r='A1' s='1'>"
                                           "<v>1</v></c></row><row r='2' hidden='1'/><row r='3' ht='50'><c "
                                           "r='A3'><v>2</v></c></row></sheetData>"
                                           "<mergeCells><mergeCell ref='A3:A4'/></mergeCells>")},
        {"xl/styles.xml", "<styleSheet xmlns='" MAIN "'><fonts><font><b/></font></fonts><cellXfs><xf/>"
                          "<xf numFmtId='9'/></cellXfs></styleSheet>"},
        {NULL, NULL}};
    char *path = xlsx_build(parts);
    struct workbook *workbook = grid_read(path, GRID_VALUES, NULL);
    g_assert_nonnull(workbook);
    g_assert_cmpuint(workbook->sheets->len, ==, 3);
    static const enum visibility visible[] = {SHEET_HIDDEN, SHEET_VERY_HIDDEN, SHEET_VISIBLE};
    for (unsigned i = 0; i < 3; i++) {
        const struct sheet *sheet = workbook->sheets->pdata[i];
        g_assert_cmpint(sheet->visibility, ==, visible[i]);
        g_assert_true(sheet_row(sheet, 0)->hidden);
        g_assert_null(sheet_row(sheet, 1));
        g_assert_false(sheet_row(sheet, 2)->hidden);
        g_assert_true(sheet_column_hidden(sheet, 1));
        g_assert_nonnull(sheet_merge_at(sheet, 3, 0));
        g_assert_null(sheet_cell(sheet, 3, 0)); /* only the merge's first cell has the value */
        g_assert_false(workbook_get_style(workbook, sheet_cell(sheet, 0, 0)->style)->font.bold);
    }
    workbook_free(workbook);
    zip_drop(path);
}

/* Nothing said: nothing made up. */
static void test_defaults(void)
{
    char *path = xlsx_build_sheet("<sheetData/>");
    struct workbook *workbook = grid_read(path, GRID_LOOKS, NULL);
    g_assert_nonnull(workbook);
    const struct sheet *sheet = workbook->sheets->pdata[0];
    g_assert_cmpfloat(sheet->page.left, ==, -1);
    g_assert_cmpint(sheet->page.paper, ==, 0);
    g_assert_null(sheet->page.header);
    g_assert_cmphex(sheet->tab_colour, ==, COLOUR_NONE);
    g_assert_cmpuint(sheet->features, ==, 0);
    g_assert_cmpuint(sheet->rows->len, ==, 0);
    g_assert_null(workbook->title);
    workbook_free(workbook);
    zip_drop(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/grid/xlsx/looks/tints", test_tints);
    g_test_add_func("/grid/xlsx/looks/styles", test_styles);
    g_test_add_func("/grid/xlsx/looks/palette", test_palette);
    g_test_add_func("/grid/xlsx/looks/sizes", test_sizes);
    g_test_add_func("/grid/xlsx/looks/page", test_page);
    g_test_add_func("/grid/xlsx/looks/values", test_values);
    g_test_add_func("/grid/xlsx/looks/defaults", test_defaults);
    return g_test_run();
}

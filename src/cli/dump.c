/* pianoxl dump: every cell of a workbook on a line, or how many there are. */
#include "cli/cli.h"
#include "cli/messages.h"
#include "grid/crosscheck.h"
#include "grid/numfmt.h"
#include "grid/workbook.h"
#include "support/text.h"

#include <stdio.h>

static const char *const kind_names[] = {
    [CELL_EMPTY] = "formula", /* only those without cached value are printed */
    [CELL_NUMBER] = "number",
    [CELL_TEXT] = "text",
    [CELL_DATE] = "date",
    [CELL_DURATION] = "duration",
    [CELL_BOOLEAN] = "boolean",
    [CELL_ERROR] = "error",
};

/* Numbers in plain decimals, dates as serials, texts as they are. To be freed. */
static char *cell_value(const struct cell *cell)
{
    if (cell->kind == CELL_EMPTY)
        return g_strdup(cell_formula(cell));
    return cell->kind == CELL_TEXT || cell->kind == CELL_ERROR ? g_strdup(cell->text)
                                                               : decimal_to_text(cell->number);
}

static void print_cell(const struct sheet *sheet, const char *name, const struct cell *cell)
{
    char address[16];
    place_address(cell->row, cell->column, address);
    const struct style *style = workbook_get_style(sheet->workbook, cell->style);
    char *raw_value = cell_value(cell), *raw_display = cell_display(sheet->workbook, cell);
    char *value = text_tsv(raw_value), *display = text_tsv(raw_display);
    printf("%s\t%s\t%s\t%s\t%s\t%s\n", name, address, kind_names[cell->kind], value,
        format_class_name(numfmt_class(style->format)), display);
    g_free(raw_value);
    g_free(raw_display);
    g_free(value);
    g_free(display);
}

/* What dump prints: a value, or a formula that has none. */
static bool is_printed(const struct cell *cell)
{
    return !cell_is_blank(cell) || cell_formula(cell);
}

static void print_cells(const struct sheet *sheet, const char *name)
{
    for (unsigned i = 0; i < sheet->cells->len; i++) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, i);
        if (is_printed(cell))
            print_cell(sheet, name, cell);
    }
}

static void print_count(const struct sheet *sheet, const char *name)
{
    unsigned count = 0;
    for (unsigned i = 0; i < sheet->cells->len; i++)
        count += is_printed(&g_array_index(sheet->cells, struct cell, i));
    printf("%s\t%u\n", name, count);
}

int command_dump(const struct settings *settings)
{
    GError *error = NULL;
    struct workbook *workbook = grid_read_in(settings->operands[0], GRID_VALUES, settings->code_page, &error);
    if (!workbook)
        return message_failure(error);
    for (unsigned i = 0; i < workbook->sheets->len; i++) {
        const struct sheet *sheet = workbook->sheets->pdata[i];
        char *name = text_tsv(sheet->name);
        (settings->count ? print_count : print_cells)(sheet, name);
        g_free(name);
    }
    struct findings *findings = findings_new();
    if (!settings->no_cross_check)
        crosscheck_run(settings->operands[0], workbook, settings->code_page, NULL, findings);
    message_findings(findings);
    findings_free(findings);
    workbook_free(workbook);
    return 0;
}

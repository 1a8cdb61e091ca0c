#include "cli/findings-output.h"
#include "cli/findings-rows.h"
#include "cli/messages.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"
#include "writer/metrics.h"
#include "writer/output.h"
#include "writer/writer.h"

#include <stdio.h>
#include <string.h>

enum part { SEVERITY, ID, FILE_NAME, SHEET, CELL, TEXT, REMEDY, COLUMNS };

/* Texts inside workbooks are Italian. */
static const struct {
    const char *name;    /* in TSV */
    const char *heading; /* in a workbook */
    double width;        /* characters */
} columns[COLUMNS] = {
    {"severity", "Gravità", 10},
    {"id", "Rilievo", 26},
    {"file", "File", 28},
    {"sheet", "Foglio", 24},
    {"cell", "Cella", 10},
    {"text", "Che cosa non va", 70},
    {"remedy", "Che cosa fare", 50},
};

/* The columns of a row as texts (NULL-terminated). To be freed. */
static char **row_texts(const struct finding_row *row)
{
    char address[16];
    finding_row_address(&row->place, address);
    char **texts = g_new0(char *, COLUMNS + 1);
    texts[SEVERITY] = g_strdup(severity_name(row->severity));
    texts[ID] = g_strdup(row->id);
    texts[FILE_NAME] = g_strdup(row->place.file ? row->place.file : "");
    texts[SHEET] = g_strdup(row->place.file && row->place.sheet ? row->place.sheet : "");
    texts[CELL] = g_strdup(address);
    texts[TEXT] = finding_row_text(row);
    texts[REMEDY] = g_strdup(row->remedy);
    return texts;
}

static GString *rows_to_tsv(const GArray *rows)
{
    GString *text = g_string_new(NULL);
    for (unsigned column = 0; column < COLUMNS; column++)
        g_string_append_printf(text, "%s%s", column ? "\t" : "", columns[column].name);
    g_string_append_c(text, '\n');
    for (unsigned i = 0; i < rows->len; i++) {
        char **texts = row_texts(&g_array_index(rows, struct finding_row, i));
        for (unsigned column = 0; column < COLUMNS; column++) {
            char *field = text_tsv(texts[column]);
            g_string_append_printf(text, "%s%s", column ? "\t" : "", field);
            g_free(field);
        }
        g_string_append_c(text, '\n');
        g_strfreev(texts);
    }
    return text;
}

static bool write_tsv(const GArray *rows, const char *path, GError **error)
{
    GString *text = rows_to_tsv(rows);
    bool written = output_write(path, text->str, text->len, error);
    g_string_free(text, TRUE);
    return written;
}

static void put_row(
    struct workbook *workbook, struct sheet *sheet, unsigned index, const char *const *row, unsigned style)
{
    double height = 0;
    for (unsigned column = 0; column < COLUMNS; column++) {
        sheet_put(sheet, index, column, CELL_TEXT, style)->text = workbook_intern(workbook, row[column]);
        height = MAX(height, metrics_text_height(workbook_get_style(workbook, style), row[column], NULL, 0,
                                 columns[column].width));
    }
    struct row *record = sheet_make_row(sheet, index);
    record->height = MIN(height, LIMIT_ROW_HEIGHT);
    record->custom_height = true;
}

static struct workbook *rows_to_workbook(const GArray *rows)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "Rilievi");
    struct style plain = style_default, heading = style_default;
    const struct border line = {.line = BORDER_THIN, .colour = 0xA6A6A6};
    plain.left = plain.right = plain.top = plain.bottom = line;
    plain.wrap = true;
    plain.vertical = ALIGN_TOP;
    heading = plain;
    heading.font.bold = true;
    heading.fill = 0xD9E1F2;
    const char *titles[COLUMNS];
    for (unsigned i = 0; i < COLUMNS; i++) {
        titles[i] = columns[i].heading;
        struct column column = {.first = i, .last = i, .width = columns[i].width, .style = -1};
        g_array_append_val(sheet->columns, column);
    }
    put_row(workbook, sheet, 0, titles, workbook_style(workbook, &heading));
    unsigned style = workbook_style(workbook, &plain);
    for (unsigned i = 0; i < rows->len; i++) {
        char **texts = row_texts(&g_array_index(rows, struct finding_row, i));
        put_row(workbook, sheet, i + 1, (const char *const *)texts, style);
        g_strfreev(texts);
    }
    sheet->frozen_rows = 1;
    sheet->page.paper = 9; /* A4 */
    sheet->page.landscape = true;
    sheet->page.fit_to_page = true;
    sheet->page.fit_width = 1;
    sheet->page.has_print_rows = true;
    return workbook;
}

static bool write_file(const GArray *rows, const char *path, GError **error)
{
    if (!g_str_has_suffix(path, ".xlsx"))
        return write_tsv(rows, path, error);
    struct workbook *workbook = rows_to_workbook(rows);
    bool written = writer_write(workbook, path, error);
    workbook_free(workbook);
    return written;
}

int findings_write_wanted(const struct settings *settings, const struct findings *findings,
    const GPtrArray *workbooks, const struct account *account)
{
    if (!settings->findings && !settings->findings_file)
        return 0;
    GArray *rows = finding_rows_new(findings, workbooks, account);
    int status = 0;
    if (settings->findings) {
        GString *text = rows_to_tsv(rows);
        fwrite(text->str, 1, text->len, stdout);
        g_string_free(text, TRUE);
    }
    GError *error = NULL;
    if (settings->findings_file && !write_file(rows, settings->findings_file, &error))
        status = message_failure(error);
    g_array_unref(rows);
    return status;
}

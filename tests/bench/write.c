/* write HOW FILE ROWS: writes ROWS rows of 9 columns like those of a plan.
 *
 *   bare      calls of libxlsxwriter, in a loop
 *   whole     a grid in memory, written by writer_write: guarded, in a child, read back, renamed
 *   grid      the grid alone, nothing written
 *   unread    the grid, written as the child does, here and without guard and reading back
 *   readback  the grid, compared with FILE, which must be there
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <glib.h>

#include "grid/workbook.h"
#include "writer/document.h"
#include "writer/library.h"
#include "writer/readback.h"
#include "writer/writer.h"

#define COLUMNS 9u

static const char *const formats[COLUMNS] = {
    "General", "General", "General", "0%", "0.00", "0.00%", "dd/mm/yyyy", "\"€\" #,##0.00", "General"};
static const char *const areas[] = {"Competitività delle imprese",
    "Regolazione dei mercati e tutela della fede pubblica", "Servizi istituzionali e generali"};
static const char *const offices[] = {"Segreteria generale", "Registro delle imprese",
    "Promozione e internazionalizzazione", "Regolazione del mercato", "Servizi amministrativi e contabili",
    "Risorse umane & organizzazione", "Studi e informazione economica"};

struct plan_row {
    char code[48], title[96];
    const char *texts[COLUMNS]; /* NULL: a number */
    double numbers[COLUMNS];
};

static void make_row(unsigned number, struct plan_row *row)
{
    unsigned objective = number / 4;
    g_snprintf(row->code, sizeof row->code, "%u.%u.%u-%c", objective / 400 + 1, objective / 20 % 20 + 1,
        objective % 20 + 1, "abcd"[number % 4]);
    g_snprintf(row->title, sizeof row->title,
        "Ridurre i tempi medi delle pratiche (obiettivo %u, indicatore %u)", objective + 1, number % 4 + 1);
    memset(row->texts, 0, sizeof row->texts);
    row->texts[0] = row->code;
    row->texts[1] = areas[objective / 400 % 3];
    row->texts[2] = row->title;
    row->numbers[3] = number % 4 == 1 ? 0.3 : 0.25;
    row->numbers[4] = number * 7919 % 100000 / 100.0;
    row->numbers[5] = number * 31 % 10000 / 10000.0;
    row->numbers[6] = 43466 + number % 365;
    row->numbers[7] = number * UINT64_C(104729) % 10000000 / 100.0;
    row->texts[8] = offices[number % 7];
}

static bool write_bare(const char *path, unsigned rows)
{
    lxw_workbook *workbook = workbook_new_opt(path, NULL);
    lxw_worksheet *sheet = workbook_add_worksheet(workbook, "Piano");
    lxw_format *looks[COLUMNS];
    for (unsigned c = 0; c < COLUMNS; c++) {
        looks[c] = workbook_add_format(workbook);
        format_set_num_format(looks[c], formats[c]);
    }
    for (unsigned r = 0; r < rows; r++) {
        struct plan_row row;
        make_row(r, &row);
        for (unsigned c = 0; c < COLUMNS; c++)
            if (row.texts[c])
                worksheet_write_string(sheet, r, (lxw_col_t)c, row.texts[c], looks[c]);
            else
                worksheet_write_number(sheet, r, (lxw_col_t)c, row.numbers[c], looks[c]);
    }
    return workbook_close(workbook) == LXW_NO_ERROR;
}

static struct workbook *make_grid(unsigned rows)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "Piano");
    unsigned looks[COLUMNS];
    for (unsigned c = 0; c < COLUMNS; c++) {
        struct style style = style_default;
        style.format = formats[c];
        looks[c] = workbook_style(workbook, &style);
    }
    for (unsigned r = 0; r < rows; r++) {
        struct plan_row row;
        make_row(r, &row);
        for (unsigned c = 0; c < COLUMNS; c++) {
            struct cell *cell = sheet_put(sheet, r, c,
                row.texts[c] ? CELL_TEXT
                : c == 6     ? CELL_DATE
                             : CELL_NUMBER,
                looks[c]);
            if (row.texts[c])
                cell->text = workbook_intern(workbook, row.texts[c]);
            else
                decimal_from_double(row.numbers[c], &cell->number);
        }
    }
    return workbook;
}

/* As in the child, whose folder it is. */
static bool write_unread(const struct workbook *workbook, const char *path)
{
    char *folder = g_path_get_dirname(path), *complaint = NULL;
    if (chdir(folder) == 0)
        complaint = document_write(workbook);
    g_free(folder);
    if (complaint)
        fprintf(stderr, "%s\n", complaint);
    bool good = !complaint && rename(DOCUMENT_NAME, path) == 0;
    g_free(complaint);
    return good;
}

static bool write_grid(const struct workbook *workbook, const char *how, const char *path)
{
    GError *error = NULL;
    bool good = true;
    if (strcmp(how, "unread") == 0)
        good = write_unread(workbook, path);
    else if (strcmp(how, "whole") == 0)
        good = writer_write(workbook, path, &error);
    else if (strcmp(how, "readback") == 0)
        good = readback_check(workbook, path, path, &error);
    if (error)
        fprintf(stderr, "%s\n", error->message);
    g_clear_error(&error);
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return EXIT_FAILURE;
    unsigned rows = (unsigned)g_ascii_strtoull(argv[3], NULL, 10);
    if (strcmp(argv[1], "bare") == 0)
        return write_bare(argv[2], rows) ? EXIT_SUCCESS : EXIT_FAILURE;
    struct workbook *workbook = make_grid(rows);
    bool good = write_grid(workbook, argv[1], argv[2]);
    workbook_free(workbook);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

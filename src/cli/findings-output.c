#include "cli/findings-output.h"
#include "cli/findings-rows.h"
#include "cli/messages.h"
#include "support/intl.h"
#include "support/text.h"
#include "writer/output.h"
#include "writer/writer.h"

#include <stdio.h>
#include <string.h>

/* In TSV. */
static const char *const names[FINDINGS_COLUMNS] = {
    "severity", "id", "file", "sheet", "cell", "text", "remedy"};

char **findings_row_texts(const GArray *rows, unsigned index)
{
    const struct finding_row *row = &g_array_index(rows, struct finding_row, index);
    char address[16];
    finding_row_address(&row->place, address);
    char **texts = g_new0(char *, FINDINGS_COLUMNS + 1);
    texts[COLUMN_SEVERITY] = g_strdup(severity_name(row->severity));
    texts[COLUMN_ID] = g_strdup(row->id);
    texts[COLUMN_FILE] = g_strdup(row->place.file ? row->place.file : "");
    texts[COLUMN_SHEET] = g_strdup(row->place.file && row->place.sheet ? row->place.sheet : "");
    texts[COLUMN_CELL] = g_strdup(address);
    texts[COLUMN_TEXT] = finding_row_text(row);
    texts[COLUMN_REMEDY] = g_strdup(row->remedy);
    return texts;
}

static GString *rows_to_tsv(const GArray *rows)
{
    GString *text = g_string_new(NULL);
    for (unsigned column = 0; column < FINDINGS_COLUMNS; column++)
        g_string_append_printf(text, "%s%s", column ? "\t" : "", names[column]);
    g_string_append_c(text, '\n');
    for (unsigned i = 0; i < rows->len; i++) {
        char **texts = findings_row_texts(rows, i);
        for (unsigned column = 0; column < FINDINGS_COLUMNS; column++) {
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

static bool write_file(const GArray *rows, const struct inputs *inputs, const char *path, GError **error)
{
    if (!g_str_has_suffix(path, ".xlsx"))
        return write_tsv(rows, path, error);
    struct workbook *workbook = findings_workbook(rows, inputs, path);
    bool written = writer_write(workbook, path, error);
    workbook_free(workbook);
    return written;
}

int findings_write_wanted(const struct settings *settings, const char *file, const struct findings *findings,
    const struct inputs *inputs, const struct account *account)
{
    if (!settings->findings && !file)
        return 0;
    GArray *rows = finding_rows_new(findings, inputs ? inputs->workbooks : NULL, account);
    int status = 0;
    if (settings->findings) {
        GString *text = rows_to_tsv(rows);
        fwrite(text->str, 1, text->len, stdout);
        g_string_free(text, TRUE);
    }
    /* One that nobody asked for by name appears where there is something to say, or to take back. */
    bool wanted = file && (settings->findings_file || rows->len > 0 || g_file_test(file, G_FILE_TEST_EXISTS));
    GError *error = NULL;
    if (wanted && !write_file(rows, inputs, file, &error))
        status = message_failure(error);
    else if (wanted && !settings->findings_file)
        message_note(_("findings, written: %s"), file);
    g_array_unref(rows);
    return status;
}

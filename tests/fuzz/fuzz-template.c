/* Templates, drawn much as the .tpl files are: they load, or it is said why not. */
#include "fuzz.h"

#include <string.h>

#include "template/lint.h"

#define MOST_CELLS 4000u
#define FORMAT_MARK " \u27E6" /* behind a cell's text: its number format, up to the closing bracket */

struct drawing {
    struct workbook *workbook;
    struct sheet *sheet;
    unsigned row, cells;
};

static void put_cell(struct drawing *drawing, unsigned column, const char *text)
{
    struct style style = style_default;
    const char *mark = strstr(text, FORMAT_MARK);
    char *format = mark ? g_strdup(mark + strlen(FORMAT_MARK)) : NULL;
    if (format)
        format[strcspn(format, "\342")] = '\0';
    style.format = format && g_utf8_validate(format, -1, NULL) ? format : NULL;
    char *plain = mark ? g_strndup(text, (gsize)(mark - text)) : g_strdup(text);
    char **lines = g_strsplit(plain, "\\n", -1);
    char *joined = g_strjoinv("\n", lines);
    struct cell *cell = sheet_put(drawing->sheet, drawing->row, column, *joined ? CELL_TEXT : CELL_EMPTY,
        workbook_style(drawing->workbook, &style));
    if (*joined)
        cell->text = workbook_intern(drawing->workbook, joined);
    drawing->cells++;
    g_strfreev(lines);
    g_free(joined);
    g_free(plain);
    g_free(format);
}

static void put_merges(struct drawing *drawing, const char *line)
{
    char **words = g_strsplit_set(line, " {}", 64);
    for (char **word = words; *word; word++) {
        struct range range;
        char **ends = g_strsplit(*word, ":", 3);
        if (g_strv_length(ends) == 2 && place_parse_address(ends[0], &range.first_row, &range.first_column) &&
            place_parse_address(ends[1], &range.last_row, &range.last_column) &&
            range.first_row <= range.last_row && range.first_column <= range.last_column)
            sheet_add_merge(drawing->sheet, &range);
        g_strfreev(ends);
    }
    g_strfreev(words);
}

static void draw_line(struct drawing *drawing, const char *line)
{
    if (g_str_has_prefix(line, "== ")) {
        drawing->sheet = workbook_add_sheet(drawing->workbook, line + 3);
        drawing->row = 0;
        return;
    }
    if (!drawing->sheet || drawing->cells > MOST_CELLS)
        return;
    if (*line == '{') {
        put_merges(drawing, line);
        return;
    }
    char **texts = g_strsplit(g_str_has_prefix(line, "-- ") ? line + 3 : line, "\t", 64);
    for (unsigned column = 0; texts[column]; column++)
        if (*texts[column])
            put_cell(drawing, column, texts[column]);
    g_strfreev(texts);
    drawing->row++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = g_strndup((const char *)data, size);
    if (g_utf8_validate(text, -1, NULL)) {
        struct drawing drawing = {.workbook = workbook_new("modello.xlsx")};
        char **lines = g_strsplit(text, "\n", -1);
        for (char **line = lines; *line; line++)
            draw_line(&drawing, *line);
        g_strfreev(lines);
        struct findings *findings = findings_new();
        GError *error = NULL;
        struct template *template =
            template_from_workbook(drawing.workbook, "modello.xlsx", findings, &error);
        if (template)
            lint_template(template, findings);
        template_free(template);
        g_clear_error(&error);
        findings_free(findings);
    }
    g_free(text);
    return 0;
}

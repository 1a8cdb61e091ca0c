/* Files in memory, and small containers around a part. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

char *fuzz_file(const void *bytes, size_t size, int *ret_file)
{
    int file = memfd_create("fuzz", MFD_CLOEXEC);
    if (file < 0 || write(file, bytes, size) != (ssize_t)size)
        g_error("no file in memory");
    *ret_file = file;
    return g_strdup_printf("/proc/self/fd/%d", file);
}

struct workbook *fuzz_read(const void *bytes, size_t size, enum grid_wants wants)
{
    int file;
    GError *error = NULL;
    char *path = fuzz_file(bytes, size, &file);
    struct workbook *workbook = grid_read(path, wants, &error);
    if ((workbook == NULL) == (error == NULL))
        g_error("neither a workbook nor an error");
    if (error && (!*error->message || strchr(error->message, '\n')))
        g_error("no message of one line");
    g_clear_error(&error);
    g_free(path);
    close(file);
    return workbook;
}

/* ---- ZIP ---- */

static uint32_t checksum(const unsigned char *bytes, size_t size)
{
    uint32_t sum = 0xFFFFFFFFu;
    for (size_t i = 0; i < size; i++) {
        sum ^= bytes[i];
        for (unsigned bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    return ~sum;
}

static void append_number(GString *out, size_t number, unsigned bytes)
{
    for (; bytes > 0; bytes--, number >>= 8)
        g_string_append_c(out, (char)(number & 255));
}

/* What local and central headers have in common. */
static void append_header(GString *out, const struct fuzz_part *part, uint32_t sum)
{
    append_number(out, 20, 2);
    append_number(out, 0, 8); /* flags, method, time and date */
    append_number(out, sum, 4);
    append_number(out, part->size, 4);
    append_number(out, part->size, 4);
    append_number(out, strlen(part->name), 2);
    append_number(out, 0, 2);
}

GString *fuzz_zip(const struct fuzz_part *parts, unsigned count)
{
    GString *out = g_string_new(NULL), *directory = g_string_new(NULL);
    for (unsigned i = 0; i < count; i++) {
        size_t at = out->len;
        uint32_t sum = checksum(parts[i].bytes, parts[i].size);
        g_string_append_len(out, "PK\3\4", 4);
        append_header(out, &parts[i], sum);
        g_string_append(out, parts[i].name);
        g_string_append_len(out, parts[i].bytes, (gssize)parts[i].size);
        g_string_append_len(directory, "PK\1\2", 4);
        append_number(directory, 20, 2);
        append_header(directory, &parts[i], sum);
        append_number(directory, 0, 10);
        append_number(directory, at, 4);
        g_string_append(directory, parts[i].name);
    }
    size_t at = out->len;
    g_string_append_len(out, directory->str, (gssize)directory->len);
    g_string_append_len(out, "PK\5\6", 4);
    append_number(out, 0, 4);
    append_number(out, count, 2);
    append_number(out, count, 2);
    append_number(out, directory->len, 4);
    append_number(out, at, 4);
    append_number(out, 0, 2);
    g_string_free(directory, TRUE);
    return out;
}

#define PART(name, text)                                                                                     \
    {                                                                                                        \
        name, text, sizeof(text) - 1                                                                         \
    }

GString *fuzz_xlsx(
    const struct fuzz_part *sheet, const struct fuzz_part *strings, const struct fuzz_part *styles)
{
    static const struct fuzz_part frame[] = {
        PART("_rels/.rels", "<Relationships xmlns='" PACKAGE "'><Relationship Id='r1' Type='" TYPES
                            "/officeDocument' Target='xl/workbook.xml'/></Relationships>"),
        PART("xl/_rels/workbook.xml.rels",
            "<Relationships xmlns='" PACKAGE "'>"
            "<Relationship Id='r1' Type='" TYPES "/worksheet' Target='sheet.xml'/>"
            "<Relationship Id='r2' Type='" TYPES "/sharedStrings' Target='strings.xml'/>"
            "<Relationship Id='r3' Type='" TYPES "/styles' Target='styles.xml'/></Relationships>"),
        PART("xl/workbook.xml", "<workbook xmlns='" MAIN "' xmlns:r='" TYPES "'><sheets>"
                                "<sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>"),
    };
    static const struct fuzz_part plain[] = {
        PART("xl/sheet.xml",
            "<worksheet xmlns='" MAIN "'><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c>"
            "<c t='s'><v>1</v></c><c s='1'><v>1234.5</v></c><c s='2'><v>-0.5</v></c><c s='3'>"
            "<v>43830.5</v></c></row></sheetData></worksheet>"),
        PART("xl/strings.xml", "<sst xmlns='" MAIN "'><si><t>a</t></si><si><r><t>b</t></r><r><rPr><b/></rPr>"
                               "<t>c</t></r></si></sst>"),
        PART("xl/styles.xml",
            "<styleSheet xmlns='" MAIN "'><numFmts><numFmt numFmtId='164' formatCode='0.0%'/>"
            "</numFmts><cellXfs><xf/><xf numFmtId='164'/><xf numFmtId='4'/>"
            "<xf numFmtId='22'/></cellXfs></styleSheet>"),
    };
    const struct fuzz_part *given[] = {sheet, strings, styles};
    struct fuzz_part parts[G_N_ELEMENTS(frame) + G_N_ELEMENTS(plain)];
    unsigned count = 0;
    for (unsigned i = 0; i < G_N_ELEMENTS(frame); i++)
        parts[count++] = frame[i];
    for (unsigned i = 0; i < G_N_ELEMENTS(plain); i++) {
        parts[count] = given[i] ? *given[i] : plain[i];
        parts[count++].name = plain[i].name;
    }
    return fuzz_zip(parts, count);
}

/* ---- looking ---- */

#define MOST_CELLS 20000u /* that are looked at: what is beyond is like what is before */

static unsigned look_at_sheet(const struct sheet *sheet)
{
    unsigned digest = g_str_hash(sheet->name) + sheet->merges->len * 31 + sheet->columns->len;
    uint32_t row = 0;
    for (unsigned i = 0; i < sheet->cells->len && i < MOST_CELLS; i++) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, i);
        char *shown = cell_display(sheet->workbook, cell);
        if (!g_utf8_validate(shown, -1, NULL))
            g_error("a text that is no UTF-8");
        if (cell->row < row || sheet_cell(sheet, cell->row, cell->column) != cell)
            g_error("cells out of order");
        row = cell->row;
        const char *formula = cell_formula(cell);
        digest = digest * 31 + g_str_hash(shown) + cell->row * 7 + cell->column + cell->kind * 3;
        digest = digest * 31 + (formula ? g_str_hash(formula) : 0) + cell->style;
        sheet_merge_at(sheet, cell->row, cell->column);
        g_free(shown);
    }
    for (unsigned i = 0; i < sheet->rows->len; i++)
        digest = digest * 31 + g_array_index(sheet->rows, struct row, i).hidden;
    return digest;
}

unsigned fuzz_look(const struct workbook *workbook)
{
    unsigned digest = 0;
    for (unsigned i = 0; i < workbook->sheets->len; i++)
        digest = digest * 31 + look_at_sheet(workbook->sheets->pdata[i]);
    return digest;
}

void fuzz_read_and_look(const void *bytes, size_t size)
{
    for (unsigned wants = GRID_VALUES; wants <= GRID_LOOKS; wants++) {
        struct workbook *workbook = fuzz_read(bytes, size, wants);
        if (workbook)
            fuzz_look(workbook);
        workbook_free(workbook);
    }
}

static unsigned digest_of(const GString *file, gboolean scanner, enum grid_wants wants)
{
    if (scanner)
        g_unsetenv("PIANOXL_WITHOUT_SCANNER");
    else
        g_setenv("PIANOXL_WITHOUT_SCANNER", "1", TRUE);
    struct workbook *workbook = fuzz_read(file->str, file->len, wants);
    unsigned digest = workbook ? fuzz_look(workbook) + 1 : 0;
    workbook_free(workbook);
    return digest;
}

void fuzz_compare_scanner(const GString *file)
{
    for (unsigned wants = GRID_VALUES; wants <= GRID_LOOKS; wants++)
        if (digest_of(file, TRUE, wants) != digest_of(file, FALSE, wants))
            g_error("the scanner and expat disagree");
}

/* Tells what a file is by its bytes and has it read, or says what to do with it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "grid/ods/ods.h"
#include "grid/workbook.h"
#include "grid/xls/xls.h"
#include "grid/xlsx/xlsx.h"
#include "support/failure.h"
#include "support/intl.h"

#define HEAD 8192 /* enough of a file to know it by */

static void refuse(GError **error, const char *name, const char *message)
{
    struct place place = {.file = name, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    failure_set(error, FAILURE_INPUT, &place, "%s", message);
}

struct head {
    char bytes[HEAD + 1]; /* ended by a NUL */
    size_t length;
};

static bool begins(const struct head *head, const char *bytes, size_t length)
{
    return head->length >= length && memcmp(head->bytes, bytes, length) == 0;
}

/* ---- ZIP ---- */

static bool is_opendocument_sheet(struct container *container)
{
    static const char sheet[] = "application/vnd.oasis.opendocument.spreadsheet";
    char type[sizeof sheet] = "";
    struct part_stream *stream = member_open(container, "mimetype", NULL);
    if (stream)
        member_read(stream, type, sizeof type - 1, NULL);
    member_close(stream);
    return g_str_has_prefix(type, sheet);
}

/* NULL: an .xlsx, as far as its parts tell. */
static const char *describe_zip(struct container *container)
{
    static const struct {
        const char *prefix, *message;
    } kinds[] = {
        {"xl/workbook.bin", N_("is a binary workbook (.xlsb): open it in Excel and save it as .xlsx")},
        {"word/", N_("is a Word document (.docx), no workbook: copy its tables into a workbook")},
        {"ppt/", N_("is a PowerPoint presentation (.pptx), no workbook")},
        {"index/document.iwa", N_("is a Numbers document: export it from Numbers as .xlsx")},
        {"index.zip", N_("is a Numbers document: export it from Numbers as .xlsx")},
    };
    if (container_has(container, "xl/workbook.xml"))
        return NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (container_has_prefix(container, kinds[i].prefix))
            return _(kinds[i].message);
    if (container_has(container, "_rels/.rels") || container_has(container, "workbook.xml"))
        return NULL;
    return _("is a ZIP archive without a workbook in it: unpack it and give its workbooks");
}

/* An OpenDocument file is told by its mimetype. */
static struct workbook *read_opendocument(
    struct container *container, const char *name, enum grid_wants wants, GError **error)
{
    if (container_has(container, "encrypted-package"))
        refuse(error, name, _("is protected by a password: save it without one"));
    else if (!is_opendocument_sheet(container))
        refuse(error, name, _("is an OpenDocument file, but no spreadsheet"));
    else
        return ods_read(container, name, wants, error);
    return NULL;
}

static struct workbook *read_container(
    struct container *container, const char *name, enum grid_wants wants, GError **error)
{
    if (container_has(container, "mimetype") && !container_has(container, "xl/workbook.xml"))
        return read_opendocument(container, name, wants, error);
    const char *other = describe_zip(container);
    if (!other)
        return xlsx_read(container, name, wants, error);
    refuse(error, name, other);
    return NULL;
}

static struct workbook *read_zip(const char *path, const char *name, enum grid_wants wants, GError **error)
{
    struct container *container = container_open(path, name, error);
    if (!container)
        return NULL;
    struct workbook *workbook = read_container(container, name, wants, error);
    container_close(container);
    return workbook;
}

/* Chart and macro sheets are no worksheets. */
static struct workbook *require_sheet(struct workbook *workbook, const char *name, GError **error)
{
    if (!workbook || workbook->sheets->len)
        return workbook;
    refuse(error, name, _("holds no worksheet: give a file with tables"));
    workbook_free(workbook);
    return NULL;
}

/* ---- the rest ---- */

static const struct {
    const char *bytes;
    size_t length;
    const char *message;
} magics[] = {
    {"PK\5\6", 4, N_("is an empty ZIP archive")},
    {"\x09\x04", 2, N_("is an Excel 4 worksheet, which is not read: open it in Excel and save it as .xlsx")},
    {"\x09\x02", 2, N_("is an Excel 3 worksheet, which is not read: open it in Excel and save it as .xlsx")},
    {"\x09\x00", 2, N_("is an Excel 2 worksheet, which is not read: open it in Excel and save it as .xlsx")},
    {"%PDF", 4, N_("is a PDF document, no workbook: ask for the workbook it was made from")},
    {"{\\rtf", 5, N_("is an RTF text, no workbook: copy its tables into a workbook")},
    {"MIME-Version:", 13, N_("is a web page (MHTML), no workbook: open it in Excel and save it as .xlsx")},
    {"Rar!", 4, N_("is a RAR archive: unpack it and give its workbooks")},
    {"7z\xBC\xAF", 4, N_("is a 7-Zip archive: unpack it and give its workbooks")},
    {"\x1F\x8B", 2, N_("is a gzip archive: unpack it and give its workbooks")},
};

static bool is_text(const struct head *head)
{
    if (begins(head, "\xFF\xFE", 2) || begins(head, "\xFE\xFF", 2))
        return true;
    for (size_t i = 0; i < head->length; i++) {
        unsigned char byte = (unsigned char)head->bytes[i];
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f')
            return false;
    }
    return true;
}

/* Web pages and XML, whatever stands before their first tag. */
static const char *describe_markup(const struct head *head)
{
    static const struct {
        const char *word, *message;
    } words[] = {
        {"urn:schemas-microsoft-com:office:spreadsheet",
            N_("is an XML spreadsheet of 2003: open it in Excel and save it as .xlsx")},
        {"urn:oasis:names:tc:opendocument",
            N_("is a flat OpenDocument file (.fods): open it in LibreOffice and save it as .xlsx")},
        {"<html", N_("is a web page (HTML) named like a workbook: open it in Excel and save it as .xlsx")},
        {"<!doctype html",
            N_("is a web page (HTML) named like a workbook: open it in Excel and save it as .xlsx")},
        {"<table", N_("is a web page (HTML) named like a workbook: open it in Excel and save it as .xlsx")},
        {"<?xml", N_("is an XML file, no workbook: open it in Excel and save it as .xlsx")},
    };
    const char *at = head->bytes;
    if (begins(head, "\xEF\xBB\xBF", 3))
        at += 3;
    while (g_ascii_isspace(*at))
        at++;
    if (*at != '<')
        return NULL;
    char *lower = g_ascii_strdown(at, -1);
    const char *message = NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(words) && !message; i++)
        if (strstr(lower, words[i].word))
            message = _(words[i].message);
    g_free(lower);
    return message;
}

static const char *describe(const struct head *head)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(magics); i++)
        if (begins(head, magics[i].bytes, magics[i].length))
            return _(magics[i].message);
    const char *markup = describe_markup(head);
    if (markup)
        return markup;
    if (is_text(head))
        return _("is a text file (CSV or the like), no workbook: open it in Excel and save it as .xlsx");
    return _("is no workbook, or damaged");
}

/* An .xls, or whatever else stands in an OLE container; or the stream of an .xls without one. */
static bool is_ole(const struct head *head)
{
    return begins(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) || begins(head, "\x09\x08", 2);
}

static struct workbook *read_file(
    const char *path, const char *name, enum grid_wants wants, const char *code_page, GError **error)
{
    struct stat stat_buffer;
    struct head head;
    if (stat(path, &stat_buffer) != 0) {
        refuse(error, name,
            errno == ENOENT || errno == ENOTDIR ? _("there is no such file") : g_strerror(errno));
        return NULL;
    }
    if (S_ISDIR(stat_buffer.st_mode)) {
        refuse(error, name, _("is a folder: give the workbooks in it"));
        return NULL;
    }
    if (!S_ISREG(stat_buffer.st_mode)) {
        refuse(error, name, _("is no regular file"));
        return NULL;
    }
    FILE *file = fopen(path, "rb");
    if (!file) {
        refuse(error, name, g_strerror(errno));
        return NULL;
    }
    head.length = fread(head.bytes, 1, HEAD, file);
    head.bytes[head.length] = 0;
    struct workbook *workbook = NULL;
    if (head.length == 0)
        refuse(error, name, ferror(file) ? _("cannot be read") : _("is empty (0 bytes): get a fresh copy"));
    else if (begins(&head, "PK\3\4", 4))
        workbook = require_sheet(read_zip(path, name, wants, error), name, error);
    else if (is_ole(&head))
        workbook = require_sheet(xls_read(path, name, wants, code_page, error), name, error);
    else
        refuse(error, name, describe(&head));
    fclose(file);
    return workbook;
}

struct workbook *grid_read_in(const char *path, enum grid_wants wants, const char *code_page, GError **error)
{
    char *name = g_filename_display_basename(path);
    struct workbook *workbook = read_file(path, name, wants, code_page, error);
    g_free(name);
    return workbook;
}

struct workbook *grid_read(const char *path, enum grid_wants wants, GError **error)
{
    return grid_read_in(path, wants, NULL, error);
}

bool grid_knows_code_page(const char *name)
{
    return xls_knows_code_page(name);
}

/* A container that is damaged may be a workbook's. */
static bool is_workbook_zip(const char *path)
{
    struct container *container = container_open(path, path, NULL);
    if (!container)
        return true;
    bool open_document = container_has(container, "mimetype") && !container_has(container, "xl/workbook.xml");
    bool workbook = open_document ? is_opendocument_sheet(container)
                                  : !describe_zip(container) || container_has(container, "xl/workbook.bin");
    container_close(container);
    return workbook;
}

bool grid_is_workbook(const char *path)
{
    static const char *const old_sheets[] = {"\x09\x04", "\x09\x02"};
    struct stat status;
    struct head head = {0};
    FILE *file = stat(path, &status) == 0 && S_ISREG(status.st_mode) ? fopen(path, "rb") : NULL;
    if (!file)
        return false;
    head.length = fread(head.bytes, 1, HEAD, file);
    fclose(file);
    if (begins(&head, "PK\3\4", 4))
        return is_workbook_zip(path);
    for (unsigned i = 0; i < G_N_ELEMENTS(old_sheets); i++)
        if (begins(&head, old_sheets[i], 2))
            return true;
    return is_ole(&head) && !xls_is_other_document(path);
}

/* The records before the sheets: which sheets there are, and what they share. */
#include "grid/xls/xls.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"

const char *xls_damaged(void)
{
    return _("is damaged: get a fresh copy, or open it in Excel or LibreOffice and save it as .xlsx");
}

static bool fail(const struct xls *xls, const char *trouble, GError **error)
{
    struct place place = {.file = xls->workbook->name, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    failure_set(error, FAILURE_INPUT, &place, "%s", trouble);
    return false;
}

/* ---- the beginning ---- */

/* Versions as BOF records have them (MS-XLS 2.4.21; before BIFF5 the record's own id says it). */
static const char *begin(struct xls *xls, const struct biff_record *record)
{
    static const struct {
        uint16_t id, version;
        const char *message;
    } older[] = {
        {0x009, 0, N_("is an Excel 2 worksheet, which is not read: open it in Excel and save it as .xlsx")},
        {0x209, 0, N_("is an Excel 3 worksheet, which is not read: open it in Excel and save it as .xlsx")},
        {0x409, 0, N_("is an Excel 4 worksheet, which is not read: open it in Excel and save it as .xlsx")},
        {0x809, 0x200,
            N_("is an Excel 2 worksheet, which is not read: open it in Excel and save it as .xlsx")},
        {0x809, 0x300,
            N_("is an Excel 3 worksheet, which is not read: open it in Excel and save it as .xlsx")},
        {0x809, 0x400,
            N_("is an Excel 4 worksheet, which is not read: open it in Excel and save it as .xlsx")},
    };
    unsigned version = record->length >= 2 ? little_16(record->body) : 0;
    for (unsigned i = 0; i < G_N_ELEMENTS(older); i++)
        if (record->id == older[i].id && (!older[i].version || older[i].version == version))
            return _(older[i].message);
    if (record->id != RECORD_BEGIN || record->length < 4)
        return xls_damaged();
    xls->biff = version == 0x600 ? 8 : 5;
    return NULL;
}

/* ---- sheets and names ---- */

/* MS-XLS 2.4.28 (BoundSheet8). */
static const char *read_entry(struct xls *xls, struct biff_stream *stream, const struct biff_record *record)
{
    struct biff_cursor cursor;
    struct xls_text name;
    if (record->length < 7)
        return xls_damaged();
    if (xls->entries->len >= LIMIT_SHEETS)
        return _("has more sheets than any workbook: not read");
    cursor_init(&cursor, stream, record);
    cursor_skip(&cursor, 6);
    const char *trouble = xls_read_text(xls, &cursor, 1, &name);
    if (trouble)
        return trouble;
    struct xls_entry entry = {
        .name = name.text,
        .offset = little_32(record->body),
        .visibility = (enum visibility)MIN(record->body[4] & 3, SHEET_VERY_HIDDEN),
        .worksheet = record->body[5] == 0,
    };
    g_array_append_val(xls->entries, entry);
    return NULL;
}

/* MS-XLS 2.4.150 (Lbl). */
static const char *read_name(struct xls *xls, struct biff_stream *stream, const struct biff_record *record)
{
    const unsigned header = 14;
    struct biff_cursor cursor;
    struct xls_text text;
    if (record->length < header) {
        g_ptr_array_add(xls->links.names, NULL);
        return NULL;
    }
    const uint8_t *body = record->body;
    bool builtin = little_16(body) & 0x20, is_hidden = little_16(body) & 1;
    cursor_init(&cursor, stream, record);
    cursor_skip(&cursor, header);
    bool good = !xls_read_characters(xls, &cursor, body[3], &text);
    g_ptr_array_add(xls->links.names, good && !builtin ? (gpointer)(uintptr_t)text.text : NULL);
    /* newer functions are names that nobody gave */
    if (!builtin && !(is_hidden && good && g_str_has_prefix(text.text, "_xlfn.")))
        xls->workbook->has_defined_names = true;
    if (!builtin || !good)
        return NULL;
    struct xls_name name = {
        .kind = (uint8_t)text.text[0],
        .sheet = little_16(body + 8),
        .tokens = cursor.at,
        .length = little_16(body + 4),
    };
    if ((name.kind == NAME_PRINT_AREA || name.kind == NAME_PRINT_TITLES) && name.sheet > 0 &&
        name.length <= (size_t)(cursor.end - cursor.at)) {
        name.sheet--;
        g_array_append_val(xls->names, name);
    }
    return NULL;
}

/* Makes the sheets of the workbook; what says at its BOF that it is a chart or a macro sheet is none. */
static const char *make_sheets(struct xls *xls)
{
    enum { BODY_WORKSHEET = 0x10 };
    for (unsigned i = 0; i < xls->entries->len; i++) {
        struct xls_entry *entry = &g_array_index(xls->entries, struct xls_entry, i);
        if (!entry->worksheet)
            continue;
        struct biff_record record;
        struct biff_stream stream = {xls->bytes + MIN(entry->offset, xls->length), xls->bytes + xls->length};
        if (!biff_next(&stream, &record) || record.id != RECORD_BEGIN || record.length < 4)
            return xls_damaged();
        if (little_16(record.body + 2) != BODY_WORKSHEET)
            continue;
        entry->sheet = workbook_add_sheet(xls->workbook, entry->name);
        entry->sheet->visibility = entry->visibility;
    }
    for (unsigned i = 0; i < xls->names->len; i++) {
        const struct xls_name *name = &g_array_index(xls->names, struct xls_name, i);
        if (name->sheet < xls->entries->len) {
            struct sheet *sheet = g_array_index(xls->entries, struct xls_entry, name->sheet).sheet;
            if (sheet)
                xls_print_name(xls, sheet, name);
        }
    }
    return NULL;
}

/* ---- the records ---- */

static const char *read_record(struct xls *xls, struct biff_stream *stream, const struct biff_record *record)
{
    switch (record->id) {
    case RECORD_FILE_PASSWORD:
        return _("is protected by a password: open it in Excel and save it without one");
    case RECORD_CODE_PAGE:
        if (record->length >= 2)
            xls_set_code_page(xls, little_16(record->body));
        return NULL;
    case RECORD_DATE_1904:
        xls->date_1904 = record->length >= 2 && little_16(record->body) == 1;
        return NULL;
    case RECORD_FONT:
        return xls_read_font(xls, stream, record);
    case RECORD_NUMBER_FORMAT:
        return xls_read_number_format(xls, stream, record);
    case RECORD_FORMAT_OF_CELL:
        return xls_read_format(xls, record);
    case RECORD_PALETTE:
        xls_read_palette(xls, record);
        return NULL;
    case RECORD_SHEET:
        return read_entry(xls, stream, record);
    case RECORD_NAME:
        return read_name(xls, stream, record);
    case RECORD_BOOK:
    case RECORD_LINKS:
    case RECORD_OUTER_NAME:
        xls_read_link(xls, stream, record);
        return NULL;
    case RECORD_SHARED_STRINGS:
        return xls_read_shared(xls, stream, record);
    default:
        return NULL;
    }
}

bool xls_read_globals(struct xls *xls, GError **error)
{
    struct biff_stream stream = {xls->bytes, xls->bytes + xls->length};
    struct biff_record record;
    if (!biff_next(&stream, &record))
        return fail(xls, xls_damaged(), error);
    const char *trouble = begin(xls, &record);
    while (!trouble) {
        if (!biff_next(&stream, &record))
            return fail(xls, xls_damaged(), error);
        if (record.id == RECORD_EOF)
            break;
        trouble = read_record(xls, &stream, &record);
    }
    if (!trouble) {
        xls_make_styles(xls);
        trouble = make_sheets(xls);
    }
    return !trouble || fail(xls, trouble, error);
}

/* The records of a worksheet. */
#include "grid/xls/cells.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"

struct sheet_reader {
    struct xls *xls;
    struct sheet *sheet;
    struct xls_cells cells;
};

static bool fail(const struct sheet_reader *reader, const char *trouble, GError **error)
{
    struct place place = {
        reader->xls->workbook->name, reader->sheet->name, reader->cells.row, reader->cells.column};
    failure_set(error, FAILURE_INPUT, &place, "%s", trouble);
    return false;
}

/* MS-XLS 2.4.227 (Row). */
static void read_row(struct sheet_reader *reader, const struct biff_record *record)
{
    if (record->length < 16)
        return;
    unsigned height = little_16(record->body + 6), flags = little_16(record->body + 12);
    struct row info = {
        .index = little_16(record->body),
        .height = height & 0x8000 ? 0 : MIN(height / 20.0, 1000),
        .custom_height = flags & 0x40,
        .hidden = flags & 0x20,
        .style = -1,
    };
    if ((flags & 0x80) && reader->xls->wants == GRID_LOOKS)
        info.style = (int)xls_format(reader->xls, little_16(record->body + 14) & 0xFFF)->style;
    sheet_builder_row_info(&reader->cells.builder, &info);
}

/* MS-XLS 2.4.53 (ColInfo). */
static void read_columns(struct sheet_reader *reader, const struct biff_record *record)
{
    if (record->length < 10 || reader->sheet->columns->len >= LIMIT_COLUMNS)
        return;
    unsigned first = little_16(record->body), last = little_16(record->body + 2);
    if (first > last || first > 255)
        return;
    struct column column = {
        .first = first,
        .last = MIN(last, 255),
        .width = MIN(little_16(record->body + 4) / 256.0, 255),
        .hidden = little_16(record->body + 8) & 1,
        .style = -1,
    };
    unsigned format = little_16(record->body + 6);
    if (reader->xls->wants == GRID_LOOKS && xls_format(reader->xls, format)->style)
        column.style = (int)xls_format(reader->xls, format)->style;
    g_array_append_val(reader->sheet->columns, column);
}

static const char *read_merges(struct sheet_reader *reader, const struct biff_record *record)
{
    unsigned count = record->length >= 2 ? MIN(little_16(record->body), (record->length - 2u) / 8) : 0;
    for (unsigned i = 0; i < count; i++) {
        const uint8_t *at = record->body + 2 + 8 * i;
        struct range range = {little_16(at), little_16(at + 4), little_16(at + 2), little_16(at + 6)};
        if (range.first_row > range.last_row || range.first_column > range.last_column ||
            range.last_column >= LIMIT_COLUMNS ||
            (range.first_row == range.last_row && range.first_column == range.last_column))
            continue;
        if (reader->sheet->merges->len >= LIMIT_MERGES)
            return _("has more merged cells than can be read: split the merges that are not needed");
        g_array_append_val(reader->sheet->merges, range);
    }
    return NULL;
}

static const char *read_record(
    struct sheet_reader *reader, struct biff_stream *stream, const struct biff_record *record)
{
    bool taken;
    const char *trouble = xls_cells_read(&reader->cells, stream, record, &taken);
    if (taken)
        return trouble;
    switch (record->id) {
    case RECORD_ROW:
        read_row(reader, record);
        return NULL;
    case RECORD_COLUMNS:
        read_columns(reader, record);
        return NULL;
    case RECORD_MERGES:
        return read_merges(reader, record);
    default:
        xls_read_page(reader->xls, reader->sheet, stream, record);
        return NULL;
    }
}

/* The records up to the sheet's EOF; charts in the sheet stand between a BOF and an EOF of their own. */
static bool read_records(struct sheet_reader *reader, struct biff_stream *stream, GError **error)
{
    struct biff_record record;
    unsigned depth = 0;
    while (biff_next(stream, &record)) {
        if (record.id == RECORD_BEGIN) {
            depth++;
        } else if (record.id == RECORD_EOF) {
            if (depth-- == 0)
                return true;
        } else if (depth == 0) {
            const char *trouble = read_record(reader, stream, &record);
            if (trouble)
                return fail(reader, trouble, error);
        }
    }
    reader->cells.row = reader->cells.column = PLACE_NO_CELL;
    return fail(reader, xls_damaged(), error);
}

bool xls_read_sheet(struct xls *xls, struct xls_entry *entry, GError **error)
{
    struct sheet_reader reader = {.xls = xls, .sheet = entry->sheet};
    struct biff_stream stream = {xls->bytes + entry->offset, xls->bytes + xls->length};
    struct biff_record begin;
    biff_next(&stream, &begin);
    xls_cells_init(&reader.cells, xls, entry->sheet);
    bool good = read_records(&reader, &stream, error);
    xls->sheet_bytes += (size_t)(stream.at - xls->bytes) - entry->offset;
    /* sheets that share records would be read without end */
    if (good && xls->sheet_bytes > xls->length) {
        reader.cells.row = reader.cells.column = PLACE_NO_CELL;
        good = fail(&reader, xls_damaged(), error);
    }
    if (good) {
        xls_cells_finish(&reader.cells);
        sheet_order_columns(entry->sheet);
        /* frozen without a pane is nothing */
        if (entry->sheet->frozen_rows == LIMIT_ROWS)
            entry->sheet->frozen_rows = entry->sheet->frozen_columns = 0;
    }
    xls_cells_clear(&reader.cells);
    return good;
}

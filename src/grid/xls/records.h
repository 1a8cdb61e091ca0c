/* The records of a BIFF stream: id (2 bytes), length (2), body; one longer than a record may be goes on in
 * CONTINUE records. */
#ifndef PIANOXL_GRID_XLS_RECORDS_H
#define PIANOXL_GRID_XLS_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline uint16_t little_16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static inline uint32_t little_32(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* An IEEE double. */
double little_double(const uint8_t *bytes);

struct biff_record {
    uint16_t id;
    uint16_t length;
    const uint8_t *body;
};

struct biff_stream {
    const uint8_t *at, *end;
};

/* Takes the next record; false at the end, or where what is left is no whole record. */
bool biff_next(struct biff_stream *stream, struct biff_record *ret);

/* Reads on through the body of a record and the CONTINUE records behind it. */
struct biff_cursor {
    struct biff_stream *stream;
    const uint8_t *at, *end; /* of the open body */
};

void cursor_init(struct biff_cursor *cursor, struct biff_stream *stream, const struct biff_record *record);

/* Bytes left in the open body; steps into the next CONTINUE where there are none. 0 at the end. */
size_t cursor_left(struct biff_cursor *cursor);

/* False when the records end before. */
bool cursor_8(struct biff_cursor *cursor, uint8_t *ret);
bool cursor_16(struct biff_cursor *cursor, uint16_t *ret);
bool cursor_32(struct biff_cursor *cursor, uint32_t *ret);
bool cursor_skip(struct biff_cursor *cursor, size_t count);

/* The records that are read. */
enum record_id {
    RECORD_FORMULA = 0x06,
    RECORD_EOF = 0x0A,
    RECORD_PROTECT = 0x12,
    RECORD_HEADER = 0x14,
    RECORD_FOOTER = 0x15,
    RECORD_LINKS = 0x17,
    RECORD_NAME = 0x18,
    RECORD_ROW_BREAKS = 0x1B,
    RECORD_NOTE = 0x1C,
    RECORD_DATE_1904 = 0x22,
    RECORD_OUTER_NAME = 0x23,
    RECORD_LEFT_MARGIN = 0x26,
    RECORD_RIGHT_MARGIN = 0x27,
    RECORD_TOP_MARGIN = 0x28,
    RECORD_BOTTOM_MARGIN = 0x29,
    RECORD_PRINT_HEADINGS = 0x2A,
    RECORD_PRINT_GRIDLINES = 0x2B,
    RECORD_FILE_PASSWORD = 0x2F,
    RECORD_FONT = 0x31,
    RECORD_CONTINUE = 0x3C,
    RECORD_PANE = 0x41,
    RECORD_CODE_PAGE = 0x42,
    RECORD_DEFAULT_COLUMN_WIDTH = 0x55,
    RECORD_COLUMNS = 0x7D,
    RECORD_SHEET_OPTIONS = 0x81,
    RECORD_CENTRE_HORIZONTALLY = 0x83,
    RECORD_CENTRE_VERTICALLY = 0x84,
    RECORD_SHEET = 0x85,
    RECORD_PALETTE = 0x92,
    RECORD_STANDARD_WIDTH = 0x99,
    RECORD_AUTOFILTER = 0x9D,
    RECORD_ZOOM = 0xA0,
    RECORD_PAGE_SETUP = 0xA1,
    RECORD_RK_NUMBERS = 0xBD,
    RECORD_BLANKS = 0xBE,
    RECORD_RICH_LABEL = 0xD6,
    RECORD_FORMAT_OF_CELL = 0xE0,
    RECORD_MERGES = 0xE5,
    RECORD_DRAWING = 0xEC,
    RECORD_SHARED_STRINGS = 0xFC,
    RECORD_SHARED_LABEL = 0xFD,
    RECORD_BOOK = 0x1AE,
    RECORD_CONDITIONAL_FORMAT = 0x1B0,
    RECORD_HYPERLINK = 0x1B8,
    RECORD_VALIDATION = 0x1BE,
    RECORD_BLANK = 0x201,
    RECORD_NUMBER = 0x203,
    RECORD_LABEL = 0x204,
    RECORD_BOOLEAN_OR_ERROR = 0x205,
    RECORD_STRING = 0x207,
    RECORD_ROW = 0x208,
    RECORD_ARRAY = 0x221,
    RECORD_DEFAULT_ROW_HEIGHT = 0x225,
    RECORD_TABLE = 0x236,
    RECORD_WINDOW = 0x23E,
    RECORD_RK = 0x27E,
    RECORD_NUMBER_FORMAT = 0x41E,
    RECORD_SHARED_FORMULA = 0x4BC,
    RECORD_BEGIN = 0x809,
    RECORD_TAB = 0x862,
};

#endif

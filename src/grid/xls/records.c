/* Stepping through a BIFF stream. */
#include "grid/xls/records.h"

#include <string.h>

double little_double(const uint8_t *bytes)
{
    uint64_t bits = little_32(bytes) | (uint64_t)little_32(bytes + 4) << 32;
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

bool biff_next(struct biff_stream *stream, struct biff_record *ret)
{
    size_t left = (size_t)(stream->end - stream->at);
    if (left < 4)
        return false;
    struct biff_record record = {little_16(stream->at), little_16(stream->at + 2), stream->at + 4};
    if (left - 4 < record.length)
        return false;
    stream->at = record.body + record.length;
    *ret = record;
    return true;
}

/* Is the next record one of these? */
static bool biff_peek(const struct biff_stream *stream, uint16_t id)
{
    return stream->end - stream->at >= 4 && little_16(stream->at) == id;
}

void cursor_init(struct biff_cursor *cursor, struct biff_stream *stream, const struct biff_record *record)
{
    *cursor = (struct biff_cursor){stream, record->body, record->body + record->length};
}

size_t cursor_left(struct biff_cursor *cursor)
{
    struct biff_record record;
    while (cursor->at == cursor->end && biff_peek(cursor->stream, RECORD_CONTINUE) &&
           biff_next(cursor->stream, &record)) {
        cursor->at = record.body;
        cursor->end = record.body + record.length;
    }
    return (size_t)(cursor->end - cursor->at);
}

bool cursor_8(struct biff_cursor *cursor, uint8_t *ret)
{
    if (cursor_left(cursor) == 0)
        return false;
    *ret = *cursor->at++;
    return true;
}

bool cursor_16(struct biff_cursor *cursor, uint16_t *ret)
{
    uint8_t low, high;
    if (!cursor_8(cursor, &low) || !cursor_8(cursor, &high))
        return false;
    *ret = (uint16_t)(low | high << 8);
    return true;
}

bool cursor_32(struct biff_cursor *cursor, uint32_t *ret)
{
    uint16_t low, high;
    if (!cursor_16(cursor, &low) || !cursor_16(cursor, &high))
        return false;
    *ret = low | (uint32_t)high << 16;
    return true;
}

bool cursor_skip(struct biff_cursor *cursor, size_t count)
{
    while (count > 0) {
        size_t left = cursor_left(cursor);
        if (left == 0)
            return false;
        size_t step = count < left ? count : left;
        cursor->at += step;
        count -= step;
    }
    return true;
}

/* The records of an .xls. What begins as a stream does is read as it stands. Else the first byte says the
 * version and the code page, and the rest are records, which are put right first: their lengths, where the
 * sheets begin, the end. So a change of one record leaves the others to be read. */
#include "fuzz.h"

#include <string.h>
#include <unistd.h>

#include "grid/xls/records.h"

#define HEADER 4u /* bytes: id and length */

struct piece {
    const uint8_t *at; /* the header */
    unsigned length;   /* with it */
};

static unsigned id_of(const struct piece *piece)
{
    return little_16(piece->at);
}

/* The records; what is left at the end is one without a body, or none. */
static GArray *split(const uint8_t *data, size_t size)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    while (size >= HEADER) {
        size_t body = MIN(little_16(data + 2), size - HEADER);
        struct piece piece = {data, (unsigned)(HEADER + body)};
        g_array_append_val(pieces, piece);
        data += piece.length;
        size -= piece.length;
    }
    return pieces;
}

static void append_record(GByteArray *out, const struct piece *piece)
{
    unsigned at = out->len, body = piece->length - HEADER;
    g_byte_array_append(out, piece->at, piece->length);
    out->data[at + 2] = body & 255;
    out->data[at + 3] = (uint8_t)(body >> 8);
}

static void append_begin(GByteArray *out, unsigned biff, unsigned kind)
{
    const uint8_t version = biff == 8 ? 6 : 5;
    const uint8_t record[] = {9, 8, 8, 0, 0, version, (uint8_t)kind, 0, 0, 0, 0, 0};
    g_byte_array_append(out, record, sizeof record);
}

/* From records to a stream: BOF and EOF about the globals and about every sheet are the target's own. */
static GByteArray *stream_of(unsigned biff, const uint8_t *data, size_t size)
{
    enum { GLOBALS = 5, SHEET = 0x10 };
    static const uint8_t end[] = {RECORD_EOF, 0, 0, 0};
    GByteArray *out = g_byte_array_new();
    GArray *pieces = split(data, size), *places = g_array_new(FALSE, FALSE, sizeof(unsigned));
    unsigned sheets = 0;
    append_begin(out, biff, GLOBALS);
    for (unsigned i = 0; i < pieces->len; i++) {
        const struct piece *piece = &g_array_index(pieces, struct piece, i);
        bool sheet_begins = id_of(piece) == RECORD_EOF && sheets < places->len;
        if (sheet_begins) {
            g_byte_array_append(out, end, sizeof end);
            memcpy(out->data + g_array_index(places, unsigned, sheets++), &out->len, 4);
            append_begin(out, biff, SHEET);
            continue;
        }
        if (id_of(piece) == RECORD_SHEET && piece->length >= HEADER + 4 && !sheets) {
            unsigned place = out->len + HEADER;
            g_array_append_val(places, place);
        }
        append_record(out, piece);
    }
    while (sheets < places->len) {
        g_byte_array_append(out, end, sizeof end);
        memcpy(out->data + g_array_index(places, unsigned, sheets++), &out->len, 4);
        append_begin(out, biff, SHEET);
    }
    g_byte_array_append(out, end, sizeof end);
    g_array_unref(pieces);
    g_array_unref(places);
    return out;
}

static void read_stream(const void *bytes, size_t size, const char *code_page)
{
    for (unsigned wants = GRID_VALUES; wants <= GRID_LOOKS; wants++) {
        int file;
        GError *error = NULL;
        char *path = fuzz_file(bytes, size, &file);
        struct workbook *workbook = grid_read_in(path, wants, code_page, &error);
        if ((workbook == NULL) == (error == NULL))
            g_error("neither a workbook nor an error");
        if (workbook)
            fuzz_look(workbook);
        workbook_free(workbook);
        g_clear_error(&error);
        g_free(path);
        close(file);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { EARLY = 1, GIVEN_CODE_PAGE = 2 };
    if (size >= 2 && little_16(data) == RECORD_BEGIN) {
        read_stream(data, size, NULL);
    } else if (size) {
        GByteArray *stream = stream_of(data[0] & EARLY ? 5 : 8, data + 1, size - 1);
        read_stream(stream->data, stream->len, data[0] & GIVEN_CODE_PAGE ? "CP850" : NULL);
        g_byte_array_unref(stream);
    }
    return 0;
}

/* ---- mutations of records ---- */

/* What libFuzzer has; not there where crashes are replayed. */
__attribute__((weak)) size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

static void mutate_body(GByteArray *out, const struct piece *piece)
{
    uint8_t record[HEADER + 1024] = {0};
    struct piece changed = {record, MIN(piece->length, HEADER + 512)};
    memcpy(record, piece->at, changed.length);
    changed.length =
        HEADER + (unsigned)LLVMFuzzerMutate(record + HEADER, changed.length - HEADER, sizeof record - HEADER);
    append_record(out, &changed);
}

/* The first half of the body, the rest in a CONTINUE record. */
static void split_body(GByteArray *out, const struct piece *piece, unsigned at)
{
    static const uint8_t next[HEADER] = {RECORD_CONTINUE, 0, 0, 0};
    struct piece first = {piece->at, HEADER + at};
    append_record(out, &first);
    GByteArray *rest = g_byte_array_new();
    g_byte_array_append(rest, next, sizeof next);
    g_byte_array_append(rest, piece->at + first.length, piece->length - first.length);
    struct piece second = {rest->data, rest->len};
    append_record(out, &second);
    g_byte_array_unref(rest);
}

static void mutate_record(GByteArray *out, GArray *pieces, unsigned chosen, GRand *random)
{
    enum { BODY, BODY_TOO, DROP, TWICE, ANOTHER, SPLIT, WAYS };
    const struct piece *piece = &g_array_index(pieces, struct piece, chosen);
    unsigned other = (unsigned)g_rand_int_range(random, 0, (int)pieces->len);
    switch (g_rand_int_range(random, 0, WAYS)) {
    case DROP:
        break;
    case TWICE:
        append_record(out, piece);
        append_record(out, piece);
        break;
    case ANOTHER:
        append_record(out, &g_array_index(pieces, struct piece, other));
        append_record(out, piece);
        break;
    case SPLIT:
        split_body(out, piece, (unsigned)g_rand_int_range(random, 0, (int)(piece->length - HEADER) + 1));
        break;
    default:
        mutate_body(out, piece);
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    GRand *random = g_rand_new_with_seed(seed);
    GArray *pieces = size > 1 && little_16(data) != RECORD_BEGIN ? split(data + 1, size - 1) : NULL;
    size_t result = 0;
    if (pieces && pieces->len && g_rand_int_range(random, 0, 8)) {
        unsigned chosen = (unsigned)g_rand_int_range(random, 0, (int)pieces->len);
        GByteArray *out = g_byte_array_new();
        g_byte_array_append(out, data, 1);
        for (unsigned i = 0; i < pieces->len; i++)
            if (i == chosen)
                mutate_record(out, pieces, i, random);
            else
                append_record(out, &g_array_index(pieces, struct piece, i));
        result = MIN(out->len, most);
        memcpy(data, out->data, result);
        g_byte_array_unref(out);
    } else {
        result = LLVMFuzzerMutate(data, size, most);
    }
    if (pieces)
        g_array_unref(pieces);
    g_rand_free(random);
    return result;
}

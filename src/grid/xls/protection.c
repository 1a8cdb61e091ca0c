/* Workbooks whose structure is protected: Excel encrypts them with a password that it knows itself, and opens
 * them without asking. The cipher is that of MS-OFFCRYPTO 2.3.6 (RC4, a key for each 1,024 bytes of the
 * stream). */
#include "grid/xls/xls.h"

#include <string.h>

#define PASSWORD "VelvetSweatshop"
#define KEY_BYTES 5 /* of a digest that go into the keys */
#define BLOCK_BYTES 1024u

enum { SALT_AT = 6, VERIFIER_AT = 22, DIGEST_AT = 38, RECORD_BYTES = 54, DIGEST_BYTES = 16 };

struct keystream {
    uint8_t base[KEY_BYTES];
    uint8_t box[256], i, j;
    size_t position; /* in the stream, of the next byte */
};

static void digest(const uint8_t *bytes, size_t length, uint8_t *ret)
{
    gsize size = DIGEST_BYTES;
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_MD5);
    g_checksum_update(checksum, bytes, (gssize)length);
    g_checksum_get_digest(checksum, ret, &size);
    g_checksum_free(checksum);
}

/* The part of all keys that password and salt make. */
static void make_base(const uint8_t *salt, uint8_t *ret)
{
    uint8_t password[2 * (sizeof PASSWORD - 1)], made[DIGEST_BYTES],
        repeated[16 * (KEY_BYTES + DIGEST_BYTES)];
    for (unsigned i = 0; i < sizeof password; i++)
        password[i] = i % 2 ? 0 : (uint8_t)PASSWORD[i / 2];
    digest(password, sizeof password, made);
    for (uint8_t *at = repeated; at < repeated + sizeof repeated; at += KEY_BYTES + DIGEST_BYTES) {
        memcpy(at, made, KEY_BYTES);
        memcpy(at + KEY_BYTES, salt, DIGEST_BYTES);
    }
    digest(repeated, sizeof repeated, made);
    memcpy(ret, made, KEY_BYTES);
}

static void set_key(struct keystream *stream, size_t block)
{
    uint8_t seed[KEY_BYTES + 4], key[DIGEST_BYTES], other = 0;
    memcpy(seed, stream->base, KEY_BYTES);
    for (unsigned i = 0; i < 4; i++)
        seed[KEY_BYTES + i] = (uint8_t)(block >> 8 * i);
    digest(seed, sizeof seed, key);
    for (unsigned i = 0; i < 256; i++)
        stream->box[i] = (uint8_t)i;
    for (unsigned i = 0; i < 256; i++) {
        uint8_t here = stream->box[i];
        other = (uint8_t)(other + here + key[i % DIGEST_BYTES]);
        stream->box[i] = stream->box[other];
        stream->box[other] = here;
    }
    stream->i = stream->j = 0;
}

static uint8_t next_byte(struct keystream *stream)
{
    uint8_t *box = stream->box;
    if (stream->position % BLOCK_BYTES == 0)
        set_key(stream, stream->position / BLOCK_BYTES);
    stream->position++;
    uint8_t here = box[++stream->i];
    stream->j = (uint8_t)(stream->j + here);
    box[stream->i] = box[stream->j];
    box[stream->j] = here;
    return box[(uint8_t)(box[stream->i] + here)];
}

static void skip_to(struct keystream *stream, size_t position)
{
    if (stream->position / BLOCK_BYTES != position / BLOCK_BYTES)
        stream->position = position / BLOCK_BYTES * BLOCK_BYTES;
    while (stream->position < position)
        next_byte(stream);
}

/* Is the workbook encrypted with Excel's own password? The digest of the verifier says it. */
static bool opens(const struct biff_record *record, struct keystream *ret)
{
    enum { RC4 = 1, FIRST_VERSION = 1 };
    const uint8_t *body = record->body;
    uint8_t both[2 * DIGEST_BYTES], made[DIGEST_BYTES];
    if (record->length != RECORD_BYTES || little_16(body) != RC4 || little_16(body + 2) != FIRST_VERSION)
        return false;
    *ret = (struct keystream){0};
    make_base(body + SALT_AT, ret->base);
    for (unsigned i = 0; i < sizeof both; i++)
        both[i] = body[VERIFIER_AT + i] ^ next_byte(ret);
    digest(both, DIGEST_BYTES, made);
    ret->position = 0;
    return memcmp(made, both + DIGEST_BYTES, DIGEST_BYTES) == 0;
}

/* How many bytes a record's body begins with in the clear (MS-XLS 2.2.10). */
static size_t clear_bytes(const struct biff_record *record)
{
    static const uint16_t clear[] = {RECORD_BEGIN, RECORD_FILE_PASSWORD, 0xE1, 0x138, 0x194, 0x195, 0x196};
    for (unsigned i = 0; i < G_N_ELEMENTS(clear); i++)
        if (record->id == clear[i])
            return record->length;
    return record->id == RECORD_SHEET ? MIN(record->length, 4u) : 0;
}

void xls_unlock(uint8_t *bytes, size_t length)
{
    struct biff_stream stream = {bytes, bytes + length};
    struct biff_record record;
    struct keystream keys;
    do {
        if (!biff_next(&stream, &record) || record.id == RECORD_EOF)
            return;
    } while (record.id != RECORD_FILE_PASSWORD);
    if (!opens(&record, &keys))
        return;
    /* from here on it is a workbook like others */
    memset(bytes + (stream.at - bytes) - RECORD_BYTES - 4, 0, 2);
    while (biff_next(&stream, &record)) {
        size_t begin = (size_t)(record.body - bytes), end = begin + record.length;
        begin += clear_bytes(&record);
        skip_to(&keys, begin);
        for (size_t at = begin; at < end; at++)
            bytes[at] ^= next_byte(&keys);
    }
}

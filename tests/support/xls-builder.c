/* Hand-made .xls files for tests. */
#include "xls-builder.h"

#include <string.h>

#include "zip-builder.h"

#define SECTOR 512u
#define SMALL_SECTOR 64u
#define END_OF_CHAIN 0xFFFFFFFEu
#define FAT_SECTOR 0xFFFFFFFDu
#define NO_ENTRY 0xFFFFFFFFu

static void put(GByteArray *bytes, uint64_t number, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        uint8_t byte = i < 8 ? number >> 8 * i & 255 : 0;
        g_byte_array_append(bytes, &byte, 1);
    }
}

static void set(GByteArray *bytes, unsigned at, uint64_t number, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        bytes->data[at + i] = number >> 8 * i & 255;
}

/* ---- records ---- */

static const char *append_characters(GByteArray *bytes, const char *at, bool wide)
{
    while (*at && *at != '"') {
        put(bytes, g_utf8_get_char(at), wide ? 2 : 1);
        at = g_utf8_next_char(at);
    }
    g_assert_cmpint(*at, ==, '"');
    return at + 1;
}

/* The last character of a number says how it is stored: 0x1Fb is a byte. */
static const char *append_number(GByteArray *bytes, const char *at)
{
    size_t length = strcspn(at, " ;\n*");
    bool repeat = at[length] == '*';
    char *number = g_strndup(at, repeat ? length : length - 1);
    char suffix = repeat ? '*' : at[length - 1];
    bool hexadecimal = number[0] == '0' && number[1] == 'x';
    uint64_t integer = g_ascii_strtoull(hexadecimal ? number + 2 : number, NULL, hexadecimal ? 16 : 10), bits;
    double real = g_ascii_strtod(number, NULL);
    memcpy(&bits, &real, sizeof bits);
    g_free(number);
    switch (suffix) {
    case 'b':
        put(bytes, integer, 1);
        break;
    case 'w':
        put(bytes, integer, 2);
        break;
    case 'd':
        put(bytes, integer, 4);
        break;
    case 'f':
        put(bytes, bits, 8);
        break;
    case '*':
        for (uint64_t i = 0; i < integer; i++)
            put(bytes, (uint8_t)at[length + 1], 1);
        return at + length + 2;
    default:
        g_error("no number: %s", at);
    }
    return at + length;
}

void biff_append(GByteArray *stream, const char *records)
{
    for (const char *at = records; *at;) {
        char *end;
        while (*at == ' ' || *at == '\n' || *at == ';')
            at++;
        if (!*at)
            return;
        unsigned id = (unsigned)g_ascii_strtoull(at, &end, 16), begin = stream->len;
        g_assert_cmpint(*end, ==, ':');
        put(stream, id, 4);
        for (at = end + 1; *at && *at != '\n' && *at != ';';) {
            if (*at == ' ')
                at++;
            else if (*at == '"')
                at = append_characters(stream, at + 1, false);
            else if (at[0] == 'u' && at[1] == '"')
                at = append_characters(stream, at + 2, true);
            else
                at = append_number(stream, at);
        }
        set(stream, begin + 2, stream->len - begin - 4, 2);
    }
}

static void append_begin(GByteArray *stream, unsigned biff, unsigned body)
{
    put(stream, 0x809, 2);
    put(stream, biff == 8 ? 16 : 8, 2);
    put(stream, biff == 8 ? 0x600 : 0x500, 2);
    put(stream, body, 2);
    put(stream, 0, biff == 8 ? 12 : 4);
}

GByteArray *biff_workbook(unsigned biff, const char *globals, const struct xls_sheet *sheets)
{
    GByteArray *stream = g_byte_array_new();
    unsigned offsets[16], count = 0;
    append_begin(stream, biff, 5);
    biff_append(stream, globals);
    for (; sheets[count].name; count++) {
        unsigned length = (unsigned)strlen(sheets[count].name);
        g_assert_cmpint(count, <, 16);
        put(stream, 0x85, 2);
        put(stream, (biff == 8 ? 8 : 7) + length, 2);
        offsets[count] = stream->len;
        put(stream, 0, 4);
        put(stream, sheets[count].state, 1);
        put(stream, sheets[count].type, 1);
        put(stream, length, 1);
        if (biff == 8)
            put(stream, 0, 1);
        g_byte_array_append(stream, (const guint8 *)sheets[count].name, length);
    }
    put(stream, 0x0A, 4);
    for (unsigned i = 0; i < count; i++) {
        set(stream, offsets[i], stream->len, 4);
        append_begin(stream, biff, sheets[i].body ? sheets[i].body : 0x10);
        biff_append(stream, sheets[i].records);
        put(stream, 0x0A, 4);
    }
    return stream;
}

/* ---- the container (MS-CFB) ---- */

static void append_entry(GByteArray *bytes, const char *name, unsigned type, uint32_t right, uint32_t child,
    uint32_t first, uint32_t length)
{
    unsigned begin = bytes->len, characters = (unsigned)strlen(name);
    for (unsigned i = 0; i < characters; i++)
        put(bytes, (uint8_t)name[i], 2);
    put(bytes, 0, 64 - 2 * characters > 8 ? 8 : 2);
    while (bytes->len < begin + 64)
        put(bytes, 0, 1);
    put(bytes, 2 * characters + 2, 2);
    put(bytes, type, 1);
    put(bytes, 1, 1); /* black */
    put(bytes, NO_ENTRY, 4);
    put(bytes, right, 4);
    put(bytes, child, 4);
    while (bytes->len < begin + 116)
        put(bytes, 0, 1);
    put(bytes, first, 4);
    put(bytes, length, 8);
}

/* The header, for a FAT of `fat` sectors from `first_fat` on. */
static GByteArray *begin_container(
    unsigned fat, unsigned first_fat, unsigned directory, uint32_t small, unsigned small_count)
{
    GByteArray *bytes = g_byte_array_new();
    put(bytes, 0xE11AB1A1E011CFD0u, 8);
    put(bytes, 0, 16);
    put(bytes, 0x0003003E, 4);
    put(bytes, 0x0009FFFE, 4);
    put(bytes, 6, 8);
    put(bytes, 0, 4);
    put(bytes, fat, 4);
    put(bytes, directory, 4);
    put(bytes, 0, 4);
    put(bytes, 4096, 4);
    put(bytes, small, 4);
    put(bytes, small_count, 4);
    put(bytes, END_OF_CHAIN, 4);
    put(bytes, 0, 4);
    for (unsigned i = 0; i < 109; i++)
        put(bytes, i < fat ? first_fat + i : NO_ENTRY, 4);
    return bytes;
}

static void fill_sectors(GByteArray *bytes, unsigned count)
{
    while (bytes->len < SECTOR * (1 + count))
        put(bytes, 0, 1);
}

static GByteArray *build_container(const char *name, const GByteArray *stream, unsigned storages, bool nested)
{
    unsigned length = MAX(stream->len, 4096u);
    unsigned data = (length + SECTOR - 1) / SECTOR, directory = (storages + 2 + 3) / 4, fat = 1;
    while (fat * (SECTOR / 4) < data + directory + fat)
        fat++;
    g_assert_cmpint(fat, <=, 109);
    GByteArray *bytes = begin_container(fat, data + directory, data, END_OF_CHAIN, 0);
    g_byte_array_append(bytes, stream->data, stream->len);
    fill_sectors(bytes, data);
    append_entry(bytes, "Root Entry", 5, NO_ENTRY, 1, END_OF_CHAIN, 0);
    append_entry(bytes, name, 2, storages ? 2 : NO_ENTRY, NO_ENTRY, 0, length);
    for (unsigned i = 0; i < storages; i++) {
        char *storage = g_strdup_printf("Z%08u", i);
        uint32_t next = i + 1 < storages ? i + 3 : NO_ENTRY;
        append_entry(bytes, storage, 1, nested ? NO_ENTRY : next, nested ? next : NO_ENTRY, 0, 0);
        g_free(storage);
    }
    fill_sectors(bytes, data + directory);
    for (unsigned i = 0; i < fat * (SECTOR / 4); i++) {
        uint32_t next = NO_ENTRY;
        if (i < data + directory)
            next = i + 1 == data || i + 1 == data + directory ? END_OF_CHAIN : i + 1;
        else if (i < data + directory + fat)
            next = FAT_SECTOR;
        put(bytes, next, 4);
    }
    return bytes;
}

GByteArray *ole_build(const char *name, const GByteArray *stream, unsigned storages)
{
    return build_container(name, stream, storages, false);
}

GByteArray *ole_build_nested(const char *name, const GByteArray *stream, unsigned storages)
{
    return build_container(name, stream, storages, true);
}

GByteArray *ole_build_small(const char *name, const GByteArray *stream)
{
    unsigned small = (stream->len + SMALL_SECTOR - 1) / SMALL_SECTOR;
    unsigned data = (small * SMALL_SECTOR + SECTOR - 1) / SECTOR;
    g_assert_cmpint(stream->len, <, 4096);
    GByteArray *bytes = begin_container(1, data + 2, data, data + 1, 1);
    g_byte_array_append(bytes, stream->data, stream->len);
    fill_sectors(bytes, data);
    append_entry(bytes, "Root Entry", 5, NO_ENTRY, 1, 0, small * SMALL_SECTOR);
    append_entry(bytes, name, 2, NO_ENTRY, NO_ENTRY, 0, stream->len);
    fill_sectors(bytes, data + 1);
    for (unsigned i = 0; i < SECTOR / 4; i++)
        put(bytes, i < small ? (i + 1 < small ? i + 1 : END_OF_CHAIN) : NO_ENTRY, 4);
    for (unsigned i = 0; i < SECTOR / 4; i++) {
        uint32_t next = i < data + 2 ? END_OF_CHAIN : i == data + 2 ? FAT_SECTOR : NO_ENTRY;
        put(bytes, i + 1 < data ? i + 1 : next, 4);
    }
    return bytes;
}

void bytes_patch(GByteArray *bytes, unsigned at, uint32_t value)
{
    set(bytes, at, value, 4);
}

char *xls_build(unsigned biff, const char *globals, const char *sheet)
{
    const struct xls_sheet sheets[] = {{.name = "S", .records = sheet}, {.name = NULL}};
    GByteArray *stream = biff_workbook(biff, globals, sheets);
    GByteArray *bytes = ole_build(biff == 8 ? "Workbook" : "Book", stream, 0);
    char *path = file_build(bytes->data, bytes->len);
    g_byte_array_unref(stream);
    g_byte_array_unref(bytes);
    return path;
}

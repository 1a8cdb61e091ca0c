/* libgsf reads the container, behind a check of its directory. */
#include "grid/xls/ole.h"

#include <string.h>

#include "grid/xls/gsf.h"
#include "grid/xls/records.h"
#include "support/limits.h"

#define HEADER 512u
#define HEADER_FAT 109u /* sectors of the FAT that the header itself lists */
#define ENTRY 128u      /* bytes of a directory entry */
#define ENTRY_LEFT 68u
#define ENTRY_RIGHT 72u
#define LAST_SECTOR 0xFFFFFFFAu

struct ole {
    struct gsf gsf;
    GsfInfile *infile;
    gsf_off_t length; /* of the file: no stream is longer */
};

/* ---- the check (MS-CFB 2.2 to 2.6) ---- */

struct tables {
    const uint8_t *bytes;
    size_t length;
    unsigned shift; /* a sector has 1 << shift bytes */
    uint32_t *fat;  /* where the sectors of the FAT stand */
    size_t fat_count;
};

/* NULL outside the file. A file may end within its last sector. */
static const uint8_t *sector_at(const struct tables *tables, uint32_t sector, size_t needed)
{
    uint64_t place = ((uint64_t)sector + 1) << tables->shift;
    return sector < LAST_SECTOR && place + needed <= tables->length ? tables->bytes + place : NULL;
}

/* Lists the FAT's sectors: those of the header, then those of a chain of sectors that list more. */
static bool list_fat(struct tables *tables)
{
    size_t most = tables->length >> tables->shift, per_sector = (1u << tables->shift) / 4;
    uint32_t count = little_32(tables->bytes + 44), chain = little_32(tables->bytes + 68);
    if (count > most)
        return false;
    tables->fat = g_new(uint32_t, count ? count : 1);
    for (; tables->fat_count < count && tables->fat_count < HEADER_FAT; tables->fat_count++)
        tables->fat[tables->fat_count] = little_32(tables->bytes + 76 + 4 * tables->fat_count);
    while (tables->fat_count < count) {
        const uint8_t *list = sector_at(tables, chain, per_sector * 4);
        if (!list)
            return false;
        for (size_t i = 0; i + 1 < per_sector && tables->fat_count < count; i++)
            tables->fat[tables->fat_count++] = little_32(list + 4 * i);
        chain = little_32(list + 4 * (per_sector - 1));
    }
    return true;
}

static bool next_sector(const struct tables *tables, uint32_t *sector)
{
    size_t per_sector = (1u << tables->shift) / 4;
    size_t place = *sector / per_sector, offset = *sector % per_sector * 4;
    if (place >= tables->fat_count)
        return false;
    const uint8_t *fat = sector_at(tables, tables->fat[place], offset + 4);
    if (!fat)
        return false;
    *sector = little_32(fat + offset);
    return true;
}

/* The root has no entries beside it: libgsf would read them, and never give them back. Itself it knows. */
static bool has_siblings(const uint8_t *root)
{
    uint32_t left = little_32(root + ENTRY_LEFT), right = little_32(root + ENTRY_RIGHT);
    return (left && left < LAST_SECTOR) || (right && right < LAST_SECTOR);
}

/* Counts the directory's entries along its chain, which a cycle makes too long. */
static enum ole_trouble check_directory(const struct tables *tables)
{
    unsigned per_sector = (1u << tables->shift) / ENTRY, count = 0;
    uint32_t sector = little_32(tables->bytes + 48);
    while (sector < LAST_SECTOR) {
        const uint8_t *entries = sector_at(tables, sector, ENTRY);
        if (!entries || (count == 0 && has_siblings(entries)))
            return OLE_DAMAGED;
        if ((count += per_sector) > LIMIT_OLE_ENTRIES)
            return OLE_TOO_MANY;
        if (!next_sector(tables, &sector))
            return OLE_DAMAGED;
    }
    return count ? OLE_GOOD : OLE_DAMAGED;
}

static enum ole_trouble check(const uint8_t *bytes, size_t length)
{
    static const uint8_t signature[8] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};
    if (length < HEADER || memcmp(bytes, signature, sizeof signature) != 0)
        return OLE_DAMAGED;
    struct tables tables = {.bytes = bytes, .length = length, .shift = little_16(bytes + 30)};
    if (tables.shift < 7 || tables.shift > 16)
        return OLE_DAMAGED;
    enum ole_trouble trouble = list_fat(&tables) ? check_directory(&tables) : OLE_DAMAGED;
    g_free(tables.fat);
    return trouble;
}

/* ---- libgsf ---- */

static const char *const domains[] = {NULL, "libgsf", "libgsf:msole", "GLib-GObject"};
#define DOMAINS G_N_ELEMENTS(domains)

static void say_nothing(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
    (void)domain, (void)level, (void)message, (void)data;
}

/* libgsf prints what it thinks of a damaged file. */
static void silence(guint handlers[DOMAINS])
{
    const GLogLevelFlags levels = G_LOG_LEVEL_MASK | G_LOG_FLAG_RECURSION;
    for (unsigned i = 0; i < DOMAINS; i++)
        handlers[i] = g_log_set_handler(domains[i], levels, say_nothing, NULL);
}

static void speak(const guint handlers[DOMAINS])
{
    for (unsigned i = 0; i < DOMAINS; i++)
        g_log_remove_handler(domains[i], handlers[i]);
}

struct ole *ole_open(const uint8_t *bytes, size_t length, enum ole_trouble *ret_trouble)
{
    guint handlers[DOMAINS];
    struct gsf gsf;
    enum ole_trouble trouble = check(bytes, length);
    if (trouble == OLE_GOOD && !gsf_load(GSF_LIBRARY, &gsf))
        trouble = OLE_NO_LIBRARY;
    if (trouble != OLE_GOOD) {
        *ret_trouble = trouble;
        return NULL;
    }
    silence(handlers);
    GsfInput *input = gsf.gsf_input_memory_new(bytes, (gsf_off_t)length, FALSE);
    GsfInfile *infile = gsf.gsf_infile_msole_new(input, NULL);
    gsf.g_object_unref(input);
    if (infile && gsf.gsf_infile_num_children(infile) <= 0)
        g_clear_pointer(&infile, gsf.g_object_unref);
    speak(handlers);
    if (!infile) {
        *ret_trouble = OLE_DAMAGED;
        return NULL;
    }
    struct ole *ole = g_new0(struct ole, 1);
    ole->gsf = gsf;
    ole->infile = infile;
    ole->length = (gsf_off_t)length;
    return ole;
}

void ole_close(struct ole *ole)
{
    if (!ole)
        return;
    ole->gsf.g_object_unref(ole->infile);
    g_free(ole);
}

/* The number of a child of the root, -1 if there is none of this name. */
static int find(const struct ole *ole, const char *name)
{
    int count = ole->gsf.gsf_infile_num_children(ole->infile);
    for (int i = 0; i < count; i++) {
        const char *other = ole->gsf.gsf_infile_name_by_index(ole->infile, i);
        if (other && g_ascii_strcasecmp(name, other) == 0)
            return i;
    }
    return -1;
}

bool ole_has(const struct ole *ole, const char *name)
{
    return find(ole, name) >= 0;
}

uint8_t *ole_read(struct ole *ole, const char *name, size_t *ret_length)
{
    guint handlers[DOMAINS];
    int number = find(ole, name);
    uint8_t *bytes = NULL;
    size_t length = 0;
    if (number < 0)
        return NULL;
    silence(handlers);
    const struct gsf *gsf = &ole->gsf;
    GsfInput *stream = gsf->gsf_infile_child_by_index(ole->infile, number);
    gsf_off_t stated = stream ? gsf->gsf_input_size(stream) : 0;
    if (stated > 0 && stated <= ole->length) {
        length = (size_t)stated;
        bytes = g_malloc(length);
        if (!gsf->gsf_input_read(stream, length, bytes))
            g_clear_pointer(&bytes, g_free);
    }
    g_clear_pointer(&stream, gsf->g_object_unref);
    speak(handlers);
    if (bytes)
        *ret_length = length;
    return bytes;
}

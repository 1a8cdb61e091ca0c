#include "grid/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"

#define DOTS_USUAL 96.0
#define DOTS_LEAST 10.0
#define DOTS_MOST 5000.0
#define METRES_PER_INCH 0.0254
#define INCHES_PER_CM 2.54

/* A file of bytes at work. */
struct bytes {
    const unsigned char *at, *end;
};

static size_t left(const struct bytes *bytes)
{
    return (size_t)(bytes->end - bytes->at);
}

static unsigned number(const unsigned char *at, unsigned size)
{
    unsigned value = 0;
    for (unsigned i = 0; i < size; i++)
        value = value << 8 | at[i];
    return value;
}

/* The checksum of PNG (ISO/IEC 15948, annex D). */
static unsigned checksum(const unsigned char *at, size_t size)
{
    unsigned sum = 0xFFFFFFFFu;
    for (size_t i = 0; i < size; i++) {
        sum ^= at[i];
        for (unsigned bit = 0; bit < 8; bit++)
            sum = sum & 1 ? 0xEDB88320u ^ sum >> 1 : sum >> 1;
    }
    return ~sum;
}

static void set_dots(struct picture *picture, double across, double down)
{
    if (across < DOTS_LEAST || across > DOTS_MOST || down < DOTS_LEAST || down > DOTS_MOST)
        return;
    picture->dots_across = across;
    picture->dots_down = down;
}

#define CHUNK_FRAME 12u /* length, type, checksum */
#define SIGNATURE_SIZE 8u

static const unsigned char signature[SIGNATURE_SIZE] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

/* Goes through the chunks: IHDR first, image data, IEND last, each with its checksum. */
static bool scan_png(struct bytes bytes, struct picture *ret)
{
    bool has_header = false, has_data = false;
    bytes.at += SIGNATURE_SIZE;
    while (left(&bytes) >= CHUNK_FRAME) {
        size_t length = number(bytes.at, 4);
        const unsigned char *type = bytes.at + 4, *data = bytes.at + 8;
        if (length > left(&bytes) - CHUNK_FRAME || number(data + length, 4) != checksum(type, length + 4))
            return false;
        bytes.at += CHUNK_FRAME + length;
        if (!has_header) {
            if (memcmp(type, "IHDR", 4) != 0 || length != 13)
                return false;
            ret->width = number(data, 4);
            ret->height = number(data + 4, 4);
            has_header = true;
        } else if (memcmp(type, "pHYs", 4) == 0 && length == 9 && data[8] == 1) {
            set_dots(ret, number(data, 4) * METRES_PER_INCH, number(data + 4, 4) * METRES_PER_INCH);
        } else if (memcmp(type, "IDAT", 4) == 0) {
            has_data = true;
        } else if (memcmp(type, "IEND", 4) == 0) {
            return has_data && left(&bytes) == 0;
        }
    }
    return false;
}

enum marker {
    MARKER_START_OF_FRAME = 0xC0, /* to 0xCF, but for the next three */
    MARKER_HUFFMAN = 0xC4,
    MARKER_EXTENSION = 0xC8,
    MARKER_ARITHMETIC = 0xCC,
    MARKER_END = 0xD9,
    MARKER_SCAN = 0xDA,
    MARKER_APP0 = 0xE0,
};

static bool begins_frame(unsigned marker)
{
    return marker >= MARKER_START_OF_FRAME && marker <= 0xCF && marker != MARKER_HUFFMAN &&
           marker != MARKER_EXTENSION && marker != MARKER_ARITHMETIC;
}

/* Goes through the segments up to the image data, behind which the end must be marked. */
static bool scan_jpeg(struct bytes bytes, struct picture *ret)
{
    bool has_frame = false;
    bytes.at += 2;
    while (left(&bytes) >= 4) {
        if (bytes.at[0] != 0xFF)
            return false;
        unsigned marker = bytes.at[1];
        if (marker == 0xFF) { /* padding */
            bytes.at++;
            continue;
        }
        size_t length = number(bytes.at + 2, 2);
        const unsigned char *data = bytes.at + 4;
        if (length < 2 || length > left(&bytes) - 2)
            return false;
        if (begins_frame(marker)) {
            if (length < 8 || (data[5] != 1 && data[5] != 3)) /* grey or colour, not for the press */
                return false;
            ret->height = number(data + 1, 2);
            ret->width = number(data + 3, 2);
            has_frame = true;
        } else if (marker == MARKER_APP0 && length >= 16 && memcmp(data, "JFIF", 5) == 0) {
            double unit = data[7] == 1 ? 1 : data[7] == 2 ? INCHES_PER_CM : 0;
            set_dots(ret, number(data + 8, 2) * unit, number(data + 10, 2) * unit);
        } else if (marker == MARKER_SCAN) {
            static const unsigned char end[] = {0xFF, MARKER_END};
            return has_frame && memmem(data, left(&bytes) - 4, end, sizeof end) != NULL;
        }
        bytes.at += 2 + length;
    }
    return false;
}

static const struct {
    enum picture_kind kind;
    const unsigned char *mark;
    size_t size;
    bool (*scan)(struct bytes bytes, struct picture *ret);
} kinds[] = {
    {PICTURE_PNG, signature, SIGNATURE_SIZE, scan_png},
    {PICTURE_JPEG, (const unsigned char *)"\xFF\xD8\xFF", 3, scan_jpeg},
};

static struct picture *refuse(const char *path, GError **error, const char *why)
{
    struct place place = {path, NULL, PLACE_NO_CELL, PLACE_NO_CELL};
    failure_set(error, FAILURE_INPUT, &place, "%s", why);
    return NULL;
}

struct picture *picture_from_bytes(const unsigned char *bytes, size_t size, const char *path, GError **error)
{
    if (size > LIMIT_PICTURE_BYTES)
        return refuse(path, error, _("is larger than a picture may be (1 MB): make it smaller"));
    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (size < kinds[i].size || memcmp(bytes, kinds[i].mark, kinds[i].size) != 0)
            continue;
        struct picture found = {.kind = kinds[i].kind, .dots_across = DOTS_USUAL, .dots_down = DOTS_USUAL};
        if (!kinds[i].scan((struct bytes){bytes, bytes + size}, &found) || found.width == 0 ||
            found.height == 0)
            return refuse(
                path, error, _("is a damaged picture, or one of an unusual kind: save it anew as PNG"));
        if (found.width > LIMIT_PICTURE_SIDE || found.height > LIMIT_PICTURE_SIDE)
            return refuse(path, error, _("has more than 4,096 pixels on a side: make it smaller"));
        struct picture *picture = g_new(struct picture, 1);
        *picture = found;
        picture->bytes = g_memdup2(bytes, size);
        picture->size = size;
        return picture;
    }
    return refuse(path, error, _("is no PNG or JPEG picture: save it as one"));
}

/* At most one byte more than a picture may have. */
static size_t read_some(int file, unsigned char *buffer)
{
    size_t size = 0;
    ssize_t count = 1;
    while (size <= LIMIT_PICTURE_BYTES && (count > 0 || (count < 0 && errno == EINTR))) {
        count = read(file, buffer + size, LIMIT_PICTURE_BYTES + 1 - size);
        size += count > 0 ? (size_t)count : 0;
    }
    return size;
}

struct picture *picture_read(const char *path, GError **error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    if (file < 0)
        return refuse(path, error, errno == ENOENT ? _("there is no such file") : g_strerror(errno));
    struct picture *picture = NULL;
    if (fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) {
        refuse(path, error, _("is no ordinary file"));
    } else {
        unsigned char *buffer = g_malloc(LIMIT_PICTURE_BYTES + 1);
        size_t size = read_some(file, buffer);
        picture = picture_from_bytes(buffer, size, path, error);
        g_free(buffer);
    }
    close(file);
    return picture;
}

void picture_free(struct picture *picture)
{
    if (picture == NULL)
        return;
    g_free((gpointer)(guintptr)picture->bytes);
    g_free(picture);
}

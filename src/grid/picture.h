/* A picture, the emblem of page headers: what it is its bytes tell, all of them are looked at before another
 * program gets them. */
#ifndef PIANOXL_GRID_PICTURE_H
#define PIANOXL_GRID_PICTURE_H

#include <stddef.h>
#include <glib.h>

enum picture_kind { PICTURE_PNG, PICTURE_JPEG };

struct picture {
    enum picture_kind kind;
    const unsigned char *bytes;
    size_t size;
    unsigned width, height;        /* pixels */
    double dots_across, dots_down; /* pixels in an inch as the file says, 96 where it does not */
};

/* Reads a PNG or JPEG file. NULL and `error` (FAILURE_INPUT) when it is none, is damaged or larger than
 * LIMIT_PICTURE_BYTES or LIMIT_PICTURE_SIDE. To be freed with picture_free. */
struct picture *picture_read(const char *path, GError **error);
void picture_free(struct picture *picture);

/* The same for bytes in memory, which are copied; `path` is for messages. */
struct picture *picture_from_bytes(const unsigned char *bytes, size_t size, const char *path, GError **error);

#endif

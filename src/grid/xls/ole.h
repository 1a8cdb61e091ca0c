/* The OLE container of an .xls: from the bytes of a file to those of one stream. */
#ifndef PIANOXL_GRID_XLS_OLE_H
#define PIANOXL_GRID_XLS_OLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <glib.h>

struct ole;

enum ole_trouble {
    OLE_GOOD,
    OLE_DAMAGED,    /* no container, or its tables contradict themselves */
    OLE_TOO_MANY,   /* more than LIMIT_OLE_ENTRIES in the directory */
    OLE_NO_LIBRARY, /* libgsf is not installed */
};

/* Opens a container in memory; `bytes` must outlive it. NULL and the reason when it cannot be opened. The
 * directory is looked through first: libgsf crashes on one that nests deep and takes quadratic time for a
 * wide one. */
struct ole *ole_open(const uint8_t *bytes, size_t length, enum ole_trouble *ret_trouble);
void ole_close(struct ole *ole);

/* Is there a stream or storage of this name in the root, in any case? */
bool ole_has(const struct ole *ole, const char *name);

/* Reads a whole stream of the root, its name in any case: NULL when there is none or it is cut short. To be
 * freed. */
uint8_t *ole_read(struct ole *ole, const char *name, size_t *ret_length);

#endif

/* The ZIP container of a workbook: parts by name, read in full, within the limits of support/limits.h. */
#ifndef PIANOXL_GRID_XLSX_CONTAINER_H
#define PIANOXL_GRID_XLSX_CONTAINER_H

#include <stdbool.h>
#include <glib.h>
#include <sys/types.h>

struct container;
struct part_stream;

/* Opens the container at `path`; `name` is the file's name for messages and must outlive the container. NULL
 * and `error` (FAILURE_INPUT) when it is damaged, or holds more than the limits allow or a part twice. */
struct container *container_open(const char *path, const char *name, GError **error);
/* From now on a part, and all that is read, may have so many bytes instead of LIMIT_PART_BYTES and
 * LIMIT_TOTAL_BYTES. */
void container_allow(struct container *container, guint64 part, guint64 total);
void container_close(struct container *container);

/* Part names are compared without ASCII case; backslashes count as slashes, a leading slash does not count.
 */
bool container_has(const struct container *container, const char *part);

/* Does a part's name begin with `prefix`? */
bool container_has_prefix(const struct container *container, const char *prefix);

/* Opens a part for reading; NULL and `error` when it is missing or cannot be read. One part at a time. */
struct part_stream *member_open(struct container *container, const char *part, GError **error);

/* Reads at most `size` bytes: 0 at the end, where the checksum has been found right; -1 and `error` on
 * damage, or when a limit is passed. */
ssize_t member_read(struct part_stream *stream, void *buffer, size_t size, GError **error);
void member_close(struct part_stream *stream);

/* Sets an error about a part; `{}` in the message stands for the part's name. */
void part_fail(const char *file, const char *part, GError **error, const char *message);

/* The name of the part that a relationship of `part` points to: "../x.xml" from "xl/a/b.xml" is "xl/x.xml",
 * "/y.xml" is "y.xml". NULL when it leads out of the container. To be freed. */
char *part_resolve(const char *part, const char *target);

/* Where the relationships of a part stand: "xl/_rels/workbook.xml.rels" for "xl/workbook.xml". To be freed.
 */
char *part_relationships(const char *part);

#endif

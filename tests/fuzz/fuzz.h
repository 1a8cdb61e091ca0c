/* Fuzz targets: each takes bytes and must neither crash nor hang. What the targets share. */
#ifndef PIANOXL_TESTS_FUZZ_H
#define PIANOXL_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "grid/workbook.h"

/* The target: what libFuzzer calls, and the replay of crashes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fuzz_part {
    const char *name;
    const void *bytes;
    size_t size;
};

/* A file in memory, whose name grid_read takes; `ret_file` is to be closed. To be freed. */
char *fuzz_file(const void *bytes, size_t size, int *ret_file);

/* Reads the bytes as a workbook, NULL if they are refused. */
struct workbook *fuzz_read(const void *bytes, size_t size, enum grid_wants wants);

/* A ZIP of parts that are not packed. To be freed. */
GString *fuzz_zip(const struct fuzz_part *parts, unsigned count);

/* An .xlsx of one sheet, with these parts (NULL: a plain one) for sheet, shared strings and styles. */
GString *fuzz_xlsx(
    const struct fuzz_part *sheet, const struct fuzz_part *strings, const struct fuzz_part *styles);

/* Looks at all that a workbook holds: every cell as it is shown, merges, rows; a digest of it. */
unsigned fuzz_look(const struct workbook *workbook);

/* Reads, looks and frees, once for values and once for looks. */
void fuzz_read_and_look(const void *bytes, size_t size);

/* Reads an .xlsx once with the pull scanners and once with expat alone; ends the program when they differ. */
void fuzz_compare_scanner(const GString *file);

#endif

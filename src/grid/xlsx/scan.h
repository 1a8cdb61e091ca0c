/* What the pull scanners share: a part's bytes, ended by a NUL, are gone through once. */
#ifndef PIANOXL_GRID_XLSX_SCAN_H
#define PIANOXL_GRID_XLSX_SCAN_H

#include <string.h>

#include "grid/xlsx/xml.h"

#define SCAN_LOOKAHEAD 32 /* bytes that tell which tag it is */

/* A text as it stands in the part. */
struct span {
    char *text;
    size_t length;
    bool entities;
};

/* Takes the text up to the next tag, which XML allows as it stands. */
enum scan_result scan_text(char **at, char *end, struct span *ret);

/* The text with its entities resolved; false: one that XML does not know. */
bool scan_resolve(const struct span *span, GString *ret);

static inline bool scan_is_blank(char character)
{
    return character == ' ' || character == '\n' || character == '\t' || character == '\r';
}

static inline void scan_blanks(char **at)
{
    while (scan_is_blank(**at))
        (*at)++;
}

/* Steps over a word that stands here; false when another does. Its length in bytes must be there. A macro,
 * since the compiler makes a comparison or two of memcmp with a length that it knows. */
#define SCAN_WORD(at, word) (memcmp(*(at), word, sizeof(word) - 1) == 0 && (*(at) += sizeof(word) - 1))

#endif

/* What in a PDF changes from run to run though nothing in it changed. */
#ifndef PIANOXL_PRINT_STAMP_H
#define PIANOXL_PRINT_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is it a PDF, from its first mark to its last? */
bool stamp_is_pdf(const char *bytes, size_t length);

/* Sets the date of creation to the day `created` (serial of the 1900 system, midnight UTC) and makes the
 * document's two identifiers and its checksum a digest of all the rest. Nothing changes its length, and what
 * is not there stays away. */
void stamp_settle(char *bytes, size_t length, int32_t created);

#endif

/* Parsed targets as text, for tables of cases. */
#ifndef PIANOXL_TESTS_TARGET_TEXT_H
#define PIANOXL_TESTS_TARGET_TEXT_H

#include "score/target.h"

/* "kind operator quantity unit" in a few letters. To be freed. */
char *target_to_text(const struct target *target);

#endif

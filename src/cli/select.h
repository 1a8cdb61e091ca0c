/* Which record a user means. */
#ifndef PIANOXL_CLI_SELECT_H
#define PIANOXL_CLI_SELECT_H

#include "plan/plan.h"

/* The record that `text` names: `[LEVEL:][ANCESTOR/]CODE[#N]`, a title in place of a code, a level's name
 * alone for the only record of the level; N counts in tree order. NULL and `error` (FAILURE_USAGE) when there
 * is none or more than one: it then lists how each is named. */
const struct record *select_record(const struct plan *plan, const char *text, GError **error);

#endif

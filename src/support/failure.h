/* Why a command cannot go on: a GError whose code is the exit status that it leads to. */
#ifndef PIANOXL_SUPPORT_FAILURE_H
#define PIANOXL_SUPPORT_FAILURE_H

#include <glib.h>
#include "support/place.h"

#define FAILURE (failure_quark())
GQuark failure_quark(void);

enum failure_code {
    FAILURE_FINDINGS = 1, /* findings of severity error under check or --strict */
    FAILURE_USAGE = 2,    /* wrong use */
    FAILURE_INPUT = 3,    /* an input or a template was unreadable or refused, or nothing is left to write */
    FAILURE_OUTPUT = 4,   /* an output could not be written */
};

/* Sets `error` (if not NULL and not set) to "PLACE: message"; `place` may be NULL. Message grammar: lower
 * case, no full stop, what is wrong first, then what to do. */
void failure_set(GError **error, enum failure_code code, const struct place *place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

#endif

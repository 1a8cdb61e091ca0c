/* Findings (rilievi): what is wrong or doubtful, each with id, severity and place. Every room raises them;
 * one table, findings.def, knows them all. */
#ifndef PIANOXL_SUPPORT_FINDINGS_H
#define PIANOXL_SUPPORT_FINDINGS_H

#include <glib.h>
#include "support/place.h"

enum severity {
    SEVERITY_NONE, /* "no": switched off */
    SEVERITY_NOTE,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
};

enum finding_id {
#define FINDING(id, name, severity, message, remedy) FINDING_##id,
#include "support/findings.def"
#undef FINDING
    FINDING_COUNT
};

struct finding {
    enum finding_id id;
    enum severity severity;
    struct place place; /* where to look */
    struct place other; /* the second cell, if two disagree; other.file NULL: none */
    char *text;         /* the message with its arguments, one line */
    unsigned more;      /* not 0: stands for that many others of the sheet, which were not kept */
};

#define FINDINGS_MOST 1000u /* of one id in a sheet, or in a file, that are kept; the rest are counted */

struct findings;

struct findings *findings_new(void);
void findings_free(struct findings *findings);

/* Adds a finding: the table's message with {1}, {2} ... replaced by the arguments (NULL-terminated list of
 * texts), quoted as text_quote does. `other` may be NULL. Texts of the places must outlive the findings.
 * After FINDINGS_MOST of an id in a sheet one more stands for all that follow, "... and 12 more". */
void findings_add(struct findings *findings, enum finding_id id, const struct place *place,
    const struct place *other, ...) G_GNUC_NULL_TERMINATED;

/* The same with another severity than the table's (a line of Controlli); SEVERITY_NONE adds nothing. */
void findings_add_as(struct findings *findings, enum finding_id id, enum severity severity,
    const struct place *place, const struct place *other, ...) G_GNUC_NULL_TERMINATED;

/* The findings that are kept, in order; what findings_get returns is valid until the next is added. By
 * severity all that were added are counted, kept or not. */
unsigned findings_count(const struct findings *findings);
unsigned findings_count_severity(const struct findings *findings, enum severity severity);
const struct finding *findings_get(const struct findings *findings, unsigned index);

/* Stable name for machines ("valori-diversi"), severity as users read it ("errore"), remedy in the user's
 * language. */
const char *finding_name(enum finding_id id);
const char *finding_remedy(enum finding_id id);
const char *severity_name(enum severity severity);
/* False if `name` is none of errore, avviso, nota, no. */
bool severity_parse(const char *name, enum severity *ret);

#endif

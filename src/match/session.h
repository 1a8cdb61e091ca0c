/* One reading of inputs with one template, from views to the plan. */
#ifndef PIANOXL_MATCH_SESSION_H
#define PIANOXL_MATCH_SESSION_H

#include "match/reader.h"

struct session {
    struct reader reader;
    const struct views *views;
    struct findings *unheard; /* of conditions, which raise none */
};

void session_init(struct session *session, const struct template *template, const struct views *views,
    struct findings *findings);
void session_clear(struct session *session);

/* Finds the year, divides the sheets and reads their parts; false and `error` when an input is refused. */
bool session_read(struct session *session, int year, GError **error);

/* The table with whose header a sheet agrees best, and what it lacks, in words. To be freed. */
char *nearest_table(struct reader *reader, const struct view *view);

/* What is said of a workbook without any cell that is not set aside. */
const char *nothing_to_read(void);

#endif

/* The workers: started when there is work, replaced when they die. */
#ifndef PIANOXL_CLI_BATCH_POOL_H
#define PIANOXL_CLI_BATCH_POOL_H

#include "cli/batch/worker.h"

#define NO_INPUT_NOW (-1)

struct unit; /* what a worker is given */

struct worker {
    pid_t pid;
    int socket;
    int errors;           /* what it prints, through a pipe */
    GByteArray *stream;   /* answers that have come so far */
    GString *printed;     /* since its unit began */
    struct unit *unit;    /* NULL: idle */
    gint64 deadline;      /* of the unit; monotonic microseconds */
    gint64 reading;       /* number of the input it reads; NO_INPUT_NOW */
    bool placing;         /* its outputs take their places just now */
    bool printing;        /* LibreOffice works for it, and must be ended with it */
};

struct pool {
    const struct workshop *workshop;
    GPtrArray *workers; /* struct worker * */
    unsigned most;
    int signals; /* file descriptor: an interruption can be read from it */
};

/* From now on SIGINT, SIGTERM and SIGHUP do not end the program: see pool_wait. False: it cannot be done. */
bool pool_begin(struct pool *pool, const struct workshop *workshop, unsigned most);

/* A worker without work, started if there are fewer than `most`; NULL: all are at work, or none can be
 * started. */
struct worker *pool_idle(struct pool *pool);

enum pool_event { POOL_NOTHING, POOL_ANSWER, POOL_DEATH, POOL_INTERRUPTED };

/* Waits, at most until `until` (monotonic microseconds), for an answer, a death (one that takes longer than
 * its deadline is killed), or an interruption. What it gives is to be dealt with before the next call: an
 * answer is to be cleared; a dead worker is to be removed with pool_bury. */
enum pool_event pool_wait(
    struct pool *pool, gint64 until, struct worker **ret_worker, struct message *ret_answer);

/* Why it died, in words, with the last line that it printed. To be freed. */
char *pool_bury(struct pool *pool, struct worker *worker);

/* Ends all workers. */
void pool_end(struct pool *pool);

#endif

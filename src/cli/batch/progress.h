/* How far a long run is, on one line of the terminal that is drawn anew at most ten times a second. */
#ifndef PIANOXL_CLI_BATCH_PROGRESS_H
#define PIANOXL_CLI_BATCH_PROGRESS_H

#include <stdbool.h>
#include <glib.h>

struct progress {
    bool shown;
    unsigned total;
    gint64 began, drawn; /* monotonic microseconds; drawn 0: never */
    bool on_screen;
};

extern const char *const progress_words[]; /* auto, never, always; NULL */

/* `when`: NULL or "auto" (if stderr is a terminal), "never", "always". */
struct progress progress_begin(const char *when, unsigned total);

/* Draws the line, if it is time. `current` is the file's name. */
void progress_show(struct progress *progress, unsigned done, const char *current);
/* Takes the line away, for a message or at the end. */
void progress_hide(struct progress *progress);

/* The line itself, at most `width` columns. To be freed. */
char *progress_line(unsigned done, unsigned total, gint64 elapsed, const char *current, unsigned width);

#endif

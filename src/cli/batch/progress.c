#include "cli/batch/progress.h"
#include "support/intl.h"
#include "support/text.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define PERIOD (G_USEC_PER_SEC / 10)
#define DEFAULT_WIDTH 80u

const char *const progress_words[] = {"auto", "never", "always", NULL};

struct progress progress_begin(const char *when, unsigned total)
{
    bool automatic = !when || strcmp(when, "auto") == 0;
    return (struct progress){
        .shown = automatic ? isatty(STDERR_FILENO) : strcmp(when, "always") == 0,
        .total = total,
        .began = g_get_monotonic_time(),
    };
}

static unsigned terminal_width(void)
{
    struct winsize size;
    bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : DEFAULT_WIDTH;
}

/* "1:02:03", "2:03" */
static char *duration_text(gint64 microseconds)
{
    gint64 seconds = microseconds / G_USEC_PER_SEC;
    int hours = (int)(seconds / 3600), minutes = (int)(seconds / 60 % 60), rest = (int)(seconds % 60);
    return hours ? g_strdup_printf("%d:%02d:%02d", hours, minutes, rest)
                 : g_strdup_printf("%d:%02d", minutes, rest);
}

char *progress_line(unsigned done, unsigned total, gint64 elapsed, const char *current, unsigned width)
{
    elapsed = MAX(elapsed, 1);
    gint64 tenths = (gint64)done * 10 * G_USEC_PER_SEC / elapsed; /* files per ten seconds */
    char *left = done ? duration_text(elapsed / done * (total - done)) : g_strdup("-:--");
    char *name = text_quote(current ? current : "", 0);
    char *line = g_strdup_printf(_("%u/%u files, %d.%d/s, %s left  %s"), done, total, (int)(tenths / 10),
        (int)(tenths % 10), left, name);
    char *end = g_utf8_strlen(line, -1) > (glong)width ? g_utf8_offset_to_pointer(line, width) : NULL;
    if (end)
        *end = '\0';
    g_free(left);
    g_free(name);
    return line;
}

void progress_show(struct progress *progress, unsigned done, const char *current)
{
    gint64 now = g_get_monotonic_time();
    if (!progress->shown || (progress->drawn && now - progress->drawn < PERIOD))
        return;
    char *line = progress_line(done, progress->total, now - progress->began, current, terminal_width() - 1);
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
    g_free(line);
    progress->drawn = now;
    progress->on_screen = true;
}

void progress_hide(struct progress *progress)
{
    if (!progress->on_screen)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->on_screen = false;
    progress->drawn = 0;
}

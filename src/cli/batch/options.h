/* What the options of batch ask for. */
#ifndef PIANOXL_CLI_BATCH_OPTIONS_H
#define PIANOXL_CLI_BATCH_OPTIONS_H

#include "cli/batch/groups.h"
#include "cli/cli.h"

struct batch_options {
    enum grouping grouping;
    unsigned jobs;
    unsigned part, parts; /* 1, 1: all */
    unsigned timeout;     /* seconds */
};

/* False and `error` (FAILURE_USAGE) when one is wrong. */
bool batch_options_parse(const struct settings *settings, struct batch_options *ret, GError **error);

/* Those that decide what is written, as one text. To be freed. */
char *batch_options_text(const struct settings *settings, const struct batch_options *options);

#endif

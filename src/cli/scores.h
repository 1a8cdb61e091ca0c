/* Achievements as text. */
#ifndef PIANOXL_CLI_SCORES_H
#define PIANOXL_CLI_SCORES_H

#include "score/evaluate.h"

/* The scores of a record and all below it as TSV, with a header line. To be freed. */
char *scores_tsv(struct calculation *calculation, const struct record *root);

#endif

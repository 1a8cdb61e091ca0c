/* What the parser of targets looks for in a line of lower case text: words and dates. For the files of this
 * room. */
#ifndef PIANOXL_SCORE_PHRASE_H
#define PIANOXL_SCORE_PHRASE_H

#include "score/target.h"

const char *skip_blanks(const char *text);
bool at_word_end(const char *text);

/* Behind `word` if it stands at `text` as a whole word; NULL if not. */
const char *behind_word(const char *text, const char *word);

/* Behind the first of the prefixes that stands at `text`; `text` if none does. */
const char *skip_one_of(const char *text, const char *const *prefixes, size_t count);

/* Nothing but a full stop or a remark in brackets. */
bool is_end(const char *text);

/* A year at `text`, or `year` where none stands there; 0 if neither is known. */
int year_at(const char *text, int year, const char **ret_behind);

/* A date, a month, a period of the year: fills kind and serial in. */
bool read_date(const char *text, int year, struct target *target);

#endif

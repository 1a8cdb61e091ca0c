/* Texts as people type them: blanks, cases, accents. All texts are valid UTF-8. */
#ifndef PIANOXL_SUPPORT_TEXT_H
#define PIANOXL_SUPPORT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

/* Length in bytes of the blank character at `text` (space, tab, CR, no-break, thin and other Unicode blanks;
 * not the line feed), 0 if there is none. */
size_t text_blank_at(const char *text);

/* The same, the line feed included. */
size_t text_space_at(const char *text);

/* A cell's text as it is read: runs of blanks become one space, lines are trimmed, empty lines dropped
 * (rule 3); "" when nothing is left. To be freed. */
char *text_clean(const char *text);

/* As text_clean, with line breaks folded to a space as well. To be freed. */
char *text_one_line(const char *text);

/* The words of a text in lower case without accents, joined by one space; punctuation separates words, the
 * signs % and € count as words' characters ("Ob. Ind." is "ob ind"). A text without letters and digits and
 * those signs gives its cleaned self. To be freed. */
char *text_words(const char *text);

/* text_words without its spaces: equal keys mean equal fixed texts (rule 3). To be freed. */
char *text_key(const char *text);

/* Do two fixed texts agree: without case, accents, punctuation, blanks, line breaks? */
bool text_same(const char *a, const char *b);

/* Do two texts agree without case and blanks, punctuation and accents counting (the `=` of formulas)? */
bool text_equal_loosely(const char *a, const char *b);

/* Codes compare without blanks and case. */
bool text_same_code(const char *a, const char *b);

/* Equal keys mean the same code, and texts that are equal loosely. To be freed. */
char *text_code_key(const char *text);

/* Letters and digits in `text`: what "explained characters" counts. */
unsigned text_count_alnum(const char *text);

/* `text` on one line for messages: \n, \t, \r as escapes, other control characters removed, cut with "…"
 * after `most` characters (0: never). Here alone `text` need not be valid UTF-8 (file names). To be freed. */
char *text_quote(const char *text, unsigned most);

/* TSV field: backslash, line feed, tab, carriage return escaped. To be freed. */
char *text_tsv(const char *text);

/* Number of UTF-16 units, as Excel counts lengths. */
size_t text_utf16_length(const char *text);

/* Appends, until there are more than `most` bytes: a text that is refused for its length takes no more
 * memory. */
void text_append_within(GString *text, const char *characters, size_t length, size_t most);

/* Does `text` match a pattern with `*` (anything) and `?` (one character), without case? */
bool text_glob(const char *pattern, const char *text);

/* The nearest of `words` (NULL-terminated) to a misspelt word by edit distance, NULL if none is near. */
const char *text_nearest(const char *word, const char *const *words);

#endif

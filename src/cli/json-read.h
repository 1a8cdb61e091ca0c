/* JSON text, read into a tree. */
#ifndef PIANOXL_CLI_JSON_READ_H
#define PIANOXL_CLI_JSON_READ_H

#include <stdbool.h>
#include <glib.h>
#include "support/arena.h"

enum json_kind { JSON_NULL, JSON_TRUE, JSON_FALSE, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

/* Elements of an array and members of an object stand in a row: first, next, next. */
struct json_value {
    enum json_kind kind;
    const char *key;  /* of a member; NULL */
    const char *text; /* of a text, unescaped; of a number, its digits */
    struct json_value *first, *next;
};

/* NULL when the text is no JSON (RFC 8259), nests deeper than 32, or is not UTF-8. The tree lives in the
 * arena. */
const struct json_value *json_read(struct arena *arena, const char *text);

/* The member of an object; NULL: none, or no object. */
const struct json_value *json_member(const struct json_value *object, const char *key);
/* A member's text, NULL if there is none; its whole number, 0 if there is none; is it true? */
const char *json_member_text(const struct json_value *object, const char *key);
gint64 json_member_number(const struct json_value *object, const char *key);
bool json_member_true(const struct json_value *object, const char *key);

#endif

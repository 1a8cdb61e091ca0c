/* JSON text, written in order: keys stand as they are given, so the same data give the same bytes. */
#ifndef PIANOXL_CLI_JSON_H
#define PIANOXL_CLI_JSON_H

#include <stdbool.h>
#include <glib.h>

struct json {
    GString *text;
    unsigned depth;
    bool first; /* nothing stands yet in the object or array that is open */
};

struct json json_new(void);
/* The finished text, with a line feed at its end; to be freed. */
char *json_finish(struct json *json);

/* `key` NULL: an element of an array, or the whole. */
void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket);
/* A text, escaped; NULL: null. */
void json_text(struct json *json, const char *key, const char *text);
/* Digits that are a JSON number already ("6.06"); NULL: null. */
void json_number(struct json *json, const char *key, const char *digits);
void json_boolean(struct json *json, const char *key, bool value);

#endif

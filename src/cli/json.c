#include "cli/json.h"

struct json json_new(void)
{
    return (struct json){.text = g_string_new(NULL), .first = true};
}

char *json_finish(struct json *json)
{
    g_string_append_c(json->text, '\n');
    return g_string_free(json->text, FALSE);
}

static void add_quoted(GString *text, const char *content)
{
    g_string_append_c(text, '"');
    for (const char *at = content; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte == '"' || byte == '\\')
            g_string_append_printf(text, "\\%c", byte);
        else if (byte == '\n')
            g_string_append(text, "\\n");
        else if (byte == '\t')
            g_string_append(text, "\\t");
        else if (byte < 0x20 || byte == 0x7f)
            g_string_append_printf(text, "\\u%04x", byte);
        else
            g_string_append_c(text, *at);
    }
    g_string_append_c(text, '"');
}

static void new_line(struct json *json)
{
    g_string_append_c(json->text, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        g_string_append(json->text, "  ");
}

static void begin(struct json *json, const char *key)
{
    if (!json->first)
        g_string_append_c(json->text, ',');
    if (json->depth > 0)
        new_line(json);
    json->first = false;
    if (key == NULL)
        return;
    add_quoted(json->text, key);
    g_string_append(json->text, ": ");
}

void json_open(struct json *json, const char *key, char bracket)
{
    begin(json, key);
    g_string_append_c(json->text, bracket);
    json->depth++;
    json->first = true;
}

void json_close(struct json *json, char bracket)
{
    json->depth--;
    if (!json->first)
        new_line(json);
    g_string_append_c(json->text, bracket);
    json->first = false;
}

void json_text(struct json *json, const char *key, const char *text)
{
    begin(json, key);
    if (text == NULL)
        g_string_append(json->text, "null");
    else
        add_quoted(json->text, text);
}

void json_number(struct json *json, const char *key, const char *digits)
{
    begin(json, key);
    g_string_append(json->text, digits != NULL ? digits : "null");
}

void json_boolean(struct json *json, const char *key, bool value)
{
    begin(json, key);
    g_string_append(json->text, value ? "true" : "false");
}

/* JSON that is read: what is none, what is kept, and that what json.h writes comes back. */
#include <string.h>
#include <glib.h>
#include "cli/json-read.h"
#include "cli/json.h"

static const char *const bad[] = {"", " ", "{", "}", "[1,]", "[1 2]", "{\"a\" 1}", "{\"a\":}", "{a:1}",
    "{\"a\":1,}", "nul", "truE", "01", "-", "1.", ".5", "1e", "+1", "\"", "\"\\x\"", "\"\\u12\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\u0000\"", "\"a\nb\"", "\"\xff\"", "1 2", "[1]]",
    "\xEF\xBB\xBF{}", "'a'", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"};

static void test_bad(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(bad); i++) {
        struct arena *arena = arena_new();
        g_test_message("text %u", i);
        g_assert_null(json_read(arena, bad[i]));
        arena_free(arena);
    }
}

static const struct {
    const char *text;
    enum json_kind kind;
    const char *kept;
} values[] = {
    {"null", JSON_NULL, NULL},
    {" true ", JSON_TRUE, NULL},
    {"\nfalse", JSON_FALSE, NULL},
    {"0", JSON_NUMBER, "0"},
    {"-12.50", JSON_NUMBER, "-12.50"},
    {"1E+9", JSON_NUMBER, "1E+9"},
    {"\"\"", JSON_TEXT, ""},
    {"\"a\\\"\\\\\\/\\b\\f\\n\\r\\tb\"", JSON_TEXT, "a\"\\/\b\f\n\r\tb"},
    {"\"\\u00e8\\u20AC\\ud83d\\ude00\"", JSON_TEXT, "è€😀"},
    {"\"perché\"", JSON_TEXT, "perché"},
    {"[]", JSON_ARRAY, NULL},
    {"{ }", JSON_OBJECT, NULL},
};

static void test_values(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(values); i++) {
        struct arena *arena = arena_new();
        const struct json_value *value = json_read(arena, values[i].text);
        g_test_message("%s", values[i].text);
        g_assert_nonnull(value);
        g_assert_cmpint(value->kind, ==, values[i].kind);
        g_assert_cmpstr(value->text, ==, values[i].kept);
        g_assert_null(value->first);
        arena_free(arena);
    }
}

static void test_members(void)
{
    struct arena *arena = arena_new();
    const struct json_value *value =
        json_read(arena, "{\"a\": 1, \"b\": [true, \"x\"], \"c\": {\"d\": \"e\"}, \"f\": true}");
    g_assert_cmpint(json_member_number(value, "a"), ==, 1);
    g_assert_cmpint(json_member_number(value, "b"), ==, 0);
    g_assert_null(json_member_text(value, "a"));
    g_assert_null(json_member_text(value, "z"));
    g_assert_cmpstr(json_member_text(json_member(value, "c"), "d"), ==, "e");
    g_assert_true(json_member_true(value, "f"));
    g_assert_false(json_member_true(value, "a"));
    const struct json_value *list = json_member(value, "b");
    g_assert_cmpint(list->first->kind, ==, JSON_TRUE);
    g_assert_cmpstr(list->first->next->text, ==, "x");
    g_assert_null(list->first->next->next);
    g_assert_null(json_member(list, "a"));
    g_assert_null(json_member(NULL, "a"));
    arena_free(arena);
}

static void test_written(void)
{
    struct json json = json_new();
    json_open(&json, NULL, '{');
    json_text(&json, "text \"q\"", "a\tb\nc\\d\x01 é");
    json_number(&json, "number", "6.06");
    json_boolean(&json, "no", false);
    json_text(&json, "null", NULL);
    json_close(&json, '}');
    char *text = json_finish(&json);
    struct arena *arena = arena_new();
    const struct json_value *value = json_read(arena, text);
    g_assert_cmpstr(json_member_text(value, "text \"q\""), ==, "a\tb\nc\\d\x01 é");
    g_assert_cmpstr(json_member(value, "number")->text, ==, "6.06");
    g_assert_cmpint(json_member(value, "no")->kind, ==, JSON_FALSE);
    g_assert_cmpint(json_member(value, "null")->kind, ==, JSON_NULL);
    arena_free(arena);
    g_free(text);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/json/bad", test_bad);
    g_test_add_func("/cli/json/values", test_values);
    g_test_add_func("/cli/json/members", test_members);
    g_test_add_func("/cli/json/written", test_written);
    return g_test_run();
}

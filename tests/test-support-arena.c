#include "support/arena.h"

#include <glib.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

static void test_alloc(void)
{
    struct arena *arena = arena_new();
    unsigned char *blocks[2000];
    for (unsigned i = 0; i < G_N_ELEMENTS(blocks); i++) {
        blocks[i] = arena_alloc(arena, i);
        g_assert_cmpuint((uintptr_t)blocks[i] % alignof(max_align_t), ==, 0);
        for (unsigned j = 0; j < i; j++)
            g_assert_cmpuint(blocks[i][j], ==, 0);
        memset(blocks[i], (int)(i % 251), i);
        if (i % 7 == 0)
            g_assert_cmpstr(arena_strdup(arena, "x"), ==, "x");
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(blocks); i++)
        for (unsigned j = 0; j < i; j++)
            g_assert_cmpuint(blocks[i][j], ==, i % 251);
    arena_free(arena);
}

static void test_large(void)
{
    struct arena *arena = arena_new();
    char *small = arena_strdup(arena, "small");
    char *large = arena_alloc(arena, 10u << 20);
    large[(10u << 20) - 1] = 1;
    char *more = arena_strdup(arena, "more");
    g_assert_cmpstr(small, ==, "small");
    g_assert_cmpstr(more, ==, "more");
    arena_free(arena);
}

static void test_texts(void)
{
    struct arena *arena = arena_new();
    g_assert_null(arena_strdup(arena, NULL));
    g_assert_null(arena_strndup(arena, NULL, 3));
    g_assert_cmpstr(arena_strndup(arena, "abcdef", 3), ==, "abc");
    g_assert_cmpstr(arena_strndup(arena, "ab", 3), ==, "ab");
    int *numbers = arena_new0(arena, int, 4);
    g_assert_cmpint(numbers[3], ==, 0);
    arena_free(arena);
    arena_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/support/arena/alloc", test_alloc);
    g_test_add_func("/support/arena/large", test_large);
    g_test_add_func("/support/arena/texts", test_texts);
    return g_test_run();
}

/* Relative addresses of files. */
#include <glib.h>
#include "support/url.h"

static const struct {
    const char *folder, *file, *url;
} cases[] = {
    {"/a", "/a/b.xlsx", "b.xlsx"},
    {"/a/", "/a/b/c.xlsx", "b/c.xlsx"},
    {"/a/b", "/a/c.xlsx", "../c.xlsx"},
    {"/a/b/c", "/d/e.xlsx", "../../../d/e.xlsx"},
    {"/", "/e.xlsx", "e.xlsx"},
    {"/a/b", "/a/b", "../b"},
    {"/ab", "/a/b", "../a/b"},
    {"/a", "/a/perch\303\251 #1 100%.xlsx", "perch%C3%A9%20%231%20100%25.xlsx"},
    {"/a", "/a/a:b&c'd.xlsx", "a%3Ab%26c%27d.xlsx"},
    {"/perch\303\251", "/perch\303\251/x.xlsx", "x.xlsx"},
    {"/a", "/a/\377.xlsx", "%FF.xlsx"},
};

static void test_relative(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *url = url_relative(cases[i].folder, cases[i].file);
        g_assert_cmpstr(url, ==, cases[i].url);
        g_free(url);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/support/url/relative", test_relative);
    return g_test_run();
}

/* Font metrics: widths of the metric twins, wrapping, row heights. */
#include <math.h>
#include "writer/metrics.h"

static const struct font calibri = {0};
static const struct font arial_bold = {.name = "Arial", .size = 10, .bold = true};

/* The width of a text on one line, from the height of many such upright. */
static double width_of(const struct font *font, const char *text)
{
    const struct style upright = {.rotation = 90, .font = *font};
    GString *many = g_string_new(NULL);
    for (unsigned i = 0; i < 1000; i++)
        g_string_append(many, text);
    double height =
        metrics_text_height(&upright, many->str, NULL, 0, 1) - metrics_text_height(&upright, "", NULL, 0, 1);
    g_string_free(many, TRUE);
    return height / 1000;
}

/* Lines of text in so many points, of one line's height each. */
static double height_of(const char *text, const struct rich_run *runs, unsigned run_count, double points)
{
    const struct style wrap = {.wrap = true};
    double pixels = ceil((points * 1.02 + 3.75) / 0.75);
    return metrics_text_height(&wrap, text, runs, run_count, pixels / 7);
}

static void test_width(void)
{
    static const struct {
        const struct font *font;
        const char *text;
        double points;
    } cases[] = {
        {&calibri, "", 0},
        {&calibri, "0", 0.507 * 11},
        {&calibri, "000", 3 * 0.507 * 11},
        {&calibri, "àè€", (0.479 + 0.498 + 0.507) * 11},
        {&arial_bold, "0", 5.56},
        {&arial_bold, "→•", 10 + 3.5},
        {&calibri, "\u4e2d", 11},
        {&calibri, "e\u0301", 0.498 * 11},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        double width = width_of(cases[i].font, cases[i].text);
        g_assert_cmpfloat_with_epsilon(width, cases[i].points, 0.01);
    }
    struct font unknown = {.name = "Frutiger"}, times = {.name = "times new roman"};
    g_assert_cmpfloat_with_epsilon(width_of(&unknown, "0"), 0.556 * 11, 0.01);
    g_assert_cmpfloat_with_epsilon(width_of(&times, "0"), 0.507 * 11, 0.01);
}

/* Excel's own default row heights. */
static void test_line_height(void)
{
    static const struct {
        const char *name;
        double size, height;
    } cases[] = {
        {NULL, 0, 15},
        {"Calibri", 8, 11.25},
        {"Calibri", 9, 12},
        {"Calibri", 10, 12.75},
        {"Calibri", 11, 15},
        {"Calibri", 12, 15.75},
        {"Calibri", 14, 18.75},
        {"Calibri", 16, 21},
        {"Calibri", 18, 23.25},
        {"Arial", 8, 11.25},
        {"Arial", 10, 12.75},
        {"Arial", 11, 14.25},
        {"Arial", 12, 15},
        {"Calibri", 10.5, 15},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct font font = {.name = cases[i].name, .size = cases[i].size};
        g_assert_cmpfloat(metrics_line_height(&font), ==, cases[i].height);
    }
    for (double size = 1; size < 409; size++) {
        struct font font = {.size = size};
        g_assert_cmpfloat(metrics_line_height(&font), >=, size * 1.2207);
    }
}

static void test_lines(void)
{
    static const struct {
        const char *text;
        double digits; /* the room, in digits of Calibri 11 */
        unsigned lines;
    } cases[] = {
        {"", 10, 1},
        {"0000", 4, 1},
        {"0000 0000", 4, 2},
        {"0000 0000", 10, 1},
        {"0000    ", 4, 1},
        {"00000000", 4, 2},
        {"0 00000000", 4, 3},
        {"00000000", 0.1, 8},
        {"0\n0", 10, 2},
        {"0\n", 10, 2},
        {"\n\n0", 10, 3},
        {"0000-aaaa", 5, 2},
        {"aa aaa/aaaaaa", 6, 3},
        {"aa/aaaaaa", 4, 3},
        {"0000-0000", 5, 2},
        {"00 00\u00a000", 5, 2},
        {"00 00 00", 5, 2},
        {"0000 00\u00a000", 5, 2},
        {"0000 00 000", 5, 3},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        double room = cases[i].digits * 0.507 * 11 + 0.01;
        double lines = height_of(cases[i].text, NULL, 0, room) / 15;
        if (lines != cases[i].lines)
            g_error(
                "'%s' in %g takes %g lines, not %u", cases[i].text, cases[i].digits, lines, cases[i].lines);
    }
}

static void test_runs(void)
{
    static const struct rich_run runs[] = {
        {"000", {.bold = true}},
        {"000", {.size = 22}},
        {" 0", {.size = 0}},
    };
    /* The first two are one word, which stays together. */
    double word = (3 * 11 + 3 * 22) * 0.507;
    g_assert_cmpfloat(height_of(NULL, runs, 3, word + 0.1), ==, 28.5 + 15);
    g_assert_cmpfloat(height_of(NULL, runs, 3, word + 20), ==, 28.5);
}

static void test_height(void)
{
    struct style plain = {0}, wrap = {.wrap = true},
                 indented = {.wrap = true, .indent = 2, .horizontal = ALIGN_LEFT};
    const char *ten = "0000000000 0000000000";
    double room = 10 * 0.507 * 11 / 5.25 + 5.0 / 7 + 0.4; /* just ten digits */
    g_assert_cmpfloat(metrics_text_height(&plain, ten, NULL, 0, room), ==, 15);
    g_assert_cmpfloat(metrics_text_height(&plain, "0\n0", NULL, 0, room), ==, 15);
    g_assert_cmpfloat(metrics_text_height(&wrap, ten, NULL, 0, room), ==, 30);
    g_assert_cmpfloat(metrics_text_height(&indented, ten, NULL, 0, room), ==, 60);
    g_assert_cmpfloat(metrics_text_height(&wrap, ten, NULL, 0, 2 * room), ==, 15);
    g_assert_cmpfloat(metrics_text_height(&wrap, "", NULL, 0, 0), ==, 15);
    struct style upright = {.rotation = 90}, downward = {.rotation = -90}, stacked = {.rotation = 255};
    g_assert_cmpfloat(metrics_text_height(&upright, "0000000000", NULL, 0, 1), >, 55.7);
    g_assert_cmpfloat(metrics_text_height(&upright, "0000000000", NULL, 0, 1), <, 62);
    g_assert_cmpfloat(metrics_text_height(&downward, "0\n0000000000", NULL, 0, 1), ==,
        metrics_text_height(&upright, "0000000000", NULL, 0, 1));
    g_assert_cmpfloat(metrics_text_height(&stacked, "abc", NULL, 0, 1), ==, 45);
}

static void test_print_points(void)
{
    g_assert_cmpfloat(metrics_print_points(10), ==, 55.5);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/writer/metrics/width", test_width);
    g_test_add_func("/writer/metrics/line-height", test_line_height);
    g_test_add_func("/writer/metrics/lines", test_lines);
    g_test_add_func("/writer/metrics/runs", test_runs);
    g_test_add_func("/writer/metrics/height", test_height);
    g_test_add_func("/writer/metrics/print-points", test_print_points);
    return g_test_run();
}

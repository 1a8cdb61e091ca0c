#include "text-template.h"

struct template *text_template(const char *text)
{
    struct findings *findings = findings_new();
    GError *error = NULL;
    struct template *template =
        template_from_workbook(text_drawing("modello.xlsx", text), "modello.xlsx", findings, &error);
    for (unsigned i = 0; i < findings_count(findings); i++) {
        const struct finding *finding = findings_get(findings, i);
        char *place = place_text(&finding->place);
        g_test_message("%s: %s: %s", severity_name(finding->severity), place, finding->text);
        g_free(place);
    }
    g_assert_no_error(error);
    findings_free(findings);
    return template;
}

struct template *text_template_file(const char *path)
{
    char *text = NULL;
    GError *error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    struct template *template = text_template(text);
    g_free(text);
    return template;
}

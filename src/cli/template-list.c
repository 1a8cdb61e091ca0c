/* pianoxl template list: the templates that are found. */
#include "cli/catalogue.h"
#include "cli/cli.h"
#include "cli/messages.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"

#include <stdio.h>

static bool has_twin(const GPtrArray *templates, unsigned index)
{
    const struct template *template = templates->pdata[index];
    for (unsigned i = 0; i < index; i++)
        if (text_equal_loosely(template->name, ((const struct template *)templates->pdata[i])->name))
            return true;
    return false;
}

int command_template_list(const struct settings *settings G_GNUC_UNUSED)
{
    struct catalogue *catalogue = catalogue_load();
    int status = catalogue->failed ? FAILURE_INPUT : 0;
    for (unsigned i = 0; i < catalogue->templates->len; i++) {
        const struct template *template = catalogue->templates->pdata[i];
        const char *const texts[] = {
            template->name, template->version, template->description, template->path};
        for (unsigned j = 0; j < G_N_ELEMENTS(texts); j++) {
            char *field = text_tsv(texts[j] ? texts[j] : "");
            printf("%s%s", j ? "\t" : "", field);
            g_free(field);
        }
        putchar('\n');
        if (has_twin(catalogue->templates, i)) {
            message_note(_("two templates are named \"%s\": rename %s"), template->name, template->path);
            status = FAILURE_INPUT;
        }
    }
    if (catalogue->templates->len == 0 && status == 0)
        message_note(_("no templates are found; set PIANOXL_TEMPLATES"));
    catalogue_free(catalogue);
    return status;
}

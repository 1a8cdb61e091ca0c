/* pianoxl template show: a template in words, or as a text grid. */
#include "cli/catalogue.h"
#include "cli/cli.h"
#include "cli/messages.h"
#include "template/show.h"

#include <stdio.h>

int command_template_show(const struct settings *settings)
{
    GError *error = NULL;
    struct template *template = catalogue_load_one(settings->operands[0], NULL, &error);
    if (!template)
        return message_failure(error);
    char *text = settings->grid ? template_grid(template) : template_describe(template);
    fputs(text, stdout);
    g_free(text);
    template_free(template);
    return 0;
}

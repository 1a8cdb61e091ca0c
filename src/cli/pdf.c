#include "cli/pdf.h"
#include "cli/messages.h"
#include "print/printing.h"
#include "support/intl.h"

#include <string.h>

char *pdf_name(const char *workbook)
{
    size_t length = strlen(workbook) - (g_str_has_suffix(workbook, ".xlsx") ? strlen(".xlsx") : 0);
    return g_strdup_printf("%.*s.pdf", (int)length, workbook);
}

void pdf_open(struct pdf *pdf, const struct settings *settings)
{
    *pdf = (struct pdf){0};
    if (!settings->pdf)
        return;
    pdf->names = g_ptr_array_new_with_free_func(g_free);
    pdf->printing = printing_new(&pdf->error);
}

void pdf_add(struct pdf *pdf, struct filling *filling, const struct annex *annex, const char *path)
{
    if (!pdf || !pdf->printing)
        return;
    GError **error = pdf->error ? NULL : &pdf->error;
    struct workbook *copy = filling_print_copy(filling, annex, error);
    char *name = pdf_name(path);
    if (copy && printing_add(pdf->printing, copy, name, error))
        g_ptr_array_add(pdf->names, g_steal_pointer(&name));
    g_free(name);
    workbook_free(copy);
}

unsigned pdf_patience(const struct pdf *pdf)
{
    return pdf->printing && pdf->names->len > 0 ? printing_patience(pdf->printing) : 0;
}

void pdf_clear(struct pdf *pdf)
{
    printing_free(pdf->printing);
    if (pdf->names)
        g_ptr_array_unref(pdf->names);
    g_clear_error(&pdf->error);
    *pdf = (struct pdf){0};
}

bool pdf_finish(struct pdf *pdf, GError **error)
{
    if (pdf->printing && printing_run(pdf->printing, pdf->error ? NULL : &pdf->error) &&
        pdf->names->len > 0) {
        char *files = message_list(pdf->names);
        message_note(_("written: %s"), files);
        g_free(files);
    }
    bool good = !pdf->error;
    if (!good)
        g_propagate_error(error, g_steal_pointer(&pdf->error));
    pdf_clear(pdf);
    return good;
}

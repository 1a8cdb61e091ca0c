#include "target-text.h"

#include "grid/numfmt.h"

/* "kind operator quantity unit" in a few letters. */
char *target_to_text(const struct target *target)
{
    static const char *const kinds[] = {[TARGET_NONE] = "none",
        [TARGET_NUMBER] = "number",
        [TARGET_DATE] = "date",
        [TARGET_TERM] = "term",
        [TARGET_YES_NO] = "yes/no",
        [TARGET_RANGE] = "range",
        [TARGET_VARIATION] = "variation",
        [TARGET_FORMER_YEAR] = "former year",
        [TARGET_WORDS] = "words",
        [TARGET_UNKNOWN] = "unknown"};
    static const char *const units[] = {
        "", "%", "€", " days", " weeks", " months", " years", " hours", " minutes", " things"};
    GString *text = g_string_new(kinds[target->kind]);
    if (target->kind == TARGET_UNKNOWN)
        return g_string_free(text, FALSE);
    if (target->operator_sign != NULL)
        g_string_append_printf(text, " %s", target->operator_sign);
    if (target->kind == TARGET_DATE) {
        char *date = numfmt_display("dd/mm/yyyy", decimal_from_int(target->serial));
        g_string_append_printf(text, " %s", date);
        g_free(date);
    } else if (target->kind == TARGET_YES_NO) {
        g_string_append(text, target->yes ? " yes" : " no");
        if (!decimal_is_integer(target->number)) {
            char *degree = decimal_to_text(target->number);
            g_string_append_printf(text, " %s", degree);
            g_free(degree);
        }
    } else if (target->kind == TARGET_RANGE) {
        char *low = decimal_to_text(target->number), *high = decimal_to_text(target->upper);
        g_string_append_printf(text, " %s to %s%s", low, high, units[target->unit]);
        g_free(high);
        g_free(low);
    } else if (target->kind == TARGET_NUMBER || target->kind == TARGET_TERM ||
               target->kind == TARGET_VARIATION) {
        char *number = decimal_to_text(target->number);
        g_string_append_printf(text, " %s%s", number, units[target->unit]);
        g_free(number);
    }
    return g_string_free(text, FALSE);
}

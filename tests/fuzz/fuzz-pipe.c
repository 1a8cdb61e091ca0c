/* The second reader's messages: in pieces they say the same as whole. The first byte is the size of a piece.
 */
#include "fuzz.h"

#include "grid/crosscheck.h"

/* A workbook to be compared with: a text, a rich text, numbers, a date. */
static struct workbook *plain_workbook(void)
{
    GString *file = fuzz_xlsx(NULL, NULL, NULL);
    struct workbook *workbook = fuzz_read(file->str, file->len, GRID_VALUES);
    g_string_free(file, TRUE);
    if (!workbook)
        g_error("no workbook to compare with");
    return workbook;
}

/* How many findings there are; -1 when the bytes are no messages. */
static int count_findings(
    const struct workbook *workbook, const uint8_t *data, size_t size, size_t piece, bool ascii_only)
{
    struct comparison *comparison = comparison_new(workbook, ascii_only);
    bool good = true;
    int count = -1;
    for (size_t at = 0; at < size && good; at += piece)
        good = comparison_feed(comparison, data + at, MIN(piece, size - at));
    if (good && comparison_complete(comparison)) {
        struct findings *findings = findings_new();
        comparison_report(comparison, findings);
        count = (int)findings_count(findings);
        findings_free(findings);
    }
    comparison_free(comparison);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct workbook *workbook;
    if (!workbook)
        workbook = plain_workbook();
    if (size == 0)
        return 0;
    bool ascii_only = data[0] & 1;
    int whole = count_findings(workbook, data + 1, size - 1, size, ascii_only);
    if (count_findings(workbook, data + 1, size - 1, data[0] + 1u, ascii_only) != whole)
        g_error("messages in pieces are not the same");
    return 0;
}

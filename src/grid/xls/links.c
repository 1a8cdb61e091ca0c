/* What formulas refer to outside their sheet: other sheets, names, functions of add-ins (MS-XLS 2.4.271
 * SupBook, 2.4.105 ExternSheet, 2.4.104 ExternName). In BIFF5 each ExternSheet is a book of its own. */
#include "grid/xls/xls.h"

enum book_kind { BOOK_OTHER, BOOK_OWN, BOOK_FUNCTIONS };

struct xls_book {
    enum book_kind kind;
    unsigned first_name, name_count; /* in links.outer_names */
};

struct xls_link {
    uint16_t book, first, last;
};

void xls_links_init(struct xls_links *links)
{
    links->books = g_array_new(FALSE, TRUE, sizeof(struct xls_book));
    links->links = g_array_new(FALSE, TRUE, sizeof(struct xls_link));
    links->names = g_ptr_array_new();
    links->outer_names = g_ptr_array_new();
}

void xls_links_clear(struct xls_links *links)
{
    g_array_unref(links->books);
    g_array_unref(links->links);
    g_ptr_array_unref(links->names);
    g_ptr_array_unref(links->outer_names);
}

/* ---- the records ---- */

static void add_book(struct xls *xls, enum book_kind kind)
{
    struct xls_book book = {.kind = kind, .first_name = xls->links.outer_names->len};
    g_array_append_val(xls->links.books, book);
}

static void read_book(struct xls *xls, const struct biff_record *record)
{
    enum { MARK_OWN = 0x0401, MARK_FUNCTIONS = 0x3A01 };
    unsigned mark = record->length == 4 ? little_16(record->body + 2) : 0;
    add_book(xls, mark == MARK_OWN ? BOOK_OWN : mark == MARK_FUNCTIONS ? BOOK_FUNCTIONS : BOOK_OTHER);
}

static void read_links(struct xls *xls, struct biff_stream *stream, const struct biff_record *record)
{
    struct biff_cursor cursor;
    uint16_t count;
    struct xls_link link;
    if (xls->biff != 8) {
        add_book(xls, record->length >= 2 && record->body[1] == ':' ? BOOK_FUNCTIONS : BOOK_OTHER);
        return;
    }
    cursor_init(&cursor, stream, record);
    if (!cursor_16(&cursor, &count))
        return;
    while (count-- > 0 && cursor_16(&cursor, &link.book) && cursor_16(&cursor, &link.first) &&
           cursor_16(&cursor, &link.last))
        g_array_append_val(xls->links.links, link);
}

/* A name without text keeps its number. */
static void read_outer_name(struct xls *xls, struct biff_stream *stream, const struct biff_record *record)
{
    struct biff_cursor cursor;
    struct xls_text text = {.text = NULL};
    if (xls->links.books->len == 0)
        return;
    cursor_init(&cursor, stream, record);
    if (!cursor_skip(&cursor, 6) || xls_read_text(xls, &cursor, 1, &text))
        text.text = NULL;
    g_ptr_array_add(xls->links.outer_names, (gpointer)(uintptr_t)text.text);
    g_array_index(xls->links.books, struct xls_book, xls->links.books->len - 1).name_count++;
}

void xls_read_link(struct xls *xls, struct biff_stream *stream, const struct biff_record *record)
{
    if (record->id == RECORD_BOOK)
        read_book(xls, record);
    else if (record->id == RECORD_LINKS)
        read_links(xls, stream, record);
    else
        read_outer_name(xls, stream, record);
}

/* ---- what tokens refer to ---- */

static const char *sheet_name(const struct xls *xls, unsigned number)
{
    return number < xls->entries->len ? g_array_index(xls->entries, struct xls_entry, number).name : NULL;
}

static const struct xls_book *book_at(const struct xls *xls, unsigned number)
{
    return number < xls->links.books->len ? &g_array_index(xls->links.books, struct xls_book, number) : NULL;
}

bool xls_link_sheets(
    const struct xls *xls, const uint8_t *data, const char **ret_first, const char **ret_last)
{
    struct xls_link link = {0, 0, 0};
    unsigned number = little_16(data);
    if (xls->biff == 8) {
        if (number >= xls->links.links->len)
            return false;
        link = g_array_index(xls->links.links, struct xls_link, number);
        const struct xls_book *book = book_at(xls, link.book);
        if (!book || book->kind != BOOK_OWN)
            return false;
    } else {
        if (!(number & 0x8000)) /* of another workbook */
            return false;
        link.first = little_16(data + 10);
        link.last = little_16(data + 12);
    }
    const char *first = sheet_name(xls, link.first), *last = sheet_name(xls, link.last);
    if (!first || !last)
        return false;
    *ret_first = first;
    *ret_last = link.first == link.last ? NULL : last;
    return true;
}

static const char *text_at(const GPtrArray *texts, unsigned number)
{
    return number >= 1 && number <= texts->len ? texts->pdata[number - 1] : NULL;
}

const char *xls_name_text(const struct xls *xls, unsigned number)
{
    return text_at(xls->links.names, number);
}

const char *xls_link_name(const struct xls *xls, const uint8_t *data)
{
    const unsigned whole_book = 0xFFFE;
    unsigned number = little_16(data), name = little_16(data + (xls->biff == 8 ? 2 : 10));
    const struct xls_book *book = number && xls->biff != 8 ? book_at(xls, number - 1) : NULL;
    if (xls->biff == 8 && number < xls->links.links->len) {
        const struct xls_link *link = &g_array_index(xls->links.links, struct xls_link, number);
        book = book_at(xls, link->book);
        if (book && book->kind == BOOK_OWN)
            return link->first == whole_book ? xls_name_text(xls, name) : NULL;
    }
    if (!book || book->kind != BOOK_FUNCTIONS || name < 1 || name > book->name_count)
        return NULL;
    return text_at(xls->links.outer_names, book->first_name + name);
}

/* Reads an XML part with expat, hardened: no DOCTYPE, bounded depth and attributes. Names come without
 * prefix. */
#ifndef PIANOXL_GRID_XLSX_XML_H
#define PIANOXL_GRID_XLSX_XML_H

#include <stdbool.h>
#include <glib.h>
#include "grid/xlsx/container.h"

struct xml_parse;

/* Elements below `extLst` and mc:Choice are left out: nobody of us understands them. */
struct xml_handler {
    void (*start)(struct xml_parse *parse, const char *name, const char *const *attributes);
    void (*end)(struct xml_parse *parse, const char *name);
    void (*text)(struct xml_parse *parse, const char *text, size_t length); /* NULL: not wanted */
};

/* Reads a part to its end; false and `error` when it is damaged or a handler failed. */
bool xml_read(struct container *container, const char *part, const struct xml_handler *handler, void *user,
    const char *file, GError **error);

/* What became of a piece of a part. */
enum scan_result {
    SCAN_DONE,     /* it ends here */
    SCAN_MORE,     /* what begins here is not yet whole */
    SCAN_FALLBACK, /* what begins here is for expat */
    SCAN_FAILED,   /* xml_stop has been called */
};

/* Takes over from expat within one element that most bytes of a part are in. */
struct xml_scanner {
    const char *begin; /* what its start tag begins with: "<sheetData>", "<sst " */
    const char *inner; /* the start tag of what may be open when expat has to go on: "<row>"; NULL: nothing */
    unsigned depth;    /* at which the element stands, 1 is the root */
    /* Scans from `at` on, to the end tag; `end` is behind the last byte, where a NUL stands. The bytes before
     * `at` are done with, those behind it may be changed for a while only. */
    enum scan_result (*scan)(struct xml_parse *parse, char **at, char *end, bool *inner_open);
};

/* As xml_read, with a scanner (NULL: none). */
bool xml_scan(struct container *container, const char *part, const struct xml_handler *handler,
    const struct xml_scanner *scanner, void *user, const char *file, GError **error);

/* Has xml_stop been called? */
bool xml_stopped(const struct xml_parse *parse);

/* What was given to xml_read. */
void *xml_user(const struct xml_parse *parse);

/* Stops reading: the handler has set the error, which lies at xml_error. */
void xml_stop(struct xml_parse *parse);
GError **xml_error(const struct xml_parse *parse);

/* Texts come only while wanted (at the beginning they are). */
void xml_want_text(struct xml_parse *parse, bool wanted);

/* The value of an attribute that has no prefix; NULL when it is missing. */
const char *xml_attribute(const char *const *attributes, const char *name);
/* The value of one that has some prefix, by the name behind it: "id" of `r:id`. */
const char *xml_attribute_prefixed(const char *const *attributes, const char *name);
bool xml_attribute_bool(const char *const *attributes, const char *name, bool missing);
unsigned xml_attribute_unsigned(const char *const *attributes, const char *name, unsigned missing);
double xml_attribute_double(const char *const *attributes, const char *name, double missing);

/* A name without its prefix. */
const char *xml_local(const char *name);

#endif

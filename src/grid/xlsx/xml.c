/* expat between a part of the container and the handlers. */
#include "grid/xlsx/xml.h"

#include <math.h>
#include <string.h>
#include <expat.h>

#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"

#define PIECE (128 * 1024)

struct xml_parse {
    XML_Parser parser;
    const struct xml_handler *handler;
    void *user;
    GError **error;
    const char *file, *part;
    unsigned depth;
    unsigned skip_depth; /* depth of the element that is left out; 0: none */
    bool text_wanted;
    bool stopped;
    bool silent; /* an element that the scanner has handed over is opened again */
};

void *xml_user(const struct xml_parse *parse)
{
    return parse->user;
}

GError **xml_error(const struct xml_parse *parse)
{
    return parse->error;
}

bool xml_stopped(const struct xml_parse *parse)
{
    return parse->stopped;
}

void xml_stop(struct xml_parse *parse)
{
    parse->stopped = true;
    XML_StopParser(parse->parser, XML_FALSE);
}

static void fail(struct xml_parse *parse, const char *message)
{
    part_fail(parse->file, parse->part, parse->error, message);
}

const char *xml_local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool is_left_out(const char *name, const char *full)
{
    return strcmp(name, "extLst") == 0 || (name != full && strcmp(name, "Choice") == 0);
}

static void XMLCALL on_text(void *user, const XML_Char *text, int length)
{
    struct xml_parse *parse = user;
    if (!parse->skip_depth && !parse->stopped)
        parse->handler->text(parse, text, (size_t)length);
}

static void XMLCALL on_start(void *user, const XML_Char *full, const XML_Char **attributes)
{
    struct xml_parse *parse = user;
    if (parse->stopped)
        return;
    if (++parse->depth > LIMIT_XML_DEPTH) {
        fail(parse, _("the part {} is nested deeper than any workbook's: not read"));
        xml_stop(parse);
        return;
    }
    if (parse->skip_depth || parse->silent)
        return;
    if (XML_GetSpecifiedAttributeCount(parse->parser) > (int)(2 * LIMIT_XML_ATTRIBUTES)) {
        fail(parse, _("the part {} has an element with too many attributes: not read"));
        xml_stop(parse);
        return;
    }
    const char *name = xml_local(full);
    if (is_left_out(name, full)) {
        parse->skip_depth = parse->depth;
        return;
    }
    parse->handler->start(parse, name, (const char *const *)(const void *)attributes);
}

static void XMLCALL on_end(void *user, const XML_Char *full)
{
    struct xml_parse *parse = user;
    if (parse->stopped)
        return;
    unsigned depth = parse->depth--;
    if (parse->skip_depth) {
        if (parse->skip_depth == depth)
            parse->skip_depth = 0;
        return;
    }
    parse->handler->end(parse, xml_local(full));
}

static void XMLCALL on_doctype(
    void *user, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id, int internal)
{
    (void)name, (void)system_id, (void)public_id, (void)internal;
    struct xml_parse *parse = user;
    fail(parse, _("the part {} holds a DOCTYPE, which no workbook may: not read"));
    xml_stop(parse);
}

void xml_want_text(struct xml_parse *parse, bool wanted)
{
    if (wanted == parse->text_wanted || !parse->handler->text)
        return;
    parse->text_wanted = wanted;
    XML_SetCharacterDataHandler(parse->parser, wanted ? on_text : NULL);
}

/* ---- feeding ---- */

#define MOST_HEAD (1024u * 1024) /* bytes before the scanner's element, beyond which it is not looked for */
/* Bytes of a row's tag or cell that the scanner waits for, looking at them anew with each piece that comes:
 * more than the longest text of a cell has, each character an entity. What is longer is expat's. */
#define MOST_PIECE (512u * 1024)

/* The part as it comes, and as much of it as waits to be parsed. */
struct source {
    struct part_stream *stream;
    GString *waiting;
    size_t at; /* in waiting: what is before it is done with */
    bool ended;
    GError *damage;
};

/* Reads one more piece behind what waits; false at the end, and on damage. */
static bool read_piece(struct source *source)
{
    GString *waiting = source->waiting;
    if (source->ended)
        return false;
    g_string_erase(waiting, 0, (gssize)source->at);
    source->at = 0;
    gsize length = waiting->len;
    g_string_set_size(waiting, length + PIECE);
    ssize_t got = member_read(source->stream, waiting->str + length, PIECE, &source->damage);
    g_string_truncate(waiting, length + (gsize)MAX(got, 0));
    source->ended = got <= 0;
    return got > 0;
}

/* Hands what waits, up to `end`, to expat. */
static bool feed_waiting(struct xml_parse *parse, struct source *source, size_t end, bool last)
{
    const char *text = source->waiting->str + source->at;
    int length = (int)(end - source->at);
    source->at = end;
    return XML_Parse(parse->parser, text, length, last) == XML_STATUS_OK && !parse->stopped;
}

/* Hands all the rest to expat. */
static bool feed_rest(struct xml_parse *parse, struct source *source)
{
    do {
        if (!feed_waiting(parse, source, source->waiting->len, source->ended))
            return false;
    } while (!source->ended && (read_piece(source) || !source->damage));
    return !source->damage;
}

/* Does the declaration, if there is one, leave the encoding at UTF-8? */
static bool is_utf8(const char *head, const char *declaration_end)
{
    const char *encoding = g_strstr_len(head, declaration_end - head, "encoding");
    if (!encoding)
        return true;
    encoding += strlen("encoding");
    encoding += strspn(encoding, " \t\r\n=");
    return g_ascii_strncasecmp(encoding, "\"UTF-8\"", 7) == 0 ||
           g_ascii_strncasecmp(encoding, "'UTF-8'", 7) == 0;
}

/* Can the bytes be scanned as they are? Those of all encodings but UTF-8 are expat's, and so are comments,
 * instructions and what else begins with <!, where the element's start tag might stand as text. */
static bool is_scannable(const char *head, size_t length)
{
    const char *mark = "\xEF\xBB\xBF<?xml", *body = g_str_has_prefix(head, mark) ? head + 3 : head;
    if (memchr(head, '\0', length) || g_strstr_len(head, (gssize)length, "<!"))
        return false;
    if (g_str_has_prefix(body, "<?xml")) {
        body = g_strstr_len(body, (gssize)length - (body - head), "?>");
        if (!body || !is_utf8(head, body))
            return false;
    }
    return !g_strstr_len(body, (gssize)length - (body - head), "<?");
}

/* Reads until the start tag of the scanner's element is there: where it begins, and where the rest does;
 * NULL: not within MOST_HEAD bytes. */
static const char *find_begin(
    struct source *source, const struct xml_scanner *scanner, const char **ret_behind)
{
    GString *waiting = source->waiting;
    while (waiting->len < MOST_HEAD && read_piece(source)) {
        const char *begin = g_strstr_len(waiting->str, (gssize)waiting->len, scanner->begin);
        const char *end = begin ? strchr(begin, '>') : NULL;
        if (end) {
            *ret_behind = end + 1;
            return begin;
        }
    }
    return NULL;
}

/* Hands to expat what stands before the scanner's element and its start tag; false: there is nothing to be
 * scanned. */
static bool feed_head(struct xml_parse *parse, const struct xml_scanner *scanner, struct source *source)
{
    const char *behind, *begin = find_begin(source, scanner, &behind);
    if (!begin || !is_scannable(source->waiting->str, (size_t)(begin - source->waiting->str)))
        return false;
    size_t end = (size_t)(behind - source->waiting->str);
    return feed_waiting(parse, source, end, false) && parse->depth == scanner->depth && !parse->skip_depth;
}

static void feed_scanned(struct xml_parse *parse, const struct xml_scanner *scanner, struct source *source)
{
    bool inner_open = false;
    enum scan_result result;
    do {
        char *at = source->waiting->str + source->at;
        result = scanner->scan(parse, &at, source->waiting->str + source->waiting->len, &inner_open);
        source->at = (size_t)(at - source->waiting->str);
    } while (result == SCAN_MORE && source->waiting->len - source->at < MOST_PIECE && read_piece(source));
    if (result == SCAN_FAILED || !inner_open)
        return;
    parse->silent = true;
    XML_Parse(parse->parser, scanner->inner, (int)strlen(scanner->inner), false);
    parse->silent = false;
}

/* Feeds the part to the parser; after a failure the rest is read all the same, since a wrong checksum
 * explains more. */
static bool feed(struct xml_parse *parse, const struct xml_scanner *scanner, struct part_stream *stream)
{
    struct source source = {.stream = stream, .waiting = g_string_sized_new(2 * PIECE)};
    if (scanner && feed_head(parse, scanner, &source))
        feed_scanned(parse, scanner, &source);
    bool good = !parse->stopped && feed_rest(parse, &source);
    while (!source.ended) {
        source.at = source.waiting->len;
        read_piece(&source);
    }
    g_string_free(source.waiting, TRUE);
    if (source.damage) {
        g_clear_error(parse->error);
        g_propagate_error(parse->error, source.damage);
        return false;
    }
    if (!good)
        fail(parse,
            _("the part {} is damaged (no well-formed XML): save the file anew in Excel or LibreOffice"));
    return good;
}

bool xml_read(struct container *container, const char *part, const struct xml_handler *handler, void *user,
    const char *file, GError **error)
{
    return xml_scan(container, part, handler, NULL, user, file, error);
}

bool xml_scan(struct container *container, const char *part, const struct xml_handler *handler,
    const struct xml_scanner *scanner, void *user, const char *file, GError **error)
{
    GError *own_error = NULL;
    struct part_stream *stream = member_open(container, part, error);
    if (!stream)
        return false;
    struct xml_parse parse = {
        .handler = handler, .user = user, .error = &own_error, .file = file, .part = part};
    parse.parser = XML_ParserCreate(NULL);
    XML_SetUserData(parse.parser, &parse);
    XML_SetElementHandler(parse.parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(parse.parser, on_doctype);
    xml_want_text(&parse, true);
    bool good = feed(&parse, scanner, stream);
    XML_ParserFree(parse.parser);
    member_close(stream);
    if (own_error)
        g_propagate_error(error, own_error);
    return good;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (attributes[0][0] == name[0] && strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

const char *xml_attribute_prefixed(const char *const *attributes, const char *name)
{
    for (; *attributes; attributes += 2) {
        const char *local = xml_local(attributes[0]);
        if (local != attributes[0] && strcmp(local, name) == 0)
            return attributes[1];
    }
    return NULL;
}

bool xml_attribute_bool(const char *const *attributes, const char *name, bool missing)
{
    const char *value = xml_attribute(attributes, name);
    if (!value)
        return missing;
    return strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0;
}

unsigned xml_attribute_unsigned(const char *const *attributes, const char *name, unsigned missing)
{
    const char *value = xml_attribute(attributes, name);
    if (!value || !g_ascii_isdigit(*value))
        return missing;
    guint64 number = g_ascii_strtoull(value, NULL, 10);
    return number > G_MAXUINT32 ? missing : (unsigned)number;
}

double xml_attribute_double(const char *const *attributes, const char *name, double missing)
{
    const char *value = xml_attribute(attributes, name);
    if (!value)
        return missing;
    double number = g_ascii_strtod(value, NULL);
    return isfinite(number) ? number : missing;
}

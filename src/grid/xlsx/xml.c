/* expat between a part of the container and the handlers. */
#include "grid/xlsx/xml.h"

#include <math.h>
#include <string.h>
#include <expat.h>

#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"

#define PIECE (64 * 1024)

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
};

void *xml_user(const struct xml_parse *parse)
{
    return parse->user;
}

GError **xml_error(const struct xml_parse *parse)
{
    return parse->error;
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
    if (parse->skip_depth)
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

/* Feeds the part to the parser; after a failure the rest is read all the same, since a wrong checksum
 * explains more. */
static bool feed(struct xml_parse *parse, struct part_stream *stream)
{
    static char scrap[PIECE];
    GError *damage = NULL;
    ssize_t length;
    bool good = true;
    do {
        void *buffer = good ? XML_GetBuffer(parse->parser, PIECE) : scrap;
        good = good && buffer;
        length = member_read(stream, good ? buffer : scrap, PIECE, &damage);
        if (good && length >= 0)
            good =
                XML_ParseBuffer(parse->parser, (int)length, length == 0) == XML_STATUS_OK && !parse->stopped;
    } while (length > 0);
    if (damage) {
        g_clear_error(parse->error);
        g_propagate_error(parse->error, damage);
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
    bool good = feed(&parse, stream);
    XML_ParserFree(parse.parser);
    member_close(stream);
    if (own_error)
        g_propagate_error(error, own_error);
    return good;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
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

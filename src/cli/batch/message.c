#include "cli/batch/message.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define HEAD sizeof(guint32)

struct message message_new(void)
{
    static const guint8 head[HEAD] = {0};
    struct message message = {.bytes = g_byte_array_new(), .at = HEAD};
    g_byte_array_append(message.bytes, head, HEAD);
    return message;
}

void message_clear(struct message *message)
{
    if (message->bytes)
        g_byte_array_unref(message->bytes);
    *message = (struct message){0};
}

void message_put_number(struct message *message, gint64 number)
{
    g_byte_array_append(message->bytes, (const guint8 *)&number, sizeof number);
}

void message_put_text(struct message *message, const char *text)
{
    message_put_number(message, text ? (gint64)strlen(text) : -1);
    if (text)
        g_byte_array_append(message->bytes, (const guint8 *)text, (guint)strlen(text));
}

gint64 message_take_number(struct message *message)
{
    gint64 number;
    if (message->bytes->len - message->at < sizeof number) {
        message->short_of = true;
        return 0;
    }
    memcpy(&number, message->bytes->data + message->at, sizeof number);
    message->at += sizeof number;
    return number;
}

char *message_take_text(struct message *message)
{
    gint64 length = message_take_number(message);
    if (message->short_of || length < 0)
        return NULL;
    if ((gsize)length > message->bytes->len - message->at) {
        message->short_of = true;
        return NULL;
    }
    char *text = g_strndup((const char *)message->bytes->data + message->at, (gsize)length);
    message->at += (gsize)length;
    return text;
}

bool message_send(int socket, struct message *message)
{
    guint32 length = message->bytes->len;
    memcpy(message->bytes->data, &length, HEAD);
    gsize done = 0;
    while (done < length) {
        ssize_t sent = send(socket, message->bytes->data + done, length - done, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            break;
        done += (gsize)sent;
    }
    message_clear(message);
    return done == length;
}

static bool receive(int socket, guint8 *bytes, gsize length)
{
    while (length > 0) {
        ssize_t count = recv(socket, bytes, length, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes += count;
        length -= (gsize)count;
    }
    return true;
}

bool message_receive(int socket, struct message *ret)
{
    guint32 length;
    if (!receive(socket, (guint8 *)&length, HEAD) || length < HEAD)
        return false;
    struct message message = message_new();
    g_byte_array_set_size(message.bytes, length);
    if (!receive(socket, message.bytes->data + HEAD, length - HEAD)) {
        message_clear(&message);
        return false;
    }
    *ret = message;
    return true;
}

bool message_split(GByteArray *stream, struct message *ret)
{
    guint32 length;
    if (stream->len < HEAD)
        return false;
    memcpy(&length, stream->data, HEAD);
    if (length < HEAD || stream->len < length)
        return false;
    struct message message = message_new();
    g_byte_array_append(message.bytes, stream->data + HEAD, length - (guint)HEAD);
    g_byte_array_remove_range(stream, 0, length);
    *ret = message;
    return true;
}

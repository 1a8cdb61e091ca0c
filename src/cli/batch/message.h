/* Messages between batch and its workers: texts and numbers in a row, behind their length. */
#ifndef PIANOXL_CLI_BATCH_MESSAGE_H
#define PIANOXL_CLI_BATCH_MESSAGE_H

#include <stdbool.h>
#include <glib.h>

struct message {
    GByteArray *bytes; /* the length first, in 4 bytes */
    gsize at;          /* what is taken next */
    bool short_of;     /* more was taken than there is */
};

struct message message_new(void);
void message_clear(struct message *message);

void message_put_number(struct message *message, gint64 number);
void message_put_text(struct message *message, const char *text); /* NULL is kept */

/* In the order in which they were put; 0 and NULL beyond the end. A text is to be freed. */
gint64 message_take_number(struct message *message);
char *message_take_text(struct message *message);

/* False when the other side is gone. Clears the message. */
bool message_send(int socket, struct message *message);

/* Waits for a whole message. False when the other side is gone. */
bool message_receive(int socket, struct message *ret);

/* Takes the first whole message out of what has come so far; false when there is none yet. */
bool message_split(GByteArray *stream, struct message *ret);

#endif

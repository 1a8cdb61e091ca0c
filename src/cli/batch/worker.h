/* A worker: a process of its own that does one thing after the other for batch, which outlives it.
 *
 *   batch --request--> worker                worker --answer--> batch
 *   LOOK    an input, its known hash         LOOKED    what it is: hash, template, year, or why it is refused
 *   WRITE   a group                          READING   which input comes now: whose fault a crash is
 *                                            DROPPED   this input is refused; the group is to be written
 *                                                      without
 *                                            SAME      the outputs are there already, as the hashes say
 *                                            ENDED     refused or failed, and why
 *                                            PRINTING  LibreOffice takes over, for so many seconds at most
 *                                            READY     outputs are there, in the group's own hidden folder
 *   GO      they may take their places       ENDED
 *   STAY    they may not                     (nothing)
 */
#ifndef PIANOXL_CLI_BATCH_WORKER_H
#define PIANOXL_CLI_BATCH_WORKER_H

#include "cli/batch/groups.h"
#include "cli/batch/message.h"
#include "cli/batch/staging.h"
#include "cli/cli.h"
#include "template/template.h"

enum request { REQUEST_LOOK = 1, REQUEST_WRITE, REQUEST_GO, REQUEST_STAY };
enum answer {
    ANSWER_LOOKED = 1,
    ANSWER_READING,
    ANSWER_DROPPED,
    ANSWER_SAME,
    ANSWER_PRINTING,
    ANSWER_READY,
    ANSWER_ENDED
};

#define NO_TEMPLATE (-1)

/* The last workbooks that were looked at: often their group comes next, and they need not be read again. */
#define SHELF_PLACES 8u
#define SHELF_BYTES (256u << 10) /* larger files are not kept: memory stays flat */
struct shelf {
    struct shelved {
        unsigned number; /* of the input */
        struct workbook *workbook;
    } places[SHELF_PLACES];
    unsigned next;
};

/* Takes the workbook over. */
void shelf_put(struct shelf *shelf, const struct input *input, struct workbook *workbook);
/* The workbook, to be freed; NULL: it is not there. */
struct workbook *shelf_take(struct shelf *shelf, const struct input *input);

/* What workers know from the start. */
struct workshop {
    const struct settings *settings;
    enum grouping grouping;
    const char *output;         /* folder */
    const GPtrArray *templates; /* struct template * */
    struct manifest *manifest;  /* inputs are known by their number in it */
    GHashTable *input_files;    /* of struct file_key *: what an output must not replace */
    struct staging *staging;
    struct shelf *shelf; /* each has its own */
};

/* A file, whatever its name. */
struct file_key {
    guint64 device, node;
};
guint file_key_hash(gconstpointer key);
gboolean file_key_equal(gconstpointer a, gconstpointer b);

/* Answers requests until the socket is closed. Never returns. */
void worker_run(const struct workshop *workshop, int socket) G_GNUC_NORETURN;

/* What an error says, without the file's name at its beginning: whoever shows it knows the path. To be freed.
 */
char *worker_reason(const char *message, const struct input *input);

/* The number of one of the templates. */
unsigned worker_template_number(const struct workshop *workshop, const struct template *template);

/* Answers a WRITE request. False when batch is gone. */
bool worker_write(const struct workshop *workshop, int socket, struct message *request);

/* SHA-256 of a file and its length; NULL and `error` (FAILURE_INPUT) when it cannot be read. To be freed. */
char *file_sha256(const char *path, guint64 *ret_bytes, GError **error);

#endif

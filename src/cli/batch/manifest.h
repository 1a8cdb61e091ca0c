/* What batch knows of an archive: every input, every group that makes a plan, every output. The same struct
 * is filled while batch runs, written as manifest.json and manifest.csv, and read again by --resume and
 * --merge.
 *
 * Names are paths below the archive or below the output folder, with `/`; bytes that are no UTF-8 stand as
 * \xE9, so that a name is always text (and \x in a file's name as \x5Cx). */
#ifndef PIANOXL_CLI_BATCH_MANIFEST_H
#define PIANOXL_CLI_BATCH_MANIFEST_H

#include "cli/json.h"
#include "cli/json-read.h"
#include "support/findings.h"

#define MANIFEST_NAME "manifest" /* manifest.json; manifest-2of4.json of a part */
#define MANIFEST_JSON ".json"
#define MANIFEST_CSV ".csv"

#define MOST_PARTS 100000u /* of an archive */

/* pending: not done yet, the run was ended before; failed: by what may not happen again (a crash, a full
 * disk), so --resume tries anew. */
enum input_state { INPUT_PENDING, INPUT_READ, INPUT_REFUSED, INPUT_FOREIGN, INPUT_FAILED, INPUT_STATES };
enum group_state { GROUP_PENDING, GROUP_WRITTEN, GROUP_REFUSED, GROUP_FAILED, GROUP_STATES };

struct counts {
    unsigned records;
    unsigned findings[SEVERITY_ERROR + 1]; /* by severity */
};

struct input {
    char *name;   /* in the archive */
    char *folder; /* of the name; "" at the top */
    enum input_state state;
    char *reason; /* why it is not read; NULL */
    guint64 bytes;
    char *sha256;   /* NULL: not known */
    char *template; /* its name; NULL: not chosen */
    int year;       /* 0: none */
    struct group *group;
    struct counts counts;
    gint64 microseconds;
    /* while batch runs */
    char *path;                /* to open it by */
    char *base;                /* name of its outputs where each file is a group; NULL */
    guint64 device, node;      /* the file itself */
    unsigned number;           /* in manifest->inputs */
    unsigned template_at;      /* in the list of templates */
    const struct input *known; /* what --resume knows of it; NULL: nothing, or it has changed since */
};

struct product {
    char *name; /* below the output folder */
    guint64 bytes;
    char *sha256;
};

enum { CELLS_ALL, CELLS_FIELD, CELLS_FIXED, CELLS_IGNORED, CELLS_UNRECOGNIZED, CELLS };

struct group {
    char *name;   /* of the products, without their endings; of its folder before the template is chosen */
    char *folder; /* of its inputs */
    enum group_state state;
    char *reason; /* why it is not written, or which output it is written without */
    char *template;
    char *template_sha256;
    int year;
    GPtrArray *inputs; /* struct input *, in order; not owned */
    struct counts counts;
    unsigned cells[CELLS];
    char *levels;        /* "area 3, obiettivo 12" */
    GPtrArray *products; /* struct product * */
    gint64 microseconds;
    /* while batch runs */
    char **others;          /* its folder's other groups by name; NULL: its own will get no year */
    struct group *trial_of; /* not a group of the manifest: one input of this one, tried by itself */
    unsigned trials;        /* of its inputs, that are not over yet */
    unsigned culprits;      /* inputs that ended their worker */
};

struct manifest {
    char *program;          /* "pianoxl 1.0": another version may write otherwise */
    char *options;          /* those that what is written depends on, as one text */
    char *templates_sha256; /* of all that could be chosen */
    char *archive_sha256;   /* of the names of all inputs, of every part */
    unsigned archive_inputs;
    unsigned part, parts; /* this is part 2 of 4 */
    bool complete;
    GPtrArray *inputs;   /* struct input *, by name */
    GPtrArray *groups;   /* struct group *, by name */
    GHashTable *earlier; /* struct product *, by name: see earlier.h */
    gint64 microseconds; /* of the whole run */
};

struct manifest *manifest_new(void);
void manifest_free(struct manifest *manifest);

struct input *input_new(const char *name);
void input_free(struct input *input);
struct group *group_new(const char *name, const char *folder);
struct product *product_new(const char *name, guint64 bytes, const char *sha256);
void product_free(gpointer product);
void group_free(gpointer group);

/* Sorts inputs and groups by the bytes of their names. */
void manifest_sort(struct manifest *manifest);
/* The outputs of runs before, in the order of their names (struct product *, not owned). To be freed with
 * g_ptr_array_unref. */
GPtrArray *manifest_earlier(const struct manifest *manifest);
/* Text of manifest.json and of manifest.csv; to be freed. */
char *manifest_to_json(const struct manifest *manifest);
char *manifest_to_csv(const struct manifest *manifest);

/* One finished group with its inputs, as it stands in the journal; to be freed. */
char *manifest_group_to_json(const struct group *group);

/* Reads what manifest_to_json wrote. NULL and `error` (FAILURE_INPUT) for another text; `name` is the file's.
 * To be freed. */
struct manifest *manifest_from_json(const char *text, const char *name, GError **error);

/* A manifest of nothing but the group and its inputs that manifest_group_to_json wrote; NULL for another
 * text. To be freed. */
struct manifest *manifest_group_from_json(const char *text);

/* Reads a manifest.json; `ret_text`, where given, gets its text (to be freed). NULL and `error` as above. */
struct manifest *manifest_load(const char *path, char **ret_text, GError **error);
/* Writes `path`, which ends in .json, and the .csv beside it, each whole or not at all, by way of the folder
 * `staging` (NULL: none); nothing when the text is `known_text` (NULL: not known) already. False and `error`
 * (FAILURE_OUTPUT) when it cannot. */
bool manifest_save(const struct manifest *manifest, const char *path, const char *known_text,
    const char *staging, GError **error);

/* What is read counts once its group is settled. */
enum input_state input_state_now(const struct input *input);

/* How many inputs and groups are in each state, and what they come to. */
struct manifest_totals {
    unsigned inputs[INPUT_STATES], groups[GROUP_STATES];
    unsigned written, earlier; /* outputs */
    struct counts counts;
};
struct manifest_totals manifest_totals(const struct manifest *manifest);

#endif

#include "cli/batch/walk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <glib/gstdio.h>
#include "cli/batch/earlier.h"
#include "cli/batch/staging.h"
#include "cli/batch/worker.h"
#include "support/intl.h"

/* What others may have put there: that of an archive of 100,000 files is not larger. Bounds memory. */
#define MOST_MANIFEST_BYTES (128u << 20)

struct walk {
    struct manifest *manifest;
    GHashTable *names;   /* of inputs that are there already: the same file may be named twice */
    GHashTable *folders; /* struct file_key *: those that have been walked, or must not be */
    GHashTable *outputs; /* struct product *, by path: what an earlier batch wrote, as its manifest says */
    unsigned skipped;    /* of these */
    GQueue links;        /* struct folder_link *: to folders; they come last */
};

struct folder_link {
    char *path, *name;
};

static void append_byte(GString *name, char byte)
{
    g_string_append_printf(name, "\\x%02X", (unsigned char)byte);
}

/* What looks like such a byte is none: no two files have one name. */
static void append_text(GString *name, const char *text, const char *end)
{
    for (; text < end; text++)
        if (text[0] == '\\' && text[1] == 'x')
            append_byte(name, *text);
        else
            g_string_append_c(name, *text);
}

char *name_from_bytes(const char *bytes)
{
    GString *name = g_string_new(NULL);
    const char *end;
    for (; !g_utf8_validate(bytes, -1, &end); bytes = end + 1) {
        append_text(name, bytes, end);
        append_byte(name, *end);
    }
    append_text(name, bytes, end);
    return g_string_free(name, FALSE);
}

/* False when it is one already. */
static bool add_key(GHashTable *keys, const GStatBuf *status)
{
    struct file_key *key = g_new(struct file_key, 1);
    *key = (struct file_key){status->st_dev, status->st_ino};
    return g_hash_table_add(keys, key);
}

/* NULL when it is there already. */
static struct input *add_input(struct walk *walk, const char *path, const char *name)
{
    char *text = name_from_bytes(name);
    struct input *input = NULL;
    if (!g_hash_table_contains(walk->names, text)) {
        input = input_new(text);
        input->path = g_strdup(path);
        g_ptr_array_add(walk->manifest->inputs, input);
        g_hash_table_add(walk->names, input->name);
    }
    g_free(text);
    return input;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* NULL, and errno, when the folder cannot be opened. To be freed. */
static GPtrArray *names_in(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    if (!folder)
        return NULL;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(folder));)
        g_ptr_array_add(names, g_strdup(name));
    g_dir_close(folder);
    g_ptr_array_sort(names, compare_names);
    return names;
}

static char *join(const char *folder, const char *name)
{
    return *folder ? g_strconcat(folder, "/", name, NULL) : g_strdup(name);
}

static void add_folder(struct walk *walk, const char *path, const char *name);

static void add_link(struct walk *walk, const char *path, const char *name)
{
    struct folder_link *link = g_new(struct folder_link, 1);
    *link = (struct folder_link){g_strdup(path), g_strdup(name)};
    g_queue_push_tail(&walk->links, link);
}

/* One that somebody has changed since, or put in its place, is theirs. */
static bool is_output(const struct walk *walk, const char *path, const GStatBuf *status)
{
    const struct product *product = g_hash_table_lookup(walk->outputs, path);
    if (!product || !S_ISREG(status->st_mode) || (guint64)status->st_size != product->bytes)
        return false;
    guint64 bytes;
    char *sha256 = file_sha256(path, &bytes, NULL);
    bool same = g_strcmp0(sha256, product->sha256) == 0;
    g_free(sha256);
    return same;
}

static void add_entry(struct walk *walk, const char *path, const char *name, bool named)
{
    GStatBuf status = {0};
    if (g_stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        if (!named && g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            add_link(walk, path, name);
        else
            add_folder(walk, path, name);
        return;
    }
    struct input *input = add_input(walk, path, name);
    if (input) {
        input->device = status.st_dev;
        input->node = status.st_ino;
        input->bytes = (guint64)status.st_size;
    }
    if (input && is_output(walk, path, &status)) {
        input->state = INPUT_FOREIGN;
        input->reason = g_strdup(_("is an output of an earlier batch"));
        walk->skipped++;
    }
}

/* An earlier output folder may lie in the archive, or be the folder of its inputs: what its manifest names is
 * no input. */
static void note_outputs(struct walk *walk, const char *folder, const char *name)
{
    if (!g_str_has_prefix(name, MANIFEST_NAME) || !g_str_has_suffix(name, MANIFEST_JSON))
        return;
    char *path = g_build_filename(folder, name, NULL);
    GStatBuf status;
    bool fit = g_stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= MOST_MANIFEST_BYTES;
    struct manifest *manifest = fit ? manifest_load(path, NULL, NULL) : NULL, *written = manifest_new();
    if (manifest)
        earlier_take(written, manifest);
    GHashTableIter iter;
    gpointer output;
    g_hash_table_iter_init(&iter, written->earlier);
    while (g_hash_table_iter_next(&iter, NULL, &output)) {
        const struct product *product = output;
        g_hash_table_insert(walk->outputs, g_build_filename(folder, product->name, NULL),
            product_new(product->name, product->bytes, product->sha256));
    }
    manifest_free(written);
    manifest_free(manifest);
    g_free(path);
}

static void add_folder(struct walk *walk, const char *path, const char *name)
{
    GStatBuf status;
    bool known = g_stat(path, &status) == 0;
    if (known && !add_key(walk->folders, &status))
        return;
    GPtrArray *names = known ? names_in(path) : NULL;
    if (!names) {
        struct input *input = add_input(walk, path, *name ? name : ".");
        if (input) {
            input->state = INPUT_REFUSED;
            input->reason = g_strdup_printf(_("the folder cannot be opened (%s)"), g_strerror(errno));
        }
        return;
    }
    for (unsigned i = 0; i < names->len; i++)
        note_outputs(walk, path, names->pdata[i]);
    for (unsigned i = 0; i < names->len; i++) {
        if (staging_is_name(names->pdata[i]))
            continue;
        char *below = g_build_filename(path, names->pdata[i], NULL);
        char *below_name = join(name, names->pdata[i]);
        add_entry(walk, below, below_name, false);
        g_free(below);
        g_free(below_name);
    }
    g_ptr_array_unref(names);
}

/* What stands before the names of an operand's inputs: nothing where there is only one folder, else the
 * folder's own name, made unique. To be freed. */
static char *prefix_of(GHashTable *prefixes, const char *root, unsigned roots)
{
    const char *known = g_hash_table_lookup(prefixes, root);
    if (known || roots == 1)
        return g_strdup(known ? known : "");
    char *base = g_path_get_basename(root), *prefix = g_strdup(base);
    GList *taken = g_hash_table_get_values(prefixes);
    for (unsigned n = 2; g_list_find_custom(taken, prefix, (GCompareFunc)strcmp); n++) {
        g_free(prefix);
        prefix = g_strdup_printf("%s-%u", base, n);
    }
    g_list_free(taken);
    g_free(base);
    g_hash_table_insert(prefixes, g_strdup(root), g_strdup(prefix));
    return prefix;
}

/* The folder that an operand's inputs are named in: itself, or the one of a file. To be freed. */
static char *root_of(const char *operand)
{
    char *folder = g_file_test(operand, G_FILE_TEST_IS_DIR) ? g_strdup(operand) : g_path_get_dirname(operand);
    char *real = realpath(folder, NULL), *root = g_strdup(real ? real : folder);
    free(real);
    g_free(folder);
    return root;
}

static void add_operand(struct walk *walk, const char *operand, const char *prefix)
{
    bool folder = g_file_test(operand, G_FILE_TEST_IS_DIR);
    char *base = folder ? g_strdup("") : g_path_get_basename(operand);
    char *name = folder ? g_strdup(prefix) : join(prefix, base);
    add_entry(walk, operand, name, true);
    g_free(base);
    g_free(name);
}

/* Those that lead to nothing new are left, so every folder is walked once, under its own name if it has one.
 */
static void add_linked_folders(struct walk *walk)
{
    for (struct folder_link *link; (link = g_queue_pop_head(&walk->links));) {
        add_folder(walk, link->path, link->name);
        g_free(link->path);
        g_free(link->name);
        g_free(link);
    }
}

static void count_archive(struct manifest *manifest)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (unsigned i = 0; i < manifest->inputs->len; i++) {
        const char *name = ((const struct input *)manifest->inputs->pdata[i])->name;
        g_checksum_update(sum, (const guchar *)name, (gssize)strlen(name) + 1);
    }
    manifest->archive_inputs = manifest->inputs->len;
    manifest->archive_sha256 = g_strdup(g_checksum_get_string(sum));
    g_checksum_free(sum);
}

unsigned archive_walk(struct manifest *manifest, char *const *operands, unsigned count, const char *output)
{
    GStatBuf status;
    struct walk walk = {
        .manifest = manifest,
        .names = g_hash_table_new(g_str_hash, g_str_equal),
        .folders = g_hash_table_new_full(file_key_hash, file_key_equal, g_free, NULL),
        .outputs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, product_free),
        .links = G_QUEUE_INIT,
    };
    if (g_stat(output, &status) == 0)
        add_key(walk.folders, &status);
    GHashTable *roots = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTable *prefixes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (unsigned i = 0; i < count; i++)
        g_hash_table_add(roots, root_of(operands[i]));
    for (unsigned i = 0; i < count; i++) {
        char *root = root_of(operands[i]), *prefix = prefix_of(prefixes, root, g_hash_table_size(roots));
        add_operand(&walk, operands[i], prefix);
        g_free(root);
        g_free(prefix);
    }
    add_linked_folders(&walk);
    g_hash_table_unref(walk.names);
    g_hash_table_unref(walk.folders);
    g_hash_table_unref(walk.outputs);
    g_hash_table_unref(roots);
    g_hash_table_unref(prefixes);
    manifest_sort(manifest);
    count_archive(manifest);
    return walk.skipped;
}

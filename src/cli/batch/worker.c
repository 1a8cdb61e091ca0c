#include "cli/batch/worker.h"
#include "cli/inputs.h"
#include "grid/workbook.h"
#include "match/match.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

guint file_key_hash(gconstpointer key)
{
    const struct file_key *file = key;
    return (guint)(file->node * 31 + file->device);
}

gboolean file_key_equal(gconstpointer a, gconstpointer b)
{
    const struct file_key *first = a, *second = b;
    return first->device == second->device && first->node == second->node;
}

char *file_sha256(const char *path, guint64 *ret_bytes, GError **error)
{
    FILE *file = fopen(path, "rbe");
    if (!file) {
        failure_set(error, FAILURE_INPUT, NULL, "%s", g_strerror(errno));
        return NULL;
    }
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    guint64 bytes = 0;
    guchar buffer[65536];
    for (size_t count; (count = fread(buffer, 1, sizeof buffer, file)) > 0; bytes += count)
        g_checksum_update(sum, buffer, (gssize)count);
    char *text = ferror(file) ? NULL : g_strdup(g_checksum_get_string(sum));
    if (text)
        *ret_bytes = bytes;
    else
        failure_set(error, FAILURE_INPUT, NULL, _("cannot be read (%s)"), g_strerror(errno));
    g_checksum_free(sum);
    fclose(file);
    return text;
}

void shelf_put(struct shelf *shelf, const struct input *input, struct workbook *workbook)
{
    struct shelved *place = &shelf->places[shelf->next++ % SHELF_PLACES];
    workbook_free(place->workbook);
    *place = (struct shelved){.number = input->number, .workbook = workbook};
    if (input->bytes > SHELF_BYTES)
        g_clear_pointer(&place->workbook, workbook_free);
}

struct workbook *shelf_take(struct shelf *shelf, const struct input *input)
{
    for (unsigned i = 0; i < SHELF_PLACES; i++)
        if (shelf->places[i].workbook && shelf->places[i].number == input->number)
            return g_steal_pointer(&shelf->places[i].workbook);
    return NULL;
}

/* The message without the file's name at its beginning: whoever shows it knows the path. */
char *worker_reason(const char *message, const struct input *input)
{
    char *base = g_filename_display_basename(input->path), *shown = text_quote(base, 0);
    size_t length = strlen(shown);
    if (g_str_has_prefix(message, shown) && (message[length] == ':' || message[length] == ',') &&
        message[length + 1] == ' ')
        message += length + 2;
    char *reason = g_strdup(message);
    g_free(base);
    g_free(shown);
    return reason;
}

static void refuse(struct input *input, enum input_state state, GError *error)
{
    input->state = state;
    g_free(input->reason);
    input->reason = worker_reason(error->message, input);
    g_error_free(error);
}

unsigned worker_template_number(const struct workshop *workshop, const struct template *template)
{
    unsigned number = 0;
    while (workshop->templates->pdata[number] != template)
        number++;
    return number;
}

static void choose(const struct workshop *workshop, const GPtrArray *workbooks, struct input *input)
{
    GError *error = NULL;
    const struct settings *settings = workshop->settings;
    const struct template *template = settings->template ? workshop->templates->pdata[0] : NULL;
    int given = settings_year(settings), year = 0;
    struct views *views = views_new(workbooks);
    if (!template)
        template = match_choose_year(workshop->templates, views, given, &year, &error);
    else if (!match_year(template, views, given, &year, &error))
        template = NULL;
    views_free(views);
    if (!template) {
        refuse(input, INPUT_REFUSED, error);
        return;
    }
    input->template_at = worker_template_number(workshop, template);
    input->template = g_strdup(template->name);
    input->year = year;
}

/* Only files that are workbooks, or that their names call so, can be refused; and those nobody can look into.
 */
static enum input_state state_of_unreadable(const char *path)
{
    char *base = g_path_get_basename(path);
    bool workbook = access(path, R_OK) < 0 || grid_is_workbook(path) || inputs_is_workbook_name(base);
    g_free(base);
    return workbook ? INPUT_REFUSED : INPUT_FOREIGN;
}

static void look(const struct workshop *workshop, struct input *input)
{
    char *locked = inputs_locked_name(input->path);
    if (locked) {
        input->state = INPUT_FOREIGN;
        input->reason = g_strdup_printf(
            _("is the lock of %s, which is open: what is not saved there is not read"), locked);
        g_free(locked);
        return;
    }
    if (g_str_has_suffix(input->path, FINDINGS_FILE_ENDING) && findings_file_is_ours(input->path)) {
        input->state = INPUT_FOREIGN;
        input->reason = g_strdup(_("is the findings of an earlier run"));
        return;
    }
    GError *error = NULL;
    struct workbook *workbook = grid_read_in(input->path, GRID_VALUES, workshop->settings->code_page, &error);
    if (!workbook) {
        refuse(input, state_of_unreadable(input->path), error);
        return;
    }
    input->state = INPUT_READ;
    if (workshop->grouping != GROUPING_FOLDER) {
        GPtrArray *alone = g_ptr_array_new();
        g_ptr_array_add(alone, workbook);
        choose(workshop, alone, input);
        g_ptr_array_unref(alone);
    }
    shelf_put(workshop->shelf, input, workbook);
}

static bool is_regular(const char *path)
{
    return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static bool answer_look(const struct workshop *workshop, int socket, struct message *request)
{
    gint64 began = g_get_monotonic_time();
    unsigned index = (unsigned)message_take_number(request);
    char *known = message_take_text(request);
    struct input *input = workshop->manifest->inputs->pdata[index];
    struct input found = {.path = input->path, .name = input->name, .number = index};
    GError *error = NULL;
    bool same = false;
    if (is_regular(input->path)) /* nothing else is opened: a pipe has no end */
        found.sha256 = file_sha256(input->path, &found.bytes, &error);
    if (error) {
        refuse(&found, INPUT_REFUSED, error);
    } else {
        same = known && g_strcmp0(known, found.sha256) == 0;
        if (!same)
            look(workshop, &found);
    }
    struct message answer = message_new();
    message_put_number(&answer, ANSWER_LOOKED);
    message_put_number(&answer, same);
    message_put_number(&answer, found.state);
    message_put_text(&answer, found.reason);
    message_put_number(&answer, (gint64)found.bytes);
    message_put_text(&answer, found.sha256);
    message_put_text(&answer, found.template);
    message_put_number(&answer, found.template_at);
    message_put_number(&answer, found.year);
    message_put_number(&answer, g_get_monotonic_time() - began);
    g_free(found.reason);
    g_free(found.sha256);
    g_free(found.template);
    g_free(known);
    return message_send(socket, &answer);
}

void worker_run(const struct workshop *workshop, int socket)
{
    struct shelf shelf = {0};
    struct workshop own = *workshop;
    own.shelf = &shelf;
    struct message request;
    bool going = true;
    while (going && message_receive(socket, &request)) {
        gint64 kind = message_take_number(&request);
        if (kind == REQUEST_LOOK)
            going = answer_look(&own, socket, &request);
        else
            going = kind == REQUEST_WRITE && worker_write(&own, socket, &request);
        message_clear(&request);
    }
    _exit(EXIT_SUCCESS);
}

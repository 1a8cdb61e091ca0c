/* Runs an expression's program on a text: all threads at once, at most one per instruction, the best one of
 * each: the one with fewest slips, then the one that the first alternatives lead to. */
#include <stdlib.h>
#include <string.h>
#include "support/text.h"
#include "template/program.h"

#define SLIPS_MOST 250u
#define CANONICAL_MOST (1u << 20) /* bytes of all fits together; beyond, the shortest fits are left out */
#define SEARCH_STEPS (1u << 22)   /* thread steps of one search: bounds the time of hostile texts */
#define ZEROS_MOST 8u

struct accept {
    size_t end;
    unsigned slips, explained;
    size_t open, close;
    const struct slip *last_slip;
};

struct run {
    const struct expression *expression;
    struct arena *arena; /* of the slips; NULL: only as typed */
    const char *text;
    size_t position;
    struct thread *next;
    unsigned next_count, sequence;
    uint64_t parent_rank;
    struct accept *accepts; /* by ascending end; last_only keeps one */
    unsigned accept_count, accept_room;
    bool last_only;
    bool skip_blanks; /* blanks of the text never count */
    unsigned steps;
};

static void accept_thread(struct run *run, const struct thread *thread)
{
    if (run->last_only) {
        run->accept_count = 0;
    } else if (run->accept_count == run->accept_room) {
        struct accept *more = arena_new0(run->arena, struct accept, run->accept_room * 2);
        memcpy(more, run->accepts, run->accept_count * sizeof *more);
        run->accepts = more;
        run->accept_room *= 2;
    }
    run->accepts[run->accept_count++] = (struct accept){
        run->position, thread->slips, thread->explained, thread->open, thread->close, thread->last_slip};
}

/* Adds the thread, and all that it leads to without a character; the first one that comes to an instruction
 * stays. */
static void follow(struct run *run, unsigned index, struct thread thread)
{
    const struct instruction *instruction = &run->expression->instructions[index];
    unsigned *seen = &run->expression->seen[index];
    if (*seen == *run->expression->generation)
        return;
    *seen = *run->expression->generation;
    switch (instruction->kind) {
    case INSTRUCTION_SPLIT:
        follow(run, instruction->first, thread);
        follow(run, instruction->second, thread);
        return;
    case INSTRUCTION_JUMP:
        follow(run, instruction->first, thread);
        return;
    case INSTRUCTION_OPEN:
        thread.open = run->position;
        follow(run, index + 1, thread);
        return;
    case INSTRUCTION_CLOSE:
        thread.close = run->position;
        follow(run, index + 1, thread);
        return;
    case INSTRUCTION_ACCEPT:
        accept_thread(run, &thread);
        return;
    default:
        thread.instruction = index;
        thread.key = run->parent_rank << 32 | run->sequence++;
        run->next[run->next_count++] = thread;
    }
}

/* The form of a character that fits, 0 if none does. */
static gunichar fitting_form(const struct character_set *set, gunichar typed, bool as_typed_only)
{
    if (character_set_has(set, typed))
        return typed;
    if (as_typed_only)
        return 0;
    gunichar upper = g_unichar_toupper(typed), lower = g_unichar_tolower(typed);
    const gunichar forms[] = {upper != typed ? upper : 0, lower != typed ? lower : 0,
        typed == 'O' || typed == 'o' ? '0' : 0, typed == '0' ? 'O' : 0, typed == '0' ? 'o' : 0};
    for (unsigned i = 0; i < G_N_ELEMENTS(forms); i++)
        if (forms[i] && character_set_has(set, forms[i]))
            return forms[i];
    return 0;
}

/* Lets the thread take a character. False: it ends here. */
static bool take(struct run *run, struct thread *thread, gunichar typed, unsigned length)
{
    const struct instruction *instruction = &run->expression->instructions[thread->instruction];
    if (instruction->kind == INSTRUCTION_ANY)
        return true;
    if (instruction->kind == INSTRUCTION_BLANK)
        return typed == '\n' || text_blank_at(run->text + run->position) > 0;
    gunichar form = fitting_form(instruction->set, typed, !run->arena);
    if (!form)
        return false;
    thread->explained += g_unichar_isalnum(typed) ? 1 : 0;
    if (form != typed) {
        if (++thread->slips > SLIPS_MOST)
            return false;
        struct slip *slip = arena_new0(run->arena, struct slip, 1);
        *slip = (struct slip){run->position, length, form, thread->last_slip};
        thread->last_slip = slip;
    }
    return true;
}

static int compare_slips(const void *a, const void *b)
{
    const struct thread *left = a, *right = b;
    if (left->slips != right->slips)
        return left->slips < right->slips ? -1 : 1;
    return left->rank < right->rank ? -1 : left->rank > right->rank;
}

static int compare_keys(const void *a, const void *b)
{
    const struct thread *left = *(struct thread *const *)a, *right = *(struct thread *const *)b;
    return left->key < right->key ? -1 : left->key > right->key;
}

/* Ranks the new threads by the order of alternatives. When all have the same slips they stand in it already.
 */
static void rank_threads(struct run *run, bool mixed)
{
    if (!mixed) {
        for (unsigned i = 0; i < run->next_count; i++)
            run->next[i].rank = i;
        return;
    }
    struct thread **order = g_new(struct thread *, run->next_count + 1);
    for (unsigned i = 0; i < run->next_count; i++)
        order[i] = &run->next[i];
    qsort(order, run->next_count, sizeof *order, compare_keys);
    for (unsigned i = 0; i < run->next_count; i++)
        order[i]->rank = i;
    g_free(order);
}

/* One character for all threads; those that go on stay in `current`. Returns how many. */
static unsigned take_all(
    struct run *run, struct thread *current, unsigned count, gunichar typed, unsigned length, bool *ret_mixed)
{
    unsigned left = 0;
    *ret_mixed = false;
    for (unsigned i = 0; i < count; i++) {
        if (take(run, &current[i], typed, length)) {
            current[left] = current[i];
            *ret_mixed |= current[left].slips != current[0].slips;
            left++;
        }
    }
    if (*ret_mixed)
        qsort(current, left, sizeof *current, compare_slips);
    return left;
}

static void run_program(struct run *run, size_t start)
{
    const struct expression *expression = run->expression;
    struct thread *current = expression->current, *next = expression->next;
    run->position = start;
    run->next = current;
    run->next_count = run->sequence = 0;
    run->parent_rank = 0;
    ++*expression->generation;
    follow(run, 0, (struct thread){.open = ~(size_t)0});
    rank_threads(run, false);
    while (run->next_count > 0 && run->text[run->position]) {
        size_t blank = run->skip_blanks ? text_space_at(run->text + run->position) : 0;
        if (blank > 0) {
            run->position += blank;
            continue;
        }
        unsigned length = g_utf8_skip[(unsigned char)run->text[run->position]];
        gunichar typed = g_utf8_get_char(run->text + run->position);
        bool mixed;
        run->steps += run->next_count;
        unsigned count = take_all(run, current, run->next_count, typed, length, &mixed);
        run->position += length;
        run->next = next;
        run->next_count = run->sequence = 0;
        ++*expression->generation;
        for (unsigned i = 0; i < count; i++) {
            run->parent_rank = current[i].rank;
            follow(run, current[i].instruction + 1, current[i]);
        }
        rank_threads(run, mixed);
        next = current;
        current = run->next;
    }
}

/* text[start..end] with the slips put right. */
static const char *canonical_text(
    struct arena *arena, const char *text, size_t start, size_t end, const struct slip *last_slip)
{
    if (!last_slip)
        return arena_strndup(arena, text + start, end - start);
    unsigned count = 0;
    const struct slip *slips[SLIPS_MOST];
    for (const struct slip *slip = last_slip; slip; slip = slip->before)
        slips[count++] = slip;
    GString *canonical = g_string_new(NULL);
    size_t done = start;
    for (unsigned i = count; i > 0; i--) {
        const struct slip *slip = slips[i - 1];
        g_string_append_len(canonical, text + done, (gssize)(slip->position - done));
        g_string_append_unichar(canonical, slip->instead);
        done = slip->position + slip->length;
    }
    g_string_append_len(canonical, text + done, (gssize)(end - done));
    const char *copy = arena_strndup(arena, canonical->str, canonical->len);
    g_string_free(canonical, TRUE);
    return copy;
}

static struct expression_fit fit_from(
    struct arena *arena, const char *text, size_t start, const struct accept *accept)
{
    return (struct expression_fit){accept->end,
        canonical_text(arena, text, start, accept->end, accept->last_slip), accept->slips, accept->explained};
}

/* False: certainly nothing fits here, not even a number that lacks leading zeros. */
static bool may_begin(const struct expression *expression, const char *text)
{
    unsigned char first = (unsigned char)*text;
    return first >= 128 || expression->may_be_empty ||
           (first > 0 && expression->may_begin[first / 64] >> (first % 64) & 1);
}

unsigned expression_fits(const struct expression *expression, struct arena *arena, const char *text,
    size_t start, const struct expression_fit **ret)
{
    struct accept few[8];
    struct run run = {.expression = expression,
        .arena = arena,
        .text = text,
        .accepts = few,
        .accept_room = G_N_ELEMENTS(few)};
    if (may_begin(expression, text + start))
        run_program(&run, start);
    if (run.accept_count == 0) {
        *ret = NULL;
        return 0;
    }
    struct expression_fit *fits = arena_new0(arena, struct expression_fit, run.accept_count);
    unsigned count = 0;
    size_t bytes = 0;
    for (unsigned i = run.accept_count; i > 0; i--) {
        bytes += run.accepts[i - 1].end - start;
        if (count > 0 && bytes > CANONICAL_MOST)
            break;
        fits[count++] = fit_from(arena, text, start, &run.accepts[i - 1]);
    }
    *ret = fits;
    return count;
}

/* Does all of `text` fit? The way with fewest slips. */
static bool fits_all(const struct expression *expression, struct arena *arena, const char *text,
    bool skip_blanks, struct accept *ret)
{
    struct accept accept;
    struct run run = {.expression = expression,
        .arena = arena,
        .text = text,
        .accepts = &accept,
        .accept_room = 1,
        .last_only = true,
        .skip_blanks = skip_blanks};
    run_program(&run, 0);
    if (run.accept_count == 0)
        return false;
    size_t end = accept.end;
    while (skip_blanks && text_space_at(text + end) > 0)
        end += text_space_at(text + end);
    if (text[end])
        return false;
    *ret = accept;
    return true;
}

/* A number that lacks leading zeros: 101 under \d{4}. */
static bool fits_with_zeros(
    const struct expression *expression, struct arena *arena, const char *text, struct expression_fit *ret)
{
    size_t length = strlen(text);
    if (!expression->digits_only || length == 0 || strspn(text, "0123456789") != length)
        return false;
    size_t fewest = expression->shortest > length ? expression->shortest - length : 1;
    for (size_t zeros = fewest; zeros <= ZEROS_MOST; zeros++) {
        char *padded = arena_alloc(arena, zeros + length + 1);
        memset(padded, '0', zeros);
        memcpy(padded + zeros, text, length);
        struct accept accept;
        if (fits_all(expression, arena, padded, false, &accept)) {
            *ret = (struct expression_fit){length, padded, 1, (unsigned)length};
            return true;
        }
    }
    return false;
}

static bool has_blank(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (text_space_at(text) > 0)
            return true;
    return false;
}

bool expression_fits_whole(
    const struct expression *expression, struct arena *arena, const char *text, struct expression_fit *ret)
{
    const char *trimmed = text;
    while (text_space_at(trimmed) > 0)
        trimmed += text_space_at(trimmed);
    if (!may_begin(expression, trimmed))
        return false;
    struct accept typed, squeezed;
    bool fits = fits_all(expression, arena, trimmed, false, &typed);
    if ((!fits || typed.slips > 0) && has_blank(trimmed) &&
        fits_all(expression, arena, trimmed, true, &squeezed) && (!fits || squeezed.slips < typed.slips)) {
        typed = squeezed;
        fits = true;
    }
    if (!fits)
        return fits_with_zeros(expression, arena, trimmed, ret);
    *ret = fit_from(arena, trimmed, 0, &typed);
    ret->end = strlen(text);
    return true;
}

static void allow(struct expression *expression, unsigned character)
{
    expression->may_begin[character / 64] |= (uint64_t)1 << (character % 64);
}

/* The ASCII characters that fit as one of the set, as typed or by a slip (see fitting_form). */
static void allow_set(struct expression *expression, const struct character_set *set)
{
    for (unsigned character = 1; character < 128; character++) {
        if (!(set->ascii[character / 64] >> (character % 64) & 1))
            continue;
        allow(expression, character);
        if (g_ascii_isalpha((char)character))
            allow(expression, character ^ 0x20);
        if (character == 'O' || character == 'o')
            allow(expression, '0');
        if (character == '0') {
            allow(expression, 'O');
            allow(expression, 'o');
        }
    }
}

/* Which ASCII characters the first one of a fit may be. */
void expression_find_beginnings(struct expression *expression)
{
    const struct thread *threads = expression->current;
    static const char blanks[] = " \t\n\v\f\r";
    struct accept accept;
    struct run run = {
        .expression = expression, .text = "", .accepts = &accept, .accept_room = 1, .last_only = true};
    run_program(&run, 0);
    for (unsigned i = 0; i < run.next_count; i++) {
        const struct instruction *instruction = &expression->instructions[threads[i].instruction];
        if (instruction->kind == INSTRUCTION_ANY)
            expression->may_begin[0] = expression->may_begin[1] = ~(uint64_t)0;
        for (const char *blank = blanks; instruction->kind == INSTRUCTION_BLANK && *blank; blank++)
            allow(expression, (unsigned char)*blank);
        if (instruction->set)
            allow_set(expression, instruction->set);
    }
    /* Leading zeros may lack. */
    for (unsigned digit = '0'; expression->digits_only && digit <= '9'; digit++)
        allow(expression, digit);
}

bool expression_find_last(
    const struct expression *expression, const char *text, size_t *ret_start, size_t *ret_end)
{
    struct accept accept;
    struct run run = {
        .expression = expression, .text = text, .accepts = &accept, .accept_room = 1, .last_only = true};
    bool found = false;
    for (size_t start = 0; text[start] && run.steps < SEARCH_STEPS;) {
        run.accept_count = 0;
        if (may_begin(expression, text + start))
            run_program(&run, start);
        if (run.accept_count > 0 && accept.end > start) {
            bool brackets = expression->has_brackets && accept.open != ~(size_t)0;
            *ret_start = brackets ? accept.open : start;
            *ret_end = brackets ? accept.close : accept.end;
            found = true;
            start = accept.end;
        } else {
            start += g_utf8_skip[(unsigned char)text[start]];
        }
    }
    return found && run.steps < SEARCH_STEPS;
}

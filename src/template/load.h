/* Loading a template, one file per step. Only for the files of this room.
 *
 *   metodo.c       finds the small tables of Metodo and hands their lines to
 *   metodo-model.c    Livelli, Campi, Modello
 *   metodo-method.c   Calcoli, Classi, Controlli, Parole, Allegati
 *   control.c      control cells
 *   pattern.c      texts with placeholders; placeholder.c resolves what stands in braces
 *   sheet.c        sheets, tables, rows, columns
 *   derive.c       what follows from the drawing
 *   names.c        what names in formulas mean */
#ifndef PIANOXL_TEMPLATE_LOAD_H
#define PIANOXL_TEMPLATE_LOAD_H

#include "template/template.h"

/* Other wordings of a fixed text, from Parole, until the texts are read. */
struct wording {
    char *key; /* text_key of the fixed text */
    const char *source;
    char **texts; /* NULL-terminated */
    bool used;
    struct place place;
};

struct loader {
    struct template *template;
    struct arena *arena;
    struct findings *findings;
    GPtrArray *wordings; /* struct wording * */
};

/* ---- saying what is wrong ---- */

/* Where a cell of the template stands; its texts outlive the template. */
struct place loader_place(const struct sheet *sheet, unsigned row, unsigned column);
void loader_complain(struct loader *loader, enum severity severity, const struct place *place,
    const char *format, ...) G_GNUC_PRINTF(4, 5);
/* The same with `, did you mean "..."?` when one of the words (NULL-terminated) is near to `word`, else with
 * the words if they are few. */
void loader_complain_unknown(struct loader *loader, const struct place *place, const char *word,
    const char *const *words, const char *format, ...) G_GNUC_PRINTF(5, 6);

/* ---- texts and names ---- */

/* The cell's text as it is shown, "" where there is none; in the arena. */
const char *loader_text(struct loader *loader, const struct sheet *sheet, unsigned row, unsigned column);

/* False, and a finding: the sheet goes on below LIMIT_TEMPLATE_ROWS. */
bool rows_allowed(struct loader *loader, const struct sheet *sheet, unsigned end);

/* Names compare without case. In the arena. */
const char *name_key(struct arena *arena, const char *name);
/* Can it be the name of a level or field? */
bool name_is_valid(const char *name);
/* Words of the language that can be none. NULL-terminated. */
extern const char *const reserved_words[];
/* Names of all levels; of all fields of the level (NULL: of all levels). NULL-terminated, to be freed by
 * g_free. */
const char **level_names(const struct template *template);
const char **field_names(const struct template *template, const struct level *level);

/* As template_level and template_field, to be changed. */
struct level *loader_level(struct loader *loader, const char *name);
struct field *loader_field(const struct level *level, const char *name);

/* `text` with the quotes that spreadsheet programs put in by themselves made straight: itself where there are
 * none, else in the arena. */
const char *straight_quotes(struct arena *arena, const char *text);

/* The parts of a list with commas or other separators, trimmed, without empty ones. To be freed by
 * g_strfreev. */
char **split_list(const char *text, const char *separators);

/* ---- Metodo ---- */

enum section {
    SECTION_MODEL,
    SECTION_LEVELS,
    SECTION_FIELDS,
    SECTION_CALCULATIONS,
    SECTION_BANDS,
    SECTION_CHECKS,
    SECTION_ANNEXES,
    SECTION_WORDS,
    SECTION_COUNT
};

#define SECTION_COLUMNS 5

/* One line of a small table: its cells in the order of the section's own columns. */
struct line {
    const char *texts[SECTION_COLUMNS];
    struct place places[SECTION_COLUMNS];
    const struct cell *cells[SECTION_COLUMNS];
};

void metodo_read(struct loader *loader, const struct sheet *metodo);
/* Calls `visit` with the cells of each small table, its title row included, in the order of their titles. */
void metodo_tables(struct loader *loader, const struct sheet *metodo,
    void (*visit)(const struct sheet *metodo, const struct range *range, void *data), void *data);
/* Titles and headers as they are drawn; NULL beyond the last column. */
const char *section_title(enum section section);
const char *section_header(enum section section, unsigned column);
/* The words on the left of Modello that say something about the template; NULL beyond the last. */
const char *model_entry(unsigned index);
/* The built-in checks of Controlli. NULL-terminated. */
extern const char *const built_in_checks[];
/* The word of Parole for a meaning: "nc". */
const char *word_meaning_name(enum word_meaning meaning);

void model_line(struct loader *loader, const struct line *line);
void level_line(struct loader *loader, const struct line *line);
void field_line(struct loader *loader, const struct line *line);
void calculation_line(struct loader *loader, const struct line *line);
void band_line(struct loader *loader, const struct line *line);
void check_line(struct loader *loader, const struct line *line);
void annex_line(struct loader *loader, const struct line *line);
void word_line(struct loader *loader, const struct line *line);

/* Once all Livelli are read: parents, ancestors, depths. False: the levels make no tree, nothing else can be
 * read. */
bool levels_finish(struct loader *loader);
/* Once everything is read. */
void calculations_finish(struct loader *loader);
void annexes_finish(struct loader *loader);
void wordings_finish(struct loader *loader);

/* Level and field lists of a line; each pair that exists is handed to `each`. */
void each_field(struct loader *loader, const struct line *line, unsigned level_column, unsigned field_column,
    void (*each)(struct loader *loader, struct field *field, const struct line *line));

/* ---- sheets ---- */

/* NULL-terminated. */
extern const char *const control_words[];

enum control_use { CONTROL_TABLE, CONTROL_ROW, CONTROL_COLUMN, CONTROL_CHECK };

/* Parses a control cell (without the word `tabella`). What is wrong is a finding; the rest is kept. */
struct control control_parse(
    struct loader *loader, const char *text, const struct place *place, enum control_use use);

/* `con` as a word of its own in a control cell's text; NULL: none. */
const char *control_find_con(const char *text);

/* Where the names of a cell are looked for: levels from the innermost outwards. */
struct scope {
    const struct level *levels[64];
    unsigned count;
    const struct level *sheet; /* of the sheet's record; NULL: none */
    bool page;                 /* header or footer: {allegato.titolo} */
    unsigned lists;            /* lists around it */
};
void scope_add(struct scope *scope, const struct level *level);

/* Parses a cell's text. Never NULL: what is wrong is a finding, or, where `ret_problem` is given, the first
 * such thing goes there. `runs` may be NULL. */
const struct pattern *pattern_parse(struct loader *loader, const struct scope *scope, const char *text,
    const struct rich_run *runs, unsigned run_count, const struct place *place, char **ret_problem);

/* What stands between braces: fills `placeholder` in. False and `*ret_problem` (to be freed) if it means
 * nothing. */
bool placeholder_resolve(struct loader *loader, const struct scope *scope, struct placeholder *placeholder,
    const char *body, char **ret_problem);

void sheets_read(struct loader *loader, const struct sheet *metodo);
void table_derive(struct table *table);
void row_find_enclosing(struct template_row *row);

/* ---- names in formulas ---- */

enum name_use {
    NAME_CALCULATION, /* Calcoli, Controlli: seen from a record of the level */
    NAME_CONDITION,   /* of rows: the sheet's record as well */
    NAME_ANY_LEVEL,   /* of tables and columns: any level by its name */
};

/* What a name can mean, seen from a record of `level` (NULL: the root), with `sheet` the level of the sheet's
 * record (NULL: none). Adds fields (struct field *) to `ret_fields` and levels to `*ret_levels`, both may be
 * NULL. False and `*ret_problem` (with a suggestion, to be freed) if it can mean nothing. */
bool name_resolve(const struct template *template, const struct formula *name, const struct level *level,
    const struct level *sheet, enum name_use use, GPtrArray *ret_fields, level_set *ret_levels,
    char **ret_problem);

/* Complains about every name in the formula that means nothing. */
void names_check(struct loader *loader, const struct formula *formula, const struct level *level,
    const struct level *sheet, enum name_use use, const struct place *place);

#endif

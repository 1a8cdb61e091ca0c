/* A template: levels, fields, calculations, words, and tables drawn as they must look. It knows no inputs.
 *
 *   templates/X.xlsx --grid--> struct workbook --template_load--> struct template (owns workbook and arena)
 *
 * Everything is resolved when loading: names to levels and fields, texts to patterns, formulas parsed; what
 * is wrong comes as findings with sheet and cell. */
#ifndef PIANOXL_TEMPLATE_TEMPLATE_H
#define PIANOXL_TEMPLATE_TEMPLATE_H

#include <stdint.h>
#include "grid/workbook.h"
#include "support/findings.h"
#include "template/expression.h"
#include "template/formula.h"
#include "template/pattern.h"

/* Levels by their index; a template has at most 64. */
typedef uint64_t level_set;
#define LEVEL_BIT(level) ((level_set) 1 << (level)->index)

enum field_type {
    TYPE_TEXT, TYPE_CODE, TYPE_NUMBER, TYPE_PERCENT, TYPE_EURO, TYPE_DATE, TYPE_TARGET, TYPE_RESULT, TYPE_LIST
};
const char *field_type_name(enum field_type type); /* "testo", "codice" ... */

/* A word for a value of a field (Parole `livello.campo: valore`). */
struct field_word {
    const char *key;   /* text_key of the word (the cleaned word itself where it has no letters and digits) */
    const char *value;
};

struct field {
    const struct level *level;
    const char *name;
    unsigned index;               /* in level->fields */
    enum field_type type;
    struct expression *expression; /* codice: the level's; NULL: none */
    bool required;
    bool is_code;                 /* named codice */
    bool is_title;                /* named titolo or titolo_... */
    bool is_year;                 /* the root's anno */
    const struct formula *formula; /* Calcoli; NULL: not computed */
    const char *formula_source;
    struct place formula_place;
    bool needs_result;            /* computed, and depends (through any chain) on a field of type risultato */
    const struct field_word *words;
    unsigned word_count;
    struct place place;           /* where it is declared; place.file NULL: by itself */
};

struct level {
    unsigned index;
    const char *name;
    const char *label;            /* Nome: as users read it; the name if none */
    const struct level **parents; /* none for the root */
    unsigned parent_count;
    level_set ancestors;          /* all levels that may stand above, without itself */
    level_set descendants;
    level_set parent_set;
    unsigned depth;               /* longest way from the root; root 0 */
    struct expression *expression; /* Codice; NULL: none */
    GPtrArray *fields;            /* struct field *; codice and titolo always there */
    GHashTable *field_names;      /* name -> struct field * */
    struct field *code, *title;
    struct place place;
};

/* Control cells: [leggi | scrivi | leggi e scrivi] [per] [LIVELLI][?][!] [con CONDIZIONE]. */
struct control {
    bool read, write;             /* both true when neither word stands there */
    bool per;
    const struct level **levels;
    unsigned level_count;
    const struct level *path;     /* `p.l`: p; NULL: none */
    bool exists;                  /* ? */
    bool skip_empty;              /* ! */
    const struct formula *condition;
    const char *condition_source;
    struct place place;
};
/* The last level of a control (the row's own), NULL for a fixed row. */
const struct level *control_level(const struct control *control);
bool control_has_level(const struct control *control, const struct level *level);

struct template_cell {
    unsigned column;              /* in the template sheet, from 0 (1 is B) */
    const struct pattern *pattern;
    unsigned style;
};

struct template_row {
    const struct table *table;
    unsigned index;               /* in table->rows */
    unsigned sheet_row;           /* in the template sheet, from 0 */
    struct control control;
    const struct template_cell *cells; /* those with a pattern, by column */
    unsigned cell_count;
    bool blank;                   /* no cells: spacing */
    /* What follows from the drawing (rule 2, 3): */
    bool header;                  /* two or more cells of fixed text, no field of its own level (3.2) */
    bool fixed_header;            /* a header with an empty A (fixed row) */
    bool above_header;            /* stands above the table's first fixed header (3.4) */
    bool free_text;               /* no fixed text, expression, list or index: nothing is explained (3.4) */
    bool heading;                 /* one free cell that opens a record (3.4) */
    level_set opens;              /* levels whose record this row opens (3.5) */
    level_set named;              /* levels of its placeholders */
    const struct template_row *enclosing; /* nearest above of a higher level, no `?` or `leggi`; NULL: none */
};

struct template_column {
    unsigned column;              /* in the template sheet */
    struct control control;
    bool has_control;
};

struct table {
    const struct template *template;
    const struct template_sheet *sheet;
    unsigned index;               /* in template->tables: the order of trust */
    struct control control;       /* of A1 or of the `tabella` cell */
    unsigned control_row;         /* in the template sheet */
    struct template_row *rows;
    unsigned row_count;
    struct template_column *columns; /* from B to the last column drawn, one each; columns[0].column is 1 */
    unsigned column_count;
    bool has_fixed_header;
};

struct template_sheet {
    const struct sheet *drawing;  /* in template->workbook */
    const struct pattern *tab;
    struct table **tables;
    unsigned table_count;
    /* Left, centre, right of the page set-up; NULL: none. &-codes stay in text. */
    const struct pattern *header[3], *footer[3];
};

/* A band of Classi. */
struct band {
    const struct field *field;
    struct decimal from, to;
    const struct field *from_field, *to_field; /* instead of the numbers */
    bool from_exclusive, to_exclusive, has_to;
    const char *label;
    unsigned style;               /* the look: fill and font of the label's cell */
    struct place place;
};

/* A line of Controlli. */
struct check_line {
    const struct level *level;
    const struct level *path;     /* p of p.l */
    const struct formula *condition; /* `con`; NULL: none */
    const char *condition_source;
    const char *builtin;          /* id of a built-in check; NULL: a formula */
    const struct formula *formula;
    const char *source;
    enum severity severity;
    struct place place;
};

/* A line of Allegati. */
struct annex {
    const struct pattern *name;
    const char *const *sheets;    /* globs on tabs as drawn */
    unsigned sheet_count;
    const struct pattern *title;
    struct place place;
};

enum word_meaning { WORD_NC, WORD_YES, WORD_NO, WORD_REACHED, WORD_MEANINGS };

enum plan_kind { KIND_PIANO, KIND_RELAZIONE };

struct template {
    struct arena *arena;
    struct workbook *workbook;    /* the drawing: styles, widths, page set-up */
    const char *path;
    const char *name;             /* Modello nome */
    const char *description, *version;
    enum plan_kind kind;          /* genere */
    int direction;                /* verso: +1 for >=, -1 for <=; +1 if not given */
    const char *emblem;           /* stemma; NULL */
    GPtrArray *levels;            /* struct level *; 0 is the root */
    const struct level *root;
    GHashTable *level_names;
    GPtrArray *root_values;       /* struct root_value *: fields of the root known beforehand, from Modello */
    GArray *bands;                /* struct band */
    GArray *checks;               /* struct check_line */
    GArray *annexes;              /* struct annex */
    GPtrArray *words[WORD_MEANINGS];     /* keys as in struct field_word, built-in ones included */
    GPtrArray *spellings[WORD_MEANINGS]; /* the same words as they are listed */
    const char *nc_word;          /* the first word for NC */
    GPtrArray *sheets;            /* struct template_sheet * */
    GPtrArray *tables;            /* struct table *: all, in the order of the sheets */
};

struct root_value {
    const struct field *field;
    const char *text;
    struct place place;
};

/* Loads a template. NULL and `error` if the file cannot be read or is no template (no sheet Metodo);
 * otherwise what is wrong in it is added to `findings` (TEMPLATE_ERROR and so on), and with an error among
 * them NULL is returned with `error` saying the first. */
struct template *template_load(const char *path, struct findings *findings, GError **error);

/* The same from a workbook in memory, which the template then owns; on failure it is freed. */
struct template *template_from_workbook(
    struct workbook *workbook, const char *path, struct findings *findings, GError **error);

void template_free(struct template *template);

/* Where the picture that Modello calls `stemma` should lie; NULL: it names none. To be freed. */
char *template_emblem_path(const struct template *template);

/* NULL if unknown. */
const struct level *template_level(const struct template *template, const char *name);
const struct field *template_field(const struct level *level, const char *name);

/* The bands of a field, in the order of Classi; NULL and 0 if it has none. */
unsigned template_bands(
    const struct template *template, const struct field *field, const struct band **ret_first);

/* The severity that Controlli gives a built-in check for a level below a parent level, in lines without a
 * condition. */
enum severity template_check_severity(const struct template *template, const char *builtin,
    const struct level *level, const struct level *parent, enum severity otherwise);

/* Is `text` a word for this meaning? (rule 1, Parole) */
bool template_is_word(const struct template *template, enum word_meaning meaning, const char *text);

/* The word listed in capitals (an abbreviation) that `text` is but for its case; NULL if there is none. */
const char *template_spelling(const struct template *template, enum word_meaning meaning, const char *text);

#endif

/* One input row against one template row (rule 3.3 to 3.5). */
#ifndef PIANOXL_MATCH_FIT_H
#define PIANOXL_MATCH_FIT_H

#include "match/reader.h"

/* How strictly a row is tried: as drawn, with codes as typed, or with cells that do not fit left over (3.8).
 */
enum row_mode { ROW_STRICT, ROW_CODES_AS_TYPED, ROW_CELLS_LEFT_OVER };

/* Does the input row fit the template row? On failure `fit` holds nothing of use. */
bool row_fits(struct part *part, const struct view_row *row, const struct template_row *drawn,
    enum row_mode mode, struct row_fit *fit);

/* Empties the fit for a template row (NULL: none) and an input row. */
void row_fit_reset(struct row_fit *fit, const struct template_row *row, const struct view_row *input);

void row_fit_use(struct row_fit *fit, const struct seen *seen, enum cell_state state);

bool row_fit_uses(const struct row_fit *fit, const struct seen *seen);
/* Has the row cells for a key of this level? If not, every non-blank cell begins a new record. */
bool row_names_key(const struct template_row *row, const struct level *level);
/* Does the row have a placeholder for the level's code? */
bool row_fit_names_code(const struct row_fit *fit, const struct level *level);

#endif

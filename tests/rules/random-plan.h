/* Random plans for a template: 0 to 3 records a level, fields left out, texts with every awkward character.
 */
#ifndef PIANOXL_TESTS_RULES_RANDOM_PLAN_H
#define PIANOXL_TESTS_RULES_RANDOM_PLAN_H

#include "plan/plan.h"

/* Keys are unique among siblings, every record with children has one, and no text is a fixed text or a word
 * of the template or begins with one of its codes. The same `random` gives the same plan. */
struct plan *random_plan_new(const struct template *template, GRand *random);

/* Do two plans hold the same records with the same values? Children are compared level by level, since tables
 * of different levels are read one after the other. `ret_difference` (to be freed) says where they differ. */
bool plans_equal(const struct plan *a, const struct plan *b, char **ret_difference);

#endif

/* SIGINT, SIGTERM and SIGHUP, which end the program: held back while something half done is on the disk. */
#ifndef PIANOXL_SUPPORT_INTERRUPTION_H
#define PIANOXL_SUPPORT_INTERRUPTION_H

#include <signal.h>
#include <stdbool.h>

/* The signals that interrupt: not those that whoever started us has us ignore, as nohup does, since those
 * that are held back would wait. */
void interruption_signals(sigset_t *ret_signals);

/* Holds them back; `ret_old` is what sigprocmask(SIG_SETMASK) wants to let them through again. */
void interruption_hold(sigset_t *ret_old);

/* Has one come that is held back, and not to be ignored? */
bool interruption_came(void);

#endif

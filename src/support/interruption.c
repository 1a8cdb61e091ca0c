#include "support/interruption.h"

#include <stddef.h>

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

#define SIGNAL_COUNT (sizeof signals / sizeof signals[0])

void interruption_signals(sigset_t *ret_signals)
{
    sigemptyset(ret_signals);
    for (unsigned i = 0; i < SIGNAL_COUNT; i++)
        sigaddset(ret_signals, signals[i]);
}

void interruption_hold(sigset_t *ret_old)
{
    sigset_t held;
    interruption_signals(&held);
    sigprocmask(SIG_BLOCK, &held, ret_old);
}

bool interruption_came(void)
{
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    for (unsigned i = 0; i < SIGNAL_COUNT; i++) {
        struct sigaction action;
        /* One that nohup has us ignore waits, too, while it is held back. */
        if (sigismember(&pending, signals[i]) && sigaction(signals[i], NULL, &action) == 0 &&
            action.sa_handler != SIG_IGN)
            return true;
    }
    return false;
}

#include "support/interruption.h"

#include <stddef.h>

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

#define SIGNAL_COUNT (sizeof signals / sizeof signals[0])

void interruption_signals(sigset_t *ret_signals)
{
    sigemptyset(ret_signals);
    for (unsigned i = 0; i < SIGNAL_COUNT; i++) {
        struct sigaction action;
        if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(ret_signals, signals[i]);
    }
}

void interruption_hold(sigset_t *ret_old)
{
    sigset_t held;
    interruption_signals(&held);
    sigprocmask(SIG_BLOCK, &held, ret_old);
}

bool interruption_came(void)
{
    sigset_t pending, wanted;
    sigemptyset(&pending);
    sigpending(&pending);
    interruption_signals(&wanted);
    for (unsigned i = 0; i < SIGNAL_COUNT; i++)
        if (sigismember(&pending, signals[i]) && sigismember(&wanted, signals[i]))
            return true;
    return false;
}

/* A process that outlives the one that prints: when that ends, however it does, LibreOffice ends too and the
 * private folder goes.
 *
 *   keeper_begin --keeper_watch, when LibreOffice works and when it has ended--> keeper_end, or death */
#ifndef PIANOXL_PRINT_KEEPER_H
#define PIANOXL_PRINT_KEEPER_H

#include <stdbool.h>
#include <sys/types.h>

struct keeper {
    pid_t pid;
    int socket; /* its other end is closed with this process */
};

/* Starts it for the folder (a path). False, and errno, when it cannot be started. SIGINT, SIGTERM and SIGHUP
 * are to be blocked: the keeper never hears of them. */
bool keeper_begin(struct keeper *keeper, const char *folder);

/* From now on this process group is to be ended, too; 0: none. Must be taken back before the number of the
 * group may be given away. */
void keeper_watch(const struct keeper *keeper, pid_t group);

/* Removes the folder and ends the keeper. */
void keeper_end(struct keeper *keeper, const char *folder);

#endif

/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_INTERRUPT_H
#define TOLV_CLI_INTERRUPT_H

#include "ods/destination.h"

/* Ctrl-C, a request to end, a terminal that is closed: the work that is going on is given up in
 * order, so that nothing half-written is left. A second one ends the program at once. */
void tolv_interrupt_watch(void);
bool tolv_interrupted(void);

/* Ends the program as the signal would have, where one came: the shell must see it. */
void tolv_interrupt_obey(void);

/* The machine's own calls, but nothing is written once the program has been interrupted. */
extern const tolv_system tolv_interruptible_system;

#endif

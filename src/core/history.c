/* SPDX-License-Identifier: MPL-2.0 */
#include "core/history.h"

#include "core/flag.h"
#include "core/money.h"
#include "core/value.h"

size_t tolv_red_run(const double *levels, size_t n) {
    size_t run = 0;
    for (size_t i = 0; i < n; i++)
        if (!tolv_is_blank(levels[i]))
            run = levels[i] == TOLV_RED ? run + 1 : 0;
    return run;
}

size_t tolv_red_of_last(const double *levels, size_t n, size_t m, size_t *window) {
    size_t red = 0;
    *window = 0;
    for (size_t i = n; i > 0 && *window < m; i--) {
        if (tolv_is_blank(levels[i - 1]))
            continue;
        ++*window;
        red += levels[i - 1] == TOLV_RED;
    }
    return red;
}

tolv_latch tolv_sticky(const double *deviations, size_t n, double on, double off, size_t dwell) {
    tolv_latch latch = {false, 0, 0};
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(deviations[i]))
            continue;
        double bad = -(double)tolv_to_ore(deviations[i]);
        bool reaches = bad >= tolv_round_half_away(on * 100);
        bool quiet = bad < tolv_round_half_away(off * 100);
        latch.quiet = latch.on && quiet ? latch.quiet + 1 : 0;
        bool now = reaches || (latch.on && latch.quiet < dwell);
        if (now != latch.on)
            latch = (tolv_latch){now, i + 1, 0};
    }
    return latch;
}

static void climb(tolv_ladder *ladder, int by, size_t from, size_t month) {
    int step = ladder->step + by;
    if (step < 0 || step > TOLV_STEP_MAX)
        return;
    ladder->step = step;
    if (ladder->changes)
        ladder->changes[ladder->change_count++] = (tolv_change){step, from, month};
}

void tolv_escalation(tolv_ladder *ladder, const double *levels, const double *deviations,
                     const double *plan, size_t n, size_t rise, size_t fall) {
    tolv_change *changes = ladder->changes;
    *ladder = (tolv_ladder){.changes = changes};
    bool was_red = false;
    tolv_ore before = 0;
    size_t from = 0; /* the first month of the count that runs */
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(levels[i]) || tolv_is_blank(deviations[i]))
            continue;
        tolv_ore deviation = tolv_to_ore(deviations[i]);
        bool red = levels[i] == TOLV_RED, green = levels[i] == TOLV_GREEN;
        bool counts = red && (!was_red || deviation <= before);
        ladder->rests = plan && !tolv_is_blank(plan[i]) && plan[i] != 0;
        ladder->red = counts ? ladder->red + 1 : 0;
        ladder->green = green ? ladder->green + 1 : 0;
        if (ladder->red == 1 || ladder->green == 1)
            from = i + 1;
        if (ladder->red >= rise) {
            if (!ladder->rests)
                climb(ladder, +1, from, i + 1);
            ladder->red = 0;
        }
        if (ladder->green >= fall) {
            climb(ladder, -1, from, i + 1);
            ladder->green = 0;
        }
        was_red = red;
        before = deviation;
    }
}

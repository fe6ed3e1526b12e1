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

bool tolv_sticky(const double *deviations, size_t n, double on, double off, size_t dwell) {
    bool is_on = false;
    size_t quiet = 0;
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(deviations[i]))
            continue;
        double bad = -(double)tolv_to_ore(deviations[i]);
        if (bad >= tolv_round_half_away(on * 100)) {
            is_on = true;
            quiet = 0;
        } else if (bad >= tolv_round_half_away(off * 100)) {
            quiet = 0;
        } else if (++quiet >= dwell) {
            is_on = false;
        }
    }
    return is_on;
}

static void climb(tolv_ladder *ladder, int by, size_t month) {
    int step = ladder->step + by;
    if (step < 0 || step > TOLV_STEP_MAX)
        return;
    ladder->step = step;
    ladder->since = month;
}

tolv_ladder tolv_escalation(const double *levels, const double *deviations, const double *plan,
                            size_t n, size_t rise, size_t fall) {
    tolv_ladder ladder = {0};
    bool was_red = false;
    double before = 0;
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(levels[i]) || tolv_is_blank(deviations[i]))
            continue;
        bool red = levels[i] == TOLV_RED, clean = levels[i] == TOLV_GREEN;
        ladder.rests = plan && !tolv_is_blank(plan[i]) && plan[i] != 0;
        ladder.clean = clean ? ladder.clean + 1 : 0;
        if (!red)
            ladder.red = 0;
        else if (!was_red)
            ladder.red = 1;
        else
            ladder.red = deviations[i] <= before ? ladder.red + 1 : 0;
        if (red && ladder.red >= rise) {
            if (!ladder.rests)
                climb(&ladder, +1, i + 1);
            ladder.red = 0;
        }
        if (clean && ladder.clean >= fall) {
            climb(&ladder, -1, i + 1);
            ladder.clean = 0;
        }
        was_red = red;
        before = deviations[i];
    }
    return ladder;
}

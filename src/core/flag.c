/* SPDX-License-Identifier: MPL-2.0 */
#include "core/flag.h"

#include <math.h>

#include "core/value.h"

/* A limit in öre, whatever its size: limits may be larger than amounts can be. */
static double in_ore(double kronor) {
    return tolv_round_half_away(kronor * 100);
}

/* The limits of one level, in öre; blank where not tested. */
typedef struct tested {
    double kronor, percent;
} tested;

static tested limits_of(double kronor, double percent, tolv_ore budget, tolv_flag_operator how) {
    double size = fabs(tolv_to_kronor(budget));
    tested limits = {in_ore(how == TOLV_FLAG_ROOT ? kronor * sqrt(size) : kronor),
                     in_ore(percent * size)};
    if (budget == 0 || how == TOLV_FLAG_ROOT)
        limits.percent = TOLV_BLANK_NUMBER;
    return limits;
}

static bool reached(double bad, tested limits, tolv_flag_operator how) {
    bool kronor = bad >= limits.kronor, percent = bad >= limits.percent; /* never when blank */
    if (tolv_is_blank(limits.kronor) && tolv_is_blank(limits.percent))
        return true;
    if (tolv_is_blank(limits.kronor) || tolv_is_blank(limits.percent) || how == TOLV_FLAG_OR)
        return kronor || percent;
    return kronor && percent;
}

/* A kind of limit that has no second one serves both levels. */
static double yellow_of(tolv_limits limits) {
    return tolv_is_blank(limits.yellow) ? limits.red : limits.yellow;
}

tolv_flag tolv_flag_of(tolv_ore deviation, tolv_ore budget, tolv_limits kronor, tolv_limits percent,
                       tolv_flag_operator how) {
    double bad = -(double)deviation;
    tested red = limits_of(kronor.red, percent.red, budget, how);
    tested yellow = limits_of(yellow_of(kronor), yellow_of(percent), budget, how);
    tolv_level level = TOLV_GREEN;
    if (bad > 0 && reached(bad, red, how))
        level = TOLV_RED;
    else if (bad > 0 && reached(bad, yellow, how))
        level = TOLV_YELLOW;
    tested shown = level == TOLV_RED ? red : yellow;
    return (tolv_flag){level, shown.kronor / 100, shown.percent / 100};
}

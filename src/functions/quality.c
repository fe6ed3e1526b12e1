/* SPDX-License-Identifier: MPL-2.0 */
/* Quality: a value beside its target, its reference and its peers; cost and quality together. */
#include "core/quality.h"

#include <math.h>

#include "functions/arguments.h"
#include "functions/result.h"

static const tolv_keyword directions[] = {
    {1, NC_("keyword", "higher")},
    {-1, NC_("keyword", "lower")},
    {0, NULL},
};

#define TAKES_VALUE(sentence) \
    { \
        .id = "value", .name = NC_("argument", "value"), .text = sentence, \
        .kind = TOLV_ARGUMENT_NUMBER \
    }

#define TAKES_DIRECTION \
    { \
        .id = "direction", .name = NC_("argument", "direction"), \
        .text = N_("“higher” (1) where higher is better, “lower” (−1) where lower is"), \
        .kind = TOLV_ARGUMENT_KEYWORD, .keywords = directions \
    }

static tolv_item better_item(int direction) {
    return TOLV_WORD(direction > 0 ? N_("higher is better") : N_("lower is better"));
}

/* ---- TARGET ---- */

/* Told by word and by shape, never by colour alone. */
static const struct {
    const char *word, *symbol;
} attainments[] = {
    [TOLV_TARGET_REACHED] = {N_("reached"), "○"},
    [TOLV_TARGET_NEAR] = {N_("near"), "▲"},
    [TOLV_TARGET_MISSED] = {N_("not reached"), "■"},
};

static tolv_error target(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double value = args[0].number, wanted = args[1].number, tolerance = args[3].number;
    int direction = (int)args[2].number;
    tolv_attainment found = tolv_attainment_of(value, wanted, direction, tolerance);
    tolv_explain(call, N_("{1} against the target {2}, {3}: {4}"), TOLV_DECIMAL(value),
                 TOLV_DECIMAL(wanted), better_item(direction), TOLV_WORD(attainments[found].word));
    if (found != TOLV_TARGET_REACHED)
        tolv_explain(call,
                     found == TOLV_TARGET_NEAR
                         ? N_("{1} short of the target, within the tolerance {2}")
                     : tolerance > 0 ? N_("{1} short of the target, beyond the tolerance {2}")
                                     : N_("{1} short of the target"),
                     TOLV_DECIMAL(fabs(wanted - value)), TOLV_DECIMAL(tolerance));
    return tolv_answer_as(call, result, args[4].number, (int)found, attainments[found].word,
                          attainments[found].symbol);
}

const tolv_function tolv_function_target = {
    .name = NC_("function", "TARGET"),
    .text = N_("Is the target reached, near or not reached? Higher or lower may be better"),
    .family = TOLV_FAMILY_QUALITY,
    .unit = N_("0 reached, 1 near, 2 not reached; or the word or symbol"),
    .formula = N_("0 where direction · (value − target) ≥ 0; 1 where ≥ −tolerance; else 2"),
    .native = "ahead = $direction*($value-$target)\n"
              "level = IF(ROUND($ahead;9)>=0;0;IF(ROUND($ahead+$tolerance;9)>=0;1;2))\n"
              "$answer?($level;;CHOOSE(1+$level;\"○\";\"▲\";\"■\"))",
    .example = "TOLV.TARGET(82.5;85;\"higher\";3)",
    .see = "BENCHMARK COSTQUALITY GOALCHECK",
    .body = target,
    .arguments = {TAKES_VALUE(N_("The outcome to judge: a share, a grade, days or kronor")),
                  {.id = "target",
                   .name = NC_("argument", "target"),
                   .text = N_("The value to reach, in the same unit"),
                   .kind = TOLV_ARGUMENT_NUMBER},
                  TAKES_DIRECTION,
                  {.id = "tolerance",
                   .name = NC_("argument", "tolerance"),
                   .text = N_("How far from the target still counts as near, in the value's unit"),
                   .kind = TOLV_ARGUMENT_NUMBER,
                   .optional = true,
                   .has_default = true,
                   .low = 0,
                   .high = TOLV_AMOUNT_MAX},
                  TOLV_TAKES_ANSWER},
};

/* ---- REFERENCEDEVIATION ---- */

static tolv_error referencedeviation(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_ore net = tolv_to_ore(args[0].number), reference = tolv_to_ore(args[1].number);
    double difference = tolv_to_kronor(net - reference);
    bool in_kronor = args[2].kind == TOLV_NUMBER;
    if (reference == 0 && !in_kronor)
        return tolv_fail(call, TOLV_ZERO_SUM, 1);
    tolv_explain(call, N_("net cost {1} − reference cost {2} = {3} kr ({4})"),
                 TOLV_KRONOR(tolv_to_kronor(net)), TOLV_KRONOR(tolv_to_kronor(reference)),
                 TOLV_KRONOR(difference),
                 TOLV_WORD(difference > 0   ? N_("dearer than the reference")
                           : difference < 0 ? N_("cheaper than the reference")
                                            : N_("as the reference")));
    if (in_kronor) {
        double kronor = difference * args[2].number;
        tolv_explain(call, N_("{1} kr × {2} {2|inhabitant|inhabitants} = {3} kr"),
                     TOLV_KRONOR(difference), TOLV_DECIMAL(args[2].number), TOLV_KRONOR(kronor));
        return tolv_answer_kronor(call, result, kronor);
    }
    double share = (double)(net - reference) / (double)reference;
    tolv_explain(call, N_("{1} / {2} = {3} of the reference cost"), TOLV_KRONOR(difference),
                 TOLV_KRONOR(tolv_to_kronor(reference)), TOLV_PERCENT(share));
    return tolv_answer_number(result, share);
}

const tolv_function tolv_function_referencedeviation = {
    .name = NC_("function", "REFERENCEDEVIATION"),
    .text = N_("How much dearer than the cost that the municipality's structure explains"),
    .family = TOLV_FAMILY_QUALITY,
    .unit = N_("share of the reference cost, + is dearer; with inhabitants kronor"),
    .formula = N_("(net cost − reference cost) / reference cost; with inhabitants the difference "
                  "· inhabitants"),
    .native = "dearer = ROUND(ROUND($netCost;2)-ROUND($referenceCost;2);2)\n"
              "$inhabitants?(ROUND($dearer*$inhabitants;2);$dearer/ROUND($referenceCost;2))",
    .source = N_("net cost deviation as in Kolada (RKA)"),
    .example = "TOLV.REFERENCEDEVIATION(10500;10000)",
    .see = "BENCHMARK COSTQUALITY DEVIATIONPERCENT",
    .body = referencedeviation,
    .arguments = {{.id = "netCost",
                   .name = NC_("argument", "net cost"),
                   .text = N_("Net cost in kronor, cost as plus; per inhabitant as in Kolada"),
                   .kind = TOLV_ARGUMENT_AMOUNT},
                  {.id = "referenceCost",
                   .name = NC_("argument", "reference cost"),
                   .text = N_("Reference cost in kronor, for the same year and the same unit"),
                   .kind = TOLV_ARGUMENT_AMOUNT},
                  {.id = "inhabitants",
                   .name = NC_("argument", "inhabitants"),
                   .text = N_("Number of inhabitants, when both costs are per inhabitant and the "
                              "answer is to be in kronor"),
                   .kind = TOLV_ARGUMENT_NUMBER,
                   .optional = true,
                   .low = 1,
                   .high = 1e12}},
};

/* ---- BENCHMARK ---- */

enum { RANK = 1, QUARTILE, GAP, PARTS = GAP };

static tolv_error benchmark(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double value = args[0].number;
    const tolv_range *peers = &args[1].range;
    int direction = (int)args[2].number, part = tolv_part_of(&args[3]);
    tolv_position position;
    if (!tolv_position_of(value, peers->numbers, tolv_range_count(peers), direction, &position))
        return tolv_fail_with(call, TOLV_TOO_FEW_FIGURES, 1, TOLV_PLAIN(0), TOLV_PLAIN(1));
    if (part == GAP) {
        double gap = tolv_ahead(value, position.best, direction);
        tolv_explain(call, N_("{1} against {2}, the best of {3} {3|other|others} ({4}): {5}"),
                     TOLV_DECIMAL(value), TOLV_DECIMAL(position.best),
                     TOLV_PLAIN(position.count - 1), better_item(direction), TOLV_DECIMAL(gap));
        return tolv_answer_number(result, gap);
    }
    double rank = (double)position.better + 1;
    tolv_explain(
        call, N_("{1} of {2} {2|other|others} {1|is|are} better than {3} ({4}): number {5} of {6}"),
        TOLV_PLAIN(position.better), TOLV_PLAIN(position.count - 1), TOLV_DECIMAL(value),
        better_item(direction), TOLV_PLAIN(rank), TOLV_PLAIN(position.count));
    if (part == RANK)
        return tolv_answer_number(result, rank);
    tolv_explain(call, N_("4 × {1} / {2} rounded up: quartile {3}, where 1 is the best"),
                 TOLV_PLAIN(rank), TOLV_PLAIN(position.count), TOLV_PLAIN(position.quartile));
    return tolv_answer_number(result, (double)position.quartile);
}

const tolv_function tolv_function_benchmark = {
    .name = NC_("function", "BENCHMARK"),
    .text = N_("Place among others: rank, quartile, or how far it is to the best"),
    .family = TOLV_FAMILY_QUALITY,
    .unit = N_("1 rank; 2 quartile, 1 is the best; 3 gap in the value's unit, + is better"),
    .formula = N_("rank = 1 + others strictly better; quartile = ⌈4 · rank / n⌉, n with the value "
                  "itself; gap = direction · (value − best of the others)"),
    .native = "above = ($direction>0)*($peers>=$value+5E-10)\n"
              "below = ($direction<0)*($peers<=$value-5E-10)\n"
              "ahead = ISNUMBER($peers)*($above+$below)\n"
              "rank = 1+SUMPRODUCT(1*$ahead)\n"
              "quartile = INT((4*$rank+COUNT($peers))/(COUNT($peers)+1))\n"
              "gap = $direction*($value-IF($direction>0;MAX($peers);MIN($peers)))\n"
              "IF(COUNT($peers)=0;NA();$part?($rank;$rank;$quartile;$gap))",
    .example = "TOLV.BENCHMARK(78;{71;83;80;76;92;69;88};\"higher\")",
    .see = "REFERENCEDEVIATION COSTQUALITY TARGET",
    .body = benchmark,
    .arguments = {TAKES_VALUE(N_("The own value, which is compared")),
                  {.id = "peers",
                   .name = NC_("argument", "peers"),
                   .text = N_("The others' values, without the own; a blank one is left out"),
                   .kind = TOLV_ARGUMENT_NUMBERS,
                   .shape = TOLV_SHAPE_LINE,
                   .blanks = TOLV_BLANKS_SKIPPED},
                  TAKES_DIRECTION,
                  TOLV_TAKES_PART(1, PARTS,
                                  N_("1 rank, 2 quartile, 3 gap to the best of the "
                                     "others"))},
};

/* ---- COSTQUALITY ---- */

static const char *const corners[] = {
    NULL,
    N_("no dearer, no worse"),
    N_("dearer, no worse"),
    N_("no dearer, worse"),
    N_("dearer, worse"),
};

static tolv_error costquality(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double cost = args[0].number, quality = args[1].number;
    int corner = tolv_corner_of(cost, quality);
    tolv_explain(call, N_("cost deviation {1}, quality deviation {2}: {3}, corner {4} of 4"),
                 TOLV_DECIMAL(cost), TOLV_DECIMAL(quality), TOLV_WORD(corners[corner]),
                 TOLV_PLAIN(corner));
    return tolv_answer_as(call, result, args[2].number, corner, corners[corner], NULL);
}

const tolv_function tolv_function_costquality = {
    .name = NC_("function", "COSTQUALITY"),
    .text = N_("Cost and quality in one picture: in which of the four corners the unit stands"),
    .why = N_("Cheap is not good if the quality pays for it, and dear may be worth its price. "
              "This puts the unit in one of four corners, so that cost is never read without "
              "quality."),
    .family = TOLV_FAMILY_QUALITY,
    .unit = N_("1 no dearer and no worse, 2 dearer, 3 worse, 4 dearer and worse; or in words"),
    .formula = N_("1 + [cost deviation > 0] + 2 · [quality deviation < 0]; 0 is good in both"),
    .native = "$answer?(1+($costDeviation>0)+2*($qualityDeviation<0);)",
    .example = "TOLV.COSTQUALITY(0.04;-2.5;\"word\")",
    .see = "REFERENCEDEVIATION BENCHMARK TARGET",
    .body = costquality,
    .arguments = {{.id = "costDeviation",
                   .name = NC_("argument", "cost deviation"),
                   .text = N_("Cost against the reference, + is dearer, as REFERENCEDEVIATION "
                              "answers"),
                   .kind = TOLV_ARGUMENT_NUMBER},
                  {.id = "qualityDeviation",
                   .name = NC_("argument", "quality deviation"),
                   .text = N_("Quality against the reference, + is better, in any unit"),
                   .kind = TOLV_ARGUMENT_NUMBER},
                  TOLV_TAKES_ANSWER_IN_WORDS},
};

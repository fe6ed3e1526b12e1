/* SPDX-License-Identifier: MPL-2.0 */
/* The unit's own levers: the people it is for, what they think and how many will come. */
#include "core/demography.h"
#include "core/rating.h"
#include "functions/arguments.h"
#include "functions/result.h"

/* ---- USERRATING ---- */

enum { GRADES, SENT, RATING_PART, SMALLEST };

static tolv_error check_answers(tolv_call *call, const tolv_value *args, double answers) {
    double smallest = args[SMALLEST].number;
    if (args[SENT].kind == TOLV_NUMBER && answers > args[SENT].number)
        return tolv_fail_with(call, TOLV_MORE_THAN, GRADES, TOLV_DECIMAL(answers),
                              TOLV_DECIMAL(args[SENT].number),
                              TOLV_WORD_IN("argument", call->function->arguments[SENT].name));
    if (answers < smallest)
        return tolv_fail_with(call, TOLV_SMALL_GROUP, GRADES, TOLV_DECIMAL(answers),
                              TOLV_DECIMAL(smallest));
    return answers == 0 ? tolv_fail(call, TOLV_ZERO_SUM, GRADES) : TOLV_OK;
}

static tolv_error userrating(tolv_call *call, const tolv_value *args, tolv_value *result) {
    size_t n = tolv_range_count(&args[GRADES].range);
    int part = tolv_part_of(&args[RATING_PART]);
    tolv_rating rating = tolv_rating_of(args[GRADES].range.numbers, n);
    tolv_error error = check_answers(call, args, rating.answers);
    if (error)
        return error;
    const tolv_item answers = TOLV_DECIMAL(rating.answers), mean = TOLV_DECIMAL(rating.mean);
    double share;
    switch (part) {
    case 1:
        tolv_explain(
            call, N_("sum of the grades {1} / {2} {2|answer|answers} = {3} on a scale of 1 to {4}"),
            TOLV_DECIMAL(rating.sum), answers, mean, TOLV_PLAIN(n));
        return tolv_answer_number(result, rating.mean);
    case 2:
        share = rating.satisfied / rating.answers;
        tolv_explain(call,
                     N_("{1} of {2} {2|answer|answers} above {3}, the middle of the scale: {4}"),
                     TOLV_DECIMAL(rating.satisfied), answers, TOLV_DECIMAL((double)(n + 1) / 2),
                     TOLV_PERCENT(share));
        return tolv_answer_number(result, share);
    case 3:
        if (rating.answers < 2)
            return tolv_fail_with(call, TOLV_TOO_FEW_FIGURES, GRADES, answers, TOLV_PLAIN(2));
        tolv_explain(
            call,
            N_("{1} × standard deviation {2} / √{3} = {4}: 19 times of 20 the mean lies in {5} ± {4}"),
            TOLV_DECIMAL(TOLV_RATING_Z), TOLV_DECIMAL(rating.deviation), answers,
            TOLV_DECIMAL(rating.margin), mean);
        return tolv_answer_number(result, rating.margin);
    default:
        if (args[SENT].kind != TOLV_NUMBER)
            return tolv_fail(call, TOLV_ARGUMENT_MISSING, SENT);
        share = rating.answers / args[SENT].number;
        tolv_explain(call, N_("{1} {1|answer|answers} / {2} sent out = {3}"), answers,
                     TOLV_DECIMAL(args[SENT].number), TOLV_PERCENT(share));
        return tolv_answer_number(result, share);
    }
}

const tolv_function tolv_function_userrating = {
    .name = NC_("function", "USERRATING"),
    .text = N_(
        "What users think, from the number of answers of each grade; small groups are not shown"),
    .why = N_("A mean of seven answers says less than it seems to, and may point at somebody. "
              "This gives the mean with its margin and the response rate, and hides groups that "
              "are too small."),
    .family = TOLV_FAMILY_LEVERS,
    .unit = N_("grade; share; grades; share"),
    .formula = N_(
        "mean Σg·n_g / n; satisfied: share with g above (k + 1)/2 of k grades; margin 1.96·s/√n, s with n − 1; response rate n / sent"),
    .native =
        "grade = ROW($grades)+COLUMN($grades)-MIN(ROW($grades))-MIN(COLUMN($grades))+1\n"
        "answers = SUM($grades)\n"
        "mean = SUMPRODUCT($grade;$grades)/$answers\n"
        "satisfied = SUMPRODUCT(1*(2*$grade>ROWS($grades)*COLUMNS($grades)+1);$grades)/$answers\n"
        "squares = SUMPRODUCT(($grade-$mean)^2;$grades)\n"
        "margin = IF($answers<2;NA();1.96*SQRT($squares/($answers-1)/$answers))\n"
        "rate = $sent?($answers/$sent;)\n"
        "few = IF($answers<$smallest;NA();IF($answers=0;0/0;0))\n"
        "$few+$part?($mean;$mean;$satisfied;$margin;$rate)",
    .source = N_("95 % interval of a mean: ± 1.96 standard errors"),
    .example = "TOLV.USERRATING({2;3;8;15;12};64;2)",
    .see = "TARGET COSTQUALITY NEEDMET",
    .body = userrating,
    .arguments =
        {
            [GRADES] = {.id = "grades",
                        .name = NC_("argument", "grades"),
                        .text = N_(
                            "Number of answers of each grade, the lowest grade first; blank is 0"),
                        .kind = TOLV_ARGUMENT_WHOLES,
                        .shape = TOLV_SHAPE_LINE,
                        .blanks = TOLV_BLANKS_ZERO,
                        .low = 0,
                        .high = 1e9},
            [SENT] = {.id = "sent",
                      .name = NC_("argument", "sent"),
                      .text = N_("How many were asked; for the response rate"),
                      .kind = TOLV_ARGUMENT_WHOLE,
                      .optional = true,
                      .low = 0,
                      .high = 1e12},
            [RATING_PART] = TOLV_TAKES_PART(
                1, 4,
                N_("1 mean grade, 2 share satisfied, 3 margin of the mean (95 %), 4 response rate")),
            [SMALLEST] =
                {.id = "smallest",
                 .name = NC_("argument", "smallest group"),
                 .text =
                     N_("Fewer answers than this are not shown, so that nobody can be recognised"),
                 .kind = TOLV_ARGUMENT_WHOLE,
                 .optional = true,
                 .has_default = true,
                 .otherwise = 5,
                 .low = 0,
                 .high = 1e9},
        },
};

/* ---- VOLUMEFORECAST ---- */

enum { POPULATION, PARTICIPATION, OWN_SHARE, PRICE, PART, ELEMENT };

/* One share, or one for each age; without blanks. Left out, all. */
static tolv_error read_shares(tolv_call *call, const tolv_value *args, int argument,
                              tolv_shares *shares) {
    static const double all = 1;
    size_t ages = args[POPULATION].range.rows;
    *shares = (tolv_shares){&all, 1};
    if (args[argument].kind != TOLV_RANGE)
        return TOLV_OK;
    const tolv_range *range = &args[argument].range;
    *shares = (tolv_shares){range->numbers, tolv_range_count(range)};
    if (shares->count != 1 && shares->count != ages)
        return tolv_fail_with(call, TOLV_NOT_ONE_A_ROW, argument, TOLV_PLAIN(shares->count),
                              TOLV_PLAIN(ages),
                              TOLV_WORD_IN("argument", call->function->arguments[POPULATION].name));
    for (size_t i = 0; i < shares->count; i++)
        if (tolv_is_blank(range->numbers[i]))
            return tolv_fail_blank(call, argument, range, i);
    return TOLV_OK;
}

static void explain_demand(tolv_call *call, const tolv_demand *demand, size_t year, double price,
                           double kronor) {
    if (tolv_is_blank(demand->volume)) {
        tolv_explain(call, N_("column {1} is not reported yet"), TOLV_PLAIN(year + 1));
        return;
    }
    tolv_explain(
        call,
        N_("column {1}: of {2} {2|inhabitant|inhabitants} {3} take part, {4} of them in own units"),
        TOLV_PLAIN(year + 1), TOLV_DECIMAL(demand->inhabitants), TOLV_DECIMAL(demand->participants),
        TOLV_DECIMAL(demand->volume));
    if (!tolv_is_blank(price))
        tolv_explain(call, N_("{1} × {2} = {3} kr"), TOLV_DECIMAL(demand->volume),
                     TOLV_KRONOR(price), TOLV_KRONOR(kronor));
}

static tolv_error volumeforecast(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *population = &args[POPULATION].range;
    size_t years = population->columns, wanted = tolv_element_of(&args[ELEMENT], years);
    bool in_kronor = tolv_part_of(&args[PART]) == 2;
    tolv_shares participation, own;
    tolv_error error = read_shares(call, args, PARTICIPATION, &participation);
    if (!error)
        error = read_shares(call, args, OWN_SHARE, &own);
    if (!error && in_kronor && args[PRICE].kind != TOLV_NUMBER)
        error = tolv_fail(call, TOLV_ARGUMENT_MISSING, PRICE);
    if (error)
        return error;
    double price = in_kronor ? args[PRICE].number : TOLV_BLANK_NUMBER;
    double *answers = tolv_answer_matrix(call, result, 1, years);
    if (!answers)
        return TOLV_OUT_OF_MEMORY;
    for (size_t year = 0; year < years; year++) {
        tolv_demand demand = tolv_demand_of(population->numbers + year, population->rows, years,
                                            &participation, &own);
        double kronor = demand.volume * price;
        answers[year] = in_kronor ? kronor : demand.volume;
        if (in_kronor && fabs(kronor) > TOLV_AMOUNT_MAX)
            return tolv_fail_with(call, TOLV_TOO_LARGE, POPULATION, TOLV_DECIMAL(kronor));
        if (in_kronor && !tolv_is_blank(kronor))
            answers[year] = tolv_to_kronor(tolv_to_ore(kronor));
        if (wanted ? year + 1 == wanted : year == 0 || year + 1 == years)
            explain_demand(call, &demand, year, price, kronor);
    }
    return TOLV_OK;
}

const tolv_function tolv_function_volumeforecast = {
    .name = NC_("function", "VOLUMEFORECAST"),
    .text = N_(
        "How many will come in the years ahead, and what they cost: the population in the budget"),
    .why = N_("Next year's budget is decided by how many children there will be, not by what was "
              "spent last year. This turns the population forecast into places and kronor."),
    .family = TOLV_FAMILY_LEVERS,
    .unit = N_("volume or kronor, one for each year of the population"),
    .formula = N_("Σ over the ages of inhabitants · participation · own share; in kronor · price"),
    .native = "year = INDEX($population;0;$element)\n"
              "own = $ownShare?($ownShare;1)\n"
              "known = ISNUMBER($year)*ISNUMBER($participation)*ISNUMBER($own)\n"
              "unknown = SUMPRODUCT(1-$known)\n"
              "alike = SUMPRODUCT(1+0*$known)=ROWS($population)\n"
              "volume = SUMPRODUCT($year*$participation*$own)\n"
              "answer = $part?($volume;$volume;$price?(ROUND($volume*$price;2);))\n"
              "IF($alike;IF($unknown>0;NA();$answer);0/0)",
    .example = "TOLV.VOLUMEFORECAST({210;220;235|205;212;221};{0.86|0.95};0.9;128500;2)",
    .see = "BUDGETBRIDGE VOLUMEPAY AVERAGEVOLUME",
    .body = volumeforecast,
    .arguments =
        {
            [POPULATION] =
                {.id = "population",
                 .name = NC_("argument", "population"),
                 .text = N_(
                     "Inhabitants: a row for each age, a column for each year; a blank leaves its year blank"),
                 .kind = TOLV_ARGUMENT_NUMBERS,
                 .low = 0,
                 .high = 1e12},
            [PARTICIPATION] =
                {.id = "participation",
                 .name = NC_("argument", "participation"),
                 .text = N_("Share of each age that takes part, 0 to 1, or one share for all ages"),
                 .kind = TOLV_ARGUMENT_NUMBERS,
                 .shape = TOLV_SHAPE_LINE,
                 .low = 0,
                 .high = 1},
            [OWN_SHARE] =
                {.id = "ownShare",
                 .name = NC_("argument", "own share"),
                 .text = N_(
                     "Share of them in the municipality's own units, by age or one for all; left out: all"),
                 .kind = TOLV_ARGUMENT_NUMBERS,
                 .shape = TOLV_SHAPE_LINE,
                 .optional = true,
                 .low = 0,
                 .high = 1},
            [PRICE] = {.id = "price",
                       .name = NC_("argument", "price"),
                       .text = N_("Kronor for a unit of volume; part 2 needs it"),
                       .kind = TOLV_ARGUMENT_AMOUNT,
                       .optional = true},
            [PART] = TOLV_TAKES_PART(1, 2, N_("1 volume, 2 kronor")),
            [ELEMENT] = TOLV_TAKES_ELEMENT,
        },
};

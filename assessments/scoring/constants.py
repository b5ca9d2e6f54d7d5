"""Every number that the scoring rests on; all are justified in docs/decisions/0004-scoring-constants.md."""

SCORING_VERSION = 1  # changes whenever the same answers could get another result

# Answers and points
LOWEST_ANSWER, NEUTRAL_ANSWER, HIGHEST_ANSWER = 1, 3, 5  # scale points
POINTS_PER_STEP = 25.0  # points 0..100 for one scale point
NEUTRAL_SCORE = 50.0  # points of somebody who answers "netral" to everything

# What it takes to be scored
MIN_CORE_ANSWERED = 3  # core items of a trait
MIN_ANSWERED_SHARE = 0.5  # of all the trait's items that were asked
MIN_WEIGHT_SHARE = 0.75  # of the weight, of the profession or of its sister
MIN_PAIRS = 4
MIN_DUTIES = 3

# Uncertainty
BAND_Z = 1.645  # standard errors on either side of a 90% band
PRIOR_ANSWERS = 8.0  # answers that the prior of the error variance is worth
PRIOR_VARIANCE = 0.9  # squared scale points
RATING_PRIOR_ANSWERS = 4.0  # the same for pairs and duties
RATING_PRIOR_VARIANCE = 1.0

# Levels, points
FITS_FROM = 60.0
UNFIT_UP_TO = 40.0

# Clarifying questions and notes on answer quality
MOST_CLARIFYING_ITEMS = 6
UNIFORM_SHARE = 0.85  # of the trait answers on one option
SCATTERED_VARIANCE = 1.4  # squared scale points
AGREEING_POINTS = 0.9  # scale points of acquiescence
BALANCED_KEY_SHARE = 1 / 3  # of the answers on the rarer key
FAST_SECONDS = 2.0  # an item, median over the pages

# A value that lies on a threshold on paper must not miss it by binary rounding; no answer changes a value by so little.
ROUNDING = 1e-9

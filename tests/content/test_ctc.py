"""Counting cells in a tube: published numbers, laws, and the formulas against scipy and against drawing."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.special import pdtr

from content import evidence
from content.models.ctc import (
    CUTOFF,
    HALF_LIFE_H,
    SHED_PER_G_DAY,
    disagreement,
    draw,
    probabilities,
    steady_state,
    tube,
)

means = some.floats(0, 100_000)
cutoffs = some.integers(1, 100)


class TestPublishedNumbers:
    def test_the_cutoff_is_the_one_of_the_177_people(self):
        assert evidence.fact("cristofanilli2004-cutoff").value == CUTOFF

    def test_the_rats_rate_would_put_far_too_many_cells_into_a_tube(self):
        one_gram = steady_state(SHED_PER_G_DAY, half_life_h=1.5)
        assert one_gram.in_blood == pytest.approx(289_000, rel=0.005)
        assert one_gram.per_tube == pytest.approx(430, rel=0.01)
        assert 50 < one_gram.per_tube / CUTOFF < 150  # "about a hundred times", as the limits say

    def test_the_half_life_used_lies_in_the_published_range(self):
        interval = evidence.fact("meng2004-half-life").interval
        assert (interval.low, interval.high) == HALF_LIFE_H
        assert interval.low <= 1.5 <= interval.high


class TestTube:
    def test_at_the_cutoff_two_tubes_disagree_half_the_time(self):
        at_five = tube(5)
        assert at_five.at_or_above == pytest.approx(0.5595, abs=5e-5)
        assert at_five.disagree == pytest.approx(0.4929, abs=5e-5)

    def test_without_cells_every_tube_is_below(self):
        empty = tube(0)
        assert (empty.at_or_above, empty.below, empty.disagree) == (0, 1, 0)

    @given(mean=means, cutoff=cutoffs)
    @settings(deadline=None)
    def test_a_tube_is_on_one_side_or_the_other(self, mean, cutoff):
        result = tube(mean, cutoff)
        assert result.at_or_above + result.below == pytest.approx(1)
        assert result.below == pytest.approx(pdtr(cutoff - 1, mean), abs=1e-9)
        assert result.disagree == pytest.approx(2 * result.at_or_above * result.below, abs=1e-12)
        assert 0 <= result.disagree <= 0.5

    @given(mean=some.floats(0, 1_000), more=some.floats(0, 100), cutoff=some.integers(1, 99))
    @settings(deadline=None)
    def test_more_cells_or_a_lower_line_never_lower_the_chance_to_reach_it(self, mean, more, cutoff):
        assert tube(mean + more, cutoff).at_or_above >= tube(mean, cutoff).at_or_above - 1e-12
        assert tube(mean, cutoff).at_or_above >= tube(mean, cutoff + 1).at_or_above - 1e-12

    def test_pairs_of_tubes_that_are_drawn_disagree_as_often_as_the_formula_says(self):
        first, second = draw(5, 200_000, np.random.default_rng(2004)).reshape(2, -1)
        apart = ((first >= CUTOFF) != (second >= CUTOFF)).mean()
        assert apart == pytest.approx(tube(5).disagree, abs=4 * math.sqrt(0.25 / 100_000))


class TestDisagreement:
    @given(row=some.lists(means, min_size=1, max_size=20), cutoff=cutoffs)
    @settings(deadline=None)
    def test_the_curve_is_made_of_single_tubes(self, row, cutoff):
        assert disagreement(row, cutoff) == pytest.approx([tube(mean, cutoff).disagree for mean in row])

    def test_it_is_highest_next_to_the_cutoff(self):
        grid = np.linspace(0, 20, 401)
        highest = grid[disagreement(grid).argmax()]
        assert abs(highest - CUTOFF) < 0.5


class TestProbabilities:
    @pytest.mark.parametrize("mean", [0, 0.001, 1, 5, 40, 900])
    def test_they_make_a_whole_with_the_right_average_and_spread(self, mean):
        chances = probabilities(mean, 2_000)
        counts = np.arange(2_001)
        assert chances.shape == (2_001,)
        assert chances.sum() == pytest.approx(1, abs=1e-9)
        assert chances @ counts == pytest.approx(mean, rel=1e-9)
        assert chances @ (counts - mean) ** 2 == pytest.approx(mean, rel=1e-9)  # Poisson: variance = mean

    @given(mean=means, up_to=some.integers(0, 300))
    @settings(deadline=None)
    def test_they_add_up_to_scipys(self, mean, up_to):
        assert probabilities(mean, up_to).cumsum() == pytest.approx(pdtr(np.arange(up_to + 1), mean), abs=1e-9)

    def test_one_by_one_they_are_the_formula(self):
        formula = [math.exp(-5) * 5**k / math.factorial(k) for k in range(13)]
        assert probabilities(5, 12) == pytest.approx(formula)


class TestDraw:
    def test_the_same_seed_draws_the_same_tubes(self):
        first, again, other = (draw(5, 50, np.random.default_rng(seed)) for seed in (5, 5, 6))
        assert (first == again).all()
        assert (first != other).any()

    def test_all_at_once_or_one_by_one_is_the_same(self):
        one_by_one = np.random.default_rng(5)
        looped = [draw(5, 1, one_by_one)[0] for _ in range(100)]
        assert draw(5, 100, np.random.default_rng(5)).tolist() == looped

    def test_many_tubes_come_close_to_the_chances(self):
        drawn = draw(5, 200_000, np.random.default_rng(2004))
        shares = np.bincount(drawn, minlength=13)[:13] / drawn.size
        assert shares == pytest.approx(probabilities(5, 12), abs=4 * math.sqrt(0.25 / drawn.size))


class TestSteadyState:
    def test_hour_by_hour_the_blood_settles_where_the_formula_says(self):
        minutes, half_life_h, shed_per_day = 60 * 48, 2.0, 24_000.0
        in_blood = 0.0
        for _ in range(minutes):
            in_blood = in_blood * 0.5 ** (1 / (60 * half_life_h)) + shed_per_day / 24 / 60
        assert in_blood == pytest.approx(steady_state(shed_per_day, half_life_h).in_blood, rel=0.005)

    @given(shed=some.floats(0, 1e15), hours=some.floats(0.01, 10_000))
    @settings(deadline=None)
    def test_twice_the_shedding_or_twice_the_stay_doubles_the_cells(self, shed, hours):
        once = steady_state(shed, hours).in_blood
        assert steady_state(shed / 2, hours).in_blood == pytest.approx(once / 2)
        assert steady_state(shed, hours / 2).in_blood == pytest.approx(once / 2)

"""The cascade: published numbers, laws, and the fast formulas against slow ones that assume less."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.special import bdtr, pdtrc

from content import evidence
from content.models.cascade import (
    CELLS_PER_METASTASIS,
    STEPS,
    Harder,
    draw_people,
    fitted_step,
    mouse_chain,
    people,
    takes_hold,
    tally,
)

STEPS_TO_HARDEN = [Harder.LEAVE, Harder.START, Harder.GROW]
folds = some.floats(1, 1e6)
cells_in_millions = some.floats(0, 1e6)


class TestPublishedNumbers:
    def test_koop_1995_leaving_the_vessel(self):
        assert 0.80 <= STEPS[0].survive <= 0.95
        koop = evidence.fact("koop1995-survive-24h")
        assert (koop.bound, koop.value) == ("more than", 80)

    def test_coumans_2013_total_efficiency(self):
        published = evidence.fact("coumans2013-efficiency").value
        for_one_cell = people(cells_millions=1e-6).expected
        assert for_one_cell == pytest.approx(published, rel=0.01)  # the ledger allows a factor of 2

    def test_coumans_2013_one_metastasis_for_sixty_million_cells(self):
        sixty = people(cells_millions=60)
        assert sixty.expected == pytest.approx(1.0)
        assert sixty.expected_range == pytest.approx((0.78, 2.52))

    def test_coumans_2013_what_the_lesson_says_in_words(self):
        doubling, size = evidence.fact("coumans2013-doubling"), evidence.fact("coumans2013-size-for-one-percent")
        assert (doubling.unit, {1.7, 0.9} <= set(doubling.numbers)) == ("months", True)
        assert (size.unit, {2.7, 1.6} <= set(size.numbers)) == ("mm", True)

    def test_luzzi_1998_product_of_the_steps(self):
        chain = mouse_chain()
        assert chain.counts == pytest.approx((10_000, 8_000, 200, 2))
        assert 100 * chain.overall == pytest.approx(evidence.fact("luzzi1998-overall").value)

    def test_luzzi_1998_share_of_the_loss_by_step(self):
        assert [100 * share for share in mouse_chain().shares_of_loss] == pytest.approx([2.6, 43.3, 54.1], abs=0.1)

    @pytest.mark.parametrize("harder", STEPS_TO_HARDEN)
    def test_halving_any_step_halves_the_metastases(self, harder):
        assert mouse_chain(harder=harder, fold=2).counts[3] == pytest.approx(1.0)
        assert people(60, harder, 2).expected == 0.5
        drawn = draw_people(100_000, people(60, harder, 2).expected, np.random.default_rng(1998))
        assert drawn.mean() == pytest.approx(0.5, abs=4 * math.sqrt(0.5 / 100_000))


class TestMouseChain:
    @pytest.mark.parametrize("harder", Harder)
    def test_a_fold_of_one_changes_nothing(self, harder):
        assert mouse_chain(harder=harder, fold=1) == mouse_chain()

    def test_without_a_step_the_fold_changes_nothing(self):
        assert mouse_chain(harder=Harder.NONE, fold=50) == mouse_chain()

    @given(harder=some.sampled_from(STEPS_TO_HARDEN), fold=folds)
    @settings(deadline=None)
    def test_the_end_falls_by_the_fold_whichever_step_it_was(self, harder, fold):
        assert mouse_chain(harder=harder, fold=fold).overall == pytest.approx(mouse_chain().overall / fold)

    @given(injected=some.floats(1, 1e12), harder=some.sampled_from(Harder), fold=folds)
    @settings(deadline=None)
    def test_cells_never_multiply_on_the_way_and_the_shares_make_a_whole(self, injected, harder, fold):
        chain = mouse_chain(injected, harder, fold)
        assert chain.counts[0] == injected
        assert list(chain.counts) == sorted(chain.counts, reverse=True)
        assert chain.counts[3] == pytest.approx(injected * chain.overall)
        assert sum(chain.shares_of_loss) == pytest.approx(1)

    def test_cells_followed_one_by_one_end_as_the_product_says(self):
        rng = np.random.default_rng(1998)
        passed = np.ones(2_000_000, dtype=bool)
        for step in STEPS:
            passed &= rng.random(passed.size) < step.survive
        expected = passed.size * mouse_chain().overall
        assert passed.sum() == pytest.approx(expected, abs=4 * math.sqrt(expected))

    def test_the_word_for_a_step_will_do(self):
        assert mouse_chain(harder="start", fold=2) == mouse_chain(harder=Harder.START, fold=2)


class TestFittedStep:
    def test_default_is_what_remains_of_the_total(self):
        assert 1 / fitted_step() == pytest.approx(480_000)

    @given(total=some.floats(1e-300, 1), known=some.lists(some.floats(0.5, 1), min_size=1, max_size=8))
    @settings(deadline=None)
    def test_with_the_known_steps_it_gives_the_total_again(self, total, known):
        if total > math.prod(known):
            with pytest.raises(ValueError, match="total must be at most the product of the known steps"):
                fitted_step(total, known)
        else:
            assert fitted_step(total, known) * math.prod(known) == pytest.approx(total)

    def test_known_steps_that_lose_too_much_are_refused(self):
        with pytest.raises(ValueError, match=r"total must be at most the product of the known steps, 0\.008, got 0\.5"):
            fitted_step(total=0.5)


class TestPeople:
    def test_the_mouse_steps_play_no_part(self):
        assert people(60).expected == pytest.approx(60e6 / CELLS_PER_METASTASIS)

    @pytest.mark.parametrize("harder", Harder)
    def test_a_fold_of_one_changes_nothing(self, harder):
        assert people(60, harder, 1) == people(60)

    def test_without_a_step_the_fold_changes_nothing(self):
        assert people(60, Harder.NONE, 50) == people(60)

    def test_no_cells_no_metastases(self):
        nobody = people(0)
        assert (nobody.expected, nobody.none, nobody.any) == (0, 1, 0)

    @given(cells=cells_in_millions, fold=folds, more=some.floats(1, 1e3))
    @settings(deadline=None)
    def test_the_harder_the_fewer_and_every_step_alike(self, cells, fold, more):
        fold, harder_still = min(fold, 1e3), min(fold, 1e3) * more
        assert len({people(cells, step, fold) for step in STEPS_TO_HARDEN}) == 1
        assert people(cells, Harder.GROW, harder_still).expected <= people(cells, Harder.GROW, fold).expected
        assert people(cells, Harder.GROW, harder_still).any <= people(cells, Harder.GROW, fold).any

    @given(cells=cells_in_millions)
    @settings(deadline=None)
    def test_the_chances_make_a_whole(self, cells):
        result = people(cells)
        chances = (result.none, result.one, result.two, result.three_or_more)
        assert all(0 <= chance <= 1 for chance in chances)
        assert sum(chances) == pytest.approx(1, abs=1e-12)
        assert result.any == pytest.approx(1 - result.none, abs=1e-12)
        assert result.three_or_more == pytest.approx(pdtrc(2, result.expected), abs=1e-12)
        assert result.expected_range[0] <= result.expected <= result.expected_range[1]

    def test_sixty_million_cells_each_with_a_chance_of_its_own_give_the_same(self):
        cells = int(CELLS_PER_METASTASIS)
        at_most = [float(bdtr(count, cells, 1 / cells)) for count in range(3)]
        assert people(60).none == pytest.approx(at_most[0], abs=1e-6)
        assert people(60).one == pytest.approx(at_most[1] - at_most[0], abs=1e-6)
        assert people(60).two == pytest.approx(at_most[2] - at_most[1], abs=1e-6)


class TestLuck:
    def test_the_same_seed_draws_the_same_people(self):
        first, again, other = (draw_people(200, 1, np.random.default_rng(seed)) for seed in (5, 5, 6))
        assert (first == again).all()
        assert (first != other).any()

    def test_all_at_once_or_one_by_one_is_the_same(self):
        one_by_one = np.random.default_rng(5)
        looped = [draw_people(1, 1.5, one_by_one)[0] for _ in range(100)]
        assert draw_people(100, 1.5, np.random.default_rng(5)).tolist() == looped

    @pytest.mark.parametrize("expected", [0, 0.1, 1, 12])
    def test_many_people_come_close_to_the_chances(self, expected):
        drawn = draw_people(200_000, expected, np.random.default_rng(2013))
        chances = people(60 * expected)
        counts = tally(drawn)
        assert drawn.mean() == pytest.approx(expected, abs=4 * math.sqrt(expected / 200_000) + 1e-12)
        for name in ("none", "one", "two", "three_or_more"):
            chance = getattr(chances, name)
            spread = 4 * math.sqrt(chance * (1 - chance) / 200_000) + 1e-12
            assert getattr(counts, name) / 200_000 == pytest.approx(chance, abs=spread)

    def test_tally_counts_every_person_once(self):
        counts = tally([0, 0, 1, 2, 2, 2, 3, 9])
        assert (counts.none, counts.one, counts.two, counts.three_or_more) == (2, 1, 3, 2)

    def test_half_a_metastasis_is_refused(self):
        with pytest.raises(ValueError, match=r"each of metastases must be a whole number, got 0\.5"):
            tally([1, 0.5])

    def test_a_colony_that_grows_on_average_still_dies_out_by_luck(self):
        assert takes_hold(0.9) == pytest.approx(0.1)
        assert takes_hold(0.9, cells=10) == pytest.approx(1 - 0.9**10)

    @pytest.mark.parametrize(("deaths", "chance"), [(0, 1), (1, 0), (3, 0)])
    def test_no_deaths_always_and_too_many_deaths_never(self, deaths, chance):
        assert takes_hold(deaths) == chance

    @given(deaths=some.floats(0, 2), cells=some.integers(1, 999))
    @settings(deadline=None)
    def test_more_deaths_never_help_and_company_never_harms(self, deaths, cells):
        assert 0 <= takes_hold(deaths + 0.01, cells) <= takes_hold(deaths, cells) <= takes_hold(deaths, cells + 1) <= 1

    @pytest.mark.parametrize(("deaths", "founders"), [(0.9, 1), (0.5, 1), (0.8, 3)])
    def test_colonies_followed_event_by_event_end_as_the_formula_says(self, deaths, founders):
        rng = np.random.default_rng(1998)
        size = np.full(4_000, founders)
        while (undecided := (size > 0) & (size < 150)).any():
            births = rng.random(undecided.sum()) < 1 / (1 + deaths)
            size[undecided] += np.where(births, 1, -1)
        chance = takes_hold(deaths, founders)
        assert (size > 0).mean() == pytest.approx(chance, abs=4 * math.sqrt(chance * (1 - chance) / size.size))

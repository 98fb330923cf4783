"""The search finds what a slow search finds, and says so only where it looked."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.subset_sum import ENOUGH, MOST_CANDIDATES, NEAR, find_subsets, is_round


def slowly(target, amounts, most_items=12):
    return [
        subset
        for size in range(2, min(most_items, len(amounts)) + 1)
        for subset in combinations(range(len(amounts)), size)
        if sum(amounts[place] for place in subset) == target
    ]


@given(st.lists(st.integers(1, 60), min_size=0, max_size=9), st.integers(1, 200), st.integers(2, 12))
def test_it_finds_what_trying_all_subsets_finds(amounts, target, most_items):
    all_of_them = slowly(target, amounts, most_items)
    answer = find_subsets(target, amounts, most_items)
    assert answer.is_searched
    assert len(answer.subsets) == min(len(all_of_them), ENOUGH)
    assert set(answer.subsets) <= set(all_of_them)
    assert answer.is_unique == (len(all_of_them) == 1)


def test_four_of_five_remittances_with_two_alike_have_two_explanations():
    answer = find_subsets(819_045, [200_110, 348_800, 70_135, 200_000, 200_000])
    assert answer.subsets == ((0, 1, 2, 3), (0, 1, 2, 4))
    assert not answer.is_unique


def test_without_the_twin_there_is_one():
    assert find_subsets(819_045, [200_110, 348_800, 70_135, 200_000, 123]).subsets == ((0, 1, 2, 3),)


def test_one_amount_alone_is_no_sum():
    assert find_subsets(500, [500, 100]).subsets == ()


def test_a_pool_that_is_too_large_is_not_searched_and_proves_nothing():
    answer = find_subsets(10**9, [10**6 + place for place in range(MOST_CANDIDATES + 1)])
    assert not answer.is_searched
    assert not answer.is_unique


def test_amounts_that_are_all_alike_are_given_up():
    assert not find_subsets(2_000, [100] * MOST_CANDIDATES).is_searched


def test_the_largest_pool_is_searched():
    amounts = [100_003 * (place + 1) for place in range(MOST_CANDIDATES)]
    assert find_subsets(sum(amounts[:3]) + 1, amounts).subsets == ()


@pytest.mark.parametrize(("target", "amounts"), [(0, [1]), (-5, [1]), (5, [0, 5]), (5, [-1, 6])])
def test_cents_that_are_not_positive_are_refused(target, amounts):
    with pytest.raises(ValueError, match="above zero"):
        find_subsets(target, amounts)


def test_whole_hundreds_are_round():
    assert is_round(200_000)
    assert not is_round(200_010)


def test_chance_is_how_densely_subsets_lie_around_the_target():
    amounts = [30_000 + 7_919 * place % 20_011 for place in range(12)]
    target = sum(amounts[:6]) + 1
    near = sum(1 for size in range(13) for subset in combinations(amounts, size) if abs(sum(subset) - target) <= NEAR)
    answer = find_subsets(target, amounts)
    assert answer.chance == pytest.approx((near - len(answer.subsets)) / (2 * NEAR + 1))
    assert find_subsets(70_001, [30_000, 40_001]).chance == pytest.approx(1 / (2 * NEAR + 1))


def test_the_chance_in_a_group_counts_no_subset_of_several_groups():
    amounts = [10_000 + 731 * place for place in range(14)]
    parted = find_subsets(70_000, amounts, groups=["a"] * 7 + ["b"] * 7)
    assert 0 < parted.chance_in_group < parted.chance / 5
    assert find_subsets(60_000, [10_000, 20_000, 30_000], groups=["a", "b", "b"]).chance_in_group == 0


def test_the_chance_in_a_group_that_holds_all_is_the_chance_of_all_and_of_no_group_there_is_none():
    amounts = [10_000 + 731 * place for place in range(14)]
    whole = find_subsets(70_000, amounts, groups=["a"] * 14)
    assert whole.chance_in_group == whole.chance == find_subsets(70_000, amounts).chance
    assert find_subsets(70_000, amounts, groups=[None] * 14).chance_in_group == 0


def test_a_subset_found_in_a_group_is_not_counted_as_chance_there():
    amounts = [30_000 + 7_919 * place % 20_011 for place in range(12)]
    target = sum(amounts[:3])
    near = sum(
        1 for size in range(7) for subset in combinations(amounts[:6], size) if abs(sum(subset) - target) <= NEAR
    )
    answer = find_subsets(target, amounts, groups=["a"] * 6 + [None] * 6)
    inside = sum(set(subset) <= set(range(6)) for subset in answer.subsets)
    assert inside > 0
    assert answer.chance_in_group == pytest.approx(max(near - inside, 1) / (2 * NEAR + 1))

"""VIN: what must hold of every VIN, against an independent reading of 49 CFR 565."""

from __future__ import annotations

from vin import PUBLIC, SIGNS, VALUE, car, chance, digit, is_home, made_up, put, readings, right, swap

LOOKS = [("0", "O"), ("1", "I"), ("5", "S"), ("8", "B")]


def test_the_digit_is_that_of_an_independent_reading() -> None:
    luck = chance(565)
    vins = [made_up(luck, "".join(SIGNS)) for _ in range(2000)] + right(luck, 500)
    for vin, found in zip(vins, readings(*vins), strict=True):
        filled = vin[3:6] == "ZZZ" and vin[8] == "Z"
        due = is_home(vin) and not filled
        wanted = "fits" if digit(vin) == vin[8] else "misfit" if due else "unknown"
        assert (found["verdict"], found["digit"], found["due"]) == (wanted, digit(vin), due), vin


def test_a_valid_vin_is_never_called_wrong() -> None:
    luck = chance(3779)
    elsewhere = [made_up(luck, "ABCDEFGHJKLMNPRSTUVWXYZ689") for _ in range(3000)]
    europeans = [vin[:3] + "ZZZ" + vin[6:8] + "Z" + vin[9:] for vin in (made_up(luck, "3W") for _ in range(200))]
    for found in readings(*right(luck, 2000), *elsewhere, *europeans):
        assert found["verdict"] in {"fits", "unknown"}, found
        assert found["slips"] == [], found


def test_every_change_of_one_character_is_seen_but_those_of_equal_value() -> None:
    luck = chance(9)
    samples = [vin for vin, *_ in PUBLIC if is_home(vin) and digit(vin) == vin[8]][::3] + right(luck, 4)
    changes = [
        (vin, place, sign)
        for vin in samples
        for place in range(17)
        for sign in SIGNS
        if sign != vin[place]
    ]  # fmt: skip
    unseen = 0
    for (vin, place, sign), found in zip(changes, readings(*(put(*one) for one in changes)), strict=True):
        changed = put(vin, place, sign)
        if place != 8 and VALUE[sign] == VALUE[vin[place]]:  # what no check digit can see
            assert found["verdict"] == "fits", changed
            unseen += 1
        elif is_home(changed):
            assert found["verdict"] == "misfit", changed
        else:  # another maker's code: nobody may expect a digit, but it is not called right
            assert found["verdict"] == "unknown", changed
            assert place < 2
    assert 0.03 < unseen / len(changes) < 0.1


def test_neighbours_that_were_swapped_are_seen_unless_their_values_are_equal() -> None:
    luck = chance(11)
    swaps = [(vin, place) for vin in right(luck, 80) for place in range(2, 16) if place not in (7, 8)]
    for (vin, place), found in zip(swaps, readings(*(swap(*one) for one in swaps)), strict=True):
        equal = VALUE[vin[place]] == VALUE[vin[place + 1]]
        assert found["verdict"] == ("fits" if equal else "misfit"), (vin, place)


def is_one_slip(typed: str, meant: str) -> bool:
    at = [n for n in range(17) if typed[n] != meant[n]]
    return len(at) == 1 or (len(at) == 2 and at[1] == at[0] + 1 and swap(typed, at[0]) == meant)


def test_every_suggestion_is_valid_and_what_was_meant_is_among_them() -> None:
    luck = chance(2010)
    spoiled: list[tuple[str, str, str]] = []
    for vin in right(luck, 150):
        for a, b in LOOKS:
            places = [n for n in range(17) if vin[n] in (a, b)]
            spoiled += [("look", vin, put(vin, n, b if vin[n] == a else a)) for n in places]
        place = luck.randrange(16)
        spoiled += [
            ("swap", vin, swap(vin, place)),
            ("key", vin, put(vin, luck.randrange(17), luck.choice(SIGNS))),
        ]
    spoiled = [
        (kind, vin, typed) for kind, vin, typed in spoiled if is_home(typed.replace("I", "1")) and typed != vin
    ]
    count = 0
    for (kind, vin, typed), found in zip(spoiled, readings(*(typed for *_, typed in spoiled)), strict=True):
        if found["verdict"] == "fits":
            continue  # the other tests say when that may be
        offered = [slip["vin"] for slip in found["slips"]]
        assert all(digit(one) == one[8] and is_one_slip(typed, one) for one in offered), typed
        assert len(set(offered)) == len(offered), typed
        assert vin in offered, (kind, vin, typed)
        rank = offered.index(vin)
        if found["verdict"] == "letters" or kind == "look":
            assert rank < 6 or vin[9] in "UZ0" or not vin[13:].isdigit(), (kind, vin, typed, offered)
        count += 1
    assert count > 500


def is_tidy(vin: str) -> bool:
    return vin[9] not in "UZ0" and vin[13:].isdigit()


def test_what_a_vin_may_look_like_comes_first_and_there_look_alikes_then_swaps_then_wrong_keys() -> None:
    luck = chance(1)
    order = {"look": 0, "swap": 1, "key": 2}
    for found in readings(*(put(car(luck), 4, luck.choice("58SB")) for _ in range(300))):
        ranks = [
            (not is_home(slip["vin"]), not is_tidy(slip["vin"]), order[slip["kind"]]) for slip in found["slips"]
        ]
        assert ranks == sorted(ranks)

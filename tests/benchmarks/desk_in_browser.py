"""The desk in a real Chromium, served by this process: how soon it paints, how soon a note on words is saved."""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, sync_playwright

TURNS, SAVES = 10, 40
#: The first four characters of a line as a box; the time from letting go of the mouse to the frame in which the form is
#: shown; and the time from Ctrl Enter to the frame in which the note is shown.
BOX = """(n) => {
  const line = document.querySelectorAll('.zj-line')[n];
  line.scrollIntoView({ block: 'center' });
  const range = document.createRange();
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const words = walker.nextNode();
  range.setStart(words, 0);
  range.setEnd(words, Math.min(4, words.length));
  const { left, right, top, height } = range.getBoundingClientRect();
  return { left, right, y: top + height / 2 };
}"""
OPENS = """() => {
  const form = document.querySelector('[data-dialog]');
  window.opened = new Promise((done) => {
    let released = 0;
    addEventListener('pointerup', () => { released = performance.now(); }, { capture: true, once: true });
    new MutationObserver((_, watcher) => {
      if (form.hidden) return;
      watcher.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - released)));
    }).observe(form, { attributes: true });
  });
}"""
WATCH = """() => {
  const list = document.querySelector('[data-list]');
  const before = list.children.length;
  window.saved = new Promise((done) => {
    let pressed = 0;
    addEventListener('keydown', ({ key }) => { if (key === 'Enter') pressed = performance.now(); }, { capture: true });
    new MutationObserver((_, watcher) => {
      if (list.children.length === before) return;
      watcher.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
    }).observe(list, { childList: true });
  });
}"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def measure(address: str, editor: Any) -> None:
    """Print how soon the desk paints, and how soon after Ctrl Enter a note on selected words is beside the text."""
    with serving() as base, opened(base, editor) as page:
        paints = []
        for _ in range(TURNS):
            page.goto(address)
            page.wait_for_selector("[data-list] > li")
            page.wait_for_timeout(300)
            paints.append(page.evaluate(PAINT))
        saves = [select_and_save(page, n) for n in range(SAVES)]
    told(paints, "desk in Chromium, first paint", 1500)
    told(saves, "desk in Chromium, from selecting to the saved note without the typing", 300)


def told(times: list[float], name: str, bar: int) -> None:
    late = statistics.quantiles(times, n=20, method="inclusive")[-1]
    print(f"{name}: median {statistics.median(times):.0f} ms, p95 {late:.0f} ms, to be {bar} ms")


def select_and_save(page: Page, n: int) -> float:
    """How long a person waits, in ms: for the form after selecting, and for the note after Ctrl Enter."""
    box = page.evaluate(BOX, n)
    page.mouse.move(box["left"] + 1, box["y"])
    page.mouse.down()
    page.mouse.move(box["right"] - 1, box["y"], steps=3)
    page.evaluate(OPENS)
    page.mouse.up()
    page.wait_for_selector("[data-dialog]:not([hidden])")
    opened = page.evaluate("window.opened")
    page.fill("#ann-body", "测")
    page.evaluate(WATCH)
    page.keyboard.press("Control+Enter")
    return float(opened + page.evaluate("window.saved"))


@contextmanager
def serving() -> Iterator[str]:
    """The site's address on this machine while it is served by a thread of this process."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs an event loop in this thread
    server = LiveServerThread("127.0.0.1", lambda site: site)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()


@contextmanager
def opened(base: str, editor: Any) -> Iterator[Page]:
    """A window of Chromium in which the editor is signed in."""
    client = Client()
    client.force_login(editor)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": base}
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        context = browser.new_context(base_url=base, locale="zh-CN", viewport={"width": 1440, "height": 900})
        context.add_cookies([cookie])
        yield context.new_page()
        browser.close()

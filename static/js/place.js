/* Where the reader is: the outline follows the text, and j k [ ] o move through it. */
import { bind } from "./keys.js";
import { all, one, scrolling } from "./util.js";

let paragraphs = [];
let at = -1;

/** The paragraph the keys have come to, or null. */
export const current = () => paragraphs[at] ?? null;

/** Make a paragraph the current one. */
export function moveTo(paragraph, isScrolling = false) {
  current()?.classList.remove("is-at");
  at = paragraphs.indexOf(paragraph);
  paragraph.classList.add("is-at");
  if (isScrolling) paragraph.scrollIntoView({ block: "center", behavior: scrolling() });
}

function step(by) {
  const next = at < 0 ? nearest() : Math.max(0, Math.min(paragraphs.length - 1, at + by));
  if (paragraphs[next]) moveTo(paragraphs[next], true);
}

function nearest() {
  return Math.max(
    0,
    paragraphs.findIndex((paragraph) => paragraph.getBoundingClientRect().bottom > innerHeight * 0.2),
  );
}

function follow(links) {
  const line = innerHeight * 0.3;
  let here = null;
  for (const link of links) {
    const section = document.getElementById(link.dataset.spy);
    if (section && section.getBoundingClientRect().top < line) here = link;
  }
  for (const link of links) {
    link.toggleAttribute("data-at", link === here);
    if (link.getAttribute("aria-current") === "page") continue;
    if (link === here) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

function showOutline() {
  const opener = one("[data-outline-open]");
  if (opener.checkVisibility()) opener.click();
  else (one("[data-outline] [data-at]") || one("[data-outline] [aria-current]") || one("[data-outline] a"))?.focus();
}

export function start() {
  const reader = one("[data-reader]");
  if (!reader) return;
  paragraphs = all(".para", reader);
  const links = all("[data-spy]");
  let isDue = false;
  const onScroll = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      follow(links);
    });
  };
  addEventListener("scroll", onScroll, { passive: true });
  onScroll();
  bind("j", () => step(1));
  bind("k", () => step(-1));
  bind("[", () => one("[data-prev]")?.click());
  bind("]", () => one("[data-next]")?.click());
  bind("o", showOutline);
}

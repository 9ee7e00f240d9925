/* What a tagged term means, beside the word: on hover and on focus, stays while pointed at, goes with Esc (WCAG 1.4.13). */
import { all, one } from "./util.js";

const DELAY = 350;
let tip;
let rows;
let timer;

/** The definitions of the concepts of the notes over these words. */
function meaning(words) {
  const ids = words.dataset.n?.split(" ") ?? [words.hash.slice(1)];
  const slugs = ids.flatMap((id) => document.getElementById(id)?.dataset.terms.split(" ") ?? []);
  return [...new Set(slugs)].map((slug) => rows.get(slug)).filter(Boolean);
}

function show(words, found) {
  const list = document.createElement("dl");
  list.append(...found.map((row) => row.cloneNode(true)));
  tip.replaceChildren(list);
  tip.hidden = false;
  const box = words.getClientRects()[0];
  tip.style.left = `${Math.max(8, Math.min(innerWidth - tip.offsetWidth - 8, box.left))}px`;
  const isAbove = box.bottom + tip.offsetHeight + 12 > innerHeight && box.top > tip.offsetHeight + 60;
  tip.style.top = `${scrollY + (isAbove ? box.top - tip.offsetHeight - 6 : box.bottom + 6)}px`;
  for (const each of all("[aria-describedby=term-tip]")) each.removeAttribute("aria-describedby");
  if (words.matches("a")) words.setAttribute("aria-describedby", tip.id);
}

function hide() {
  clearTimeout(timer);
  tip.hidden = true;
}

function soon(act) {
  clearTimeout(timer);
  timer = setTimeout(act, DELAY);
}

export function start() {
  const reader = one("[data-reader]");
  tip = one("[data-term-tip]");
  rows = new Map(all("[data-terms-list] [data-term]").map((row) => [row.dataset.term, row]));
  if (!reader || !tip || !rows.size) return;
  reader.addEventListener("pointerover", (event) => {
    const words = event.pointerType !== "touch" && event.target.closest(".hl");
    const found = words && !reader.classList.contains("is-nonotes") ? meaning(words) : [];
    soon(() => (found.length ? show(words, found) : hide()));
  });
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", () => soon(hide));
  reader.addEventListener("focusin", (event) => {
    const words = event.target.closest(".ref");
    const found = words && words.matches(":focus-visible") ? meaning(words) : [];
    if (found.length) show(words, found);
    else hide();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || tip.hidden) return;
      hide();
      event.preventDefault();
    },
    true,
  );
}

/* Taking words out of the text with their address: by a paragraph's number, by a selection, by the key c. */
import { bind } from "./keys.js";
import { current, moveTo } from "./place.js";
import { copy, one } from "./util.js";

const LONGEST = 280;
/** So long a selection, by mouse, finger or keys, has to stay as it is, in ms. */
const SETTLED = 200;
/** Pairs of quotes, of which the first is used that does not stand in the words. */
const QUOTES = ["“”", "「」", "『』", "«»"];

/** The citation of a paragraph after the pattern the page gives. */
function citation(reader, paragraph) {
  const number = one(".pnum", paragraph).dataset.n;
  return reader.dataset.cite.replace("{n}", number).replace("{place}", address(paragraph));
}

const address = (paragraph) => `${paragraph.id.replace(/-p\d+$/, "")}/#${paragraph.id}`;

function selected(reader) {
  const selection = getSelection();
  const words = selection.toString().trim();
  const paragraph = selection.anchorNode?.parentElement?.closest(".para");
  return words && paragraph && reader.contains(paragraph) ? { words, paragraph, selection } : null;
}

/** The first paragraph of the words as a phrase: no phrase reaches across paragraphs. */
function quoted(words) {
  const phrase = words.split("\n")[0].replace(/\s+/g, " ").slice(0, LONGEST).trim();
  const [open, close] = QUOTES.find(([, end]) => !phrase.includes(end) && !phrase.includes('"')) ?? QUOTES[1];
  return `${open}${phrase}${close}`;
}

function place(bar, selection) {
  const box = selection.getRangeAt(0).getBoundingClientRect();
  bar.hidden = false;
  const left = box.left + box.width / 2 - bar.offsetWidth / 2;
  bar.style.left = `${Math.max(8, Math.min(innerWidth - bar.offsetWidth - 8, left))}px`;
  bar.style.top = `${scrollY + box.top - bar.offsetHeight - 8}px`;
}

function startBar(reader, bar) {
  let timer;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    if (!selected(reader)) bar.hidden = true;
    else timer = setTimeout(() => selected(reader) && place(bar, getSelection()), SETTLED);
  });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const found = selected(reader);
    if (!button || !found) return;
    if (button.dataset.search) {
      location.href = `${button.dataset.search}?q=${encodeURIComponent(quoted(found.words))}`;
    } else {
      copy(`“${found.words}” ${citation(reader, found.paragraph)}`, reader.dataset.cited);
    }
    bar.hidden = true;
  });
}

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-prev]");
    if (button) copy(button.previousElementSibling.textContent);
  });
  const reader = one("[data-reader]");
  if (!reader) return;
  reader.addEventListener("click", (event) => {
    const number = event.target.closest(".pnum");
    if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", number.hash);
    const paragraph = number.closest(".para");
    moveTo(paragraph);
    copy(citation(reader, paragraph), reader.dataset.cited);
  });
  bind("c", () => current() && copy(citation(reader, current()), reader.dataset.cited));
  startBar(reader, one("[data-selbar]"));
}

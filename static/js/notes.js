/* Notes beside the text: aligned in the margin, in a sheet where there is none, stepped through with n and p. */
import { bind } from "./keys.js";
import { arrange, isCrowded } from "./margin.js";
import { all, one, scrolling, toast } from "./util.js";

const wide = matchMedia("(min-width: 60rem)");
let reader;
let notes;
let sheet;
const ranges = new Map();
let active = null;
let isPinned = false;

const top0 = () => reader.getBoundingClientRect().top;
const isHidden = () => reader.classList.contains("is-nonotes");
const wordsOf = (note) => ranges.get(note.id) ?? [];

/** The active note, and the words it is about, stand out. */
function paint(note) {
  for (const marks of ranges.values())
    for (const mark of marks) mark.className = mark.className.replace(/\s?on-\d/g, "");
  for (const each of notes) each.classList.toggle("is-on", each === note);
  if (note) for (const mark of wordsOf(note)) mark.classList.add(`on-${note.dataset.themeNo}`);
}

function measured() {
  const top = top0();
  return notes
    .filter((note) => wordsOf(note).length)
    .map((note) => {
      const line = wordsOf(note)[0].getClientRects()[0];
      return { note, want: line.top + line.height / 2 - top - 13, h: note.offsetHeight };
    })
    .sort((a, b) => a.want - b.want);
}

function layout() {
  if (!wide.matches || isHidden()) return;
  let items = measured();
  if (!reader.classList.contains("is-dense") && isCrowded(items, arrange(items))) {
    reader.classList.add("is-dense");
    items = measured();
  }
  const isFolded = reader.classList.contains("is-dense");
  const chosen = active ? items.findIndex((item) => item.note === active) : -1;
  const tops = arrange(items, { chosen, isFolded });
  items.forEach(({ note }, n) => {
    note.style.transform = `translateY(${Math.round(tops[n])}px)`;
    note.classList.add("is-set");
  });
  const last = items.length - 1;
  if (last >= 0) reader.style.setProperty("--notes-end", `${Math.ceil(tops[last] + items[last].h + 40)}px`);
}

function activate(note, { pin = false, scroll = false, focus = false, open = false } = {}) {
  active = note;
  isPinned = Boolean(note) && pin;
  paint(note);
  layout();
  if (!note) return;
  if (scroll) wordsOf(note)[0]?.scrollIntoView({ block: "center", behavior: scrolling() });
  if (focus && wide.matches) note.focus({ preventScroll: true });
  if (open && !wide.matches) openSheet(note);
}

function openSheet(note) {
  const title = one("[data-sheet-title]", sheet);
  title.textContent = sheet.dataset.title
    .replace("{n}", notes.indexOf(note) + 1)
    .replace("{count}", notes.length);
  const quote = document.createElement("p");
  quote.className = "sheet-q";
  quote.lang = one(".text", reader).lang;
  quote.textContent = wordsOf(note).map((mark) => mark.textContent).join("");
  const copy = note.cloneNode(true);
  one("[data-sheet-body]", sheet).replaceChildren(quote, ...copy.childNodes);
  if (!sheet.open) sheet.show();
  sheet.dataset.from = `r-${note.id}`;
  title.focus({ preventScroll: true });
  const words = wordsOf(note)[0]?.getBoundingClientRect();
  const room = innerHeight - sheet.offsetHeight;
  if (words && (words.top < 90 || words.bottom > room - 16))
    scrollBy({ top: words.top - room * 0.4, behavior: scrolling() });
}

function closeSheet() {
  sheet.close();
  document.getElementById(sheet.dataset.from)?.focus({ preventScroll: true });
  activate(null);
}

function step(by) {
  if (isHidden()) return;
  const at = notes.indexOf(active);
  const next = at < 0 ? (by > 0 ? 0 : notes.length - 1) : (at + by + notes.length) % notes.length;
  activate(notes[next], { pin: true, scroll: wide.matches, focus: true, open: true });
}

/** Which of the notes over some words is meant: the one after the active one, else the last that begins there. */
function pick(mark) {
  const over = mark.dataset.n.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const at = over.indexOf(active);
  return at >= 0 ? over[(at + 1) % over.length] : over.at(-1);
}

function onClick(event) {
  if (getSelection().toString() || isHidden()) return;
  const number = event.target.closest(".ref");
  const back = event.target.closest(".n-num");
  const mark = event.target.closest(".hl");
  const note = event.target.closest(".note");
  if (number) {
    event.preventDefault();
    activate(document.getElementById(number.hash.slice(1)), { pin: true, focus: true, open: true });
  } else if (back) {
    event.preventDefault();
    document.getElementById(back.hash.slice(1))?.focus();
    activate(note, { pin: true });
  } else if (mark) activate(pick(mark), { pin: true, open: true });
  else if (note && !event.target.closest("a")) activate(note, { pin: true });
  else if (!note) activate(null);
}

function onHover(event) {
  if (event.pointerType === "touch" || isPinned || isHidden()) return;
  const mark = event.target.closest(".hl");
  paint(mark ? pick(mark) : event.target.closest(".note") || active);
}

function toggle() {
  const isOff = reader.classList.toggle("is-nonotes");
  const said = one("[data-notefilter]").dataset;
  activate(null);
  toast(isOff ? said.hidden : said.shown);
}

function startSheet() {
  one("[data-sheet-prev]", sheet).addEventListener("click", () => step(-1));
  one("[data-sheet-next]", sheet).addEventListener("click", () => step(1));
  one("[data-sheet-close]", sheet).addEventListener("click", closeSheet);
  one("[data-sheet-body]", sheet).addEventListener("click", (event) => {
    if (!event.target.closest(".n-num")) return;
    event.preventDefault();
    closeSheet();
  });
}

function onEscape(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (sheet.open) closeSheet();
  else if (active) activate(null);
}

export function start() {
  reader = one("[data-reader]");
  notes = reader ? all(".note", reader) : [];
  if (!notes.length) return;
  notes.sort((a, b) => a.value - b.value);
  sheet = one("[data-sheet]");
  for (const mark of all(".hl", reader))
    for (const id of mark.dataset.n.split(" ")) ranges.set(id, [...(ranges.get(id) ?? []), mark]);
  reader.addEventListener("click", onClick);
  reader.addEventListener("pointerover", onHover);
  reader.addEventListener("focusin", (event) => {
    const number = event.target.closest(".ref");
    if (number && wide.matches) activate(document.getElementById(number.hash.slice(1)));
    const note = event.target.closest(".note");
    if (note && note !== active) activate(note);
  });
  document.addEventListener("keydown", onEscape);
  startSheet();
  bind("n", () => step(1));
  bind("p", () => step(-1));
  bind("m", toggle);
  for (const name of ["resize", "zj:reflow"]) addEventListener(name, () => requestAnimationFrame(layout));
  document.fonts?.ready.then(layout);
  new ResizeObserver(layout).observe(one(".text", reader));
  layout();
  const asked = /^#n\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (asked) activate(asked, { pin: true, scroll: true, open: true });
}

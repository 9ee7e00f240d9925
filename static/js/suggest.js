/* Suggestions while typing in a search field: the APG's editable combobox with a list, made of a plain field. */
import { all } from "./util.js";

const WAIT = 120;

class Suggest {
  constructor(field, number) {
    this.field = field;
    this.options = [];
    this.at = -1;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `suggest-${number}`, className: "suggest", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.dataset.suggestLabel);
    this.status = Object.assign(document.createElement("span"), { className: "vh" });
    this.status.setAttribute("role", "status");
    field.type = "text";
    field.enterKeyHint = "search";
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", this.list.id);
    field.parentElement.append(this.list, this.status);
    this.listen();
  }

  listen() {
    this.field.addEventListener("input", (event) => event.isComposing || this.later());
    this.field.addEventListener("compositionend", () => this.later());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.go(all("[role=option]", this.list).indexOf(option));
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    this.asking?.abort();
    const typed = this.field.value.trim();
    if (!typed) return this.close();
    this.asking = new AbortController();
    const address = `${this.field.dataset.suggest}?q=${encodeURIComponent(typed)}`;
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (!answer.ok) return this.close();
      const [, texts, kinds, addresses] = await answer.json();
      if (this.field.value.trim() === typed && document.activeElement === this.field) {
        this.show(texts.map((text, n) => ({ text, kind: kinds[n], address: addresses[n] })), typed);
      }
    } catch {
      this.close(); // without suggestions the field is what it was
    }
  }

  show(options, typed) {
    this.options = options;
    this.at = -1;
    this.list.replaceChildren(...options.map((option, n) => draw(option, `${this.list.id}-${n}`, typed)));
    this.list.hidden = !options.length;
    this.field.setAttribute("aria-expanded", String(this.isOpen));
    this.field.removeAttribute("aria-activedescendant");
    this.status.textContent = this.field.dataset.suggestCount.replace("{n}", options.length);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.at = -1;
    this.status.textContent = "";
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Make an option the active one; -1 is the field itself. */
  mark(at) {
    const lines = all("[role=option]", this.list);
    this.at = at >= lines.length ? -1 : at < -1 ? lines.length - 1 : at;
    for (const [n, line] of lines.entries()) line.setAttribute("aria-selected", String(n === this.at));
    const line = lines[this.at];
    if (!line) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  }

  go(at) {
    location.href = this.options[at].address;
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.isOpen) this.mark(this.at + (event.key === "ArrowDown" ? 1 : -1));
      else this.ask();
    } else if (event.key === "Enter" && this.isOpen && this.at >= 0) {
      event.preventDefault();
      this.go(this.at);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}

/** An option: its words with what was typed set apart, and what it is. */
function draw({ text, kind }, id, typed) {
  const line = Object.assign(document.createElement("li"), { id });
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  const words = document.createElement("span");
  const at = text.toLowerCase().indexOf(typed.toLowerCase());
  if (at < 0) words.textContent = text;
  else {
    const held = Object.assign(document.createElement("b"), { textContent: text.slice(at, at + typed.length) });
    words.append(text.slice(0, at), held, text.slice(at + typed.length));
  }
  line.append(words, Object.assign(document.createElement("small"), { textContent: kind }));
  return line;
}

export function start() {
  for (const [number, field] of all("[data-suggest]").entries()) new Suggest(field, number);
}

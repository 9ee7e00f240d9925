/* Theme, size, typeface and line spacing: radio buttons → data attributes on <html> → custom properties. */
import { all, one, store, toast } from "./util.js";

const DEFAULTS = { theme: "auto", size: "m", face: "song", lead: "normal" };
const root = document.documentElement;
const value = (name) => root.dataset[name] || DEFAULTS[name];
const radios = (name) => all(`[data-prefs] input[name="${name}"]`);

function show(name) {
  for (const radio of radios(name)) radio.checked = radio.value === value(name);
}

function set(name, chosen) {
  root.dataset[name] = chosen;
  store.write(name, chosen);
  show(name);
}

/** The next larger or smaller size of the text. */
export function resize(step) {
  const sizes = radios("size").map((radio) => radio.value);
  set("size", sizes[Math.max(0, Math.min(sizes.length - 1, sizes.indexOf(value("size")) + step))]);
}

/** The next theme, told in words. */
export function nextTheme() {
  const themes = radios("theme");
  const next = themes[(themes.findIndex((radio) => radio.value === value("theme")) + 1) % themes.length];
  set("theme", next.value);
  toast(`${one("[data-toast]").dataset.themeLabel} ${next.parentElement.textContent.trim()}`);
}

export function start() {
  Object.keys(DEFAULTS).forEach(show);
  one("[data-prefs]")?.addEventListener("change", (event) => set(event.target.name, event.target.value));
}

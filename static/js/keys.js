/* Single keys. They can be switched off (WCAG 2.1.4) and never act while a person types. */
import { open } from "./overlays.js";
import { nextTheme, resize } from "./prefs.js";
import { one, store } from "./util.js";

const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], dialog.dlg";
const bound = new Map();

export const bind = (key, act) => bound.set(key, act);

function toSearch() {
  const field = one("[data-focus-first]") || one("[data-focus-key]");
  field?.focus();
  field?.select();
}

export function start() {
  bind("/", toSearch);
  bind("?", () => open("dlg-keys"));
  bind("t", nextTheme);
  bind("+", () => resize(1));
  bind("=", () => resize(1));
  bind("-", () => resize(-1));
  const box = one("[data-pref-keys]");
  box.checked = store.read().keys !== "off";
  box.addEventListener("change", () => store.write("keys", box.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(TYPING) || (store.read().keys === "off" && event.key !== "/")) return;
    const act = bound.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/* Dialogs, the panels of <details data-pop>, and the outline's drawer: native elements, with Esc and clicks outside. */
import { all, one } from "./util.js";

const openers = new WeakMap();

/** Open a dialog; when it closes, the focus goes back. */
export function open(id, opener = document.activeElement) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  openers.set(dialog, opener);
  dialog.showModal();
}

function isOutside(event) {
  const box = event.target.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}

function onClick(event) {
  const opener = event.target.closest("[data-open]");
  if (opener) {
    event.preventDefault();
    opener.closest("details[data-pop]")?.removeAttribute("open");
    open(opener.dataset.open, opener);
    return;
  }
  for (const panel of all("details[data-pop][open]")) if (!panel.contains(event.target)) panel.open = false;
  if (event.target.matches("dialog") && isOutside(event)) event.target.close();
  if (event.target.closest("[data-print]")) print();
}

function onEscape(event) {
  const panel = event.key === "Escape" && one("details[data-pop][open]");
  if (!panel) return;
  panel.open = false;
  one("summary", panel).focus();
  event.preventDefault();
}

function startDrawer() {
  const drawer = one("[data-drawer]");
  const side = one("[data-side]");
  const opener = one("[data-outline-open]");
  if (!drawer || !side) return;
  const outline = one("[data-outline]", side);
  opener.addEventListener("click", () => {
    one("[data-drawer-body]", drawer).append(outline);
    open(drawer.id, opener);
    (one("[data-at]", outline) || one("[aria-current]", outline))?.scrollIntoView({ block: "center" });
  });
  drawer.addEventListener("close", () => side.append(outline));
  drawer.addEventListener("click", (event) => event.target.closest("a") && drawer.close());
}

export function start() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onEscape);
  for (const dialog of all("dialog")) dialog.addEventListener("close", () => openers.get(dialog)?.focus());
  startDrawer();
}

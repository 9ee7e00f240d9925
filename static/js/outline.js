/* Branches of an outline fold and unfold; the server has decided which are open at first. */
import { all, one } from "./util.js";

const unfold = (button, isOpen) => button.setAttribute("aria-expanded", String(isOpen));

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".tw");
    if (button) unfold(button, button.getAttribute("aria-expanded") !== "true");
  });
  const every = one("[data-toc-all]");
  if (!every) return;
  const branches = all(".toc .tw");
  every.hidden = branches.length === 0;
  const words = [every.textContent, every.dataset.fold];
  every.addEventListener("click", () => {
    const isOpen = every.getAttribute("aria-pressed") !== "true";
    every.setAttribute("aria-pressed", String(isOpen));
    every.textContent = words[Number(isOpen)];
    for (const button of branches) unfold(button, isOpen);
  });
}

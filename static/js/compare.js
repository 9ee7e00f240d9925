/* From change to change, by the keys n and p and by two buttons. */
import { bind } from "./keys.js";
import { all, one, scrolling, toast } from "./util.js";

const main = one("[data-compare]");
const changes = all("[data-change]", main);

/** The number of the change that is read: the one with the focus, or the last whose head is above the middle. */
function here() {
  const focused = changes.indexOf(document.activeElement?.closest("[data-change]"));
  if (focused >= 0) return focused;
  const shown = changes.filter((row) => row.getBoundingClientRect().top < innerHeight / 3);
  return scrollY > 0 ? shown.length - 1 : -1;
}

function jump(step) {
  const next = changes[here() + step];
  if (!next) return toast(main.dataset.none);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ behavior: scrolling(), block: "start" });
}

bind("n", () => jump(1));
bind("p", () => jump(-1));
for (const button of all("[data-jump]", main)) {
  button.addEventListener("click", () => jump(Number(button.dataset.jump)));
}

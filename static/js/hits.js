/* From match to match on a page that is come to from a search. */
import { all, one, scrolling } from "./util.js";

export function start() {
  const bar = one("[data-hits]");
  const marks = all("[data-reader] .text mark.hit-t");
  if (!bar || !marks.length) return;
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let at = place ? marks.findIndex((mark) => place.contains(mark)) : -1;

  function tell() {
    for (const [n, mark] of marks.entries()) mark.classList.toggle("is-at", n === at);
    const says = bar.dataset.hitOf.replace("{n}", at + 1).replace("{count}", marks.length);
    one("[data-hit-at]", bar).textContent = at < 0 ? "" : says;
  }

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-hit-step]");
    if (!button) return;
    at = (Math.max(at, button.dataset.hitStep < 0 ? 0 : -1) + Number(button.dataset.hitStep) + marks.length) % marks.length;
    marks[at].scrollIntoView({ block: "center", behavior: scrolling() });
    tell();
  });
  tell();
}

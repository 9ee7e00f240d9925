/* A slider through the readings of a section: from the first on the left to the last, and all of them at the end. */
import { all, one } from "./util.js";

const slider = one("[data-slide]");
const readings = all("[data-reading]").reverse();

function show() {
  const chosen = readings[Number(slider.value)];
  for (const reading of readings) reading.hidden = Boolean(chosen) && reading !== chosen;
  const said = chosen?.dataset.reading ?? slider.dataset.all;
  one("[data-slid]").textContent = said;
  slider.setAttribute("aria-valuetext", said);
}

slider?.addEventListener("input", show);

/* Where notes go beside their words: each at its line, none over another, a dense run straddling its words. */
const GAP = 18;
/** The same between notes that are folded to their heads. */
const FOLDED_GAP = 5;
/** Pixels a note may stand off its words before the whole margin is folded. */
const FAR = 700;

/** The tops of notes that want `want` and are `h` high, in the order they are given; the chosen one gets its wish. */
export function arrange(items, { chosen = -1, isFolded = false } = {}) {
  const gap = isFolded ? FOLDED_GAP : GAP;
  const tops = [];
  let y = -Infinity;
  for (const { want, h } of items) {
    tops.push(Math.max(want, y + gap));
    y = tops.at(-1) + h;
  }
  pullUp(items, tops, gap);
  if (chosen >= 0) giveWay(items, tops, chosen, gap);
  return tops;
}

/** Runs that were pushed down go back up by half, as far as there is room above them. */
function pullUp(items, tops, gap) {
  let start = 0;
  for (let k = 1; k <= items.length; k++) {
    const isRun = k < items.length && tops[k] <= tops[k - 1] + items[k - 1].h + gap + 0.5;
    if (isRun) continue;
    const over = Math.max(...items.slice(start, k).map((item, n) => tops[start + n] - item.want));
    const room = tops[start] - (start ? tops[start - 1] + items[start - 1].h + gap : 0);
    const up = Math.max(0, Math.min(over / 2, room));
    for (let n = start; n < k; n++) tops[n] -= up;
    start = k;
  }
}

function giveWay(items, tops, chosen, gap) {
  tops[chosen] = items[chosen].want;
  for (let k = chosen - 1; k >= 0; k--) tops[k] = Math.min(tops[k], tops[k + 1] - gap - items[k].h);
  for (let k = chosen + 1; k < items.length; k++) tops[k] = Math.max(tops[k], tops[k - 1] + items[k - 1].h + gap);
}

/** Whether notes stand so far from their words that they are better folded to their heads. */
export const isCrowded = (items, tops) => items.some((item, n) => Math.abs(tops[n] - item.want) > FAR);

// What is being written, kept in the browser until it is saved or thrown away.
const name = (edition) => `zj.desk.${edition}`;

export function keep(edition, draft) {
  try { localStorage.setItem(name(edition), JSON.stringify(draft)); } catch { /* it lasts as long as the page */ }
}

export function kept(edition) {
  try { return JSON.parse(localStorage.getItem(name(edition))); } catch { return null; }
}

export function drop(edition) {
  try { localStorage.removeItem(name(edition)); } catch { /* there is none */ }
}

// The review of an import: text and outline light up together, corrections are saved as they are made, `n` goes on.
const place = document.querySelector('[data-review]');
const alertBox = document.querySelector('[data-alert]');
const said = document.querySelector('[data-said]');
let at = -1;
document.documentElement.classList.add('has-script');
dress();

function dress() {
  place.querySelectorAll('[data-next]').forEach((button) => { button.hidden = false; });
}

function light(element) {
  const line = element.closest?.('[data-i]');
  if (!line || !place.contains(line)) return;
  place.querySelectorAll('.is-focus').forEach((other) => other.classList.remove('is-focus'));
  place.querySelectorAll(`[data-i="${line.dataset.i}"]`).forEach((same) => same.classList.add('is-focus'));
}

// Sends the corrections of this page, shows the lines as they are now, and puts the focus back where it was.
// Meanwhile nothing can be changed: a second correction would be of lines that are no longer there.
async function save(form, submitter, origin) {
  const body = new FormData(form, submitter);
  const back = submitter?.value ? `[value="${submitter.value}"]` : `[name="${origin.name}"]`;
  const line = origin.closest('[data-i]')?.dataset.i;
  place.inert = true;
  try {
    const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { 'X-Fragment': '1' } });
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    place.replaceChildren(...fresh.body.childNodes);
  } catch {
    alertBox.textContent = alertBox.dataset.failed;
    alertBox.hidden = false;
    return;
  } finally {
    place.inert = false;
  }
  alertBox.hidden = true;
  said.textContent = said.dataset.saved;
  const version = place.querySelector('[data-version]').value;
  document.querySelectorAll('[data-version]').forEach((input) => { input.value = version; });
  dress();
  const again = place.querySelector(back) || place.querySelector(`[data-i="${line}"] :is(select, button)`);
  again?.focus({ preventScroll: true });
}

function next() {
  const doubtful = [...place.querySelectorAll('.zj-src .has-w')];
  if (!doubtful.length) return;
  at = (at + 1) % doubtful.length;
  show(lineOf(doubtful[at].dataset.i));
}

// A line in the outline, or in the text where it is no section.
function lineOf(i) {
  return document.getElementById(`line-${i}`) || document.getElementById(`source-${i}`);
}

function show(line) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  line.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
  light(line);
  line.querySelector('select, button')?.focus({ preventScroll: true });
}

place.addEventListener('pointerover', (event) => light(event.target));
place.addEventListener('focusin', (event) => light(event.target));
place.addEventListener('change', (event) => { if (event.target.matches('select')) save(event.target.form, null, event.target); });
place.addEventListener('submit', (event) => {
  event.preventDefault();
  save(event.target, event.submitter, event.submitter || event.target);
});
place.addEventListener('click', (event) => {
  if (event.target.closest('[data-next]')) next();
  const to = event.target.closest('[data-to]')?.dataset.to;
  const line = to && lineOf(to);
  if (line) {
    event.preventDefault();
    show(line);
  }
});
document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, select, textarea');
  if (event.key === 'n' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) next();
});

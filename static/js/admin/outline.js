// The outline page: every change goes to the server at once, and the tree is drawn from its answer.
import { Rows } from './rows.js';
import { Tree } from './tree.js';
import { enableDragging } from './drag.js';

const page = document.querySelector('[data-outline]');
const $ = (selector, root = page) => root.querySelector(selector);
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const words = read('outline-words');
const editable = !('readonly' in page.dataset);
const live = $('[data-live]');
const alertBox = $('[data-alert]');
const place = $('[data-panel-place]');
const tools = $('[data-tools]');
let version;
let turn = Promise.resolve();
let fetching;
let timer;

const tree = new Tree($('[data-tree]'), { words, icons: page.dataset.icons, editable, onSelect: chosen });
receive(read('outline-state'), $('[data-section]').dataset.section);

function receive(state, selected) {
  version = state.version;
  tree.show(new Rows(state.columns, state.paragraphs), selected);
  if (!tools) return;
  $('[data-undo-button]').disabled = !state.undo;
  follow(tree.selected);
}

// Makes the forms name the selected section and the version it was seen in.
function follow(eid) {
  $('[data-selected]').value = eid;
  page.querySelectorAll('[data-version]').forEach((input) => { input.value = version; });
}

function chosen(item) {
  if (tools) follow(item.eid);
  history.replaceState(null, '', `?section=${encodeURIComponent(item.eid)}`);
  clearTimeout(timer);
  timer = setTimeout(() => turnTo(item.eid), 120);
}

// What was typed for one section is saved before another takes its place.
async function turnTo(eid) {
  await Promise.all([...place.querySelectorAll('form[data-typed]')].map((form) => submit(form, null, { stay: true })));
  if (!place.querySelector('form[data-typed]')) await loadPanel(eid);
}

async function loadPanel(eid) {
  fetching?.abort();
  fetching = new AbortController();
  try {
    const answer = await fetch(`${page.dataset.panel}?section=${encodeURIComponent(eid)}`, { signal: fetching.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    place.replaceChildren(...fresh.body.childNodes);
    if (tools) follow(tree.selected);
  } catch (error) {
    if (error.name !== 'AbortError') complain(words.failed);
  }
}

// Sends a change after those before it have been answered. True when it was made.
function send(address, fields, { stay = false } = {}) {
  turn = turn.then(() => request(address, fields, stay));
  return turn;
}

async function request(address, fields, stay) {
  const body = new FormData();
  Object.entries(fields).forEach(([name, value]) => body.set(name, value));
  body.set('version', version);
  body.set('csrfmiddlewaretoken', $('[name=csrfmiddlewaretoken]').value);
  if ($('[data-auto]').checked) body.set('auto', '1');
  $('[data-state]').textContent = words.saving;
  let answer;
  let state;
  try {
    answer = await fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' } });
    state = await answer.json();
  } catch {
    $('[data-state]').textContent = '';
    complain(words.failed);
    return false;
  }
  $('[data-state]').textContent = answer.ok ? words.saved : '';
  receive(state, stay ? tree.selected : state.selected);
  if (!answer.ok) {
    complain(state.said);
    return false;
  }
  alertBox.hidden = true;
  live.textContent = state.said;
  return true;
}

function complain(sentence) {
  alertBox.textContent = sentence;
  alertBox.hidden = false;
  alertBox.scrollIntoView({ block: 'nearest' });
}

async function act(verb, item = tree.current(), more = {}) {
  if (!item || !editable) return;
  const isDone = await send(page.dataset.change, { verb, section: item.eid, ...more });
  tree.focus();
  if (isDone) await loadPanel(tree.selected);
}

async function undo() {
  if (!editable) return;
  const isDone = await send(page.dataset.undo, { section: tree.selected });
  tree.focus();
  if (isDone) await loadPanel(tree.selected);
}

async function submit(form, button, { stay = false } = {}) {
  const fields = Object.fromEntries(new FormData(form, button));
  delete form.dataset.typed;
  const isDone = await send(form.getAttribute('action'), fields, { stay });
  if (!isDone) form.dataset.typed = '';
  return isDone;
}

// The title is typed once the changes before it are drawn, which would take the field away.
async function rename(item) {
  await turn;
  const line = tree.element(item.eid);
  const title = $('.zj-tt', line);
  const input = document.createElement('input');
  Object.assign(input, { className: 'zj-edit', value: item.heading });
  input.setAttribute('aria-label', words.heading);
  title.replaceWith(input);
  input.select();
  let isOpen = true;
  const end = async (keep) => {
    if (!isOpen) return;
    isOpen = false;
    const heading = input.value.trim();
    if (keep && heading !== item.heading) {
      await act('label', item, { heading, number: item.number, kind: item.kind });
    }
    if (!input.isConnected) return;
    input.replaceWith(title);
    tree.focus();
  };
  input.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Enter') end(true);
    if (event.key === 'Escape') end(false);
  });
  input.addEventListener('blur', () => end(true));
}

const MOVES = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' };

if (tools) {
  tools.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.submitter?.name === 'verb') act(event.submitter.value);
    else undo();
  });
  tree.root.addEventListener('keydown', (event) => {
    if (event.target.closest('input') || event.isComposing) return;
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
    if (event.altKey && MOVES[event.key]) act(MOVES[event.key]);
    else if (event.key === 'F2') rename(tree.current());
    else if (event.key === 'Delete') act('remove');
    else if (isUndo) undo();
    else return;
    event.preventDefault();
  });
  tree.root.addEventListener('dblclick', (event) => {
    const item = tree.itemAt(event.target);
    if (item && !event.target.closest('.zj-fold')) rename(item);
  });
  place.addEventListener('input', (event) => { event.target.form.dataset.typed = ''; });
  place.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (await submit(event.target, event.submitter)) await loadPanel(tree.selected);
  });
  enableDragging(tree, (item, to) => act('move', item, to));
  const auto = $('[data-auto]');
  auto.checked = localStorage.getItem('zj.auto') === '1';
  auto.addEventListener('change', () => localStorage.setItem('zj.auto', auto.checked ? '1' : '0'));
  addEventListener('beforeunload', (event) => { if (place.querySelector('form[data-typed]')) event.preventDefault(); });
}

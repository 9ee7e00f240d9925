// The annotation desk: what is selected becomes a note, and every change goes to the server at once.
import { NoteForm } from './dialog.js';
import * as drafts from './drafts.js';
import { Edges } from './edges.js';
import { Notes } from './notes.js';
import { Picking } from './picking.js';
import { Review } from './review.js';
import { ask, say, words } from './server.js';
import { Suggestions } from './suggestions.js';
import { startTabs } from './tabs.js';
import { Text, paint } from './text.js';

const desk = document.querySelector('[data-desk]');
const $ = (selector) => desk.querySelector(selector);
const edition = desk.dataset.edition;
const scroll = $('[data-scroll]');
const mayAnnotate = 'mayAnnotate' in desk.dataset;
const undoing = [];
let mode = null; // what a selection is for: null a new note, else {use(passages), leave()}

const text = new Text($('[data-text]'));
const notes = new Notes(desk, text, { onAct: act });
const review = new Review(desk, { onSend: send, onPlace: placeAnew, onSaid: (answer) => (answer.ok ? toast(answer.said) : complain(answer.said)) });
const suggestions = new Suggestions(desk, text, { onDone: tagged, onSaid: ({ said }) => complain(said) });
const showTab = startTabs($('[role=tablist]'), (id) => {
  if (id === 'tab-review' && !review.isLoaded) review.load();
  if (id === 'tab-suggest' && !suggestions.isLoaded) suggestions.load();
});
const form = new NoteForm($('[data-dialog]'), desk, { onSave: save, onAdd: addToDraft, onClose: closed });
const edges = new Edges(text, { onDone: moved, onMode: (said) => tellMode(said) });
const picking = new Picking(text, scroll, {
  live: $('[data-live]'),
  onChange: (passages) => { const button = $('[data-annotate]'); if (button) button.disabled = !passages.length && !mode; },
  onPick: pick,
  onOpen: (mark) => mark && notes.fromText(mark).then(() => notes.item(notes.open.id)?.querySelector('[data-open]').focus()),
});

function pick(passages) {
  if (mode) { mode.use(passages); return; }
  if (!mayAnnotate || form.isOpen) return;
  mark(passages);
  form.write(passages, lastBox(passages));
}

function ranges(passages) {
  return passages.map((passage) => text.points(passage)).filter(Boolean).map((points) => text.range(...points));
}

function mark(passages) { paint('zj-pick', ranges(passages)); }

function lastBox(passages) { return ranges(passages).at(-1)?.getBoundingClientRect(); }

function tellMode(said) {
  $('[data-mode]').textContent = said;
  $('[data-mode]').hidden = !said;
}

function enter(said, use, leave) {
  mode = {
    use(passages) { end(); use(passages); },
    leave() { end(); leave(); },
  };
  const end = () => { mode = null; tellMode(''); };
  tellMode(said);
  picking.forget();
  scroll.focus();
}

function addToDraft() {
  enter(words.add, (passages) => { form.add(passages); mark(form.draft.passages); }, () => form.show());
}

function placeAnew({ id, target, version, eid }) {
  const address = new URL(location.href);
  if (eid && !text.section(eid)) {
    address.searchParams.set('at', eid);
    address.searchParams.set('place', JSON.stringify({ id, target, version }));
    address.hash = `s-${eid}`;
    location.assign(address);
    return;
  }
  enter(words.replace, async (passages) => {
    const answer = await send(id, { verb: 'place', target, version, passages });
    if (answer.ok) review.placed(target, answer);
  }, () => review.place.focus());
}

async function send(id, body) {
  $('[data-state]').textContent = words.saving;
  const answer = await ask(notes.address(id), body);
  receive(answer);
  return answer;
}

function receive(answer, options) {
  $('[data-state]').textContent = answer.ok ? say('saved', { time: new Date().toTimeString().slice(0, 5) }) : '';
  if (!answer.ok) { if (answer.status !== 409 || !form.isOpen) complain(answer.said); return; }
  complain('');
  notes.receive(answer, options);
  review.count(answer.waiting);
}

function complain(said) {
  $('[data-alert]').textContent = said;
  $('[data-alert]').hidden = !said;
}

async function save(body, draft) {
  const isNew = Boolean(draft.isNew);
  $('[data-state]').textContent = words.saving;
  const answer = await ask(isNew ? desk.dataset.notes : notes.address(draft.id), body);
  if (!answer.ok) { $('[data-state]').textContent = ''; return answer; }
  showTab('tab-notes');
  receive(answer);
  remember(() => (isNew
    ? send(answer.note.id, { verb: 'delete', version: current(answer.note) })
    : send(answer.note.id, { verb: 'revert', version: current(answer.note) })));
  if (draft.same) {
    await suggestions.load({ concept: answer.note.concepts[0].slug, words: draft.passages[0].exact });
    showTab('tab-suggest');
  }
  return answer;
}

// The version last seen of a note.
function current(note) { return notes.open?.id === note.id ? notes.open.version : note.version; }

function closed({ isSaved, opener }) {
  mark([]);
  picking.forget();
  if (isSaved) {
    complain('');
    notes.item(notes.open?.id ?? '')?.querySelector('[data-open]').focus({ preventScroll: true });
  } else (opener?.isConnected && opener !== document.body ? opener : scroll).focus({ preventScroll: true });
  offerKept();
}

// After many notes were made or taken back at once the page is read again, and what it shows is put in place.
async function tagged(answer, undo) {
  complain('');
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  const sections = [...page.querySelectorAll('[data-text] [data-sec]')].map((section) => [section.dataset.sec, section.outerHTML]);
  text.replace(Object.fromEntries(sections));
  notes.fold();
  notes.list.replaceChildren(...page.querySelector('[data-list]').children);
  notes.number();
  if (undo) remember(undo);
  toast(answer.said, Boolean(undo));
}

function remember(undo) {
  undoing.push(undo);
  $('[data-undo]').disabled = false;
}

async function undo() {
  const last = undoing.pop();
  $('[data-undo]').disabled = !undoing.length;
  const answer = last && await last();
  if (answer?.ok) toast(words.undone);
}

function toast(said, withUndo = false) {
  const box = $('[data-toast]');
  box.replaceChildren(said);
  if (withUndo) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: words.undo });
    button.addEventListener('click', () => { box.classList.remove('is-on'); undo(); });
    box.append(button);
  }
  const close = Object.assign(document.createElement('button'), { type: 'button', textContent: '×' });
  close.setAttribute('aria-label', words.close);
  close.addEventListener('click', () => box.classList.remove('is-on'));
  box.append(close);
  box.classList.add('is-on');
}

async function act(name, note, more) {
  if (name === 'complain') { complain(more); return null; }
  if (name === 'send') return send(note.id, more);
  if (name === 'edit') { form.edit(note, notes.item(note.id).getBoundingClientRect()); return null; }
  if (name === 'edges') { startEdges(note); return null; }
  if (name === 'extend') { extend(note); return null; }
  const answer = await send(note.id, { verb: name, version: note.version, ...(name === 'revert' ? { change: more } : {}) });
  if (answer.status === 409) await notes.show(note.id, { focus: true });
  if (!answer.ok) return answer;
  if (name === 'delete') {
    remember(() => send(note.id, { verb: 'restore' }));
    toast(answer.said, true);
  } else notes.item(note.id)?.querySelector('[data-open]').focus();
  return answer;
}

function extend(note) {
  enter(words.add, (passages) => send(note.id, { verb: 'extend', version: note.version, passages }), () => notes.show(note.id, { focus: true }));
}

// Of several passages the one that stands on this page; the next one each time.
let turn = 0;
function startEdges(note) {
  const here = note.targets.filter((target) => text.points(target) && target.state !== 'orphan');
  if (here.length) edges.move(note, here[turn++ % here.length]);
}

async function moved({ note, target, passage }) {
  tellMode('');
  if (!passage) { notes.item(note.id)?.querySelector('[data-act=edges]')?.focus(); return; }
  const answer = await send(note.id, { verb: 'place', version: note.version, target: target.id, passages: [passage] });
  if (!answer.ok) return;
  const { eid, start, end, exact } = target;
  remember(() => send(note.id, { verb: 'place', version: current(answer.note), target: target.id, passages: [{ eid, start, end, exact }] }));
  notes.item(note.id)?.querySelector('[data-act=edges]')?.focus();
}

function offerKept() {
  const draft = drafts.kept(edition);
  const box = $('[data-kept]');
  box.hidden = !draft || form.isOpen;
  if (draft) box.querySelector('span').textContent = say('kept', { words: draft.passages?.[0]?.exact.slice(0, 20) ?? '' });
}

$('[data-kept-open]').addEventListener('click', () => {
  const draft = drafts.kept(edition);
  if (!draft) return;
  $('[data-kept]').hidden = true;
  mark(draft.passages);
  form.open(draft, lastBox(draft.passages) ?? scroll.getBoundingClientRect());
  form.isTyped = true;
});
$('[data-kept-drop]').addEventListener('click', () => { drafts.drop(edition); offerKept(); scroll.focus(); });
$('[data-annotate]')?.addEventListener('click', () => { const passages = picking.passages(); if (passages.length) pick(passages); });
$('[data-undo]').addEventListener('click', undo);
addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.target.closest('input, textarea, select')) return;
  if (event.key === 'Escape' && mode) mode.leave();
  if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && undoing.length) { event.preventDefault(); undo(); }
});

offerKept();
const asked = new URL(location.href).searchParams;
if (asked.get('note')) notes.show(asked.get('note'), { focus: true });
if (asked.get('place')) {
  showTab('tab-review');
  placeAnew({ ...JSON.parse(asked.get('place')), eid: '' });
}

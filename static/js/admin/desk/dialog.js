// The form for a note, beside the words it is about. It keeps what is typed until it is saved or thrown away.
import { Combo } from './combo.js';
import * as drafts from './drafts.js';
import { ask, newKey, say } from './server.js';

const SHORT = 22;
const PHONE = 640;
const clip = (words) => (words.length > SHORT ? `${words.slice(0, SHORT - 1)}…` : words);

export class NoteForm {
  constructor(root, desk, { onSave, onAdd, onClose }) {
    Object.assign(this, { root, desk, onSave, onAdd, onClose, form: root.querySelector('form') });
    this.combo = new Combo(root.querySelector('.zj-combo'), { address: desk.dataset.concepts, mayCreate: 'mayName' in desk.dataset });
    this.fields = this.form.elements;
    this.form.addEventListener('submit', (event) => { event.preventDefault(); this.save(); });
    this.form.addEventListener('keydown', (event) => this.key(event));
    this.form.addEventListener('input', () => this.keep());
    this.form.addEventListener('change', (event) => {
      if (event.target.name === 'kind') this.fields.motivation.value = event.target.dataset.motivation;
      this.keep();
    });
    this.on('[data-cancel]', () => this.close());
    this.on('[data-preview-button]', () => this.preview());
    this.on('[data-add]', () => { this.root.hidden = true; this.onAdd(); });
    this.$('[data-passages]').addEventListener('click', (event) => {
      const button = event.target.closest('[data-drop]');
      if (!button) return;
      this.draft.passages.splice(Number(button.dataset.drop), 1);
      this.drawPassages();
      this.keep();
    });
  }

  $(selector) { return this.root.querySelector(selector); }

  on(selector, act) { this.$(selector).addEventListener('click', act); }

  get isOpen() { return Boolean(this.draft); }

  // A new note on passages.
  write(passages, box) {
    this.open({ id: newKey(), isNew: true, passages, concepts: [], body: '', kind: '', motivation: '', visibility: '', is_by_board: false }, box);
  }

  // A note that is there, to be changed.
  edit(note, box) {
    const { id, version, concepts, body, kind, motivation, visibility, is_by_board } = note;
    this.open({ id, version, concepts, body, kind, motivation, visibility, is_by_board, passages: note.targets }, box);
  }

  open(draft, box) {
    this.opener = document.activeElement;
    this.form.reset();
    this.draft = null;
    this.fill(draft);
    this.draft = draft;
    this.isTyped = false;
    this.$('[data-conflict]').hidden = true;
    this.$('[data-preview-place]').hidden = true;
    this.$('[data-add]').hidden = !draft.isNew;
    this.complain('');
    this.show(box);
    this.combo.input.focus({ preventScroll: true });
    this.offerSame(draft);
  }

  // For a new note on a few words: whether its concept shall be looked for wherever these words stand.
  async offerSame(draft) {
    const place = this.$('[data-same]');
    place.hidden = true;
    const [passage, ...more] = draft.passages;
    if (!draft.isNew || more.length || !passage || passage.exact.length > SHORT) return;
    const answer = await ask(`${this.desk.dataset.others}?${new URLSearchParams({ words: passage.exact })}`);
    if (this.draft !== draft || !answer.count) return;
    place.querySelector('span').textContent = say('others', { count: answer.count, words: passage.exact });
    place.hidden = false;
    this.show();
  }

  fill(draft) {
    const kind = this.form.querySelector(`[name=kind][value="${CSS.escape(draft.kind)}"]`) ?? this.form.querySelector('[name=kind]');
    kind.checked = true;
    this.fields.body.value = draft.body;
    this.fields.motivation.value = draft.motivation || kind.dataset.motivation;
    this.choose(this.fields.visibility, draft.visibility || 'editors');
    if (this.fields.is_by_board) this.fields.is_by_board.checked = draft.is_by_board;
    this.combo.set(draft.concepts);
    this.drawPassages(draft);
  }

  // A value that this person may not choose stays what it is.
  choose(select, value) {
    if (![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
    select.value = value;
  }

  drawPassages({ passages, isNew } = this.draft) {
    this.$('[data-what]').textContent = isNew ? say('new_note') : '';
    this.$('[data-quote]').textContent = passages.length ? clip(passages[0].exact) : '';
    const list = this.$('[data-passages]');
    list.hidden = passages.length < 2;
    list.replaceChildren(...passages.map(({ exact }, n) => {
      const line = document.createElement('li');
      line.append(`“${clip(exact)}”`);
      if (!isNew) return line;
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: '×' });
      button.dataset.drop = n;
      button.setAttribute('aria-label', say('remove', { name: clip(exact) }));
      line.append(button);
      return line;
    }));
  }

  add(passages) {
    this.draft.passages.push(...passages);
    this.drawPassages();
    this.keep();
    this.show();
    this.fields.body.focus();
  }

  show(box = this.box) {
    this.box = box;
    this.root.hidden = false;
    if (!box || innerWidth < PHONE) return;
    const { offsetWidth: width, offsetHeight: height } = this.root;
    const below = box.bottom + 10;
    const left = Math.max(8, Math.min(innerWidth - width - 8, box.left - 40));
    const top = below + height < innerHeight ? below : Math.max(8, Math.min(box.top - height - 10, innerHeight - height - 8));
    Object.assign(this.root.style, { left: `${left}px`, top: `${top}px` });
  }

  values() {
    const data = this.fields;
    return {
      id: this.draft.id,
      kind: this.form.querySelector('[name=kind]:checked').value,
      motivation: data.motivation.value,
      visibility: data.visibility.value,
      is_by_board: Boolean(data.is_by_board?.checked),
      body: data.body.value,
      concepts: this.combo.value,
    };
  }

  keep() {
    if (!this.draft) return;
    this.isTyped = true;
    drafts.keep(this.desk.dataset.edition, { ...this.draft, ...this.values(), concepts: this.combo.chosen });
  }

  async save() {
    if (this.isSaving) return;
    this.draft.same = this.fields.same.checked;
    if (this.draft.same && !this.combo.value.length) { this.complain(say('others_need')); this.combo.input.focus(); return; }
    this.isSaving = true;
    const { isNew, version, passages } = this.draft;
    const plain = passages.map(({ eid, start, end, exact }) => ({ eid, start, end, exact }));
    const answer = await this.onSave({ ...this.values(), ...(isNew ? { passages: plain } : { verb: 'edit', version }) }, this.draft);
    this.isSaving = false;
    if (answer.ok) this.close({ isSaved: true });
    else if (answer.status === 409) this.compare(answer);
    else this.complain(answer.said);
  }

  complain(said) {
    const box = this.$('[data-wrong]');
    box.textContent = said;
    box.hidden = !said;
  }

  // Another editor was quicker: both wordings side by side, and a choice.
  compare({ said, note, who, when }) {
    this.complain(said);
    const place = this.$('[data-conflict]');
    place.replaceChildren(document.querySelector('[data-versions]').content.cloneNode(true));
    place.querySelector('[data-who]').textContent = `${who} ${when}`;
    const shown = (body, concepts) => `${body} ${concepts.map((each) => each.name).join('，')}`.trim() || '—';
    place.querySelector('[data-mine]').textContent = shown(this.fields.body.value, this.combo.chosen);
    place.querySelector('[data-theirs]').textContent = shown(note.body, note.concepts);
    place.querySelector('[data-keep-mine]').addEventListener('click', () => { this.draft.version = note.version; place.hidden = true; this.save(); });
    place.querySelector('[data-take-theirs]').addEventListener('click', () => {
      Object.assign(this.draft, note, { passages: note.targets });
      this.fill(this.draft);
      place.hidden = true;
      this.complain('');
      this.fields.body.focus();
    });
    place.hidden = false;
    place.querySelector('button').focus();
  }

  async preview() {
    const answer = await ask(this.desk.dataset.preview, { body: this.fields.body.value });
    const place = this.$('[data-preview-place]');
    place.hidden = !answer.ok;
    if (answer.ok) place.innerHTML = answer.html;
    else this.complain(answer.said);
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.save(); }
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); this.close(); }
  }

  close({ isSaved = false } = {}) {
    if (isSaved || !this.isTyped) drafts.drop(this.desk.dataset.edition);
    this.draft = null;
    this.root.hidden = true;
    this.combo.close();
    this.onClose({ isSaved, opener: this.opener });
  }
}

// The notes beside the text: one of them is open, with its words, its thread and what can be done to it.
import { ask, newKey } from './server.js';

const glide = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

export class Notes {
  constructor(desk, text, { onAct }) {
    Object.assign(this, { desk, text, onAct, list: desk.querySelector('[data-list]'), open: null });
    this.count = desk.querySelector('[data-count]');
    this.list.addEventListener('click', (event) => this.click(event));
    this.list.addEventListener('submit', (event) => { event.preventDefault(); this.send(event.target); });
    this.list.addEventListener('keydown', (event) => this.key(event));
    text.root.addEventListener('click', (event) => {
      const mark = event.target.closest('mark[data-n]');
      if (mark && getSelection().isCollapsed) this.fromText(mark);
    });
    desk.querySelector('[data-filter]').addEventListener('input', (event) => this.filter(event.target.value.trim().toLowerCase()));
    this.number();
  }

  address(id) { return `${this.desk.dataset.notes}${id}/`; }

  item(id) { return this.list.querySelector(`[data-note="${CSS.escape(id)}"]`); }

  marks(id) { return [...this.text.root.querySelectorAll(`mark[data-n~="${CSS.escape(id)}"]`)]; }

  // Clicking where several notes overlap opens one after another.
  fromText(mark) {
    const ids = mark.dataset.n.split(' ');
    const next = ids[(ids.indexOf(this.open?.id) + 1) % ids.length];
    return this.show(next, { from: 'text' });
  }

  async show(id, { from = 'list', focus = false } = {}) {
    const item = this.item(id);
    if (!item) return;
    this.fold();
    item.classList.add('is-focus');
    item.querySelector('[data-open]').setAttribute('aria-expanded', 'true');
    this.marks(id).forEach((mark) => mark.classList.add('is-focus'));
    if (from === 'text') item.scrollIntoView({ block: 'nearest', behavior: glide() });
    else this.marks(id)[0]?.scrollIntoView({ block: 'center', behavior: glide() });
    if (focus) item.querySelector('[data-open]').focus({ preventScroll: true });
    this.open = { id };
    const answer = await ask(this.address(id));
    if (this.open?.id !== id) return;
    if (answer.ok) this.fill(answer.note, answer.opened);
    else this.onAct('complain', null, answer.said);
  }

  fill(note, opened) {
    const item = this.item(note.id);
    if (!item) return;
    this.open = note;
    item.querySelectorAll('[data-opened], .zj-note-acts').forEach((each) => each.remove());
    const place = Object.assign(document.createElement('div'), { innerHTML: opened });
    place.dataset.opened = '';
    item.querySelector('[data-brief]').hidden = Boolean(opened.trim());
    item.append(place, this.acts(note));
  }

  acts(note) {
    const acts = document.querySelector('[data-acts]').content.firstElementChild.cloneNode(true);
    const { edit, delete: remove, resolve, reply } = note.may;
    const isPlaced = note.targets.some((target) => target.state === 'placed' || target.state === 'review');
    const wanted = { edit, edges: edit && isPlaced, extend: edit, reply, resolve: resolve && !note.is_resolved, reopen: resolve && note.is_resolved, history: true, delete: remove };
    acts.querySelectorAll('[data-act]').forEach((button) => { if (!wanted[button.dataset.act]) button.remove(); });
    return acts;
  }

  fold() {
    this.text.root.querySelectorAll('mark.is-focus').forEach((mark) => mark.classList.remove('is-focus'));
    this.list.querySelectorAll('.is-focus').forEach((item) => {
      item.classList.remove('is-focus');
      item.querySelector('[data-open]').setAttribute('aria-expanded', 'false');
      item.querySelectorAll('[data-opened], .zj-note-acts, .zj-reply').forEach((each) => each.remove());
      item.querySelector('[data-brief]').hidden = false;
    });
    this.open = null;
  }

  // What the server says of a note after a write.
  receive({ note, item, opened, sections }, { open = true } = {}) {
    this.text.replace(sections);
    const old = this.item(note.id);
    if (!item) {
      const next = old?.nextElementSibling ?? old?.previousElementSibling;
      old?.remove();
      this.open = null;
      this.number();
      next?.querySelector('[data-open]').focus();
      return;
    }
    const fresh = document.createElement('template');
    fresh.innerHTML = item;
    if (old) old.replaceWith(fresh.content);
    else this.list.append(fresh.content);
    this.number();
    if (!open) return;
    this.fold();
    this.fill(note, opened);
    const line = this.item(note.id);
    line.classList.add('is-focus');
    line.querySelector('[data-open]').setAttribute('aria-expanded', 'true');
    this.marks(note.id).forEach((mark) => mark.classList.add('is-focus'));
    line.scrollIntoView({ block: 'nearest' });
  }

  // Numbers follow the order of the text; what stands nowhere on this page comes last.
  number() {
    const places = new Map();
    this.text.root.querySelectorAll('mark[data-n]').forEach((mark) => mark.dataset.n.split(' ').forEach((id) => {
      if (!places.has(id)) places.set(id, places.size);
    }));
    const items = [...this.list.children];
    const place = (item) => places.get(item.dataset.note) ?? Infinity;
    const sorted = items.toSorted((a, b) => (place(a) < place(b) ? -1 : Number(place(a) > place(b))));
    sorted.forEach((item, n) => {
      if (this.list.children[n] !== item) this.list.insertBefore(item, this.list.children[n]);
      item.querySelector('.n-num').textContent = n + 1;
    });
    this.count.textContent = items.length;
    this.desk.querySelector('[data-empty]').hidden = items.length > 0;
  }

  filter(words) {
    [...this.list.children].forEach((item) => { item.hidden = !item.textContent.toLowerCase().includes(words); });
  }

  click(event) {
    const head = event.target.closest('[data-open]');
    const button = event.target.closest('[data-act]');
    if (event.target.closest('[data-no]')) this.closeReply(event.target.closest('form'));
    else if (event.target.closest('[data-revert]')) this.onAct('revert', this.open, Number(event.target.closest('[data-revert]').dataset.revert));
    else if (button?.dataset.act === 'reply') this.reply(button.closest('[data-note]'));
    else if (button?.dataset.act === 'history') this.history(button.closest('[data-note]'));
    else if (button) this.onAct(button.dataset.act, this.open);
    else if (head) this.toggle(head.closest('[data-note]').dataset.note);
  }

  toggle(id) {
    if (this.open?.id === id) this.fold();
    else this.show(id);
  }

  key(event) {
    const head = event.target.closest('[data-open]');
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (head && event.key === 'Delete' && this.open?.may?.delete && head.closest('.is-focus')) this.onAct('delete', this.open);
    if (!head || !step) return;
    let next = head.closest('[data-note]')[step];
    while (next?.hidden) next = next[step];
    event.preventDefault();
    next?.querySelector('[data-open]').focus();
  }

  reply(item) {
    if (item.querySelector('.zj-reply')) return;
    const form = document.querySelector('[data-reply]').content.firstElementChild.cloneNode(true);
    form.dataset.key = newKey();
    item.append(form);
    form.elements.body.focus();
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      if (event.key === 'Escape') this.closeReply(form);
    });
  }

  closeReply(form) {
    const item = form.closest('[data-note]');
    form.remove();
    item.querySelector('[data-act=reply]')?.focus();
  }

  async send(form) {
    const { id } = this.open;
    const answer = await this.onAct('send', this.open, { verb: 'reply', body: form.elements.body.value, id: form.dataset.key });
    if (answer?.ok) this.item(id)?.querySelector('[data-open]').focus();
  }

  async history(item) {
    const place = item.querySelector('[data-opened]');
    const old = place.querySelector('.zj-history');
    if (old) { old.remove(); return; }
    const answer = await ask(`${this.address(item.dataset.note)}history/`);
    if (answer.ok) place.insertAdjacentHTML('beforeend', answer.html);
    else this.onAct('complain', null, answer.said);
  }
}

// The queue of passages that wait: one by one with y, e, x or buttons, or all that are certain at once.
import { ask, say } from './server.js';

const KEYS = { y: 'confirm', e: 'place', x: 'retire' };

export class Review {
  constructor(desk, { onSend, onPlace, onSaid }) {
    Object.assign(this, { desk, onSend, onPlace, onSaid, place: desk.querySelector('[data-review-place]') });
    this.place.addEventListener('click', (event) => {
      const button = event.target.closest('[data-rev]');
      if (button) this.act(button.dataset.rev, button.closest('[data-review]'));
      if (event.target.closest('[data-confirm-all]')) this.confirmAll();
    });
    this.place.addEventListener('keydown', (event) => {
      const verb = KEYS[event.key];
      if (!verb || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const item = event.target.closest('[data-review]') ?? this.place.querySelector('[data-review]:not(.is-done)');
      if (!item?.querySelector(`[data-rev=${verb}]`)) return;
      event.preventDefault();
      this.act(verb, item);
    });
  }

  async load() {
    this.fill(await ask(this.desk.dataset.queue));
  }

  fill(answer) {
    if (!answer.ok) { this.onSaid(answer); return; }
    this.place.innerHTML = answer.html;
    this.count(answer.waiting);
    this.isLoaded = true;
  }

  count(waiting) { this.desk.querySelector('[data-waiting]').textContent = waiting || ''; }

  async confirmAll() {
    const answer = await ask(this.desk.dataset.queue, {});
    this.fill(answer);
    if (answer.ok) this.onSaid(answer);
    this.place.focus();
  }

  async act(verb, item) {
    const { review: id, target, version, eid } = item.dataset;
    if (verb === 'place') { this.onPlace({ id, target: Number(target), version: Number(version), eid }); return; }
    const answer = await this.onSend(id, { verb, target: Number(target), version: Number(version) });
    if (answer.ok) this.settle(item, answer);
    else if (answer.status === 409) this.load();
  }

  settle(item, answer) {
    item.classList.add('is-done');
    const pill = Object.assign(document.createElement('span'), { className: 'zj-pill is-ok', textContent: answer.said });
    item.querySelector('.zj-acts').replaceChildren(pill);
    this.place.querySelectorAll(`[data-review="${CSS.escape(item.dataset.review)}"]`).forEach((each) => { each.dataset.version = answer.note.version; });
    const next = this.place.querySelector('[data-review]:not(.is-done)');
    (next?.querySelector('button') ?? this.place).focus();
  }

  // The entry of a passage that was placed anew.
  placed(target, answer) {
    const item = this.place.querySelector(`[data-target="${target}"]`);
    if (item) this.settle(item, answer);
  }
}

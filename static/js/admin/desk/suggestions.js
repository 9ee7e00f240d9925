// Suggestions: passages that read like a concept's label, tagged or put aside together, taken back as one step.
import { ask } from './server.js';
import { paint } from './text.js';

export class Suggestions {
  constructor(desk, text, { onDone, onSaid }) {
    Object.assign(this, { desk, text, onDone, onSaid, place: desk.querySelector('[data-suggest-place]') });
    this.place.addEventListener('submit', (event) => { event.preventDefault(); this.send('accept'); });
    this.place.addEventListener('click', (event) => this.click(event));
    this.place.addEventListener('change', (event) => {
      if (event.target.name === 'concept') this.load({ concept: event.target.value }).then(() => this.form?.elements.concept.focus());
      else this.count();
    });
  }

  get form() { return this.place.querySelector('[data-suggest]'); }

  get asked() {
    const { concept, words } = this.form?.elements ?? {};
    return { concept: concept?.value ?? '', words: words?.value ?? '' };
  }

  get picked() { return [...this.place.querySelectorAll('[name=pick]:checked')].map((box) => box.value); }

  async load(asked = {}) {
    this.fill(await ask(`${this.desk.dataset.suggestions}?${new URLSearchParams(asked)}`));
  }

  fill(answer) {
    if (!answer.ok) { this.onSaid(answer); return; }
    this.place.innerHTML = answer.html;
    this.isLoaded = true;
    this.count();
  }

  count() {
    const place = this.place.querySelector('[data-chosen]');
    if (!place) return;
    place.textContent = this.picked.length;
    this.place.querySelectorAll('[data-verb]').forEach((button) => { button.disabled = !this.picked.length; });
  }

  click(event) {
    const button = event.target.closest('button[type=button][data-verb]');
    const link = event.target.closest('[data-show]');
    if (button) this.send(button.dataset.verb);
    if (link && this.show(link.dataset)) event.preventDefault();
  }

  // Whether the passage is on this page; then it is brought into view and painted.
  show({ eid, start, end }) {
    const points = this.text.points({ eid, start: Number(start), end: Number(end) });
    if (!points) return false;
    paint('zj-pick', [this.text.range(...points)]);
    points[0].line.scrollIntoView({ block: 'center' });
    return true;
  }

  async send(verb, more = {}) {
    const asked = this.asked;
    const visibility = this.form.elements.visibility?.value ?? 'editors';
    await this.write({ verb, ...asked, visibility, picked: this.picked, ...more }, asked);
  }

  async write(body, asked) {
    const answer = await ask(this.desk.dataset.suggestions, body);
    this.fill(answer);
    if (!answer.ok) return answer;
    paint('zj-pick', []);
    const undo = () => this.write({ verb: 'undo', tagging: answer.tagging, ...asked }, asked);
    await this.onDone(answer, body.verb === 'undo' ? null : undo);
    (this.place.querySelector('[name=pick]') ?? this.place).focus();
    return answer;
  }
}

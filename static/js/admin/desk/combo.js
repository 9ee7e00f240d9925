// The field for concepts: type-ahead after the APG's combobox, "new concept" the last choice; what is chosen are tokens.
import { ask, say } from './server.js';

const WAIT = 120;

export class Combo {
  constructor(root, { address, mayCreate }) {
    Object.assign(this, { address, mayCreate, input: root.querySelector('[role=combobox]'), list: root.querySelector('[role=listbox]') });
    this.tokens = root.querySelector('[data-tokens]');
    this.chosen = [];
    this.options = [];
    this.at = -1;
    this.input.addEventListener('input', () => this.type());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => setTimeout(() => { if (document.activeElement !== this.input) this.close(); }, 150));
    this.list.addEventListener('pointerdown', (event) => {
      const option = event.target.closest('[role=option]');
      if (!option) return;
      event.preventDefault();
      this.choose(Number(option.dataset.n));
    });
    this.tokens.addEventListener('click', (event) => {
      const button = event.target.closest('[data-drop]');
      if (!button) return;
      this.set(this.chosen.filter((_, n) => n !== Number(button.dataset.drop)));
      this.input.focus();
    });
  }

  get isOpen() { return !this.list.hidden; }

  // The concepts as they are sent: {slug} or {new}.
  get value() { return this.chosen.map(({ slug, name }) => (slug ? { slug } : { new: name })); }

  set(chosen) {
    this.chosen = chosen;
    this.tokens.querySelectorAll('.zj-token').forEach((token) => token.remove());
    chosen.forEach(({ name, theme }, n) => {
      const token = Object.assign(document.createElement('span'), { className: 'zj-token' });
      const shape = Object.assign(document.createElement('span'), { className: `tm t${theme}` });
      shape.setAttribute('aria-hidden', 'true');
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: '×' });
      button.dataset.drop = n;
      button.setAttribute('aria-label', say('remove', { name }));
      token.append(shape, name, button);
      this.input.before(token);
    });
    this.tokens.dispatchEvent(new Event('input', { bubbles: true }));
  }

  type() {
    clearTimeout(this.timer);
    const typed = this.input.value.trim();
    if (!typed) { this.close(); return; }
    this.timer = setTimeout(async () => {
      const answer = await ask(`${this.address}?q=${encodeURIComponent(typed)}`);
      if (answer.ok && this.input.value.trim() === typed) this.show(answer.concepts, typed);
    }, WAIT);
  }

  show(concepts, typed) {
    const isHeld = concepts.some((each) => each.name === typed || each.labels.includes(typed));
    this.options = concepts.filter((each) => !this.chosen.some((held) => held.slug === each.slug));
    if (this.mayCreate && !isHeld) this.options.push({ slug: '', name: typed, theme: 0, isNew: true });
    this.list.replaceChildren(...this.options.map((option, n) => this.draw(option, n)));
    this.list.hidden = !this.options.length;
    this.input.setAttribute('aria-expanded', String(this.isOpen));
    this.mark(0);
  }

  draw(option, n) {
    const line = document.createElement('li');
    Object.assign(line, { id: `ann-option-${n}`, className: option.isNew ? 'zj-opt-new' : '' });
    line.setAttribute('role', 'option');
    line.dataset.n = n;
    const shape = Object.assign(document.createElement('span'), { className: option.isNew ? 'zj-plus' : `tm t${option.theme}` });
    shape.setAttribute('aria-hidden', 'true');
    const name = document.createElement('span');
    name.textContent = option.isNew ? say('create_concept', { name: option.name }) : option.name;
    const where = Object.assign(document.createElement('span'), { className: 'ct' });
    where.textContent = option.isNew ? say('create_where') : [option.where, option.count].filter((each) => each !== '').join(' ');
    line.append(shape, name, where);
    return line;
  }

  mark(n) {
    if (!this.isOpen) return;
    this.at = (n + this.options.length) % this.options.length;
    [...this.list.children].forEach((line, k) => line.setAttribute('aria-selected', String(k === this.at)));
    this.input.setAttribute('aria-activedescendant', `ann-option-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: 'nearest' });
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  choose(n) {
    const { slug, name, theme } = this.options[n];
    this.input.value = '';
    this.close();
    if (!this.chosen.some((each) => each.name === name && each.slug === slug)) this.set([...this.chosen, { slug, name, theme }]);
  }

  key(event) {
    if (event.isComposing) return;
    const isPlain = !event.ctrlKey && !event.metaKey;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (this.isOpen) this.mark(this.at + (event.key === 'ArrowDown' ? 1 : -1));
      else this.type();
    } else if (event.key === 'Enter' && isPlain) {
      event.preventDefault();
      if (this.isOpen) this.choose(this.at);
    } else if (event.key === 'Escape' && this.isOpen) {
      event.stopPropagation();
      this.close();
    } else if (event.key === 'Backspace' && !this.input.value) this.set(this.chosen.slice(0, -1));
  }
}

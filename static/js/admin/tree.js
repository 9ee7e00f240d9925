// The outline drawn as a tree (WAI-ARIA APG): one tab stop, arrows, Home, End, letters; only what is unfolded is drawn.
const SVG = 'http://www.w3.org/2000/svg';
const LONG = 500;
const UNIT = 80;

export class Tree {
  constructor(root, { words, icons, editable, onSelect }) {
    Object.assign(this, { root, words, icons, editable, onSelect, drawn: new Map(), unfolded: new Set(), selected: '' });
    root.setAttribute('role', 'tree');
    root.setAttribute('aria-labelledby', 'tree-heading');
    root.setAttribute('aria-describedby', 'tree-help');
    root.addEventListener('click', (event) => this.clicked(event));
    root.addEventListener('keydown', (event) => this.pressed(event));
  }

  // Draws other rows, keeping what was unfolded; sections that got another number since are marked.
  show(rows, selected) {
    const old = this.rows;
    if (!old && rows.items.length <= LONG) rows.items.forEach((item) => this.unfolded.add(item.eid));
    this.changed = new Set(old ? rows.items.filter((item) => {
      const before = old.get(item.eid);
      return before ? before.number !== item.number : true;
    }).map((item) => item.eid) : []);
    this.rows = rows;
    this.selected = rows.get(selected) ? selected : rows.items[0]?.eid || '';
    this.reveal(rows.get(this.selected));
    this.draw();
  }

  reveal(item) { if (item) this.rows.path(item).forEach((holder) => this.unfolded.add(holder.eid)); }

  draw() {
    this.seen = this.rows.visible(this.unfolded);
    const lines = this.seen.map((item) => this.line(item));
    this.drawn = new Map(lines.map((line) => [line.dataset.eid, line]));
    this.root.replaceChildren(...lines);
  }

  line(item) {
    const span = this.rows.span(item);
    const unfolded = item.children.length ? String(this.unfolded.has(item.eid)) : '';
    const sign = [item.level, item.number, item.title, item.heading, span, unfolded, item.place, item.family.length,
      this.changed.has(item.eid)].join('\u0001');
    let line = this.drawn.get(item.eid);
    if (line?.dataset.sign !== sign) line = this.make(item, span, unfolded, sign);
    const isSelected = item.eid === this.selected;
    line.setAttribute('aria-selected', String(isSelected));
    line.tabIndex = isSelected ? 0 : -1;
    return line;
  }

  make(item, span, unfolded, sign) {
    const line = element('li', `lv${Math.min(item.level, 8)}${this.changed.has(item.eid) ? ' is-moved' : ''}`);
    Object.assign(line.dataset, { eid: item.eid, sign });
    const facts = { role: 'treeitem', 'aria-level': item.level, 'aria-setsize': item.family.length, 'aria-posinset': item.place + 1 };
    Object.entries(facts).forEach(([name, value]) => line.setAttribute(name, value));
    if (unfolded) line.setAttribute('aria-expanded', unfolded);
    const row = element('div', 'zj-row');
    if (this.editable) row.append(this.handle());
    const fold = element('span', 'zj-fold');
    if (unfolded) fold.append(this.icon('chevron'));
    const title = element('span', item.heading ? 'zj-tt' : 'zj-tt is-text', shorten(item.title));
    row.append(fold, element('span', 'zj-num', shorten(item.number, 24)), title);
    if (span) row.append(element('span', 'zj-meta', this.extent(span)));
    line.append(row);
    return line;
  }

  extent([from, to]) {
    const words = from === to ? this.words.paragraph : this.words.paragraphs;
    return words.replace('%from%', from).replace('%to%', to);
  }

  handle() {
    const handle = element('span', 'zj-drag');
    handle.draggable = true;
    handle.title = this.words.drag;
    handle.append(this.icon('grip'));
    return handle;
  }

  icon(name) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'zj-i');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(SVG, 'use');
    use.setAttribute('href', `${this.icons}#${name}`);
    svg.append(use);
    return svg;
  }

  element(eid = this.selected) { return this.drawn.get(eid); }

  current() { return this.rows.get(this.selected); }

  focus() {
    const line = this.element();
    line?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: 'nearest' });
  }

  // Selects a section that can be seen; the page is told.
  select(item, { focus = true } = {}) {
    if (!item) return;
    const before = this.element();
    if (before) Object.assign(before, { tabIndex: -1 }).setAttribute('aria-selected', 'false');
    const isOther = this.selected !== item.eid;
    this.selected = item.eid;
    const line = this.element();
    Object.assign(line, { tabIndex: 0 }).setAttribute('aria-selected', 'true');
    if (focus) this.focus();
    if (isOther) this.onSelect(item);
  }

  fold(item, unfold) {
    if (unfold) this.unfolded.add(item.eid); else this.unfolded.delete(item.eid);
    this.draw();
    this.focus();
  }

  clicked(event) {
    const item = this.itemAt(event.target);
    if (!item || event.target.closest('input')) return;
    this.select(item);
    if (event.target.closest('.zj-fold') && item.children.length) this.fold(item, !this.unfolded.has(item.eid));
  }

  itemAt(target) {
    const line = target.closest('[role=treeitem]');
    return line ? this.rows.get(line.dataset.eid) : null;
  }

  pressed(event) {
    if (event.target.closest('input') || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const item = this.current();
    if (!item) return;
    const at = this.seen.indexOf(item);
    const isFolded = item.children.length > 0 && !this.unfolded.has(item.eid);
    const isUnfolded = item.children.length > 0 && !isFolded;
    const keys = {
      ArrowDown: () => this.select(this.seen[at + 1]),
      ArrowUp: () => this.select(this.seen[at - 1]),
      Home: () => this.select(this.seen[0]),
      End: () => this.select(this.seen.at(-1)),
      ArrowRight: () => (isFolded ? this.fold(item, true) : this.select(item.children[0])),
      ArrowLeft: () => (isUnfolded ? this.fold(item, false) : this.select(item.holder)),
      '*': () => { item.family.forEach((sibling) => this.unfolded.add(sibling.eid)); this.draw(); this.focus(); },
    };
    if (keys[event.key]) keys[event.key]();
    else if (event.key.length === 1 && event.key.trim()) this.typed(event.key, at);
    else return;
    event.preventDefault();
  }

  // Goes to the next section whose number or title begins with what was typed within a second.
  typed(key, at) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.prefix = ''; }, 1000);
    this.prefix = (this.prefix || '') + key.toLowerCase();
    const from = this.prefix.length > 1 ? at : at + 1;
    const order = [...this.seen.slice(from), ...this.seen.slice(0, from)];
    this.select(order.find((item) => [item.number, item.title].some((words) => words.toLowerCase().startsWith(this.prefix))));
  }
}

function element(name, className, text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function shorten(text, length = UNIT) {
  const letters = [...text];
  return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : text;
}

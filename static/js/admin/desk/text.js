// The text and the places in it. A point is {line, at}: an element with data-at, and UTF-16 units into its words.
const locale = (root) => root.lang || 'zh';

export class Text {
  constructor(root) {
    this.root = root;
    this.graphemes = new Intl.Segmenter(locale(root), { granularity: 'grapheme' });
    this.words = new Intl.Segmenter(locale(root), { granularity: 'word' });
    this.read();
  }

  // Reads the lines again, after some of them have been drawn anew.
  read() {
    this.lines = [...this.root.querySelectorAll('[data-at]')];
    this.numbers = new Map(this.lines.map((line, n) => [line, n]));
  }

  replace(sections) {
    Object.entries(sections).forEach(([eid, html]) => {
      const old = this.section(eid);
      if (!old) return;
      const fresh = document.createElement('template');
      fresh.innerHTML = html;
      old.replaceWith(fresh.content);
    });
    this.read();
  }

  section(eid) { return this.root.querySelector(`[data-sec="${CSS.escape(eid)}"]`); }

  // The point at a place of the page, moved to the nearest line: forwards for a start, backwards for an end.
  pointAt(node, offset, isEnd = false) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const line = element?.closest('[data-at]');
    if (line) {
      const before = document.createRange();
      before.setStart(line, 0);
      before.setEnd(node, offset);
      return { line, at: before.toString().length };
    }
    const place = document.createRange();
    place.setStart(node, offset);
    if (isEnd) {
      const last = this.lines.filter((each) => place.comparePoint(each, 0) < 0).at(-1);
      return last ? { line: last, at: last.textContent.length } : null;
    }
    const first = this.lines.find((each) => place.comparePoint(each, 0) >= 0);
    return first ? { line: first, at: 0 } : null;
  }

  // Where in the page a point is: [node, offset].
  place(point) {
    let left = point.at;
    const walker = document.createTreeWalker(point.line, NodeFilter.SHOW_TEXT);
    let last = null;
    while (walker.nextNode()) {
      last = walker.currentNode;
      if (left <= last.length) return [last, left];
      left -= last.length;
    }
    return last ? [last, last.length] : [point.line, 0];
  }

  compare(a, b) { return this.numbers.get(a.line) - this.numbers.get(b.line) || a.at - b.at; }

  range(a, b) {
    const range = document.createRange();
    range.setStart(...this.place(a));
    range.setEnd(...this.place(b));
    return range;
  }

  // The passages between two points, one a section: {eid, start, end, exact}.
  passages(a, b) {
    const [first, last] = this.compare(a, b) <= 0 ? [a, b] : [b, a];
    const from = this.numbers.get(first.line);
    const to = this.numbers.get(last.line);
    const found = [];
    this.lines.slice(from, to + 1).forEach((line) => {
      const words = line.textContent;
      const start = line === first.line ? first.at : 0;
      const end = line === last.line ? last.at : words.length;
      if (start >= end) return;
      const { sec: eid } = line.closest('[data-sec]').dataset;
      const at = Number(line.dataset.at);
      const open = found.at(-1);
      if (open?.eid === eid) {
        open.exact += `${'\n'.repeat(at + start - open.end)}${words.slice(start, end)}`;
        open.end = at + end;
      } else found.push({ eid, start: at + start, end: at + end, exact: words.slice(start, end) });
    });
    return found;
  }

  // The two points of a passage, or null where it is not on this page.
  points(passage) {
    const lines = this.lines.filter((line) => line.closest('[data-sec]').dataset.sec === passage.eid);
    const at = (place) => {
      const line = lines.filter((each) => Number(each.dataset.at) <= place).at(-1);
      return line && { line, at: Math.min(place - Number(line.dataset.at), line.textContent.length) };
    };
    const start = at(passage.start);
    const end = at(passage.end);
    return start && end ? [start, end] : null;
  }

  // The point a step away; a step is 'character', 'word' or 'line end', backwards or forwards.
  step(point, unit, forward) {
    const text = point.line.textContent;
    if (unit === 'end') return { line: point.line, at: forward ? text.length : 0 };
    const next = this.lines[this.numbers.get(point.line) + (forward ? 1 : -1)];
    if (forward ? point.at >= text.length : point.at <= 0) {
      return next ? { line: next, at: forward ? 0 : next.textContent.length } : point;
    }
    const pieces = [...(unit === 'word' ? this.words : this.graphemes).segment(text)];
    const edges = [...pieces.map((piece) => piece.index), text.length];
    return { line: point.line, at: forward ? edges.find((at) => at > point.at) : edges.findLast((at) => at < point.at) };
  }

  // The point a printed line above or below, at the same place across.
  vertical(point, forward) {
    const box = this.box(point);
    const height = parseFloat(getComputedStyle(point.line).lineHeight) || box.height;
    for (const steps of [1, 1.6]) {
      const y = box.top + box.height / 2 + (forward ? 1 : -1) * steps * height;
      const found = this.under(box.left, y);
      const away = found && this.compare(found, point);
      if (found && (forward ? away > 0 : away < 0) && Math.abs(this.box(found).top - box.top) > 2) return found;
    }
    const next = this.lines[this.numbers.get(point.line) + (forward ? 1 : -1)];
    return next ? { line: next, at: Math.min(point.at, next.textContent.length) } : point;
  }

  // The point under a place of the window, or null.
  under(x, y) {
    if (document.caretPositionFromPoint) {
      const found = document.caretPositionFromPoint(x, y);
      return found && this.root.contains(found.offsetNode) ? this.pointAt(found.offsetNode, found.offset) : null;
    }
    const found = document.caretRangeFromPoint?.(x, y);
    return found && this.root.contains(found.startContainer) ? this.pointAt(found.startContainer, found.startOffset) : null;
  }

  // Where a point stands in the window.
  box(point) {
    const range = this.range(point, point);
    const found = range.getClientRects()[0] || range.getBoundingClientRect();
    return found.height ? found : point.line.getBoundingClientRect();
  }
}

// Its look is set here, because style sheets with ::highlight() are invalid to checkers that do not know it yet.
const sheet = new CSSStyleSheet();
sheet.replaceSync('::highlight(zj-pick) { background-color: var(--zj-pick); }');
document.adoptedStyleSheets.push(sheet);

// Paints passages without touching the text; where the browser cannot, nothing is painted.
export function paint(name, ranges) {
  if (!globalThis.Highlight || !CSS.highlights) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

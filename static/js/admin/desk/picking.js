// Selecting words with mouse, touch or keyboard. `onPick` is called when a selection is to be used.
import { say } from './server.js';

const SHOWN = 60;
const ARROWS = { ArrowLeft: ['character', false], ArrowRight: ['character', true], Home: ['end', false], End: ['end', true] };

export class Picking {
  constructor(text, scroll, { live, onChange, onPick, onOpen }) {
    Object.assign(this, { text, scroll, live, onChange, onPick, onOpen, points: null, pointer: '' });
    this.caret = Object.assign(document.createElement('span'), { className: 'zj-caret', hidden: true });
    text.root.append(this.caret);
    document.addEventListener('selectionchange', () => this.follow());
    scroll.addEventListener('pointerdown', (event) => { this.pointer = event.pointerType; this.caret.hidden = true; });
    scroll.addEventListener('pointerup', (event) => {
      if (event.pointerType !== 'touch') setTimeout(() => this.use());
    });
    scroll.addEventListener('keydown', (event) => this.key(event));
    scroll.addEventListener('focus', () => { if (!this.pointer && scroll.matches(':focus-visible')) this.start(); });
    scroll.addEventListener('blur', () => { this.pointer = ''; this.caret.hidden = true; });
  }

  // The selection in the text as points, or null. What is selected elsewhere changes nothing.
  follow() {
    const selection = getSelection();
    if (!selection.rangeCount || !this.text.root.contains(selection.anchorNode) || !this.text.root.contains(selection.focusNode)) return;
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    const order = selection.getRangeAt(0);
    const isBackwards = order.startContainer !== anchorNode || order.startOffset !== anchorOffset;
    const anchor = this.text.pointAt(anchorNode, anchorOffset, isBackwards);
    const focus = this.text.pointAt(focusNode, focusOffset, !isBackwards && !selection.isCollapsed);
    this.points = anchor && focus ? { anchor, focus } : null;
    this.onChange(this.passages());
  }

  passages() {
    return this.points ? this.text.passages(this.points.anchor, this.points.focus) : [];
  }

  use() {
    this.follow();
    const passages = this.passages();
    if (passages.length && !getSelection().isCollapsed) this.onPick(passages);
  }

  start() {
    if (this.points?.focus.line.isConnected) return this.show(this.points.focus);
    const top = this.scroll.getBoundingClientRect().top;
    const line = this.text.lines.find((each) => each.getBoundingClientRect().bottom > top) ?? this.text.lines[0];
    if (line) this.set({ line, at: 0 }, { line, at: 0 });
  }

  set(anchor, focus) {
    this.points = { anchor, focus };
    getSelection().setBaseAndExtent(...this.text.place(anchor), ...this.text.place(focus));
    this.show(focus);
    this.tell();
  }

  forget() {
    getSelection().removeAllRanges();
    this.points = null;
    this.caret.hidden = true;
    this.onChange([]);
  }

  show(point) {
    let box = this.text.box(point);
    const frame = this.scroll.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      point.line.parentElement.scrollIntoView({ block: 'center' });
      box = this.text.box(point);
    }
    const page = this.text.root.getBoundingClientRect();
    Object.assign(this.caret.style, { left: `${box.left - page.left}px`, top: `${box.top - page.top}px`, height: `${box.height}px` });
    this.caret.hidden = false;
  }

  tell() {
    const chosen = this.passages().map((each) => each.exact).join(' … ');
    if (!chosen) { this.live.textContent = this.points.focus.line.textContent.slice(this.points.focus.at, this.points.focus.at + SHOWN); return; }
    this.live.textContent = say('selected', { words: chosen.length > SHOWN ? `${chosen.slice(0, SHOWN)}…` : chosen });
  }

  key(event) {
    if (event.altKey || event.isComposing || event.target !== this.scroll) return;
    if (event.key === 'Enter') { this.enter(event); return; }
    if (event.key === 'Escape' && this.points && !getSelection().isCollapsed) {
      this.set(this.points.focus, this.points.focus);
      return;
    }
    const to = this.destination(event);
    if (!to) return;
    event.preventDefault();
    this.set(event.shiftKey ? this.points.anchor : to, to);
  }

  destination(event) {
    const isUpright = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    if (!isUpright && !ARROWS[event.key]) return null;
    if (!this.points?.focus.line.isConnected) this.start();
    if (!this.points) return null;
    if (isUpright) return this.text.vertical(this.points.focus, event.key === 'ArrowDown');
    const [unit, forward] = ARROWS[event.key];
    return this.text.step(this.points.focus, event.ctrlKey || event.metaKey ? 'word' : unit, forward);
  }

  enter(event) {
    if (!this.points) return;
    event.preventDefault();
    const passages = this.passages();
    if (passages.length) this.onPick(passages);
    else this.onOpen(this.text.place(this.points.focus)[0].parentElement.closest('mark'));
  }
}

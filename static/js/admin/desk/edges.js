// Moving the edges of a passage: a handle at each end, dragged or moved with keys; Enter keeps it, Esc leaves it.
import { paint } from './text.js';
import { say } from './server.js';

export class Edges {
  constructor(text, { onDone, onMode }) {
    Object.assign(this, { text, onDone, onMode, target: null });
    this.handles = ['edge_start', 'edge_end'].map((name, end) => this.handle(name, end));
    addEventListener('resize', () => this.target && this.draw());
  }

  handle(name, end) {
    const handle = Object.assign(document.createElement('button'), { type: 'button', className: `zj-edge ${end ? 'is-end' : 'is-start'}` });
    handle.setAttribute('aria-label', say(name));
    handle.hidden = true;
    handle.addEventListener('keydown', (event) => this.key(event, end));
    handle.addEventListener('pointerdown', (event) => { event.preventDefault(); handle.focus(); handle.setPointerCapture(event.pointerId); });
    handle.addEventListener('pointermove', (event) => { if (handle.hasPointerCapture(event.pointerId)) this.drag(event, end); });
    handle.addEventListener('pointerup', () => this.finish(true));
    this.text.root.append(handle);
    return handle;
  }

  // Lets the edges of a note's passage be moved; nothing where it is not on this page.
  move(note, target) {
    const points = this.text.points(target);
    if (!points) return;
    Object.assign(this, { note, target, points });
    this.onMode(say('edge'));
    this.draw();
    this.handles[1].focus();
  }

  draw() {
    const page = this.text.root.getBoundingClientRect();
    paint('zj-pick', [this.text.range(...this.points)]);
    this.handles.forEach((handle, end) => {
      const box = this.text.box(this.points[end]);
      handle.hidden = false;
      Object.assign(handle.style, { left: `${box.left - page.left}px`, top: `${box.top - page.top}px`, height: `${box.height}px` });
    });
  }

  // An edge stays in its section and on its side of the other one.
  to(end, point) {
    const isHere = point.line.closest('[data-sec]').dataset.sec === this.target.eid;
    const points = end ? [this.points[0], point] : [point, this.points[1]];
    if (!isHere || this.text.compare(...points) >= 0) return;
    this.points = points;
    this.draw();
  }

  drag(event, end) {
    this.handles.forEach((handle) => { handle.style.pointerEvents = 'none'; });
    const point = this.text.under(event.clientX, event.clientY);
    this.handles.forEach((handle) => { handle.style.pointerEvents = ''; });
    if (point) this.to(end, point);
  }

  key(event, end) {
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.finish(event.key === 'Enter');
      return;
    }
    const isForward = event.key === 'ArrowRight' || event.key === 'ArrowDown';
    if (!isForward && event.key !== 'ArrowLeft' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.to(end, this.text.vertical(this.points[end], isForward));
    else this.to(end, this.text.step(this.points[end], event.ctrlKey || event.metaKey ? 'word' : 'character', isForward));
  }

  finish(isKept) {
    if (!this.target) return;
    const { note, target } = this;
    const [passage] = this.text.passages(...this.points);
    this.target = null;
    this.handles.forEach((handle) => { handle.hidden = true; });
    paint('zj-pick', []);
    const isMoved = passage && (passage.start !== target.start || passage.end !== target.end);
    this.onDone(isKept && isMoved ? { note, target, passage } : { note });
  }
}

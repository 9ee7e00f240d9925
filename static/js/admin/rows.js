// An outline in columns (eid, level, kind, number, heading, snippet, lines), in reading order: questions asked of it.
export class Rows {
  constructor(columns, paragraphs) {
    const { eid = [], level, kind, number, heading, snippet, lines } = columns;
    let ordinal = 0; // of the edition's paragraphs, those before a section: the root has none of its own
    this.items = eid.map((name, at) => {
      const item = {
        eid: name, level: level[at], kind: kind[at], number: number[at], heading: heading[at],
        title: heading[at] || snippet[at], ordinal,
      };
      ordinal += lines[at];
      return item;
    });
    this.paragraphs = paragraphs;
    this.byEid = new Map();
    const siblings = [[]];
    const open = [];
    this.items.forEach((item, at) => {
      while (open.length && open.at(-1).level >= item.level) open.pop().end = at;
      const holder = open.at(-1) || null;
      const family = holder ? holder.children : siblings[0];
      Object.assign(item, { at, holder, children: [], family, place: family.length });
      family.push(item);
      open.push(item);
      this.byEid.set(item.eid, item);
    });
    open.forEach((item) => { item.end = this.items.length; });
  }

  get(eid) { return this.byEid.get(eid); }

  name(item) { return `${item.number} ${item.title}`.trim(); }

  // The first and last paragraph of a section and all below it, counted from one; null where it has none.
  span(item) {
    const after = this.items[item.end];
    const last = after ? after.ordinal : this.paragraphs;
    return last > item.ordinal ? [item.ordinal + 1, last] : null;
  }

  // What can be seen with these sections unfolded.
  visible(unfolded) {
    const seen = [];
    for (let at = 0; at < this.items.length;) {
      const item = this.items[at];
      seen.push(item);
      at = item.children.length && !unfolded.has(item.eid) ? item.end : at + 1;
    }
    return seen;
  }

  path(item) {
    const path = [];
    for (let holder = item.holder; holder; holder = holder.holder) path.unshift(holder);
    return path;
  }

  isWithin(item, holder) { return item.at >= holder.at && item.at < holder.end; }
}

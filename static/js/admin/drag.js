// Dragging in the outline: an extra beside the keys and buttons that do the same.
export function enableDragging(tree, move) {
  let dragged = null;
  let target = null;
  const clear = () => {
    tree.root.querySelectorAll('.is-drop-before, .is-drop-after').forEach((row) => row.classList.remove('is-drop-before', 'is-drop-after'));
    target = null;
  };

  tree.root.addEventListener('dragstart', (event) => {
    dragged = tree.itemAt(event.target);
    if (!dragged) return;
    tree.element(dragged.eid).classList.add('is-dragging');
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', tree.rows.name(dragged));
  });
  tree.root.addEventListener('dragover', (event) => {
    const item = tree.itemAt(event.target);
    if (!dragged || !item || tree.rows.isWithin(item, dragged)) return;
    event.preventDefault();
    clear();
    const row = tree.element(item.eid).firstElementChild;
    const box = row.getBoundingClientRect();
    target = { item, isAfter: event.clientY > box.top + box.height / 2 };
    row.classList.add(target.isAfter ? 'is-drop-after' : 'is-drop-before');
  });
  tree.root.addEventListener('drop', (event) => {
    if (!dragged || !target) return;
    event.preventDefault();
    move(dragged, placeBeside(dragged, target.item, target.isAfter));
    clear();
  });
  tree.root.addEventListener('dragend', () => {
    if (dragged) tree.element(dragged.eid)?.classList.remove('is-dragging');
    clear();
    dragged = null;
  });
}

// The holder's address and the place among its sections that stands for “before” or “after” another section.
function placeBeside(dragged, item, isAfter) {
  const isSameFamily = dragged.family === item.family;
  const index = item.place + (isAfter ? 1 : 0) - (isSameFamily && dragged.place < item.place ? 1 : 0);
  return { parent: item.holder?.eid || '', index };
}

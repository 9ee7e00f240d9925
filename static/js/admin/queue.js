// Files on their way: while some wait to be read the page asks how far they are, and shows it where it stands.
const PAUSE = 1500;
document.documentElement.classList.add('has-script');
if (document.querySelector('[data-live]')) setTimeout(look, PAUSE);

async function look() {
  let fresh;
  try {
    const answer = await fetch(location.href, { headers: { 'X-Fragment': '1' } });
    if (!answer.ok) throw new Error(answer.statusText);
    fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    setTimeout(look, 4 * PAUSE);
    return;
  }
  const rows = document.querySelectorAll('#result_list tbody tr');
  const now = fresh.querySelector('[data-live]');
  if (!now && !rows.length) {
    location.reload();
    return;
  }
  rows.forEach((row) => update(row, fresh));
  document.querySelector('[data-live]').replaceWith(now || done());
  if (now) setTimeout(look, PAUSE);
}

// A row of the list says its state anew; what is ticked or focused in it stays.
function update(row, fresh) {
  const key = row.querySelector('input[name="_selected_action"]')?.value;
  const cell = key && fresh.querySelector(`input[name="_selected_action"][value="${key}"]`)?.closest('tr').querySelector('.field-badge');
  if (cell) row.querySelector('.field-badge').innerHTML = cell.innerHTML;
}

function done() {
  const told = document.querySelector('[data-live]');
  const bar = told.querySelector('progress');
  bar.value = bar.max;
  told.querySelector('p').textContent = told.dataset.done;
  told.removeAttribute('data-live');
  return told;
}

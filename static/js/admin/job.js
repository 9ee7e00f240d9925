// A job's page that keeps itself up to date: asks once a second, and shows the outcome when there is one.
const place = document.querySelector('[data-job]');
const every = 1000;

async function look() {
  try {
    const answer = await fetch(place.dataset.job, { headers: { Accept: 'application/json' } });
    if (answer.ok) tell(await answer.json());
  } catch {
    /* the server is away for a moment; the next question will find it */
  }
}

function tell({ label, done, total, finished }) {
  if (finished) {
    location.reload();
    return;
  }
  place.querySelector('[data-label] > *').textContent = label;
  place.querySelector('[data-count]').textContent = total ? `${done} / ${total}` : '';
  if (total) Object.assign(place.querySelector('[data-bar]'), { max: total, value: done });
}

if (place) setInterval(look, every);

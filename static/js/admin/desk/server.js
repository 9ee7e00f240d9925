// What is asked of the server. A refusal is an answer too: {ok, status, said, …}; nothing is thrown.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
export const words = read('desk-words');
export const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);

const token = () => document.querySelector('[name=csrfmiddlewaretoken]').value;

export async function ask(address, body) {
  const options = { headers: { Accept: 'application/json' } };
  if (body !== undefined) {
    Object.assign(options, { method: 'POST', body: JSON.stringify(body) });
    Object.assign(options.headers, { 'Content-Type': 'application/json', 'X-CSRFToken': token() });
  }
  try {
    const answer = await fetch(address, options);
    const isTold = answer.headers.get('Content-Type')?.startsWith('application/json');
    if (!isTold) return { ok: false, status: answer.status, said: answer.redirected || answer.status === 403 ? words.signed_out : words.failed };
    return { ...(await answer.json()), ok: answer.ok, status: answer.status };
  } catch {
    return { ok: false, status: 0, said: words.failed };
  }
}

export const newKey = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (
  c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

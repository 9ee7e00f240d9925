// How hard a new password is to guess, beside its field: an estimate for whoever writes it; the site's rules decide.
(() => {
  const { label, words } = document.currentScript.dataset;
  const steps = words.split('|'); // what is said of a weak one, a fair one, a strong one
  const ENOUGH = [50, 80]; // bits from which a password is fair, and strong

  // Bits, were its characters drawn by chance; what repeats or goes on from the character before adds nothing.
  const bits = (password) => {
    const codes = [...password].map((character) => character.codePointAt(0));
    const told = codes.filter((code, n) => n === 0 || Math.abs(code - codes[n - 1]) > 1);
    const kinds = [[/\d/, 10], [/[a-z]/, 26], [/[A-Z]/, 26], [/[^\da-zA-Z\u0080-\u{10FFFF}]/u, 33], [/[\u0080-\u{10FFFF}]/u, 500]];
    const pool = kinds.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0);
    return Math.min(told.length, 2 * new Set(told).size) * Math.log2(pool || 1);
  };

  const field = document.querySelector('input[type="password"][autocomplete="new-password"]');
  if (!field) return;
  const meter = Object.assign(document.createElement('meter'), { max: 110, low: ENOUGH[0], high: ENOUGH[1], optimum: 110 });
  meter.setAttribute('aria-label', label);
  const word = document.createElement('output');
  word.setAttribute('role', 'status');
  const line = document.createElement('div');
  line.className = 'zj-strength';
  line.append(meter, word);
  field.after(line);
  field.addEventListener('input', () => {
    meter.value = bits(field.value);
    const said = field.value ? steps[ENOUGH.filter((least) => meter.value >= least).length] : '';
    if (word.value !== said) word.value = said;
  });
})();

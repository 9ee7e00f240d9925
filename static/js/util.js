/* What every module uses. Words come from the page, in its language, by data attributes. */
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export const store = {
  read() {
    try {
      return JSON.parse(localStorage.getItem("zj.prefs") || "{}");
    } catch {
      return {};
    }
  },
  write(name, value) {
    try {
      localStorage.setItem("zj.prefs", JSON.stringify({ ...this.read(), [name]: value }));
    } catch {
      /* the choice lasts as long as the page */
    }
  },
};

let timer;

/** Say shortly that something was done. */
export function toast(head, detail = "") {
  const box = one("[data-toast]");
  box.textContent = head;
  if (detail) {
    const line = document.createElement("b");
    line.textContent = detail;
    box.append(line);
  }
  box.classList.add("is-on");
  clearTimeout(timer);
  timer = setTimeout(() => box.classList.remove("is-on"), 3600);
}

/** Put a text on the clipboard and say so; show it where the browser forbids that. */
export async function copy(text, said) {
  const box = one("[data-toast]");
  try {
    await navigator.clipboard.writeText(text);
    toast(said || box.dataset.copied, text);
  } catch {
    toast(box.dataset.blocked, text);
  }
}

export const scrolling = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

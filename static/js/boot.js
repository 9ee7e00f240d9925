/* Runs before the first paint, so that a page never shows in another theme or size first. */
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const kept = JSON.parse(localStorage.getItem("zj.prefs") || "{}");
    for (const name of ["theme", "size", "face", "lead"]) if (kept[name]) root.dataset[name] = kept[name];
  } catch {
    /* storage is closed to us: the defaults stand */
  }
})();

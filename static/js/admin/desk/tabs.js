// Tabs after the APG, activated as they are reached.
export function startTabs(root, onShow) {
  const tabs = [...root.querySelectorAll('[role=tab]')];
  const show = (tab) => {
    tabs.forEach((each) => {
      const isShown = each === tab;
      each.setAttribute('aria-selected', String(isShown));
      each.tabIndex = isShown ? 0 : -1;
      document.getElementById(each.getAttribute('aria-controls')).hidden = !isShown;
    });
    onShow(tab.id);
  };
  root.addEventListener('click', (event) => { const tab = event.target.closest('[role=tab]'); if (tab) show(tab); });
  root.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    show(tab);
  });
  return (id) => show(document.getElementById(id));
}

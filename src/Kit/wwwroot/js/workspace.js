// Small comforts of the workspace. Every page works without this file.
'use strict';

// What loads after the page shows its place only where it will load.
document.documentElement.classList.add('has-js');
// htmx notes the address of the page in the tab's storage. Nothing of this program stays in a browser.
const forget = () => sessionStorage.removeItem('htmx-current-path-for-history');
['htmx:pushedIntoHistory', 'htmx:replacedInHistory', 'htmx:historyRestore'].forEach((event) => document.addEventListener(event, forget));
forget();

// Copy: <button data-copy="#id-of-the-text" data-copied="Copied">
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  const source = button && document.querySelector(button.dataset.copy);
  if (!source) return;
  await navigator.clipboard.writeText('value' in source ? source.value : source.textContent.trim());
  const label = button.textContent;
  button.textContent = button.dataset.copied || label;
  setTimeout(() => { button.textContent = label; }, 2000);
});

// Unsaved text: <form data-unsaved> asks before the page is left.
const unsaved = new Set();
document.addEventListener('input', (event) => {
  const form = event.target.closest('form[data-unsaved]');
  if (form) unsaved.add(form);
});
document.addEventListener('submit', (event) => { unsaved.delete(event.target); });
document.addEventListener('draft-kept', (event) => { unsaved.delete(event.target); });
window.addEventListener('beforeunload', (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});

// A second press while a form is on its way sends nothing twice (the server would refuse it anyway).
document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!button || event.target.hasAttribute('data-again')) return;
  setTimeout(() => { button.disabled = true; });
  setTimeout(() => { button.disabled = false; }, 8000);
});
window.addEventListener('pageshow', () => {
  document.querySelectorAll('button:disabled[type="submit"]:not([data-off])').forEach((button) => { button.disabled = false; });
});

// Escape three times within two seconds: away from the screen, to the public page.
let presses = [];
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') { presses = []; return; }
  presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
  if (presses.length >= 3) { unsaved.clear(); location.replace(document.body.dataset.exitHref || '/'); }
});

// Lists by keyboard: j and k move through the rows, Enter opens. Never while somebody types.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, button, a, summary')) return;
  const rows = [...document.querySelectorAll('[data-row]')];
  const at = rows.findIndex((row) => row.classList.contains('is-at'));
  const move = { j: 1, k: -1 }[event.key];
  if (move) {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + move))];
    if (!next) return;
    rows[at]?.classList.remove('is-at');
    next.classList.add('is-at');
    next.scrollIntoView({ block: 'nearest' });
  } else if (event.key === 'Enter' && at >= 0) {
    rows[at].querySelector('a')?.click();
  }
});

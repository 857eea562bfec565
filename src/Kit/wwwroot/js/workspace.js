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

// Lists by keyboard: j and k move through the rows, Enter opens, x selects, / goes to the search, ? helps. Never while somebody types.
const rows = () => [...document.querySelectorAll('[data-row]')];
let at = null;
const show = (row) => {
  rows().forEach((other) => other.classList.toggle('is-at', other === row));
  at = row?.dataset.row || null;
  row?.scrollIntoView({ block: 'nearest' });
};
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.target.closest('input:not([type="checkbox"]), select, textarea, [contenteditable]')) return;
  if (event.key === 'Enter' && event.target.closest('button, a, summary')) return;
  const all = rows();
  const here = all.findIndex((row) => row.classList.contains('is-at'));
  const move = { j: 1, k: -1 }[event.key];
  if (move) {
    const next = all[Math.min(all.length - 1, Math.max(0, here + move))];
    if (next) show(next);
  } else if (event.key === 'Enter' && here >= 0) {
    all[here].querySelector('a')?.click();
  } else if (event.key === 'x' && here >= 0) {
    all[here].querySelector('input[name="case"]')?.click();
  } else if (event.key === '/') {
    const search = document.querySelector('[role="search"] input');
    if (search) { event.preventDefault(); search.focus(); }
  } else if (event.key === '?') {
    document.getElementById('keys-help')?.showModal();
  }
});

// What is selected: the bar says how many and what can be done with them.
const selected = () => {
  document.querySelectorAll('form[data-select]').forEach((form) => {
    const picks = [...form.querySelectorAll('input[name="case"]')];
    const number = picks.filter((pick) => pick.checked).length;
    form.classList.toggle('has-selected', number > 0);
    const said = form.querySelector('[data-selected]');
    if (said) said.textContent = said.dataset.selected.replace('{Count}', number);
    const every = form.querySelector('[data-every]');
    if (every) { every.checked = number > 0 && number === picks.length; every.indeterminate = number > 0 && number < picks.length; }
  });
};
document.addEventListener('change', (event) => {
  if (event.target.matches('[data-every]')) event.target.form.querySelectorAll('input[name="case"]').forEach((pick) => { pick.checked = event.target.checked; });
  if (event.target.matches('[data-every], input[name="case"]')) selected();
});
document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-select-none]')) return;
  event.target.form?.querySelectorAll('input[name="case"], [data-every]').forEach((pick) => { pick.checked = false; });
  selected();
});
window.addEventListener('pageshow', selected);

// First words that a list shows already are not opened a second time: each opening is in the audit log.
document.addEventListener('htmx:configRequest', (event) => {
  const { headlines } = event.detail.elt.dataset;
  if (!headlines) return;
  const missing = headlines.split(',').filter((id) => document.querySelector('#headline-' + CSS.escape(id) + ' .sealed-headline'));
  if (missing.length === 0) event.preventDefault();
  else event.detail.path = '/app/headlines?ids=' + missing.join(',');
});

// Live lists. One stream for all tabs of a browser: the tab that holds the lock listens and tells the others. The stream says which kinds of lists changed;
// each list of the page then reads itself again by the address it has, so that nothing of anybody travels in the stream.
(() => {
  const address = document.body.dataset.live;
  if (!address || !window.EventSource || !window.htmx) return;
  const byItself = 'OpenILM-By-Itself';
  const rest = 700;
  let since = new URL(address, location.href).searchParams.get('since');
  const changed = new Set();
  let timer = 0, last = 0, known = [];

  const refresh = () => {
    timer = 0;
    // What nobody looks at is read when somebody does.
    if (changed.size === 0 || document.visibilityState !== 'visible') return;
    last = performance.now();
    const kinds = [...changed];
    changed.clear();
    kinds.forEach((kind) => htmx.trigger(document.body, 'live-' + kind));
  };
  const plan = (kinds) => {
    kinds.forEach((kind) => changed.add(kind));
    if (!timer) timer = setTimeout(refresh, Math.max(30, rest - (performance.now() - last)));
  };
  document.addEventListener('visibilitychange', () => plan([]));

  // A page that asks by itself keeps no session alive; neither does what loads within a list that read itself again.
  document.addEventListener('htmx:configRequest', (event) => {
    const { elt, headers, triggeringEvent } = event.detail;
    if (triggeringEvent?.type?.startsWith('live-') || elt.closest('[data-by-itself]')) headers[byItself] = 'true';
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.target.matches('[data-live-list]')) known = rows().map((row) => row.dataset.row);
  });
  document.addEventListener('htmx:afterSwap', (event) => {
    // The one that was there is gone; the new one has its id.
    const list = document.getElementById(event.detail.target.id || 'none');
    if (!list?.matches('[data-live-list]')) return;
    list.dataset.byItself = '';
    const all = rows();
    show(all.find((row) => row.dataset.row === at));
    const fresh = all.filter((row) => row.dataset.row && !known.includes(row.dataset.row) && list.contains(row));
    fresh.forEach((row) => row.classList.add('is-new'));
    if (fresh.length > 0) {
      const said = document.getElementById('live-said');
      said.textContent = '';
      setTimeout(() => { said.textContent = said.dataset.new; }, 100);
    }
    selected();
  });

  const others = window.BroadcastChannel ? new BroadcastChannel('openilm-live') : null;
  const heard = [];
  let leads = false, began = since;
  const later = (a, b) => BigInt(a) > BigInt(b);
  const tell = (kinds, place) => {
    since = place || since;
    heard.push([since, kinds]);
    if (heard.length > 200) began = heard.shift()[0];
    others?.postMessage({ kinds, place: since });
    plan(kinds);
  };
  const listen = () => {
    leads = true;
    const stream = new EventSource('/app/live?since=' + since);
    stream.addEventListener('changed', (event) => tell(JSON.parse(event.data).kinds, event.lastEventId));
    stream.addEventListener('here', (event) => { since = event.lastEventId || since; });
    // The session is over, or there are too many streams: asked again much later, in case somebody signed in again.
    const rest = () => { stream.close(); setTimeout(listen, 30000); };
    stream.addEventListener('over', rest);
    stream.addEventListener('error', () => { if (stream.readyState === EventSource.CLOSED) rest(); });
    window.addEventListener('pagehide', () => stream.close(), { once: true });
  };
  if (others && navigator.locks) {
    others.addEventListener('message', ({ data }) => {
      if (data.kinds) { since = data.place; plan(data.kinds); return; }
      // A tab that was just opened asks what it missed while it loaded.
      if (!leads || !data.from) return;
      const kinds = later(began, data.from) ? ['case', 'shared', 'notification'] : [...new Set(heard.filter(([place]) => later(place, data.from)).flatMap(([, k]) => k))];
      if (kinds.length > 0) others.postMessage({ kinds, place: since });
    });
    others.postMessage({ from: since });
    navigator.locks.request('openilm-live', () => { listen(); return new Promise(() => {}); });
  } else listen();
  window.addEventListener('pageshow', (event) => { if (event.persisted && leads) listen(); });
})();

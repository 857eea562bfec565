// The hotline page by keyboard. The form works without this file; drafts.js keeps what is typed.
'use strict';

(() => {
  const form = document.querySelector('form.hotline');
  if (!form) return;
  const said = form.dataset;
  const $ = (id) => document.getElementById(id);
  const field = (name) => form.elements[name];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  const says = (text) => { $('hotline-says').textContent = text; };
  const changed = () => form.dispatchEvent(new Event('input', { bubbles: true }));

  // The address names the draft, so that the page that is loaded again is the same call.
  const here = new URL(location.href);
  here.searchParams.set('draft', said.draftSubject);
  history.replaceState(null, '', here.pathname + here.search);

  // ---------- what shows when ----------
  const value = (name) => { const f = field(name); return f instanceof RadioNodeList ? f.value : f.value; };
  const show = () => {
    form.querySelectorAll('[data-when]').forEach((part) => {
      const now = value(part.dataset.when);
      part.hidden = part.dataset.is ? now !== part.dataset.is : now === part.dataset.not;
    });
    $('danger-now').hidden = value('danger') !== 'inDanger';
    $('not-independent').hidden = value('interpreter') === 'none' || value('independent') !== 'no';
    $('letter-hint').hidden = value('channel') !== 'LETTER';
    const language = value('language');
    const scripts = [...form.querySelectorAll('[data-script]')];
    const known = scripts.some((s) => s.dataset.script === language);
    scripts.forEach((s) => { s.hidden = s.dataset.script !== (known ? language : 'en'); });
    $('script-missing').hidden = known || !language;
    const joined = value('caseId');
    $('joins').hidden = !joined;
    if (joined) $('joins').querySelector('[data-joins-text]').textContent = fill(said.joins, { Reference: value('caseReference') });
    issues.draw();
    site.draw();
  };

  // ---------- a list that is searched by typing ----------
  class Combo {
    constructor(root, search, take) {
      Object.assign(this, { input: root.querySelector('[role=combobox]'), list: root.querySelector('[role=listbox]'), search, take, at: -1, options: [], asked: 0 });
      this.input.addEventListener('input', (event) => { event.stopPropagation(); this.open(); });
      this.input.addEventListener('focus', () => { if (this.input.value) this.open(); });
      this.input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
      this.input.addEventListener('keydown', (event) => this.key(event));
      this.list.addEventListener('mousedown', (event) => {
        event.preventDefault();
        const option = event.target.closest('[role=option]');
        if (option) this.choose([...this.list.children].indexOf(option));
      });
    }
    async open() {
      const turn = ++this.asked;
      const options = await this.search(this.input.value.trim());
      if (turn !== this.asked) return;
      this.options = options;
      this.list.replaceChildren(...options.map((option, i) => {
        const item = document.createElement('li');
        item.id = `${this.list.id}-${i}`;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', option.selected ? 'true' : 'false');
        item.append(Object.assign(document.createElement('span'), { textContent: option.label }));
        if (option.note) item.append(Object.assign(document.createElement('small'), { textContent: option.note }));
        return item;
      }));
      const there = options.length > 0;
      this.list.hidden = !there;
      this.input.setAttribute('aria-expanded', String(there));
      this.move(there ? 0 : -1);
      if (this.input.value.trim().length > 1) says(there ? fill(said.found, { Count: options.length }) : said.foundNone);
    }
    close() { this.list.hidden = true; this.input.setAttribute('aria-expanded', 'false'); this.input.removeAttribute('aria-activedescendant'); this.at = -1; }
    move(to) {
      this.list.children[this.at]?.classList.remove('is-at');
      this.at = to;
      const item = this.list.children[to];
      if (!item) { this.input.removeAttribute('aria-activedescendant'); return; }
      item.classList.add('is-at');
      item.scrollIntoView({ block: 'nearest' });
      this.input.setAttribute('aria-activedescendant', item.id);
    }
    choose(at) { const option = this.options[at]; if (option) { this.take(option); this.input.value = ''; this.close(); } }
    key(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const open = !this.list.hidden;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (!open) { this.open(); return; }
        const count = this.options.length;
        this.move((this.at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
      } else if (event.key === 'Enter' && open) {
        event.preventDefault();
        event.stopPropagation();
        this.choose(this.at);
      } else if (event.key === 'Escape' && open) {
        event.stopPropagation();
        this.close();
      }
    }
  }

  // ---------- issues: the list of the page, searched ----------
  const boxes = [...form.querySelectorAll('input[name=issueCodes]')].map((box) => {
    const label = box.closest('label').textContent.trim();
    return { box, label, note: `${box.value} · ${box.dataset.more}`, words: `${label} ${box.dataset.more} ${box.value}`.toLowerCase().split(/[^\p{L}\p{N}]+/u) };
  });
  form.querySelector('.issue-list').open = false;
  const issues = {
    draw() {
      $('issues-chosen').replaceChildren(...boxes.filter((b) => b.box.checked).map((b) => {
        const button = Object.assign(document.createElement('button'), { type: 'button', className: 'chip', textContent: b.label + ' ×' });
        button.setAttribute('aria-label', fill(said.takeBack, { Name: b.label }));
        button.addEventListener('click', () => { issues.toggle(b); $('issue-search').focus(); });
        const item = document.createElement('li');
        item.append(button);
        return item;
      }));
    },
    toggle(b) {
      b.box.checked = !b.box.checked;
      says(fill(b.box.checked ? said.taken : said.givenBack, { Name: b.label }));
      changed();
      issues.draw();
    },
  };
  new Combo($('issue-combo'), (typed) => {
    const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
    return boxes.filter((b) => wanted.every((w) => b.words.some((word) => word.startsWith(w)))).slice(0, 40).map((b) => ({ label: b.label, note: b.note, selected: b.box.checked, b }));
  }, (option) => issues.toggle(option.b));

  // ---------- the site ----------
  let openCases = null;
  const site = {
    draw() {
      const chosen = value('siteId');
      $('site-chosen').hidden = !chosen;
      $('site-combo').hidden = Boolean(chosen);
      $('site-chosen').querySelector('[data-name]').textContent = value('siteName');
      $('site-chosen').querySelector('[data-open]').textContent = openCases === null ? '' : openCases === 1 ? said.siteOpenOne : openCases > 0 ? fill(said.siteOpen, { Count: openCases }) : said.siteOpenNone;
    },
    put(id, name, cases) {
      field('siteId').value = id;
      field('siteName').value = name;
      openCases = cases;
      changed();
      site.draw();
    },
  };
  new Combo($('site-combo'), async (typed) => {
    if (typed.length < 2) return [];
    try {
      const answer = await fetch('/api/v1/contacts/sites?query=' + encodeURIComponent(typed), { cache: 'no-store' });
      if (!answer.ok) return [];
      return (await answer.json()).map((s) => ({ label: s.name, note: `${s.employer} · ${s.country}`, selected: false, s }));
    } catch { return []; }
  }, ({ s }) => {
    site.put(s.id, `${s.name} · ${s.employer} · ${s.country}`, s.openCases);
    says($('site-chosen').innerText);
    if (!value('country') && [...field('country').options].some((o) => o.value === s.country)) field('country').value = s.country;
    field('employerName').focus();
  });
  $('site-clear').addEventListener('click', () => { site.put('', '', null); $('site-search').focus(); });

  // ---------- who calls ----------
  let looked = '';
  const look = async () => {
    const number = value('phone').trim();
    if (number === looked) return;
    looked = number;
    const known = $('known');
    known.replaceChildren();
    if (number.length < 6) return;
    try {
      const answer = await fetch('/api/v1/contacts/known', { method: 'POST', cache: 'no-store', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ phone: number }) });
      if (number !== looked) return;
      if (answer.status === 403) { known.textContent = said.knownLocked; return; }
      if (answer.status === 400) { known.textContent = said.knownCountry; return; }
      if (!answer.ok) { looked = ''; return; }
      const { cases } = await answer.json();
      known.textContent = cases.length === 0 ? said.knownNone : said.known;
      if (cases.length === 0) return;
      const list = document.createElement('ul');
      for (const c of cases) {
        const item = document.createElement('li');
        const link = Object.assign(document.createElement('a'), { href: '/app/cases/' + c.caseId, target: '_blank', rel: 'noopener', className: 'reference', textContent: c.reference });
        const language = [...field('language').options].find((o) => o.value === c.language)?.textContent ?? c.language;
        const day = new Date(c.lastOn + 'T12:00:00').toLocaleDateString(document.documentElement.lang || undefined, { day: 'numeric', month: 'short', year: 'numeric' });
        const join = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-sm', textContent: fill(said.knownJoin, { Reference: c.reference }) });
        join.addEventListener('click', () => { field('caseId').value = c.caseId; field('caseReference').value = c.reference; changed(); show(); says($('joins').innerText); field('text').focus(); });
        item.append(link, ` ${c.open ? said.knownOpen : said.knownClosed} · ${language} · ${fill(said.knownLast, { Day: day })} `, join);
        list.append(item);
      }
      known.append(list);
    } catch { looked = ''; } // Without a connection nothing is looked up; typing goes on.
  };
  let waiting;
  field('phone').addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(() => { if (value('phone').replace(/\D/g, '').length >= 8) look(); }, 700); });
  field('phone').addEventListener('change', look);
  $('joins-not').addEventListener('click', () => { field('caseId').value = ''; field('caseReference').value = ''; changed(); show(); field('text').focus(); });

  // ---------- how long it takes ----------
  const clock = () => {
    const [from, until] = [value('startedAt'), value('endedAt')];
    $('call-end').hidden = !from;
    $('call-end').textContent = until ? said.goOn : said.end;
    if (!from) return;
    const seconds = Math.max(0, Math.floor(((until ? Date.parse(until) : Date.now()) - Date.parse(from)) / 1000));
    $('call-clock').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  const end = () => { if (!value('startedAt')) return; field('endedAt').value = value('endedAt') ? '' : new Date().toISOString(); changed(); clock(); };
  $('call-end').addEventListener('click', end);
  setInterval(clock, 1000);
  form.addEventListener('input', () => { if (!value('startedAt')) { field('startedAt').value = new Date().toISOString(); clock(); } });
  form.addEventListener('submit', () => { if (value('startedAt') && !value('endedAt')) field('endedAt').value = new Date().toISOString(); }, true);

  // ---------- keys ----------
  const dialog = $('keys');
  const help = () => { if (!dialog.open) dialog.showModal(); };
  $('show-keys').hidden = false;
  $('show-keys').addEventListener('click', help);
  const places = {};
  form.querySelectorAll('[data-key]:not([data-key=""])').forEach((place) => {
    const keys = place.dataset.key.split(' ');
    const label = place.tagName === 'LEGEND' ? place : form.querySelector(`label[for="${place.id}"]`);
    const text = [...label.childNodes].find((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim())?.textContent.trim() ?? label.textContent.trim();
    const mark = Object.assign(document.createElement('kbd'), { textContent: 'Alt ' + keys.join(' ') });
    mark.setAttribute('aria-hidden', 'true');
    label.append(' ', mark);
    const choices = place.tagName === 'LEGEND' ? [...place.parentElement.querySelectorAll('input')] : [];
    if (choices.length > 0) choices.forEach((c, i) => c.setAttribute('aria-keyshortcuts', 'Alt+' + (keys.length > 1 ? keys[i] : keys[0])));
    else place.setAttribute('aria-keyshortcuts', 'Alt+' + keys[0]);
    keys.forEach((key, i) => {
      places[key] = () => {
        if (choices.length === 0) { const shown = place.closest('[hidden]') && place.closest('.field')?.querySelector('button'); (shown || place).focus(); return; }
        if (keys.length === 1) { (choices.find((c) => c.checked) ?? choices[0]).focus(); return; }
        choices[i].checked = true;
        changed();
        show();
        says(choices[i].closest('label').textContent.trim());
      };
    });
    if (keys.length === 1) {
      const row = document.createElement('div');
      const key = document.createElement('dt');
      key.append(Object.assign(document.createElement('kbd'), { textContent: 'Alt' }), ' ', Object.assign(document.createElement('kbd'), { textContent: keys[0] }));
      row.append(key, Object.assign(document.createElement('dd'), { textContent: text }));
      $('keys-list').append(row);
    }
  });
  const fresh = async () => { if (form.draft) await form.draft.save(); location.assign('/app/hotline'); };
  document.querySelector('[data-new-call]').addEventListener('click', (event) => { event.preventDefault(); fresh(); });
  document.addEventListener('keydown', (event) => {
    if (event.key === '?' && !event.target.closest?.('input, select, textarea')) { event.preventDefault(); help(); return; }
    if (dialog.open) return;
    if (event.ctrlKey && !event.altKey && event.key === 'Enter') { event.preventDefault(); form.requestSubmit($('send')); return; }
    // By the place of the key, so that it is the same key whatever script is being typed. With AltGr both are held: that is a letter.
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const key = event.code.replace(/^(Key|Digit|Numpad)/, '');
    const act = { Slash: help, E: end, K: fresh }[key] ?? places[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  // Enter in a line goes on to the next field: nothing is sent by accident.
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.isComposing || !event.target.matches('input:not([type=submit]), select')) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll('input:not([type=hidden]), select, textarea, button')].filter((f) => !f.disabled && f.offsetParent !== null && (f.type !== 'radio' || f.checked));
    fields[fields.indexOf(event.target) + 1]?.focus();
  });

  // ---------- calls that are not sent ----------
  const local = () => document.querySelectorAll('time[data-local]').forEach((t) => { t.textContent = new Date(t.dateTime).toLocaleString(document.documentElement.lang || undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }); });
  document.addEventListener('draft-home', async (event) => {
    if (!event.detail.name.startsWith('contact/')) return;
    try {
      const answer = await fetch('/app/hotline?handler=Open&except=' + said.draftSubject, { cache: 'no-store' });
      if (answer.ok) { $('open-calls').innerHTML = await answer.text(); local(); }
    } catch { /* The list is there again with the next page. */ }
  });

  form.addEventListener('change', show);
  form.addEventListener('draft-filled', () => { show(); clock(); look(); });
  local();
  show();
  clock();
})();

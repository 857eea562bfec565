// Drafts: <form data-draft="KIND"> is kept while somebody types, sealed to her own key by the server, every few seconds. What the form is about is
// data-draft-subject, or the first id in the address. Where the line is cut, a copy sealed with a key that only her unlocked session is given stays in this
// browser until the server has it. Nothing is ever kept here that can be read without that key.
'use strict';

(() => {
  const words = document.getElementById('draft-words')?.dataset ?? {};
  const prefix = 'openilm.draft.';
  const life = 14 * 24 * 3600 * 1000;
  const pause = 2000, longest = 5000, copyAfter = 200;
  const api = '/api/v1/drafts';
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  const locked = document.querySelector('.lock-state.is-locked') !== null;

  const toText = (bytes) => { let text = ''; for (const byte of bytes) text += String.fromCharCode(byte); return btoa(text); };
  const toBytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const ask = (method, path, body, headers) => fetch(api + path, { method, cache: 'no-store', headers: { 'Content-Type': 'application/json', ...headers }, body });
  const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang || undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const fill = (text, values) => (text ?? '').replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

  // ---------- the copy in this browser ----------
  let ring = null; // { current, keys: Map } once the session gave them; non-extractable, in this tab's memory only.
  let asking = null;
  const keys = async () => {
    if (ring || locked || !crypto.subtle) return ring;
    asking ??= (async () => {
      try {
        const answer = await ask('GET', '/keys');
        if (!answer.ok) return null;
        const given = await answer.json();
        const map = new Map();
        for (const [week, bytes] of Object.entries(given.keys)) map.set(week, await crypto.subtle.importKey('raw', toBytes(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']));
        return (ring = { current: given.current, keys: map });
      } catch { return null; } finally { asking = null; }
    })();
    return asking;
  };
  const place = (name) => encoder.encode('openilm draft ' + name);
  const copy = {
    names: () => Object.keys(localStorage).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
    async write(name, text, at) {
      if (!ring) return false;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const ct = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: place(name) }, ring.keys.get(ring.current), encoder.encode(text));
      try { localStorage.setItem(prefix + name, JSON.stringify({ k: ring.current, at, iv: toText(iv), ct: toText(new Uint8Array(ct)) })); return true; } catch { return false; }
    },
    async read(name) {
      const stored = localStorage.getItem(prefix + name);
      if (!stored || !await keys()) return null;
      try {
        const { k, iv, ct } = JSON.parse(stored);
        if (!ring.keys.has(k)) return null;
        return JSON.parse(decoder.decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: toBytes(iv), additionalData: place(name) }, ring.keys.get(k), toBytes(ct))));
      } catch { return null; } // A colleague's copy on a shared computer: it is hers, and stays.
    },
    drop: (name) => localStorage.removeItem(prefix + name),
    tidy() {
      for (const name of copy.names()) {
        try { if (JSON.parse(localStorage.getItem(prefix + name)).at < Date.now() - life) copy.drop(name); } catch { copy.drop(name); }
      }
    },
  };

  // ---------- what a form holds ----------
  // What somebody confirms at the moment of sending (data-draft-never) is confirmed anew.
  const skipped = (field) => !field.name || field.hasAttribute('data-draft-never') || field.name.startsWith('_') || field.type === 'file' || field.type === 'password' || field.type === 'submit' || field.tagName === 'BUTTON'
    || (field.type === 'hidden' && !field.hasAttribute('data-draft-keep'));
  const ticks = (field) => field.type === 'checkbox' || field.type === 'radio';
  const take = (form) => {
    const fields = {};
    for (const field of form.elements) {
      if (skipped(field)) continue;
      fields[field.name] ??= [];
      if (!ticks(field) || field.checked) fields[field.name].push(field.value);
    }
    return fields;
  };
  const put = (form, fields) => {
    const seen = {};
    for (const field of form.elements) {
      if (skipped(field) || !(field.name in fields)) continue;
      if (ticks(field)) field.checked = fields[field.name].includes(field.value);
      else {
        const value = fields[field.name][seen[field.name] = (seen[field.name] ?? -1) + 1];
        if (value !== undefined) field.value = value;
      }
    }
    form.dispatchEvent(new CustomEvent('draft-filled', { bubbles: true }));
  };
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  class Draft {
    constructor(form) {
      this.form = form;
      this.kind = form.dataset.draft;
      this.subject = form.dataset.draftSubject || (location.pathname.match(/[0-9a-f]{8}-[0-9a-f-]{27}/) ?? [crypto.randomUUID()])[0];
      this.name = this.kind + '/' + this.subject;
      this.writer = crypto.randomUUID();
      this.version = null;
      this.untouched = take(form);
      this.edits = 0; this.kept = 0; this.saving = null; this.sending = false; this.wait = pause;
      this.line = form.querySelector('[data-draft-state]') ?? form.appendChild(Object.assign(document.createElement('p'), { className: 'draft-state' }));
      this.line.setAttribute('role', 'status');
      this.line.setAttribute('data-draft-state', '');
      form.addEventListener('input', () => this.edited());
      form.addEventListener('change', () => this.edited());
      // In the capture phase: before anything else hears that the form is on its way.
      form.addEventListener('submit', (event) => this.send(event), true);
      document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') this.leave(); else if (this.edits > this.kept) this.save(); });
      window.addEventListener('blur', () => { if (this.edits > this.kept) this.save(); });
      window.addEventListener('pagehide', () => this.leave());
      window.addEventListener('online', () => { if (this.edits > this.kept) this.save(); });
      form.addEventListener('click', (event) => { if (event.target.closest('[data-draft-drop]')) this.drop(); });
      this.ready = this.begin();
    }

    content(edits) {
      const at = document.activeElement;
      return JSON.stringify({ fields: take(this.form), at: Date.now(), edits, writer: this.writer, version: this.version, field: at && this.form.contains(at) ? at.id : '', caret: at?.selectionStart ?? null });
    }

    async begin() {
      copy.tidy();
      await keys();
      const local = await copy.read(this.name);
      let held = null;
      try {
        // Asked for by the list first: a form without a draft is the usual case, and no fault.
        const found = await ask('GET', `?kind=${this.kind}&subject=${this.subject}`);
        const answer = found.ok && (await found.json()).length > 0 && !locked ? await ask('GET', '/' + this.name) : found;
        if (answer !== found && answer.ok) {
          const given = await answer.json();
          held = JSON.parse(given.content);
          this.version = given.version;
          held.savedAt = given.savedAt;
        }
      } catch { this.say('away'); }
      const newest = local && (!held || local.at > held.at) ? local : held;
      if (!newest) return;
      // The same window saved last: its answer was lost on the way, its text was not.
      if (local) this.writer = local.writer;
      const typed = this.form.dataset.draftTyped === 'yes' || !same(take(this.form), this.untouched);
      if (!typed) {
        put(this.form, newest.fields);
        const field = newest.field && document.getElementById(newest.field);
        if (field) {
          field.focus();
          try { if (newest.caret !== null) field.setSelectionRange(newest.caret, newest.caret); } catch { /* Not every field has a caret. */ }
        }
        this.say('back', { At: clock(newest.at) }, true);
      }
      if (typed || newest === local) this.edited();
    }

    say(state, values = {}, mayDrop = false) {
      if (this.line.dataset.state === state && state !== 'kept' && state !== 'back') return;
      this.line.dataset.state = state;
      this.line.textContent = fill(words[state], values);
      if (state === 'signedOut') this.line.append(' ', Object.assign(document.createElement('a'), { href: '/app/sign-in', target: '_blank', rel: 'noopener', textContent: words.signIn }));
      if (mayDrop || state === 'kept') {
        const button = Object.assign(document.createElement('button'), { type: 'button', className: 'draft-drop', textContent: words.drop });
        button.setAttribute('data-draft-drop', '');
        this.line.append(' ', button);
      }
      this.form.dispatchEvent(new CustomEvent('draft-state', { bubbles: true, detail: { state } }));
    }

    edited() {
      if (this.sending) return;
      this.edits++;
      // A sealed copy at once, the server a moment later, and not later than that while somebody goes on typing.
      clearTimeout(this.copying);
      this.copying = setTimeout(() => this.copy(), copyAfter);
      const now = Date.now();
      this.since ??= now;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(pause, this.since + longest - now)));
    }

    async copy() {
      if (this.edits === this.kept || this.sending) return;
      await copy.write(this.name, this.content(this.edits), Date.now());
      if (this.edits === this.kept) copy.drop(this.name);
    }

    async save(leaving = false) {
      if (this.saving) { await this.saving; return this.edits === this.kept ? 'kept' : this.save(leaving); }
      if (this.edits === this.kept) return 'kept';
      clearTimeout(this.timer);
      this.since = null;
      const edits = this.edits;
      this.saving = this.deliver(edits, leaving);
      const state = await this.saving;
      this.saving = null;
      if (state === 'kept') {
        this.kept = edits;
        this.wait = pause;
        if (this.edits === edits) {
          clearTimeout(this.copying);
          copy.drop(this.name);
          this.form.dispatchEvent(new CustomEvent('draft-kept', { bubbles: true }));
          // Signed in again meanwhile, in another tab: the form of the old session would be refused.
          if (this.lostSession && !this.sending) { location.reload(); return 'kept'; }
        }
        this.say('kept', { At: clock(Date.now()) });
      } else {
        await this.copy();
        this.say(state === 'away' && !ring ? 'awayUnsealed' : state);
        if (state !== 'tooLarge' && state !== 'elsewhere' && !this.sending) {
          this.wait = Math.min(this.wait * 2, 15000);
          clearTimeout(this.timer);
          this.timer = setTimeout(() => this.save(), this.wait);
        }
      }
      return state;
    }

    async deliver(edits, leaving) {
      const body = JSON.stringify({ content: this.content(edits), writer: this.writer });
      try {
        const answer = await fetch(api + '/' + this.name, {
          method: 'PUT', body, cache: 'no-store', keepalive: leaving && body.length < 20000,
          headers: { 'Content-Type': 'application/json', ...(this.version === null ? {} : { 'If-Match': `"${this.version}"` }) },
        });
        if (answer.ok) {
          this.version = (await answer.json()).version;
          return 'kept';
        }
        if (answer.status === 401) { this.lostSession = true; return 'signedOut'; }
        if (answer.status === 412) return 'elsewhere';
        if (answer.status === 413) return 'tooLarge';
        if (answer.status === 409) return 'tooMany';
        return 'away';
      } catch { return 'away'; }
    }

    leave() {
      if (this.edits === this.kept || this.sending) return;
      this.copy();
      this.save(true);
    }

    // Sent only when what was typed stands safe: a cut line then loses nothing, and the page stays.
    async send(event) {
      if (this.sending) return;
      if (this.edits === 0 && this.version === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      this.edits++;
      const state = await this.save();
      if (state === 'away' || state === 'signedOut' || this.lostSession) { this.say(state === 'away' ? 'notSent' : state); return; }
      this.sending = true;
      clearTimeout(this.timer);
      clearTimeout(this.copying);
      copy.drop(this.name);
      let mark = this.form.elements._draft;
      if (!mark) { mark = Object.assign(document.createElement('input'), { type: 'hidden', name: '_draft' }); this.form.append(mark); }
      mark.value = this.name;
      this.form.requestSubmit(button && !button.disabled ? button : undefined);
    }

    async drop() {
      this.sending = true;
      clearTimeout(this.timer);
      clearTimeout(this.copying);
      if (this.saving) await this.saving;
      copy.drop(this.name);
      try { await ask('DELETE', '/' + this.name); } catch { this.sending = false; this.say('away'); return; }
      this.form.dispatchEvent(new CustomEvent('draft-kept', { bubbles: true }));
      location.assign(this.form.dataset.draftAfter || location.pathname);
    }
  }

  // Copies of forms that are not on this page: the server gets them as soon as somebody is back who can open them.
  const bringHome = async (open) => {
    for (const name of copy.names().filter((n) => !open.has(n))) {
      const held = await copy.read(name);
      if (!held) continue;
      try {
        const answer = await ask('PUT', '/' + name, JSON.stringify({ content: JSON.stringify(held), writer: held.writer }), held.version === null ? {} : { 'If-Match': `"${held.version}"` });
        if (answer.ok) { copy.drop(name); document.dispatchEvent(new CustomEvent('draft-home', { detail: { name } })); }
      } catch { return; }
    }
  };

  const drafts = [...document.querySelectorAll('form[data-draft]')].map((form) => (form.draft = new Draft(form)));
  Promise.all(drafts.map((d) => d.ready)).then(() => { if (copy.names().length > 0) return bringHome(new Set(drafts.map((d) => d.name))); });
})();

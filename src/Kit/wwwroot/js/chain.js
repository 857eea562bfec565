// The supply chain as a picture that is walked a step at a time. The table below it says the same without this file.
'use strict';

(() => {
  const box = document.getElementById('chain-picture');
  const about = document.getElementById('chain-about');
  if (!box || !window.echarts) return;
  box.classList.add('is-drawn');
  const words = JSON.parse(box.dataset.words);
  const chart = echarts.init(box, null, { renderer: 'svg' });
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const CARD = { width: 204, height: 44, pitch: 54, column: 264, indent: 22 };
  let nodes = [];
  let root = null;

  const make = (view, parent) => ({ ...view, parent, depth: parent ? parent.depth + 1 : 0, children: null, open: false, nextSkip: null });
  const toneOf = (node) => node.type === 'gap' ? 'wait' : node.type === 'site' ? 'good' : ['recruitsFor', 'subAgentOf', 'employsAt'].includes(node.edge) ? 'worker' : node.parent ? 'away' : 'accent';
  const label = (node) => node.type === 'gap' ? words['gap.' + node.kind] : node.type === 'more' ? words.more : node.name;
  const beside = (node) => node.type === 'gap' ? (node.name || words.unknown) : node.type === 'more' ? '' : [node.edge && words['edge.' + node.edge], node.place, node.country].filter(Boolean).join(' · ');
  const shorten = (text, width, size) => {
    // Myanmar and Khmer letters are wider than Latin ones: measured, not counted.
    const context = shorten.context ??= document.createElement('canvas').getContext('2d');
    context.font = `${size} system-ui, sans-serif`;
    if (context.measureText(text).width <= width) return text;
    const letters = [...new Intl.Segmenter().segment(text)].map((s) => s.segment);
    while (letters.length > 1 && context.measureText(letters.join('') + '…').width > width) letters.pop();
    return letters.join('') + '…';
  };

  async function load(node, skip = 0) {
    const query = new URLSearchParams();
    if (node.id) query.set('of', node.id);
    if (box.dataset.corridor) query.set('corridorId', box.dataset.corridor);
    if (skip) query.set('skip', skip);
    const answer = await fetch('/api/v1/supply-chain/branches?' + query, { headers: { Accept: 'application/json' } });
    if (!answer.ok) return null;
    return answer.json();
  }

  async function open(node) {
    if (!node.children) {
      const found = await load(node);
      if (!found) return;
      node.children = found.items.map((item) => make(item, node));
      node.nextSkip = found.nextSkip ?? null;
    }
    node.open = true;
  }

  async function more(node) {
    const found = await load(node, node.nextSkip);
    if (!found) return;
    node.children.push(...found.items.map((item) => make(item, node)));
    node.nextSkip = found.nextSkip ?? null;
  }

  // Wide: a column for each step, a parent in the middle of what it leads to. Narrow: an outline.
  function lay() {
    nodes = [];
    const narrow = box.clientWidth < 640;
    let row = 0;
    const place = (node) => {
      const shown = node.open && node.children ? [...node.children, ...(node.nextSkip ? [{ type: 'more', id: node.id + '+', parent: node, depth: node.depth + 1, leadsOn: true, edge: '' }] : [])] : [];
      if (narrow) {
        node.x = node.depth * CARD.indent;
        node.y = row++ * CARD.pitch;
        nodes.push(node);
        shown.forEach(place);
      } else {
        shown.forEach(place);
        node.x = node.depth * CARD.column;
        node.y = shown.length ? (shown[0].y + shown[shown.length - 1].y) / 2 : row++ * CARD.pitch;
        nodes.push(node);
      }
    };
    place(root);
    const deepest = Math.max(...nodes.map((n) => n.depth));
    const width = narrow ? box.parentElement.clientWidth - 40 : Math.max(box.parentElement.clientWidth - 42, deepest * CARD.column + CARD.width + 30);
    return { narrow, width, height: Math.max(row * CARD.pitch + 12, 150) };
  }

  function draw() {
    const { narrow, width, height } = lay();
    const ink = { text: token('--ink'), soft: token('--ink-soft'), paper: token('--paper'), line: token('--line-strong'), ground: token('--ground') };
    const card = narrow ? (node) => width - node.x - 4 : () => CARD.width;
    chart.resize({ width, height });
    const renderItem = (params) => {
      const node = nodes[params.dataIndex];
      const [x, y, w, h] = [node.x + 1, node.y + 5, card(node), CARD.height];
      const tone = toneOf(node);
      const gap = node.type === 'gap';
      const parts = [];
      if (node.parent) {
        const p = node.parent;
        const shape = narrow
          ? { x1: p.x + 11, y1: p.y + 5 + h, x2: x, y2: y + h / 2, cpx1: p.x + 11, cpy1: y + h / 2 }
          : { x1: p.x + 1 + CARD.width, y1: p.y + 5 + h / 2, x2: x, y2: y + h / 2, cpx1: p.x + CARD.width + 32, cpy1: p.y + 5 + h / 2, cpx2: x - 32, cpy2: y + h / 2 };
        parts.push({ type: 'bezierCurve', shape, silent: true, z2: 0, style: { fill: 'none', stroke: gap ? token('--wait') : ink.line, lineWidth: 1.5, lineDash: gap ? [5, 4] : null } });
      }
      parts.push({ type: 'rect', shape: { x, y, width: w, height: h, r: 8 }, z2: 1, style: { fill: gap ? token('--wait-soft') : node === root ? token('--accent-soft') : ink.paper, stroke: gap ? token('--wait') : node.picked ? token('--accent') : ink.line, lineWidth: node.picked ? 2 : 1, lineDash: gap ? [5, 4] : null } });
      if (!gap && node.type !== 'more') parts.push({ type: 'rect', silent: true, shape: { x: x + 6, y: y + 8, width: 4, height: h - 16, r: 2 }, z2: 2, style: { fill: token('--' + tone) } });
      const sub = beside(node);
      const room = w - 22 - (node.leadsOn ? 24 : 0) - (warned(node) ? 20 : 0);
      parts.push({ type: 'text', silent: true, z2: 3, style: { x: x + 17, y: y + (sub ? 15 : h / 2), text: shorten(label(node), room, '600 13px'), fill: node.type === 'more' ? token('--accent') : ink.text, font: '600 13px system-ui, sans-serif', verticalAlign: 'middle' } });
      if (sub) parts.push({ type: 'text', silent: true, z2: 3, style: { x: x + 17, y: y + 31, text: shorten(sub, room, '11.5px'), fill: ink.soft, font: '11.5px system-ui, sans-serif', verticalAlign: 'middle' } });
      if (warned(node)) {
        const cx = x + w - (node.leadsOn ? 36 : 14);
        parts.push({ type: 'circle', silent: true, z2: 3, shape: { cx, cy: y + h / 2, r: 8 }, style: { fill: token('--wait') } });
        parts.push({ type: 'text', silent: true, z2: 4, style: { x: cx, y: y + h / 2 + .5, text: '!', fill: ink.paper, font: '700 12px system-ui, sans-serif', align: 'center', verticalAlign: 'middle' } });
      }
      if (node.leadsOn && node.type !== 'more') {
        parts.push({ type: 'circle', silent: true, z2: 3, shape: { cx: x + w - 15, cy: y + h / 2, r: 8.5 }, style: { fill: node.open ? token('--accent-soft') : ink.ground, stroke: ink.line } });
        parts.push({ type: 'text', silent: true, z2: 4, style: { x: x + w - 15, y: y + h / 2, text: node.open ? '−' : '+', fill: token('--accent'), font: '600 13px system-ui, sans-serif', align: 'center', verticalAlign: 'middle' } });
      }
      return { type: 'group', children: parts };
    };
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { description: `${words.picture}: ${nodes.filter((n) => n.type !== 'more').slice(0, 40).map(label).join(', ')}` } },
      series: [{ type: 'custom', coordinateSystem: 'none', renderItem, data: nodes.map((_, i) => i), cursor: 'pointer' }],
    }, true);
  }

  const warned = (node) => node.licence && node.licence.toLowerCase() !== 'none';

  function tell(node) {
    about.replaceChildren();
    const name = document.createElement('strong');
    name.textContent = label(node);
    about.append(name, ' ', beside(node), ' ');
    if (warned(node)) about.append('· ', words.warning, ' ');
    if (node.type === 'gap') return;
    const link = (text, href) => { const a = document.createElement('a'); a.textContent = text; a.href = href; about.append(a, ' '); };
    link(words.open, (node.type === 'site' ? '/app/sites/' : '/app/directory/') + node.id);
    if (node.leadsOn) {
      const to = new URLSearchParams({ at: node.id });
      if (box.dataset.corridor) to.set('corridor', box.dataset.corridor);
      link(words.table, '/app/supply-chain?' + to + '#table');
    }
  }

  chart.on('click', async (event) => {
    const node = nodes[event.dataIndex];
    if (!node) return;
    if (node.type === 'more') { await more(node.parent); draw(); return; }
    nodes.forEach((n) => { n.picked = n === node; });
    if (node.leadsOn) { if (node.open) node.open = false; else await open(node); }
    tell(node);
    draw();
  });
  let waiting;
  new ResizeObserver(() => { clearTimeout(waiting); waiting = setTimeout(() => { if (root) draw(); }, 120); }).observe(box.parentElement);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { if (root) draw(); });

  (async () => {
    const found = await load({ id: box.dataset.at });
    if (!found) return;
    root = make(found.at, null);
    root.edge = '';
    root.children = found.items.map((item) => make(item, root));
    root.nextSkip = found.nextSkip ?? null;
    root.open = true;
    // The first way down is opened, so that the picture shows what walking means.
    let at = root;
    for (let step = 0; step < 2; step++) {
      at = at.children?.find((n) => n.leadsOn);
      if (!at) break;
      await open(at);
    }
    draw();
    box.dataset.ready = 'true';
  })();
})();

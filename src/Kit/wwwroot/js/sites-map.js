// The sites of a chain on a map. The list beside it says the same without this file. Outlines: world-atlas (Natural Earth), from this program itself.
'use strict';

(() => {
  const box = document.getElementById('chain-map');
  if (!box || !window.echarts) return;
  box.classList.add('is-drawn');
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const chart = echarts.init(box, null, { renderer: 'svg' });
  let points = [];
  let cell = 3;

  // TopoJSON: arcs as differences on a grid, shared between neighbors; a negative number is an arc walked backwards.
  function outlines(topology) {
    const { scale, translate } = topology.transform;
    const arcs = topology.arcs.map((arc) => { let x = 0, y = 0; return arc.map(([dx, dy]) => { x += dx; y += dy; return [x * scale[0] + translate[0], y * scale[1] + translate[1]]; }); });
    const ring = (parts) => parts.flatMap((at, i) => { const line = at < 0 ? [...arcs[~at]].reverse() : arcs[at]; return i ? line.slice(1) : line; });
    return {
      type: 'FeatureCollection',
      features: topology.objects.countries.geometries.filter((g) => g.arcs && g.properties?.name !== 'Antarctica').map((g) => ({
        type: 'Feature', properties: { name: g.properties.name },
        geometry: { type: g.type, coordinates: g.type === 'Polygon' ? g.arcs.map(ring) : g.arcs.map((polygon) => polygon.map(ring)) },
      })),
    };
  }

  const read = async (size) => {
    const answer = await fetch('/api/v1/supply-chain/places?' + new URLSearchParams({ organizationId: box.dataset.of, cell: size }));
    return answer.ok ? (await answer.json()).points : points;
  };

  function bounds() {
    if (!points.length) return [[60, 40], [150, -20]];
    const [lon, lat] = [points.map((p) => p.longitude), points.map((p) => p.latitude)];
    const pad = Math.max(6, (Math.max(...lon) - Math.min(...lon)) * .18);
    return [[Math.max(-180, Math.min(...lon) - pad), Math.min(84, Math.max(...lat) + pad)], [Math.min(180, Math.max(...lon) + pad), Math.max(-58, Math.min(...lat) - pad)]];
  }

  function series() {
    return [{
      type: 'scatter', coordinateSystem: 'geo', animation: false,
      data: points.map((p) => ({ value: [p.longitude, p.latitude, p.sites], point: p })),
      symbolSize: (value) => Math.min(46, 11 + Math.sqrt(value[2]) * 5),
      itemStyle: { color: token('--accent'), opacity: .88, borderColor: token('--paper'), borderWidth: 1.5 },
      label: { show: true, color: token('--on-accent'), fontWeight: 650, fontSize: 11, formatter: (p) => p.value[2] > 1 ? String(p.value[2]) : '' },
      labelLayout: { hideOverlap: false },
    }];
  }

  function draw(first) {
    chart.setOption({
      aria: { enabled: true, label: { description: `${box.dataset.label}: ${points.slice(0, 30).map((p) => p.sites > 1 ? `${p.country} ${p.sites}` : p.name).join(', ')}` } },
      geo: {
        map: 'world', roam: true, silent: true, animation: false, scaleLimit: { min: .8, max: 60 }, ...(first ? { boundingCoords: bounds() } : {}),
        itemStyle: { areaColor: token('--line'), borderColor: token('--paper'), borderWidth: .7 }, emphasis: { disabled: true }, label: { show: false },
      },
      series: series(),
    });
  }

  let waiting;
  chart.on('georoam', () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const zoom = chart.getOption().geo[0].zoom ?? 1;
      const wanted = Math.max(.02, 3 / Math.max(1, zoom));
      if (wanted > cell * .6 && wanted < cell * 1.7) return;
      cell = wanted;
      points = await read(cell);
      chart.setOption({ series: series() });
    }, 250);
  });
  chart.on('click', (event) => {
    const point = event.data?.point;
    if (!point) return;
    if (point.siteId) { location.href = '/app/sites/' + point.siteId; return; }
    const zoom = (chart.getOption().geo[0].zoom ?? 1) * 3;
    chart.setOption({ geo: { center: [point.longitude, point.latitude], zoom } });
    cell = Math.max(.02, 3 / zoom);
    read(cell).then((found) => { points = found; chart.setOption({ series: series() }); });
  });
  new ResizeObserver(() => chart.resize()).observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw(false));

  (async () => {
    const [topology, found] = await Promise.all([fetch('/lib/countries-110m.json').then((r) => r.json()), read(cell)]);
    points = found;
    echarts.registerMap('world', outlines(topology));
    draw(true);
    box.dataset.ready = 'true';
  })();
})();

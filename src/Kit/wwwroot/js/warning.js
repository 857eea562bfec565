// The chart of a site: reports and what was expected above, the sum and its limit below. It reads the table beside it, which says the same without this file.
'use strict';

(() => {
  const box = document.getElementById('warning-chart');
  if (!box || !window.echarts) return;
  box.classList.add('is-drawn');
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const weeks = [...document.querySelectorAll('#warning-weeks tr[data-week]')].reverse().map((row) => ({
    week: row.dataset.week, reports: Number(row.dataset.reports), level: Number(row.dataset.level),
    expected: row.dataset.expected === '' ? null : Number(row.dataset.expected), signal: row.classList.contains('is-danger'),
  }));
  const limit = Number(box.dataset.limit);
  const chart = echarts.init(box, null, { renderer: 'svg' });

  function draw() {
    const [ink, soft, line, accent, bad] = ['--ink', '--ink-soft', '--line', '--accent', '--bad'].map(token);
    const axis = (gridIndex, shown) => ({
      type: 'category', gridIndex, data: weeks.map((w) => w.week), axisLabel: { show: shown, color: soft, hideOverlap: true }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false },
    });
    const scale = (gridIndex, name, more) => ({
      type: 'value', gridIndex, name, nameLocation: 'end', nameTextStyle: { color: soft, align: 'left', padding: [0, 0, 0, -24] }, minInterval: gridIndex === 0 ? 1 : 0, axisLabel: { color: soft }, splitLine: { lineStyle: { color: line } }, ...more,
    });
    chart.setOption({
      aria: { enabled: true, label: { description: `${box.dataset.label}. ${box.dataset.reports}: ${weeks.slice(-12).map((w) => `${w.week} ${w.reports}`).join(', ')}` } },
      animation: false, textStyle: { color: ink, fontFamily: 'inherit' },
      tooltip: { trigger: 'axis', confine: true, backgroundColor: token('--paper'), borderColor: line, textStyle: { color: ink } },
      legend: { bottom: 0, data: [box.dataset.reports, box.dataset.expected], icon: 'roundRect', textStyle: { color: soft }, itemWidth: 14, itemHeight: 6, itemGap: 24 },
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      grid: [{ left: 36, right: 12, top: 28, height: '44%' }, { left: 36, right: 12, top: '64%', bottom: 56 }],
      xAxis: [axis(0, false), axis(1, true)],
      yAxis: [scale(0, box.dataset.reports), scale(1, box.dataset.level, { max: (range) => Math.ceil(Math.max(range.max, limit) + 1) })],
      series: [
        { name: box.dataset.reports, type: 'bar', data: weeks.map((w) => ({ value: w.reports, itemStyle: { color: w.signal ? bad : accent } })), itemStyle: { color: accent }, barMaxWidth: 14 },
        { name: box.dataset.expected, type: 'line', step: 'middle', symbol: 'none', data: weeks.map((w) => w.expected), lineStyle: { color: soft, width: 1.5, type: 'dashed' }, itemStyle: { color: soft } },
        {
          name: box.dataset.level, type: 'line', xAxisIndex: 1, yAxisIndex: 1, symbol: 'none', data: weeks.map((w) => w.level), lineStyle: { color: ink, width: 1.5 }, itemStyle: { color: ink }, areaStyle: { color: ink, opacity: .07 },
          markLine: { silent: true, symbol: 'none', data: [{ yAxis: limit }], lineStyle: { color: bad, type: 'solid' }, label: { formatter: box.dataset.limitWord, color: bad, position: 'insideStartTop' } },
        },
      ],
    });
    box.dataset.ready = 'true';
  }

  draw();
  new ResizeObserver(() => chart.resize()).observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();

// The histogram: drag over bars to choose their days. A click on one bar is a plain link.
export function startHistogram() {
  const chart = document.querySelector('[data-histogram]');
  if (!chart) return;
  const bars = [...chart.querySelectorAll('a')];
  let from = null;
  let to = null;
  function paint() {
    const [low, high] = [Math.min(from ?? -1, to ?? -1), Math.max(from ?? -1, to ?? -1)];
    bars.forEach((bar, n) => bar.classList.toggle('in', from !== null && n >= low && n <= high));
  }
  function at(event) {
    const box = chart.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * chart.viewBox.baseVal.width;
    let best = 0;
    bars.forEach((bar, n) => { if (Number(bar.querySelector('rect').getAttribute('x')) <= x) best = n; });
    return best;
  }
  chart.addEventListener('dragstart', (event) => event.preventDefault());
  chart.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    from = to = at(event);
  });
  window.addEventListener('pointermove', (event) => {
    if (from === null) return;
    to = at(event);
    if (to !== from) paint();
  });
  window.addEventListener('pointerup', () => {
    if (from === null) return;
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const dragged = low !== high;
    from = null;
    if (!dragged) return paint();
    chart.addEventListener('click', (event) => event.preventDefault(), { once: true, capture: true });
    const address = new URL(location.href);
    const of = (bar) => new URL(bar.getAttribute('href'), location.href).searchParams;
    address.searchParams.set('since', of(bars[low]).get('since'));
    address.searchParams.set('until', of(bars[high]).get('until'));
    address.searchParams.delete('after');
    location.assign(address);
  });
}

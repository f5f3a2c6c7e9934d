// Keys: n and p step through entries, Enter opens one, / goes to the search. Never while somebody types.
function typing(target) {
  return target.closest('input, textarea, select, [contenteditable]') !== null;
}

function visible(element) {
  return element.getClientRects().length > 0;
}

export function startSteps() {
  const steps = [...document.querySelectorAll('.step')];
  let now = steps.findIndex((s) => s.classList.contains('lit'));
  function go(change) {
    const order = steps.filter(visible);
    if (!order.length) return;
    const at = order.indexOf(steps[now]);
    const next = order[Math.min(order.length - 1, Math.max(0, at < 0 ? (change > 0 ? 0 : order.length - 1) : at + change))];
    steps[now]?.classList.remove('now');
    now = steps.indexOf(next);
    next.classList.add('now');
    const target = next.matches('[tabindex]') ? next : next.querySelector('.words a, a');
    target?.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
    next.dispatchEvent(new CustomEvent('step', { bubbles: true }));
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    // the keys' places, too, so that a Russian layout works: n is т, p is з
    if (event.key === 'n' || event.key === 'т') go(1);
    else if (event.key === 'p' || event.key === 'з') go(-1);
    else if (event.key === '/' || event.key === '.' && event.code === 'Slash') {
      const search = document.getElementById('q');
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
  });
}

// The reader: words light their cards, cards light their words.
export function startReader() {
  const text = document.querySelector('.reader .text');
  if (!text) return;
  const words = new Map();
  for (const mark of text.querySelectorAll('[data-e]')) {
    for (const entry of mark.dataset.e.split(' ')) {
      if (!words.has(entry)) words.set(entry, []);
      words.get(entry).push(mark);
    }
  }
  let lit = [];
  function light(entries) {
    for (const element of lit) element.classList.remove('on');
    lit = entries.flatMap((entry) => [...(words.get(entry) ?? []), document.getElementById(entry)]).filter(Boolean);
    for (const element of lit) element.classList.add('on');
  }
  function show(entry) {
    light([entry]);
    const mark = words.get(entry)?.[0];
    if (!mark) return;
    const box = text.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) text.scrollTo({ top: text.scrollTop + at.top - box.top - box.height / 3 });
  }
  text.addEventListener('mouseover', (event) => {
    const mark = event.target.closest('[data-e]');
    light(mark ? mark.dataset.e.split(' ') : []);
  });
  text.addEventListener('mouseleave', () => light([]));
  text.addEventListener('click', (event) => {
    const mark = event.target.closest('[data-e]');
    if (!mark || String(getSelection()) !== '') return;
    const entries = mark.dataset.e.split(' ');
    document.getElementById(entries[entries.length - 1])?.scrollIntoView({ block: 'center' });
  });
  for (const card of document.querySelectorAll('.card')) {
    card.addEventListener('mouseenter', () => light([card.dataset.entry]));
    card.addEventListener('mouseleave', () => light([]));
    card.addEventListener('focusin', () => light([card.dataset.entry]));
    card.addEventListener('step', () => show(card.dataset.entry));
  }
  const chosen = document.querySelector('.card.lit');
  if (chosen) {
    if (!location.hash) chosen.scrollIntoView({ block: 'center' });
    show(chosen.dataset.entry);
  }
}

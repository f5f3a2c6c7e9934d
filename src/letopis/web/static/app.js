// Comfort on top of plain links and forms: everything here can also be done without it.
import { startHistogram } from './histogram.js';
import { startReader } from './reader.js';
import { startSteps } from './steps.js';

for (const select of document.querySelectorAll('.look select')) {
  select.addEventListener('change', () => select.form.requestSubmit());
  select.form.querySelector('button').hidden = true;
}
startSteps();
startReader();
startHistogram();

// What the door gains from a script and never needs: search while typing, keys, a tone and a buzz for each verdict.
// It must not decide or hold words: every answer is the page the server wrote, put in place of the one before.

export const doorScript = `
const door = document.getElementById('door');
if (door) {
  const box = () => door.querySelector('#find');
  const keyboard = matchMedia('(hover: hover)').matches;
  let busy = false, timer, sounds;
  let asked = box()?.value.trim() ?? '', shown = asked; // what was asked for, and what the hits on the page answer
  const TONES = { recorded: [[880, 0, .12]], duplicate: [[520, 0, .1], [520, .18, .1]], refused: [[170, 0, .45]], undone: [[620, 0, .08], [440, .1, .08]] };
  const BUZZ = { recorded: 60, duplicate: [60, 80, 60], refused: 350, undone: [30, 40, 30] };
  const tell = (kind) => {
    try { navigator.vibrate?.(BUZZ[kind]); } catch {}
    try {
      sounds ??= new AudioContext();
      for (const [pitch, from, length] of TONES[kind] ?? []) {
        const wave = sounds.createOscillator(), volume = sounds.createGain();
        wave.type = kind === 'refused' ? 'square' : 'sine'; wave.frequency.value = pitch; volume.gain.value = .15;
        wave.connect(volume).connect(sounds.destination);
        wave.start(sounds.currentTime + from); wave.stop(sounds.currentTime + from + length);
      }
    } catch {}
  };
  const ask = async (form, button) => {
    const body = new URLSearchParams(new FormData(form));
    if (button?.name) body.append(button.name, button.value);
    const answer = await fetch(form.action, { method: 'POST', body, credentials: 'same-origin' }).catch(() => undefined);
    door.querySelector('[data-offline]').hidden = answer !== undefined;
    if (!answer) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('door');
    if (!page) location.assign(door.dataset.here);
    return page ?? undefined;
  };
  const put = (page) => {
    door.replaceChildren(...page.childNodes);
    asked = shown = box()?.value.trim() ?? '';
    const verdict = door.querySelector('[data-verdict]');
    if (verdict) { tell(verdict.dataset.verdict); verdict.scrollIntoView({ block: 'nearest' }); }
    if (keyboard) box()?.focus({ preventScroll: true });
  };
  const look = async () => {
    const text = box().value.trim();
    if (text === asked) return;
    asked = text;
    if (text === '') { shown = ''; door.querySelector('#hits').replaceChildren(); return; }
    const page = await ask(door.querySelector('#door-search'));
    if (!page || asked !== text) return;
    shown = text;
    door.querySelector('#hits').replaceChildren(...page.querySelector('#hits').childNodes);
  };
  door.addEventListener('input', (event) => {
    if (event.target !== box()) return;
    door.querySelector('[data-verdict]')?.remove();
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  });
  door.addEventListener('submit', async (event) => {
    if ('leave' in event.target.dataset) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      if (event.target.id === 'door-search' && box().value.trim() === shown && door.querySelector('[data-hit]')) {
        const first = door.querySelector('[data-hit]');
        const page = await ask(first.form, first);
        if (page) put(page);
      } else if (event.target.id === 'door-search') await look();
      else { const page = await ask(event.target, event.submitter); if (page) put(page); }
    } finally { busy = false; }
  });
  addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const find = box();
    if (!find) return;
    const free = event.target === find || !typing(event.target);
    if (event.key === 'F2') { event.preventDefault(); document.getElementById('name')?.focus(); }
    else if (event.key === 'F4') { event.preventDefault(); door.querySelector('[data-undo]')?.click(); }
    else if (event.key === 'Escape') { find.value = ''; look(); find.focus(); }
    else if (free && /^[1-9]$/.test(event.key) && find.value.trim() === shown && shown !== '' && !/[0-9]/.test(shown)) {
      const hit = door.querySelectorAll('[data-hit]')[Number(event.key) - 1];
      if (hit) { event.preventDefault(); hit.click(); }
    } else if (event.key.length === 1 && event.key !== '/' && !typing(event.target)) find.focus();
  });
}
`;

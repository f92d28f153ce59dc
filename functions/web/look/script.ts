// The little script that pages gain from and never need: keys, suggestions at the desk, copy and print buttons.
// It must not hold words or decide anything; whatever it shows was written by the server.

export const script = `
'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (target) => target.matches?.('input, textarea, select, [contenteditable]');

addEventListener('keydown', (event) => {
  if (event.key === '/' && !typing(event.target)) {
    const search = document.getElementById('q');
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  }
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.('form[data-keys]');
    if (form) { event.preventDefault(); form.requestSubmit(form.querySelector('[data-main]')); }
  }
  if (event.key === 'Escape') {
    const open = event.target.closest?.('details.me[open]');
    if (open) { open.open = false; open.querySelector('summary').focus(); }
    else if (event.target.matches?.('form[data-keys] .box')) { event.target.value = ''; event.target.dispatchEvent(new Event('input', { bubbles: true })); }
  }
});

all('form[data-keys]').forEach((form) => form.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing || !event.target.matches('input.box, select.box')) return;
  event.preventDefault();
  const stops = all('.box, [data-main]', form).filter((one) => one.offsetParent !== null && !one.disabled);
  stops[stops.indexOf(event.target) + 1]?.focus();
}));

all('[data-print]').forEach((button) => { button.hidden = false; button.addEventListener('click', () => print()); });

all('[data-copy]').forEach((button) => {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy);
    try { await navigator.clipboard.writeText(source.innerText); button.textContent = button.dataset.done; }
    catch { getSelection().selectAllChildren(source); }
  });
});

const desk = document.getElementById('desk');
const beside = document.getElementById('beside');
if (desk && beside && !beside.dataset.still) {
  let timer, asked = '';
  const category = desk.elements.category;
  const hint = document.getElementById('category-suggestion');
  const look = async () => {
    const body = new URLSearchParams(['token', 'name', 'township', 'story'].map((name) => [name, desk.elements[name]?.value ?? '']));
    if (String(body) === asked) return;
    asked = String(body);
    const answer = await fetch('/desk/earlier', { method: 'POST', body, credentials: 'same-origin' }).catch(() => undefined);
    if (!answer?.ok || String(body) !== asked) return;
    beside.innerHTML = await answer.text();
    const said = beside.querySelector('.suggestion');
    said?.remove();
    hint.replaceChildren(...(said && !category.value ? [said] : []));
    const use = said?.querySelector('button');
    use?.addEventListener('click', () => { category.value = use.value; hint.replaceChildren(); category.focus(); });
  };
  desk.addEventListener('input', (event) => {
    if (!['name', 'township', 'story'].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(look, 400);
  });
  desk.elements.headcount?.addEventListener('change', (event) => {
    if (Number(event.target.value) >= 5) document.getElementById('more-representatives').open = true;
  });
}

const watched = document.querySelector('[data-poll]');
if (watched) {
  const look = async () => {
    const answer = await fetch(watched.dataset.poll, { credentials: 'same-origin' }).catch(() => undefined);
    if (answer?.status === 204) return location.reload();
    if (answer?.ok) watched.innerHTML = await answer.text();
    setTimeout(look, 1000);
  };
  setTimeout(look, 700);
}
`;

// Behavior of every page: times in the viewer's time zone, dialogs in older browsers, toasts, double submits.
'use strict';
(() => {
  // The page's language, as it is written where the viewer lives: "en-GB".
  const language = document.documentElement.lang || 'en';
  const locale = navigator.languages.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
  const absolute = new Intl.DateTimeFormat(locale, {dateStyle: 'medium', timeStyle: 'short'});
  const dateOnly = new Intl.DateTimeFormat(locale, {dateStyle: 'medium'});
  const ago = new Intl.RelativeTimeFormat(locale);

  // The server's texts for scripts (layout.cpp), with names in braces.
  const texts = JSON.parse(document.querySelector('meta[name="texts"]')?.content ?? '{}');
  const text = (name, values = {}) => (texts[name] ?? '').replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  window.hostText = {text, number: (number) => number.toLocaleString(locale)};

  // The same texts as the server renders (times.cpp).
  function relative(at, now) {
    const seconds = Math.trunc((now - at) / 1000);
    if (Math.abs(seconds) > 7 * 86400) return dateOnly.format(at);
    if (seconds >= 0) {
      if (seconds < 60) return text('just_now');
      if (seconds < 3600) return ago.format(-Math.trunc(seconds / 60), 'minute');
      if (seconds < 86400) return ago.format(-Math.trunc(seconds / 3600), 'hour');
      return ago.format(-Math.trunc(seconds / 86400), 'day');
    }
    const minutes = Math.trunc(-seconds / 60);
    const hours = Math.trunc(minutes / 60);
    if (minutes < 1) return text('soon');
    if (minutes < 60) return text('in_minutes', {minutes});
    if (minutes >= 48 * 60) return ago.format(Math.trunc(minutes / 1440), 'day');
    return text(minutes % 60 ? 'in_hours_and_minutes' : 'in_hours', {hours, minutes: minutes % 60});
  }

  function refreshTimes() {
    const now = Date.now();
    for (const element of document.querySelectorAll('time[data-relative]')) {
      const at = new Date(element.dateTime);
      const words = relative(at, now);
      if (element.textContent !== words) element.textContent = words;
      const title = absolute.format(at);
      if (element.title !== title) element.title = title;
    }
    for (const element of document.querySelectorAll('time[data-absolute]')) {
      const words = absolute.format(new Date(element.dateTime));
      if (element.textContent !== words) element.textContent = words;
    }
  }
  // Only a secure page may write to the clipboard.
  if (!navigator.clipboard) document.documentElement.classList.add('no-clipboard');
  refreshTimes();
  setInterval(refreshTimes, 15000);
  document.addEventListener('htmx:after:swap', refreshTimes);

  // Parts that arrive later have their stand-ins for browsers without scripts as elements.
  document.addEventListener('htmx:after:swap', () => {
    for (const standIn of document.querySelectorAll('noscript')) standIn.remove();
  });

  // A form with input is not updated: no input is lost, and the form keeps its revision, so that the server detects
  // a stale save.
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form');
    if (form?.elements._revision && !event.target.matches('.picker-search')) form.setAttribute('hx-morph-skip', '');
  });

  // A live update leaves open what the viewer opened, and closed what the viewer closed.
  const toggled = new WeakSet();
  document.addEventListener('click', (event) => {
    const disclosure = event.target.closest('summary')?.parentElement;
    if (disclosure) toggled.add(disclosure);
  });
  window.htmx?.registerExtension('leave-open', {
    htmx_before_morph_attr: (element, { attrName }) =>
      attrName !== 'open' || (element.tagName !== 'DIALOG' && !toggled.has(element)),
  });

  // The keyboard focus stays where it is, also when a live update replaces the element.
  const likeness = (element) => [element.tagName, element.id, element.name, element.value, element.textContent].join('|');
  let focused;
  document.addEventListener('htmx:before:swap', () => {
    const element = document.activeElement;
    const block = element?.closest('[id]');
    focused = block && { block: block.id, likeness: likeness(element) };
  });
  document.addEventListener('htmx:after:swap', () => {
    if (!focused || document.activeElement !== document.body) return;
    const block = document.getElementById(focused.block);
    if (!block) return;
    const same = [block, ...block.querySelectorAll('*')].find((element) => likeness(element) === focused.likeness);
    same?.focus({ preventScroll: true });
  });

  // The address may lead to a part of the page, such as the progress of a run. When that part ends, the view returns
  // to the top, where the result is, unless the viewer has moved.
  let moved = false;
  for (const kind of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
    addEventListener(kind, () => { moved = true; }, { passive: true });
  const target = () => location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  let aimed = Boolean(target());
  document.addEventListener('htmx:after:swap', () => {
    if (!aimed || target()) return;
    aimed = false;
    if (!moved) scrollTo(0, 0);
  });

  // Checks typed confirmations early; the server checks them, too.
  document.addEventListener('input', (event) => {
    const expected = event.target.dataset?.expected;
    if (expected === undefined) return;
    const fits = event.target.value.trim() === expected;
    event.target.setCustomValidity(fits || !event.target.required ? '' : text('type_to_confirm', {confirmation: expected}));
  });

  document.addEventListener('click', (event) => {
    const close = event.target.closest('.toast-close');
    if (close) close.parentElement.remove();

    const copy = event.target.closest('button[data-copy]');
    if (copy) navigator.clipboard.writeText(copy.dataset.copy).then(() => { copy.querySelector('span').textContent = text('copied'); });

    // Browsers without invoker commands (before 2025).
    const button = event.target.closest('button[commandfor]');
    if (button && !('commandForElement' in HTMLButtonElement.prototype)) {
      const dialog = document.getElementById(button.getAttribute('commandfor'));
      if (button.getAttribute('command') === 'close') dialog.close();
      else dialog.showModal();
    }
  });

  // A chosen text file fills its text area, and is sent as text.
  document.addEventListener('change', async (event) => {
    const area = document.getElementById(event.target.dataset?.fills ?? '');
    const [file] = event.target.files ?? [];
    if (!area || !file) return;
    area.value = await file.text();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });

  // Toasts that only confirm disappear after a while, unless they have the pointer or the focus, and at the end of
  // what they confirm the start of.
  function removeConfirmations() {
    for (const toast of document.querySelectorAll('.toast-card:is(.tone-success, .tone-info):not(:hover, :focus-within)'))
      toast.remove();
  }
  setTimeout(removeConfirmations, 10000);
  const runs = () => document.querySelector('progress') !== null;
  let ran = runs();
  document.addEventListener('htmx:after:swap', () => {
    if (ran && !runs()) removeConfirmations();
    ran = runs();
  });

  // The switch of themes, without a reload, so that nothing typed is lost.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('.theme-switch') || !event.submitter) return;
    event.preventDefault();
    const theme = event.submitter.value;
    document.documentElement.dataset.theme = theme;
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button.value === theme));
    fetch(form.action, { method: 'POST', headers: { 'HX-Request': 'true' }, body: new URLSearchParams({ theme }) });
  });

  // The menu of a phone is always shown on a wide window.
  const menu = document.getElementById('menu');
  matchMedia('(min-width: 48.01rem)').addEventListener('change', (wide) => { if (wide.matches) menu?.hidePopover?.(); });

  // Prevents a second submit of a form.
  const sent = new WeakSet();
  document.addEventListener('submit', (event) => {
    if (event.target.method !== 'post' || event.defaultPrevented) return;
    // The page stays after a download, so that it can be repeated.
    if ('download' in event.target.dataset) return;
    if (sent.has(event.target)) event.preventDefault();
    else sent.add(event.target);
  });
  // Asks before leaving with unsent entries.
  const edited = new Set();
  document.addEventListener('input', (event) => {
    const form = event.target.form;
    // A form with one field is a search or an answer, which no one misses.
    const fields = form?.querySelectorAll('input:not([type="hidden"], .picker-search), select, textarea') ?? [];
    if (form?.elements._revision && fields.length > 1 && !event.target.matches('.picker-search')) edited.add(form);
  });
  addEventListener('beforeunload', (event) => {
    if ([...edited].some((form) => form.isConnected && !sent.has(form))) event.preventDefault();
  });

  // A page that comes back after a save stays where it was, unless it has something to show elsewhere.
  const place = `place:${location.pathname}`;
  document.addEventListener('submit', (event) => {
    if (event.target.method === 'post' && !event.defaultPrevented) sessionStorage.setItem(place, scrollY);
  });
  const before = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (before && !location.hash && !document.querySelector('#errors, progress')) scrollTo(0, Number(before));

  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });

  const errors = document.getElementById('errors');
  if (errors) errors.focus();
})();

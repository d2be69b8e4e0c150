// Pickers: keeps the checked options and the chips in step. The chips contain the hidden inputs that are posted;
// htmx loads and replaces the options.
'use strict';
(() => {
  const chips = (picker) => [...picker.querySelectorAll('.chip')];
  const boxes = (picker) => [...picker.querySelectorAll('input[data-option]')];
  const chipOf = (picker, id) => chips(picker).find((chip) => chip.dataset.id === id);
  const isTree = (picker) => picker.dataset.shape === 'tree';
  const takesSubtrees = (picker) => isTree(picker) && picker.dataset.select === 'subtree';
  const labelOf = (chip) => chip.querySelector('.chip-label').textContent;

  const parentBox = (box) =>
    box.closest('li.node').parentElement.closest('li.node')?.querySelector(':scope > .node-row input[data-option]');

  // The labels below the root, as chips show them: "/ Sales / EMEA". The root is shown by its name.
  function pathOf(box) {
    if (box.dataset.label.startsWith('/')) return box.dataset.label;
    const labels = [];
    for (let at = box; at; at = parentBox(at)) labels.unshift(at.dataset.label);
    return labels.length === 1 ? labels[0] : `/ ${labels.slice(1).join(' / ')}`;
  }
  const isRoot = (box) => !parentBox(box) && !box.dataset.label.startsWith('/');
  const isBelow = (label, box) => isRoot(box) ? label.startsWith('/') : label.startsWith(`${pathOf(box)} / `);

  // A search shows options without their parents, by their paths.
  const covers = (label, box) => pathOf(box).startsWith(label.startsWith('/') ? `${label} / ` : '/');

  function addChip(picker, id, label) {
    const chip = document.createElement('li');
    chip.className = 'chip';
    chip.dataset.id = id;
    const input = document.createElement('input');
    Object.assign(input, {type: 'hidden', name: picker.dataset.name, value: id});
    const words = document.createElement('span');
    words.className = 'chip-label';
    words.textContent = label;
    const remove = document.createElement('button');
    Object.assign(remove, {type: 'button', className: 'chip-remove'});
    remove.setAttribute('aria-label', hostText.text('remove', {option: label}));
    remove.append(document.querySelector('#chip-cross').content.cloneNode(true));
    chip.append(input, words, remove);
    picker.querySelector('.chips').append(chip);
  }

  function show(picker, open) {
    const change = picker.querySelector('.picker-change');
    if (!change) return;
    picker.querySelector('.picker-body').hidden = !open;
    change.hidden = open;
    change.setAttribute('aria-expanded', String(open));
  }

  /** Ticks the boxes by the chips. */
  function paint(picker) {
    const chosen = new Map(chips(picker).map((chip) => [chip.dataset.id, labelOf(chip)]));
    const labels = [...chosen.values()];
    for (const box of boxes(picker)) {
      const parent = isTree(picker) ? parentBox(box) : null;
      const included = takesSubtrees(picker) && (parent?.checked || labels.some((label) => covers(label, box)));
      box.checked = chosen.has(box.value) || included;
      box.disabled = box.hasAttribute('data-fixed') || included;
      box.indeterminate = isTree(picker) && !box.checked && labels.some((label) => isBelow(label, box));
    }
  }

  function summarize(picker) {
    const count = chips(picker).length;
    // Search results say nothing about all options.
    const listed = picker.querySelector('[data-total]');
    if (listed) picker.dataset.total = listed.dataset.total;
    const total = picker.dataset.total;
    const name = total && !isTree(picker) ? 'selected_of' : takesSubtrees(picker) && count ? 'selected_with_below' : 'selected';
    picker.querySelector('.picker-summary').textContent = picker.hasAttribute('data-multiple')
      ? hostText.text(name, {count: hostText.number(count), total: hostText.number(Number(total))}) : '';
  }

  function choose(picker, id, label, box) {
    if (!picker.hasAttribute('data-multiple')) {
      for (const chip of chips(picker)) chip.remove();
    }
    if (takesSubtrees(picker) && box) {
      // A parent includes everything below it.
      for (const chip of chips(picker)) if (isBelow(labelOf(chip), box)) chip.remove();
    }
    addChip(picker, id, label);
    // A name that was typed before another option was selected is not used.
    const name = picker.querySelector('.picker-create input');
    if (name) name.value = '';
    if (!picker.hasAttribute('data-multiple')) {
      show(picker, false);
      picker.querySelector('.picker-change').focus();
    }
  }

  /** Adds the other fields of the picker's form, except secrets and the host's own. */
  function addValues(url, form) {
    for (const element of form.elements) {
      if (!element.name || element.name.startsWith('_') || element.type === 'password') continue;
      if (element.tagName === 'TEXTAREA' || element.closest('.picker')) continue;
      if (['checkbox', 'radio'].includes(element.type) && !element.checked) continue;
      url.searchParams.set(`values.${element.name}`, element.value);
    }
  }

  // What the selection means: asked 250 ms after the last change; an answer to a former selection is dropped.
  const waiting = new WeakMap();
  function sumUp(picker) {
    clearTimeout(waiting.get(picker));
    const form = picker.closest('form');
    if (!picker.dataset.sum || !form || chips(picker).length === 0) return;
    waiting.set(picker, setTimeout(async () => {
      const asked = waiting.get(picker);
      const url = new URL(picker.dataset.sum, location.href);
      url.searchParams.set('ids', chips(picker).map((chip) => chip.dataset.id).join(','));
      addValues(url, form);
      // Asks as htmx does, so that a picker removed by a live update is not an error.
      const answer = await fetch(url, { headers: { 'HX-Request': 'true' } }).catch(() => null);
      const text = document.createElement('template');
      if (answer?.ok) text.innerHTML = await answer.text();
      const words = text.content.textContent;
      if (words && waiting.get(picker) === asked) picker.querySelector('.picker-summary').textContent = words;
    }, 250));
  }
  document.addEventListener('change', (event) => {
    const form = event.target.closest?.('form');
    if (!form || event.target.closest('.picker')) return;
    for (const picker of form.querySelectorAll('.picker[data-sum]')) sumUp(picker);
  });

  function changed(picker) {
    paint(picker);
    summarize(picker);
    sumUp(picker);
    picker.dispatchEvent(new Event('input', {bubbles: true}));
  }

  document.addEventListener('change', (event) => {
    const box = event.target;
    if (!box.matches('input[data-option]')) return;
    const picker = box.closest('.picker');
    if (box.checked) choose(picker, box.value, isTree(picker) ? pathOf(box) : box.dataset.label, box);
    else chipOf(picker, box.value)?.remove();
    changed(picker);
  });

  function createFrom(picker) {
    const input = picker.querySelector('.picker-create input');
    const name = input.value.trim();
    if (!name) {
      input.focus();
      return;
    }
    choose(picker, `new:${name}`, name);
    changed(picker);
  }

  document.addEventListener('click', (event) => {
    // The box of a chip is for browsers without scripts.
    if (event.target.closest('.chip-words')) event.preventDefault();
    const picker = event.target.closest('.picker');
    if (!picker) return;
    const remove = event.target.closest('.chip-remove');
    if (remove) {
      const chip = remove.closest('.chip');
      const next = chip.nextElementSibling ?? chip.previousElementSibling;
      chip.remove();
      show(picker, true);
      changed(picker);
      (next?.querySelector('button') ?? picker.querySelector('.picker-search, input[data-option]'))?.focus();
    }
    if (event.target.closest('.picker-change')) {
      show(picker, true);
      picker.querySelector('.picker-search, input[data-option]')?.focus();
    }
    if (event.target.closest('.picker-create-button')) createFrom(picker);
    const twist = event.target.closest('button.twist');
    if (twist) {
      const open = twist.getAttribute('aria-expanded') !== 'true';
      twist.setAttribute('aria-expanded', String(open));
      document.getElementById(twist.getAttribute('aria-controls')).hidden = !open;
    }
  });

  // Enter in a picker's input does not submit the form.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.target.closest?.('.picker') || event.target.tagName !== 'INPUT') return;
    event.preventDefault();
    const picker = event.target.closest('.picker');
    if (event.target.closest('.picker-create')) createFrom(picker);
    else if (event.target.matches('input[data-option]')) event.target.click();
  });

  // Requests for options include the form's other fields.
  document.addEventListener('htmx:config:request', (event) => {
    const {ctx} = event.detail;
    const picker = ctx.sourceElement.closest?.('.picker');
    const form = picker?.closest('form');
    if (!form) return;
    const url = new URL(ctx.request.action, location.href);
    addValues(url, form);
    ctx.request.action = url.pathname + url.search;
  });

  // Once, after the first options are loaded: expand nodes that contain a selected option.
  const opened = new WeakSet();
  function arrived(picker) {
    paint(picker);
    if (!isTree(picker) || picker.querySelector('.picker-search')?.value) return;
    for (const box of boxes(picker)) {
      const twist = box.closest('.node-row').querySelector('button.twist[aria-expanded="false"]');
      if (!box.indeterminate || !twist || opened.has(twist)) continue;
      opened.add(twist);
      twist.click();
    }
  }
  const watcher = new MutationObserver((changes) => {
    const touched = new Set(changes.map((change) => change.target.closest?.('.picker')).filter(Boolean));
    for (const picker of touched) arrived(picker);
  });
  const watch = () => {
    for (const list of document.querySelectorAll('.picker-options')) watcher.observe(list, {childList: true, subtree: true});
  };
  watch();
  document.addEventListener('htmx:after:swap', watch);
})();

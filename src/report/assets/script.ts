/**
 * The page's own script: language, filters, printing. Without it everything can still be read, and
 * the language switch works by `:target`. The address keeps the language and a card's number, never
 * what was typed or whom it is about.
 */
export const SCRIPT = `'use strict';
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  root.classList.add('js');

  const speak = (language) => {
    root.dataset.lang = language;
    root.lang = language;
    for (const element of all('[data-' + language + ']')) {
      element.textContent = element.getAttribute('data-' + language);
    }
    for (const link of all('[data-switch]')) {
      if (link.dataset.switch === language) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };

  const show = (anchor) => {
    const target = anchor && document.getElementById(anchor);
    if (!target) return;
    for (let box = target; box; box = box.parentElement) {
      if (box.localName === 'details') box.open = true;
    }
    const card = target.querySelector('.card > details');
    if (card) card.open = true;
    if (target.hidden || target.closest('[hidden]')) clear();
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };

  const read = () => {
    const [language, anchor] = location.hash.slice(1).split('.');
    if (language === 'en' || language === 'es') {
      speak(language);
      show(anchor);
    } else show(language);
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const anchor = link.getAttribute('href').slice(1);
    const language = link.dataset.switch;
    if (language) {
      const top = scrollY;
      history.replaceState(null, '', '#' + language);
      speak(language);
      scrollTo({ top, behavior: 'instant' });
    } else {
      history.pushState(null, '', '#' + root.dataset.lang + '.' + anchor);
      show(anchor);
    }
  });
  addEventListener('hashchange', read);

  const form = document.getElementById('filters');
  const fold = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
  const texts = new Map();
  const textOf = (card) => {
    if (!texts.has(card)) {
      const heading = card.parentElement.querySelector('header').textContent;
      texts.set(card, fold(heading + ' ' + card.textContent));
    }
    return texts.get(card);
  };
  const narrow = () => {
    const levels = new Set(all('input[name=severity]:checked', form).map((box) => box.value));
    const area = form.elements.namedItem('area').value;
    const typology = form.elements.namedItem('typology').value;
    const words = fold(form.elements.namedItem('text').value).split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const group of all('.group')) {
      let here = 0;
      for (const card of all('.card', group)) {
        const { severity, area: cardArea, typology: cardTypology } = card.dataset;
        const fits = levels.has(severity) && (!area || area === cardArea)
          && (!typology || typology === cardTypology)
          && words.every((word) => textOf(card).includes(word));
        card.hidden = !fits;
        if (fits) here++;
      }
      group.hidden = here === 0;
      const entry = document.querySelector('[data-for="' + group.id + '"]');
      if (entry) entry.hidden = here === 0;
      shown += here;
    }
    document.getElementById('shown').textContent = shown.toLocaleString('en-US');
    document.getElementById('no-match').hidden = shown > 0;
  };
  const clear = () => {
    form.reset();
    narrow();
  };
  if (form) {
    let waiting = 0;
    form.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(narrow, 60);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
  }

  const opener = document.getElementById('open-all');
  if (opener) opener.addEventListener('click', () => {
    const open = opener.dataset.open === 'true';
    for (const box of all('.card > details')) box.open = open;
    opener.dataset.open = String(!open);
  });

  const guides = all('[data-guide]');
  for (const box of guides) {
    box.addEventListener('toggle', () => {
      const source = document.querySelector('#' + CSS.escape(box.dataset.guide) + ' .cols');
      if (!source || !box.open || box.querySelector('.cols')) return;
      box.querySelector('p').replaceWith(source.cloneNode(true));
    });
  }

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = all('details:not([open])').filter((box) => !box.matches('.guide'));
    for (const box of closed) box.open = true;
  });
  addEventListener('afterprint', () => {
    for (const box of closed) box.open = false;
  });

  speak(root.dataset.lang);
  read();
})();
`;

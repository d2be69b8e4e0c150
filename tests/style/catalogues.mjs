#!/usr/bin/env node
// Extracts the texts that the sources mark for translation, and fails for every catalogue that lacks one, has one that no source
// has, has an unsure one, or uses other placeholders than the source text. With --update, adds the missing texts to the catalogues,
// without translations, and removes the unused ones.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readCatalogue } from '../support/catalogue.mjs';

const parts = [
  { catalogues: 'host-sdk/languages', sources: ['host-sdk/src', 'host-sdk/include'] },
  { catalogues: 'sample-host/languages', sources: ['sample-host/src'] },
  { catalogues: 'plugin/languages', sources: ['plugin/src'] },
];
const keywords = ['tr:1', 'tr_in:1c,2', 'tr_count:1,2', 'tr_later:1'];
const update = process.argv.includes('--update');

const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20 });

/** The placeholders of a text: names in braces. */
const places = (text) => [...new Set(text.match(/\{\w+\}/g))].sort().join(' ');

function problemsOf(template, catalogue) {
  const wanted = new Map(template.map((entry) => [entry.key, entry]));
  const found = new Map(catalogue.map((entry) => [entry.key, entry]));
  const problems = [];
  for (const key of wanted.keys()) if (!found.has(key)) problems.push(`lacks “${key}”`);
  for (const [key, { texts, translations, fuzzy }] of found) {
    if (!wanted.has(key)) problems.push(`has “${key}”, which no source has`);
    if (fuzzy) problems.push(`is unsure about “${key}”`);
    if (translations.some((text) => text === '')) problems.push(`does not translate “${key}”`);
    const allowed = new Set(texts.map(places));
    for (const text of translations)
      if (text && !allowed.has(places(text))) problems.push(`has other placeholders in “${text}” than in “${key}”`);
  }
  return problems;
}

const folder = mkdtempSync(join(tmpdir(), 'catalogues-'));
let failed = false;
try {
  for (const { catalogues, sources } of parts) {
    const template = join(folder, 'template.pot');
    const files = run('git', 'ls-files', '-z', '--', ...sources).split('\0').filter((file) => /\.[ch]pp$/.test(file));
    run('xgettext', '--language=C++', '--from-code=UTF-8', '--no-wrap', '--no-location', '--force-po', '--keyword',
      ...keywords.map((keyword) => `--keyword=${keyword}`), `--output=${template}`, ...files);
    // A percent sign is no format of printf, and a date in each catalogue would change with every update.
    writeFileSync(template, readFileSync(template, 'utf8').replace(/^(#, c-format|"(POT-Creation-Date|Report-Msgid-Bugs-To):.*)\n/gm, ''));
    const wanted = readCatalogue(readFileSync(template, 'utf8'));
    for (const name of readdirSync(catalogues).filter((file) => file.endsWith('.po'))) {
      const file = join(catalogues, name);
      if (update) {
        run('msgmerge', '--quiet', '--update', '--backup=none', '--no-fuzzy-matching', '--no-wrap', file, template);
        run('msgattrib', '--no-obsolete', '--no-wrap', `--output-file=${file}`, file);
      }
      const text = readFileSync(file, 'utf8');
      const problems = problemsOf(wanted, readCatalogue(text));
      if (/^#~/m.test(text)) problems.push('has obsolete entries');
      for (const problem of problems) console.log(`${file} ${problem}`);
      failed ||= problems.length > 0;
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(failed ? 'tests/style/catalogues.mjs --update adds and removes texts.' : 'Every text is in every catalogue.');
process.exitCode = failed ? 1 : 0;

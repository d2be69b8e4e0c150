// Reads gettext catalogues.

/** The entries of a .po file: `{key, texts, translations, fuzzy}`, without the header and obsolete entries. */
export function readCatalogue(text) {
  const entries = [];
  for (const block of text.split(/\n\s*\n/)) {
    const entry = { fuzzy: /^#,.*\bfuzzy\b/m.test(block), fields: {} };
    let field;
    for (const line of block.split('\n')) {
      const [, name, value] = /^(msg\w+(?:\[\d+\])?)? *(".*")$/.exec(line) ?? [];
      if (!value) continue;
      field = name ?? field;
      entry.fields[field] = (entry.fields[field] ?? '') + JSON.parse(value);
    }
    const { msgctxt, msgid, msgid_plural: plural } = entry.fields;
    if (!msgid) continue;
    entry.key = (msgctxt ? `${msgctxt}: ` : '') + msgid;
    entry.texts = plural ? [msgid, plural] : [msgid];
    entry.translations = Object.entries(entry.fields).filter(([name]) => name.startsWith('msgstr')).map(([, value]) => value);
    entries.push(entry);
  }
  return entries;
}

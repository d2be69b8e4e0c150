// The expected content of the three tables, computed from the directory alone: no history and no diff, unlike the
// plugin.

const key = (text) => text.normalize('NFC').toLowerCase();
const clean = (text) => (text ?? '').replace(/[\u200B\u2060\uFEFF]/g, '').trim();
const orNull = (text) => clean(text) || null;
const list = (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

/** The columns of one target user. */
export function targetUser(user) {
  const organization = list(user.organizations).find((o) => o.primary) ?? list(user.organizations)[0] ?? {};
  const phones = list(user.phones);
  const phone = phones.find((p) => p.primary) ?? phones.find((p) => p.type === 'work') ?? phones[0] ?? {};
  return {
    email: user.primaryEmail,
    first_name: clean(user.name?.givenName) || (clean(user.name?.familyName) ? '' : user.primaryEmail),
    last_name: clean(user.name?.familyName),
    department: orNull(organization.department),
    job_title: orNull(organization.title),
    phone_number: orNull(phone.value),
    manager_email: orNull(list(user.relations).find((r) => r.type === 'manager')?.value),
    status: 'active',
    provider: 'google-workspace',
    external_id: user.id,
  };
}

const inUnit = (path, unitPath, withBelow) => {
  const [here, chosen] = [key(path), key(unitPath)];
  if (here === chosen) return true;
  return withBelow && (chosen === '/' || here.startsWith(`${chosen}/`));
};

/** Every person of a group, nested groups walked with a visited set; groups of other customers have no members. */
function peopleOf(group, directory, nested, visited = new Set()) {
  if (visited.has(group.id)) return [];
  visited.add(group.id);
  return (directory.members[group.id] ?? []).flatMap((member) => {
    if (member.type === 'CUSTOMER') return directory.users;
    if (member.type === 'GROUP') {
      const inner = directory.groups.find((g) => g.id === member.id);
      return nested && inner ? peopleOf(inner, directory, nested, visited) : [];
    }
    return directory.users.filter((user) => user.id === member.id);
  });
}

/** Gives each source its name; the later of two equal names gets its suffix, as the first run would. */
function nameSources(sources) {
  const taken = new Set();
  const names = new Map();
  for (const source of [...sources].sort((a, b) => (a.order < b.order ? -1 : 1))) {
    let name = source.name;
    if (taken.has(key(name))) name = `${source.name} (${source.suffix})`;
    for (let n = 2; taken.has(key(name)); ++n) name = `${source.name} (${source.suffix}) (${n})`;
    taken.add(key(name));
    names.set(source.id, name);
  }
  return names;
}

/**
 * directory: {users, units, groups, members: {groupId: [...]}}, Google-shaped.
 * settings: {source, chosen: null | [ids], method, targetGroup, subUnits, nested}.
 * Answers {users: [...], groups: {name: [emails]}}, both in order.
 */
export function expectation(directory, settings) {
  const { source, chosen = null, method, targetGroup, subUnits = true, nested = true } = settings;
  const available = (user) => !user.suspended && !user.archived;
  const people = new Map(); // id → user
  const bySource = new Map(); // source id → Set of ids
  const sources = [];

  if (source === 'organizational_units') {
    const units = directory.units.filter((unit) => !chosen || chosen.includes(unit.orgUnitId));
    for (const unit of units) {
      bySource.set(unit.orgUnitId, new Set());
      sources.push({ id: unit.orgUnitId, name: unit.name, suffix: unit.parentOrgUnitPath ?? '', order: key(unit.orgUnitPath) });
    }
    for (const user of directory.users.filter(available)) {
      const above = units
        .filter((unit) => inUnit(user.orgUnitPath, unit.orgUnitPath, chosen !== null && subUnits))
        .sort((a, b) => b.orgUnitPath.length - a.orgUnitPath.length);
      if (above.length === 0) continue;
      people.set(user.id, user);
      bySource.get(above[0].orgUnitId).add(user.id);
    }
  } else {
    for (const group of directory.groups.filter((g) => !chosen || chosen.includes(g.id))) {
      const members = peopleOf(group, directory, nested).filter(available);
      bySource.set(group.id, new Set(members.map((user) => user.id)));
      sources.push({ id: group.id, name: group.name || group.email, suffix: group.email, order: key(group.email) });
      for (const user of members) people.set(user.id, user);
    }
  }

  const groups = {};
  const emails = (ids) => [...ids].map((id) => people.get(id).primaryEmail).sort();
  if (method === 'target_group') groups[targetGroup] = emails(people.keys());
  if (method === 'matching_groups')
    for (const [id, name] of nameSources(sources)) groups[name] = emails(bySource.get(id));
  const users = [...people.values()].map(targetUser).sort((a, b) => (a.external_id < b.external_id ? -1 : 1));
  return { users, groups };
}

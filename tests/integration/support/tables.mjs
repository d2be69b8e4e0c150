// Comparing the host's tables with an expectation.
import assert from 'node:assert/strict';

import { expectation } from './expectation.mjs';

const columns = ['email', 'first_name', 'last_name', 'department', 'job_title', 'phone_number', 'manager_email', 'status', 'provider', 'external_id'];

/** Returns the whole directory of the emulator. */
export async function directoryOf(emulator) {
  const [users, units, groups] = await Promise.all([emulator.get('users'), emulator.get('units'), emulator.get('groups')]);
  const members = {};
  for (const group of groups) members[group.id] = await emulator.get(`groups/${group.id}/members`);
  return { users, units, groups, members };
}

/** Returns the users and groups from Google in the host. */
export async function fromGoogle(host, company) {
  const [users, groups] = [await host.users(company), await host.groups(company)];
  const byId = (a, b) => (a.external_id < b.external_id ? -1 : 1);
  return {
    users: users
      .filter((user) => user.provider === 'google-workspace')
      .map((user) => Object.fromEntries(columns.map((column) => [column, user[column]])))
      .sort(byId),
    groups: Object.fromEntries(
      groups
        .filter((group) => group.provider === 'google-workspace')
        .map((group) => [group.name, [...group.members].sort()])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}

export const sorted = ({ users, groups }) => ({
  users,
  groups: Object.fromEntries(Object.entries(groups).sort(([a], [b]) => (a < b ? -1 : 1))),
});

/** Fails unless the tables hold exactly what the directory and the settings say. */
export async function assertTables(host, company, emulator, settings, step) {
  assert.deepEqual(await fromGoogle(host, company), sorted(expectation(await directoryOf(emulator), settings)), step);
}

/** Returns the exact content of the three tables. */
export async function threeTables(host) {
  return {
    users: await host.rows('SELECT * FROM target_users ORDER BY id'),
    groups: await host.rows('SELECT * FROM target_groups ORDER BY id'),
    members: await host.rows('SELECT * FROM target_group_members ORDER BY group_id, user_id, provider'),
  };
}

#include "model.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace gup::plan::test {

void Model::lose_links() {
  links.clear();
  link_sources.clear();
  source_groups.clear();
  excluded_members.clear();
  source_names.clear();
  group_links.clear();
}

bool Model::is_linked(const TargetUserRow& row) const {
  if (row.provider != kProvider || !row.external_id) return true;
  const auto link = links.find(*row.external_id);
  return link != links.end() && link->second.user_id == row.id && link->second.state != LinkState::released;
}

StoredState Model::stored(PersonIds& ids) const {
  StoredState state;
  for (const auto& [id, link] : links) {
    Link read = link;
    std::optional<std::int64_t> updated_at_now;
    const auto row = users.find(link.user_id);
    if (row != users.end()) {
      const bool ours = row->second.provider == kProvider && row->second.external_id == id;
      const bool handed_back = row->second.provider.empty();
      if (link.state == LinkState::released ? handed_back : ours) updated_at_now = row->second.updated_at;
    }
    read.row = linked_row(link.row_updated_at, updated_at_now);
    read.row_inactive = row != users.end() && row->second.status == "inactive";
    state.links.put(ids.number(id), read);
  }
  for (const auto& [id, row] : users) {
    if (is_linked(row)) continue;
    StoredLink recovered;
    recovered.user_id = id;
    recovered.row_updated_at = row.updated_at;
    recovered.row = LinkedRow::unchanged;
    recovered.row_inactive = row.status == "inactive";
    recovered.is_recovered = true;
    state.links.put(ids.number(*row.external_id), recovered);
  }
  for (const auto& source : link_sources)
    state.link_sources.put(ids.number(source.external_id), source.source_id);
  state.source_groups.assign(source_groups.begin(), source_groups.end());
  state.excluded_members.assign(excluded_members.begin(), excluded_members.end());
  for (const auto& [id, name] : source_names) state.source_names.push_back(name);
  std::set<std::int64_t> linked;
  for (const auto& [source, link] : group_links) {
    GroupLink read = link;
    read.row_updated_at_now.reset();
    read.name.clear();
    const auto row = groups.find(link.group_id);
    if (row != groups.end() && row->second.provider == kProvider) {
      linked.insert(link.group_id);
      read.row_updated_at_now = row->second.updated_at;
      read.name = row->second.name;
      read.has_hand_made_members = std::ranges::any_of(members, [&read](const MemberRow& member) {
        return std::get<0>(member) == read.group_id && std::get<2>(member) != kProvider;
      });
    }
    state.group_links.push_back(read);
  }
  for (const auto& [id, row] : groups) {
    if (row.provider != kProvider || linked.contains(id)) continue;
    linked.insert(id);
    std::erase_if(state.group_links,
                  [&row = row](const GroupLink& link) { return link.source_id == row.external_id; });
    GroupLink recovered;
    recovered.source_id = row.external_id;
    recovered.group_id = id;
    recovered.source_name = recovered.name = row.name;
    recovered.row_updated_at = row.updated_at;
    recovered.row_updated_at_now = row.updated_at;
    recovered.is_recovered = true;
    state.group_links.push_back(recovered);
  }
  for (const auto& [group, user, provider] : members)
    if (provider == kProvider) state.memberships.push_back({group, user});
  state.held_removals = held;
  for (const auto& [id, group] : groups)
    if (!linked.contains(id)) state.foreign_groups.push_back({id, group.name_key});
  state.recent = recent;
  return state;
}

TargetUserRows Model::look_up(const RowQuery& query) const {
  TargetUserRows rows;
  const std::set<std::int64_t> ids(query.user_ids.begin(), query.user_ids.end());
  const std::set<std::string> keys(query.email_keys.begin(), query.email_keys.end());
  for (const auto& [id, row] : users)
    if (ids.contains(id) || keys.contains(row.email_key)) rows.put(row);
  return rows;
}

ReservedIds Model::reserve(const RowQuery& query) {
  const ReservedIds ids{.first_user = next_user_id, .first_group = next_group_id};
  next_user_id += query.new_users_at_most;
  next_group_id += query.new_groups_at_most;
  return ids;
}

void Model::apply(const Plan& plan) {
  ++clock;
  const auto users_before = users;
  const auto members_before = members;
  for (const auto& order : plan.people.deletes) delete_user(order);
  for (const auto& release : plan.people.email_key_releases) {
    ASSERT_TRUE(users.contains(release.user_id));
    TargetUserRow& row = users.at(release.user_id);
    EXPECT_EQ(row.updated_at, release.expected_updated_at);
    row.email_key = released_email_key(row.id);
    row.updated_at = clock;
    if (const auto link = links.find(release.external_id); link != links.end())
      link->second.row_updated_at = clock;
  }
  write_users(plan.people.updates);
  for (const auto& insert : plan.people.inserts) insert_user(insert);
  for (const auto& link : plan.people.link_updates) put_link(link, link.row_updated_at);
  for (const auto& id : plan.people.forgotten_links) EXPECT_EQ(links.erase(id), 1u) << id;
  for (const auto& source : plan.people.new_link_sources) EXPECT_TRUE(link_sources.insert(source).second);
  for (const auto& source : plan.people.lost_link_sources) EXPECT_EQ(link_sources.erase(source), 1u);
  for (const auto& group : plan.groups.new_source_groups) EXPECT_TRUE(source_groups.insert(group).second);
  for (const auto& group : plan.groups.lost_source_groups) EXPECT_EQ(source_groups.erase(group), 1u);
  for (const auto& member : plan.groups.new_excluded_members)
    EXPECT_TRUE(excluded_members.insert(member).second);
  for (const auto& member : plan.groups.lost_excluded_members) EXPECT_EQ(excluded_members.erase(member), 1u);
  for (GroupLink link : plan.groups.recovered_links) {
    link.is_recovered = false;
    EXPECT_TRUE(groups.contains(link.group_id));
    group_links[link.source_id] = link;
  }
  for (const auto& [id, since] : plan.groups.dismissals) group_links.at(id).dismissed_since = since;
  for (const auto& name : plan.groups.source_names) source_names[name.source_id] = name;
  for (const auto& id : plan.groups.lost_source_names) EXPECT_EQ(source_names.erase(id), 1u);
  for (const auto& removal : plan.groups.removals) remove_group(removal);
  write_groups(plan.groups.writes);
  for (const auto& [group, user] : plan.memberships.added) {
    EXPECT_TRUE(groups.contains(group)) << "a membership without a group";
    EXPECT_TRUE(users.contains(user)) << "a membership without a user";
    EXPECT_TRUE(members.insert({group, user, kProvider}).second) << "listed twice";
  }
  for (const auto& [group, user] : plan.memberships.removed) members.erase({group, user, kProvider});
  held = plan.people.held;
  check_unique();

  for (const auto& [id, row] : users_before) {
    if (row.provider == kProvider) continue;
    const auto adopted =
        std::ranges::any_of(plan.people.updates,
                            [id = id](const RowWrite& write) { return write.row.id == id; }) ||
        std::ranges::any_of(plan.people.email_key_releases,
                            [id = id](const EmailKeyRelease& p) { return p.user_id == id; });
    if (adopted) {
      EXPECT_EQ(row.provider, "") << "a row of another provider was touched";
      continue;
    }
    ASSERT_TRUE(users.contains(id)) << "a foreign row was deleted";
    EXPECT_EQ(users.at(id).updated_at, row.updated_at) << "a foreign row was touched";
  }
  for (const auto& member : members_before)
    if (std::get<2>(member) != kProvider && users.contains(std::get<1>(member))) {
      EXPECT_TRUE(members.contains(member)) << "a membership created by hand was deleted";
    }
}

void Model::delete_user(const RowDelete& order) {
  ASSERT_TRUE(users.contains(order.user_id));
  EXPECT_EQ(users.at(order.user_id).provider, kProvider) << "a row that is not ours was deleted";
  if (const auto link = links.find(order.external_id); link != links.end()) {
    EXPECT_EQ(link->second.origin, Origin::created) << "an adopted row was deleted";
  }
  users.erase(order.user_id);
  links.erase(order.external_id);
  std::erase_if(members, [&](const MemberRow& member) { return std::get<1>(member) == order.user_id; });
}

void Model::write_users(const std::vector<RowWrite>& updates) {
  for (const auto& update : updates) {
    ASSERT_TRUE(users.contains(update.row.id));
    TargetUserRow& row = users.at(update.row.id);
    EXPECT_EQ(update.expected_updated_at, row.updated_at);
    if (row.email_key != update.row.email_key) {
      EXPECT_EQ(update.former_email_key, row.email_key);
      row.email_key = "parked:" + std::to_string(row.id);
    } else {
      EXPECT_FALSE(update.former_email_key.has_value());
    }
  }
  for (const auto& update : updates) {
    users.at(update.row.id) = update.row;
    users.at(update.row.id).updated_at = clock;
    check_key_of(update.row);
    put_link(update.link, clock);
  }
}

void Model::insert_user(const RowWrite& insert) {
  EXPECT_FALSE(insert.expected_updated_at.has_value());
  EXPECT_TRUE(users.emplace(insert.row.id, insert.row).second) << "an id was used twice";
  users.at(insert.row.id).updated_at = clock;
  check_key_of(insert.row);
  put_link(insert.link, clock);
}

void Model::put_link(const Link& link, std::int64_t row_updated_at) {
  Link kept = link;
  kept.row_updated_at = row_updated_at;
  kept.is_recovered = false;
  links[link.external_id] = kept;
}

void Model::remove_group(const GroupRemoval& removal) {
  if (const auto row = groups.find(removal.group_id); row != groups.end()) {
    EXPECT_EQ(row->second.provider, kProvider) << "a group that is not ours was removed";
    std::erase_if(members, [&](const MemberRow& member) {
      return std::get<0>(member) == removal.group_id &&
             (std::get<2>(member) == kProvider || !removal.release);
    });
    if (removal.release) {
      row->second.provider.clear();
      row->second.external_id.clear();
      row->second.updated_at = clock;
    } else {
      groups.erase(row);
    }
  }
  group_links.erase(removal.source_id);
}

void Model::write_groups(const std::vector<GroupWrite>& writes) {
  for (const auto& write : writes)
    if (!write.is_new) groups.at(write.group_id).name_key = "parked:" + std::to_string(write.group_id);
  for (const auto& write : writes) {
    EXPECT_NE(groups.contains(write.group_id), write.is_new);
    groups[write.group_id] = {write.name, write.name_key, kProvider, write.source_id, clock};
    GroupLink& link = group_links[write.source_id];
    const auto dismissed_since = link.dismissed_since;
    link = {};
    link.source_id = write.source_id;
    link.group_id = write.group_id;
    link.source_name = write.source_name;
    link.row_updated_at = clock;
    link.dismissed_since = dismissed_since;
  }
}

void Model::check_key_of(const TargetUserRow& written) const {
  const auto users_with_key = std::ranges::count_if(
      users, [&](const auto& user) { return user.second.email_key == written.email_key; });
  EXPECT_EQ(users_with_key, 1) << "two rows with the key " << written.email_key;
}

void Model::check_unique() const {
  std::set<std::string> email_keys;
  std::set<std::string> external_ids;
  for (const auto& [id, row] : users) {
    EXPECT_TRUE(email_keys.insert(row.email_key).second) << "two rows with the key " << row.email_key;
    if (row.provider == kProvider && row.external_id) {
      EXPECT_TRUE(external_ids.insert(*row.external_id).second) << "two rows of " << *row.external_id;
    }
  }
  std::set<std::string> name_keys;
  for (const auto& [id, group] : groups)
    EXPECT_TRUE(name_keys.insert(group.name_key).second) << "two groups with the name " << group.name_key;
}

}  // namespace gup::plan::test

#include "fake_data.hpp"

#include <algorithm>

#include "failure.hpp"
#include "host_sdk/text.hpp"

namespace gup::testing {
namespace {

void moved_unless(bool condition, const char* what) {
  if (!condition) throw StateMoved(what);
}

void require_clean(const std::optional<std::string>& text, const char* field) {
  if (text && !host_sdk::is_clean_utf8(*text))
    throw Failure(host_sdk::ResultCode::operator_action,
                  std::string("A value of the field ") + field +
                      " is not valid UTF-8 or holds a NUL, so it was not stored.");
}

void require_clean(const TargetUserRow& row) {
  require_clean(row.fields.email, "email");
  require_clean(row.email_key, "email_key");
  require_clean(row.external_id, "external_id");
  require_clean(row.fields.first_name, "first_name");
  require_clean(row.fields.last_name, "last_name");
  require_clean(row.fields.department, "department");
  require_clean(row.fields.job_title, "job_title");
  require_clean(row.fields.phone_number, "phone_number");
  require_clean(row.fields.manager_email, "manager_email");
  require_clean(row.fields.preferred_language, "preferred_language");
  require_clean(row.fields.location, "location");
}

/// One transaction's writes, method by method in the plan's order.
class Writer {
 public:
  Writer(FakeData& data, const std::string& company_id, std::int64_t now, const FakeStep& step)
      : data_(data), company_id_(company_id), now_(now), step_(step) {}

  void write(const plan::RowDelete& deleted) {
    const auto user = data_.users.find(deleted.user_id);
    moved_unless(user != data_.users.end() && user->second.company_id == company_id_ &&
                     user->second.row.provider == plan::kProvider,
                 "a target user that was to be deleted");
    data_.users.erase(user);
    std::erase_if(data_.members, [&](const HostMember& m) { return m.user_id == deleted.user_id; });
    data_.links.erase({company_id_, deleted.external_id});
    wrote();
  }

  void write(const plan::EmailKeyRelease& parking) {
    HostUser& user = expected(parking.user_id, parking.expected_updated_at);
    user.row.email_key = plan::released_email_key(parking.user_id);
    user.row.updated_at = now_;
    const auto link = data_.links.find({company_id_, parking.external_id});
    if (link != data_.links.end()) link->second.row_updated_at = now_;
    wrote();
  }

  void update(const plan::RowWrite& write) {
    require_clean(write.row);
    HostUser& user = expected(write.row.id, write.expected_updated_at.value_or(-1));
    user.row = write.row;
    user.row.updated_at = now_;
    put_link(write.link, now_);
    wrote();
  }

  void insert(const plan::RowWrite& write) {
    require_clean(write.row);
    HostUser user{company_id_, write.row, std::nullopt, now_};
    user.row.updated_at = now_;
    moved_unless(data_.users.emplace(write.row.id, user).second, "a target user's id");
    put_link(write.link, now_);
    wrote();
  }

  void put_link(plan::Link link, std::int64_t row_updated_at) {
    link.row_updated_at = row_updated_at;
    data_.links[{company_id_, link.external_id}] = link;
    wrote();
  }

  void forget_link(const std::string& external_id) {
    data_.links.erase({company_id_, external_id});
    wrote();
  }

  void remove(const plan::GroupRemoval& removal) {
    const auto by_hand = [&](const HostMember& m) {
      return m.group_id == removal.group_id && m.provider != plan::kProvider;
    };
    moved_unless(removal.release || std::none_of(data_.members.begin(), data_.members.end(), by_hand),
                 "people were put by hand into a target group that was to be deleted");
    std::erase_if(data_.members, [&](const HostMember& m) {
      return m.group_id == removal.group_id && m.provider == plan::kProvider;
    });
    data_.group_links.erase({company_id_, removal.source_id});
    if (HostGroup* group = our_group(removal.group_id)) {
      if (removal.release)
        release(*group);
      else
        data_.groups.erase(removal.group_id);
    }
    wrote();
  }

  void write(const plan::GroupWrite& write) {
    if (write.is_new) {
      HostGroup made{write.group_id, company_id_, "", "", plan::kProvider, write.source_id, now_, now_};
      moved_unless(data_.groups.emplace(write.group_id, made).second, "a target group's id");
    }
    HostGroup* group = our_group(write.group_id);
    moved_unless(group != nullptr, "a target group that was to be renamed");
    group->name = write.name;
    group->name_key = write.name_key;
    group->updated_at = now_;
    data_.group_links[{company_id_, write.source_id}] = {write.group_id, write.source_name, now_};
    wrote();
  }

  void add(const plan::Membership& membership) {
    moved_unless(data_.groups.contains(membership.group_id) && data_.users.contains(membership.user_id),
                 "one side of a membership");
    moved_unless(data_.members.insert({membership.group_id, membership.user_id, plan::kProvider}).second,
                 "a membership");
    wrote();
  }

  void remove(const plan::Membership& membership) {
    data_.members.erase({membership.group_id, membership.user_id, plan::kProvider});
    wrote();
  }

  void release(HostGroup& group) {
    group.provider.clear();
    group.external_id.reset();
    group.updated_at = now_;
  }

  HostGroup* our_group(std::int64_t id) {
    const auto group = data_.groups.find(id);
    if (group == data_.groups.end() || group->second.company_id != company_id_ ||
        group->second.provider != plan::kProvider)
      return nullptr;
    return &group->second;
  }

  void wrote() {
    ++data_.row_writes;
    step_();
  }

 private:
  HostUser& expected(std::int64_t id, std::int64_t updated_at) {
    const auto user = data_.users.find(id);
    moved_unless(user != data_.users.end() && user->second.company_id == company_id_ &&
                     user->second.row.updated_at == updated_at,
                 "a target user that was to be written");
    return user->second;
  }

  FakeData& data_;
  const std::string& company_id_;
  const std::int64_t now_;
  const FakeStep& step_;
};

template <typename Map>
void erase_company(Map& map, const std::string& company_id) {
  std::erase_if(map, [&](const auto& entry) { return entry.first.first == company_id; });
}

void restore_parked_key(FakeData& data, HostUser& user, std::int64_t now) {
  if (user.row.email_key != plan::released_email_key(user.row.id)) return;
  const std::string key = host_sdk::fold_key(user.row.fields.email);
  const bool taken = std::any_of(data.users.begin(), data.users.end(), [&](const auto& entry) {
    return entry.second.company_id == user.company_id && entry.second.row.email_key == key;
  });
  if (taken) return;
  user.row.email_key = key;
  user.row.updated_at = now;
}

}  // namespace

const HostUser* row_of(const FakeData& data, const std::string& company_id, const plan::Link& link) {
  const auto user = data.users.find(link.user_id);
  if (user == data.users.end() || user->second.company_id != company_id) return nullptr;
  const TargetUserRow& row = user->second.row;
  const bool ours = link.state == plan::LinkState::released
                        ? row.provider.empty()
                        : row.provider == plan::kProvider && row.external_id == link.external_id;
  return ours ? &user->second : nullptr;
}

void require_unique_keys(const FakeData& data) {
  std::set<std::pair<std::string, std::string>> keys;
  std::set<std::pair<std::string, std::string>> external_ids;
  for (const auto& [id, user] : data.users) {
    moved_unless(keys.emplace(user.company_id, user.row.email_key).second, "an e-mail key");
    if (user.row.external_id)
      moved_unless(
          external_ids.emplace(user.company_id + "/" + user.row.provider, *user.row.external_id).second,
          "an external id");
  }
  std::set<std::pair<std::string, std::string>> names;
  for (const auto& [id, group] : data.groups)
    moved_unless(names.emplace(group.company_id, group.name_key).second, "a group's name");
}

void apply_to(FakeData& data, const std::string& company_id, const plan::Plan& plan, std::int64_t now,
              const FakeStep& step) {
  Writer writer(data, company_id, now, step);
  for (const auto& deleted : plan.people.deletes) writer.write(deleted);
  for (const auto& parking : plan.people.email_key_releases) writer.write(parking);
  for (const auto& update : plan.people.updates) writer.update(update);
  for (const auto& insert : plan.people.inserts) writer.insert(insert);
  for (const auto& link : plan.people.link_updates) writer.put_link(link, link.row_updated_at);
  for (const auto& external_id : plan.people.forgotten_links) writer.forget_link(external_id);
  for (const auto& source : plan.people.new_link_sources) data.link_sources[company_id].insert(source);
  for (const auto& source : plan.people.lost_link_sources) data.link_sources[company_id].erase(source);
  for (const auto& group : plan.groups.new_source_groups) data.source_groups[company_id].insert(group);
  for (const auto& group : plan.groups.lost_source_groups) data.source_groups[company_id].erase(group);
  for (const auto& removal : plan.groups.removals) writer.remove(removal);
  for (const auto& write : plan.groups.writes) writer.write(write);
  for (const auto& membership : plan.memberships.added) writer.add(membership);
  for (const auto& membership : plan.memberships.removed) writer.remove(membership);
  erase_company(data.held, company_id);
  for (const auto& held : plan.people.held) data.held[{company_id, held.external_id}] = held;
  if (plan.groups.made_target_group && data.settings[company_id].settings.target_group.starts_with("new:"))
    data.settings[company_id].settings.target_group = std::to_string(*plan.groups.made_target_group);
  require_unique_keys(data);
}

Store::Holdings holdings_of(const FakeData& data, const std::string& company_id) {
  Store::Holdings holdings;
  for (const auto& [key, link] : data.links) {
    if (key.first != company_id || link.state == plan::LinkState::released || !row_of(data, company_id, link))
      continue;
    ++(link.origin == plan::Origin::created ? holdings.created_users : holdings.adopted_users);
  }
  for (const auto& [key, link] : data.group_links) {
    const auto group = data.groups.find(link.group_id);
    if (key.first == company_id && group != data.groups.end() && group->second.provider == plan::kProvider)
      ++holdings.groups;
  }
  for (const auto& [id, user] : data.users) holdings.all_users += user.company_id == company_id ? 1 : 0;
  return holdings;
}

Store::Holdings unlink_from(FakeData& data, const std::string& company_id, std::int64_t now,
                            const FakeStep& step) {
  Writer writer(data, company_id, now, step);
  Store::Holdings taken = holdings_of(data, company_id);
  taken.groups = 0;
  std::vector<plan::Link> links;
  for (const auto& [key, link] : data.links)
    if (key.first == company_id) links.push_back(link);
  for (const auto& link : links)
    if (link.origin == plan::Origin::created && row_of(data, company_id, link))
      writer.write(plan::RowDelete{link.user_id, link.external_id});
  for (const auto& link : links) {
    const auto user = data.users.find(link.user_id);
    if (user == data.users.end() || !row_of(data, company_id, link)) continue;
    TargetUserRow& row = user->second.row;
    if (row.provider == plan::kProvider) {
      row.provider.clear();
      row.external_id.reset();
      if (link.origin == plan::Origin::adopted)
        row.status = link.inactive_at_adoption ? "inactive" : "active";
      row.updated_at = now;
      writer.wrote();
    }
    restore_parked_key(data, user->second, now);
  }
  std::erase_if(data.members, [&](const HostMember& m) {
    const auto group = data.groups.find(m.group_id);
    return m.provider == plan::kProvider && group != data.groups.end() &&
           group->second.company_id == company_id;
  });
  for (const auto& [key, link] : std::map(data.group_links)) {
    HostGroup* group = key.first == company_id ? writer.our_group(link.group_id) : nullptr;
    if (group == nullptr) continue;
    const bool has_members = std::any_of(data.members.begin(), data.members.end(),
                                         [&](const HostMember& m) { return m.group_id == link.group_id; });
    if (has_members) {
      writer.release(*group);
    } else {
      data.groups.erase(link.group_id);
      ++taken.groups;
    }
    writer.wrote();
  }
  erase_company(data.links, company_id);
  erase_company(data.group_links, company_id);
  erase_company(data.held, company_id);
  data.link_sources.erase(company_id);
  data.source_groups.erase(company_id);
  data.settings.erase(company_id);
  data.connections.erase(company_id);
  return taken;
}

}  // namespace gup::testing

#include "rules/undone.hpp"

#include <algorithm>
#include <optional>

namespace gup::plan::test {
namespace {

/// What an undo restores of a row: everything but the time of the last change.
TargetUserRow content_of(TargetUserRow row) {
  row.updated_at = 0;
  return row;
}

GroupRow content_of(GroupRow group) {
  group.updated_at = 0;
  return group;
}

bool is_same(bool one, bool other) {
  return one == other;
}

bool is_same(const TargetUserRow& one, const TargetUserRow& other) {
  return one.fields == other.fields && one.email_key == other.email_key && one.status == other.status &&
         one.provider == other.provider && one.external_id == other.external_id;
}

bool is_same(const GroupRow& one, const GroupRow& other) {
  return one == other;
}

bool is_same(const Link& one, const Link& other) {
  return one.user_id == other.user_id && one.state == other.state && one.origin == other.origin &&
         one.missing_since == other.missing_since && one.cause == other.cause &&
         one.delete_after_days == other.delete_after_days && one.was_inactive == other.was_inactive;
}

template <typename Key, typename Row>
std::optional<Row> row_in(const std::map<Key, Row>& rows, const Key& id) {
  const auto row = rows.find(id);
  if (row == rows.end()) return std::nullopt;
  if constexpr (requires { content_of(row->second); })
    return content_of(row->second);
  else
    return row->second;
}

template <typename Row>
bool is_same(const std::optional<Row>& one, const std::optional<Row>& other) {
  return one && other ? is_same(*one, *other) : one.has_value() == other.has_value();
}

enum class Expected : std::uint8_t { as_found, as_before, either };

/// How a row, link or membership must be after an undo.
template <typename Value>
Expected expected(const Value& before, const Value& after, const Value& found, bool is_left_alone) {
  if (is_same(before, after)) return Expected::as_found;
  if (is_left_alone || !is_same(after, found)) return Expected::either;
  return Expected::as_before;
}

/// Empty if the value is as it must be.
template <typename Value>
std::string difference(const std::string& name, Expected expected, const Value& before, const Value& found,
                       const Value& now) {
  const bool is_as_found = is_same(found, now);
  const bool is_as_before = is_same(before, now);
  switch (expected) {
    case Expected::as_found:
      return is_as_found ? "" : " the undo changed " + name + ", which the run had not changed;";
    case Expected::as_before:
      return is_as_before ? "" : " the undo did not restore " + name + ", and does not say so;";
    case Expected::either:
      return is_as_found || is_as_before ? "" : " the undo changed " + name + " to something new;";
  }
  return {};
}

template <typename Row>
std::set<std::int64_t> ids_in(std::initializer_list<const std::map<std::int64_t, Row>*> tables) {
  std::set<std::int64_t> ids;
  for (const auto* table : tables)
    for (const auto& [id, row] : *table) ids.insert(id);
  return ids;
}

}  // namespace

UndoneRun::UndoneRun(const AppliedRun& run, const Model& found, const Model& now,
                     const std::vector<PersonChange>& left_alone)
    : run_(run), found_(found), now_(now) {
  for (const PersonChange& change : left_alone) {
    if (change.reason.starts_with("Target group left alone"))
      groups_left_.insert(change.user_id);
    else if (change.reason.starts_with("Membership of "))
      members_left_.insert(change.user_id);
    else
      users_left_.insert(change.user_id);
  }
}

std::string UndoneRun::differences() const {
  return differences_of_users() + differences_of_groups() + differences_of_members() +
         differences_of_links() + lost_decisions();
}

std::string UndoneRun::differences_of_users() const {
  std::string wrong;
  for (const auto id :
       ids_in<TargetUserRow>({&run_.before.users, &run_.after.users, &found_.users, &now_.users})) {
    const auto before = row_in(run_.before.users, id);
    const auto found = row_in(found_.users, id);
    const auto must = expected(before, row_in(run_.after.users, id), found, users_left_.contains(id));
    wrong += difference("user " + std::to_string(id), must, before, found, row_in(now_.users, id));
  }
  return wrong;
}

std::string UndoneRun::differences_of_groups() const {
  std::string wrong;
  for (const auto id :
       ids_in<GroupRow>({&run_.before.groups, &run_.after.groups, &found_.groups, &now_.groups})) {
    const auto before = row_in(run_.before.groups, id);
    const auto found = row_in(found_.groups, id);
    const auto must = expected(before, row_in(run_.after.groups, id), found, groups_left_.contains(id));
    wrong += difference("target group " + std::to_string(id), must, before, found, row_in(now_.groups, id));
  }
  return wrong;
}

/// A membership ends with its user and its group.
std::string UndoneRun::differences_of_members() const {
  std::string wrong;
  std::set<MemberRow> all = now_.members;
  for (const Model* tables : {&run_.before, &run_.after, &found_})
    all.insert(tables->members.begin(), tables->members.end());
  for (const MemberRow& member : all) {
    const auto& [group, user, provider] = member;
    const std::string name =
        "the membership of user " + std::to_string(user) + " in group " + std::to_string(group);
    const bool is_now = now_.members.contains(member);
    if (!now_.users.contains(user) || !now_.groups.contains(group)) {
      if (is_now) wrong += " the undo left " + name + " without its rows;";
      continue;
    }
    const bool is_left_alone =
        users_left_.contains(user) || groups_left_.contains(group) || members_left_.contains(user);
    const bool before = run_.before.members.contains(member);
    const bool found = found_.members.contains(member);
    const auto must = expected(before, run_.after.members.contains(member), found, is_left_alone);
    wrong += difference(name, must, before, found, is_now);
  }
  return wrong;
}

/// Of the target users that the undo restored.
std::string UndoneRun::differences_of_links() const {
  std::string wrong;
  for (const auto& [id, before] : run_.before.links) {
    const auto row = row_in(run_.before.users, before.user_id);
    const bool was_changed = !is_same(row, row_in(run_.after.users, before.user_id));
    if (!row || !was_changed || !is_same(row, row_in(now_.users, before.user_id))) continue;
    const auto found = row_in(found_.links, id);
    if (!is_same(row_in(run_.after.links, id), found)) continue;
    if (!is_same(std::optional(before), row_in(now_.links, id)))
      wrong += " the undo did not restore the link of " + id + ";";
  }
  return wrong;
}

/// Who was dismissed since the run stays dismissed.
std::string UndoneRun::lost_decisions() const {
  std::string wrong;
  for (const auto& [id, link] : found_.links) {
    if (link.state != LinkState::dismissed || !now_.users.contains(link.user_id)) continue;
    const auto after = run_.after.links.find(id);
    if (after != run_.after.links.end() && after->second.state == LinkState::dismissed) continue;
    const auto now = now_.links.find(id);
    // A target user that was inactive before the run is inactive again.
    if (now == now_.links.end() || now->second.state == LinkState::active)
      wrong += " " + id + " is no longer dismissed after the undo;";
  }
  for (const auto& [source, link] : found_.group_links) {
    if (!link.dismissed_since || !now_.groups.contains(link.group_id)) continue;
    const auto now = now_.group_links.find(source);
    if (now == now_.group_links.end() || !now->second.dismissed_since)
      wrong += " the group of " + source + " is no longer dismissed after the undo;";
  }
  for (const HeldRemoval& held : found_.held) {
    const bool exists =
        held.group_id == 0 ? now_.users.contains(held.user_id) : now_.groups.contains(held.group_id);
    if (exists &&
        std::ranges::find(now_.held, held.external_id, &HeldRemoval::external_id) == now_.held.end())
      wrong += " " + held.external_id + " is no longer held after the undo;";
  }
  return wrong;
}

}  // namespace gup::plan::test

#include "sync/reading/excluded_groups.hpp"

#include <set>
#include <utility>
#include <vector>

#include "plan/selection/group_walk.hpp"

namespace gup {
namespace {

/// The given groups and the known groups nested in them that were not read yet.
std::vector<std::string> unread_groups(const plan::DirectoryView& view, std::vector<std::string> to_visit) {
  std::set<std::string> visited(to_visit.begin(), to_visit.end());
  std::vector<std::string> unread;
  while (!to_visit.empty()) {
    const std::string id = std::move(to_visit.back());
    to_visit.pop_back();
    const auto answer = view.group_answers.find(id);
    if (!answer) {
      unread.push_back(id);
      continue;
    }
    for (const Member& member : answer->members)
      if (member.type == MemberType::group && !member.id.empty() && visited.insert(member.id).second)
        to_visit.push_back(member.id);
  }
  return unread;
}

void read_groups(google::DirectoryReader& reader, const std::vector<std::string>& roots,
                 plan::DirectoryView& view, host_sdk::TaskMonitor& monitor) {
  const auto known = plan::ids_by_address(view.groups);
  for (auto unread = unread_groups(view, roots); !unread.empty(); unread = unread_groups(view, roots))
    for (GroupAnswer& answer : reader.list_members(unread, monitor)) {
      plan::set_nested_group_ids(answer, known);
      view.group_answers.put(answer);
    }
}

}  // namespace

google::ExtraUserFields extra_fields(const plan::ExclusionRules& rules) {
  return {.guest = rules.has(ExclusionKind::guests),
          .mailbox = rules.has(ExclusionKind::without_mailbox),
          .last_sign_in = rules.has(ExclusionKind::never_signed_in)};
}

void read_excluded_groups(google::DirectoryReader& reader, plan::DirectoryView& view,
                          host_sdk::TaskMonitor& monitor) {
  read_groups(reader, view.exclusions.values_of(ExclusionKind::group), view, monitor);
}

void read_excluded_groups_of(google::DirectoryReader& reader, const std::string& person_id,
                             plan::DirectoryView& view, host_sdk::TaskMonitor& monitor) {
  const auto groups = view.exclusions.values_of(ExclusionKind::group);
  if (groups.empty()) return;
  std::vector<MembershipQuestion> questions;
  for (const std::string& group : groups) questions.push_back({group, person_id});
  const auto answers = reader.ask_memberships(questions, monitor);
  std::vector<std::string> unclear;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    view.evidence.memberships.insert_or_assign(questions[i], answers[i]);
    if (answers[i] == MembershipAnswer::unclear) unclear.push_back(questions[i].group_id);
  }
  read_groups(reader, unclear, view, monitor);
}

}  // namespace gup

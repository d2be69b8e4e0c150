#include "plan/people/people_report.hpp"

#include <utility>

#include "host_sdk/text.hpp"
#include "plan/change_reasons.hpp"

namespace gup::plan {

PeopleReport::PeopleReport(const PlanInput& input, const Classification& classification,
                           const TargetUserRows& rows, PlanReport& report)
    : classification_(classification), rows_(rows), report_(report) {
  for (const HeldRemoval& held : input.stored.held_removals) held_before_.emplace(held.external_id, &held);
}

void PeopleReport::add(PersonIndex person, ChangeKind kind, std::string reason, const TargetUserRow* before,
                       const TargetUserRow* after) {
  const PersonEntry entry = classification_.person_table[person];
  PersonChange& change = report_.changes.emplace_back();
  change.kind = kind;
  change.external_id = entry.id;
  change.reason = std::move(reason);
  if (before) change.before = *before;
  if (after) change.after = *after;
  change.user_id = after ? after->id : entry.has_row() ? entry.link->user_id : 0;
  change.email = after && kind != ChangeKind::failed ? after->fields.email : email_of(person);
  change.approved = classification_.decisions[person].approved;
}

void PeopleReport::finish() {
  for (const ExternalMember& member : classification_.selection.external_members) {
    PersonChange& change = report_.changes.emplace_back();
    change.kind = ChangeKind::skipped;
    change.external_id = member.id;
    change.email = member.email;
    change.reason = "Not a user of this Google Workspace";
  }
  add_remark(recreated_, "was deleted in the host and created again",
             "were deleted in the host and created again");
  add_remark(restored_, "was changed in the host and restored", "were changed in the host and restored");
  if (inactive_ > 0)
    report_.remarks.push_back(host_sdk::counted(inactive_, "target user stays", "target users stay") +
                              " inactive because an administrator set the status in the host.");
}

std::string PeopleReport::email_of(PersonIndex person) const {
  if (const auto email = classification_.person_table.email(person); !email.empty())
    return std::string(email);
  if (const PersonEntry entry = classification_.person_table[person]; entry.link)
    if (const TargetUserRow* row = rows_.with_id(entry.link->user_id)) return row->fields.email;
  const HeldRemoval* held = held_before(person);
  return held ? held->email : "";
}

const HeldRemoval* PeopleReport::held_before(PersonIndex person) const {
  const auto known = held_before_.find(classification_.person_table[person].id);
  return known == held_before_.end() ? nullptr : known->second;
}

void PeopleReport::add_remark(const std::vector<std::string>& emails, const char* one, const char* many) {
  if (emails.empty()) return;
  report_.remarks.push_back(host_sdk::counted(emails.size(), "target user", "target users") + " " +
                            (emails.size() == 1 ? one : many) + ": " + listed(emails) + ".");
}

}  // namespace gup::plan

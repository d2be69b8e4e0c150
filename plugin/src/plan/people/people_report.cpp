#include "plan/people/people_report.hpp"

#include <utility>

#include "plan/change_reasons.hpp"

namespace gup::plan {

PeopleReport::PeopleReport(const PlanInput& input, const Classification& classification,
                           const TargetUserRows& rows, ChangeLog& log, Plan& plan)
    : classification_(classification), rows_(rows), log_(log), plan_(plan) {
  for (const HeldRemoval& held : input.stored.held_removals) held_before_.emplace(held.external_id, &held);
}

void PeopleReport::tell(PersonIndex person, ChangeKind kind, std::string reason, const TargetUserRow* before,
                        const TargetUserRow* after) {
  const PersonEntry entry = classification_.person_table[person];
  PersonChange change;
  change.kind = kind;
  change.external_id = entry.id;
  change.reason = std::move(reason);
  if (before) change.before = *before;
  if (after) change.after = *after;
  change.user_id = after ? after->id : entry.has_row() ? entry.link->user_id : 0;
  change.email = after && kind != ChangeKind::failed ? after->fields.email : email_of(person);
  change.approved = classification_.decisions[person].approved;
  log_.tell(change);
}

void PeopleReport::finish() {
  for (const ExternalMember& member : classification_.selection.external_members) {
    PersonChange change;
    change.kind = ChangeKind::skipped;
    change.external_id = member.id;
    change.email = member.email;
    change.reason = "not a user of this Google Workspace";
    log_.tell(change);
  }
  remark(made_again_, "was deleted in the host and made again", "were deleted in the host and made again");
  remark(restored_, "was changed in the host and restored", "were changed in the host and restored");
}

std::string PeopleReport::email_of(PersonIndex person) const {
  if (const auto email = classification_.person_table.email(person); !email.empty())
    return std::string(email);
  if (const PersonEntry entry = classification_.person_table[person]; entry.link)
    if (const KnownRow* known = rows_.with_id(entry.link->user_id)) return known->row().fields.email;
  const HeldRemoval* held = held_before(person);
  return held ? held->email : "";
}

const HeldRemoval* PeopleReport::held_before(PersonIndex person) const {
  const auto known = held_before_.find(classification_.person_table[person].id);
  return known == held_before_.end() ? nullptr : known->second;
}

void PeopleReport::remark(const std::vector<std::string>& emails, const char* one, const char* many) {
  if (emails.empty()) return;
  plan_.report.remarks.push_back(counted(emails.size(), "target user", "target users") + " " +
                                 (emails.size() == 1 ? one : many) + ": " + listed(emails) + ".");
}

}  // namespace gup::plan

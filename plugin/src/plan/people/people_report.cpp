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
  change.reason = before && after
                      ? with_problems(std::move(reason), classification_.person_table.problems(person))
                      : std::move(reason);
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
  add_remark(recreated_, "target user", "was deleted in the host and created again",
             "were deleted in the host and created again");
  add_remark(recovered_, "target user",
             "was linked to Google again, because what the last syncs had stored about it is lost",
             "were linked to Google again, because what the last syncs had stored about them is lost");
  add_remark(restored_, "target user", "was changed in the host and restored",
             "were changed in the host and restored");
  add_remark(cut_, "user", "has a text in Google that is too long and was cut",
             "have texts in Google that are too long and were cut");
  add_remark(unusable_, "user", "has a field in Google that cannot be used; the target user keeps its value",
             "have fields in Google that cannot be used; the target users keep their values");
  add_remark(without_name_, "user",
             "has no name in Google; the target user keeps its name, or has the address as name",
             "have no names in Google; the target users keep their names, or have the address as name");
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

void PeopleReport::note_problems(PersonIndex person) {
  const FieldProblems& problems = classification_.person_table.problems(person);
  if (!problems.any()) return;
  const std::string email = email_of(person);
  const auto note = [&](ShortList& people, const FieldSet& fields) {
    if (fields.any()) people.add(email + " (" + labels_of(fields) + ")");
  };
  note(cut_, problems.cut);
  note(unusable_, unusable_fields(problems));
  if (problems.no_name) without_name_.add(email);
}

void PeopleReport::add_remark(const ShortList& people, const char* noun, const char* one, const char* many) {
  if (people.size() == 0) return;
  report_.remarks.push_back(
      host_sdk::counted(static_cast<std::int64_t>(people.size()), noun, std::string(noun) + "s") + " " +
      (people.size() == 1 ? one : many) + ": " + people.text() + ".");
}

}  // namespace gup::plan

#include "hooks/page/runs/change_text.hpp"

#include "hooks/format.hpp"
#include "plan/change_reasons.hpp"

namespace gup {

using host_sdk::page::BadgeValue;
using host_sdk::page::Tone;
using plan::ChangeKind;

namespace {

bool is_about_group(ChangeKind kind) {
  return kind == ChangeKind::group_added || kind == ChangeKind::group_renamed ||
         kind == ChangeKind::group_removed || kind == ChangeKind::group_released;
}

}  // namespace

BadgeValue change_badge(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added:
      return {"Added", Tone::success};
    case ChangeKind::updated:
      return {"Updated", Tone::info};
    case ChangeKind::reactivated:
      return {"Reactivated", Tone::success};
    case ChangeKind::removed:
      return {"Removed", Tone::neutral};
    case ChangeKind::deactivated:
      return {"Deactivated", Tone::neutral};
    case ChangeKind::released:
      return {"Released", Tone::neutral};
    case ChangeKind::held:
      return {"Held", Tone::warning};
    case ChangeKind::frozen:
      return {"Kept unchanged", Tone::warning};
    case ChangeKind::skipped:
      return {"Skipped", Tone::neutral};
    case ChangeKind::failed:
      return {"Failed", Tone::danger};
    case ChangeKind::adopted:
      return {"Linked", Tone::success};
    case ChangeKind::group_added:
      return {"Group created", Tone::success};
    case ChangeKind::group_renamed:
      return {"Group renamed", Tone::info};
    case ChangeKind::group_removed:
      return {"Group deleted", Tone::neutral};
    case ChangeKind::group_released:
      return {"Group released", Tone::neutral};
    case ChangeKind::memberships:
      return {"Memberships", Tone::info};
  }
  return {"Changed", Tone::neutral};
}

BadgeValue planned_badge(ChangeKind kind) {
  BadgeValue badge = change_badge(kind);
  if (kind == ChangeKind::failed)
    badge.text = "Would fail";
  else if (kind == ChangeKind::frozen)
    badge.text = "Would stay unchanged";
  else if (is_about_group(kind))
    badge.text.insert(badge.text.find(' '), " would be");
  else if (kind != ChangeKind::memberships)
    badge.text = "Would be " + lower_first(badge.text);
  return badge;
}

std::string change_name(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added:
      return "added";
    case ChangeKind::updated:
      return "updated";
    case ChangeKind::reactivated:
      return "reactivated";
    case ChangeKind::removed:
      return "removed";
    case ChangeKind::deactivated:
      return "deactivated";
    case ChangeKind::released:
      return "released";
    case ChangeKind::held:
      return "held";
    case ChangeKind::frozen:
      return "frozen";
    case ChangeKind::skipped:
      return "skipped";
    case ChangeKind::failed:
      return "failed";
    case ChangeKind::adopted:
      return "adopted";
    case ChangeKind::group_added:
      return "group_added";
    case ChangeKind::group_renamed:
      return "group_renamed";
    case ChangeKind::group_removed:
      return "group_removed";
    case ChangeKind::group_released:
      return "group_released";
    case ChangeKind::memberships:
      return "memberships";
  }
  return "changed";
}

std::string person_text(const plan::PersonChange& change) {
  if (!change.email.empty()) return change.email;
  return change.external_id.empty() || is_about_group(change.kind) ? "–" : change.external_id;
}

std::string named_person_text(const plan::PersonChange& change) {
  const auto& row = change.after ? change.after : change.before;
  if (!row || change.email.empty()) return person_text(change);
  const std::string name = host_sdk::full_name(row->fields.first_name, row->fields.last_name);
  return name.empty() ? change.email : name + " <" + change.email + ">";
}

std::string trigger_text(RunTrigger trigger) {
  switch (trigger) {
    case RunTrigger::schedule:
      return "on schedule";
    case RunTrigger::page:
      return "on the page";
    case RunTrigger::command_line:
      return "on the command line";
  }
  return "";
}

std::string reason_text(const plan::PersonChange& change) {
  if (!change.reason.empty() || !change.before || !change.after) return with_capital(change.reason);
  return plan::describe_difference(*change.before, *change.after);
}

}  // namespace gup

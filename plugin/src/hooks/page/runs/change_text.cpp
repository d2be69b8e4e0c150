#include "hooks/page/runs/change_text.hpp"

#include "hooks/format.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "model/clean_text.hpp"
#include "plan/change_reasons.hpp"

namespace gup {

using host_sdk::page::BadgeValue;
using host_sdk::page::Tone;
using plan::ChangeKind;

namespace {

const char* planned_label(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added:
      return tr_later("Would be added");
    case ChangeKind::updated:
      return tr_later("Would be updated");
    case ChangeKind::reactivated:
      return tr_later("Would be reactivated");
    case ChangeKind::removed:
      return tr_later("Would be removed");
    case ChangeKind::deactivated:
      return tr_later("Would be deactivated");
    case ChangeKind::released:
      return tr_later("Would be released");
    case ChangeKind::held:
      return tr_later("Would be held");
    case ChangeKind::frozen:
      return tr_later("Would stay unchanged");
    case ChangeKind::skipped:
      return tr_later("Would be skipped");
    case ChangeKind::failed:
      return tr_later("Would fail");
    case ChangeKind::adopted:
      return tr_later("Would be linked");
    case ChangeKind::group_added:
      return tr_later("Group would be created");
    case ChangeKind::group_renamed:
      return tr_later("Group would be renamed");
    case ChangeKind::group_removed:
      return tr_later("Group would be deleted");
    case ChangeKind::group_released:
      return tr_later("Group would be released");
    case ChangeKind::memberships:
      return tr_later("Memberships");
  }
  return tr_later("Would be changed");
}

bool is_about_group(ChangeKind kind) {
  return kind == ChangeKind::group_added || kind == ChangeKind::group_renamed ||
         kind == ChangeKind::group_removed || kind == ChangeKind::group_released;
}

}  // namespace

BadgeValue change_badge(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added:
      return {tr("Added"), Tone::success};
    case ChangeKind::updated:
      return {tr("Updated"), Tone::info};
    case ChangeKind::reactivated:
      return {tr("Reactivated"), Tone::success};
    case ChangeKind::removed:
      return {tr("Removed"), Tone::neutral};
    case ChangeKind::deactivated:
      return {tr("Deactivated"), Tone::neutral};
    case ChangeKind::released:
      return {tr("Released"), Tone::neutral};
    case ChangeKind::held:
      return {tr("Held"), Tone::warning};
    case ChangeKind::frozen:
      return {tr("Kept unchanged"), Tone::warning};
    case ChangeKind::skipped:
      return {tr("Skipped"), Tone::neutral};
    case ChangeKind::failed:
      return {tr("Failed"), Tone::danger};
    case ChangeKind::adopted:
      return {tr("Linked"), Tone::success};
    case ChangeKind::group_added:
      return {tr("Group created"), Tone::success};
    case ChangeKind::group_renamed:
      return {tr("Group renamed"), Tone::info};
    case ChangeKind::group_removed:
      return {tr("Group deleted"), Tone::neutral};
    case ChangeKind::group_released:
      return {tr("Group released"), Tone::neutral};
    case ChangeKind::memberships:
      return {tr("Memberships"), Tone::info};
  }
  return {tr("Changed"), Tone::neutral};
}

BadgeValue planned_badge(ChangeKind kind) {
  return {tr(planned_label(kind)), change_badge(kind).tone};
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
  return name_and_address(host_sdk::full_name(row->fields.first_name, row->fields.last_name), change.email);
}

const char* trigger_text(RunTrigger trigger) {
  switch (trigger) {
    case RunTrigger::schedule:
      return tr_later("on schedule");
    case RunTrigger::page:
      return tr_later("on the page");
    case RunTrigger::command_line:
      return tr_later("on the command line");
  }
  return "";
}

std::string reason_text(const plan::PersonChange& change) {
  if (!change.reason.empty() || !change.before || !change.after)
    return with_capital(stored_text(change.reason));
  return plan::describe_difference(*change.before, *change.after);
}

}  // namespace gup

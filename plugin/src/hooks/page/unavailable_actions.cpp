#include "hooks/page/unavailable_actions.hpp"

#include "google/sign_in/scopes.hpp"
#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/attention/held.hpp"
#include "hooks/page/runs/undo_form.hpp"
#include "hooks/page/schedule/schedule_card.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::page::UnavailableAction;

std::vector<UnavailableAction> all_for(const std::string& reason,
                                       std::initializer_list<const char*> actions) {
  std::vector<UnavailableAction> unavailable;
  for (const char* action : actions) unavailable.push_back({action, reason});
  return unavailable;
}

std::vector<UnavailableAction> unavailable_in(PageState state) {
  switch (state) {
    case PageState::not_connected:
      return all_for(not_connected_sentence(), {kPreview, kSave, kStartSync, kSyncNow, kStopSync, kUnlink,
                                                kUnlinkAndKeep, kExplain, kAskAboutPerson, kSyncPerson});
    case PageState::connecting:
      return all_for(tr("A service account is being tested for this company. Wait for the result."),
                     {kConnect, kConnectServiceAccount, kPreview, kSave, kStartSync, kSyncNow, kStopSync,
                      kUnlink, kUnlinkAndKeep, kExplain, kAskAboutPerson, kSyncPerson});
    case PageState::unlinking:
      return all_for(being_unlinked_sentence(),
                     {kConnect, kConnectServiceAccount, kPreview, kSave, kStartSync, kSyncNow, kStopSync,
                      kExplain, kAskAboutPerson, kSyncPerson});
    case PageState::reconnect_needed:
      return all_for(tr(kReconnectSentence), {kStartSync, kSyncNow, kStopSync});
    case PageState::not_set_up:
      return all_for(tr(kNotSetUpSentence), {kSyncNow, kStopSync});
    case PageState::running:
      return all_for(tr("A sync is already running. No second sync was started."), {kSyncNow});
    default:
      return all_for(tr("No sync is running."), {kStopSync});
  }
}

std::string why_no_removals(PageState state) {
  switch (state) {
    case PageState::not_connected:
    case PageState::connecting:
      return not_connected_sentence();
    case PageState::unlinking:
      return being_unlinked_sentence();
    case PageState::running:
      return tr(
          "A sync is already running, which checks the held removals again. Nothing was done. Review the "
          "removals that are still held when it has ended.");
    default:
      return tr("No removals are held.");
  }
}

/// Exclusions and fields are on the page of every connected company.
std::vector<UnavailableAction> unavailable_rules(const PageFacts& facts, PageState state) {
  const auto all = {kExclude,          kExcludePerson,        kExcludeDomain, kRemoveExclusion,
                    kRestoreExclusion, kImportExclusions,     kSaveFields,    kPreviewFields,
                    kResetFields,      kAllowCustomAttributes};
  if (state == PageState::not_connected || state == PageState::connecting)
    return all_for(not_connected_sentence(), all);
  if (state == PageState::unlinking) return all_for(being_unlinked_sentence(), all);
  std::vector<UnavailableAction> unavailable;
  if (google::grants_schemas(facts.connection->scopes))
    unavailable.push_back({kAllowCustomAttributes, tr("Custom attributes are already listed.")});
  else if (state == PageState::reconnect_needed)
    unavailable.push_back({kAllowCustomAttributes, tr(kReconnectSentence)});
  return unavailable;
}

std::vector<UnavailableAction> unavailable_schedule(const PageFacts& facts, PageState state) {
  const auto all = {kSaveSchedule, kPauseSchedule, kResumeSchedule};
  if (state == PageState::not_connected || state == PageState::connecting)
    return all_for(not_connected_sentence(), all);
  if (state == PageState::unlinking) return all_for(being_unlinked_sentence(), all);
  if (facts.schedule.next) return all_for(tr("The schedule is not paused."), {kResumeSchedule});
  if (offers_resume(facts.schedule, state))
    return all_for(facts.schedule.paused_by.empty() ? tr("The schedule is already paused.")
                                                    : tr("The schedule is already paused, by {person}.",
                                                         {{"person", facts.schedule.paused_by}}),
                   {kPauseSchedule});
  if (state == PageState::reconnect_needed) return all_for(tr(kReconnectSentence), {kResumeSchedule});
  return all_for(tr("No sync is scheduled. Start the sync first."), {kPauseSchedule, kResumeSchedule});
}

}  // namespace

std::vector<UnavailableAction> unavailable_actions(const PageFacts& facts, PageState state) {
  auto unavailable = unavailable_in(state);
  for (auto& one : unavailable_rules(facts, state)) unavailable.push_back(std::move(one));
  for (auto& one : unavailable_schedule(facts, state)) unavailable.push_back(std::move(one));
  if (!offers_removals(facts.removals, state))
    for (auto& one : all_for(why_no_removals(state), {kApproveRemovals, kDismissRemovals, kApproveAllRemovals,
                                                      kDismissAllRemovals, kKeepRemoval, kRemoveKept}))
      unavailable.push_back(std::move(one));
  if (!offers_undo(facts.runs, state))
    unavailable.push_back(
        {kUndoRun, facts.runs.empty()
                       ? tr("The history has no run to undo.")
                       : tr("A run is active. Nothing was undone. Undo a run when it has ended.")});
  return unavailable;
}

}  // namespace gup

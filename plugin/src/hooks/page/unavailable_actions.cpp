// What the page does not offer at the moment, and why: the answer to a stale page and to a command line.
#include "hooks/action_names.hpp"
#include "hooks/page/cards.hpp"

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
      return all_for("This company is not connected to Google yet: press CONNECT TO GOOGLE first.",
                     {kSave, kStartSync, kSyncNow, kStopSync, kUnlink});
    case PageState::unlinking:
      return all_for("This company's integration is being unlinked: repeat Unlink to finish that.",
                     {kConnect, kConnectServiceAccount, kSave, kStartSync, kSyncNow, kStopSync});
    case PageState::reconnect_needed:
      return all_for("Reconnect to Google first.", {kStartSync, kSyncNow, kStopSync});
    case PageState::not_set_up:
      return all_for(
          "The sync is not set up yet: choose a sync source and a sync method and press START SYNC.",
          {kSyncNow, kStopSync});
    default:
      return all_for("No sync is under way.", {kStopSync});
  }
}

}  // namespace

std::vector<UnavailableAction> not_yet_available() {
  return {{"preview", "Previews come with a later version; nothing was changed."},
          {"approve_removals",
           "Approving held removals comes with a later version; until then, raise the removal limit and sync "
           "again."},
          {"dismiss_removals",
           "Dismissing held removals comes with a later version; until then the people whose removal is held "
           "stay."},
          {"undo_run", "Undoing a sync comes with a later version; nothing was changed."},
          {"explain", "Saying why a person is in or out comes with a later version."}};
}

std::vector<UnavailableAction> unavailable_actions(PageState state) {
  auto unavailable = not_yet_available();
  for (auto& one : unavailable_in(state)) unavailable.push_back(std::move(one));
  return unavailable;
}

}  // namespace gup

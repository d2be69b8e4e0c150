#include "hooks/explain/past_syncs.hpp"

#include <algorithm>

#include "hooks/page/runs/settings_text.hpp"
#include "host_sdk/language.hpp"

namespace gup {

using host_sdk::tr;

std::optional<host_sdk::Timestamp> last_compared(const std::optional<Run>& sync,
                                                 const std::vector<host_sdk::ExplainedChange>& history) {
  std::optional<host_sdk::Timestamp> latest;
  if (!history.empty()) latest = history.front().started_at;
  if (!sync) return latest;
  const auto ended = sync->finished_at.value_or(sync->started_at);
  return latest ? std::max(*latest, ended) : ended;
}

std::string unknown_address(const std::optional<Run>& sync) {
  std::string text = tr("No target user has this address, and no sync in the last 90 days mentions it.");
  if (sync && sync->settings_used)
    text += " " + tr("The last sync did not find it in its source ({source}).",
                     {{"source", source_text(*sync->settings_used)}});
  return text;
}

}  // namespace gup

// Why a person is selected, or leaves, with the names of units and groups. A reason is a phrase in sentence
// case without a final period.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "plan/make_plan.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Names of groups and paths of units: Google's, else the last known one, else the id.
class SourceLabels {
 public:
  explicit SourceLabels(const PlanInput& input);
  /// “Team Rocket”, “/ Europe / Sales”, or the bare id if there is no name.
  [[nodiscard]] std::string of(std::string_view id) const;
  /// The same without quotes.
  [[nodiscard]] std::string name_of(std::string_view id) const;

 private:
  std::unordered_map<std::string_view, std::string> names_;
};

/// "/Engineering/Platform" as "/ Engineering / Platform".
[[nodiscard]] std::string spaced_path(std::string_view path);

/// Why a person leaves or is left out: "Suspended in Google", "Excluded: matches svc-*@acme.com (robots)".
[[nodiscard]] std::string reason_for_leaving(const PlanInput& input, const Classification& classification,
                                             PersonIndex person);
/// The same, and, if known, the present or former source of a person who left the selection. "No longer in a
/// selected organizational unit; now in / Sales", "No longer a member of a selected group; was in “Crew”".
[[nodiscard]] std::string full_reason_for_leaving(const PlanInput& input,
                                                  const Classification& classification, PersonIndex person,
                                                  const SourceLabels& labels);

/// Why a person is in: "In / Engineering / Platform", "Member of “Team Rocket”".
[[nodiscard]] std::string reason_for_selection(const Classification& classification, PersonIndex person,
                                               const SyncSettings& settings, const SourceLabels& labels);

}  // namespace gup::plan

// The reasons in reports: why a person is in, out or changed. A reason is a phrase in sentence case without a
// final period.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plan/make_plan.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// "a, b, c and 4 more": names at most ten.
[[nodiscard]] std::string listed(const std::vector<std::string>& things);

/// Names of units and groups: Google's, else the one stored with the target group, else the id.
class SourceLabels {
 public:
  explicit SourceLabels(const PlanInput& input);
  /// “Team Rocket”, or the bare id if there is no name.
  [[nodiscard]] std::string of(std::string_view id) const;

 private:
  std::unordered_map<std::string_view, std::string_view> names_;
};

/// Why a person leaves: "Suspended in Google".
[[nodiscard]] std::string reason_for_leaving(LeavingReason reason, const SyncSettings& settings);

/// Why a person is in: "In / Engineering / Platform", "Member of “Team Rocket”".
[[nodiscard]] std::string reason_for_selection(const Classification& classification, PersonIndex person,
                                               const SyncSettings& settings, const SourceLabels& labels);

/// The differences between two versions of a row: "Department changed from “Eng” to “Engineering”".
[[nodiscard]] std::string describe_difference(const TargetUserRow& before, const TargetUserRow& after);

/// "Anna Berg <anna@example.com>"
[[nodiscard]] std::string name_of(const TargetUserRow& row);

}  // namespace gup::plan

// The plan's sentences: why a person is in, out or different.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plan/plan.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// "1 group", "3 groups".
[[nodiscard]] std::string counted(std::size_t number, const char* one, const char* many);

/// "a, b, c and 4 more": at most ten are named.
[[nodiscard]] std::string listed(const std::vector<std::string>& things);

/// Names for units and groups: as Google says them, else as their target group was named, else the id.
class SourceLabels {
 public:
  explicit SourceLabels(const PlanInput& input);
  /// “Team Rocket”, or the bare id of a nameless one.
  [[nodiscard]] std::string of(std::string_view id) const;

 private:
  std::unordered_map<std::string_view, std::string_view> names_;
};

/// Why a person has to leave: "suspended in Google".
[[nodiscard]] std::string words_for(Why why, const SyncSettings& settings);

/// Why a person is in: "In / Engineering / Platform", "Member of “Team Rocket”".
[[nodiscard]] std::string words_for_presence(const Classification& classification, PersonIndex person,
                                             const SyncSettings& settings, const SourceLabels& labels);

/// What differs between two versions of a row: "Department: “Eng” becomes “Engineering”".
[[nodiscard]] std::string words_for_difference(const TargetUserRow& before, const TargetUserRow& after);

/// A target user in a sentence: "Anna Berg <anna@example.com>".
[[nodiscard]] std::string name_of(const TargetUserRow& row);

}  // namespace gup::plan

// The reasons in reports: why a person is in, out or changed. A reason is a phrase in sentence case without a
// final period.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "host_sdk/services/clock.hpp"
#include "model/person.hpp"
#include "plan/make_plan.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Counts things and remembers the first ten.
class ShortList {
 public:
  explicit ShortList(std::size_t shown = 10) : shown_(shown) {}
  void add(std::string_view thing);
  [[nodiscard]] std::size_t size() const { return size_; }
  /// "a, b, c and 4 more": the first `shown` things.
  [[nodiscard]] std::string text() const;

 private:
  std::size_t shown_;
  std::size_t size_ = 0;
  std::string text_;
};

/// "a, b, c and 4 more": names at most ten.
[[nodiscard]] std::string listed(const std::vector<std::string>& things);

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

/// The differences between two versions of a row: "Department changed from “Eng” to “Engineering”".
[[nodiscard]] std::string describe_difference(const TargetUserRow& before, const TargetUserRow& after);

/// The fields' labels in the middle of a sentence: "job title, location".
[[nodiscard]] std::string labels_of(const FieldSet& fields);

/// The fields whose value in Google cannot be used.
[[nodiscard]] FieldSet unusable_fields(const FieldProblems& problems);

/// The reason and what differs from Google's record: "In /; phone number in Google cannot be used".
[[nodiscard]] std::string with_problems(std::string reason, const FieldProblems& problems);

/// "Suspended in Google; to be deleted on 29 Dec 2026 unless the person returns"; `reason` alone without a
/// date.
[[nodiscard]] std::string with_deletion_date(std::string reason,
                                             const std::optional<host_sdk::Timestamp>& date);
[[nodiscard]] std::string without_deletion_date(const std::string& reason);
/// "Suspended in Google; inactive since 29 Nov 2026"
[[nodiscard]] std::string with_deactivation_date(std::string reason, host_sdk::Timestamp since);

/// "Anna Berg <anna@example.com>"
[[nodiscard]] std::string name_of(const TargetUserRow& row);

}  // namespace gup::plan

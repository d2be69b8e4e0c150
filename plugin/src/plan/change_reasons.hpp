// What reports say about a change. A reason is a phrase in sentence case without a final period.
#pragma once

#include <optional>
#include <string>

#include "host_sdk/services/clock.hpp"
#include "model/person.hpp"
#include "model/target_fields.hpp"
#include "model/target_user.hpp"

namespace gup::plan {

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

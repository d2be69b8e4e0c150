// A person of the directory after cleaning and checking.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/target_fields.hpp"
#include "model/target_user.hpp"

namespace gup {

/// The fields that differ from Google's record. Nearly always none.
struct FieldProblems {
  /// Too long for the table, and cut.
  FieldSet cut;
  /// Unknown: not readable, or not sent. A row keeps its values of these.
  FieldSet kept;
  /// Google has no name. `kept` contains both names.
  bool no_name = false;

  [[nodiscard]] bool any() const { return cut.any() || kept.any(); }
};

/// A person whose record is usable.
struct Person {
  std::string id;
  /// Optional fields are either absent or not empty. Kept fields are absent or empty.
  TargetFields fields;
  FieldProblems problems;
  /// Fields that stay as they are by the company's field mapping. A row keeps its values of these, too.
  FieldSet kept_by_mapping{};
  bool suspended = false;
  bool archived = false;
  /// See `unit_path_key` (model/clean_text.hpp). Empty if Google sent no path.
  std::string unit_path_key;
  /// The exclusions that match the record, by their places in the company's rules.
  std::vector<std::uint16_t> exclusions;
};

/// A person whose record is not usable. The person counts as present: an existing row stays as it is, and no
/// new row is created.
struct UnusablePerson {
  std::string id;
  /// The address as far as it is known, for the report.
  std::string email;
  /// For the administrator: "No email address in Google".
  std::string reason;
  /// The same as in `Person`; decides whether a new person with this record is selected.
  std::string unit_path_key;
  /// The record is good, but the host's database refused the row: a failure, not a skipped person.
  bool refused = false;
};

}  // namespace gup

// A person as the host shall keep them: cleaned, checked, with a fingerprint.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "google/directory_types.hpp"

namespace gup::plan {

/// The columns of a target user that Google decides. Absent in Google is NULL in the table; the names are
/// never NULL.
struct TargetFields {
  std::string email;
  std::string first_name;
  std::string last_name;
  std::optional<std::string> department;
  std::optional<std::string> job_title;
  std::optional<std::string> phone_number;
  std::optional<std::string> manager_email;
  std::optional<std::string> preferred_language;
  std::optional<std::string> location;

  bool operator==(const TargetFields&) const = default;
};

/// A person of the directory whose record can be used.
struct Person {
  std::string id;
  TargetFields fields;
  bool suspended = false;
  bool archived = false;
  /// Lower-cased and normalised ("/" is the root); the key into the units of the same run. Empty when Google
  /// did not say.
  std::string unit_path_key;
};

/// A person whose record cannot be used: they count as present, an existing row stays as it is.
struct UnusablePerson {
  std::string id;
  /// What is known of the address, for the report.
  std::string email;
  /// In plain words: "has no e-mail address in Google".
  std::string reason;
  /// As in `Person`: whether a newcomer with such a record concerns the selection at all.
  std::string unit_path_key;
};

/// Cleans and checks one record: trims, removes zero-width characters, refuses what the tables cannot keep.
[[nodiscard]] std::variant<Person, UnusablePerson> read_person(google::DirectoryUser user);

/// The fingerprint of everything that the table keeps of a person; equal fields give equal hashes for ever
/// (it is stored). SipHash-2-4 over length-prefixed fields.
[[nodiscard]] std::int64_t content_hash(const TargetFields& fields);

/// An organizational unit's path as it is compared: folded, with one leading slash and none at the end.
[[nodiscard]] std::string unit_path_key(const std::string& path);

}  // namespace gup::plan

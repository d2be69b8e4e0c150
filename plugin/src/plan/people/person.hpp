// A person as the host shall keep them: cleaned, checked, with a fingerprint.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "model/directory.hpp"
#include "model/target_user.hpp"

namespace gup::plan {

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
[[nodiscard]] std::variant<Person, UnusablePerson> read_person(DirectoryUser user);

/// An organizational unit's path as it is compared: folded, with one leading slash and none at the end.
[[nodiscard]] std::string unit_path_key(const std::string& path);

}  // namespace gup::plan

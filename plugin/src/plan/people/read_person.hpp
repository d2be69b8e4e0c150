// Turns a record of the directory into a person.
#pragma once

#include <variant>

#include "model/directory.hpp"
#include "model/fields/field_mapping.hpp"
#include "model/person.hpp"

namespace gup::plan {

/// What the company's mapping says about values that are empty or not known.
struct FieldRules {
  FieldMapping mapping = default_mapping();
  /// Fields whose source is missing in Google, so that no value is known for anyone.
  FieldSet unknown{};
};

/// Cleans and checks a record. It is unusable only without a usable address or without a flag. A field that
/// cannot be kept is named in `Person::problems`.
[[nodiscard]] std::variant<Person, UnusablePerson> read_person(DirectoryUser user,
                                                               const FieldRules& rules = {});

}  // namespace gup::plan

// Turns a record of the directory into a person.
#pragma once

#include <variant>

#include "model/directory.hpp"
#include "model/person.hpp"

namespace gup::plan {

/// Cleans and checks a record. It is unusable only without a usable address or without a flag. A field that
/// cannot be kept is named in `Person::problems`.
[[nodiscard]] std::variant<Person, UnusablePerson> read_person(DirectoryUser user);

}  // namespace gup::plan

// Turns a record of the directory into a person.
#pragma once

#include <variant>

#include "model/directory.hpp"
#include "model/person.hpp"

namespace gup::plan {

/// Cleans and checks a record: trims texts, removes zero-width characters and rejects what the tables cannot
/// store.
[[nodiscard]] std::variant<Person, UnusablePerson> read_person(DirectoryUser user);

}  // namespace gup::plan

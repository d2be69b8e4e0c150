// What a row of a member list stands for, straight from the directory.
#pragma once

#include <optional>
#include <string>

#include "world.hpp"

namespace gup::plan::test {

/// The connection's own customer.
inline constexpr const char* kCustomer = "C0123";

/// The person with this primary address or alias, which stories spell in one way only.
[[nodiscard]] std::optional<std::string> owner_of(const WrittenDirectory& google, const std::string& address);
/// The person who is this member: by the id, and by the address only if the row has no id.
[[nodiscard]] std::optional<std::string> person_of(const WrittenDirectory& google, const Member& member);
/// The nested group: by the id, and by the address only if the row has no id.
[[nodiscard]] std::optional<std::string> group_of(const WrittenDirectory& google, const Member& member);
/// Everyone of the connection's own customer; Google may omit the type.
[[nodiscard]] bool is_everyone(const Member& member);
/// Nested in a group of the customer, and another customer's.
[[nodiscard]] bool is_outside(const WrittenDirectory& google, const std::string& group);
/// Google does not say whether such a person is in a group above it, so that the person may stay unconfirmed.
[[nodiscard]] bool is_in_outside_group(const WrittenDirectory& google, const std::string& person);

}  // namespace gup::plan::test

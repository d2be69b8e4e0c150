// From one answer of a directory method to its values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "google/google_service.hpp"
#include "model/directory.hpp"

namespace gup::google {

/// One page of a list; the token is empty on the last one.
template <typename Item>
struct Page {
  std::vector<Item> items;
  std::string next_page_token;
};

/// All throw `DamagedAnswer` for what is not JSON and `Failure` for JSON of the wrong shape.

/// A page without "users" fails: Google is known to answer 200 with data missing, and who trusts that deletes
/// everybody. An empty list is legal.
[[nodiscard]] Page<DirectoryUser> decode_users(std::string_view body);
/// The next three: Google leaves an empty list out.
[[nodiscard]] Page<DirectoryGroup> decode_groups(std::string_view body);
[[nodiscard]] Page<Member> decode_members(std::string_view body);
[[nodiscard]] std::vector<OrganizationalUnit> decode_units(std::string_view body);

/// Only that the answer could be a list of units.
void check_unit_list(std::string_view body);

/// One person of `users.get`.
[[nodiscard]] DirectoryUser decode_single_user(std::string_view body);
[[nodiscard]] Administrator decode_administrator(std::string_view body);

}  // namespace gup::google

// Decodes the responses of the directory methods.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "google/fields/field_values.hpp"
#include "google/sign_in/grant.hpp"
#include "model/directory.hpp"

namespace gup::google {

/// One page of a list; the token is empty on the last page.
template <typename Item>
struct Page {
  std::vector<Item> items;
  std::string next_page_token;
};

// All functions throw `DamagedAnswer` for anything but JSON, and `Failure` for JSON of the wrong format.
// Those of lists also throw `DamagedAnswer` for an answer without its `kind`.

/// Fails for a page without "users": Google sometimes sends status 200 with missing data, and trusting it
/// would remove all users. An empty list is valid.
[[nodiscard]] Page<DirectoryUser> decode_users(std::string_view body,
                                               const FieldValues& fields = FieldValues());
/// The ids of deleted users. Leaves out records without a time of deletion. Google omits an empty list.
[[nodiscard]] Page<std::string> decode_deleted_users(std::string_view body);
/// For groups, members and units, Google omits an empty list.
[[nodiscard]] Page<DirectoryGroup> decode_groups(std::string_view body);
[[nodiscard]] Page<Member> decode_members(std::string_view body);
[[nodiscard]] std::vector<OrganizationalUnit> decode_units(std::string_view body);

/// The fields of all schemas that the customer defined.
[[nodiscard]] std::vector<KnownAttribute> decode_schemas(std::string_view body);

/// Checks the format of a list of units, but not its entries.
void check_unit_list(std::string_view body);

/// The user of `users.get`. Only `id` is required. A field of the wrong type is in
/// `DirectoryUser::unreadable`, a flag or an address of the wrong type counts as absent: the user is known to
/// exist, and `plan` reports what cannot be used.
[[nodiscard]] DirectoryUser decode_single_user(std::string_view body,
                                               const FieldValues& fields = FieldValues());
/// Errors: as above. Google must name the object's id and, for a unit, its path.
[[nodiscard]] DirectoryGroup decode_single_group(std::string_view body);
[[nodiscard]] OrganizationalUnit decode_single_unit(std::string_view body);
/// The answer of `members.hasMember`.
[[nodiscard]] bool decode_is_member(std::string_view body);
[[nodiscard]] Administrator decode_administrator(std::string_view body);

}  // namespace gup::google

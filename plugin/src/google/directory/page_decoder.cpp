#include "google/directory/page_decoder.hpp"

#include "google/directory/json_reader.hpp"
#include "google/directory/user_decoder.hpp"

namespace gup::google {

namespace json = boost::json;

namespace {

MemberType member_type(const std::optional<std::string>& type) {
  if (type == "USER") return MemberType::user;
  if (type == "GROUP") return MemberType::group;
  if (type == "CUSTOMER") return MemberType::customer;
  return MemberType::other;
}

DirectoryGroup decode_group(std::string_view call, const json::object& group) {
  return {need_id(call, group, "id"), text_or_empty(call, group, "email"),
          text_or_empty(call, group, "name")};
}

/// The id may be missing for people outside the customer, the address for a member of type CUSTOMER.
Member decode_member(std::string_view call, const json::object& member) {
  return {text_or_empty(call, member, "id"), text_or_empty(call, member, "email"),
          member_type(find_text(member, "type"))};
}

OrganizationalUnit decode_unit(std::string_view call, const json::object& unit) {
  return {need_id(call, unit, "orgUnitId"), need_text(call, unit, "orgUnitPath"),
          text_or_empty(call, unit, "name"), text_or_empty(call, unit, "parentOrgUnitId")};
}

template <typename Item>
std::vector<Item> decode_list(std::string_view call, const json::array* list, std::string_view key,
                              Item (*decode)(std::string_view, const json::object&)) {
  std::vector<Item> items;
  if (list == nullptr) return items;
  items.reserve(list->size());
  for (const json::value& entry : *list) items.push_back(decode(call, need_object(call, entry, key)));
  return items;
}

template <typename Item>
Page<Item> decode_page(std::string_view call, const json::object& page, std::string_view key,
                       Item (*decode)(std::string_view, const json::object&)) {
  return {decode_list(call, find_list(call, page, key), key, decode),
          text_or_empty(call, page, "nextPageToken")};
}

}  // namespace

Page<DirectoryUser> decode_users(std::string_view body) {
  constexpr std::string_view kCall = "users.list";
  const JsonDocument document(kCall, body);
  if (find_list(kCall, document.object(), "users") == nullptr)
    throw_wrong_shape(kCall, "it holds no list of users");
  return decode_page(kCall, document.object(), "users", &decode_user);
}

Page<DirectoryGroup> decode_groups(std::string_view body) {
  const JsonDocument document("groups.list", body);
  return decode_page("groups.list", document.object(), "groups", &decode_group);
}

Page<Member> decode_members(std::string_view body) {
  const JsonDocument document("members.list", body);
  return decode_page("members.list", document.object(), "members", &decode_member);
}

std::vector<OrganizationalUnit> decode_units(std::string_view body) {
  constexpr std::string_view kCall = "orgunits.list";
  constexpr std::string_view kKey = "organizationUnits";
  const JsonDocument document(kCall, body);
  return decode_list(kCall, find_list(kCall, document.object(), kKey), kKey, &decode_unit);
}

void check_unit_list(std::string_view body) {
  const JsonDocument document("orgunits.list", body);
  (void)find_list("orgunits.list", document.object(), "organizationUnits");
}

DirectoryUser decode_single_user(std::string_view body) {
  const JsonDocument document("users.get", body);
  return decode_user("users.get", document.object());
}

Administrator decode_administrator(std::string_view body) {
  const JsonDocument document("users.get", body);
  const json::object& user = document.object();
  return {need_id("users.get", user, "id"), need_text("users.get", user, "primaryEmail"),
          need_text("users.get", user, "customerId")};
}

}  // namespace gup::google

#include "google/directory/decoders.hpp"

#include <boost/json/value.hpp>
#include <type_traits>
#include <utility>

#include "google/wire/json_reader.hpp"

namespace gup::google {

namespace json = boost::json;

namespace {

bool is_not_text(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
  return value != nullptr && !value->is_null() && !value->is_string();
}

void read_texts(const json::object& user, std::string_view key, std::vector<std::string>& into) {
  const json::value* list = user.if_contains(json::string_view(key.data(), key.size()));
  if (list == nullptr || !list->is_array()) return;
  for (const json::value& entry : list->get_array())
    if (entry.is_string() && !entry.get_string().empty())
      into.emplace_back(entry.get_string().data(), entry.get_string().size());
}

DirectoryUser decode_user(std::string_view call, const json::object& user, const FieldValues& fields) {
  DirectoryUser decoded;
  decoded.id = need_id(call, user, "id");
  decoded.primary_email = find_text(user, "primaryEmail");
  decoded.suspended = find_flag(user, "suspended");
  decoded.archived = find_flag(user, "archived");
  // The root is "/". An empty path says nothing about the unit.
  decoded.org_unit_path = find_some_text(user, "orgUnitPath");
  decoded.guest = find_flag(user, "isGuestUser");
  decoded.has_mailbox = find_flag(user, "isMailboxSetup");
  decoded.last_sign_in = find_some_text(user, "lastLoginTime");
  if (is_not_text(user, "lastLoginTime")) decoded.last_sign_in = "unreadable";
  fields.read(user, decoded);
  read_texts(user, "aliases", decoded.aliases);
  decoded.editable_aliases = decoded.aliases.size();
  read_texts(user, "nonEditableAliases", decoded.aliases);
  return decoded;
}

MemberType member_type(const std::optional<std::string>& type) {
  if (type == "USER") return MemberType::user;
  if (type == "GROUP") return MemberType::group;
  if (type == "CUSTOMER") return MemberType::customer;
  return MemberType::other;
}

/// Empty for a record that does not say that the user was deleted.
std::string decode_deleted_user(std::string_view call, const json::object& user) {
  return text_or_empty(call, user, "deletionTime").empty() ? "" : text_or_empty(call, user, "id");
}

DirectoryGroup decode_group(std::string_view call, const json::object& group) {
  return {need_id(call, group, "id"), text_or_empty(call, group, "email"),
          text_or_empty(call, group, "name")};
}

/// The id is absent for some members outside the customer, the email for a member of type CUSTOMER.
Member decode_member(std::string_view call, const json::object& member) {
  return {text_or_empty(call, member, "id"), text_or_empty(call, member, "email"),
          member_type(find_text(member, "type"))};
}

OrganizationalUnit decode_unit(std::string_view call, const json::object& unit) {
  return {need_id(call, unit, "orgUnitId"), need_text(call, unit, "orgUnitPath"),
          text_or_empty(call, unit, "name"), text_or_empty(call, unit, "parentOrgUnitId")};
}

template <typename Decode>
auto decode_list(std::string_view call, const json::array* list, std::string_view key, const Decode& decode) {
  std::vector<std::invoke_result_t<Decode, std::string_view, const json::object&>> items;
  if (list == nullptr) return items;
  items.reserve(list->size());
  for (const json::value& entry : *list) items.push_back(decode(call, need_object(call, entry, key)));
  return items;
}

/// Google omits an empty list. So any other JSON object, such as a proxy's message with status 200, would
/// pass as an empty one, unless the answer says what it is: "admin#directory#users", in some guides without
/// "admin#".
void need_kind(std::string_view call, const json::object& answer, std::string_view kind) {
  const auto said = find_text(answer, "kind");
  if (said && said->ends_with(kind)) return;
  throw DamagedAnswer("Google's answer to " + std::string(call) + " is not marked as \"" + std::string(kind) +
                      "\", so it may come from a proxy");
}

template <typename Decode>
auto decode_page(std::string_view call, const json::object& page, std::string_view key,
                 const Decode& decode) {
  using Item = std::invoke_result_t<Decode, std::string_view, const json::object&>;
  return Page<Item>{decode_list(call, find_list(call, page, key), key, decode),
                    text_or_empty(call, page, "nextPageToken")};
}

}  // namespace

Page<DirectoryUser> decode_users(std::string_view body, const FieldValues& fields) {
  constexpr std::string_view kCall = "users.list";
  const JsonDocument document(kCall, body);
  need_kind(kCall, document.object(), "directory#users");
  if (find_list(kCall, document.object(), "users") == nullptr)
    throw_wrong_format(kCall, "it has no list of users");
  return decode_page(kCall, document.object(), "users", [&](std::string_view call, const json::object& user) {
    return decode_user(call, user, fields);
  });
}

Page<std::string> decode_deleted_users(std::string_view body) {
  constexpr std::string_view kCall = "users.list";
  const JsonDocument document(kCall, body);
  need_kind(kCall, document.object(), "directory#users");
  auto page = decode_page(kCall, document.object(), "users", &decode_deleted_user);
  std::erase(page.items, std::string{});
  return page;
}

Page<DirectoryGroup> decode_groups(std::string_view body) {
  const JsonDocument document("groups.list", body);
  need_kind("groups.list", document.object(), "directory#groups");
  return decode_page("groups.list", document.object(), "groups", &decode_group);
}

Page<Member> decode_members(std::string_view body) {
  const JsonDocument document("members.list", body);
  need_kind("members.list", document.object(), "directory#members");
  return decode_page("members.list", document.object(), "members", &decode_member);
}

std::vector<OrganizationalUnit> decode_units(std::string_view body) {
  constexpr std::string_view kCall = "orgunits.list";
  constexpr std::string_view kKey = "organizationUnits";
  const JsonDocument document(kCall, body);
  need_kind(kCall, document.object(), "directory#orgUnits");
  return decode_list(kCall, find_list(kCall, document.object(), kKey), kKey, &decode_unit);
}

void check_unit_list(std::string_view body) {
  const JsonDocument document("orgunits.list", body);
  need_kind("orgunits.list", document.object(), "directory#orgUnits");
  (void)find_list("orgunits.list", document.object(), "organizationUnits");
}

DirectoryUser decode_single_user(std::string_view body, const FieldValues& fields) {
  const JsonDocument document("users.get", body);
  return decode_user("users.get", document.object(), fields);
}

std::vector<KnownAttribute> decode_schemas(std::string_view body) {
  constexpr std::string_view kCall = "schemas.list";
  const JsonDocument document(kCall, body);
  need_kind(kCall, document.object(), "directory#schemas");
  std::vector<KnownAttribute> attributes;
  const json::array* schemas = find_list(kCall, document.object(), "schemas");
  if (schemas == nullptr) return attributes;
  for (const json::value& entry : *schemas) {
    const json::object& schema = need_object(kCall, entry, "schemas");
    const std::string name = need_text(kCall, schema, "schemaName");
    const json::array* fields = find_list(kCall, schema, "fields");
    if (fields == nullptr) continue;
    for (const json::value& one : *fields) {
      const json::object& field = need_object(kCall, one, "fields");
      KnownAttribute attribute{{name, need_text(kCall, field, "fieldName")}, {}, false};
      attribute.label = find_some_text(schema, "displayName").value_or(name) + ": " +
                        find_some_text(field, "displayName").value_or(attribute.name.field);
      attribute.multiple = find_flag(field, "multiValued").value_or(false);
      attributes.push_back(std::move(attribute));
    }
  }
  return attributes;
}

DirectoryGroup decode_single_group(std::string_view body) {
  const JsonDocument document("groups.get", body);
  return decode_group("groups.get", document.object());
}

OrganizationalUnit decode_single_unit(std::string_view body) {
  const JsonDocument document("orgunits.get", body);
  return decode_unit("orgunits.get", document.object());
}

bool decode_is_member(std::string_view body) {
  constexpr std::string_view kCall = "members.hasMember";
  const JsonDocument document(kCall, body);
  const auto is_member = find_flag(document.object(), "isMember");
  if (!is_member) throw_wrong_format(kCall, "it does not say whether the person is a member");
  return *is_member;
}

Administrator decode_administrator(std::string_view body) {
  const JsonDocument document("users.get", body);
  const json::object& user = document.object();
  return {need_id("users.get", user, "id"), need_text("users.get", user, "primaryEmail"),
          need_text("users.get", user, "customerId")};
}

}  // namespace gup::google

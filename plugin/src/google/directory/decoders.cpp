#include "google/directory/decoders.hpp"

#include <algorithm>
#include <boost/json/value.hpp>

#include "google/wire/json_reader.hpp"

namespace gup::google {

namespace json = boost::json;

namespace {

using Entries = std::vector<const json::object*>;

bool has(const json::object& entry, std::string_view key, std::string_view value) {
  return find_text(entry, key) == value;
}

template <typename Predicate>
const json::object* first_that(const Entries& entries, Predicate predicate) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](auto* entry) { return predicate(*entry); });
  return found == entries.end() ? nullptr : *found;
}

const json::object* first_of(const Entries& entries) {
  return entries.empty() ? nullptr : entries.front();
}

const json::object* primary_of(const Entries& entries) {
  return first_that(entries, [](const json::object& entry) { return find_flag(entry, "primary") == true; });
}

void read_name(const json::object& user, DirectoryUser& into) {
  const json::value* name = user.if_contains("name");
  if (name == nullptr || !name->is_object()) return;
  into.given_name = find_text(name->get_object(), "givenName");
  into.family_name = find_text(name->get_object(), "familyName");
}

/// Reads the primary organization, else the first.
void read_organization(const json::object& user, DirectoryUser& into) {
  const Entries entries = entries_of(user, "organizations");
  const json::object* chosen = primary_of(entries);
  if (chosen == nullptr) chosen = first_of(entries);
  if (chosen == nullptr) return;
  into.department = find_some_text(*chosen, "department");
  into.job_title = find_some_text(*chosen, "title");
}

/// Returns the primary number, else the first of type work, else the first.
std::optional<std::string> read_phone(const json::object& user) {
  const Entries entries = entries_of(user, "phones");
  const json::object* chosen = primary_of(entries);
  if (chosen == nullptr)
    chosen = first_that(entries, [](const json::object& entry) { return has(entry, "type", "work"); });
  if (chosen == nullptr) chosen = first_of(entries);
  return chosen == nullptr ? std::nullopt : find_some_text(*chosen, "value");
}

std::optional<std::string> read_manager(const json::object& user) {
  const json::object* manager = first_that(
      entries_of(user, "relations"), [](const json::object& entry) { return has(entry, "type", "manager"); });
  return manager == nullptr ? std::nullopt : find_some_text(*manager, "value");
}

/// Returns the preferred language, else the first that is not marked as not preferred: most users have one
/// language without a mark.
std::optional<std::string> read_language(const json::object& user) {
  const Entries entries = entries_of(user, "languages");
  const json::object* chosen =
      first_that(entries, [](const json::object& entry) { return has(entry, "preference", "preferred"); });
  if (chosen == nullptr)
    chosen = first_that(entries,
                        [](const json::object& entry) { return !has(entry, "preference", "not_preferred"); });
  if (chosen == nullptr) return std::nullopt;
  auto code = find_some_text(*chosen, "languageCode");
  return code ? code : find_some_text(*chosen, "customLanguage");
}

/// Returns the area ("Zurich, Brandschenkestrasse"), else the building. The Admin console writes the area
/// "desk" when an administrator selects a building, so that value is ignored.
std::optional<std::string> read_location(const json::object& user) {
  const json::object* first = first_of(entries_of(user, "locations"));
  if (first == nullptr) return std::nullopt;
  auto area = find_some_text(*first, "area");
  auto building = find_some_text(*first, "buildingId");
  if (building && (!area || *area == "desk")) return building;
  return area;
}

void read_texts(const json::object& user, std::string_view key, std::vector<std::string>& into) {
  const json::value* list = user.if_contains(json::string_view(key.data(), key.size()));
  if (list == nullptr || !list->is_array()) return;
  for (const json::value& entry : list->get_array())
    if (entry.is_string() && !entry.get_string().empty())
      into.emplace_back(entry.get_string().data(), entry.get_string().size());
}

DirectoryUser decode_user(std::string_view call, const json::object& user) {
  DirectoryUser decoded;
  decoded.id = need_id(call, user, "id");
  decoded.primary_email = find_text(user, "primaryEmail");
  read_name(user, decoded);
  decoded.suspended = find_flag(user, "suspended");
  decoded.archived = find_flag(user, "archived");
  decoded.org_unit_path = find_text(user, "orgUnitPath");
  read_organization(user, decoded);
  decoded.phone_number = read_phone(user);
  decoded.manager_email = read_manager(user);
  decoded.preferred_language = read_language(user);
  decoded.location = read_location(user);
  read_texts(user, "aliases", decoded.aliases);
  read_texts(user, "nonEditableAliases", decoded.aliases);
  return decoded;
}

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

/// The id is absent for some members outside the customer, the email for a member of type CUSTOMER.
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
    throw_wrong_format(kCall, "it has no list of users");
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

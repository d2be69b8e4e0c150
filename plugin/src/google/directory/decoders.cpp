#include "google/directory/decoders.hpp"

#include <algorithm>
#include <boost/json/value.hpp>
#include <initializer_list>

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

using Field = std::optional<std::string> DirectoryUser::*;

bool is_not_text(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
  return value != nullptr && !value->is_null() && !value->is_string();
}

/// Sets a field to the first text under `keys`. Marks it as unreadable if there is none, but another value.
void set_text(DirectoryUser& into, Field field, const json::object& from,
              std::initializer_list<std::string_view> keys) {
  for (const auto key : keys)
    if ((into.*field = find_some_text(from, key))) return;
  if (std::ranges::any_of(keys, [&](auto key) { return is_not_text(from, key); }))
    into.unreadable.push_back(field);
}

/// The objects under `key`. Marks `fields` as unreadable if there are none, but another value.
Entries read_entries(const json::object& user, std::string_view key, DirectoryUser& into,
                     std::initializer_list<Field> fields) {
  Entries entries = entries_of(user, key);
  const json::value* value = user.if_contains(json::string_view(key.data(), key.size()));
  const bool has_none =
      value == nullptr || value->is_null() || (value->is_array() && value->get_array().empty());
  if (entries.empty() && !has_none)
    into.unreadable.insert(into.unreadable.end(), fields.begin(), fields.end());
  return entries;
}

void read_name(const json::object& user, DirectoryUser& into) {
  for (const auto* name :
       read_entries(user, "name", into, {&DirectoryUser::given_name, &DirectoryUser::family_name})) {
    set_text(into, &DirectoryUser::given_name, *name, {"givenName"});
    set_text(into, &DirectoryUser::family_name, *name, {"familyName"});
    return;
  }
}

/// Reads the primary organization, else the first.
void read_organization(const json::object& user, DirectoryUser& into) {
  const Entries entries =
      read_entries(user, "organizations", into, {&DirectoryUser::department, &DirectoryUser::job_title});
  const json::object* chosen = primary_of(entries);
  if (chosen == nullptr) chosen = first_of(entries);
  if (chosen == nullptr) return;
  set_text(into, &DirectoryUser::department, *chosen, {"department"});
  set_text(into, &DirectoryUser::job_title, *chosen, {"title"});
}

/// Reads the primary number, else the first of type work, else the first.
void read_phone(const json::object& user, DirectoryUser& into) {
  const Entries entries = read_entries(user, "phones", into, {&DirectoryUser::phone_number});
  const json::object* chosen = primary_of(entries);
  if (chosen == nullptr)
    chosen = first_that(entries, [](const json::object& entry) { return has(entry, "type", "work"); });
  if (chosen == nullptr) chosen = first_of(entries);
  if (chosen != nullptr) set_text(into, &DirectoryUser::phone_number, *chosen, {"value"});
}

void read_manager(const json::object& user, DirectoryUser& into) {
  const Entries entries = read_entries(user, "relations", into, {&DirectoryUser::manager_email});
  const json::object* manager =
      first_that(entries, [](const json::object& entry) { return has(entry, "type", "manager"); });
  if (manager != nullptr) set_text(into, &DirectoryUser::manager_email, *manager, {"value"});
}

/// Reads the preferred language, else the first that is not marked as not preferred: most users have one
/// language without a mark.
void read_language(const json::object& user, DirectoryUser& into) {
  const Entries entries = read_entries(user, "languages", into, {&DirectoryUser::preferred_language});
  const json::object* chosen =
      first_that(entries, [](const json::object& entry) { return has(entry, "preference", "preferred"); });
  if (chosen == nullptr)
    chosen = first_that(entries,
                        [](const json::object& entry) { return !has(entry, "preference", "not_preferred"); });
  if (chosen != nullptr)
    set_text(into, &DirectoryUser::preferred_language, *chosen, {"languageCode", "customLanguage"});
}

/// Reads the area ("Zurich, Brandschenkestrasse"), else the building. The Admin console writes the area
/// "desk" when an administrator selects a building, so that value is ignored.
void read_location(const json::object& user, DirectoryUser& into) {
  const json::object* first = first_of(read_entries(user, "locations", into, {&DirectoryUser::location}));
  if (first == nullptr) return;
  if (has(*first, "area", "desk"))
    set_text(into, &DirectoryUser::location, *first, {"buildingId", "area"});
  else
    set_text(into, &DirectoryUser::location, *first, {"area", "buildingId"});
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
  // The root is "/". An empty path says nothing about the unit.
  decoded.org_unit_path = find_some_text(user, "orgUnitPath");
  decoded.guest = find_flag(user, "isGuestUser");
  decoded.has_mailbox = find_flag(user, "isMailboxSetup");
  decoded.last_sign_in = find_some_text(user, "lastLoginTime");
  if (is_not_text(user, "lastLoginTime")) decoded.last_sign_in = "unreadable";
  read_organization(user, decoded);
  read_phone(user, decoded);
  read_manager(user, decoded);
  read_language(user, decoded);
  read_location(user, decoded);
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

template <typename Item>
std::vector<Item> decode_list(std::string_view call, const json::array* list, std::string_view key,
                              Item (*decode)(std::string_view, const json::object&)) {
  std::vector<Item> items;
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
  need_kind(kCall, document.object(), "directory#users");
  if (find_list(kCall, document.object(), "users") == nullptr)
    throw_wrong_format(kCall, "it has no list of users");
  return decode_page(kCall, document.object(), "users", &decode_user);
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

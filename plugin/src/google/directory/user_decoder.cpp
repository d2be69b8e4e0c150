#include "google/directory/user_decoder.hpp"

#include <algorithm>
#include <boost/json/value.hpp>

#include "google/directory/json_reader.hpp"

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

/// The primary organization, else the first.
void read_organization(const json::object& user, DirectoryUser& into) {
  const Entries entries = entries_of(user, "organizations");
  const json::object* chosen = primary_of(entries);
  if (chosen == nullptr) chosen = first_of(entries);
  if (chosen == nullptr) return;
  into.department = find_some_text(*chosen, "department");
  into.job_title = find_some_text(*chosen, "title");
}

/// The primary number, else the one of type work, else the first.
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

/// The preferred language, else the first that is not marked as not preferred: most directories hold one
/// language and no mark.
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

/// The area in words ("Zurich, Brandschenkestrasse"), else the building. The Admin console writes the area
/// "desk" when somebody picks a building there, so that word alone says nothing.
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

}  // namespace

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

}  // namespace gup::google

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "common/text.hpp"
#include "workspace/workspace.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

std::string name_part(const User& user, const char* part) {
  const json::value document = json::parse(user.document);
  const json::value* name = document.as_object().if_contains("name");
  if (!name || !name->is_object()) return {};
  const json::value* value = name->get_object().if_contains(part);
  return value && value->is_string() ? lower(std::string(value->get_string())) : std::string();
}

/// Members of a user that the emulator keeps outside the document.
void drop_indexed_members(json::object& document) {
  document.erase("id");
  document.erase("orgUnitPath");
  const json::value* email = document.if_contains("primaryEmail");
  if (email && email->is_string()) document.erase("primaryEmail");
}

}  // namespace

std::optional<Index> Workspace::find_user(std::string_view key) const {
  const auto found = user_keys_.find(hash_ignoring_case(key));
  if (found == user_keys_.end() || users_[found->second].deleted()) return std::nullopt;
  return found->second;
}

std::size_t Workspace::first_user_after(std::string_view email) const {
  const auto found = std::upper_bound(users_by_email_.begin(), users_by_email_.end(), email,
                                      [&](std::string_view wanted, Index index) {
                                        return compare_ignoring_case(wanted, users_[index].primary_email) < 0;
                                      });
  return static_cast<std::size_t>(found - users_by_email_.begin());
}

const std::vector<Index>& Workspace::users_in(UserOrder order) const {
  if (order == UserOrder::kEmail) return users_by_email_;
  if (name_order_ == order) return users_by_name_;
  const char* part = order == UserOrder::kFamilyName ? "familyName" : "givenName";
  std::vector<std::pair<std::string, Index>> keyed;
  keyed.reserve(users_by_email_.size());
  for (const Index index : users_by_email_) keyed.emplace_back(name_part(users_[index], part), index);
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  users_by_name_.clear();
  for (const auto& [key, index] : keyed) users_by_name_.push_back(index);
  name_order_ = order;
  return users_by_name_;
}

Index Workspace::unit_for(const json::object& source) const {
  const std::string key = text_member(source, "orgUnitPath").value_or("/");
  const auto unit = find_unit(key);
  if (!unit) throw ControlError(404, "there is no unit " + key);
  return *unit;
}

void Workspace::check_free_address(std::string_view email) const {
  if (email.find('@') == std::string_view::npos)
    throw ControlError(400, "not an email address: " + std::string(email));
  if (find_user(email) || find_group(email))
    throw ControlError(409, std::string(email) + " is taken already");
}

Index Workspace::create_user(const json::object& source) {
  const std::string email = required_text(source, "primaryEmail");
  check_free_address(email);
  const std::string id = text_member(source, "id").value_or("");
  if (!id.empty() && user_keys_.count(hash_ignoring_case(id)))
    throw ControlError(409, "there is a user " + id);
  const Index unit = unit_for(source);
  json::object document = source;
  drop_indexed_members(document);
  const Index index = add_generated_user(id.empty() ? new_id() : id, email, "{}", unit);
  index_aliases(index, document);
  write_document(users_[index], document);
  return index;
}

Index Workspace::add_generated_user(std::string id, std::string email, std::string document, Index unit) {
  const auto index = static_cast<Index>(users_.size());
  User& user = users_.emplace_back();
  user.id = std::move(id);
  user.primary_email = std::move(email);
  user.document = std::move(document);
  user.unit = unit;
  user_keys_[hash_ignoring_case(user.id)] = index;
  user_keys_[hash_ignoring_case(user.primary_email)] = index;
  insert_in_order(users_by_email_, index, false);
  name_order_.reset();
  return index;
}

void Workspace::write_document(User& user, const json::object& document) {
  user.suspended = true_member(document, "suspended");
  user.archived = true_member(document, "archived");
  user.admin = true_member(document, "isAdmin");
  user.delegated_admin = true_member(document, "isDelegatedAdmin");
  user.document = json::serialize(document);
  user.document.shrink_to_fit();
  name_order_.reset();
}

void Workspace::index_aliases(Index index, const json::object& document) {
  for (const char* member : {"aliases", "nonEditableAliases"}) {
    const json::value* aliases = document.if_contains(member);
    if (!aliases || !aliases->is_array()) continue;
    for (const json::value& alias : aliases->get_array())
      if (alias.is_string()) user_keys_[hash_ignoring_case(std::string(alias.get_string()))] = index;
  }
}

std::vector<std::string> Workspace::aliases_of(Index index) const {
  const json::value document = json::parse(users_[index].document);
  std::vector<std::string> found;
  if (const json::value* aliases = document.as_object().if_contains("aliases");
      aliases && aliases->is_array())
    for (const json::value& alias : aliases->get_array())
      if (alias.is_string()) found.emplace_back(alias.get_string());
  return found;
}

void Workspace::rename_user(Index index, const std::string& email, json::object& document) {
  User& user = users_[index];
  if (compare_ignoring_case(email, user.primary_email) != 0) {
    // The new address may be an alias of the same user.
    if (find_user(email) != index) check_free_address(email);
    json::array aliases;
    if (const json::value* present = document.if_contains("aliases"); present && present->is_array())
      for (const json::value& alias : present->get_array())
        if (!alias.is_string() || compare_ignoring_case(std::string(alias.get_string()), email) != 0)
          aliases.push_back(alias);
    aliases.emplace_back(user.primary_email);
    document["aliases"] = std::move(aliases);
  }
  remove_from_order(users_by_email_, index);
  user.primary_email = email;
  user_keys_[hash_ignoring_case(email)] = index;
  insert_in_order(users_by_email_, index, false);
  ++address_revision_;
}

void Workspace::patch_user(Index index, const json::object& changes, std::int64_t now) {
  if (changes.contains("id")) throw ControlError(400, "a user's id never changes");
  json::value parsed = json::parse(users_[index].document);
  json::object& document = parsed.as_object();
  std::optional<Index> unit;
  if (changes.contains("orgUnitPath")) unit = unit_for(changes);
  const auto email = text_member(changes, "primaryEmail");
  if (email) {
    document.erase("primaryEmail");  // a null of an earlier change
    if (*email != users_[index].primary_email) rename_user(index, *email, document);
  }
  json::object rest = changes;
  drop_indexed_members(rest);
  if (rest.contains("aliases"))
    for (const std::string& alias : aliases_of(index)) user_keys_.erase(hash_ignoring_case(alias));
  merge(document, rest);
  if (true_member(rest, "suspended") && !users_[index].suspended && !document.contains("suspensionTime"))
    document["suspensionTime"] = rfc3339(now);
  if (unit) users_[index].unit = *unit;
  index_aliases(index, document);
  write_document(users_[index], document);
  ++users_[index].revision;
}

void Workspace::delete_user(Index index, std::int64_t now) {
  for (const std::string& alias : aliases_of(index)) user_keys_.erase(hash_ignoring_case(alias));
  User& user = users_[index];
  user_keys_.erase(hash_ignoring_case(user.primary_email));
  remove_from_order(users_by_email_, index);
  user.deleted_at = now;
  ++user.revision;
  deleted_users_.push_back(index);
  name_order_.reset();
}

}  // namespace emulator

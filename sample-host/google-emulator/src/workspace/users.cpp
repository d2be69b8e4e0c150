#include "workspace/users.hpp"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "host_sdk/text.hpp"
#include "workspace/address_order.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

std::string name_part(const User& user, const char* part) {
  const json::value document = json::parse(user.document);
  const json::value* name = document.as_object().if_contains("name");
  if (!name || !name->is_object()) return {};
  const json::value* value = name->get_object().if_contains(part);
  return value && value->is_string() ? host_sdk::lower_ascii(std::string(value->get_string()))
                                     : std::string();
}

/// Members of a user that the emulator keeps outside the document.
void drop_indexed_members(json::object& document) {
  document.erase("id");
  document.erase("orgUnitPath");
  const json::value* email = document.if_contains("primaryEmail");
  if (email && email->is_string()) document.erase("primaryEmail");
}

}  // namespace

std::optional<Index> Users::find(std::string_view key) const {
  const auto found = keys_.find(hash_ignoring_case(key));
  if (found == keys_.end() || users_[found->second].deleted()) return std::nullopt;
  return found->second;
}

std::size_t Users::first_after(std::string_view email) const {
  const auto found =
      std::upper_bound(by_email_.begin(), by_email_.end(), email, [&](std::string_view wanted, Index index) {
        return compare_ignoring_case(wanted, users_[index].primary_email) < 0;
      });
  return static_cast<std::size_t>(found - by_email_.begin());
}

const std::vector<Index>& Users::in_order(UserOrder order) const {
  if (order == UserOrder::kEmail) return by_email_;
  if (name_order_ == order) return by_name_;
  const char* part = order == UserOrder::kFamilyName ? "familyName" : "givenName";
  std::vector<std::pair<std::string, Index>> keyed;
  keyed.reserve(by_email_.size());
  for (const Index index : by_email_) keyed.emplace_back(name_part(users_[index], part), index);
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  by_name_.clear();
  for (const auto& [key, index] : keyed) by_name_.push_back(index);
  name_order_ = order;
  return by_name_;
}

void Users::insert_in_order(Index index) {
  if (loading_)
    by_email_.push_back(index);
  else
    insert_by_address(by_email_, index,
                      [&](Index i) -> const std::string& { return users_[i].primary_email; });
}

void Users::finish_loading() {
  loading_ = false;
  sort_by_address(by_email_, [&](Index i) -> const std::string& { return users_[i].primary_email; });
}

Index Users::create(std::string id, std::string email, const json::object& source, Index unit) {
  json::object document = source;
  drop_indexed_members(document);
  const Index index = add(std::move(id), std::move(email), "{}", unit);
  index_aliases(index, document);
  write_document(users_[index], document);
  return index;
}

Index Users::add(std::string id, std::string email, std::string document, Index unit) {
  const auto index = static_cast<Index>(users_.size());
  User& user = users_.emplace_back();
  user.id = std::move(id);
  user.primary_email = std::move(email);
  user.document = std::move(document);
  user.unit = unit;
  keys_[hash_ignoring_case(user.id)] = index;
  keys_[hash_ignoring_case(user.primary_email)] = index;
  insert_in_order(index);
  name_order_.reset();
  return index;
}

void Users::write_document(User& user, const json::object& document) {
  user.suspended = true_member(document, "suspended");
  user.archived = true_member(document, "archived");
  user.admin = true_member(document, "isAdmin");
  user.delegated_admin = true_member(document, "isDelegatedAdmin");
  user.document = json::serialize(document);
  user.document.shrink_to_fit();
  name_order_.reset();
}

void Users::index_aliases(Index index, const json::object& document) {
  for (const char* member : {"aliases", "nonEditableAliases"}) {
    const json::value* aliases = document.if_contains(member);
    if (!aliases || !aliases->is_array()) continue;
    for (const json::value& alias : aliases->get_array())
      if (alias.is_string()) keys_[hash_ignoring_case(std::string(alias.get_string()))] = index;
  }
}

std::vector<std::string> Users::aliases_of(Index index) const {
  const json::value document = json::parse(users_[index].document);
  std::vector<std::string> found;
  if (const json::value* aliases = document.as_object().if_contains("aliases");
      aliases && aliases->is_array())
    for (const json::value& alias : aliases->get_array())
      if (alias.is_string()) found.emplace_back(alias.get_string());
  return found;
}

void Users::rename(Index index, const std::string& email, json::object& document) {
  User& user = users_[index];
  if (compare_ignoring_case(email, user.primary_email) != 0) {
    json::array aliases;
    if (const json::value* present = document.if_contains("aliases"); present && present->is_array())
      for (const json::value& alias : present->get_array())
        if (!alias.is_string() || compare_ignoring_case(std::string(alias.get_string()), email) != 0)
          aliases.push_back(alias);
    aliases.emplace_back(user.primary_email);
    document["aliases"] = std::move(aliases);
  }
  remove_from_order(by_email_, index);
  user.primary_email = email;
  keys_[hash_ignoring_case(email)] = index;
  insert_in_order(index);
  ++renamings_;
}

void Users::patch(Index index, const json::object& changes, std::optional<Index> unit, std::int64_t now) {
  json::value parsed = json::parse(users_[index].document);
  json::object& document = parsed.as_object();
  const auto email = text_member(changes, "primaryEmail");
  if (email) {
    document.erase("primaryEmail");  // a null of an earlier change
    if (*email != users_[index].primary_email) rename(index, *email, document);
  }
  json::object rest = changes;
  drop_indexed_members(rest);
  if (rest.contains("aliases"))
    for (const std::string& alias : aliases_of(index)) keys_.erase(hash_ignoring_case(alias));
  merge(document, rest);
  if (true_member(rest, "suspended") && !users_[index].suspended && !document.contains("suspensionTime"))
    document["suspensionTime"] = rfc3339(now);
  if (unit) users_[index].unit = *unit;
  index_aliases(index, document);
  write_document(users_[index], document);
  ++users_[index].revision;
}

void Users::move_all(Index from, Index to, bool allowed) {
  for (User& user : users_) {
    if (user.unit != from) continue;
    if (!user.deleted() && !allowed)
      throw ControlError(409, "the unit has users; add ?move_users_to_parent=true");
    user.unit = to;
    ++user.revision;
  }
}

void Users::remove(Index index, std::int64_t now) {
  for (const std::string& alias : aliases_of(index)) keys_.erase(hash_ignoring_case(alias));
  User& user = users_[index];
  keys_.erase(hash_ignoring_case(user.primary_email));
  remove_from_order(by_email_, index);
  user.deleted_at = now;
  ++user.revision;
  deleted_.push_back(index);
  name_order_.reset();
}

}  // namespace emulator

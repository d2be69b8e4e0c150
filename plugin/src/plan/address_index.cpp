#include "plan/address_index.hpp"

#include "plan/fingerprint.hpp"

namespace gup::plan {
namespace {

std::uint64_t hash_of(const std::string& key) {
  return static_cast<std::uint64_t>(fingerprint(key));
}

}  // namespace

void AddressIndex::put_primary(const std::string& key, PersonNumber person) {
  if (!key.empty()) people_[hash_of(key)] = person;
}

void AddressIndex::put_alias(const std::string& key, PersonNumber person) {
  if (!key.empty()) people_.emplace(hash_of(key), person);
}

std::optional<PersonNumber> AddressIndex::find(const std::string& key) const {
  if (key.empty()) return std::nullopt;
  const auto found = people_.find(hash_of(key));
  return found == people_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace gup::plan

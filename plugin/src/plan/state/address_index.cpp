#include "plan/state/address_index.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "model/fingerprint.hpp"

namespace gup::plan {
namespace {

std::uint64_t hash_of(const std::string& key) {
  return static_cast<std::uint64_t>(fingerprint(key));
}

}  // namespace

void AddressIndex::put(const std::string& key, PersonNumber person, bool is_alias) {
  if (key.empty()) return;
  entries_.push_back({hash_of(key), person, is_alias});
  sorted_ = false;
}

void AddressIndex::sort() {
  // Stable: equal addresses stay in the order of their calls.
  std::ranges::stable_sort(entries_, {},
                           [](const Entry& entry) { return std::tuple(entry.hash, entry.is_alias); });
  sorted_ = true;
}

std::optional<PersonNumber> AddressIndex::find(const std::string& key) const {
  if (!sorted_) throw std::logic_error("the address index is not sorted");
  if (key.empty()) return std::nullopt;
  const auto same = std::ranges::equal_range(entries_, hash_of(key), {}, &Entry::hash);
  if (same.empty()) return std::nullopt;
  const auto first_alias = std::ranges::find_if(same, &Entry::is_alias);
  return first_alias == same.begin() ? same.begin()->person : std::prev(first_alias)->person;
}

}  // namespace gup::plan

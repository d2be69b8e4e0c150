#include "plan/state/address_index.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
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
  const auto hash = hash_of(key);
  const auto first = std::ranges::lower_bound(entries_, hash, {}, &Entry::hash);
  const auto end = std::ranges::upper_bound(first, entries_.end(), hash, {}, &Entry::hash);
  if (first == end) return std::nullopt;
  const auto first_alias = std::find_if(first, end, std::mem_fn(&Entry::is_alias));
  return first_alias == first ? first->person : std::prev(first_alias)->person;
}

}  // namespace gup::plan

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
  const std::uint64_t hash = hash_of(key);
  Entry& entry = entries_.emplace_back();
  entry.upper_hash = static_cast<std::uint32_t>(hash >> 32);
  entry.lower_hash = static_cast<std::uint32_t>(hash);
  entry.person = person & 0x7FFF'FFFFU;
  entry.is_alias = is_alias;
  settled_ = false;
}

void AddressIndex::settle() {
  // Those of one address stay in the order in which they came.
  std::ranges::stable_sort(entries_, {},
                           [](const Entry& entry) { return std::tuple(entry.hash(), entry.is_alias); });
  settled_ = true;
}

std::optional<PersonNumber> AddressIndex::find(const std::string& key) const {
  if (!settled_) throw std::logic_error("the index of addresses is not in order");
  if (key.empty()) return std::nullopt;
  const auto same = std::ranges::equal_range(entries_, hash_of(key), {}, &Entry::hash);
  if (same.empty()) return std::nullopt;
  const auto first_alias = std::ranges::find_if(same, [](const Entry& entry) { return entry.is_alias != 0; });
  return first_alias == same.begin() ? same.begin()->person : std::prev(first_alias)->person;
}

}  // namespace gup::plan

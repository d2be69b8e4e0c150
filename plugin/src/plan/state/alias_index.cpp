#include "plan/state/alias_index.hpp"

#include "model/fingerprint.hpp"
#include "plan/state/packing.hpp"

namespace gup::plan {

std::uint64_t AliasIndex::hash_of(std::string_view key) {
  return static_cast<std::uint64_t>(fingerprint(key));
}

void AliasIndex::put(std::string_view key, std::string_view primary_address) {
  if (key.empty()) return;
  places_.insert_or_assign(hash_of(key), static_cast<std::uint32_t>(addresses_.size()));
  append_text(addresses_, primary_address);
}

std::string_view AliasIndex::find(std::uint64_t hash) const {
  const auto found = places_.find(hash);
  if (found == places_.end()) return {};
  std::string_view rest = std::string_view(addresses_).substr(found->second);
  return take_text(rest);
}

}  // namespace gup::plan

// Which primary address belongs to which alias.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace gup::plan {

/// Finds managers whose relations name a former address: Google keeps it as an alias, and does not update the
/// relations of the reports. Stores 64-bit SipHashes of the aliases.
class AliasIndex {
 public:
  /// `key`: see `address_key`; an empty key is ignored.
  [[nodiscard]] static std::uint64_t hash_of(std::string_view key);

  void put(std::string_view key, std::string_view primary_address);

  /// The primary address; empty if this is not an alias. Valid until the next `put`.
  [[nodiscard]] std::string_view find(std::uint64_t hash) const;
  [[nodiscard]] bool empty() const { return places_.empty(); }

 private:
  /// Packed (plan/state/packing.hpp).
  std::string addresses_;
  /// Keyed by hash: the offset of the address.
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> places_;
};

}  // namespace gup::plan

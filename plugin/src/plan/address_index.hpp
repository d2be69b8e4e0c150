// Who bears which address in Google.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "plan/person_ids.hpp"

namespace gup::plan {

/// Every address and alias of everybody: how members are matched who carry no known id. Keys are kept as
/// 64-bit SipHashes: even ten million addresses meet a stranger's by chance once in a million runs.
class AddressIndex {
 public:
  /// A primary address beats an alias of somebody else, whatever comes first. `key`: see `address_key`; the
  /// empty one is nobody's.
  void put_primary(const std::string& key, PersonNumber person);
  void put_alias(const std::string& key, PersonNumber person);
  [[nodiscard]] std::optional<PersonNumber> find(const std::string& key) const;

 private:
  boost::unordered_flat_map<std::uint64_t, PersonNumber> people_;
};

}  // namespace gup::plan

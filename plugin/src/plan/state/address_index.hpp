// Which person has which email address in Google.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "plan/state/person_ids.hpp"

namespace gup::plan {

/// Every primary address and alias, to find members of groups that carry no known id. Stores 64-bit SipHashes
/// of the keys: with ten million addresses, a false match is expected once in a million runs.
class AddressIndex {
 public:
  /// Adds an address. A primary address takes precedence over aliases, in any order of calls. Among equal
  /// primary addresses the last one counts, among equal aliases the first. `key`: see `address_key`; an empty
  /// key is ignored.
  void put_primary(const std::string& key, PersonNumber person) { put(key, person, false); }
  void put_alias(const std::string& key, PersonNumber person) { put(key, person, true); }
  /// Sorts the index. Call this after the last `put` and before the first `find`.
  void sort();
  /// Throws `std::logic_error` if the index is not sorted.
  [[nodiscard]] std::optional<PersonNumber> find(const std::string& key) const;

 private:
  struct Entry {
    std::uint64_t hash = 0;
    PersonNumber person = 0;
    bool is_alias = false;
  };

  void put(const std::string& key, PersonNumber person, bool is_alias);

  /// A deque grows without copying.
  std::deque<Entry> entries_;
  bool sorted_ = true;
};

}  // namespace gup::plan

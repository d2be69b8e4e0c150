// Who bears which address in Google.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "plan/state/person_ids.hpp"

namespace gup::plan {

/// Every address and alias of everybody: how members are matched who carry no known id. Keys are kept as
/// 64-bit SipHashes: even ten million addresses meet a stranger's by chance once in a million runs.
class AddressIndex {
 public:
  /// A primary address beats an alias of somebody else, whatever comes first. Of several people who are put
  /// under one primary address the last has it, of several aliases the first. `key`: see `address_key`; the
  /// empty one is nobody's.
  void put_primary(const std::string& key, PersonNumber person) { put(key, person, false); }
  void put_alias(const std::string& key, PersonNumber person) { put(key, person, true); }
  /// Puts everything in order: after the last put, before the first `find`.
  void settle();
  /// Throws `std::logic_error` when something was put since the index was settled.
  [[nodiscard]] std::optional<PersonNumber> find(const std::string& key) const;

 private:
  /// Twelve bytes, and nothing between them: there are as many as people, and more.
  struct Entry {
    std::uint32_t upper_hash = 0;
    std::uint32_t lower_hash = 0;
    PersonNumber person : 31 = 0;
    std::uint32_t is_alias : 1 = 0;

    [[nodiscard]] std::uint64_t hash() const { return std::uint64_t{upper_hash} << 32 | lower_hash; }
  };
  static_assert(sizeof(Entry) == 12);

  void put(const std::string& key, PersonNumber person, bool is_alias);

  /// A deque, because it grows without being copied.
  std::deque<Entry> entries_;
  bool settled_ = true;
};

}  // namespace gup::plan

// Small numbers for the ids of people, the same for the length of a run.
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <cstring>
#include <deque>
#include <optional>
#include <string_view>

#include "plan/state/text_arena.hpp"

namespace gup::plan {

/// A person's number in the order in which a run came to know them. What the database and the directory say
/// of somebody is found under the same number.
using PersonNumber = std::uint32_t;

/// Every id once. A number, once given, is never taken back.
class PersonIds {
 public:
  PersonIds() = default;
  PersonIds(const PersonIds&) = delete;
  PersonIds& operator=(const PersonIds&) = delete;

  /// The id's number; a new id gets the next one. Throws `std::length_error` for one beyond 65,535 bytes.
  PersonNumber number(std::string_view id);
  /// The same, and sooner where `guess` is the number.
  PersonNumber number(std::string_view id, PersonNumber guess) {
    return guess < size() && (*this)[guess] == id ? guess : number(id);
  }
  [[nodiscard]] std::optional<PersonNumber> find(std::string_view id) const;
  [[nodiscard]] std::string_view operator[](PersonNumber person) const { return text_at(ids_[person]); }
  [[nodiscard]] PersonNumber size() const { return static_cast<PersonNumber>(ids_.size()); }

 private:
  /// Two bytes of length, then the id: half the size of a view.
  using Kept = const char*;
  static std::string_view text_at(Kept kept) {
    std::uint16_t length = 0;
    std::memcpy(&length, kept, sizeof length);
    return {kept + sizeof length, length};
  }

  /// Looks through numbers at the ids, so that the table holds nothing but numbers.
  struct Hash {
    using is_transparent = void;
    const std::deque<Kept>* ids;
    std::size_t operator()(std::string_view id) const;
    std::size_t operator()(PersonNumber person) const { return (*this)(text_at((*ids)[person])); }
  };
  struct Equal {
    using is_transparent = void;
    const std::deque<Kept>* ids;
    bool operator()(PersonNumber one, PersonNumber other) const { return one == other; }
    bool operator()(std::string_view id, PersonNumber person) const { return id == text_at((*ids)[person]); }
    bool operator()(PersonNumber person, std::string_view id) const { return id == text_at((*ids)[person]); }
  };

  TextArena texts_;
  /// A deque, because it grows without being copied.
  std::deque<Kept> ids_;
  boost::unordered_flat_set<PersonNumber, Hash, Equal> numbers_{0, Hash{&ids_}, Equal{&ids_}};
};

}  // namespace gup::plan

// Numbers for the external ids of people, for the length of a run.
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gup::plan {

/// Identifies a person during a run. The stored state and the directory use the same numbers, in the order in
/// which the run first sees each id.
using PersonNumber = std::uint32_t;

/// Keeps each external id once. Numbers are never reused.
class PersonIds {
 public:
  PersonIds() = default;
  PersonIds(const PersonIds&) = delete;
  PersonIds& operator=(const PersonIds&) = delete;

  /// Returns the id's number; a new id gets the next one.
  PersonNumber number(std::string_view id);
  /// The same, but faster if `guess` is the number.
  PersonNumber number(std::string_view id, PersonNumber guess) {
    return guess < size() && (*this)[guess] == id ? guess : number(id);
  }
  [[nodiscard]] std::optional<PersonNumber> find(std::string_view id) const;
  /// Valid until the next new id.
  [[nodiscard]] std::string_view operator[](PersonNumber person) const {
    const std::size_t begin = person == 0 ? 0 : ends_[person - 1];
    return std::string_view(texts_).substr(begin, ends_[person] - begin);
  }
  [[nodiscard]] PersonNumber size() const { return static_cast<PersonNumber>(ends_.size()); }

 private:
  /// The set of numbers looks up the ids, so that it does not need to store them.
  struct Lookup {
    using is_transparent = void;
    const PersonIds* ids;

    [[nodiscard]] std::string_view text(std::string_view id) const { return id; }
    [[nodiscard]] std::string_view text(PersonNumber person) const { return (*ids)[person]; }
  };
  struct Hash : Lookup {
    std::size_t operator()(auto key) const { return std::hash<std::string_view>{}(text(key)); }
  };
  struct Equal : Lookup {
    bool operator()(auto one, auto other) const { return text(one) == text(other); }
  };

  /// All ids, one after the other, and where each ends. A deque grows without copying.
  std::string texts_;
  std::deque<std::size_t> ends_;
  boost::unordered_flat_set<PersonNumber, Hash, Equal> numbers_{0, Hash{{this}}, Equal{{this}}};
};

}  // namespace gup::plan

// The people of one reading of the directory.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/person.hpp"
#include "plan/state/links.hpp"
#include "plan/state/person_ids.hpp"

namespace gup::plan {

/// What every run needs to know about every person.
struct PersonDigest {
  enum class Kind : std::uint8_t { absent, usable, unusable };

  /// `content_hash` of the fields; only of usable people.
  std::int64_t content_hash = 0;
  /// The person's unit: an index into `unit_paths`.
  std::uint32_t unit_path = 0;
  Kind kind = Kind::absent;
  bool suspended = false;
  bool archived = false;
  /// See `DirectoryPeople::problems`.
  bool has_problems : 1 = false;
  /// See `DirectoryPeople::exclusions`.
  bool excluded : 1 = false;
};
static_assert(sizeof(PersonDigest) == 16);

/// A person's fields as a row takes them over.
struct PersonRecord {
  TargetFields fields;
  /// Fields whose value is not known: a row keeps its own.
  FieldSet kept;
  std::int64_t content_hash = 0;
};

/// Keeps only the content hash of most people: their fields are dropped as soon as the hash shows that the
/// row is up to date. A later record of a person replaces the earlier one; which of them is true is unknown.
class DirectoryPeople {
 public:
  /// A value of the field that makes target groups: a place in `group_values`.
  using GroupValue = std::uint32_t;
  static constexpr GroupValue kNoValue = 0;
  /// The record does not say: the row keeps its value.
  static constexpr GroupValue kUnknownValue = UINT32_MAX;

  /// Keeps everyone's value of this field, by its place in `kTargetFields`. Call this before anyone is
  /// admitted.
  void group_by(std::optional<std::size_t> field) { group_field_ = field; }

  /// Drops the fields if `link` (null if there is none) shows that the row is up to date. Also drops those of
  /// people without a link who cannot be selected.
  void admit(PersonNumber number, const Person& person, const StoredLink* link, bool can_be_selected = true);
  void admit(PersonNumber number, const UnusablePerson& person);
  /// Forgets the person and all records.
  void remove(PersonNumber number);
  /// Replaces the manager's address, in the content hash as well. `link`: as for `admit`. Returns false, and
  /// changes nothing, if the fields were dropped.
  bool set_manager(PersonNumber number, std::string_view address, const StoredLink* link);
  /// Makes a person whose fields were dropped count as changed, so that the fields are read again.
  void expire(PersonNumber number);
  /// Drops the fields of all people except those that `keeps` accepts.
  void drop_fields_unless(const std::function<bool(PersonNumber)>& keeps);

  /// Kind `absent` for people who are not in the directory.
  [[nodiscard]] const PersonDigest& operator[](PersonNumber number) const {
    return number < digests_.size() ? digests_[number] : kAbsent;
  }
  [[nodiscard]] bool has_fields(PersonNumber number) const { return fields_.contains(number); }
  /// Requires `has_fields`.
  [[nodiscard]] TargetFields fields(PersonNumber number) const;
  [[nodiscard]] PersonRecord record(PersonNumber number) const;
  /// What differs from Google's record; kept if the fields were dropped because the row is up to date.
  [[nodiscard]] const FieldProblems& problems(PersonNumber number) const {
    return (*this)[number].has_problems ? problems_.at(number).problems : kNoProblems;
  }
  /// The exclusions that match the person's record, ascending. Requires `PersonDigest::excluded`.
  [[nodiscard]] const std::vector<std::uint16_t>& exclusions(PersonNumber number) const {
    return exclusions_.at(number);
  }
  /// "" if the fields were dropped, unless the person has problems.
  [[nodiscard]] std::string_view email(PersonNumber number) const;
  /// Requires kind `unusable`.
  [[nodiscard]] const UnusablePerson& unusable(PersonNumber number) const { return unusable_.at(number); }

  /// `kNoValue` without a field to group by, and for people who are absent or unusable.
  [[nodiscard]] GroupValue group_value(PersonNumber number) const {
    return number < group_value_of_.size() ? group_value_of_[number] : kNoValue;
  }
  /// The values as they are written in the records. The first one is empty.
  [[nodiscard]] const std::vector<std::string>& group_values() const { return group_values_; }

  /// Two records of the person differ in what decides whether the person is in.
  [[nodiscard]] bool is_contradicted(PersonNumber number) const { return contradicted_.contains(number); }

  /// The number of people who are present.
  [[nodiscard]] std::size_t size() const { return usable_ + unusable_.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// The number after the greatest of a person.
  [[nodiscard]] PersonNumber end() const { return static_cast<PersonNumber>(digests_.size()); }
  /// The keys of the units' paths. The first is empty: Google did not send a path.
  [[nodiscard]] const std::vector<std::string>& unit_paths() const { return unit_paths_; }

 private:
  static constexpr PersonDigest kAbsent{};
  static const FieldProblems kNoProblems;

  struct Problems {
    FieldProblems problems;
    std::string email;
  };

  [[nodiscard]] FieldSet kept_by_mapping(PersonNumber number) const;
  PersonDigest& reset(PersonNumber number);
  void compare(PersonNumber number, const PersonDigest& before, GroupValue value_before);
  void note_group_value(PersonNumber number, const TargetFields& fields, const FieldSet& kept);
  std::uint32_t unit_path_number(const std::string& key);

  /// Indexed by person. A deque grows without copying.
  std::deque<PersonDigest> digests_;
  /// The values of `kTargetFields`, packed, with `Person::kept_by_mapping`. An absent value is empty, as it
  /// is in a `Person`.
  boost::unordered_flat_map<PersonNumber, std::string> fields_;
  std::unordered_map<PersonNumber, UnusablePerson> unusable_;
  std::unordered_map<PersonNumber, Problems> problems_;
  std::unordered_map<PersonNumber, std::vector<std::uint16_t>> exclusions_;
  std::unordered_set<PersonNumber> contradicted_;
  std::vector<std::string> unit_paths_{""};
  std::unordered_map<std::string, std::uint32_t> unit_path_numbers_{{"", 0}};
  std::optional<std::size_t> group_field_;
  /// Indexed by person; empty without a field to group by. A deque grows without copying.
  std::deque<GroupValue> group_value_of_;
  std::vector<std::string> group_values_{""};
  std::unordered_map<std::string, GroupValue> group_value_numbers_{{"", kNoValue}};
  std::size_t usable_ = 0;
};

}  // namespace gup::plan

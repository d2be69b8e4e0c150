// The people of one reading of the directory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plan/people/person.hpp"
#include "plan/state/links.hpp"
#include "plan/state/packed_row.hpp"
#include "plan/state/person_ids.hpp"
#include "plan/state/text_arena.hpp"

namespace gup::plan {

/// What every run looks at in every person.
struct PersonDigest {
  enum class Kind : std::uint8_t { absent, usable, unusable };

  /// `content_hash` of the fields; only of usable people.
  std::int64_t content_hash = 0;
  /// The unit that the person is in: the number of its path key.
  std::uint32_t unit_path : 30 = 0;
  Kind kind : 2 = Kind::absent;
  /// Where the fields are kept, or what makes the record unusable; 0: nowhere.
  std::uint32_t kept : 30 = 0;
  std::uint32_t suspended : 1 = 0;
  std::uint32_t archived : 1 = 0;

  [[nodiscard]] bool has_fields() const { return kind == Kind::usable && kept != 0; }
};
static_assert(sizeof(PersonDigest) == 16);

/// Of most people a run has to know only that they are as they were: their fields are dropped as soon as the
/// hash is known. A later word about a person replaces the earlier one.
class DirectoryPeople {
 public:
  /// `link`: the person's, if there is one; as long as it says that the row is as the record, the fields are
  /// dropped. So are those of somebody without a link who cannot be selected.
  void admit(PersonNumber number, const Person& person, const LinkDigest* link, bool can_be_selected = true);
  void admit(PersonNumber number, const UnusablePerson& person);
  void remove(PersonNumber number);
  /// Drops the fields of everybody for whom `keeps` is false.
  void drop_fields_unless(const std::function<bool(PersonNumber)>& keeps);

  /// Absent people have a digest, too: an empty one.
  [[nodiscard]] const PersonDigest& operator[](PersonNumber number) const {
    return number < digests_.size() ? digests_[number] : kNobody;
  }
  /// Of somebody who `has_fields`.
  [[nodiscard]] PackedFields fields(const PersonDigest& person) const { return fields_[person.kept - 1]; }
  /// Why the record of somebody unusable is.
  [[nodiscard]] const UnusablePerson& unusable(const PersonDigest& person) const {
    return unusable_[person.kept - 1];
  }

  /// How many are present.
  [[nodiscard]] std::size_t size() const { return usable_ + unusable_now_; }
  [[nodiscard]] std::size_t usable() const { return usable_; }
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// The number after the greatest of a person.
  [[nodiscard]] PersonNumber end() const { return static_cast<PersonNumber>(digests_.size()); }
  /// The units' path keys, by the digests' numbers. The first is empty: Google did not say.
  [[nodiscard]] const std::vector<std::string>& unit_paths() const { return unit_paths_; }

 private:
  static constexpr PersonDigest kNobody{};

  PersonDigest& renewed(PersonNumber number);
  std::uint32_t unit_path_number(const std::string& key);

  /// By person. Deques, because they grow without being copied.
  std::deque<PersonDigest> digests_;
  std::deque<PackedFields> fields_;
  TextArena texts_;
  std::deque<UnusablePerson> unusable_;
  std::vector<std::string> unit_paths_{""};
  std::unordered_map<std::string, std::uint32_t> unit_path_numbers_{{"", 0}};
  std::size_t usable_ = 0;
  std::size_t unusable_now_ = 0;
};

}  // namespace gup::plan

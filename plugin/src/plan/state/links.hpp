// The links of a company, by person.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "host_sdk/services/clock.hpp"
#include "model/settings/leaving_steps.hpp"
#include "plan/state/person_ids.hpp"

namespace gup::plan {

/// Whether we created the target user or adopted an existing one. The numbers are stored.
enum class Origin : std::uint8_t { created = 0, adopted = 1 };

/// The numbers are stored. Every link that is not active is *retired*.
enum class LinkState : std::uint8_t {
  active = 0,
  /// Left, and kept as an inactive row (on leaving: deactivate).
  inactive = 1,
  /// Adopted and left: the row belongs to the host again.
  released = 2,
  /// Left, but an administrator chose to keep the person.
  dismissed = 3,
};

/// A linked row compared with how we left it.
enum class LinkedRow : std::uint8_t {
  /// The row was deleted or is no longer ours. For a released link: deleted, or another provider's.
  gone,
  unchanged,
  /// Changed in the host.
  changed,
};

/// Compares the stored `updated_at` of a row with the current one; `now` is nullopt if the row is gone.
[[nodiscard]] inline LinkedRow linked_row(std::int64_t stored, std::optional<std::int64_t> now) {
  if (!now) return LinkedRow::gone;
  return *now == stored ? LinkedRow::unchanged : LinkedRow::changed;
}

/// What is stored about a linked person.
struct StoredLink {
  std::int64_t user_id = 0;
  std::int64_t content_hash = 0;
  /// The row's `updated_at` as we left it, in microseconds.
  std::int64_t row_updated_at = 0;
  /// Only set for retired links.
  std::optional<host_sdk::Timestamp> missing_since;
  Origin origin = Origin::created;
  LinkState state = LinkState::active;
  /// The row as it is now; only read, not written.
  LinkedRow row = LinkedRow::gone;
  /// Why the person left. Only of people whose rows were deactivated.
  LeavingCause cause = LeavingCause::unknown;
  /// The days from `missing_since` to the deletion of a deactivated row; 0 if it stays.
  std::uint16_t delete_after_days = 0;
  /// The row's status as it is now; only read, not written.
  bool row_inactive : 1 = false;
  /// The row was inactive before the plugin changed its status. Coming back, release and unlink restore that
  /// status. The plugin only changes it when a person leaves; former versions also did when they adopted a
  /// row.
  bool was_inactive : 1 = false;
  /// The stored link is lost (the database was restored, or a table deleted), and this one was made from the
  /// row's provider and external id; only read, not written.
  bool is_recovered : 1 = false;

  /// True if the row is as the plugin wrote it and the person's content hash is still the same.
  [[nodiscard]] bool is_as_written(std::int64_t hash_now) const {
    return state == LinkState::active && row == LinkedRow::unchanged && content_hash == hash_now;
  }
};

/// Connects Google's id with a target user.
struct Link : StoredLink {
  std::string external_id;
};

class Links {
 public:
  /// Adds a person's link, or replaces it.
  void put(PersonNumber person, const StoredLink& link) {
    if (links_.size() <= person) links_.resize(person + 1);
    if (links_[person].user_id == 0) ++size_;
    links_[person] = link;
  }

  /// Null for a person without a link.
  [[nodiscard]] const StoredLink* find(PersonNumber person) const {
    return person < links_.size() && links_[person].user_id != 0 ? &links_[person] : nullptr;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// The number after the greatest of a linked person.
  [[nodiscard]] PersonNumber end() const { return static_cast<PersonNumber>(links_.size()); }

 private:
  /// Indexed by person; `user_id` is 0 where there is no link. A deque grows without copying.
  std::deque<StoredLink> links_;
  std::size_t size_ = 0;
};

[[nodiscard]] inline std::int64_t count_active(const Links& links) {
  std::int64_t active = 0;
  for (PersonNumber person = 0; person < links.end(); ++person)
    if (const StoredLink* link = links.find(person); link && link->state == LinkState::active) ++active;
  return active;
}

}  // namespace gup::plan

// The links of a company, by person.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/services/clock.hpp"
#include "plan/state/person_ids.hpp"

namespace gup::plan {

/// How a link's target user came to us. The numbers are stored.
enum class Origin : std::uint8_t { created = 0, adopted = 1 };

/// The numbers are stored.
enum class LinkState : std::uint8_t {
  active = 0,
  /// Left, and kept as an inactive row (on leaving: deactivate).
  inactive = 1,
  /// An adopted person who left: the row belongs to the host again.
  released = 2,
  /// Left, and an administrator chose to keep the person.
  dismissed = 3,
};

/// Google's id and the target user behind it. Every link but an active one is *retired*.
struct Link {
  std::string external_id;
  std::int64_t user_id = 0;
  Origin origin = Origin::created;
  LinkState state = LinkState::active;
  /// `active` or `inactive` for adopted people: what unlink restores. Empty for created ones.
  std::string status_at_adoption;
  std::int64_t content_hash = 0;
  /// The row's `updated_at` as we left it, in microseconds.
  std::int64_t row_updated_at = 0;
  /// The row's `updated_at` as it is now; nothing when the row is gone or is no longer ours. For a released
  /// link: of the row that is the host's own again.
  std::optional<std::int64_t> row_updated_at_now;
  std::optional<host_sdk::Timestamp> missing_since;
};

/// What every run looks at in every link: there are as many as people, so it is kept small.
struct LinkDigest {
  enum class Row : std::uint8_t { gone, as_we_left_it, changed };

  std::int64_t user_id = 0;
  std::int64_t content_hash = 0;
  std::int64_t row_updated_at = 0;
  /// Where `Links` keeps what few links have.
  std::uint32_t rest = 0;
  Origin origin = Origin::created;
  LinkState state = LinkState::active;
  Row row = Row::gone;
  /// False where nobody is linked.
  bool exists = false;

  /// The row needs no look as long as the person's record has the same hash.
  [[nodiscard]] bool is_as_written(std::int64_t hash_now) const {
    return state == LinkState::active && row == Row::as_we_left_it && content_hash == hash_now;
  }
};

class Links {
 public:
  /// Adds the link of a person who has none yet. The external id is the person's.
  void put(PersonNumber person, const Link& link);

  /// Null for somebody who is not linked. Valid as long as this lives.
  [[nodiscard]] const LinkDigest* find(PersonNumber person) const {
    return person < digests_.size() && digests_[person].exists ? &digests_[person] : nullptr;
  }
  /// The whole link of somebody who is linked.
  [[nodiscard]] Link link(PersonNumber person, std::string_view external_id) const;

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// The number after the greatest of a linked person.
  [[nodiscard]] PersonNumber end() const { return static_cast<PersonNumber>(digests_.size()); }

 private:
  /// Beside adopted, retired and changed people hardly anybody has one.
  struct Rest {
    std::string status_at_adoption;
    std::optional<std::int64_t> row_updated_at_now;
    std::optional<host_sdk::Timestamp> missing_since;
  };

  /// By person; a deque, because it grows without being copied.
  std::deque<LinkDigest> digests_;
  std::deque<Rest> rests_;
  std::size_t size_ = 0;
};

[[nodiscard]] std::int64_t count_active(const Links& links);

}  // namespace gup::plan

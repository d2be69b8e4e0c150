// The rows of the host that a plan looks at.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

#include "model/target_user.hpp"
#include "plan/state/packed_row.hpp"
#include "plan/state/text_arena.hpp"

namespace gup::plan {

/// One row, packed: what decisions ask for is read from the bytes, which `TargetUserRows` keeps.
class KnownRow {
 public:
  explicit KnownRow(PackedRow bytes) : bytes_(bytes) {}

  [[nodiscard]] std::int64_t id() const { return row_id_in(bytes_); }
  [[nodiscard]] std::int64_t updated_at() const { return updated_at_in(bytes_); }
  [[nodiscard]] std::string_view email_key() const { return row_keys_in(bytes_).email_key; }
  /// Empty for a row made by hand.
  [[nodiscard]] std::string_view provider() const { return row_keys_in(bytes_).provider; }
  [[nodiscard]] std::optional<std::string_view> external_id() const {
    return row_keys_in(bytes_).external_id;
  }
  /// All of it.
  [[nodiscard]] TargetUserRow row() const { return unpacked_row(bytes_); }

 private:
  PackedRow bytes_;
};

/// Each row once. The rows stay where they are for as long as this lives, wherever it is moved.
class TargetUserRows {
 public:
  /// A row that is there already is left as it is.
  void put(const TargetUserRow& row);

  [[nodiscard]] const KnownRow* with_id(std::int64_t id) const;
  [[nodiscard]] const KnownRow* with_email_key(std::string_view key) const;
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

 private:
  TextArena texts_;
  std::deque<KnownRow> rows_;
  boost::unordered_flat_map<std::int64_t, const KnownRow*> by_id_;
  boost::unordered_flat_map<std::string_view, const KnownRow*> by_email_key_;
};

}  // namespace gup::plan

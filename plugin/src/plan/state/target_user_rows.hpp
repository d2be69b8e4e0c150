// The host's target users that a plan needs.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>

#include "model/target_user.hpp"

namespace gup::plan {

/// Rows by id and by email key. Pointers to rows stay valid when this is moved.
class TargetUserRows {
 public:
  /// Does nothing if there is a row with this id.
  void put(const TargetUserRow& row);

  /// Null if there is none.
  [[nodiscard]] const TargetUserRow* with_id(std::int64_t id) const;
  [[nodiscard]] const TargetUserRow* with_email_key(std::string_view key) const;
  /// Throws `StateMoved` if there is none: someone deleted the row during the run.
  [[nodiscard]] const TargetUserRow& required(std::int64_t id) const;
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

 private:
  std::deque<TargetUserRow> rows_;
  boost::unordered_flat_map<std::int64_t, const TargetUserRow*> by_id_;
  boost::unordered_flat_map<std::string_view, const TargetUserRow*> by_email_key_;
};

}  // namespace gup::plan

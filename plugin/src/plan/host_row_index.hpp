// The host's rows as the plan asks for them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "plan/plan.hpp"

namespace gup::plan {

/// Borrows the rows.
class HostRowIndex {
 public:
  explicit HostRowIndex(const HostRows& rows) {
    for (const HostRow& row : rows.rows) {
      by_id_.emplace(row.id, &row);
      by_email_key_.emplace(row.email_key, &row);
    }
  }

  [[nodiscard]] const HostRow* with_id(std::int64_t id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }
  [[nodiscard]] const HostRow* with_email_key(std::string_view key) const {
    const auto found = by_email_key_.find(key);
    return found == by_email_key_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::int64_t, const HostRow*> by_id_;
  std::unordered_map<std::string_view, const HostRow*> by_email_key_;
};

}  // namespace gup::plan

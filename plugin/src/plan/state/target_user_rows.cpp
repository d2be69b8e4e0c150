#include "plan/state/target_user_rows.hpp"

#include "failure.hpp"

namespace gup::plan {

void TargetUserRows::put(const TargetUserRow& row) {
  const auto [at, is_new] = by_id_.emplace(row.id, nullptr);
  if (!is_new) return;
  at->second = &rows_.emplace_back(row);
  by_email_key_.emplace(at->second->email_key, at->second);
}

const TargetUserRow* TargetUserRows::with_id(std::int64_t id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const TargetUserRow* TargetUserRows::with_email_key(std::string_view key) const {
  const auto found = by_email_key_.find(key);
  return found == by_email_key_.end() ? nullptr : found->second;
}

const TargetUserRow& TargetUserRows::required(std::int64_t id) const {
  if (const TargetUserRow* row = with_id(id)) return *row;
  throw StateMoved("a target user was deleted in the host while the sync was planned");
}

}  // namespace gup::plan

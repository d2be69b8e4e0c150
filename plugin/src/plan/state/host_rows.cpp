#include "plan/state/host_rows.hpp"

namespace gup::plan {

void TargetUserRows::put(const TargetUserRow& row) {
  const auto [at, is_new] = by_id_.emplace(row.id, nullptr);
  if (!is_new) return;
  at->second = &rows_.emplace_back(texts_.keep(packed(row)));
  by_email_key_.emplace(at->second->email_key(), at->second);
}

const KnownRow* TargetUserRows::with_id(std::int64_t id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const KnownRow* TargetUserRows::with_email_key(std::string_view key) const {
  const auto found = by_email_key_.find(key);
  return found == by_email_key_.end() ? nullptr : found->second;
}

}  // namespace gup::plan

#include "sync/run/approval.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"

namespace gup {

using host_sdk::counted;

void report_approval(const RunRequest& request, const plan::StoredState& stored, plan::Plan& plan) {
  if (request.approved.empty()) return;
  std::int64_t carried_out = 0;
  for (plan::PersonChange& change : plan.report.changes) {
    if (!change.approved) continue;
    ++carried_out;
    change.reason += "; approved by " + request.actor.name;
  }
  const auto approved = static_cast<std::int64_t>(request.approved.size());
  const std::int64_t groups = std::ranges::count_if(
      stored.group_links, [&](const auto& link) { return request.approved.contains(link.source_id); });
  const std::int64_t staying = approved - groups - carried_out;
  std::string remark = request.actor.name + " approved " + counted(approved, "removal", "removals") + ".";
  if (staying > 0)
    remark += " " + counted(staying, "of these users stays", "of these users stay") +
              ", because Google no longer shows that they have to leave.";
  plan.report.remarks.insert(plan.report.remarks.begin(), std::move(remark));
}

}  // namespace gup

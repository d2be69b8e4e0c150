#include "sync/run/decide.hpp"

#include "failure.hpp"
#include "sync/outcome/membership_names.hpp"

namespace gup {
namespace {

plan::ReservedIds reserve_ids(host_sdk::Ids& ids, const plan::RowQuery& query) {
  plan::ReservedIds reserved;
  const auto reserve = [&ids](host_sdk::IdKind kind, std::int64_t count, std::int64_t& first) {
    if (count == 0) return;
    throw_unless_done(ids.reserve(kind, count, first));
  };
  reserve(host_sdk::IdKind::target_user, query.new_users_at_most, reserved.first_user);
  reserve(host_sdk::IdKind::target_group, query.new_groups_at_most, reserved.first_group);
  return reserved;
}

/// A preview reserves no ids, because that would write. Its new rows get ids that the host does not use yet.
plan::ReservedIds ids_for_preview() {
  constexpr std::int64_t kUnused = std::int64_t{1} << 61;
  return {kUnused, kUnused};
}

}  // namespace

plan::Plan decide(const RunContext& context, const Run& run, const plan::PlanInput& input,
                  const plan::Classification& classification, const Interruption& interruption) {
  const plan::RowQuery query = plan::rows_to_query(input, classification);
  const plan::TargetUserRows rows = context.store.look_up(run.company_id, query, interruption);
  const bool previews = run.kind == RunKind::preview;
  plan::Plan plan = plan::make_plan(input, classification, rows,
                                    previews ? ids_for_preview() : reserve_ids(context.host.ids(), query));
  complete_memberships(context.store, run.company_id, plan.report, interruption);
  return plan;
}

}  // namespace gup

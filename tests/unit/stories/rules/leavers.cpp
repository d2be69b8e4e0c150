#include "rules/leavers.hpp"

#include <algorithm>

#include "directory/members.hpp"

namespace gup::plan::test {
namespace {

/// Why a person who is not selected left: someone who would be selected without the suspension is suspended.
LeavingCause cause_of(const std::string& id, const Truth& truth) {
  if (!truth.google().people.contains(id)) return LeavingCause::left;
  return truth.would_be_selected_if_suspended_counted(id) ? LeavingCause::suspended
                                                          : LeavingCause::deselected;
}

bool is_held(const World& world, const std::string& id) {
  return std::ranges::find(world.host.held, id, &HeldRemoval::external_id) != world.host.held.end();
}

bool may_be_unconfirmed(const World& world, const std::string& id) {
  return world.settings.source == SyncSource::groups && is_in_outside_group(world.directory, id);
}

int days_until_deletion(const StoredLink& link, const LeavingSteps& steps) {
  if (link.delete_after_days == 0 || link.origin == Origin::adopted) return 0;
  const OnLeaving step = link.cause == LeavingCause::suspended    ? steps.suspended
                         : link.cause == LeavingCause::deselected ? steps.deselected
                                                                  : steps.left;
  if (step == OnLeaving::deactivate) return 0;
  return step == OnLeaving::delete_ ? link.delete_after_days
                                    : std::max<int>(link.delete_after_days, steps.delete_after_days);
}

bool is_due(const StoredLink& link, const World& world) {
  const int after = days_until_deletion(link, world.settings.on_leaving);
  return after > 0 && link.row_inactive &&
         std::chrono::floor<std::chrono::days>(world.now) -
                 std::chrono::floor<std::chrono::days>(*link.missing_since) >=
             std::chrono::days{after};
}

}  // namespace

Leavers::Leavers(const World& world) {
  for (const auto& [id, link] : world.host.links) {
    const TargetUserRow* row = world.row_of(id);
    if (row == nullptr || row->external_id != id) continue;
    StoredLink now = link;
    now.row_inactive = row->status == "inactive";
    if (link.state == LinkState::active) active_.emplace(id, now);
    if (link.state == LinkState::inactive) inactive_.emplace(id, now);
  }
}

bool Leavers::may_be_deleted(const std::string& id, const StoredLink& link, const World& world,
                             const Truth& truth) {
  const bool is_gone_at_last = link.cause != LeavingCause::left && link.origin == Origin::created &&
                               world.settings.on_leaving.left == OnLeaving::delete_ &&
                               !truth.google().people.contains(id);
  return !truth.selected_people().contains(id) && (is_due(link, world) || is_gone_at_last);
}

std::set<std::string> Leavers::deleted_too_early(const World& world, const Truth& truth) const {
  std::set<std::string> ids;
  for (const auto& [id, link] : inactive_)
    if (world.row_of(id) == nullptr && !may_be_deleted(id, link, world, truth)) ids.insert(id);
  return ids;
}

std::string Leavers::wrong_steps(const World& world, const Truth& truth) const {
  std::string wrong;
  for (const auto& [id, link] : active_)
    if (!truth.selected_people().contains(id) && !is_held(world, id) && !may_be_unconfirmed(world, id))
      wrong += wrong_step(id, link, world, truth);
  for (const auto& [id, link] : inactive_)
    if (is_due(link, world) && may_be_deleted(id, link, world, truth) && !is_held(world, id) &&
        !may_be_unconfirmed(world, id) && world.row_of(id) != nullptr)
      wrong += " " + id + " should be deleted by now;";
  return wrong;
}

std::string Leavers::wrong_step(const std::string& id, const StoredLink& before, const World& world,
                                const Truth& truth) {
  const LeavingSteps& steps = world.settings.on_leaving;
  const OnLeaving step = steps.of(cause_of(id, truth));
  const auto link = world.host.links.find(id);
  const bool is_kept = link != world.host.links.end() && link->second.state == LinkState::inactive &&
                       world.row_of(id) != nullptr;
  if (step == OnLeaving::delete_) return is_kept ? " " + id + " should be deleted;" : "";
  if (!is_kept || world.row_of(id)->status != "inactive") return " " + id + " should be inactive;";
  const bool later = step == OnLeaving::deactivate_then_delete && before.origin == Origin::created;
  return link->second.delete_after_days == (later ? steps.delete_after_days : 0)
             ? ""
             : " " + id + " has another date;";
}

}  // namespace gup::plan::test

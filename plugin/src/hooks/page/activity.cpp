#include "hooks/page/activity.hpp"

#include "hooks/action_names.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

bool runs_or_starts(const Activity& activity, RunKind kind, bool starts) {
  return activity.run ? activity.run->kind == kind : starts && !activity.sync_starts;
}

}  // namespace

Activity read_activity(const HookContext& context, const std::string& company_id) {
  Activity activity;
  activity.run = context.runs.live_run(company_id);
  const auto starts = [&](const char* job) { return !activity.run && job_runs(context, company_id, job); };
  activity.sync_starts = starts(kSyncJob);
  activity.preview_starts = starts(kPreviewJob);
  activity.dismissal_starts = starts(kDismissalJob);
  activity.undo_starts = starts(kUndoJob);
  activity.unlink_starts = starts(kUnlinkJob);
  activity.connect_starts = job_runs(context, company_id, kConnectJob);
  return activity;
}

bool is_live(const Activity& activity) {
  return activity.run || activity.sync_starts || activity.preview_starts || activity.dismissal_starts ||
         activity.undo_starts || activity.unlink_starts || activity.connect_starts;
}

bool is_previewing(const Activity& activity) {
  return runs_or_starts(activity, RunKind::preview, activity.preview_starts);
}

bool is_undoing(const Activity& activity) {
  return runs_or_starts(activity, RunKind::undo, activity.undo_starts);
}

bool is_dismissing(const Activity& activity) {
  return runs_or_starts(activity, RunKind::dismissal, activity.dismissal_starts);
}

bool is_unlinking(const Activity& activity) {
  return (activity.run && activity.run->kind == RunKind::unlink) || activity.unlink_starts;
}

}  // namespace gup

// The names of the page's actions, their fields and the jobs that they start.
#pragma once

namespace gup {

inline constexpr const char* kConnect = "connect";
inline constexpr const char* kConnectServiceAccount = "connect_service_account";
inline constexpr const char* kSave = "save";
/// Saves the settings and shows what a sync with them would do.
inline constexpr const char* kPreview = "preview";
inline constexpr const char* kStartSync = "start_sync";
inline constexpr const char* kStopSync = "stop_sync";
inline constexpr const char* kSyncNow = "sync_now";
inline constexpr const char* kUnlink = "unlink";
/// Shows the details of the run whose id is the action's value.
inline constexpr const char* kShowRun = "show_run";
/// Shows the details of the latest run.
inline constexpr const char* kShowProblems = "show_problems";
/// Scrolls to the list of held removals.
inline constexpr const char* kReviewRemovals = "review_removals";
inline constexpr const char* kApproveRemovals = "approve_removals";
inline constexpr const char* kDismissRemovals = "dismiss_removals";

/// The parameter of the page's address that names the run shown in detail.
inline constexpr const char* kRunParameter = "run";

/// The fields of `kConnectServiceAccount`.
inline constexpr const char* kServiceAccountKeyField = "service_account_key";
inline constexpr const char* kAdminEmailField = "admin_email";

/// The fields of `kApproveRemovals` and `kDismissRemovals`: Google's ids of the users, or `kAllRemovals`; and
/// the number that confirms an approval.
inline constexpr const char* kRemovalsField = "removals";
inline constexpr const char* kAllRemovals = "all";
inline constexpr const char* kCountField = "count";
/// A field of `kStartSync`: the number of removals that the preview showed as held, to carry them out.
inline constexpr const char* kConfirmedRemovalsField = "confirmed_removals";

inline constexpr const char* kSyncJob = "sync";
inline constexpr const char* kPreviewJob = "preview";
inline constexpr const char* kDismissalJob = "dismissal";
inline constexpr const char* kUnlinkJob = "unlink";
inline constexpr const char* kDirectoryJob = "directory";
inline constexpr const char* kConnectJob = "connect";

}  // namespace gup

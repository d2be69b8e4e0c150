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
/// The same, and the users and target groups stay as the platform's own.
inline constexpr const char* kUnlinkAndKeep = "unlink_and_keep";
/// Changes when the scheduled sync runs, pauses it and resumes it.
inline constexpr const char* kSaveSchedule = "save_schedule";
inline constexpr const char* kPauseSchedule = "pause_schedule";
inline constexpr const char* kResumeSchedule = "resume_schedule";
/// Reduces the details of a run to some of its users.
inline constexpr const char* kFilterRun = "filter_run";
/// Searches the held removals.
inline constexpr const char* kFilterRemovals = "filter_removals";
/// Shows the history of one person.
inline constexpr const char* kFindPerson = "find_person";
inline constexpr const char* kApproveRemovals = "approve_removals";
inline constexpr const char* kDismissRemovals = "dismiss_removals";
/// The same for all that are held.
inline constexpr const char* kApproveAllRemovals = "approve_all_removals";
inline constexpr const char* kDismissAllRemovals = "dismiss_all_removals";
/// The same for the one in the action's value.
inline constexpr const char* kKeepRemoval = "keep_removal";
/// Approves all removals that were dismissed.
inline constexpr const char* kRemoveKept = "remove_kept";
/// Uses the recreated group instead of the deleted one.
inline constexpr const char* kTakeOverGroup = "take_over_group";

/// Removes the unit or group in the action's value from the selection, because Google no longer shows it.
inline constexpr const char* kTakeOutSource = "take_out_source";

/// Adds the exclusion of the form; of the address or domain in the action's value; of a CSV text.
inline constexpr const char* kExclude = "exclude";
inline constexpr const char* kExcludePerson = "exclude_person";
inline constexpr const char* kExcludeDomain = "exclude_domain";
inline constexpr const char* kImportExclusions = "import_exclusions";
/// Removes an exclusion, and adds it again.
inline constexpr const char* kRemoveExclusion = "remove_exclusion";
inline constexpr const char* kRestoreExclusion = "restore_exclusion";
/// The fields of both actions.
inline constexpr const char* kExclusionKindField = "exclusion_kind";
inline constexpr const char* kExclusionValueField = "exclusion_value";
inline constexpr const char* kExclusionUnitField = "exclusion_unit";
inline constexpr const char* kExclusionGroupField = "exclusion_group";
inline constexpr const char* kExclusionReasonField = "exclusion_reason";
inline constexpr const char* kExclusionsCsvField = "exclusions_csv";

/// Where the fields of target users come from. Their inputs: hooks/actions/fields/field_form.hpp.
inline constexpr const char* kSaveFields = "save_fields";
/// Shows five people with the values of the form, without saving it.
inline constexpr const char* kPreviewFields = "preview_fields";
inline constexpr const char* kResetFields = "reset_fields";
/// Asks Google for the permission to list custom attributes.
inline constexpr const char* kAllowCustomAttributes = "allow_custom_attributes";
/// The parameter of the page's address that names the preview of fields that is shown.
inline constexpr const char* kFieldsPreviewParameter = "fields_preview";
/// Settings as a file: exports them, shows what an import would change, and imports them. Saves an earlier
/// version again.
inline constexpr const char* kExportSettings = "export_settings";
inline constexpr const char* kReviewSettings = "review_settings";
inline constexpr const char* kImportSettings = "import_settings";
inline constexpr const char* kRestoreSettings = "restore_settings";
/// Their fields: the file's text, and the number of a version (or the action's value).
inline constexpr const char* kSettingsField = "settings_file";
inline constexpr const char* kVersionField = "version";

/// Undoes a run.
inline constexpr const char* kUndoRun = "undo_run";

/// Explains from what is stored why a person is synced or not.
inline constexpr const char* kExplain = "explain";
/// Asks Google about the person, and changes nothing.
inline constexpr const char* kAskAboutPerson = "ask_about_person";
/// Syncs only this person.
inline constexpr const char* kSyncPerson = "sync_person";
/// The field of these three, or the action's value.
inline constexpr const char* kEmailField = "email";

/// The parameter of the page's address that names the person shown.
inline constexpr const char* kEmailParameter = "email";
/// The parameters of the page's address: the run shown in detail, which of its users, and the person whose
/// history is shown.
inline constexpr const char* kRunParameter = "run";
inline constexpr const char* kKindParameter = "kind";
inline constexpr const char* kSearchParameter = "search";
/// The column by which a table is sorted, with a minus before it for descending order.
inline constexpr const char* kSortParameter = "sort";
inline constexpr const char* kPersonParameter = "person";

/// The fields of `kFilterRun`, `kFilterRemovals` and `kFindPerson`, with the maximum length of a searched
/// text. A parameter of an address has at most 256 bytes.
inline constexpr const char* kRunKindField = "run_kind";
inline constexpr const char* kRunSearchField = "run_search";
inline constexpr const char* kHeldSearchField = "held_search";
inline constexpr const char* kPersonField = "person";
inline constexpr int kMostSearched = 256;

/// The fields of `kConnectServiceAccount`.
inline constexpr const char* kServiceAccountKeyField = "service_account_key";
inline constexpr const char* kAdminEmailField = "admin_email";

/// The fields of `kApproveRemovals` and `kDismissRemovals`: Google's ids of the users, or `kAllRemovals`; and
/// the number that confirms an approval.
inline constexpr const char* kRemovalsField = "removals";
inline constexpr const char* kAllRemovals = "all";
inline constexpr const char* kCountField = "count";
/// The field of `kTakeOverGroup`: Google's id of the deleted group.
inline constexpr const char* kGroupField = "group";
/// A field of the actions that save the settings: the number of target groups that the next sync deletes
/// because of them.
inline constexpr const char* kDeletedGroupsField = "deleted_groups";
/// A field of `kStartSync`: the number of removals that the preview showed as held, to carry them out.
inline constexpr const char* kConfirmedRemovalsField = "confirmed_removals";

/// The fields of `kUndoRun`: the run's id, and the number of changes that confirms it. The number is
/// `kCountField` unless the page has that field already.
inline constexpr const char* kRunField = "run";
inline constexpr const char* kUndoCountField = "undo_count";

inline constexpr const char* kSyncJob = "sync";
inline constexpr const char* kPreviewJob = "preview";
inline constexpr const char* kDismissalJob = "dismissal";
inline constexpr const char* kUndoJob = "undo";
inline constexpr const char* kUnlinkJob = "unlink";
inline constexpr const char* kDirectoryJob = "directory";
inline constexpr const char* kConnectJob = "connect";

}  // namespace gup

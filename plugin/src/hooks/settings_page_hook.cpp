#include "hooks/settings_page_hook.hpp"

#include <utility>

#include "hooks/action_names.hpp"
#include "hooks/actions/answers.hpp"
#include "hooks/actions/connecting/connect_action.hpp"
#include "hooks/actions/connecting/connect_service_account.hpp"
#include "hooks/actions/connecting/finish_connecting.hpp"
#include "hooks/actions/exclusions/exclusion_actions.hpp"
#include "hooks/actions/fields/field_actions.hpp"
#include "hooks/actions/person_actions.hpp"
#include "hooks/actions/removal_actions.hpp"
#include "hooks/actions/run_actions.hpp"
#include "hooks/actions/schedule/schedule_actions.hpp"
#include "hooks/actions/searches.hpp"
#include "hooks/actions/settings/gone_sources.hpp"
#include "hooks/actions/settings/settings_actions.hpp"
#include "hooks/actions/settings_file/settings_file_actions.hpp"
#include "hooks/actions/undo_action.hpp"
#include "hooks/actions/unlink_action.hpp"
#include "hooks/exception_boundary.hpp"
#include "hooks/page/build_page.hpp"
#include "hooks/picker/picker_options.hpp"
#include "host_sdk/language.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using host_sdk::Result;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;

/// True if the page needs the directory: without it, it shows the ids of chosen units and groups instead of
/// their names.
bool wants_directory(const HookContext& context, const PageFacts& facts) {
  return facts.connection && facts.connection->state == ConnectionState::connected &&
         !context.directories.peek(facts.company.id) && !facts.activity.run;
}

}  // namespace

host_sdk::PageIdentity SettingsPageHook::identity() const {
  host_sdk::PageIdentity identity;
  identity.slug = kPageSlug;
  identity.title = kPageTitle;
  identity.menu_path = {"Company", "Company Settings"};
  return identity;
}

Result SettingsPageHook::page(const host_sdk::page::PageRequest& request, host_sdk::page::Page& page) {
  // An exported table is read by others and by programs.
  const host_sdk::LanguageScope language(request.table_rows > 0 ? host_sdk::kEnglish : request.language);
  return exception_boundary(context_.host.logger(), request.company.id, "page", [&] {
    const auto view = view_of(request);
    if (!view) {
      page.exists = false;
      return Result::ok();
    }
    PageFacts facts = read_facts(context_, request.company);
    if (jobs_.connect.has_answered(request.company.id)) facts.activity.connect_starts = false;
    if (wants_directory(context_, facts)) jobs_.directory.start_if_due(request.company, request.actor);
    page = build_page(context_, facts, *view);
    return Result::ok();
  });
}

Result SettingsPageHook::act(const ActionRequest& request, ActionAnswer& answer) {
  const host_sdk::LanguageScope language(request.language);
  return exception_boundary(context_.host.logger(), request.company.id, "act", [&] {
    answer = dispatch(request);
    // The overview shows the progress, unless the action names another page that does.
    if (!answer.started_job.empty() && !answer.path) answer.path = path_of(SubPage::overview);
    return Result::ok();
  });
}

ActionAnswer SettingsPageHook::dispatch(const ActionRequest& request) {
  const std::string& action = request.action;
  if (action == kFilterRun) return filter_run(context_, request);
  if (action == kFilterRemovals) return filter_removals(request);
  if (action == kFindPerson) return find_person(request);
  if (action == kApproveRemovals) return approve_removals(context_, jobs_, request);
  if (action == kDismissRemovals) return dismiss_removals(context_, jobs_, request);
  if (action == kApproveAllRemovals) return approve_removals(context_, jobs_, about_all_removals(request));
  if (action == kRemoveKept) return approve_removals(context_, jobs_, about_kept_removals(context_, request));
  if (action == kDismissAllRemovals) return dismiss_removals(context_, jobs_, about_all_removals(request));
  if (action == kKeepRemoval) return dismiss_removals(context_, jobs_, about_one_removal(request));
  if (action == kUndoRun) return undo_run(context_, jobs_, request);
  if (action == kExplain) return explain(context_, request);
  if (action == kAskAboutPerson) return ask_about_person(context_, request);
  if (action == kSyncPerson) return sync_person(context_, request);
  if (action == kTakeOutSource) return take_out_source(context_, request);
  if (action == kTakeOverGroup) return take_over_group(context_, request);
  if (action == kExclude) return exclude(context_, request);
  if (action == kExcludePerson) return exclude_person(context_, request);
  if (action == kExcludeDomain) return exclude_domain(context_, request);
  if (action == kRemoveExclusion) return remove_exclusion(context_, request);
  if (action == kRestoreExclusion) return restore_exclusion(context_, request);
  if (action == kImportExclusions) return import_exclusions(context_, request);
  if (action == kSaveFields) return save_fields(context_, request);
  if (action == kPreviewFields) return preview_fields(context_, request);
  if (action == kResetFields) return reset_fields(context_, request);
  if (action == kAllowCustomAttributes) return allow_custom_attributes(context_, request);
  if (action == kExportSettings) return export_settings(context_, request);
  if (action == kReviewSettings) return review_settings(context_, request);
  if (action == kImportSettings) return import_settings(context_, request);
  if (action == kRestoreSettings) return restore_settings(context_, request);
  if (action == kConnect) return connect(context_, request);
  if (action == kConnectServiceAccount) return connect_service_account(context_, jobs_, request);
  if (action == kSave) return save(context_, request);
  if (action == kPreview) return preview(context_, jobs_, request);
  if (action == kStartSync) return start_sync(context_, jobs_, request);
  if (action == kStopSync) return stop_sync(context_, request);
  if (action == kSyncNow) return sync_now(context_, jobs_, request);
  if (action == kSaveSchedule) return save_schedule(context_, request);
  if (action == kPauseSchedule) return pause_schedule(context_, request);
  if (action == kResumeSchedule) return resume_schedule(context_, request);
  if (action == kUnlink) return unlink(context_, jobs_, request, UnlinkedRows::deleted);
  if (action == kUnlinkAndKeep) return unlink(context_, jobs_, request, UnlinkedRows::kept);
  return refused(Refusal::not_possible, host_sdk::tr("This page has no such action."));
}

Result SettingsPageHook::options(const host_sdk::page::OptionsRequest& request,
                                 host_sdk::page::OptionsAnswer& answer) {
  const host_sdk::LanguageScope language(request.language);
  return exception_boundary(context_.host.logger(), request.company.id, "options", [&] {
    answer = picker_options(context_, jobs_.directory, request);
    return Result::ok();
  });
}

Result SettingsPageHook::callback(const host_sdk::page::CallbackRequest& request, ActionAnswer& answer) {
  const host_sdk::LanguageScope language(request.language);
  const Result result = exception_boundary(context_.host.logger(), request.company.id, "callback", [&] {
    answer = finish_connecting(context_, request);
    return Result::ok();
  });
  // The browser returns to the page in any case, and the toast is the only message it shows.
  if (!result.done()) answer = refused(Refusal::not_possible, result.sentence, host_sdk::page::Tone::danger);
  return result;
}

}  // namespace gup

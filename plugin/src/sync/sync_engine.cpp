#include "sync/sync_engine.hpp"

#include <utility>

#include "host_sdk/language.hpp"
#include "sync/dismiss_removals.hpp"
#include "sync/outcome/run_metrics.hpp"
#include "sync/person/synchronize_person.hpp"
#include "sync/run/live_runs.hpp"
#include "sync/synchronize.hpp"
#include "sync/undo/undo_run.hpp"
#include "sync/unlink.hpp"

namespace gup {

using host_sdk::Company;
using host_sdk::Result;
using host_sdk::TaskMonitor;

namespace {

/// Runs store and report in English, because others read it later.
struct InEnglish : host_sdk::LanguageScope {
  InEnglish() : LanguageScope(host_sdk::kEnglish) {}
};

}  // namespace

SyncEngine::SyncEngine(host_sdk::HostServices& host, Store& store, google::GoogleService& google,
                       DirectoryCache& directories, SyncSettings deployment,
                       std::unique_ptr<Heartbeat> heartbeat)
    : deployment_(std::move(deployment)), heartbeat_(std::move(heartbeat)), context_{host,        store,
                                                                                     google,      directories,
                                                                                     deployment_, *heartbeat_,
                                                                                     active_} {
  define_run_metrics(host.metrics());
}

host_sdk::SyncOutcome SyncEngine::synchronize(const Company& company, const RunRequest& request,
                                              TaskMonitor& monitor) {
  const InEnglish english;
  return gup::synchronize(context_, company, request, monitor);
}

host_sdk::PersonOutcome SyncEngine::synchronize_person(const Company& company, const RunRequest& request,
                                                       const std::string& email, TaskMonitor& monitor) {
  const InEnglish english;
  return gup::synchronize_person(context_, company, request, email, monitor);
}

Result SyncEngine::dismiss_removals(const Company& company, const RunRequest& request,
                                    const std::set<std::string>& external_ids, TaskMonitor& monitor) {
  const InEnglish english;
  return gup::dismiss_removals(context_, company, request, external_ids, monitor);
}

Result SyncEngine::undo_run(const Company& company, const RunRequest& request, std::int64_t run_id,
                            TaskMonitor& monitor) {
  const InEnglish english;
  return gup::undo_run(context_, company, request, run_id, monitor);
}

Result SyncEngine::unlink(const Company& company, const host_sdk::Actor& actor, RunTrigger trigger,
                          UnlinkedRows rows, TaskMonitor& monitor) {
  const InEnglish english;
  return gup::unlink(context_, company, actor, trigger, rows, monitor);
}

std::optional<Run> SyncEngine::live_run(const std::string& company_id) {
  return gup::live_run(context_, company_id);
}

bool SyncEngine::request_stop(const std::string& company_id) {
  return gup::request_stop(context_, company_id);
}

}  // namespace gup

#include "hooks/runs/access_check_task.hpp"

#include "hooks/exception_boundary.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "sync/access/credentials.hpp"
#include "sync/names.hpp"
#include "sync/outcome/run_followup.hpp"

namespace gup {

using host_sdk::Result;
using host_sdk::ResultCode;

namespace {

google::Administrator probe(const HookContext& context, Connection connection,
                            host_sdk::TaskMonitor& monitor) {
  const google::Credentials credentials = credentials_of(context.host, context.store, connection);
  if (const auto* access = std::get_if<google::DelegatedAccess>(&credentials))
    return context.google.probe(*access, monitor);
  return context.google.probe(std::get<google::RefreshToken>(credentials),
                              {connection.account_id, connection.admin_email}, monitor);
}

}  // namespace

std::string AccessCheckTask::task_id() const {
  return kAccessCheckTask;
}

std::string AccessCheckTask::title() const {
  return "Google User Provisioning: access check";
}

std::chrono::seconds AccessCheckTask::default_period() const {
  return std::chrono::hours{6};
}

Result AccessCheckTask::run(const host_sdk::Company& company, host_sdk::TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "access_check", [&] {
    const auto connection = context_.store.load_connection(company.id);
    if (!connection || connection->state == ConnectionState::unlinking) return stop_checking(company.id);
    // A check that was killed may have left the daily sync paused.
    if (connection->state == ConnectionState::connected) {
      (void)resume_if_wanted(company.id);
      return stop_checking(company.id);
    }
    return connection->problem == ConnectionProblem::access_paused ? check(company, *connection, monitor)
                                                                   : stop_checking(company.id);
  });
}

Result AccessCheckTask::check(const host_sdk::Company& company, const Connection& connection,
                              host_sdk::TaskMonitor& monitor) {
  try {
    const google::Administrator administrator = probe(context_, connection, monitor);
    if (administrator.customer_id == connection.customer_id) return restore(company, connection);
    Failure moved(ResultCode::access_lost, administrator.primary_email +
                                               " now belongs to another Google Workspace. Connect to Google "
                                               "again with an account of " +
                                               connection.domain + ".");
    return still_lost(connection, moved);
  } catch (const Failure& failure) {
    if (failure.code() != ResultCode::access_lost) throw;
    return still_lost(connection, failure);
  }
}

Result AccessCheckTask::still_lost(const Connection& connection, const Failure& failure) {
  const bool may_return = failure.loss() == AccessLoss::may_return;
  context_.host.logger().info(connection.company_id,
                              host_sdk::LogLine("access_still_lost").with("reason", log_text(failure)));
  if (may_return && connection.problem_text == failure.what()) return Result::again(failure.what());
  Connection changed = connection;
  changed.problem = may_return ? ConnectionProblem::access_paused : ConnectionProblem::access_revoked;
  changed.problem_text = failure.what();
  // If someone reconnected or unlinked meanwhile, the problem is outdated.
  if (!context_.store.save_connection(changed, connection.revision) ||
      !announce_lost_access(context_.host, context_.store, connection.company_id, failure.what(), may_return))
    return stop_checking(connection.company_id);
  context_.host.page_events().page_changed(connection.company_id, kPageSlug);
  return may_return ? Result::again(failure.what()) : stop_checking(connection.company_id);
}

Result AccessCheckTask::restore(const host_sdk::Company& company, const Connection& connection) {
  Connection restored = connection;
  restored.state = ConnectionState::connected;
  restored.problem = ConnectionProblem::none;
  restored.problem_text.clear();
  restored.problem_since.reset();
  if (!context_.store.save_connection(restored, connection.revision)) return stop_checking(company.id);
  const bool resumed = resume_if_wanted(company.id);
  context_.host.notices().clear(company.id, kAccessNotice);
  context_.host.notices().show(
      company.id, {kRecoveredNotice, host_sdk::page::Tone::success, "Access to Google is back",
                   std::string("Google lets this platform read the directory of ") + connection.domain +
                       " again." + (resumed ? " The daily sync has resumed." : ""),
                   host_sdk::NoticeMail::once, kPageSlug});
  context_.host.audit_trail().record(
      company.id, {"", "Schedule", {}}, "access_restored",
      "Google accepts the connection again." + std::string(resumed ? " Resumed the daily sync." : ""));
  context_.host.logger().info(company.id, host_sdk::LogLine("access_restored"));
  context_.host.page_events().page_changed(company.id, kPageSlug);
  return stop_checking(company.id);
}

bool AccessCheckTask::resume_if_wanted(const std::string& company_id) {
  return daily_sync_wanted(context_, company_id) &&
         resume_daily_sync(context_, company_id, context_.host.clock().now());
}

Result AccessCheckTask::stop_checking(const std::string& company_id) {
  return context_.host.schedule().pause(kAccessCheckTask, company_id);
}

}  // namespace gup

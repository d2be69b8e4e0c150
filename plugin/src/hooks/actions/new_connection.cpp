#include "hooks/actions/new_connection.hpp"

#include "failure.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "sync/names.hpp"
#include "sync/reading/credentials.hpp"

namespace gup {
namespace {

using host_sdk::page::Tone;

void resume_daily_sync(const HookContext& context, const std::string& company_id) {
  auto& schedule = context.host.schedule();
  if (!daily_sync_wanted(context, company_id) || schedule.next(kDailySyncTask, company_id)) return;
  require(schedule.resume(kDailySyncTask, company_id, context.host.clock().now()));
}

std::string connected_through(const Connection& connection) {
  const std::string to = "Connected to " + connection.domain + " by ";
  if (connection.kind == ConnectionKind::sign_in) return to + connection.admin_email + ".";
  return to + "the service account " + connection.service_account + " in the name of " +
         connection.admin_email + ".";
}

}  // namespace

std::string customer_problem(const std::optional<Connection>& before,
                             const google::Administrator& administrator) {
  if (!before || before->customer_id.empty() || before->customer_id == administrator.customer_id) return {};
  return administrator.primary_email + " belongs to another Google Workspace than " + before->domain +
         ", which this company is connected to. Use an account of " + before->domain + ", or unlink first.";
}

Connection make_connection(const Connector& by, const google::Administrator& administrator,
                           host_sdk::Timestamp now) {
  Connection connection;
  connection.company_id = by.company.id;
  connection.state = ConnectionState::connected;
  connection.customer_id = administrator.customer_id;
  connection.account_id = administrator.id;
  connection.admin_email = administrator.primary_email;
  connection.domain = administrator.primary_email.substr(administrator.primary_email.rfind('@') + 1);
  connection.connected_by = by.actor.name;
  connection.connected_at = now;
  return connection;
}

ActionAnswer keep_connection(const HookContext& context, const Connector& by,
                             const std::optional<Connection>& before, const Connection& connection,
                             const google::Credentials& credentials) {
  const std::string& company_id = connection.company_id;
  // The secret first: a connection without one would be a promise that cannot be kept.
  keep_credentials(context.host, company_id, credentials);
  if (!context.store.save_connection(connection, before ? before->revision : 0))
    throw Failure(host_sdk::ResultCode::try_again,
                  "The connection was changed meanwhile, so this one was not saved; try again.");
  forget_other_credentials(context.host, company_id, credentials);
  context.directories.forget(company_id);
  context.host.notices().clear(company_id, kAccessNotice);
  resume_daily_sync(context, company_id);
  const bool again = before && !before->customer_id.empty();
  context.host.audit_trail().record(company_id, by.actor, again ? "reconnected" : "connected",
                                    connected_through(connection));
  context.host.page_events().page_changed(company_id, kPageSlug);
  return rendered(Tone::success, again
                                     ? "Connected to " + connection.domain + " again. The settings were kept."
                                     : "Connected to " + connection.domain + ". Choose who to sync.");
}

}  // namespace gup

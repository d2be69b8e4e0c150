#include "hooks/actions/connecting/new_connection.hpp"

#include <exception>

#include "failure.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "host_sdk/language.hpp"
#include "model/clean_text.hpp"
#include "sync/access/access.hpp"
#include "sync/names.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::page::Tone;

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
  return tr(kOtherWorkspaceText, {{"account", administrator.primary_email}, {"domain", before->domain}});
}

Connection make_connection(const Connector& by, const std::optional<Connection>& before,
                           const google::Administrator& administrator, host_sdk::Timestamp now) {
  Connection connection;
  connection.company_id = by.company.id;
  connection.state = ConnectionState::connected;
  connection.customer_id = administrator.customer_id;
  connection.account_id = administrator.id;
  connection.admin_email = administrator.primary_email;
  const bool knows_domain =
      before && before->customer_id == administrator.customer_id && !before->domain.empty();
  connection.domain = knows_domain ? before->domain : std::string(domain_of(administrator.primary_email));
  connection.connected_by = by.actor.name;
  connection.connected_at = now;
  return connection;
}

std::optional<ActionAnswer> keep_connection(const HookContext& context, const Connector& by,
                                            const std::optional<Connection>& before,
                                            const Connection& connection,
                                            const google::Credentials& credentials) {
  const std::string& company_id = connection.company_id;
  if (!save_access({context.host, context.store, context.google}, before, connection, credentials))
    return std::nullopt;
  context.directories.forget(company_id);
  context.fields.forget(company_id);
  context.host.notices().clear(company_id, kAccessNotice);
  context.host.notices().clear(company_id, kConnectNotice);
  throw_unless_done(context.host.schedule().pause(kAccessCheckTask, company_id));
  if (daily_sync_wanted(context, company_id))
    resume_daily_sync(context, company_id, context.host.clock().now());
  const bool again = before && !before->customer_id.empty();
  context.host.audit_trail().record(company_id, by.actor, again ? "reconnected" : "connected",
                                    connected_through(connection));
  context.host.page_events().page_changed(company_id, kPageSlug);
  return rendered(Tone::success,
                  tr(again ? kReconnectedText : kConnectedText, {{"domain", connection.domain}}));
}

std::string changed_meanwhile(const HookContext& context, const std::string& company_id) {
  const auto now = context.store.load_connection(company_id);
  if (!now || now->state == ConnectionState::not_connected) return tr(kUnlinkedMeanwhileText);
  if (now->state == ConnectionState::unlinking)
    return being_unlinked_sentence(tr("The new connection was not saved."));
  return tr(kChangedMeanwhileText, {{"domain", now->domain}});
}

void remember_problem(const HookContext& context, const std::string& company_id,
                      const std::optional<Connection>& before, ConnectionProblem problem,
                      const std::string& text) {
  if (before && before->state != ConnectionState::not_connected) return;
  try {
    Connection row = before.value_or(Connection{});
    row.company_id = company_id;
    row.problem = problem;
    row.problem_text = text;
    row.problem_since = context.host.clock().now();
    // A conflict means that the company was connected or unlinked meanwhile: then the problem is outdated.
    (void)context.store.save_connection(row, row.revision);
  } catch (const std::exception& error) {
    context.host.logger().warning(
        company_id, host_sdk::LogLine("connect_problem_not_saved").with("reason", log_text(error)));
  }
}

}  // namespace gup

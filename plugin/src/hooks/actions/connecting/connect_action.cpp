#include "hooks/actions/connecting/connect_action.hpp"

#include "failure.hpp"
#include "google/sign_in/scopes.hpp"
#include "hooks/actions/connecting/sign_ins.hpp"
#include "host_sdk/language.hpp"
#include "sync/requirements.hpp"

namespace gup {

using host_sdk::page::Outcome;
using host_sdk::page::Refusal;

ActionAnswer connect(const HookContext& context, const ActionRequest& request, bool with_schemas) {
  const std::string& company_id = request.company.id;
  auto connection = context.store.load_connection(company_id);
  if (connection && connection->state == ConnectionState::unlinking)
    return refused(Refusal::busy,
                   being_unlinked_sentence(host_sdk::tr("Connect again when unlinking has finished.")));
  if (request.callback.url.empty() || request.callback.state.empty())
    return refused(Refusal::not_possible,
                   host_sdk::tr("This platform has no public address to which Google can return. The "
                                "operator can set one; until then, connect with a service account."));
  if (connection && connection->state == ConnectionState::not_connected &&
      connection->problem != ConnectionProblem::none) {
    // The previous attempt's problem says nothing about this attempt.
    connection->problem = ConnectionProblem::none;
    connection->problem_text.clear();
    connection->problem_since.reset();
    (void)context.store.save_connection(*connection, connection->revision);
  }
  google::AuthorizationRequest authorization;
  authorization.redirect_uri = request.callback.url;
  authorization.state = request.callback.state;
  authorization.code_verifier = SignIns(context).begin(company_id, request.callback.state);
  if (connection) authorization.login_hint = connection->admin_email;
  // A reconnect keeps what was allowed before.
  authorization.with_schemas = with_schemas || (connection && google::grants_schemas(connection->scopes));
  ActionAnswer answer;
  answer.outcome = Outcome::redirect;
  answer.url = context.google.authorization_url(authorization);
  context.host.audit_trail().record(company_id, request.actor, "connect_started",
                                    "Opened Google's consent screen.");
  return answer;
}

}  // namespace gup

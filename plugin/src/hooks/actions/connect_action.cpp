// CONNECT TO GOOGLE: the way there.
#include "failure.hpp"
#include "hooks/actions/actions.hpp"
#include "hooks/actions/sign_ins.hpp"

namespace gup {

using host_sdk::page::Outcome;
using host_sdk::page::Refusal;

ActionAnswer connect(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  auto connection = context.store.load_connection(company_id);
  if (connection && connection->state == ConnectionState::unlinking)
    return refused(Refusal::busy,
                   "This company's integration is being unlinked; connect again once that is finished.");
  if (request.callback.url.empty() || request.callback.state.empty())
    return refused(Refusal::not_possible, "The host gave no address to which Google could return.");
  if (connection && connection->state == ConnectionState::not_connected &&
      connection->problem != ConnectionProblem::none) {
    // What was wrong with the former try says nothing about this one.
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
  ActionAnswer answer;
  answer.outcome = Outcome::redirect;
  answer.url = context.google.authorization_url(authorization);
  context.host.audit_trail().record(company_id, request.actor, "connect_started",
                                    "Went to Google to give access.");
  return answer;
}

}  // namespace gup

// The way out.
#include "hooks/action_names.hpp"
#include "hooks/actions/actions.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

std::string typed_confirmation(const ActionRequest& request) {
  std::string typed = request.confirmation;
  if (const auto field = request.values.find("confirmation"); typed.empty() && field != request.values.end())
    typed = field->second;
  const auto first = typed.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return typed.substr(first, typed.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

ActionAnswer unlink(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  const auto connection = context.store.load_connection(company_id);
  if (!connection || connection->state == ConnectionState::not_connected)
    return refused(Refusal::not_possible,
                   "This company is not connected to Google: there is nothing to unlink.");
  // The host has checked it, too; what deletes people is checked where it is done.
  if (typed_confirmation(request) != connection->domain) {
    ActionAnswer answer;
    answer.outcome = Outcome::invalid;
    answer.errors["confirmation"] = {"Type " + connection->domain +
                                     " to confirm. What was typed is something else, so nothing was done."};
    return answer;
  }
  require(context.host.jobs().start(request.company, request.actor, kUnlinkJob, jobs.unlink));
  context.host.audit_trail().record(company_id, request.actor, "unlink_started",
                                    "Confirmed with " + connection->domain + ".");
  context.host.page_events().page_changed(company_id, kPageSlug);
  ActionAnswer answer = rendered(Tone::info, "Unlinking has started. You can leave this page.", "progress");
  answer.started_job = kUnlinkJob;
  return answer;
}

}  // namespace gup

#include "hooks/actions/unlink_action.hpp"

#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "host_sdk/language.hpp"
#include "sync/names.hpp"
#include "sync/requirements.hpp"

namespace gup {
using host_sdk::tr;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

ActionAnswer unlink(const HookContext& context, HookJobs& jobs, const ActionRequest& request,
                    UnlinkedRows rows) {
  const std::string& company_id = request.company.id;
  const auto connection = context.store.load_connection(company_id);
  if (!connection || connection->state == ConnectionState::not_connected)
    return refused(Refusal::not_possible, not_connected_sentence(tr("There is nothing to unlink.")));
  // The host has checked it as well; deleting users must not depend on that.
  if (typed_text(request) != connection->domain) {
    ActionAnswer answer;
    answer.outcome = Outcome::invalid;
    answer.errors["confirmation"] = {
        tr("Type {domain} to confirm. The text you typed does not match. Nothing was done.",
           {{"domain", connection->domain}})};
    return answer;
  }
  // An unlink that is running already keeps its choice.
  if (!job_runs(context, company_id, kUnlinkJob))
    jobs.unlink.keeps.put(
        company_id, rows == UnlinkedRows::kept ? std::set<std::string>{company_id} : std::set<std::string>{});
  start_job(context, request, kUnlinkJob, jobs.unlink,
            {{"unlink_started", "Confirmed with " + connection->domain + "." +
                                    (rows == UnlinkedRows::kept ? " Users are kept." : "")}});
  ActionAnswer answer =
      rendered(Tone::info, tr("Unlinking has started. You can leave this page."), "progress");
  answer.started_job = kUnlinkJob;
  return answer;
}

}  // namespace gup

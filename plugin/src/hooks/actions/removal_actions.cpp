#include "hooks/actions/removal_actions.hpp"

#include <algorithm>
#include <map>

#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/run_actions.hpp"
#include "hooks/format.hpp"
#include "hooks/in_english.hpp"
#include "hooks/page/place.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/short_list.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_count;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

constexpr const char* kHeldBlock = "held_removals";

/// External id → email.
using People = std::map<std::string, std::string>;

People people_of(std::vector<plan::HeldRemoval> removals) {
  People people;
  for (auto& removal : removals) people.emplace(std::move(removal.external_id), std::move(removal.email));
  return people;
}

/// Reads the chosen people of the request. Each is held, or is in `also`; otherwise returns false with the
/// reason in `answer`.
bool read_removals(const ActionRequest& request, const People& held, const People& also, People& chosen,
                   ActionAnswer& answer) {
  std::vector<std::string> unknown;
  for (const std::string& part : host_sdk::split(value_of(request, kRemovalsField), ',')) {
    const std::string id(host_sdk::trimmed(part));
    if (id.empty()) continue;
    if (id == kAllRemovals)
      chosen.insert(held.begin(), held.end());
    else if (const auto one = held.find(id); one != held.end())
      chosen.insert(*one);
    else if (const auto other = also.find(id); other != also.end())
      chosen.insert(*other);
    else
      unknown.push_back(gup::quoted(printable(id)));
  }
  if (!unknown.empty())
    answer = invalid_field(kRemovalsField,
                           tr("The removal of {users} is not held. The user may be back in Google, or was "
                              "removed or kept meanwhile. Nothing was done.",
                              {{"users", plan::listed(unknown)}}));
  else if (chosen.empty())
    answer = invalid_field(
        kRemovalsField,
        tr("Select the removals: “all”, or the Google IDs of users, separated by commas. Nothing was done."));
  return unknown.empty() && !chosen.empty();
}

/// "a@acme.com, b@acme.com and 4 more", for the audit trail.
std::string emails_of(const People& people) {
  std::vector<std::string> emails;
  for (const auto& [external_id, email] : people) emails.push_back(email.empty() ? external_id : email);
  return plan::listed(emails);
}

std::set<std::string> ids_of(const People& people) {
  std::set<std::string> ids;
  for (const auto& [external_id, email] : people) ids.insert(external_id);
  return ids;
}

/// A line of the audit trail: "Approved 2 removals: a@acme.com, b@acme.com."
std::string about(const char* done, const People& chosen) {
  return in_english([&] {
    return std::string(done) + " " +
           counted(static_cast<std::int64_t>(chosen.size()), "removal", "removals") + ": " +
           emails_of(chosen) + ".";
  });
}

}  // namespace

ActionRequest about_all_removals(ActionRequest request) {
  request.values[kRemovalsField] = kAllRemovals;
  return request;
}

ActionRequest about_one_removal(ActionRequest request) {
  request.values[kRemovalsField] = value_of(request, "value");
  return request;
}

ActionRequest about_kept_removals(const HookContext& context, ActionRequest request) {
  std::string ids;
  for (const auto& kept : context.store.dismissed_removals(request.company.id, 0, 0))
    ids += (ids.empty() ? "" : ",") + kept.external_id;
  request.values[kRemovalsField] = ids;
  return request;
}

ActionAnswer approve_removals(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  ActionAnswer answer;
  if (!usable_connection(context, company_id, answer)) return answer;
  const People held = people_of(context.store.held_removals(company_id, 0, 0));
  const People kept = people_of(context.store.dismissed_removals(company_id, 0, 0));
  if (held.empty() && kept.empty()) return refused(Refusal::not_possible, tr("No removals are held."));
  People chosen;
  if (!read_removals(request, held, kept, chosen, answer)) return answer;
  // Deleting users must not depend on the host, so the number is checked here.
  const std::string typed = typed_text(request, {kCountField});
  const auto number = static_cast<std::int64_t>(chosen.size());
  if (typed != std::to_string(number)) {
    std::string sentences =
        tr_count("Type {number} to approve {count} removal.", "Type {number} to approve {count} removals.",
                 number, {{"number", std::to_string(number)}});
    if (!typed.empty()) sentences += " " + tr("You typed “{typed}”.", {{"typed", printable(typed)}});
    return invalid_field(kCountField, sentences + " " + tr("Nothing was done."));
  }
  if (!start_run(context, jobs, request, {ids_of(chosen), about("Approved", chosen)}, answer)) {
    answer.toast->text =
        tr("A sync is already running, and it started without this approval. No second sync was started and "
           "nothing was approved. Approve the removals that are still held when it has ended.");
    return answer;
  }
  answer.toast->text = tr_count(
      "{count} removal approved. A sync has started that asks Google again and removes the users who "
      "still have to leave.",
      "{count} removals approved. A sync has started that asks Google again and removes the users who "
      "still have to leave.",
      number);
  return answer;
}

ActionAnswer dismiss_removals(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  const People held = people_of(context.store.held_removals(company_id, 0, 0));
  if (held.empty()) return refused(Refusal::not_possible, tr("No removals are held."));
  People chosen;
  ActionAnswer answer;
  if (!read_removals(request, held, {}, chosen, answer)) return answer;
  if (context.runs.live_run(company_id) || job_runs(context, company_id, kSyncJob) ||
      job_runs(context, company_id, kDismissalJob))
    return refused(
        Refusal::busy,
        tr("A sync is running, which checks the held removals again. Nothing was done. Keep the users "
           "when it has ended."));
  jobs.dismissal.dismissed.put(company_id, ids_of(chosen));
  start_job(context, request, kDismissalJob, jobs.dismissal,
            {{"removals_dismissed", about("Dismissed", chosen)}});
  answer =
      rendered(Tone::success,
               tr_count("{count} removal dismissed. The target users and target groups stay as they are "
                        "until Google shows them again.",
                        "{count} removals dismissed. The target users and target groups stay as they are "
                        "until Google shows them again.",
                        static_cast<std::int64_t>(chosen.size())),
               kHeldBlock);
  answer.started_job = kDismissalJob;
  // The others still wait there.
  if (chosen.size() < held.size()) answer.path = path_of(SubPage::removals);
  return answer;
}

}  // namespace gup

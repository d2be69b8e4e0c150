#include "hooks/actions/person_actions.hpp"

#include <chrono>

#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "hooks/explain/stored_explanation.hpp"
#include "hooks/page/place.hpp"
#include "hooks/runs/jobs.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using host_sdk::SyncMode;
using host_sdk::tr;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

/// An action of the page has 10 seconds.
constexpr std::chrono::seconds kPersonTimeout{8};
/// A parameter of the page's address has at most 256 bytes.
constexpr std::size_t kLongestParameter = 256;

/// The address in the request; empty, with the reason in `answer`, if there is none.
std::string read_email(const ActionRequest& request, ActionAnswer& answer) {
  const std::string typed = value_of(request, kEmailField);
  const std::string email = typed.empty() ? value_of(request, "value") : typed;
  if (can_be_address(email) && email.size() <= kLongestParameter) return email;
  answer.outcome = Outcome::invalid;
  answer.errors[kEmailField] = {tr("Enter the email address of a person, such as ada@example.com.")};
  return "";
}

/// The page shows the stored explanation of that address from now on.
ActionAnswer shown(Tone tone, std::string text, const std::string& email) {
  ActionAnswer answer = rendered(tone, std::move(text), "explain_person");
  answer.path = path_of(SubPage::people);
  answer.parameters[kPersonParameter] = email;
  return answer;
}

/// Whether the text has these words already, in any case of the first letter.
bool says(const std::string& text, const std::string& words) {
  return host_sdk::lower_ascii(text).find(host_sdk::lower_ascii(words)) != std::string::npos;
}

/// If Google stays slow, another attempt ends in the same way; a sync takes the time that it needs.
std::string too_slow(SyncMode mode) {
  return mode == SyncMode::apply
             ? tr("Google did not respond in time. Nothing was changed. Try again, or start a sync, which "
                  "includes this person and has no time limit.")
             : tr("Google did not respond in time. Nothing was changed. Try again, or preview a sync, which "
                  "includes this person and has no time limit.");
}

ActionAnswer ask_google(const HookContext& context, const ActionRequest& request, SyncMode mode) {
  ActionAnswer answer;
  const std::string email = read_email(request, answer);
  if (email.empty() || !usable_connection(context, request.company.id, answer)) return answer;
  if (mode == SyncMode::apply && context.runs.live_run(request.company.id))
    return refused(Refusal::busy,
                   tr("A sync is running, which includes this person. Nothing was done. Sync the person when "
                      "it has ended."));
  host_sdk::DeadlineMonitor monitor(context.host.clock(), kPersonTimeout);
  host_sdk::PersonOutcome outcome;
  try {
    outcome = sync_person(context, request.company, {request.actor, trigger_of(request.actor), {}, mode},
                          email, monitor);
  } catch (const Cancelled& cancelled) {
    outcome.result = cancelled.result();
  }
  if (outcome.result.code == host_sdk::ResultCode::cancelled)
    throw Failure(host_sdk::ResultCode::try_again, too_slow(mode));
  throw_unless_done(outcome.result);
  const auto& explanation = outcome.explanation;
  const Tone tone = outcome.result.code == host_sdk::ResultCode::review_needed ? Tone::warning
                    : explanation.changed                                      ? Tone::success
                                                                               : Tone::info;
  std::string text = explanation.next;
  for (const auto* phrases : {&explanation.obstacles, &explanation.reasons})
    if (!phrases->empty() && !explanation.changed && !says(text, phrases->front()))
      text += " " + phrases->front() + ".";
  return shown(tone, std::move(text), explanation.email.empty() ? email : explanation.email);
}

}  // namespace

ActionAnswer explain(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  const std::string email = read_email(request, answer);
  if (email.empty()) return answer;
  const auto explanation = explain_stored(context, request.company.id, email);
  std::string text = explanation.found ? inclusion_text(explanation) + "." : explanation.next;
  return shown(Tone::info, std::move(text), email);
}

ActionAnswer ask_about_person(const HookContext& context, const ActionRequest& request) {
  return ask_google(context, request, SyncMode::preview);
}

ActionAnswer sync_person(const HookContext& context, const ActionRequest& request) {
  return ask_google(context, request, SyncMode::apply);
}

}  // namespace gup

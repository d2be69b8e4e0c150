#include <charconv>

#include "hooks/action_names.hpp"
#include "hooks/actions/actions.hpp"
#include "hooks/page/page_facts.hpp"

namespace gup {
namespace {

std::int64_t wanted_run(const HookContext& context, const ActionRequest& request) {
  if (request.action == kShowProblems) {
    const auto facts = read_facts(context, request.company);
    const auto* last = history_of(facts.runs).last;
    return last == nullptr ? 0 : last->id;
  }
  std::int64_t run_id = 0;
  if (const auto value = request.values.find("value"); value != request.values.end())
    std::from_chars(value->second.data(), value->second.data() + value->second.size(), run_id);
  return run_id;
}

}  // namespace

ActionAnswer show_run(const HookContext& context, const ActionRequest& request) {
  const std::int64_t run_id = wanted_run(context, request);
  const auto run = run_id > 0 ? context.store.load_run(run_id) : std::nullopt;
  if (!run || run->company_id != request.company.id)
    return refused(host_sdk::page::Refusal::not_possible, "This sync is no longer in the history.");
  ActionAnswer answer;
  answer.parameters[kRunParameter] = std::to_string(run_id);
  answer.focus = "run_details";
  return answer;
}

}  // namespace gup

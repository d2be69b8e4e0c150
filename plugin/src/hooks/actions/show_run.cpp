#include "hooks/actions/show_run.hpp"

#include <charconv>

#include "hooks/action_names.hpp"
#include "hooks/page/page_facts.hpp"
#include "hooks/page/runs/change_filter.hpp"
#include "host_sdk/text.hpp"

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

/// Whether a value fits into the address of a page.
bool fits(const std::string& text) {
  return text.size() <= static_cast<std::size_t>(kMostSearched);
}

ActionAnswer too_long(const char* field) {
  ActionAnswer answer;
  answer.outcome = host_sdk::page::Outcome::invalid;
  answer.errors[field] = {"This text is too long. Enter at most " + std::to_string(kMostSearched) +
                          " bytes."};
  return answer;
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

ActionAnswer filter_run(const HookContext& context, const ActionRequest& request) {
  const std::string search = value_of(request, kRunSearchField);
  if (!fits(search)) return too_long(kRunSearchField);
  ActionAnswer answer = show_run(context, request);
  if (answer.outcome != host_sdk::page::Outcome::render) return answer;
  const std::string kind = value_of(request, kRunKindField);
  if (find_change_filter(kind) != nullptr || kind == kEverything) answer.parameters[kKindParameter] = kind;
  if (!search.empty()) answer.parameters[kSearchParameter] = search;
  return answer;
}

ActionAnswer find_person(const ActionRequest& request) {
  const std::string person = value_of(request, kPersonField);
  if (!fits(person)) return too_long(kPersonField);
  ActionAnswer answer;
  if (person.empty()) {
    answer.outcome = host_sdk::page::Outcome::invalid;
    answer.errors[kPersonField] = {"Enter an email address or Google's ID of a person."};
    return answer;
  }
  answer.parameters[kPersonParameter] = person;
  answer.focus = "find_a_person";
  return answer;
}

}  // namespace gup

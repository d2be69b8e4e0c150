#include "hooks/actions/searches.hpp"

#include "hooks/action_names.hpp"
#include "hooks/page/place.hpp"
#include "hooks/page/runs/change_filter.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/value_rules.hpp"

namespace gup {
namespace {

/// Whether a value fits into the address of a page.
bool fits(const std::string& text) {
  return text.size() <= static_cast<std::size_t>(kMostSearched);
}

ActionAnswer too_long(const char* field) {
  return invalid_field(
      field, host_sdk::tr("This text is too long. Enter at most {count} bytes.", {{"count", kMostSearched}}));
}

/// A search leaves the table sorted as it is.
void keep_order(const ActionRequest& request, ActionAnswer& answer) {
  if (const auto sort = request.parameters.find(kSortParameter); sort != request.parameters.end())
    answer.parameters[kSortParameter] = sort->second;
}

}  // namespace

ActionAnswer filter_run(const HookContext& context, const ActionRequest& request) {
  const std::string search = value_of(request, kRunSearchField);
  if (!fits(search)) return too_long(kRunSearchField);
  const std::string number = value_of(request, "value");
  const std::int64_t run_id = host_sdk::to_integer(number).value_or(0);
  const auto run = run_id > 0 ? context.store.load_run(run_id) : std::nullopt;
  if (!run || run->company_id != request.company.id)
    return refused(host_sdk::page::Refusal::not_possible,
                   host_sdk::tr("This sync is no longer in the history."));
  ActionAnswer answer;
  answer.path = path_of_run(run_id);
  std::string kind = value_of(request, kRunKindField);
  if (const auto shown = request.parameters.find(kKindParameter);
      kind.empty() && shown != request.parameters.end())
    kind = shown->second;
  if (find_change_filter(kind) != nullptr || kind == kEverything) answer.parameters[kKindParameter] = kind;
  if (!search.empty()) answer.parameters[kSearchParameter] = search;
  keep_order(request, answer);
  return answer;
}

ActionAnswer filter_removals(const ActionRequest& request) {
  const std::string search = value_of(request, kHeldSearchField);
  if (!fits(search)) return too_long(kHeldSearchField);
  ActionAnswer answer;
  answer.path = path_of(SubPage::removals);
  if (!search.empty()) answer.parameters[kSearchParameter] = search;
  keep_order(request, answer);
  return answer;
}

ActionAnswer find_person(const ActionRequest& request) {
  const std::string person = value_of(request, kPersonField);
  if (!fits(person)) return too_long(kPersonField);
  if (person.empty())
    return invalid_field(kPersonField, host_sdk::tr("Enter a name, an email address or a Google ID."));
  ActionAnswer answer;
  answer.path = path_of(SubPage::people);
  answer.parameters[kPersonParameter] = person;
  return answer;
}

}  // namespace gup

#include "hooks/actions/settings/choice_check.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "failure.hpp"
#include "hooks/actions/google_question.hpp"
#include "hooks/actions/settings/settings_changes.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/settings/target_group_choice.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;
using host_sdk::tr;
using host_sdk::tr_later;

/// The number of objects to ask about at once. Google answers about that many within a few seconds.
constexpr std::size_t kBatch = 50;

/// Drops the ids that a picker listed. If Google deleted one since, the next sync reports it.
template <typename Object>
void drop_listed(std::vector<std::string>& ids, const std::vector<Object>& listed) {
  std::set<std::string_view> known;
  for (const auto& object : listed) known.insert(object.id);
  std::erase_if(ids, [&known](const std::string& id) { return known.contains(id); });
}

/// What the page says about an id with `{id}`.
struct LookupTexts {
  const char* gone;
  const char* unclear;
};

constexpr LookupTexts kUnitTexts{
    tr_later(
        "Google has no organizational unit “{id}”. Remove it from the selection, or select another one."),
    tr_later(
        "Google did not confirm that “{id}” is an organizational unit. Check the ID, or try again later.")};
constexpr LookupTexts kGroupTexts{
    tr_later("Google has no group “{id}”. Remove it from the selection, or select another one."),
    tr_later("Google did not confirm that “{id}” is a group. Check the ID, or try again later.")};

void add_error(const std::string& id, LookupResult result, const LookupTexts& texts,
               std::vector<std::string>& errors) {
  if (result == LookupResult::gone) errors.push_back(tr(texts.gone, {{"id", id}}));
  if (result == LookupResult::unclear) errors.push_back(tr(texts.unclear, {{"id", id}}));
}

/// Asks one by one: a list of all takes longer for a larger customer. If Google answers, but the time does
/// not suffice for all ids, the others are accepted: the next sync reports those that do not exist. Throws
/// `Cancelled` if Google does not answer in time.
template <typename LookUp>
std::vector<std::string> errors_of(const std::vector<std::string>& ids, const LookupTexts& texts,
                                   const LookUp& look_up) {
  std::vector<std::string> errors;
  for (std::size_t start = 0; start < ids.size(); start += kBatch) {
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(start);
    const auto count = std::min(kBatch, ids.size() - start);
    try {
      for (const auto& lookup :
           look_up(std::vector<std::string>(begin, begin + static_cast<std::ptrdiff_t>(count))))
        add_error(lookup.id, lookup.result, texts, errors);
    } catch (const Cancelled&) {
      if (start == 0) throw;
      break;
    }
  }
  return errors;
}

void check_google(const HookContext& context, const host_sdk::Company& company, const SyncSettings& before,
                  FormReading& reading, host_sdk::TaskMonitor& monitor) {
  auto units = only_in(reading.settings.organizational_units, before.organizational_units);
  auto groups = only_in(reading.settings.groups, before.groups);
  if (const auto listed = context.directories.peek(company.id)) {
    drop_listed(units, listed->units);
    drop_listed(groups, listed->groups);
  }
  if (units.empty() && groups.empty()) return;
  const auto connection = context.store.load_connection(company.id);
  if (!connection)
    throw Failure(ResultCode::access_lost,
                  tr("Reconnect to Google before you select other units or groups."));
  auto errors = ask_in_time([&] {
    return ask_directory(
        {context.host, context.store, context.google}, *connection, [&](google::DirectoryReader& reader) {
          return std::pair(errors_of(units, kUnitTexts,
                                     [&](const auto& ids) { return reader.look_up_units(ids, monitor); }),
                           errors_of(groups, kGroupTexts,
                                     [&](const auto& ids) { return reader.look_up_groups(ids, monitor); }));
        });
  });
  if (!errors.first.empty()) reading.errors["organizational_units"] = std::move(errors.first);
  if (!errors.second.empty()) reading.errors["groups"] = std::move(errors.second);
}

void check_target_group(const HookContext& context, const host_sdk::Company& company,
                        const SyncSettings& before, FormReading& reading) {
  const SyncSettings& settings = reading.settings;
  if (settings.method != SyncMethod::target_group || settings.target_group.empty()) return;
  auto& errors = reading.errors;
  const TargetGroupChoice choice = target_group_choice(settings.target_group);
  if (const auto& name = choice.new_name) {
    // Saved before, and not created until the first run.
    if (settings.target_group == before.target_group) return;
    if (context.store.target_group_by_name(company.id, host_sdk::fold_key(*name)))
      errors["target_group"].push_back(
          tr("A target group “{name}” already exists. Select it from the list, or enter another name.",
             {{"name", *name}}));
    return;
  }
  if (!context.store.target_group(company.id, choice.id))
    errors["target_group"].push_back(tr("This target group no longer exists. Select another one."));
}

/// A name becomes the id of the group with this name, or a new group.
void find_named_group(const HookContext& context, const host_sdk::Company& company, SyncSettings& settings) {
  if (!settings.target_group.starts_with(kNamedGroupPrefix)) return;
  const std::string name = settings.target_group.substr(kNamedGroupPrefix.size());
  const auto group = context.store.target_group_by_name(company.id, host_sdk::fold_key(name));
  settings.target_group = group ? std::to_string(group->id) : new_target_group(name);
}

}  // namespace

void check_choices(const HookContext& context, const host_sdk::Company& company, const SyncSettings& before,
                   FormReading& reading, host_sdk::TaskMonitor& monitor) {
  find_named_group(context, company, reading.settings);
  if (reading.errors.empty()) check_google(context, company, before, reading, monitor);
  check_target_group(context, company, before, reading);
}

}  // namespace gup

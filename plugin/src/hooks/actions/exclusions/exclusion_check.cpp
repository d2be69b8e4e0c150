#include "hooks/actions/exclusions/exclusion_check.hpp"

#include <chrono>
#include <set>
#include <utility>

#include "failure.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "model/clean_text.hpp"
#include "sync/reading/credentials.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;

/// An action of the page has 10 seconds.
constexpr std::chrono::seconds kExclusionCheckTimeout{8};

struct Sources {
  std::map<std::string, std::string> names;
  /// About which Google does not answer.
  std::set<std::string> unclear;
};

std::string name_of(const DirectoryGroup& group) {
  return group.name.empty() ? group.email : group.name;
}

/// What a picker listed.
void add_listed(const HookContext& context, const std::string& company_id, Sources& sources) {
  const auto listed = context.directories.peek(company_id);
  if (!listed) return;
  for (const OrganizationalUnit& unit : listed->units) sources.names.emplace(unit.id, unit.path);
  for (const DirectoryGroup& group : listed->groups) sources.names.emplace(group.id, name_of(group));
}

void ask_google(const HookContext& context, const std::string& company_id,
                const std::vector<std::string>& units, const std::vector<std::string>& groups,
                Sources& sources) {
  const auto connection = context.store.load_connection(company_id);
  if (!connection)
    throw Failure(ResultCode::access_lost, "Reconnect to Google before you exclude units or groups.");
  const auto reader =
      context.google.open_directory(credentials_of(context.host, *connection), connection->account_id);
  host_sdk::DeadlineMonitor monitor(context.host.clock(), kExclusionCheckTimeout);
  try {
    if (!units.empty())
      for (const UnitLookup& answer : reader->look_up_units(units, monitor)) {
        if (answer.unit) sources.names.emplace(answer.id, answer.unit->path);
        if (answer.result == LookupResult::unclear) sources.unclear.insert(answer.id);
      }
    if (!groups.empty())
      for (const GroupLookup& answer : reader->look_up_groups(groups, monitor)) {
        if (answer.group) sources.names.emplace(answer.id, name_of(*answer.group));
        if (answer.result == LookupResult::unclear) sources.unclear.insert(answer.id);
      }
  } catch (const Cancelled&) {
    throw Failure(ResultCode::try_again, "Google did not respond in time. Nothing was saved. Try again.");
  }
}

}  // namespace

std::map<std::size_t, std::string> check_exclusions(const HookContext& context, const std::string& company_id,
                                                    std::vector<Exclusion>& rules) {
  Sources sources;
  add_listed(context, company_id, sources);
  std::vector<std::string> units;
  std::vector<std::string> groups;
  for (const Exclusion& rule : rules) {
    if (sources.names.contains(rule.value)) continue;
    if (rule.kind == ExclusionKind::unit) units.push_back(rule.value);
    if (rule.kind == ExclusionKind::group) groups.push_back(rule.value);
  }
  if (!units.empty() || !groups.empty()) ask_google(context, company_id, units, groups, sources);

  std::map<std::size_t, std::string> problems;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    Exclusion& rule = rules[i];
    if (rule.kind != ExclusionKind::unit && rule.kind != ExclusionKind::group) continue;
    const std::string what = rule.kind == ExclusionKind::unit ? "an organizational unit" : "a group";
    if (const auto name = sources.names.find(rule.value); name != sources.names.end())
      rule.name = name->second;
    else if (sources.unclear.contains(rule.value))
      problems[i] = "Google did not confirm that " + gup::quoted(printable(rule.value)) + " is " + what +
                    ". Check the ID, or try again later.";
    else
      problems[i] = gup::quoted(printable(rule.value)) + " is not " + what + " in Google, or no longer.";
  }
  return problems;
}

}  // namespace gup

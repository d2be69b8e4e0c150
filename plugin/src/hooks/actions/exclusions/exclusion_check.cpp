#include "hooks/actions/exclusions/exclusion_check.hpp"

#include <set>
#include <utility>

#include "failure.hpp"
#include "hooks/actions/google_question.hpp"
#include "host_sdk/language.hpp"
#include "model/clean_text.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;
using host_sdk::tr;
using host_sdk::tr_later;

struct Sources {
  std::map<std::string, std::string> names;
  /// The rules for which Google does not answer.
  std::set<std::string> unclear;
};

/// What a picker listed.
void add_listed(const HookContext& context, const std::string& company_id, Sources& sources) {
  const auto listed = context.directories.peek(company_id);
  if (!listed) return;
  for (const OrganizationalUnit& unit : listed->units) sources.names.emplace(unit.id, unit.path);
  for (const DirectoryGroup& group : listed->groups) sources.names.emplace(group.id, name_or_email(group));
}

void ask_google(const HookContext& context, const std::string& company_id,
                const std::vector<std::string>& units, const std::vector<std::string>& groups,
                Sources& sources, host_sdk::TaskMonitor& monitor) {
  const auto connection = context.store.load_connection(company_id);
  if (!connection)
    throw Failure(ResultCode::access_lost, tr("Reconnect to Google before you exclude units or groups."));
  using Answers = std::pair<std::vector<UnitLookup>, std::vector<GroupLookup>>;
  const Answers answers = ask_in_time([&] {
    return ask_directory({context.host, context.store, context.google}, *connection,
                         [&](google::DirectoryReader& reader) {
                           Answers read;
                           if (!units.empty()) read.first = reader.look_up_units(units, monitor);
                           if (!groups.empty()) read.second = reader.look_up_groups(groups, monitor);
                           return read;
                         });
  });
  for (const UnitLookup& answer : answers.first) {
    if (answer.unit) sources.names.emplace(answer.id, answer.unit->path);
    if (answer.result == LookupResult::unclear) sources.unclear.insert(answer.id);
  }
  for (const GroupLookup& answer : answers.second) {
    if (answer.group) sources.names.emplace(answer.id, name_or_email(*answer.group));
    if (answer.result == LookupResult::unclear) sources.unclear.insert(answer.id);
  }
}

}  // namespace

std::map<std::size_t, std::string> check_exclusions(const HookContext& context, const std::string& company_id,
                                                    std::vector<Exclusion>& rules,
                                                    host_sdk::TaskMonitor& monitor) {
  Sources sources;
  add_listed(context, company_id, sources);
  std::vector<std::string> units;
  std::vector<std::string> groups;
  for (const Exclusion& rule : rules) {
    if (sources.names.contains(rule.value)) continue;
    if (rule.kind == ExclusionKind::unit) units.push_back(rule.value);
    if (rule.kind == ExclusionKind::group) groups.push_back(rule.value);
  }
  if (!units.empty() || !groups.empty()) ask_google(context, company_id, units, groups, sources, monitor);

  std::map<std::size_t, std::string> problems;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    Exclusion& rule = rules[i];
    if (rule.kind != ExclusionKind::unit && rule.kind != ExclusionKind::group) continue;
    const bool is_unit = rule.kind == ExclusionKind::unit;
    if (const auto name = sources.names.find(rule.value); name != sources.names.end())
      rule.name = name->second;
    else if (sources.unclear.contains(rule.value))
      problems[i] =
          tr(is_unit ? tr_later("Google did not confirm that “{id}” is an organizational unit. Check "
                                "the ID, or try again later.")
                     : tr_later("Google did not confirm that “{id}” is a group. Check the ID, or try "
                                "again later."),
             {{"id", printable(rule.value)}});
    else
      problems[i] = tr(is_unit ? tr_later("Google has no organizational unit “{id}”.")
                               : tr_later("Google has no group “{id}”."),
                       {{"id", printable(rule.value)}});
  }
  return problems;
}

}  // namespace gup

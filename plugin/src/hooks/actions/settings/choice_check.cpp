#include "hooks/actions/settings/choice_check.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>
#include <string_view>

#include "failure.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "host_sdk/text.hpp"
#include "sync/reading/credentials.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;

/// An action of the page has 10 seconds.
constexpr std::chrono::seconds kCheckTimeout{8};
/// The number of objects to ask about at once. Google answers about so many within a few seconds.
constexpr std::size_t kBatch = 50;

std::vector<std::string> newly_chosen(const std::vector<std::string>& before,
                                      const std::vector<std::string>& after) {
  std::vector<std::string> fresh;
  std::copy_if(after.begin(), after.end(), std::back_inserter(fresh), [&before](const std::string& id) {
    return std::find(before.begin(), before.end(), id) == before.end();
  });
  return fresh;
}

/// Drops the ids that a picker listed. If Google deleted one since, the next sync reports it.
template <typename Object>
void drop_listed(std::vector<std::string>& ids, const std::vector<Object>& listed) {
  std::set<std::string_view> known;
  for (const auto& object : listed) known.insert(object.id);
  std::erase_if(ids, [&known](const std::string& id) { return known.contains(id); });
}

/// Asks Google about units and groups one by one: a list of all takes longer for a larger customer.
class GoogleCheck {
 public:
  GoogleCheck(const HookContext& context, const std::string& company_id)
      : monitor_(context.host.clock(), kCheckTimeout) {
    const auto connection = context.store.load_connection(company_id);
    if (!connection)
      throw Failure(ResultCode::access_lost, "Reconnect to Google before you select other units or groups.");
    reader_ =
        context.google.open_directory(credentials_of(context.host, *connection), connection->account_id);
  }

  void check_units(const std::vector<std::string>& ids, std::vector<std::string>& errors) {
    check(ids, "an organizational unit", errors,
          [this](const auto& batch) { return reader_->look_up_units(batch, monitor_); });
  }
  void check_groups(const std::vector<std::string>& ids, std::vector<std::string>& errors) {
    check(ids, "a group", errors,
          [this](const auto& batch) { return reader_->look_up_groups(batch, monitor_); });
  }

 private:
  /// If Google answers, but the time does not suffice for all ids, the others are accepted: the next sync
  /// reports those that do not exist. Throws `Cancelled` if Google does not answer in time.
  template <typename LookUp>
  static void check(const std::vector<std::string>& ids, const char* what, std::vector<std::string>& errors,
                    const LookUp& look_up) {
    for (std::size_t start = 0; start < ids.size(); start += kBatch) {
      const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(start);
      const auto count = std::min(kBatch, ids.size() - start);
      try {
        for (const auto& lookup :
             look_up(std::vector<std::string>(begin, begin + static_cast<std::ptrdiff_t>(count))))
          add_error(lookup.id, lookup.result, what, errors);
      } catch (const Cancelled&) {
        if (start == 0) throw;
        return;
      }
    }
  }

  static void add_error(const std::string& id, LookupResult result, const char* what,
                        std::vector<std::string>& errors) {
    if (result == LookupResult::gone)
      errors.push_back("“" + id + "” is not " + what +
                       " in Google, or no longer. Remove it from the selection, or select another one.");
    if (result == LookupResult::unclear)
      errors.push_back("Google did not confirm that “" + id + "” is " + what +
                       ". Check the id, or try again later.");
  }

  host_sdk::DeadlineMonitor monitor_;
  std::unique_ptr<google::DirectoryReader> reader_;
};

void check_google(const HookContext& context, const host_sdk::Company& company, const SyncSettings& before,
                  FormReading& reading) {
  auto units = newly_chosen(before.organizational_units, reading.settings.organizational_units);
  auto groups = newly_chosen(before.groups, reading.settings.groups);
  if (const auto listed = context.directories.peek(company.id)) {
    drop_listed(units, listed->units);
    drop_listed(groups, listed->groups);
  }
  if (units.empty() && groups.empty()) return;
  std::vector<std::string> unit_errors;
  std::vector<std::string> group_errors;
  try {
    GoogleCheck check(context, company.id);
    check.check_units(units, unit_errors);
    check.check_groups(groups, group_errors);
  } catch (const Cancelled&) {
    throw Failure(ResultCode::try_again, "Google did not respond in time. Nothing was saved. Try again.");
  }
  if (!unit_errors.empty()) reading.errors["organizational_units"] = std::move(unit_errors);
  if (!group_errors.empty()) reading.errors["groups"] = std::move(group_errors);
}

void check_target_group(const HookContext& context, const host_sdk::Company& company,
                        const SyncSettings& before, FormReading& reading) {
  const SyncSettings& settings = reading.settings;
  if (settings.method != SyncMethod::target_group || settings.target_group.empty()) return;
  auto& errors = reading.errors;
  if (settings.target_group.starts_with(kNewGroupPrefix)) {
    // Saved before, and not created until the first run.
    if (settings.target_group == before.target_group) return;
    const std::string name = settings.target_group.substr(std::string_view(kNewGroupPrefix).size());
    if (context.store.target_group_by_name(company.id, host_sdk::fold_key(name)))
      errors["target_group"].push_back("A target group “" + name +
                                       "” already exists. Select it from the list, or enter another name.");
    return;
  }
  std::int64_t id = 0;
  const auto& text = settings.target_group;
  std::from_chars(text.data(), text.data() + text.size(), id);
  if (!context.store.target_group(company.id, id))
    errors["target_group"].push_back("This target group no longer exists. Select another one.");
}

}  // namespace

void check_choices(const HookContext& context, const host_sdk::Company& company, const SyncSettings& before,
                   FormReading& reading) {
  if (reading.errors.empty()) check_google(context, company, before, reading);
  check_target_group(context, company, before, reading);
}

}  // namespace gup

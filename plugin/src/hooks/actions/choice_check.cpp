#include "hooks/actions/choice_check.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "failure.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "host_sdk/text.hpp"
#include "sync/reading/credentials.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;

constexpr std::chrono::seconds kCheckTimeout{8};

std::vector<std::string> newly_chosen(const std::vector<std::string>& before,
                                      const std::vector<std::string>& after) {
  std::vector<std::string> fresh;
  std::copy_if(after.begin(), after.end(), std::back_inserter(fresh), [&before](const std::string& id) {
    return std::find(before.begin(), before.end(), id) == before.end();
  });
  return fresh;
}

/// The current ids in Google. Picker options may be minutes old, so they are not used.
class GoogleIds {
 public:
  GoogleIds(const HookContext& context, const std::string& company_id)
      : monitor_(context.host.clock(), kCheckTimeout) {
    const auto connection = context.store.load_connection(company_id);
    if (!connection)
      throw Failure(ResultCode::access_lost, "Reconnect to Google before you select other units or groups.");
    reader_ =
        context.google.open_directory(credentials_of(context.host, *connection), connection->account_id);
  }

  std::set<std::string> units() {
    std::set<std::string> ids;
    for (auto& unit : reader_->list_units(monitor_)) ids.insert(std::move(unit.id));
    return ids;
  }
  std::set<std::string> groups() {
    std::set<std::string> ids;
    for (auto& group : reader_->list_groups(monitor_)) ids.insert(std::move(group.id));
    return ids;
  }

 private:
  host_sdk::DeadlineMonitor monitor_;
  std::unique_ptr<google::DirectoryReader> reader_;
};

void refuse_unknown(const std::string& field, const std::vector<std::string>& chosen,
                    const std::set<std::string>& known, const char* what, FormReading& reading) {
  for (const auto& id : chosen)
    if (!known.contains(id))
      reading.errors[field].push_back(
          "“" + id + "” is not " + what +
          " in Google, or no longer. Remove it from the selection, or select another "
          "one.");
}

void check_google(const HookContext& context, const host_sdk::Company& company, const SyncSettings& before,
                  FormReading& reading) {
  const auto units = newly_chosen(before.organizational_units, reading.settings.organizational_units);
  const auto groups = newly_chosen(before.groups, reading.settings.groups);
  if (units.empty() && groups.empty()) return;
  try {
    GoogleIds ids(context, company.id);
    if (!units.empty())
      refuse_unknown("organizational_units", units, ids.units(), "an organizational unit", reading);
    if (!groups.empty()) refuse_unknown("groups", groups, ids.groups(), "a group", reading);
  } catch (const Cancelled&) {
    throw Failure(ResultCode::try_again, "Google did not respond in time. Nothing was saved. Try again.");
  }
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

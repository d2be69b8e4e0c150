#include "sync/refused_rows.hpp"

#include "failure.hpp"
#include "model/clean_text.hpp"

namespace gup {
namespace {

/// The maximum number of plans that leave out refused rows.
constexpr int kMaximumPlansWithRefusals = 10;

using Table = RefusedRow::Table;

const char* name_of(Table table) {
  switch (table) {
    case Table::target_groups:
      return "target_groups";
    case Table::memberships:
      return "target_group_members";
    case Table::target_users:
      break;
  }
  return "target_users";
}

}  // namespace

void log_refused(host_sdk::Logger& logger, const Run& run, const std::vector<RefusedRow>& rows) {
  for (const RefusedRow& row : rows)
    logger.warning(run.company_id, host_sdk::LogLine("row_refused")
                                       .with("run", run.id)
                                       .with("table", name_of(row.table))
                                       .with("external_id", row.external_id)
                                       .with("reason", row.reason));
}

std::vector<RefusedRow> apply_or_find_refused(const RunContext& context, const Run& run, int attempt,
                                              const std::function<void()>& apply,
                                              const std::function<std::vector<RefusedRow>()>& find) {
  const auto find_if_few_plans = [&] {
    // Every round leaves out at least one row, so this ends; many rounds are not worth it.
    return attempt < kMaximumPlansWithRefusals ? find() : std::vector<RefusedRow>{};
  };
  std::vector<RefusedRow> refused;
  try {
    apply();
  } catch (const StateMoved&) {
    // A conflict with a row that appeared meanwhile is gone in the next plan. One that comes back is not.
    if (attempt > 1) refused = find_if_few_plans();
    if (refused.empty()) throw;
  } catch (const Failure& failure) {
    if (failure.code() == host_sdk::ResultCode::operator_action) refused = find_if_few_plans();
    if (refused.empty()) throw;
  }
  log_refused(context.host.logger(), run, refused);
  return refused;
}

void leave_out(const std::vector<RefusedRow>& rows, const plan::PersonIds& ids,
               plan::DirectoryPeople& people) {
  for (const RefusedRow& row : rows) {
    const auto number = row.table == Table::target_users ? ids.find(row.external_id) : std::nullopt;
    if (!number) continue;
    const std::string unit_path_key = people.unit_paths()[people[*number].unit_path];
    people.admit(*number, UnusablePerson{row.external_id, row.email, row.reason, unit_path_key, true});
  }
}

void add_refusals(const std::vector<RefusedRow>& rows, plan::Refusals& refusals) {
  for (const RefusedRow& row : rows) {
    if (row.table == Table::target_groups) {
      refusals.groups.insert_or_assign(row.external_id, plan::Refusals::Refusal{row.email, "", row.reason});
    } else if (row.table == Table::memberships) {
      const std::string group =
          row.group_source_id.empty() ? plan::key_of_row(row.group_id) : row.group_source_id;
      const std::string user = row.external_id.empty() ? plan::key_of_row(row.user_id) : row.external_id;
      refusals.memberships.insert_or_assign({group, user},
                                            plan::Refusals::Refusal{row.group_name, row.email, row.reason});
    }
  }
}

void add_refusals(const std::vector<RefusedRow>& rows, plan::UndoRefusals& refusals) {
  for (const RefusedRow& row : rows) {
    // In the middle of a sentence.
    std::string reason = printable(lower_first(row.reason));
    while (reason.ends_with('.')) reason.pop_back();
    switch (row.table) {
      case Table::target_users:
        refusals.users.insert_or_assign(row.user_id, reason);
        break;
      case Table::target_groups:
        refusals.groups.insert_or_assign(row.group_id, reason);
        break;
      case Table::memberships:
        refusals.memberships.insert_or_assign({row.group_id, row.user_id}, reason);
        break;
    }
  }
}

}  // namespace gup

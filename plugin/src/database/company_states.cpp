#include "database/company_states.hpp"

#include <algorithm>

#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

std::string number_of(ConnectionState state) {
  return std::to_string(static_cast<int>(state));
}

/// The latest good sync of each company, from the newest run backwards: the index ends the search at the
/// first one.
std::string companies_sql() {
  return "SELECT c.company_id, c.state, c.connected_at, (SELECT r.finished_at FROM gup_runs r WHERE "
         "r.company_id = c.company_id AND r.kind = " +
         std::to_string(static_cast<int>(RunKind::sync)) + " AND r.state IN (" +
         std::to_string(static_cast<int>(RunState::done)) + ", " +
         std::to_string(static_cast<int>(RunState::held)) +
         ") ORDER BY r.id DESC LIMIT 1) FROM gup_connections c WHERE c.state IN (" +
         number_of(ConnectionState::connected) + ", " + number_of(ConnectionState::reconnect_needed) +
         ") ORDER BY c.company_id";
}

}  // namespace

std::vector<CompanyState> read_company_states(Session& session) {
  std::vector<CompanyState> states;
  Query(session, companies_sql()).read("tnnn", [&](const Row& row) {
    CompanyState state;
    state.company_id = row.text(0);
    state.access_lost = static_cast<ConnectionState>(row.number(1)) == ConnectionState::reconnect_needed;
    state.connected_at = host_sdk::from_microseconds(row.number(2));
    if (const auto at = row.number_or_null(3)) state.last_good_run = host_sdk::from_microseconds(*at);
    states.push_back(std::move(state));
  });
  Query(session, "SELECT company_id, COUNT(*), MIN(held_since) FROM gup_held_removals GROUP BY company_id")
      .read("tnn", [&](const Row& row) {
        const std::string company = row.text(0);
        const auto found = std::ranges::find(states, company, &CompanyState::company_id);
        if (found == states.end()) return;
        found->held_removals = row.number(1);
        found->oldest_held = host_sdk::from_microseconds(row.number(2));
      });
  return states;
}

}  // namespace gup::database

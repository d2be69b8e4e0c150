#include "database/company_states.hpp"

#include <algorithm>

#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

std::string number_of(ConnectionState state) {
  return std::to_string(static_cast<int>(state));
}

/// The latest good sync of each company, from the newest run backwards: the index ends the search at the
/// first one. The `?` is the current time: an end in the future was stored while a clock was wrong.
std::string companies_sql() {
  return "SELECT c.company_id, c.state, c.connected_at, (SELECT r.finished_at FROM gup_runs r WHERE "
         "r.company_id = c.company_id AND r.kind = " +
         std::to_string(static_cast<int>(RunKind::sync)) + " AND r.state IN (" +
         std::to_string(static_cast<int>(RunState::done)) + ", " +
         std::to_string(static_cast<int>(RunState::held)) +
         ") AND r.finished_at <= ? ORDER BY r.id DESC LIMIT 1) FROM gup_connections c WHERE c.state IN (" +
         number_of(ConnectionState::connected) + ", " + number_of(ConnectionState::reconnect_needed) +
         ") ORDER BY c.company_id";
}

}  // namespace

std::vector<CompanyState> read_company_states(Session& session, host_sdk::Timestamp now) {
  std::vector<CompanyState> states;
  const auto past = [&](std::int64_t time) { return std::min(host_sdk::from_microseconds(time), now); };
  Query companies(session, companies_sql());
  companies.number(host_sdk::to_microseconds(now)).read("tnnn", [&](const Row& row) {
    CompanyState state;
    state.company_id = row.text(0);
    state.access_lost = static_cast<ConnectionState>(row.number(1)) == ConnectionState::reconnect_needed;
    state.connected_at = past(row.number(2));
    if (const auto at = row.number_or_null(3)) state.last_good_run = host_sdk::from_microseconds(*at);
    states.push_back(std::move(state));
  });
  Query(session, "SELECT company_id, COUNT(*), MIN(held_since) FROM gup_held_removals GROUP BY company_id")
      .read("tnn", [&](const Row& row) {
        const std::string company = row.text(0);
        const auto found = std::ranges::find(states, company, &CompanyState::company_id);
        if (found == states.end()) return;
        found->held_removals = row.number(1);
        found->oldest_held = past(row.number(2));
      });
  return states;
}

}  // namespace gup::database

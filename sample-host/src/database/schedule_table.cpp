#include "database/schedule_table.hpp"

#include <string>

#include "database/host_database.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

using host_sdk::from_microseconds;
using host_sdk::to_microseconds;

constexpr const char* kReading = "the schedule cannot be read";
constexpr const char* kWriting = "the schedule cannot be written";
constexpr int kKeptRuns = 50;

std::string dates_text(const std::vector<host_sdk::DateRange>& dates) {
  std::vector<std::string> texts;
  for (const host_sdk::DateRange& range : dates) texts.push_back(host_sdk::to_text(range));
  return host_sdk::join(texts, ",");
}

/// Skips invalid dates, so that a hand-edited schedule keeps working.
std::vector<host_sdk::DateRange> dates_in(std::string_view text) {
  std::vector<host_sdk::DateRange> dates;
  for (const std::string& one : host_sdk::split(text, ','))
    if (const auto range = host_sdk::date_range_of(one)) dates.push_back(*range);
  return dates;
}

/// Reads the rows of the schedule that `end`, from WHERE on, selects.
std::string select_rows(const std::string& end) {
  return "SELECT task_id, company_id, paused, due_at, period_seconds, failures, claimed_by, claimed_until, "
         "claims, rule_seconds, rule_minute, rule_zone, rule_quiet_days, paused_by, paused_at, quiet_dates "
         "FROM host_schedule " +
         end;
}

std::vector<ScheduleRow> rows_of(Query query) {
  std::vector<ScheduleRow> rows;
  query.read("ttnnnntnnnntntnt", [&](const sql::Row& row) {
    CompanyRule rule;
    rule.every = std::chrono::seconds{row.number(9)};
    if (const auto minute = row.number_or_null(10)) rule.at = std::chrono::minutes{*minute};
    rule.zone = row.text(11);
    rule.quiet_days = static_cast<host_sdk::Weekdays>(row.number(12));
    rule.quiet_dates = dates_in(row.text(15));
    rows.push_back({row.text(0), row.text(1), row.flag(2), from_microseconds(row.number(3)),
                    std::chrono::seconds{row.number(4)}, static_cast<int>(row.number(5)), row.text(6),
                    from_microseconds(row.number(7)), row.number(8), std::move(rule), row.text(13),
                    from_microseconds(row.number(14))});
  });
  return rows;
}

/// Appends the condition on a (task, company) to a query that has its other values already.
Query of_pair(Query query, std::string_view task_id, std::string_view company_id) {
  query.text(task_id, "task_id").text(company_id, "company_id");
  return query;
}
constexpr const char* kPair = " WHERE task_id = ? AND company_id = ?";

std::optional<ScheduleRow> find_row(Session& session, std::string_view task_id, std::string_view company_id,
                                    const std::string& end = {}) {
  const auto rows = rows_of(of_pair(Query(session, select_rows(kPair + end)), task_id, company_id));
  if (rows.empty()) return {};
  return rows.front();
}

/// Claims a pair without a claim. `condition` is added to the statement's own.
Query claiming(Session& session, std::string_view task_id, std::string_view company_id,
               std::string_view owner, host_sdk::Timestamp now, host_sdk::Timestamp until,
               const std::string& condition = {}) {
  Query query(session,
              std::string{"UPDATE host_schedule SET claimed_by = ?, claimed_until = ?, claims = claims + 1"} +
                  kPair + " AND claimed_until <= ?" + condition);
  query.text(owner, "claimed_by").number(to_microseconds(until));
  query.text(task_id, "task_id").text(company_id, "company_id").number(to_microseconds(now));
  return query;
}

/// Appends the condition that a claim has neither ended nor been followed by another one.
Query of_claim(Query query, const ScheduleRow& claimed) {
  query.text(claimed.task_id, "task_id").text(claimed.company_id, "company_id");
  query.number(claimed.claims).text(claimed.claimed_by, "claimed_by");
  return query;
}
constexpr const char* kClaimed = " WHERE task_id = ? AND company_id = ? AND claims = ? AND claimed_by = ?";

/// Whether the run is in the history: the answer to an earlier attempt to store it may have been lost.
bool is_stored(Session& session, const TaskRun& run) {
  return of_pair(Query(session, std::string{"SELECT COUNT(*) FROM host_task_runs"} + kPair +
                                    " AND started_at = ? AND finished_at = ?"),
                 run.task_id, run.company_id)
             .number(to_microseconds(run.started_at))
             .number(to_microseconds(run.finished_at))
             .read_number() > 0;
}

/// Creates the row of a pair, paused; outside the transaction that needs it, because a conflict would abort
/// that one on PostgreSQL.
void ensure_row(HostDatabase& database, std::string_view task_id, std::string_view company_id) {
  const bool found = database.with_session(kReading, [&](Session& session) {
    return of_pair(Query(session, std::string{"SELECT COUNT(*) FROM host_schedule"} + kPair), task_id,
                   company_id)
               .read_number() > 0;
  });
  if (found) return;
  try {
    database.with_session(kWriting, [&](Session& session) {
      of_pair(
          Query(session,
                "INSERT INTO host_schedule (task_id, company_id, paused, due_at, period_seconds, failures, "
                "claimed_by, claimed_until, claims, rule_seconds, rule_zone, rule_quiet_days, ahead_seconds, "
                "paused_by, paused_at, quiet_dates) VALUES (?, ?, 1, 0, 0, 0, '', 0, 0, 0, '', 0, 0, '', 0, "
                "'')"),
          task_id, company_id)
          .run();
    });
  } catch (const SqlError& error) {
    if (error.kind() != SqlErrorKind::conflict) throw;
  }
}

}  // namespace

std::optional<ScheduleRow> ScheduleTable::find(std::string_view task_id, std::string_view company_id) {
  return database_.with_session(kReading,
                                [&](Session& session) { return find_row(session, task_id, company_id); });
}

std::vector<ScheduleRow> ScheduleTable::all() {
  return database_.with_session(kReading, [&](Session& session) {
    return rows_of(Query(session, select_rows("ORDER BY task_id, company_id")));
  });
}

void ScheduleTable::pause(std::string_view task_id, std::string_view company_id, std::string_view by,
                          host_sdk::Timestamp now) {
  if (!by.empty()) ensure_row(database_, task_id, company_id);
  database_.write(kWriting, [&](Session& session) {
    const auto row = find_row(session, task_id, company_id, session.dialect().for_update());
    if (!row) return;
    const bool theirs = row->paused && !row->paused_by.empty();
    Query query(session,
                std::string{"UPDATE host_schedule SET paused = 1, paused_by = ?, paused_at = ?"} + kPair);
    query.text(theirs ? std::string_view{row->paused_by} : by, "paused_by");
    query.number(theirs || by.empty() ? to_microseconds(row->paused_at) : to_microseconds(now));
    of_pair(std::move(query), task_id, company_id).run();
  });
}

void ScheduleTable::resume(std::string_view task_id, std::string_view company_id, const Due& first) {
  ensure_row(database_, task_id, company_id);
  database_.write(kWriting, [&](Session& session) {
    const auto row = find_row(session, task_id, company_id, session.dialect().for_update());
    if (!row) return;
    const NextDue next = first(*row);
    Query query(session, std::string{"UPDATE host_schedule SET paused = 0, paused_by = '', failures = 0, "
                                     "due_at = ?, period_seconds = ?, ahead_seconds = ?"} +
                             kPair);
    query.number(to_microseconds(next.at)).number(next.period.count());
    query.number(furthest_ahead(row->rule, next.period).count());
    of_pair(std::move(query), task_id, company_id).run();
  });
}

void ScheduleTable::change_rule(std::string_view task_id, std::string_view company_id,
                                const std::function<void(CompanyRule&)>& change, const Due& due) {
  ensure_row(database_, task_id, company_id);
  database_.write(kWriting, [&](Session& session) {
    auto row = find_row(session, task_id, company_id, session.dialect().for_update());
    if (!row) return;
    change(row->rule);
    const CompanyRule& rule = row->rule;
    const NextDue next = due(*row);
    Query query(session, std::string{"UPDATE host_schedule SET rule_seconds = ?, rule_minute = ?, rule_zone "
                                     "= ?, rule_quiet_days = ?, quiet_dates = ?, due_at = ?, "
                                     "period_seconds = ?, ahead_seconds = ?"} +
                             kPair);
    query.number(rule.every.count());
    query.number(rule.at ? std::optional<std::int64_t>{rule.at->count()} : std::nullopt);
    query.text(rule.zone, "rule_zone").number(std::int64_t{rule.quiet_days});
    query.text(dates_text(rule.quiet_dates), "quiet_dates");
    query.number(to_microseconds(row->paused ? row->due_at : next.at)).number(next.period.count());
    query.number(furthest_ahead(rule, next.period).count());
    of_pair(std::move(query), task_id, company_id).run();
  });
}

std::vector<ScheduleRow> ScheduleTable::due(host_sdk::Timestamp now, const std::vector<std::string>& task_ids,
                                            std::size_t limit, const std::optional<ScheduleRow>& last) {
  if (task_ids.empty()) return {};
  const auto at = to_microseconds(now);
  std::string where = "WHERE paused = 0 AND due_at <= ? AND claimed_until <= ? AND task_id IN (";
  for (std::size_t i = 0; i < task_ids.size(); ++i) where += i == 0 ? "?" : ", ?";
  where += last ? ") AND (due_at, task_id, company_id) > (?, ?, ?)" : ")";
  return database_.with_session(kReading, [&](Session& session) {
    Query query(session,
                select_rows(where + " ORDER BY due_at, task_id, company_id LIMIT " + std::to_string(limit)));
    query.number(at).number(at);
    for (const std::string& task_id : task_ids) query.text(task_id, "task_id");
    if (last)
      query.number(to_microseconds(last->due_at))
          .text(last->task_id, "task_id")
          .text(last->company_id, "company_id");
    return rows_of(std::move(query));
  });
}

std::optional<host_sdk::Timestamp> ScheduleTable::next_due() {
  return database_.with_session(kReading, [&](Session& session) {
    std::optional<host_sdk::Timestamp> next;
    // A claimed pair becomes free at the end of its claim at the latest.
    Query(
        session,
        "SELECT MIN(CASE WHEN due_at > claimed_until THEN due_at ELSE claimed_until END) FROM host_schedule "
        "WHERE paused = 0")
        .read("n", [&](const sql::Row& row) {
          if (const auto due = row.number_or_null(0)) next = from_microseconds(*due);
        });
    return next;
  });
}

std::vector<ScheduleRow> ScheduleTable::too_far_ahead(host_sdk::Timestamp now, std::chrono::seconds claim) {
  return database_.with_session(kReading, [&](Session& session) {
    Query query(session, select_rows("WHERE (paused = 0 AND ahead_seconds > 0 AND due_at - ahead_seconds * "
                                     "1000000 > ?) OR claimed_until > ?"));
    query.number(to_microseconds(now)).number(to_microseconds(now + claim));
    return rows_of(std::move(query));
  });
}

void ScheduleTable::correct(const ScheduleRow& read, host_sdk::Timestamp due,
                            host_sdk::Timestamp claimed_until) {
  database_.with_session(kWriting, [&](Session& session) {
    Query query(session, std::string{"UPDATE host_schedule SET due_at = ?, claimed_until = ?"} + kPair +
                             " AND due_at = ? AND claims = ? AND claimed_until = ?");
    query.number(to_microseconds(due)).number(to_microseconds(claimed_until));
    query.text(read.task_id, "task_id").text(read.company_id, "company_id");
    query.number(to_microseconds(read.due_at)).number(read.claims);
    query.number(to_microseconds(read.claimed_until)).run();
  });
}

std::optional<ScheduleRow> ScheduleTable::claim_due(const ScheduleRow& read, std::string_view owner,
                                                    host_sdk::Timestamp now, host_sdk::Timestamp until) {
  return database_.write(kWriting, [&](Session& session) -> std::optional<ScheduleRow> {
    // Another process may claim and finish the run after this one read its list. So compare claim numbers,
    // not due times.
    Query query = claiming(session, read.task_id, read.company_id, owner, now, until,
                           " AND claims = ? AND paused = 0 AND due_at <= ?");
    query.number(read.claims).number(to_microseconds(now));
    if (query.run() != 1) return std::nullopt;
    return find_row(session, read.task_id, read.company_id);
  });
}

std::optional<ScheduleRow> ScheduleTable::claim(std::string_view task_id, std::string_view company_id,
                                                std::string_view owner, host_sdk::Timestamp now,
                                                host_sdk::Timestamp until) {
  ensure_row(database_, task_id, company_id);
  return database_.write(kWriting, [&](Session& session) -> std::optional<ScheduleRow> {
    if (claiming(session, task_id, company_id, owner, now, until).run() != 1) return std::nullopt;
    return find_row(session, task_id, company_id);
  });
}

bool ScheduleTable::renew(const ScheduleRow& claimed, host_sdk::Timestamp until) {
  return database_.with_session(kWriting, [&](Session& session) {
    Query query(session, std::string{"UPDATE host_schedule SET claimed_until = ?"} + kClaimed);
    query.number(to_microseconds(until));
    return of_claim(std::move(query), claimed).run() == 1;
  });
}

void ScheduleTable::release(const ScheduleRow& claimed) {
  database_.with_session(kWriting, [&](Session& session) {
    of_claim(
        Query(session, std::string{"UPDATE host_schedule SET claimed_by = '', claimed_until = 0"} + kClaimed),
        claimed)
        .run();
  });
}

bool ScheduleTable::finish(const TaskRun& run, const ScheduleRow& claimed, const Due& next) {
  return database_.write(kWriting, [&](Session& session) {
    const bool held =
        of_claim(Query(session,
                       std::string{"UPDATE host_schedule SET claimed_by = '', claimed_until = 0"} + kClaimed),
                 claimed)
            .run() == 1;
    // The rule may have changed during the run.
    if (const auto row = held ? find_row(session, run.task_id, run.company_id) : std::nullopt) {
      const NextDue due = next(*row);
      const bool moved = row->due_at != claimed.due_at;
      Query query(session, std::string{"UPDATE host_schedule SET failures = ?, due_at = ?, period_seconds = "
                                       "?, ahead_seconds = ?"} +
                               kPair);
      query.number(due.failures).number(to_microseconds(moved ? row->due_at : due.at));
      query.number(due.period.count()).number(furthest_ahead(row->rule, due.period).count());
      of_pair(std::move(query), run.task_id, run.company_id).run();
    }
    if (is_stored(session, run)) return true;
    Query(session,
          "INSERT INTO host_task_runs (task_id, company_id, started_at, finished_at, code, sentence) VALUES "
          "(?, ?, ?, ?, ?, ?)")
        .text(run.task_id, "task_id")
        .text(run.company_id, "company_id")
        .number(to_microseconds(run.started_at))
        .number(to_microseconds(run.finished_at))
        .number(static_cast<std::int64_t>(run.code))
        .text(run.sentence, "sentence")
        .run();
    const auto newest_dropped =
        of_pair(Query(session, std::string{"SELECT id FROM host_task_runs"} + kPair +
                                   " ORDER BY id DESC LIMIT 1 OFFSET " + std::to_string(kKeptRuns)),
                run.task_id, run.company_id)
            .read_number();
    if (newest_dropped > 0)
      of_pair(Query(session, std::string{"DELETE FROM host_task_runs"} + kPair + " AND id <= ?"), run.task_id,
              run.company_id)
          .number(newest_dropped)
          .run();
    return held;
  });
}

std::vector<TaskRun> ScheduleTable::runs(std::string_view task_id, std::string_view company_id, int limit) {
  std::string where;
  if (!task_id.empty()) where += " WHERE task_id = ?";
  if (!company_id.empty()) where += (where.empty() ? " WHERE" : " AND") + std::string{" company_id = ?"};
  return database_.with_session(kReading, [&](Session& session) {
    std::vector<TaskRun> found;
    Query query(session,
                "SELECT task_id, company_id, started_at, finished_at, code, sentence FROM host_task_runs" +
                    where + " ORDER BY id DESC LIMIT " + std::to_string(limit));
    if (!task_id.empty()) query.text(task_id, "task_id");
    if (!company_id.empty()) query.text(company_id, "company_id");
    query.read("ttnnnt", [&](const sql::Row& row) {
      found.push_back({row.text(0), row.text(1), from_microseconds(row.number(2)),
                       from_microseconds(row.number(3)), static_cast<host_sdk::ResultCode>(row.number(4)),
                       row.text(5)});
    });
    return found;
  });
}

}  // namespace sample_host

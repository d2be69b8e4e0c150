#include "database/schedule_table.hpp"

#include <string>

#include "database/row.hpp"
#include "database/transaction.hpp"

namespace sample_host {
namespace {

constexpr const char* kReading = "the schedule cannot be read";
constexpr const char* kWriting = "the schedule cannot be written";
constexpr const char* kScheduleColumns =
    "task_id, company_id, paused, due_at, period_seconds, failures, claimed_by, claimed_until";
constexpr const char* kPair = " WHERE task_id = :task AND company_id = :company";

/// The variables into which a row is read.
struct RowTarget {
  ScheduleRow row;
  int paused = 0;
  Int due = 0;
  Int period = 0;
  Int until = 0;

  void bind(soci::statement& statement) {
    statement.exchange(soci::into(row.task_id));
    statement.exchange(soci::into(row.company_id));
    statement.exchange(soci::into(paused));
    statement.exchange(soci::into(due));
    statement.exchange(soci::into(period));
    statement.exchange(soci::into(row.failures));
    statement.exchange(soci::into(row.claimed_by));
    statement.exchange(soci::into(until));
  }
  [[nodiscard]] ScheduleRow value() const {
    ScheduleRow result = row;
    result.paused = paused != 0;
    result.due_at = moment(due);
    result.period = std::chrono::seconds{period};
    result.claimed_until = moment(until);
    return result;
  }
};

bool row_exists(soci::session& sql, const std::string& task, const std::string& company) {
  Int count = 0;
  sql << std::string{"SELECT COUNT(*) FROM host_schedule"} + kPair, soci::use(task, "task"),
      soci::use(company, "company"), soci::into(count);
  return count > 0;
}

/// Makes the row of a pair, paused; outside the transaction that needs it, since on PostgreSQL a conflict
/// with another process would end that one.
void ensure_row(SessionPool& pool, const std::string& task, const std::string& company) {
  if (with_session(pool, kReading, [&](soci::session& sql) { return row_exists(sql, task, company); }))
    return;
  try {
    with_session(pool, kWriting, [&](soci::session& sql) {
      sql << "INSERT INTO host_schedule (task_id, company_id, paused, due_at, period_seconds, failures, "
             "claimed_by, "
             "claimed_until) VALUES (:task, :company, 1, 0, 0, 0, '', 0)",
          soci::use(task, "task"), soci::use(company, "company");
    });
  } catch (const DatabaseError& e) {
    if (e.problem() != DatabaseProblem::conflict) throw;
  }
}

}  // namespace

std::optional<ScheduleRow> ScheduleTable::find(std::string_view task_id, std::string_view company_id) {
  const std::string task{task_id};
  const std::string company{company_id};
  return with_session(pool_, kReading, [&](soci::session& sql) -> std::optional<ScheduleRow> {
    RowTarget target;
    soci::statement rows(sql);
    rows.alloc();
    rows.prepare(std::string{"SELECT "} + kScheduleColumns + " FROM host_schedule" + kPair);
    rows.exchange(soci::use(task, "task"));
    rows.exchange(soci::use(company, "company"));
    target.bind(rows);
    rows.define_and_bind();
    if (!rows.execute(true)) return {};
    return target.value();
  });
}

std::vector<ScheduleRow> ScheduleTable::all() {
  return with_session(pool_, kReading, [&](soci::session& sql) {
    std::vector<ScheduleRow> found;
    RowTarget target;
    soci::statement rows(sql);
    rows.alloc();
    rows.prepare(std::string{"SELECT "} + kScheduleColumns +
                 " FROM host_schedule ORDER BY task_id, company_id");
    target.bind(rows);
    rows.define_and_bind();
    rows.execute();
    while (rows.fetch()) found.push_back(target.value());
    return found;
  });
}

void ScheduleTable::pause(std::string_view task_id, std::string_view company_id) {
  const std::string task{task_id};
  const std::string company{company_id};
  with_session(pool_, kWriting, [&](soci::session& sql) {
    sql << std::string{"UPDATE host_schedule SET paused = 1"} + kPair, soci::use(task, "task"),
        soci::use(company, "company");
  });
}

void ScheduleTable::resume(std::string_view task_id, std::string_view company_id, host_sdk::Timestamp first,
                           std::chrono::seconds period) {
  const std::string task{task_id};
  const std::string company{company_id};
  const Int due = micros(first);
  const Int seconds = period.count();
  ensure_row(pool_, task, company);
  with_session(pool_, kWriting, [&](soci::session& sql) {
    sql << std::string{"UPDATE host_schedule SET paused = 0, failures = 0, due_at = :due, period_seconds = "
                       ":seconds"} +
               kPair,
        soci::use(due, "due"), soci::use(seconds, "seconds"), soci::use(task, "task"),
        soci::use(company, "company");
  });
}

std::vector<ScheduleRow> ScheduleTable::due(host_sdk::Timestamp now, int limit) {
  const Int at = micros(now);
  return with_session(pool_, kReading, [&](soci::session& sql) {
    std::vector<ScheduleRow> found;
    RowTarget target;
    soci::statement rows(sql);
    rows.alloc();
    rows.prepare(
        std::string{"SELECT "} + kScheduleColumns +
        " FROM host_schedule WHERE paused = 0 AND due_at <= :now AND claimed_until <= :free ORDER BY "
        "due_at, task_id, company_id LIMIT " +
        std::to_string(limit));
    rows.exchange(soci::use(at, "now"));
    rows.exchange(soci::use(at, "free"));
    target.bind(rows);
    rows.define_and_bind();
    rows.execute();
    while (rows.fetch()) found.push_back(target.value());
    return found;
  });
}

std::optional<host_sdk::Timestamp> ScheduleTable::next_due() {
  return with_session(pool_, kReading, [&](soci::session& sql) -> std::optional<host_sdk::Timestamp> {
    Int due = 0;
    soci::indicator null = soci::i_null;
    // A pair that somebody runs becomes free at the end of that claim at the latest.
    sql << "SELECT MIN(CASE WHEN due_at > claimed_until THEN due_at ELSE claimed_until END) FROM "
           "host_schedule "
           "WHERE paused = 0",
        soci::into(due, null);
    if (null != soci::i_ok) return {};
    return moment(due);
  });
}

bool ScheduleTable::claim(std::string_view task_id, std::string_view company_id, std::string_view owner,
                          host_sdk::Timestamp now, host_sdk::Timestamp until) {
  const std::string task{task_id};
  const std::string company{company_id};
  const std::string by{owner};
  const Int at = micros(now);
  const Int end = micros(until);
  ensure_row(pool_, task, company);
  return in_transaction(pool_, kWriting, [&](soci::session& sql) {
    soci::statement update = (sql.prepare << std::string{"UPDATE host_schedule SET claimed_by = :owner, "
                                                         "claimed_until = :until"} +
                                                 kPair + " AND claimed_until <= :now",
                              soci::use(by, "owner"), soci::use(end, "until"), soci::use(task, "task"),
                              soci::use(company, "company"), soci::use(at, "now"));
    update.execute(true);
    return update.get_affected_rows() == 1;
  });
}

void ScheduleTable::renew(std::string_view task_id, std::string_view company_id, std::string_view owner,
                          host_sdk::Timestamp until) {
  const std::string task{task_id};
  const std::string company{company_id};
  const std::string by{owner};
  const Int end = micros(until);
  with_session(pool_, kWriting, [&](soci::session& sql) {
    sql << std::string{"UPDATE host_schedule SET claimed_until = :until"} + kPair +
               " AND claimed_by = :owner",
        soci::use(end, "until"), soci::use(task, "task"), soci::use(company, "company"),
        soci::use(by, "owner");
  });
}

void ScheduleTable::release(std::string_view task_id, std::string_view company_id, std::string_view owner) {
  const std::string task{task_id};
  const std::string company{company_id};
  const std::string by{owner};
  with_session(pool_, kWriting, [&](soci::session& sql) {
    sql << std::string{"UPDATE host_schedule SET claimed_by = '', claimed_until = 0"} + kPair +
               " AND claimed_by = :owner",
        soci::use(task, "task"), soci::use(company, "company"), soci::use(by, "owner");
  });
}

void ScheduleTable::finish(const TaskRun& run, std::string_view owner, host_sdk::Timestamp due_before,
                           host_sdk::Timestamp next, std::chrono::seconds period, int failures) {
  constexpr Int kKeptRuns = 50;
  const std::string by{owner};
  const Int before = micros(due_before);
  const Int due = micros(next);
  const Int seconds = period.count();
  const Int started = micros(run.started_at);
  const Int finished = micros(run.finished_at);
  const int code = static_cast<int>(run.code);
  in_transaction(pool_, kWriting, [&](soci::session& sql) {
    sql << std::string{"UPDATE host_schedule SET due_at = :due, period_seconds = :seconds"} + kPair +
               " AND due_at = :before",
        soci::use(due, "due"), soci::use(seconds, "seconds"), soci::use(run.task_id, "task"),
        soci::use(run.company_id, "company"), soci::use(before, "before");
    sql << std::string{"UPDATE host_schedule SET failures = :failures, claimed_by = '', claimed_until = 0"} +
               kPair + " AND claimed_by = :owner",
        soci::use(failures, "failures"), soci::use(run.task_id, "task"), soci::use(run.company_id, "company"),
        soci::use(by, "owner");
    sql << "INSERT INTO host_task_runs (task_id, company_id, started_at, finished_at, code, sentence) VALUES "
           "(:task, :company, :started, :finished, :code, :sentence)",
        soci::use(run.task_id, "task"), soci::use(run.company_id, "company"), soci::use(started, "started"),
        soci::use(finished, "finished"), soci::use(code, "code"), soci::use(run.sentence, "sentence");
    Int oldest = 0;
    sql << std::string{"SELECT id FROM host_task_runs"} + kPair + " ORDER BY id DESC LIMIT 1 OFFSET " +
               std::to_string(kKeptRuns),
        soci::use(run.task_id, "task"), soci::use(run.company_id, "company"), soci::into(oldest);
    if (sql.got_data()) {
      sql << std::string{"DELETE FROM host_task_runs"} + kPair + " AND id <= :oldest",
          soci::use(run.task_id, "task"), soci::use(run.company_id, "company"), soci::use(oldest, "oldest");
    }
  });
}

std::vector<TaskRun> ScheduleTable::runs(std::string_view task_id, std::string_view company_id, int limit) {
  const std::string task{task_id};
  const std::string company{company_id};
  std::string where;
  if (!task.empty()) where += " WHERE task_id = :task";
  if (!company.empty()) where += (where.empty() ? " WHERE" : " AND") + std::string{" company_id = :company"};
  return with_session(pool_, kReading, [&](soci::session& sql) {
    std::vector<TaskRun> found;
    TaskRun run;
    Int started = 0;
    Int finished = 0;
    int code = 0;
    soci::statement rows(sql);
    rows.alloc();
    rows.prepare("SELECT task_id, company_id, started_at, finished_at, code, sentence FROM host_task_runs" +
                 where + " ORDER BY id DESC LIMIT " + std::to_string(limit));
    if (!task.empty()) rows.exchange(soci::use(task, "task"));
    if (!company.empty()) rows.exchange(soci::use(company, "company"));
    rows.exchange(soci::into(run.task_id));
    rows.exchange(soci::into(run.company_id));
    rows.exchange(soci::into(started));
    rows.exchange(soci::into(finished));
    rows.exchange(soci::into(code));
    rows.exchange(soci::into(run.sentence));
    rows.define_and_bind();
    rows.execute();
    while (rows.fetch()) {
      run.started_at = moment(started);
      run.finished_at = moment(finished);
      run.code = static_cast<host_sdk::ResultCode>(code);
      found.push_back(run);
    }
    return found;
  });
}

}  // namespace sample_host

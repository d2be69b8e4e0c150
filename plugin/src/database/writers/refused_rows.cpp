#include "database/writers/refused_rows.hpp"

#include <functional>

#include "database/writers/user_writer.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

constexpr std::size_t kMostRefusals = 100;

/// A retry of the same row fails in the same way. A full disk or a lock says nothing about a row.
bool is_about_a_row(const SqlError& error) {
  return error.kind() == SqlErrorKind::constraint || error.kind() == SqlErrorKind::conflict;
}

class Halving {
 public:
  /// `write` writes the rows from `first` to before `end`.
  using Write = std::function<void(std::size_t first, std::size_t end)>;
  using NameRow = std::function<RefusedRow(std::size_t)>;

  Halving(Session& session, std::vector<RefusedRow>& refused) : session_(session), refused_(refused) {}

  void find(std::size_t first, std::size_t end, const Write& write, const NameRow& name_row) {
    if (first == end || refused_.size() > kMostRefusals) return;
    session_.run("SAVEPOINT before_rows");
    try {
      write(first, end);
      session_.run("RELEASE SAVEPOINT before_rows");
      return;
    } catch (const SqlError& error) {
      if (!is_about_a_row(error)) throw;
      session_.run("ROLLBACK TO SAVEPOINT before_rows");
      session_.run("RELEASE SAVEPOINT before_rows");
      if (end - first == 1) {
        refused_.push_back(name_row(first));
        refused_.back().reason = error.what();
        return;
      }
    }
    const std::size_t middle = first + (end - first) / 2;
    find(first, middle, write, name_row);
    find(middle, end, write, name_row);
  }

 private:
  Session& session_;
  std::vector<RefusedRow>& refused_;
};

}  // namespace

std::vector<RefusedRow> find_refused_rows(Session& session, const Run& run, const plan::Plan& plan) {
  const auto writer = make_bulk_writer(session);
  const WriteContext context{session, *writer, run.company_id,
                             host_sdk::to_microseconds(run.finished_at.value_or(run.started_at))};
  delete_users(context, plan.people.deletes);
  release_email_keys(context, plan.people.email_key_releases);
  // All keys that change, because the halves must not depend on each other.
  set_temporary_keys(context, plan.people.updates, true);

  std::vector<RefusedRow> refused;
  Halving halving(session, refused);
  const auto& updates = plan.people.updates;
  halving.find(
      0, updates.size(),
      [&](std::size_t first, std::size_t end) {
        write_user_rows(context, {updates.begin() + static_cast<std::ptrdiff_t>(first),
                                  updates.begin() + static_cast<std::ptrdiff_t>(end)});
      },
      [&](std::size_t at) {
        return RefusedRow{updates[at].link.external_id, updates[at].row.fields.email, {}};
      });
  const auto& inserts = plan.people.inserts;
  halving.find(
      0, inserts.size(),
      [&](std::size_t first, std::size_t end) { insert_user_rows(context, inserts, first, end); },
      [&](std::size_t at) {
        const plan::RowWrite write = inserts[at];
        return RefusedRow{write.link.external_id, write.row.fields.email, {}};
      });
  if (refused.size() > kMostRefusals) refused.clear();
  return refused;
}

}  // namespace gup::database

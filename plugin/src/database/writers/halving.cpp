#include "database/writers/halving.hpp"

#include <string>

#include "failure.hpp"
#include "model/clean_text.hpp"

namespace gup::database {
namespace {

constexpr const char* kSavepoint = "before_rows";
constexpr const char* kIgnored =
    "The database ignored the change of this row without an error, as a trigger of the platform may do";

/// A retry of the same row fails in the same way. A full disk or a lock says nothing about a row.
bool is_about_a_row(const SqlError& error) {
  return error.kind() == SqlErrorKind::constraint || error.kind() == SqlErrorKind::conflict;
}

}  // namespace

struct Halving::Search {
  const Write& write;
  const NameRow& name_row;
  const IsUnchanged& is_unchanged;
};

void Halving::find(std::size_t count, const Write& write, const NameRow& name_row,
                   const IsUnchanged& is_unchanged) {
  find_in(0, count, {write, name_row, is_unchanged});
}

void Halving::find_in(std::size_t first, std::size_t end, const Search& search) {
  if (first == end || refused_.size() > kMostRefusals) return;
  session_.run(std::string("SAVEPOINT ") + kSavepoint);
  std::string reason;
  bool ignored = false;
  try {
    search.write(first, end);
    session_.run(std::string("RELEASE SAVEPOINT ") + kSavepoint);
    return;
  } catch (const SqlError& error) {
    if (!is_about_a_row(error)) throw;
    reason = error.what();
  } catch (const StateMoved&) {
    reason = kIgnored;
    ignored = true;
  }
  roll_back();
  if (end - first == 1) {
    if (ignored && !search.is_unchanged(first)) throw StateMoved("a row was changed or deleted meanwhile");
    refused_.push_back(search.name_row(first));
    refused_.back().reason = reason;
    return;
  }
  const std::size_t middle = first + (end - first) / 2;
  find_in(first, middle, search);
  find_in(middle, end, search);
}

void Halving::roll_back() {
  try {
    session_.run(std::string("ROLLBACK TO SAVEPOINT ") + kSavepoint);
    session_.run(std::string("RELEASE SAVEPOINT ") + kSavepoint);
  } catch (const SqlError&) {
    // RAISE(ROLLBACK) in a trigger of SQLite ended the transaction with its savepoints.
    if (after_ == After::commit || session_.dialect().backend() != Backend::sqlite3) throw;
    session_.run("BEGIN IMMEDIATE");
    lost_rows_ = true;
  }
}

void require_few(const std::vector<RefusedRow>& refused) {
  if (refused.size() <= Halving::kMostRefusals) return;
  constexpr std::size_t kNamed = 5;
  std::string names;
  for (std::size_t at = 0; at < kNamed; ++at) names += (at == 0 ? "" : ", ") + printable(refused[at].email);
  throw Failure(host_sdk::ResultCode::operator_action, "The platform's database refused more than " +
                                                           std::to_string(Halving::kMostRefusals) +
                                                           " rows, so nothing was changed. The first are " +
                                                           names + ". " + printable(refused.front().reason));
}

}  // namespace gup::database

// What can go wrong with the host's database.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace sample_host {

enum class DatabaseProblem : std::uint8_t {
  /// Not reachable, or not in time.
  unavailable,
  /// Another transaction stands in the way; the same transaction may succeed when it is run again.
  busy,
  /// A key exists already.
  conflict,
  /// Anything else: a missing table, a full disk, missing rights.
  other,
};

/// Never holds a connection string or a value of a row.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(DatabaseProblem problem, const std::string& what)
      : std::runtime_error(what), problem_(problem) {}
  [[nodiscard]] DatabaseProblem problem() const { return problem_; }

 private:
  DatabaseProblem problem_;
};

}  // namespace sample_host

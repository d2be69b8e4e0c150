// The source: who should be a target user. Replace this file and its .cpp to import from another source.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/monitor.hpp"

namespace csv_import_plugin {

struct Person {
  /// Never changes, and is never given to someone else: a personnel number. So a new address or name is an
  /// update of the same person.
  std::string id;
  std::string email;
  std::string first_name;
  std::string last_name;
  std::string department;

  bool operator==(const Person&) const = default;
};

/// The source cannot be read. `what()` is one sentence for the administrator.
class SourceError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads the text of a CSV file (RFC 4180) whose first line names the columns: id, email, first_name,
/// last_name and optionally department, in any order. `name` is the file's name in errors. Throws
/// SourceError, also if there are no people: an empty list would remove everyone. Throws Cancelled.
[[nodiscard]] std::vector<Person> parse_people(std::string_view text, const std::string& name,
                                               host_sdk::TaskMonitor& monitor);

/// Reads the file. Throws SourceError or Cancelled.
[[nodiscard]] std::vector<Person> read_people(const std::filesystem::path& file,
                                              host_sdk::TaskMonitor& monitor);

}  // namespace csv_import_plugin

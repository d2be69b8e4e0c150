// The source: who should be a target user. Replace this file and its .cpp to import from another source.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace csv_import_plugin {

struct Person {
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

/// Reads the text of a CSV file (RFC 4180) whose first line names the columns: email, first_name, last_name
/// and optionally department, in any order. `name` is the file's name in errors. Throws SourceError, also if
/// there are no people: an empty list would remove everyone.
[[nodiscard]] std::vector<Person> parse_people(std::string_view text, const std::string& name);

/// Reads the file. Throws SourceError.
[[nodiscard]] std::vector<Person> read_people(const std::filesystem::path& file);

}  // namespace csv_import_plugin

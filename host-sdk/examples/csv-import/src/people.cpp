#include "people.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "host_sdk/text.hpp"
#include "progress.hpp"

namespace csv_import_plugin {
namespace {

using Record = std::vector<std::string>;

/// What the host's columns hold.
constexpr std::size_t kLongestValue = 255;

/// Removes the next record from the front of `text`. A cell in quotation marks may contain commas, line
/// breaks and doubled quotation marks.
Record take_record(std::string_view& text) {
  Record record(1);
  bool quoted = false;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted && c == '"' && at + 1 < text.size() && text[at + 1] == '"') {
      record.back() += text[++at];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      record.emplace_back();
    } else if (!quoted && c == '\n') {
      ++at;
      break;
    } else {
      record.back() += c;
    }
  }
  text.remove_prefix(at);
  for (auto& cell : record) cell = std::string(host_sdk::trimmed(cell));
  return record;
}

/// The cell of a column; "" if the file has no such column.
class Columns {
 public:
  Columns(Record names, const std::string& file) : names_(std::move(names)) {
    for (const char* required : {"id", "email", "first_name", "last_name"})
      if (std::find(names_.begin(), names_.end(), required) == names_.end())
        throw SourceError(file + " has no column " + required + " in its first line");
  }
  [[nodiscard]] std::string of(const Record& record, std::string_view name) const {
    const auto at = std::find(names_.begin(), names_.end(), name) - names_.begin();
    return static_cast<std::size_t>(at) < record.size() ? record[static_cast<std::size_t>(at)]
                                                        : std::string{};
  }

 private:
  Record names_;
};

/// Throws SourceError if the host could not store the person.
void check(const Person& person, const std::string& file) {
  if (person.id.empty()) throw SourceError(file + " has a person without an id: '" + person.email + "'");
  if (person.email.find('@') == std::string::npos)
    throw SourceError(file + " has a person without an email address: '" + person.email + "'");
  for (const auto* value :
       {&person.id, &person.email, &person.first_name, &person.last_name, &person.department})
    if (host_sdk::count_code_points(*value) > kLongestValue)
      throw SourceError(file + " has a value of more than 255 characters for " + person.email);
}

}  // namespace

std::vector<Person> parse_people(std::string_view text, const std::string& name,
                                 host_sdk::TaskMonitor& monitor) {
  if (!host_sdk::is_clean_utf8(text)) throw SourceError(name + " is not UTF-8 text");
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());

  const Columns columns(take_record(text), name);
  std::vector<Person> people;
  std::set<std::string> ids;
  std::set<std::string> keys;
  while (!text.empty()) {
    const Record record = take_record(text);
    if (record == Record{""}) continue;
    Person person{columns.of(record, "id"), columns.of(record, "email"), columns.of(record, "first_name"),
                  columns.of(record, "last_name"), columns.of(record, "department")};
    check(person, name);
    if (!ids.insert(person.id).second) throw SourceError(name + " has the id " + person.id + " twice");
    if (!keys.insert(host_sdk::fold_key(person.email)).second)
      throw SourceError(name + " lists " + person.email + " twice");
    people.push_back(std::move(person));
    if (people.size() % kPeopleBetweenReports == 0)
      report_progress(monitor, 1, "reading the file", people.size());
  }
  if (people.empty()) throw SourceError(name + " lists no people");
  return people;
}

std::vector<Person> read_people(const std::filesystem::path& file, host_sdk::TaskMonitor& monitor) {
  std::ifstream bytes(file, std::ios::binary);
  if (!bytes) throw SourceError(file.string() + " cannot be read");
  const std::string text{std::istreambuf_iterator<char>(bytes), {}};
  return parse_people(text, file.filename().string(), monitor);
}

}  // namespace csv_import_plugin

#include "text/csv.hpp"

#include "host_sdk/encoding.hpp"

namespace sample_host {

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const auto& field : fields) {
    if (&field != &fields.front()) line += ',';
    const std::string text = host_sdk::with_formula_apostrophes(field);
    if (text.find_first_of(",;|\t\"\r\n") == std::string::npos) {
      line += text;
      continue;
    }
    line += '"';
    for (const char c : text) line += c == '"' ? std::string{"\"\""} : std::string{c};
    line += '"';
  }
  return line + "\r\n";
}

}  // namespace sample_host

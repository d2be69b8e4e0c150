#include "text/csv.hpp"

namespace sample_host {

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const auto& field : fields) {
    if (&field != &fields.front()) line += ',';
    const bool formula = !field.empty() && std::string{"=+-@\t\r"}.find(field.front()) != std::string::npos;
    const std::string text = formula ? "'" + field : field;
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
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

#include "text/csv.hpp"

#include <algorithm>
#include <string_view>

namespace sample_host {
namespace {

constexpr std::string_view kFormulaStarts[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};

/// Whether a spreadsheet could take a cell with this text for a formula, or for one that was already defused.
bool looks_like_formula(std::string_view text) {
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" '")));
  return std::ranges::any_of(kFormulaStarts, [&](std::string_view start) { return text.starts_with(start); });
}

std::string defused(std::string_view field) {
  std::string text;
  bool cell_starts = true;
  for (std::size_t at = 0; at < field.size(); ++at) {
    if (cell_starts && looks_like_formula(field.substr(at))) text += '\'';
    text += field[at];
    cell_starts = std::string_view(";|\t\r\n").find(field[at]) != std::string_view::npos;
  }
  return text;
}

}  // namespace

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const auto& field : fields) {
    if (&field != &fields.front()) line += ',';
    const std::string text = defused(field);
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

#include "text/csv.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace sample_host {
namespace {

constexpr std::string_view kStarts[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};

bool is_formula(std::string_view cell) {
  cell.remove_prefix(std::min(cell.size(), cell.find_first_not_of(' ')));
  for (const std::string_view start : kStarts)
    if (cell.starts_with(start)) return true;
  return false;
}

/// The cells of a line for a spreadsheet that expects this separator. Quotes count at the start of a cell
/// only.
std::vector<std::string> cells_of(std::string_view line, char separator) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  bool starts = true;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quoted && c == '"' && at + 1 < line.size() && line[at + 1] == '"') {
      cells.back() += line[++at];
    } else if (quoted && c == '"') {
      quoted = false;
    } else if (!quoted && starts && c == '"') {
      quoted = true;
    } else if (!quoted && (c == separator || c == '\n')) {
      cells.emplace_back();
      starts = true;
      continue;
    } else if (c != '\r' || quoted) {
      cells.back() += c;
    }
    starts = false;
  }
  cells.pop_back();
  return cells;
}

/// Takes the apostrophes away as the documentation of `csv_line` says.
std::string read_back(std::string_view cell) {
  std::string text;
  bool starts = true;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const std::string_view rest = cell.substr(at);
    if (starts && rest.starts_with('\'')) {
      std::string_view inner = rest;
      inner.remove_prefix(std::min(inner.size(), inner.find_first_not_of(" '")));
      starts = false;
      if (is_formula(inner)) continue;
    }
    text += cell[at];
    starts = std::string_view(";|\t\r\n").find(cell[at]) != std::string_view::npos;
  }
  return text;
}

const std::vector<std::string> kHostile{
    "=1+1",   "+1",      "-1",   "@SUM(A1)", "＝1",      "'=1", "''=1",     " =1", "a;=cmd|' /C calc'!A0",
    "a\t=1",  "a\r\n=1", "a,=1", "\"=1",     "\";=1;\"", "|=1", "plain",    "",    "'",
    "O'Neil", "a - b",   ";;=1", "\t=1",     "x;'=1",    "-",   "日本;＠x",
};

TEST(Csv, QuotesFieldsAndDefusesFormulas) {
  EXPECT_EQ(csv_line({"a", "b,c", "say \"hi\"", "=1+1", ""}), "a,\"b,c\",\"say \"\"hi\"\"\",'=1+1,\r\n");
}

TEST(Csv, ContainsNoFormulaForAnySeparator) {
  for (const std::string& text : kHostile)
    for (const char separator : {',', ';', '\t', '|'})
      for (const std::string& cell : cells_of(csv_line({"x", text, "y"}), separator))
        EXPECT_FALSE(is_formula(cell)) << text << " as " << cell << " with " << separator;
}

TEST(Csv, ReadsBackUnchanged) {
  for (const std::string& text : kHostile) {
    const auto cells = cells_of(csv_line({"x", text, "y"}), ',');
    ASSERT_EQ(cells.size(), 3U) << text;
    EXPECT_EQ(read_back(cells[1]), text);
  }
}

}  // namespace
}  // namespace sample_host

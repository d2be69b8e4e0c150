#include <charconv>

#include "native_load.hpp"

namespace gup::benchmark {

void append_line(std::string& lines, const TableRows& table, std::size_t row) {
  for (std::size_t column = 0; column < table.columns().size(); ++column) {
    if (column > 0) lines += '\t';
    const Value value = table.at(row, column);
    if (value.kind == Value::Kind::null) {
      lines += "\\N";
    } else if (value.kind == Value::Kind::number) {
      char digits[24];
      lines.append(digits, std::to_chars(digits, digits + sizeof digits, value.number).ptr);
    } else {
      for (const char c : value.text) {
        if (c == '\\' || c == '\t' || c == '\n') lines += '\\';
        lines += c;
      }
    }
  }
  lines += '\n';
}

}  // namespace gup::benchmark

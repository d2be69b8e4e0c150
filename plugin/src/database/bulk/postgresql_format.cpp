#include "database/bulk/postgresql_format.hpp"

#include <charconv>

#include "database/bulk/postgresql_connection.hpp"

namespace gup::database {
namespace {

/// Number of dimensions, NULL flag, element type, then size and lower bound of the dimension.
constexpr std::size_t kHeaderBytes = 20;
constexpr Oid kBigintType = 20;

void append_escaped(std::string& out, const std::string& text) {
  std::size_t from = 0;
  for (auto at = text.find_first_of("\\\n\r\t"); at != std::string::npos;
       at = text.find_first_of("\\\n\r\t", from)) {
    out.append(text, from, at - from);
    out += '\\';
    switch (text[at]) {
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += '\\';
    }
    from = at + 1;
  }
  out.append(text, from);
}

/// Writes the value in network byte order.
template <typename Unsigned>
void put(char* at, Unsigned value) {
  for (std::size_t i = sizeof(Unsigned); i-- > 0; value >>= 8) at[i] = static_cast<char>(value & 0xFF);
}

template <typename Unsigned>
void append_number(std::string& out, Unsigned value) {
  char bytes[sizeof(Unsigned)];
  put(bytes, value);
  out.append(bytes, sizeof bytes);
}

}  // namespace

void append_copy_line(std::string& lines, const Values& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) lines += '\t';
    const Cell& cell = row.at(i);
    if (cell.null) {
      lines += "\\N";
    } else if (cell.is_text) {
      append_escaped(lines, cell.text);
    } else {
      char digits[24];
      const auto end = std::to_chars(digits, digits + sizeof digits, cell.number).ptr;
      lines.append(digits, end);
    }
  }
  lines += '\n';
}

void PgArray::clear() {
  has_null_ = false;
  size_ = 0;
  bytes_.assign(kHeaderBytes, '\0');
}

void PgArray::append(const Cell& cell) {
  ++size_;
  if (cell.null) {
    has_null_ = true;
    append_number(bytes_, ~std::uint32_t{0});
  } else if (cell.is_text) {
    append_number(bytes_, static_cast<std::uint32_t>(cell.text.size()));
    bytes_ += cell.text;
  } else {
    append_number(bytes_, std::uint32_t{8});
    append_number(bytes_, static_cast<std::uint64_t>(cell.number));
  }
}

const std::string& PgArray::bytes() {
  put(bytes_.data(), std::uint32_t{1});
  put(bytes_.data() + 4, std::uint32_t{has_null_ ? 1U : 0U});
  put(bytes_.data() + 8, std::uint32_t{kind_ == 'n' ? kBigintType : kTextType});
  put(bytes_.data() + 12, size_);
  put(bytes_.data() + 16, std::uint32_t{1});
  return bytes_;
}

}  // namespace gup::database

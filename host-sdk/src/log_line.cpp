#include "host_sdk/log_line.hpp"

namespace host_sdk {
namespace {

/// Whether the value needs no quotation marks: a log's reader splits lines at spaces and '='.
bool is_word(std::string_view value) {
  return !value.empty() && value.find_first_of(" \"\\=\t\r\n") == std::string_view::npos;
}

}  // namespace

LogLine&& LogLine::with(std::string_view key, std::string_view value) && {
  text_ += ' ';
  text_ += key;
  text_ += '=';
  if (is_word(value)) {
    text_ += value;
    return std::move(*this);
  }
  text_ += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') text_ += '\\';
    text_ += c;
  }
  text_ += '"';
  return std::move(*this);
}

}  // namespace host_sdk

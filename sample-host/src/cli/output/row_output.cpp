#include "cli/output/row_output.hpp"

namespace sample_host {

namespace json = boost::json;

std::string csv_field(const json::value& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return std::string{value.as_string()};
  if (!value.is_array()) return json::serialize(value);
  std::string text;
  for (const auto& item : value.as_array()) {
    text += (text.empty() ? "" : "; ") + std::string{item.as_string()};
  }
  return text;
}

}  // namespace sample_host

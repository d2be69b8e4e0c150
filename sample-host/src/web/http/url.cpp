#include "web/http/url.hpp"

#include <algorithm>

#include "host_sdk/encoding.hpp"

namespace sample_host::web {
QueryString& QueryString::add(std::string_view name, std::string_view value) {
  text_ += text_.empty() ? '?' : '&';
  text_ += host_sdk::percent_encode(name);
  text_ += '=';
  text_ += host_sdk::percent_encode(value);
  return *this;
}

Fields::Fields(std::string_view encoded) {
  while (!encoded.empty()) {
    const std::string_view pair = encoded.substr(0, encoded.find('&'));
    encoded.remove_prefix(std::min(encoded.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const std::string_view value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
    items_.emplace_back(host_sdk::percent_decode(pair.substr(0, equals), true),
                        host_sdk::percent_decode(value, true));
  }
}

std::string Fields::first(std::string_view name) const {
  for (const auto& [field, value] : items_)
    if (field == name) return value;
  return {};
}

bool Fields::has(std::string_view name) const {
  return std::any_of(items_.begin(), items_.end(), [&](const auto& item) { return item.first == name; });
}

std::vector<std::string> Fields::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [field, value] : items_)
    if (field == name) values.push_back(value);
  return values;
}

std::map<std::string, std::string> form_values(const Fields& fields) {
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : fields.items())
    if (!name.starts_with('_')) values.try_emplace(name, value);
  for (const std::string& name : fields.all("_many")) {
    std::string joined;
    for (const std::string& value : fields.all(name)) {
      if (!joined.empty()) joined += ',';
      joined += value;
    }
    values[name] = joined;
  }
  // A browser posts nothing for a toggle that is off.
  for (const std::string& name : fields.all("_toggle")) values.try_emplace(name, "false");
  return values;
}

}  // namespace sample_host::web

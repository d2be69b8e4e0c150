#include "http/url.hpp"

#include <algorithm>

#include "host_sdk/encoding.hpp"
#include "http/wiping.hpp"

namespace http {

Parameters parse_parameters(std::string_view encoded) {
  Parameters parameters;
  // Growing would leave short values behind in the former memory.
  parameters.reserve(static_cast<std::size_t>(std::ranges::count(encoded, '&')) + 1);
  while (!encoded.empty()) {
    const std::string_view pair = encoded.substr(0, encoded.find('&'));
    encoded.remove_prefix(std::min(encoded.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const std::string_view value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
    parameters.emplace_back(host_sdk::percent_decode(pair.substr(0, equals), true),
                            host_sdk::percent_decode(value, true));
  }
  return parameters;
}

const std::string* find(const Parameters& parameters, std::string_view name) {
  for (const auto& [key, value] : parameters)
    if (key == name) return &value;
  return nullptr;
}

std::string first_value(const Parameters& parameters, std::string_view name) {
  const std::string* value = find(parameters, name);
  return value ? *value : std::string();
}

std::vector<std::string> all_values(const Parameters& parameters, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : parameters)
    if (key == name) values.push_back(value);
  return values;
}

Fields::~Fields() {
  for (auto& [name, value] : items_) wipe(value);
}

void append_parameter(std::string& address, std::string_view name, std::string_view value) {
  address += address.find('?') == std::string::npos ? '?' : '&';
  address += host_sdk::percent_encode(name);
  address += '=';
  address += host_sdk::percent_encode(value);
}

std::string as_address(std::string_view text) {
  constexpr std::string_view kForbidden = "\"<>\\^`{|}";
  std::string address;
  for (const char c : text) {
    const bool allowed = c > ' ' && c < 0x7f && kForbidden.find(c) == std::string_view::npos;
    address += allowed ? std::string(1, c) : host_sdk::percent_encode({&c, 1});
  }
  return address;
}

std::string host_and_port(const std::string& host, std::uint16_t port) {
  const bool ipv6 = host.find(':') != std::string::npos;
  return (ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

}  // namespace http

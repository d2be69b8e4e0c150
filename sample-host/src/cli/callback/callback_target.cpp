#include "cli/callback/callback_target.hpp"

#include <algorithm>
#include <charconv>

#include "host_sdk/encoding.hpp"
#include "http/url.hpp"

namespace sample_host {
std::optional<CallbackTarget> parse_callback_target(std::string_view target) {
  constexpr std::string_view kPlugins = "/plugins/";
  constexpr std::string_view kCallback = "/callback/";
  const auto question = target.find('?');
  auto path = target.substr(0, question);
  const auto start = path.find(kPlugins);
  if (start == std::string_view::npos) return {};
  path.remove_prefix(start + kPlugins.size());
  const auto middle = path.find(kCallback);
  if (middle == std::string_view::npos) return {};
  CallbackTarget found;
  found.plugin_id = path.substr(0, middle);
  found.name = path.substr(middle + kCallback.size());
  if (found.plugin_id.find('/') != std::string::npos || found.name.empty() ||
      found.name.find('/') != std::string::npos) {
    return {};
  }
  auto query = question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = host_sdk::percent_decode_strict(pair.substr(0, equals), true);
    auto value = host_sdk::percent_decode_strict(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return {};
    // The first of two parameters with the same name counts.
    if (!name->empty()) found.params.emplace(*std::move(name), *std::move(value));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return found;
}

ListenAddress listen_address_of(const std::string& url) {
  const bool tls = url.starts_with("https://");
  std::string_view rest = url;
  rest.remove_prefix(
      std::min(rest.size(), rest.find("://") == std::string_view::npos ? 0 : rest.find("://") + 3));
  rest = rest.substr(0, rest.find('/'));
  ListenAddress address{std::string{rest}, static_cast<std::uint16_t>(tls ? 443 : 80)};
  const auto colon = rest.rfind(':');
  // Not a colon of an IPv6 address in brackets.
  if (colon != std::string_view::npos && rest.find(']', colon) == std::string_view::npos) {
    std::from_chars(rest.data() + colon + 1, rest.data() + rest.size(), address.port);
    address.host = rest.substr(0, colon);
  }
  if (address.host.starts_with('[') && address.host.ends_with(']')) {
    address.host = address.host.substr(1, address.host.size() - 2);
  }
  return address;
}

std::string address_of(const std::string& host, std::uint16_t port) {
  const bool wildcard = host == "0.0.0.0" || host == "::";
  return "http://" + http::host_and_port(wildcard ? "localhost" : host, port);
}

}  // namespace sample_host

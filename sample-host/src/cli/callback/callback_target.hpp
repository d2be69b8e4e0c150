// The addresses to which browsers return from external sites.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "config/config.hpp"

namespace sample_host {

struct CallbackTarget {
  std::string plugin_id;
  std::string name;
  std::map<std::string, std::string> params;
};

/// Parses the target of a request, `…/plugins/<plugin>/callback/<name>?a=b`. Returns nullopt for other
/// targets.
[[nodiscard]] std::optional<CallbackTarget> parse_callback_target(std::string_view target);

/// Returns the host and port of an http address; port 80 or 443 if it has none.
[[nodiscard]] ListenAddress listen_address_of(const std::string& url);

/// Returns the http address of a host and port: IPv6 in brackets, a wildcard as localhost.
[[nodiscard]] std::string address_of(const std::string& host, std::uint16_t port);

}  // namespace sample_host

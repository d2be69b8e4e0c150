// The address of a return, taken apart.
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

/// Reads the target of a request, `…/plugins/<plugin>/callback/<name>?a=b`; nothing when it is another one.
[[nodiscard]] std::optional<CallbackTarget> parse_callback_target(std::string_view target);

/// Host and port of an http address; port 80 or 443 where it names none.
[[nodiscard]] ListenAddress listen_address_of(const std::string& url);

/// The http address of a host and port; IPv6 in brackets, and a wildcard as localhost.
[[nodiscard]] std::string address_of(const std::string& host, std::uint16_t port);

}  // namespace sample_host

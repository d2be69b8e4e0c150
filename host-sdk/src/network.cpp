#include "host_sdk/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

#include "host_sdk/text.hpp"

namespace host_sdk {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A name or an IPv4 address; internationalized names in their ASCII form (RFC 5890).
bool is_host_name(std::string_view host) {
  return !host.empty() && host.front() != '.' && host.front() != '-' && host.size() <= 253 &&
         host.find("..") == std::string_view::npos && std::all_of(host.begin(), host.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '-';
         });
}

bool is_ipv6_literal(std::string_view host) {
  return host.size() >= 4 && host.starts_with('[') && host.ends_with(']') &&
         std::all_of(host.begin() + 1, host.end() - 1,
                     [](char c) { return (c >= 'a' && c <= 'f') || is_digit(c) || c == ':' || c == '.'; });
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (lower_ascii(host) == "localhost") return true;
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  // inet_pton stops at a NUL.
  if (host.find('\0') != std::string_view::npos) return false;
  const std::string text(host);
  in_addr v4{};
  if (!bracketed && inet_pton(AF_INET, text.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24U == 127U;
  in6_addr v6{};
  return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

std::string_view host_of(std::string_view authority) {
  const auto bracket = authority.find(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return authority.substr(0, colon);
}

std::optional<std::string> origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  const std::string scheme = lower_ascii(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return std::nullopt;

  std::string_view authority = url.substr(scheme_end + 3);
  // Browsers treat a backslash like a slash.
  authority = authority.substr(0, authority.find_first_of("/?#\\"));
  std::string_view port;
  // The colons inside the brackets of an IPv6 address do not start a port.
  const auto colon = authority.rfind(':');
  const auto bracket = authority.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  const std::string host = lower_ascii(authority);
  if (!is_host_name(host) && !is_ipv6_literal(host)) return std::nullopt;

  std::string origin = scheme + "://" + host;
  if (port.empty()) return origin;
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc{} || end != port.data() + port.size() || number == 0) return std::nullopt;
  const std::uint16_t default_port = scheme == "https" ? 443 : 80;
  if (number != default_port) origin += ":" + std::to_string(number);
  return origin;
}

bool is_trustworthy(std::string_view origin) {
  if (origin.starts_with("https://")) return true;
  if (!origin.starts_with("http://")) return false;
  return is_loopback(host_of(origin.substr(std::string_view("http://").size())));
}

}  // namespace host_sdk

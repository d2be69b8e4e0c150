#include "host_sdk/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

namespace host_sdk {

bool is_loopback(std::string_view host) {
  constexpr std::string_view kName = "localhost";
  if (std::equal(host.begin(), host.end(), kName.begin(), kName.end(),
                 [](char c, char lower) { return c == lower || (c >= 'A' && c <= 'Z' && c + 32 == lower); }))
    return true;
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  // inet_pton would end at a NUL.
  if (host.find('\0') != std::string_view::npos) return false;
  const std::string text(host);
  in_addr v4{};
  if (!bracketed && inet_pton(AF_INET, text.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24U == 127U;
  in6_addr v6{};
  return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

}  // namespace host_sdk

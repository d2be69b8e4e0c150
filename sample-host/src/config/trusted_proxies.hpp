// The reverse proxies that are trusted to report the address of a request's client.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sample_host {

/// A list of addresses and networks (CIDR). A plain value; thread-safe to read.
class TrustedProxies {
 public:
  TrustedProxies() = default;
  /// Adds "10.0.0.5", "10.0.0.0/8", "::1" or "fd00::/8". Throws std::invalid_argument for anything else.
  void add(const std::string& network);

  /// The address of the client: `peer`, the other end of the connection, unless that is a trusted proxy. Then
  /// the last address of `forwarded_for` (the value of X-Forwarded-For) that is not a trusted proxy. A proxy
  /// appends the address that it saw; everything before it may be forged. Without a usable address in the
  /// header, `peer`.
  [[nodiscard]] std::string client_of(const std::string& peer, std::string_view forwarded_for) const;

 private:
  [[nodiscard]] bool contains(const std::string& address) const;

  /// An address in the 16 bytes of IPv6, and how many of its bits count.
  struct Network {
    std::string bytes;
    int bits = 0;
  };
  std::vector<Network> networks_;
};

}  // namespace sample_host

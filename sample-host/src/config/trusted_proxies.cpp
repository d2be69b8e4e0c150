#include "config/trusted_proxies.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <optional>
#include <stdexcept>

#include "host_sdk/text.hpp"

namespace sample_host {
namespace {

namespace ip = boost::asio::ip;

/// How many bits of an IPv6 address precede an IPv4 address that is mapped into it.
constexpr int kMappedBits = 96;

std::string bytes_of(const ip::address_v6& address) {
  const auto bytes = address.to_bytes();
  return {bytes.begin(), bytes.end()};
}

ip::address_v6 as_v6(const ip::address& address) {
  return address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()) : address.to_v6();
}

std::optional<ip::address> parse_address(const std::string& text) {
  boost::system::error_code error;
  const auto address = ip::make_address(text, error);
  return error ? std::nullopt : std::optional(address);
}

bool same_prefix(const std::string& one, const std::string& other, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (one.compare(0, whole, other, 0, whole) != 0) return false;
  if (bits % 8 == 0) return true;
  const int shift = 8 - bits % 8;
  return static_cast<unsigned char>(one[whole]) >> shift == static_cast<unsigned char>(other[whole]) >> shift;
}

}  // namespace

void TrustedProxies::add(const std::string& network) {
  if (const auto address = parse_address(network)) {
    networks_.push_back({bytes_of(as_v6(*address)), 128});
    return;
  }
  boost::system::error_code error;
  if (const auto v4 = ip::make_network_v4(network, error); !error) {
    networks_.push_back({bytes_of(as_v6(v4.address())), kMappedBits + v4.prefix_length()});
    return;
  }
  const auto v6 = ip::make_network_v6(network, error);
  if (error) throw std::invalid_argument("must be addresses or networks such as 127.0.0.1 or 10.0.0.0/8");
  networks_.push_back({bytes_of(v6.address()), v6.prefix_length()});
}

bool TrustedProxies::contains(const std::string& address) const {
  const auto parsed = parse_address(address);
  if (!parsed) return false;
  const std::string bytes = bytes_of(as_v6(*parsed));
  for (const Network& network : networks_)
    if (same_prefix(bytes, network.bytes, network.bits)) return true;
  return false;
}

std::string TrustedProxies::client_of(const std::string& peer, std::string_view forwarded_for) const {
  std::string client = peer;
  while (!forwarded_for.empty() && contains(client)) {
    const auto comma = forwarded_for.rfind(',');
    const auto start = comma == std::string_view::npos ? 0 : comma + 1;
    const std::string hop(host_sdk::trimmed(forwarded_for.substr(start)));
    if (!parse_address(hop)) break;
    client = hop;
    forwarded_for = forwarded_for.substr(0, comma == std::string_view::npos ? 0 : comma);
  }
  return client;
}

}  // namespace sample_host

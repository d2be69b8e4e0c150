#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace emulator {

class Emulator;

/// Listens, prints `listening on http://HOST:PORT` as the first line of the output, and serves until SIGTERM
/// or SIGINT. A loopback IPv4 address is served on ::1 too, so that `localhost` reaches it however it
/// resolves. Throws std::runtime_error when the address cannot be used.
void serve(Emulator& emulator, const std::string& host, std::uint16_t port);

}  // namespace emulator

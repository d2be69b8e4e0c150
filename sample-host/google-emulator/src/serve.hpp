#pragma once

#include <cstdint>
#include <string>

namespace emulator {

class Emulator;

/// Listens, prints `listening on http://HOST:PORT` as the first line of the output, and serves until SIGTERM
/// or SIGINT. 127.0.0.1 is served on ::1 too, because `localhost` may resolve to either. Throws
/// std::runtime_error if the address cannot be used.
void serve(Emulator& emulator, const std::string& host, std::uint16_t port);

}  // namespace emulator

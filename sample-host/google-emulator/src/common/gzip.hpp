#pragma once

#include <string>
#include <string_view>

namespace emulator {

/// One gzip member (RFC 1952).
std::string gzip_compress(std::string_view text);

}  // namespace emulator

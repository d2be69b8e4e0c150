// A 64-bit hash of a text, stable across versions.
#pragma once

#include <cstdint>
#include <string_view>

namespace gup {

/// SipHash-2-4 with a constant key. Hashes are stored, so equal texts must give equal hashes in every
/// version.
[[nodiscard]] std::int64_t fingerprint(std::string_view bytes);

}  // namespace gup

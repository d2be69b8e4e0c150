// Sixty-four bits that stand for a text.
#pragma once

#include <cstdint>
#include <string_view>

namespace gup::plan {

/// SipHash-2-4 with a key that never changes: equal texts give equal fingerprints for ever (they are stored).
[[nodiscard]] std::int64_t fingerprint(std::string_view bytes);

}  // namespace gup::plan

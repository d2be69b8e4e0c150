// The texts of runs that can be translated.
#pragma once

#include <span>

namespace gup {

/// The outcomes, remarks and activities of runs that `stored_text` knows, written as `reason_patterns`. [any]
[[nodiscard]] std::span<const char* const> run_patterns();

}  // namespace gup

// Texts for several readers, made for one of them.
#pragma once

#include "host_sdk/language.hpp"

namespace gup {

/// Calls `make` with English as the language: for texts in the audit trail, the database and notices, which
/// people of several languages read. [any]
template <typename Make>
[[nodiscard]] auto in_english(const Make& make) {
  const host_sdk::LanguageScope english(host_sdk::kEnglish);
  return make();
}

}  // namespace gup

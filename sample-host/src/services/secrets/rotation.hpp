// Encrypts stored secrets with another key.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class Sealer;
class SecretsTable;

struct Rotation {
  /// Secrets that are now encrypted with the current key, and those that already were.
  std::int64_t rotated = 0;
  std::int64_t current = 0;
  /// The secrets that none of the keys decrypts, as "plugin, company, name". Erased if requested.
  std::vector<std::string> unreadable;
};

/// What happens to a secret that no key decrypts. Erase it only if the key is permanently lost.
enum class Unreadable : std::uint8_t { keep, erase };

/// Encrypts every secret with the sealer's current key, one row at a time: what is interrupted continues with
/// the next call, and several processes may do it at once. Values that are stored meanwhile are kept. Throws
/// SqlError.
[[nodiscard]] Rotation rotate_secrets(SecretsTable& table, const Sealer& sealer, const host_sdk::Clock& clock,
                                      Unreadable unreadable = Unreadable::keep);

}  // namespace sample_host

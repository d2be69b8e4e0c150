#include "services/secrets/rotation.hpp"

#include <optional>

#include "database/secrets_table.hpp"
#include "services/secrets/sealer.hpp"

namespace sample_host {
namespace {

constexpr int kRowsPerQuery = 100;

void rotate(SecretsTable& table, const Sealer& sealer, const host_sdk::Clock& clock, SealedSecret secret,
            Unreadable unreadable, Rotation& rotation) {
  const auto& [plugin, company, name, sealed] = secret;
  for (;;) {
    if (sealer.is_current(sealed)) {
      ++rotation.current;
      return;
    }
    const auto value = sealer.open(plugin, company, name, sealed);
    if (!value) {
      if (unreadable == Unreadable::erase) table.erase(plugin, company, name);
      rotation.unreadable.push_back(plugin + ", " + company + ", " + name);
      return;
    }
    if (table.replace(secret, sealer.seal(plugin, company, name, value->reveal()), clock.now())) {
      ++rotation.rotated;
      return;
    }
    // It was stored or erased at the same time.
    auto present = table.get(plugin, company, name);
    if (!present) return;
    secret.sealed = *std::move(present);
  }
}

}  // namespace

Rotation rotate_secrets(SecretsTable& table, const Sealer& sealer, const host_sdk::Clock& clock,
                        Unreadable unreadable) {
  Rotation rotation;
  SealedSecret last;
  for (;;) {
    auto rows = table.after(last, kRowsPerQuery);
    if (rows.empty()) return rotation;
    last = rows.back();
    for (SealedSecret& secret : rows) rotate(table, sealer, clock, std::move(secret), unreadable, rotation);
  }
}

}  // namespace sample_host

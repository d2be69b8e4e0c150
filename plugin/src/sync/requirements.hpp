// What a sync, of everyone or of one person, needs before it starts.
#pragma once

#include <optional>
#include <string>

#include "database/store.hpp"
#include "failure.hpp"
#include "host_sdk/language.hpp"
#include "model/settings/sync_settings.hpp"
#include "sync/run/run_execution.hpp"

namespace gup {

/// "This company is not connected to Google." in the current language, with what follows from that for the
/// reader.
[[nodiscard]] std::string not_connected_sentence(
    const std::string& consequence = host_sdk::tr("Connect to Google first."));
/// "The integration is being unlinked." in the current language, with what follows from that for the reader.
[[nodiscard]] std::string being_unlinked_sentence(
    const std::string& consequence = host_sdk::tr("If it stops, unlink again to finish."));
/// For `tr`.
inline constexpr const char* kReconnectSentence = host_sdk::tr_later("Reconnect to Google first.");
inline constexpr const char* kNotSetUpSentence = host_sdk::tr_later(
    "The sync is not set up yet. Choose a sync source and a sync method, then select Start sync.");

/// Why no sync can use a connection (`refused`, `access_lost`); nullopt if it can.
[[nodiscard]] std::optional<Failure> why_not_usable(const std::optional<Connection>& connection);

/// The company's connection. Errors: throws `Failure` (`refused`, `access_lost`) if it is not usable.
[[nodiscard]] Connection connection_for_sync(ConnectionStore& store, const std::string& company_id);

/// The company's settings with the deployment's. Errors: throws `Failure` (`refused`) if none are saved.
[[nodiscard]] SavedSettings settings_for_sync(SettingsStore& store, const std::string& company_id,
                                              const SyncSettings& deployment);

struct RunBasis {
  Connection connection;
  SyncSettings settings;
};

/// Loads what the run needs, keeps in it which settings it uses, and opens it. Errors: as
/// `connection_for_sync` and `settings_for_sync`; the run is not open then.
[[nodiscard]] RunBasis open_run(const RunContext& context, RunExecution& execution);

/// Throws `Cancelled` once the monitor is cancelled.
[[nodiscard]] Interruption cancel_by(RunMonitor& monitor);

}  // namespace gup

// Opens Google for the plugin: the one place that knows which classes stand behind the seams.
#pragma once

#include <memory>

#include "google/google_service.hpp"
#include "google/transport/http_limits.hpp"
#include "host_sdk/services/clock.hpp"
#include "settings/google_settings.hpp"

namespace gup::google {

/// Opens no connection yet. Throws `operator_action` for settings that cannot work. The caller owns the
/// service and keeps `clock` alive as long; readers must not outlive the service. [lifecycle]
[[nodiscard]] std::unique_ptr<GoogleService> open_google(GoogleClientSettings settings,
                                                         host_sdk::Clock& clock,
                                                         const HttpLimits& limits = {});

}  // namespace gup::google

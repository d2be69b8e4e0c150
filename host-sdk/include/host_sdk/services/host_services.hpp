// The services of the host for one plugin.
#pragma once

#include <string>
#include <string_view>

#include "host_sdk/services/audit_trail.hpp"
#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/companies.hpp"
#include "host_sdk/services/database.hpp"
#include "host_sdk/services/ids.hpp"
#include "host_sdk/services/jobs.hpp"
#include "host_sdk/services/logger.hpp"
#include "host_sdk/services/metrics.hpp"
#include "host_sdk/services/notices.hpp"
#include "host_sdk/services/page_events.hpp"
#include "host_sdk/services/schedule.hpp"
#include "host_sdk/services/secret_store.hpp"

namespace host_sdk {

/// Secrets, schedule, jobs and metrics are separate for each plugin. The host owns the services; every
/// reference is valid from `Plugin::start` until `Plugin::stop` returns. [any]
class HostServices {
 public:
  virtual ~HostServices() = default;

  [[nodiscard]] virtual Logger& logger() = 0;
  [[nodiscard]] virtual Clock& clock() = 0;
  [[nodiscard]] virtual SecretStore& secrets() = 0;
  [[nodiscard]] virtual Database& database() = 0;
  [[nodiscard]] virtual Ids& ids() = 0;
  [[nodiscard]] virtual Companies& companies() = 0;
  [[nodiscard]] virtual Jobs& jobs() = 0;
  [[nodiscard]] virtual Schedule& schedule() = 0;
  [[nodiscard]] virtual PageEvents& page_events() = 0;
  [[nodiscard]] virtual AuditTrail& audit_trail() = 0;
  [[nodiscard]] virtual Notices& notices() = 0;
  [[nodiscard]] virtual Metrics& metrics() = 0;

  /// The public address to which an external site redirects the browser: `<public_url>/plugins/<plugin
  /// id>/callback/<name>`. `name` has 1 to 32 characters of a-z, 0-9, '-'; the address of any other name is
  /// empty.
  [[nodiscard]] virtual std::string callback_url(std::string_view name) const = 0;

  /// Returns the service with that id, or null if the host has none. For services that later versions of the
  /// SDK add, so that this class never grows: use the typed `find_service` below.
  [[nodiscard]] virtual void* find_service(std::string_view /*service_id*/) { return nullptr; }
};

/// Returns the host's `Service`, or null if this host has none; a plugin that was built with a newer SDK then
/// does without it, or refuses to start. `Service::kId` is its id, such as "host_sdk.leases/1": another
/// interface has another number. [any]
template <class Service>
[[nodiscard]] Service* find_service(HostServices& host) {
  return static_cast<Service*>(host.find_service(Service::kId));
}

}  // namespace host_sdk

// One plugin's view of the audit trail and the notices.
#pragma once

#include <functional>
#include <string>

#include "host_sdk/services/audit_trail.hpp"
#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/notices.hpp"

namespace sample_host {

class AuditTable;
class Log;
class NoticesTable;

class PluginAuditTrail final : public host_sdk::AuditTrail {
 public:
  PluginAuditTrail(AuditTable& table, host_sdk::Clock& clock, Log& log, std::string plugin_id)
      : table_(table), clock_(clock), log_(log), plugin_id_(std::move(plugin_id)) {}
  void record(std::string_view company_id, const host_sdk::Actor& actor, std::string_view action,
              std::string_view detail) override;

 private:
  AuditTable& table_;
  host_sdk::Clock& clock_;
  Log& log_;
  std::string plugin_id_;
};

class PluginNotices final : public host_sdk::Notices {
 public:
  /// Calls `changed` after each stored notice: emails may be due.
  PluginNotices(NoticesTable& table, host_sdk::Clock& clock, Log& log, std::string plugin_id,
                std::function<void()> changed)
      : table_(table),
        clock_(clock),
        log_(log),
        plugin_id_(std::move(plugin_id)),
        changed_(std::move(changed)) {}
  void show(std::string_view company_id, const host_sdk::Notice& notice) override;
  void clear(std::string_view company_id, std::string_view topic) override;

 private:
  NoticesTable& table_;
  host_sdk::Clock& clock_;
  Log& log_;
  std::string plugin_id_;
  std::function<void()> changed_;
};

}  // namespace sample_host

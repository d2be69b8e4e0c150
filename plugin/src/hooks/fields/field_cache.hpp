// What the form of field mappings needs from Google: the custom attributes, and the last preview.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "google/google_service.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/services/host_services.hpp"
#include "model/fields/field_mapping.hpp"

namespace gup {

/// One person of a preview.
struct PreviewedPerson {
  std::string email;
  std::string name;
  struct Value {
    /// What a sync would write with this mapping, and with the saved one.
    std::string next;
    std::string now;
    /// The row keeps its value.
    bool next_stays = false;
    bool now_stays = false;

    bool operator==(const Value&) const = default;
    [[nodiscard]] bool changes() const { return next != now || next_stays != now_stays; }
  };
  /// Indexed like `kTargetFields`.
  std::array<Value, kTargetFields.size()> values{};
};

/// What an unsaved mapping would do.
struct FieldPreview {
  std::string id;
  FieldMapping mapping = default_mapping();
  /// At most five people; those who would change come first.
  std::vector<PreviewedPerson> people;
  /// The number of users read, and how many of them would get different values.
  std::size_t read = 0;
  std::size_t changed = 0;
};

/// Keeps each company's list of custom attributes for five minutes, and its last preview. Thread-safe.
class FieldCache {
 public:
  FieldCache(host_sdk::HostServices& host, ConnectionStore& store, google::GoogleService& google)
      : host_(host), store_(store), google_(google) {}

  /// The custom attributes; nullopt if the connection may not list them. Asks Google at most every five
  /// minutes. Throws `Failure` and `Cancelled`.
  [[nodiscard]] std::optional<std::vector<KnownAttribute>> attributes(const std::string& company_id,
                                                                      host_sdk::TaskMonitor& monitor);
  /// Call after the company was connected.
  void forget(const std::string& company_id);

  /// Replaces the company's preview. Sets its id and returns it.
  std::string keep(const std::string& company_id, FieldPreview preview);
  /// The company's preview if it has this id, or null: after a restart, or when another process made it.
  [[nodiscard]] std::shared_ptr<const FieldPreview> preview(const std::string& company_id,
                                                            const std::string& id) const;

 private:
  struct Listed {
    std::vector<KnownAttribute> attributes;
    host_sdk::Timestamp at{};
  };

  host_sdk::HostServices& host_;
  ConnectionStore& store_;
  google::GoogleService& google_;
  mutable std::mutex mutex_;
  std::map<std::string, Listed> listed_;
  std::map<std::string, std::shared_ptr<const FieldPreview>> previews_;
};

}  // namespace gup

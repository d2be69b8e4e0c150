// Notices for administrators (table host_notices).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/page/values.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

struct StoredNotice {
  std::string plugin_id;
  std::string company_id;
  std::string topic;
  host_sdk::page::Tone tone = host_sdk::page::Tone::info;
  std::string title;
  std::string text;
  host_sdk::Timestamp at;
};

/// Every function throws SqlError.
class NoticesTable {
 public:
  explicit NoticesTable(HostDatabase& database) : database_(database) {}

  /// Stores a notice; it replaces the one of the same plugin, company and topic.
  void put(const StoredNotice& notice);
  void remove(std::string_view plugin_id, std::string_view company_id, std::string_view topic);
  /// Newest first.
  [[nodiscard]] std::vector<StoredNotice> of_company(std::string_view company_id);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host

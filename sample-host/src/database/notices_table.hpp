// Notices for administrators (table host_notices).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/notices.hpp"

namespace sample_host {

class HostDatabase;

struct StoredNotice {
  std::string plugin_id;
  std::string company_id;
  host_sdk::Notice notice;
  host_sdk::Timestamp at;
};

/// Every function throws SqlError.
class NoticesTable {
 public:
  explicit NoticesTable(HostDatabase& database) : database_(database) {}

  /// Stores a notice; it replaces the one of the same plugin, company and topic.
  void put(const StoredNotice& stored);
  /// Removes a notice that an administrator dismissed.
  void dismiss(std::string_view plugin_id, std::string_view company_id, std::string_view topic);
  /// Removes a notice whose reason is gone, and what is stored about its emails: the next one is new.
  void clear(std::string_view plugin_id, std::string_view company_id, std::string_view topic);
  /// Newest first.
  [[nodiscard]] std::vector<StoredNotice> of_company(std::string_view company_id);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host

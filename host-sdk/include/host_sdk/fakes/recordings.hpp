// Fakes of services that only record what the plugin passes to them.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_sdk/services/audit_trail.hpp"
#include "host_sdk/services/logger.hpp"
#include "host_sdk/services/notices.hpp"
#include "host_sdk/services/page_events.hpp"

namespace host_sdk::fakes {

/// Records every log line. [any]
class RecordingLogger : public Logger {
 public:
  struct Line {
    LogLevel level = LogLevel::info;
    std::string company_id;
    std::string message;
  };

  void write(LogLevel level, std::string_view company_id, std::string_view message) override;
  [[nodiscard]] std::vector<Line> lines() const;
  /// True if any line contains `text`; tests prove with it that no line contains a secret.
  [[nodiscard]] bool contains(std::string_view text) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Line> lines_;
};

/// Records every call of `page_changed`. [any]
class FakePageEvents : public PageEvents {
 public:
  struct Event {
    std::string company_id;
    std::string page_slug;
  };

  void page_changed(std::string_view company_id, std::string_view page_slug) override;
  [[nodiscard]] std::vector<Event> events() const;
  [[nodiscard]] std::size_t count(std::string_view company_id) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Event> events_;
};

/// Records every entry. [any]
class FakeAuditTrail : public AuditTrail {
 public:
  struct Entry {
    std::string company_id;
    Actor actor;
    std::string action;
    std::string detail;
  };

  void record(std::string_view company_id, const Actor& actor, std::string_view action,
              std::string_view detail) override;
  [[nodiscard]] std::vector<Entry> entries() const;
  /// The recorded actions of one company, in order.
  [[nodiscard]] std::vector<std::string> actions(std::string_view company_id) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;
};

/// Keeps the current notices by company and topic. [any]
class FakeNotices : public Notices {
 public:
  void show(std::string_view company_id, const Notice& notice) override;
  void clear(std::string_view company_id, std::string_view topic) override;
  /// The current notice, or nullopt.
  [[nodiscard]] std::optional<Notice> notice(std::string_view company_id, std::string_view topic) const;
  /// The current notices of all companies.
  [[nodiscard]] std::vector<Notice> all() const;
  /// How often `show` was called for the company and topic.
  [[nodiscard]] std::size_t shown(std::string_view company_id, std::string_view topic) const;

 private:
  using Key = std::pair<std::string, std::string>;

  mutable std::mutex mutex_;
  std::map<Key, Notice> notices_;
  std::map<Key, std::size_t> shown_;
};

}  // namespace host_sdk::fakes

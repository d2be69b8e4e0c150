#include "host_sdk/fakes/recordings.hpp"

#include <algorithm>

namespace host_sdk::fakes {

void RecordingLogger::write(LogLevel level, std::string_view company_id, std::string_view message) {
  const std::scoped_lock lock(mutex_);
  lines_.push_back({level, std::string(company_id), std::string(message)});
}

std::vector<RecordingLogger::Line> RecordingLogger::lines() const {
  const std::scoped_lock lock(mutex_);
  return lines_;
}

bool RecordingLogger::contains(std::string_view text) const {
  const std::scoped_lock lock(mutex_);
  return std::any_of(lines_.begin(), lines_.end(),
                     [&](const Line& line) { return line.message.find(text) != std::string::npos; });
}

void FakePageEvents::page_changed(std::string_view company_id, std::string_view page_slug) {
  const std::scoped_lock lock(mutex_);
  events_.push_back({std::string(company_id), std::string(page_slug)});
}

std::vector<FakePageEvents::Event> FakePageEvents::events() const {
  const std::scoped_lock lock(mutex_);
  return events_;
}

std::size_t FakePageEvents::count(std::string_view company_id) const {
  const std::scoped_lock lock(mutex_);
  return static_cast<std::size_t>(std::count_if(
      events_.begin(), events_.end(), [&](const Event& event) { return event.company_id == company_id; }));
}

void FakeAuditTrail::record(std::string_view company_id, const Actor& actor, std::string_view action,
                            std::string_view detail) {
  const std::scoped_lock lock(mutex_);
  entries_.push_back({std::string(company_id), actor, std::string(action), std::string(detail)});
}

std::vector<FakeAuditTrail::Entry> FakeAuditTrail::entries() const {
  const std::scoped_lock lock(mutex_);
  return entries_;
}

std::vector<std::string> FakeAuditTrail::actions(std::string_view company_id) const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> actions;
  for (const Entry& entry : entries_)
    if (entry.company_id == company_id) actions.push_back(entry.action);
  return actions;
}

void FakeNotices::show(std::string_view company_id, const Notice& notice) {
  const std::scoped_lock lock(mutex_);
  const Key key{std::string(company_id), notice.topic};
  notices_[key] = notice;
  ++shown_[key];
}

void FakeNotices::clear(std::string_view company_id, std::string_view topic) {
  const std::scoped_lock lock(mutex_);
  notices_.erase({std::string(company_id), std::string(topic)});
}

std::optional<Notice> FakeNotices::notice(std::string_view company_id, std::string_view topic) const {
  const std::scoped_lock lock(mutex_);
  const auto found = notices_.find({std::string(company_id), std::string(topic)});
  if (found == notices_.end()) return std::nullopt;
  return found->second;
}

std::vector<Notice> FakeNotices::all() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Notice> list;
  for (const auto& [key, notice] : notices_) list.push_back(notice);
  return list;
}

std::size_t FakeNotices::shown(std::string_view company_id, std::string_view topic) const {
  const std::scoped_lock lock(mutex_);
  const auto found = shown_.find({std::string(company_id), std::string(topic)});
  return found == shown_.end() ? 0 : found->second;
}

}  // namespace host_sdk::fakes

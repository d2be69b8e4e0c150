#include "google/transport/pacer.hpp"

#include <algorithm>

namespace gup::google {

std::optional<Pacer::TimePoint> Pacer::take(TimePoint now) {
  const std::lock_guard lock(mutex_);
  TimePoint at = account_.earliest(now);
  if (!project_) {
    if (at > now) return at;
    account_.take(now);
    return std::nullopt;
  }
  const std::lock_guard project_lock(project_->mutex);
  at = std::max(at, project_->limit.earliest(now));
  if (at > now) return at;
  account_.take(now);
  project_->limit.take(now);
  return std::nullopt;
}

void Pacer::on_throttled(TimePoint now) {
  const std::lock_guard lock(mutex_);
  account_.on_throttled(now);
}

int Pacer::slowdown(TimePoint now) {
  const std::lock_guard lock(mutex_);
  return account_.slowdown(now);
}

bool Pacer::idle(TimePoint now) const {
  const std::lock_guard lock(mutex_);
  return account_.idle(now);
}

std::shared_ptr<Pacer> Pacers::of(const std::string& client_id, const std::string& account_id,
                                  Pacer::TimePoint now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(
      pacers_, [now](const auto& entry) { return entry.second.use_count() == 1 && entry.second->idle(now); });
  auto& pacer = pacers_[{client_id, account_id}];
  if (!pacer) pacer = std::make_shared<Pacer>(requests_per_minute_, project_of(client_id));
  return pacer;
}

std::shared_ptr<Pacer::Project> Pacers::project_of(const std::string& client_id) {
  if (!project_requests_per_minute_) return nullptr;
  auto& project = projects_[client_id];
  if (!project) project = std::make_shared<Pacer::Project>(*project_requests_per_minute_);
  return project;
}

}  // namespace gup::google

#include "services/page_event_hub.hpp"

namespace sample_host {

PageEventHub::Subscription& PageEventHub::Subscription::operator=(Subscription&& other) noexcept {
  if (this != &other) {
    if (hub_ != nullptr) hub_->remove(id_);
    hub_ = std::exchange(other.hub_, nullptr);
    id_ = std::exchange(other.id_, 0);
  }
  return *this;
}

PageEventHub::Subscription::~Subscription() {
  if (hub_ != nullptr) hub_->remove(id_);
}

PageEventHub::Subscription PageEventHub::subscribe(std::string company_id, std::string page_slug,
                                                   Listener listener) {
  const std::lock_guard lock(mutex_);
  const auto id = ++last_id_;
  entries_.emplace(id, Entry{std::move(company_id), std::move(page_slug), std::move(listener)});
  return {this, id};
}

void PageEventHub::remove(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  entries_.erase(id);
}

void PageEventHub::page_changed(std::string_view company_id, std::string_view page_slug) {
  // The lock is held during the calls, so no listener is called after its subscription is destroyed.
  const std::lock_guard lock(mutex_);
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    const auto& present = (entry++)->second;
    if (present.company_id == company_id && present.page_slug == page_slug) {
      const auto listener = present.listener;
      listener();
    }
  }
}

}  // namespace sample_host

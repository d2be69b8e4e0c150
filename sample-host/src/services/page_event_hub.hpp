// Subscriptions to changes of pages.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "host_sdk/services/page_events.hpp"

namespace sample_host {

/// Forwards every plugin's `page_changed` to the browsers that show the page. Thread-safe.
class PageEventHub final : public host_sdk::PageEvents {
 public:
  /// Called on the thread that changed the page. Must be quick and must not throw: post, and draw elsewhere.
  using Listener = std::function<void()>;

  /// Unsubscribes when destroyed; the listener is not called afterwards.
  class Subscription {
   public:
    Subscription() = default;
    Subscription(PageEventHub* hub, std::uint64_t id) : hub_(hub), id_(id) {}
    Subscription(Subscription&& other) noexcept
        : hub_(std::exchange(other.hub_, nullptr)), id_(std::exchange(other.id_, 0)) {}
    Subscription& operator=(Subscription&& other) noexcept;
    ~Subscription();

   private:
    PageEventHub* hub_ = nullptr;
    std::uint64_t id_ = 0;
  };

  [[nodiscard]] Subscription subscribe(std::string company_id, std::string page_slug, Listener listener);

  void page_changed(std::string_view company_id, std::string_view page_slug) override;

 private:
  struct Entry {
    std::string company_id;
    std::string page_slug;
    Listener listener;
  };
  void remove(std::uint64_t id);

  // Recursive, so that a listener may end its own subscription.
  std::recursive_mutex mutex_;
  std::map<std::uint64_t, Entry> entries_;
  std::uint64_t last_id_ = 0;
};

}  // namespace sample_host

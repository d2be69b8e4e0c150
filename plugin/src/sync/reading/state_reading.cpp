#include "sync/reading/state_reading.hpp"

#include <chrono>
#include <utility>

#include "failure.hpp"

namespace gup {

StateReading::StateReading(std::function<plan::StoredState(const Interruption&)> load,
                           Interruption interruption)
    : interruption_(std::move(interruption)),
      loading_(std::async(std::launch::async, [this, load = std::move(load)] {
        return load([this] {
          interruption_();
          if (abandoned_) throw Cancelled();
        });
      })) {}

StateReading::~StateReading() {
  abandoned_ = true;
  if (loading_.valid()) loading_.wait();
}

bool StateReading::is_ready() const {
  return !loading_.valid() || loading_.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
}

const plan::StoredState& StateReading::get() {
  if (loading_.valid()) state_ = loading_.get();
  return state_;
}

plan::StoredState StateReading::take() {
  (void)get();
  return std::move(state_);
}

}  // namespace gup

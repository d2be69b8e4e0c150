#include "web/host/open_streams.hpp"

namespace sample_host::web {

std::shared_ptr<void> OpenStreams::open(const std::string& session) {
  const std::lock_guard lock(counts_->mutex);
  std::size_t& count = counts_->of_session[session];
  if (count >= kMostOfSession) return nullptr;
  ++count;
  return {this, [counts = counts_, session](void*) {
            const std::lock_guard closing(counts->mutex);
            if (--counts->of_session[session] == 0) counts->of_session.erase(session);
          }};
}

std::size_t OpenStreams::total() const {
  const std::lock_guard lock(counts_->mutex);
  std::size_t total = 0;
  for (const auto& [session, count] : counts_->of_session) total += count;
  return total;
}

}  // namespace sample_host::web

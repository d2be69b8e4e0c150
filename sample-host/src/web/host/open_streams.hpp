// Limits the event streams of a session.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace sample_host::web {

/// Counts the open event streams of each session. Thread-safe.
class OpenStreams {
 public:
  /// The number of pages that a person may have open at once; a browser opens at most six over HTTP/1.1.
  static constexpr std::size_t kMostOfSession = 8;

  /// Counts a stream until the result is destroyed, which may be later than this object. Null if the session
  /// has too many.
  [[nodiscard]] std::shared_ptr<void> open(const std::string& session);

  /// How many are open.
  [[nodiscard]] std::size_t total() const;

 private:
  struct Counts {
    std::mutex mutex;
    std::map<std::string, std::size_t> of_session;
  };
  std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

}  // namespace sample_host::web

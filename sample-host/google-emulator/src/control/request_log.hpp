#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include <boost/json/array.hpp>

#include "common/message.hpp"

/// The requests to Google's side, for test suites.
namespace emulator {

struct LoggedRequest {
  std::uint64_t seq = 0;
  std::string method;
  std::string path;  ///< decoded
  Parameters query;
  std::string account;  ///< of the token, if any
  int status = 0;
  std::string reason;
  std::string violation;  ///< why the discovery document does not allow the request
  std::string fault;      ///< the injected fault
};

class RequestLog {
 public:
  void add(LoggedRequest request);
  /// Returns the requests with a sequence number above `after`.
  boost::json::array since(std::uint64_t after) const;
  boost::json::array violations() const;
  std::uint64_t last() const { return last_; }
  std::size_t violation_count() const { return violations_.size(); }
  void clear();

 private:
  // Only the newest requests, since a benchmark sends a million. All violations are kept.
  static constexpr std::size_t kKept = 200'000;
  std::deque<LoggedRequest> requests_;
  std::deque<LoggedRequest> violations_;
  std::uint64_t last_ = 0;
};

}  // namespace emulator

#include "control/request_log.hpp"

#include <boost/json/object.hpp>

namespace emulator {

namespace json = boost::json;

namespace {

json::object describe(const LoggedRequest& request) {
  json::object query;
  for (const auto& [name, value] : request.query) query[name] = value;
  json::object described{{"seq", request.seq},        {"method", request.method}, {"path", request.path},
                         {"query", std::move(query)}, {"status", request.status}, {"reason", request.reason}};
  if (!request.account.empty()) described["account"] = request.account;
  if (!request.violation.empty()) described["violation"] = request.violation;
  if (!request.fault.empty()) described["fault"] = request.fault;
  return described;
}

}  // namespace

void RequestLog::add(LoggedRequest request) {
  request.seq = ++last_;
  if (!request.violation.empty()) violations_.push_back(request);
  requests_.push_back(std::move(request));
  if (requests_.size() > kKept) requests_.pop_front();
}

json::array RequestLog::since(std::uint64_t after) const {
  json::array listed;
  for (const LoggedRequest& request : requests_)
    if (request.seq > after) listed.push_back(describe(request));
  return listed;
}

json::array RequestLog::violations() const {
  json::array listed;
  for (const LoggedRequest& request : violations_) listed.push_back(describe(request));
  return listed;
}

void RequestLog::clear() {
  requests_.clear();
  violations_.clear();
}

}  // namespace emulator

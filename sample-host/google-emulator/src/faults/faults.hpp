#pragma once

#include <cstdint>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "common/message.hpp"

/// Faults that tests inject into answers.
namespace emulator {

struct FaultRule {
  std::string method;  ///< empty: any
  std::optional<std::regex> path;
  Parameters query;         ///< values are regular expressions that the whole value must match
  std::int64_t after = 0;   ///< matching requests that pass first
  std::int64_t times = -1;  ///< number of faults after that; -1: unlimited
  std::int64_t seen = 0;
  std::int64_t struck = 0;
  boost::json::object source;  ///< the rule as it was sent
  boost::json::object fault;
};

class Faults {
 public:
  /// Adds all rules, or none and throws ControlError if one is invalid.
  void add(const boost::json::array& rules);
  void clear() { rules_.clear(); }
  boost::json::array describe() const;

  /// Returns the fault for this request, or null. The first rule that applies wins; each counts its matches.
  const boost::json::object* strike(const Request& request);

 private:
  std::vector<FaultRule> rules_;
};

/// The requests to the control interface that the fault sends after the answer; empty for other faults.
std::vector<Request> changes_of(const boost::json::object& fault);
}  // namespace emulator

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

/// True if the fault replaces the answer, so that the request must not be executed.
bool replaces_answer(const boost::json::object& fault);
/// True if paging has to produce the fault.
bool gives_empty_page(const boost::json::object& fault);
/// The requests to the control interface that the fault sends after the answer; empty for other faults.
std::vector<Request> changes_of(const boost::json::object& fault);
/// Applies the fault to the answer. `method` is the discovery id for error bodies, `page_token` the
/// request's.
Answer apply_fault(const boost::json::object& fault, Answer answer, const std::string& method,
                   const std::string& page_token);

}  // namespace emulator

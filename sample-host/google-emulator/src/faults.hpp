#pragma once

#include <cstdint>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "http.hpp"

/// Faults that tests lay over answers while the emulator runs.
namespace emulator {

struct FaultRule {
  std::string method;  ///< empty: any
  std::optional<std::regex> path;
  Parameters query;         ///< values are regular expressions that the whole value must match
  std::int64_t after = 0;   ///< lets that many matching requests pass first
  std::int64_t times = -1;  ///< then strikes that often; -1: for ever
  std::int64_t seen = 0;
  std::int64_t struck = 0;
  boost::json::object source;  ///< the rule as it was sent
  boost::json::object fault;
};

class Faults {
 public:
  /// Throws ControlError, and adds none, when one of the rules is not understood.
  void add(const boost::json::array& rules);
  void clear() { rules_.clear(); }
  boost::json::array describe() const;

  /// The fault for this request, or null. The first rule that strikes wins; each counts what it matched.
  const boost::json::object* strike(const Request& request);

 private:
  std::vector<FaultRule> rules_;
};

/// True when the fault replaces the answer, so that the request itself must not be carried out.
bool replaces_answer(const boost::json::object& fault);
/// True when paging itself has to make the fault.
bool gives_empty_page(const boost::json::object& fault);
/// The answer as the fault wants it. `method` is the discovery id for error bodies, `page_token` the
/// request's.
Answer apply_fault(const boost::json::object& fault, Answer answer, const std::string& method,
                   const std::string& page_token);

}  // namespace emulator

#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "common/message.hpp"

/// Applies faults to answers.
namespace emulator {

/// True if the fault replaces the answer, so that the request must not be executed.
bool replaces_answer(const boost::json::object& fault);
/// True if paging has to produce the fault.
bool gives_empty_page(const boost::json::object& fault);
/// Applies the fault to the answer. `method` is the discovery id for error bodies, `page_token` the
/// request's.
Answer apply_fault(const boost::json::object& fault, Answer answer, const std::string& method,
                   const std::string& page_token);

}  // namespace emulator

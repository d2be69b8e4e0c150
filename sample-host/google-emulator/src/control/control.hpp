#pragma once

#include <boost/json/value.hpp>

#include "emulator.hpp"

/// The control interface below /emulator/, for tests and people.
namespace emulator {

/// Answers any request below /emulator/.
Answer answer_control(Emulator& emulator, const Request& request);

/// Parses the body as JSON. Throws ControlError.
boost::json::value request_body(const Request& request);
boost::json::object object_body(const Request& request);

}  // namespace emulator

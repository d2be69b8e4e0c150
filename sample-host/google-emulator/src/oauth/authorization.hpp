#pragma once

#include "emulator.hpp"

/// The authorization endpoint: account chooser, consent and redirect to the application.
namespace emulator {

Answer answer_authorization(Emulator& emulator, const Request& request);

}  // namespace emulator

// How a return from a foreign site ended, as a waiting command line reads it from the database.
#pragma once

#include <string>

#include "plugins/pages/page_gateway.hpp"

namespace sample_host {

/// What a command line needs of the reply, as JSON.
[[nodiscard]] std::string write_outcome(const CallbackReply& reply);

/// Reads it again: gate, sentence, reference, result, and of the answer outcome, toast, errors and job.
/// Throws std::runtime_error for anything that `write_outcome` did not write.
[[nodiscard]] CallbackReply read_outcome(const std::string& text);

}  // namespace sample_host

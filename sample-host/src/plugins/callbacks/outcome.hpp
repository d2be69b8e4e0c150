// The outcome of a callback, which a waiting command line reads from the database.
#pragma once

#include <string>

#include "plugins/pages/page_gateway.hpp"

namespace sample_host {

/// Writes the parts of a reply that a command line needs, as JSON.
[[nodiscard]] std::string write_outcome(const CallbackReply& reply);

/// Reads them back: gate, sentence, reference, result, and the answer's outcome, toast, errors and job.
/// Throws std::runtime_error for any other text.
[[nodiscard]] CallbackReply read_outcome(const std::string& text);

}  // namespace sample_host
